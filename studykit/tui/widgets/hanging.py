"""Paragraphs with a label in front and everything else indented under it."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

NARROW = 46  # below this many cells the label takes a line of its own


def hang(label: Content, body: Content, width: int) -> list[Content]:
    """The lines of one paragraph in ``width`` cells."""
    indent = label.cell_length + 2 if label else 0
    if width < NARROW and indent > 4:
        return [label, *_wrapped(body, width - 2, "  ")]
    lines = _wrapped(body, max(8, width - indent), " " * indent)
    if label and lines:
        lines[0] = Content.assemble(label, "  ", lines[0][indent:])
    return lines


def _wrapped(body: Content, width: int, indent: str) -> list[Content]:
    lines: list[Content] = []
    for paragraph in body.split("\n", allow_blank=True):
        lines += paragraph.wrap(max(8, width)) if paragraph else [Content("")]
    return [Content.assemble(indent, line.rstrip()) for line in lines]


class Hanging(Widget):
    """Some labelled paragraphs; takes no room while it has none."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 (Textual's name)
        super().__init__(id=id)
        self.auto_links = False  # a click works without a link's looks
        self._items: list[tuple[Content, Content]] = []
        self._lines: tuple[int, list[Content]] = (-1, [])

    def show(self, items: Sequence[tuple[Content, Content]]) -> None:
        """Replace the paragraphs: pairs of label and body."""
        self._items = list(items)
        self._lines = (-1, [])
        self.display = bool(self._items)
        self.refresh(layout=True)

    def _at(self, width: int) -> list[Content]:
        if self._lines[0] != width:
            self._lines = (width, [line for label, body in self._items for line in hang(label, body, width)])
        return self._lines[1]

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002
        """All of it."""
        return container.width

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """A line per wrapped line."""
        return len(self._at(width))

    def render(self) -> Content:
        """The wrapped lines."""
        return Content("\n").join(self._at(self.content_size.width))
