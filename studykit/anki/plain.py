"""HTML of a note's field to plain text. Nothing of it survives as markup, so nothing of it can act."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from studykit.anki.fields import clean

# Longer fields are pasted web pages; the parser's time grows with the square of broken markup.
MAX_FIELD = 100_000
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "dd",
        "div",
        "dl",
        "dt",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tr",
        "ul",
    ]
)
_SILENT = frozenset({"script", "style", "template"})
_SOUND = re.compile(r"\[sound:([^\]\n]{1,200})\]")
_GAPS = re.compile(r"\n{3,}")
_EDGES = re.compile(r"[ \t]*\n[ \t]*")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.media: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag == "br":
            self.parts.append("\n")
        elif tag == "img":
            name = dict(attrs).get("src") or ""
            self.media.append(name)
            self.parts.append(f"[image: {name}]")
        elif tag == "anki-mathjax":
            self.parts.append("\\(")
        elif tag in _BLOCKS:
            self._break()

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag == "anki-mathjax":
            self.parts.append("\\)")
        elif tag in _BLOCKS:
            self._break()

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)

    def _break(self) -> None:
        if self.parts and not self.parts[-1].endswith("\n"):
            self.parts.append("\n")


def to_text(field: str) -> str:
    """The field's text: breaks and blocks as new lines, media by name, no tags."""
    return _read(field)[0]


def media_in(field: str) -> tuple[str, ...]:
    """The names of the media a field shows or plays, in order."""
    text, images = _read(field)
    return (*images, *(match[1] for match in re.finditer(r"\[audio: ([^\]\n]+)\]", text)))


def _read(field: str) -> tuple[str, list[str]]:
    if "<" not in field and "&" not in field and "[sound:" not in field:
        return clean(field.replace("\xa0", " ")).strip(), []
    reader = _Reader()
    reader.feed(_SOUND.sub(r"[audio: \1]", field))
    reader.close()
    text = clean("".join(reader.parts).replace("\xa0", " "))
    return _GAPS.sub("\n\n", _EDGES.sub("\n", text)).strip(), reader.media
