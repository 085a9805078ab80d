"""One line with something at its left and something at its right."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from studykit.tui.glyphs import Glyphs
from studykit.tui.widgets.rows import fit

GAP = 2
LEAST_LEFT = 12  # cells; a left side cut to fewer says nothing


class TopLine(Widget):
    """The right side keeps its room, the left side is cut with an ellipsis.

    Where both do not fit, the right side may come in a shorter form.
    """

    def __init__(self, glyphs: Glyphs, *, id: str | None = None) -> None:  # noqa: A002 (Textual's name)
        super().__init__(id=id)
        self._glyphs = glyphs
        self._left = ""
        self._right: Content = Content("")
        self._short: Content = Content("")

    def show(self, left: str, right: Content | str = "", short: Content | str | None = None) -> None:
        """Replace both sides."""
        self._left = left
        self._right = Content(right) if isinstance(right, str) else right
        short = self._right if short is None else short
        self._short = Content(short) if isinstance(short, str) else short
        self.refresh()

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002
        """All of it."""
        return container.width

    def render(self) -> Content:
        """The line."""
        width = self.content_size.width
        needed = min(cell_len(self._left), LEAST_LEFT) + GAP + self._right.cell_length
        right = self._right if needed <= width else self._short
        if right.cell_length > width - 8:
            right = Content("")
        room = width - right.cell_length - (GAP if right else 0)
        return Content.assemble(fit(self._left, room, self._glyphs), " " * (GAP if right else 0), right)
