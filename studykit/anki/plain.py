"""HTML of a note's field to plain text. Nothing of it survives as markup, so nothing of it can act.

Read by a scanner of our own: the standard library's takes minutes for a field of broken markup, and fails on some.
Here each character is looked at a bounded number of times.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from studykit.anki.fields import clean

# Longer fields are pasted web pages.
MAX_FIELD = 100_000

_TAG = re.compile(r"""<(/?)([a-zA-Z][^\s/<>]*+)((?:[^>"']|"[^"]*+"|'[^']*+')*+)>""")
_SOURCE = re.compile(r"""\ssrc\s*=\s*(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))""", re.IGNORECASE)
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "dd", "div", "dl", "dt", "figure", "footer", "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "table", "tr", "ul",
})  # fmt: skip
_SILENT = {name: re.compile(f"</{name}", re.IGNORECASE) for name in ("script", "style", "template")}
_MATHS = {"": "\\(", "/": "\\)"}
_SOUND = re.compile(r"\[sound:([^\]\n]{1,200})\]")
# Longer than any character's number; the conversion of a very long one fails.
_NUMBER = re.compile(r"&#(?:[0-9]{8,}+|[xX][0-9a-fA-F]{8,}+);?")
_GAPS = re.compile(r"\n{3,}+")
# What `_pieces` gives for a block's tag.
_BLOCK = "\n\n\n"


def to_text(field: str) -> str:
    """The field's text: breaks and blocks as new lines, media by name, no tags."""
    pieces: list[str] = []
    for piece in _pieces(_SOUND.sub(r"[audio: \1]", field)):
        # A block begins on a line of its own, however many begin there.
        if piece != _BLOCK:
            pieces.append(piece)
        elif pieces and not pieces[-1].endswith("\n"):
            pieces.append("\n")
    text = clean("".join(pieces).replace("\xa0", " "))
    lines = (line.strip(" \t") for line in text.split("\n"))
    return _GAPS.sub("\n\n", "\n".join(lines)).strip()


def _pieces(field: str) -> Iterator[str]:
    """The text between tags, unescaped, and what stands for the tags."""
    at = 0
    while True:
        start = field.find("<", at)
        # Without another ">" there is no tag any more: all the rest is text.
        if start < 0 or field.find(">", start) < 0:
            break
        if start > at:
            yield _unescaped(field[at:start])
        if field.startswith("<!--", start):
            close = field.find("-->", start + 4)
            at = len(field) if close < 0 else close + 3
        elif tag := _TAG.match(field, start):
            shown, at = _shown(field, tag)
            yield shown
        elif field[start + 1 : start + 2] in {"!", "?", "/"} or field[start + 1 : start + 2].isalpha():
            at = field.find(">", start) + 1
        else:
            yield "<"
            at = start + 1
    yield _unescaped(field[at:])


def _shown(field: str, tag: re.Match[str]) -> tuple[str, int]:
    """What stands for a tag, and where the text goes on."""
    closing, name, rest = tag[1], tag[2].lower(), tag[3]
    if name in _SILENT and not closing:
        end = _SILENT[name].search(field, tag.end())
        return "", (field.find(">", end.end()) + 1 if end else 0) or len(field)
    if name == "br":
        return "\n", tag.end()
    if name == "img":
        found = _SOURCE.search(rest)
        source = next((value for value in found.groups() if value), "") if found else ""
        return f"[image: {_unescaped(source)}]", tag.end()
    if name == "anki-mathjax":
        return _MATHS[closing], tag.end()
    return _BLOCK if name in _BLOCKS else "", tag.end()


def _unescaped(text: str) -> str:
    return html.unescape(_NUMBER.sub("\ufffd", text)) if "&" in text else text
