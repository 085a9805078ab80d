"""Pictures of the screen that show wide characters in their cells and fetch nothing from the network."""

from __future__ import annotations

import html
import re
from itertools import groupby

from rich.cells import cell_len

_TEXT = re.compile(
    r'<text class="(?P<cls>[^"]*)" x="(?P<x>[\d.]+)" y="(?P<y>[\d.]+)" textLength="[\d.]+"(?P<rest>[^>]*)>(?P<text>.*?)</text>'
)
_FONT_FACE = re.compile(r"@font-face\s*\{.*?\}", re.DOTALL)
_FONTS = "'Fira Code', Menlo, Consolas, 'DejaVu Sans Mono', 'Nanum Gothic Coding', 'Noto Sans Mono CJK KR', monospace"
_CELL = 12.2  # the width of a cell in the pictures that Rich writes


def mended(svg: str) -> str:
    """Rich's picture of a terminal with two faults mended.

    It gives a text as many cells as it has characters, which squeezes Hangul; here each run of equally wide
    characters gets its own. And it names web fonts, which a page on a code host does not load.
    """
    return _FONT_FACE.sub("", _TEXT.sub(_runs, svg)).replace(
        "font-family: Fira Code, monospace", f"font-family: {_FONTS}"
    )


def _runs(match: re.Match[str]) -> str:
    x, parts = float(match["x"]), []
    for width, run in groupby(html.unescape(match["text"]), key=cell_len):
        text = "".join(run)
        cells = width * len(text)
        if text.strip("\u00a0 "):
            parts.append(
                f'<text class="{match["cls"]}" x="{x:g}" y="{match["y"]}" textLength="{cells * _CELL:g}"'
                f"{match['rest']}>{html.escape(text, quote=False)}</text>"
            )
        x += cells * _CELL
    return "".join(parts)
