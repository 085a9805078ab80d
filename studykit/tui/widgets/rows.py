"""A list of one-line rows with a cursor, drawn line by line: ten thousand rows cost what one page costs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from textual import events
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from studykit.tui.glyphs import UNICODE, Glyphs

Draw = Callable[[int, int], Content]


def fit(text: str, width: int, glyphs: Glyphs = UNICODE) -> str:
    """Text in exactly ``width`` cells: padded, or cut with an ellipsis."""
    if cell_len(text) <= width:
        return text + " " * (width - cell_len(text))
    if width <= len(glyphs.ellipsis):
        return set_cell_size(text, max(0, width))
    return set_cell_size(set_cell_size(text, width - len(glyphs.ellipsis)).rstrip() + glyphs.ellipsis, width)


class Rows(ScrollView, can_focus=False):
    """A list with a cursor.

    The owner gives a number of rows and a function that draws row ``index`` in ``width`` cells. Keys belong to
    the screen: it calls `move`.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"rows--row", "rows--cursor"}
    cursor: reactive[int] = reactive(0)

    @dataclass
    class Moved(Message):
        """The cursor stands on another row."""

        rows: Rows
        index: int

        @property
        def control(self) -> Rows:
            """The list, for ``@on`` selectors."""
            return self.rows

    @dataclass
    class Chosen(Message):
        """A row was clicked while the cursor stood on it."""

        rows: Rows
        index: int

        @property
        def control(self) -> Rows:
            """The list, for ``@on`` selectors."""
            return self.rows

    def __init__(self, draw: Draw, glyphs: Glyphs, *, id: str | None = None) -> None:  # noqa: A002 (Textual's name)
        super().__init__(id=id)
        self._draw = draw
        self._glyphs = glyphs
        self._count = 0

    @property
    def count(self) -> int:
        """How many rows there are."""
        return self._count

    def fill(self, count: int, cursor: int | None = None) -> None:
        """Show another number of rows, the cursor where it was as far as possible."""
        self._count = count
        self.virtual_size = Size(0, count)
        wanted = self.cursor if cursor is None else cursor
        self.set_reactive(Rows.cursor, max(0, min(wanted, count - 1)))
        self.call_after_refresh(self._into_view)
        self.refresh()
        self.post_message(self.Moved(self, self.cursor))

    def move(self, by: int) -> None:
        """Move the cursor, stopping at the ends."""
        if self._count:
            self.cursor = max(0, min(self._count - 1, self.cursor + by))

    def watch_cursor(self) -> None:
        """Bring the cursor into view and tell the screen."""
        self._into_view()
        self.refresh()
        self.post_message(self.Moved(self, self.cursor))

    def _into_view(self) -> None:
        self.scroll_to_region(Region(0, self.cursor, 1, 1), animate=False, immediate=True, x_axis=False)

    def render_line(self, y: int) -> Strip:
        """One line of the list."""
        index = self.scroll_offset.y + y
        width = self.scrollable_content_region.width
        chosen = index == self.cursor
        style = self.get_visual_style("rows--row", *(("rows--cursor",) if chosen else ()))
        if index >= self._count:
            return Strip.blank(width, self.get_visual_style("rows--row").rich_style)
        mark = f"{self._glyphs.cursor} " if chosen else "  "
        line = Content.assemble(mark, self._draw(index, max(0, width - 2)))
        strips = Visual.to_strips(self, line, width, 1, style, pad=True, apply_selection=False)
        return strips[0] if strips else Strip.blank(width, style.rich_style)

    def on_click(self, event: events.Click) -> None:
        """The mouse moves the cursor; a second click chooses."""
        index = self.scroll_offset.y + event.y
        if index >= self._count:
            return
        if index == self.cursor:
            self.post_message(self.Chosen(self, index))
        self.cursor = index
