"""A picture made of lines, drawn anew for each width."""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

Draw = Callable[[int], list[Content]]


class Drawing(Widget):
    """Calls its function with the width there is."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 (Textual's name)
        super().__init__(id=id)
        self._draw: Draw = lambda _width: []

    def show(self, draw: Draw) -> None:
        """Replace the picture."""
        self._draw = draw
        self.refresh(layout=True)

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002
        """All of it."""
        return container.width

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """A line per line."""
        return len(self._draw(max(1, width)))

    def render(self) -> Content:
        """The picture."""
        return Content("\n").join(self._draw(max(1, self.content_size.width)))
