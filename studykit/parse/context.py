"""What is in force where a statement stands: headings, list items above it, and the time they hand down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from studykit.parse.marks import Stamp
from studykit.parse.statement import Statement


@dataclass(slots=True)
class Giver:
    """Something that hands its time down. ``line`` and ``text`` are for the report when nobody takes it."""

    kind: str  # heading | paragraph | parent
    line: int
    text: str = ""
    stamps: tuple[Stamp, ...] = ()
    level: int = 0
    bare: bool = True  # it says no more than a time or a label, so what follows is what was said then
    preamble: bool = False  # an address above all content: its second counts only if there is no other
    taken: bool = False


@dataclass(slots=True)
class _Item(Giver):
    label: str = ""
    strong: bool = False


@dataclass(slots=True)
class Context:
    """Follows the document from top to bottom; ``handed`` answers for the statement at hand."""

    headings: list[Giver] = field(default_factory=list)
    _all_headings: list[Giver] = field(default_factory=list)
    _preamble: Giver | None = None
    _paragraph: Giver | None = None
    _items: dict[int, _Item] = field(default_factory=dict)
    _run: tuple[tuple[int, ...], _Item] | None = None
    _list_seen: bool = False

    def enter_heading(self, giver: Giver) -> None:
        """A heading closes all of its own rank and below."""
        while self.headings and self.headings[-1].level >= giver.level:
            self.headings.pop()
        self.headings.append(giver)
        self._all_headings.append(giver)
        self._close_section()

    def enter_paragraph(self, giver: Giver) -> None:
        """A paragraph with a time hands it to what follows in its section."""
        if giver.preamble:
            self._preamble = giver
        else:
            self._paragraph = giver

    def enter_item(
        self, path: tuple[int, ...], statement: Statement, line: int, *, title: str, opens: bool
    ) -> Giver:
        """A list item hands its time to the items inside, and where it ``opens`` a broken list ("A:") to those after it.

        ``title`` is what it is to those items, as a heading is.
        """
        item = _Item(
            "parent", line, statement.text, statement.stamps, label=title, strong=statement.bold_label
        )
        self._items[path[-1]] = item
        self._list_seen = True
        siblings = path[:-1]
        if opens:
            self._run = (siblings, item)
        elif self._ends_run(siblings, statement):
            self._run = None
        return item

    def forget(self) -> None:
        """A new voice begins (a chat's next answer): nothing above holds any more."""
        self.headings.clear()
        self._close_section()

    def unused(self) -> list[Giver]:
        """Every heading whose time nobody took."""
        return [giver for giver in self._all_headings if giver.stamps and not giver.taken]

    def titles(self, path: tuple[int, ...], statement: Statement, *, is_item: bool) -> tuple[str, ...]:
        """Headings in force, then the labels of the items around, outermost first."""
        around = [
            self._items[number].label
            for number in self._above(path, is_item=is_item)
            if number in self._items
        ]
        if is_item and self._run and not self._ends_run(path[:-1], statement):
            around.append(self._run[1].label)
        return tuple(title for title in [*(giver.text for giver in self.headings), *around] if title)

    def handed(self, path: tuple[int, ...], statement: Statement, *, is_item: bool) -> Giver | None:
        """Who gives a statement without a time of its own the nearest one."""
        for giver in self._candidates(path, statement, is_item=is_item):
            if giver.stamps:
                return giver
        return None

    def _candidates(self, path: tuple[int, ...], statement: Statement, *, is_item: bool) -> Iterator[Giver]:
        if is_item and self._run and not self._ends_run(path[:-1], statement):
            yield self._run[1]
        for number in reversed(self._above(path, is_item=is_item)):
            if number in self._items:
                yield self._items[number]
        if self._paragraph and (path or self._paragraph.bare):
            yield self._paragraph
        # Prose after a section's list is its author's closing remark rather than what was said.
        if path or not self._list_seen:
            yield from reversed(self.headings)
        if path and self._preamble:
            yield self._preamble

    def _ends_run(self, siblings: tuple[int, ...], statement: Statement) -> bool:
        """Whether a broken sub-list is over: another list, its own time, or a label in the parent's style."""
        if self._run is None:
            return True
        where, item = self._run
        own_style = statement.bold_label and item.strong
        return where != siblings or bool(statement.stamps) or own_style

    def _above(self, path: tuple[int, ...], *, is_item: bool) -> tuple[int, ...]:
        return path[:-1] if is_item else path

    def _close_section(self) -> None:
        self._paragraph = None
        self._items.clear()
        self._run = None
        self._list_seen = False
