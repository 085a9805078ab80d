"""All cards: search, filter, read, mend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input

from studykit.model import Note
from studykit.schedule.events import EventKind
from studykit.schedule.state import NEW
from studykit.tui.actions import bindings_of
from studykit.tui.catalogue import Entry, Filter, catalogue, filtered, search, standing
from studykit.tui.safe import one_line
from studykit.tui.screens.base import StudyScreen
from studykit.tui.screens.blanks import BlanksScreen
from studykit.tui.screens.drafts import bullet_of
from studykit.tui.screens.edit import EditScreen
from studykit.tui.widgets.card import CardView
from studykit.tui.widgets.keybar import KeyBar
from studykit.tui.widgets.rows import Rows, fit
from studykit.tui.widgets.topline import TopLine
from studykit.tui.world import World

STANDING_CELLS = 10
DECK_SHARE = 0.28  # of a wide line
WIDE = 72
_NEEDS_ENTRY = frozenset({"edit", "card", "suspend", "open", "copy"})


class BrowserScreen(StudyScreen[None]):
    """The list above, the card under the cursor below."""

    scope = "browser"
    BINDINGS = bindings_of("browser")

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self._all: Sequence[Entry] = ()
        self._shown: Sequence[Entry] = ()
        self._filter = Filter.ALL
        self._query = ""
        self._states = world.progress.states()
        self._today = world.options.clock.day_of(world.clock_ms())

    def compose(self) -> ComposeResult:
        """Counts, search field, list, card, keys."""
        yield TopLine(self.glyphs, id="top")
        yield Input(id="query", placeholder="words to look for")
        yield Rows(self._row, self.glyphs, id="list")
        yield CardView(self.glyphs, id="card")
        yield KeyBar(self.key_for)

    def on_mount(self) -> None:
        """Read the cards once the frame stands."""
        self.query_one("#query").display = False
        self.call_after_refresh(self._read)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """What needs a card needs one."""
        return bool(self._shown) if action in _NEEDS_ENTRY else True

    def _read(self) -> None:
        self._all = catalogue(self.world.library.decks)
        self._states = self.world.progress.states()
        self._narrow()

    def _narrow(self) -> None:
        """Apply filter and search, the cursor staying on its card where that is possible."""
        here = self._here()
        kept = filtered(self._all, self._filter, self._states, self._today)
        self._shown = search(kept, self._query)
        places = (i for i, entry in enumerate(self._shown) if here and entry.card.id == here.card.id)
        self.query_one(Rows).fill(len(self._shown), next(places, 0))
        found = f"{len(self._shown)} of {len(self._all)} cards"
        parts = [f"filter: {self._filter.value}"] + (
            [f"search: {one_line(self._query)}"] if self._query else []
        )
        left = f"Browse {self.glyphs.separator} {f' {self.glyphs.separator} '.join(parts)}"
        self.query_one("#top", TopLine).show(left, found, f"{len(self._shown)}/{len(self._all)}")
        self.refresh_bindings()

    def _here(self) -> Entry | None:
        cursor = self.query_one(Rows).cursor
        return self._shown[cursor] if cursor < len(self._shown) else None

    def _row(self, index: int, width: int) -> Content:
        entry = self._shown[index]
        state = standing(entry, self._states.get(entry.card.id, NEW))
        deck = round(width * DECK_SHARE) if width >= WIDE else 0
        room = width - STANDING_CELLS - 1 - (deck + 1 if deck else 0)
        mark = "! " if entry.card.note.flags else ""
        return Content.assemble(
            fit(mark + entry.front, room, self.glyphs),
            " ",
            (fit(state, STANDING_CELLS, self.glyphs), "$muted"),
            (f" {fit(one_line(entry.loaded.name), deck, self.glyphs)}" if deck else "", "$muted"),
        )

    @on(Rows.Moved)
    def _moved(self) -> None:
        card, entry = self.query_one("#card", CardView), self._here()
        if entry is None:
            card.cover("No card fits." if self._all else "No cards yet.")
        elif entry.card.note.draft:
            card.propose(entry.card.note, "")
        else:
            card.answer(entry.card)

    # Searching

    def action_search(self) -> None:
        """Open the search field."""
        field = self.query_one("#query", Input)
        field.display = True
        field.focus()

    @on(Input.Changed, "#query")
    def _searched(self, event: Input.Changed) -> None:
        self._query = event.value
        self._narrow()

    @on(Input.Submitted, "#query")
    def _search_done(self) -> None:
        self._close_field()

    def _close_field(self) -> None:
        field = self.query_one("#query", Input)
        field.display = bool(field.value)
        self.set_focus(None)
        self.refresh_bindings()

    def action_filter(self) -> None:
        """The next filter."""
        self._filter = self._filter.next()
        self._narrow()

    # The card

    def action_down(self) -> None:
        """Next card."""
        self.query_one(Rows).move(1)

    def action_up(self) -> None:
        """Previous card."""
        self.query_one(Rows).move(-1)

    def action_edit(self) -> None:
        """Edit the note."""
        entry = self._here()
        if entry is None:
            return

        def save(note: Note | None) -> None:
            if note is not None:
                self.attempt(lambda: self.world.replace_note(entry.loaded.path, note))
                self._read()

        self.app.push_screen(EditScreen(self.world, entry.card.note), save)

    @on(Rows.Chosen)
    def _clicked(self) -> None:
        self.action_edit()

    def action_card(self) -> None:
        """One more card of the same bullet."""
        entry = self._here()
        if entry is None:
            return

        def add(note: Note | None) -> None:
            if note is not None:
                made = replace(note, id="", tags=entry.card.note.tags)
                self.attempt(lambda: self.world.services.add_note(entry.loaded.path, made))
                self.attempt(self.world.library.reload)
                self.say("Added to the deck.")
                self._read()

        found = bullet_of(entry.card.note)
        self.app.push_screen(BlanksScreen(self.world, found, entry.loaded.deck.language), add)

    def action_suspend(self) -> None:
        """Suspend the card or bring it back; a note suspended in its file is brought back there."""
        entry = self._here()
        if entry is None:
            return
        note, world = entry.card.note, self.world
        if note.draft:
            self.say("A draft is not studied anyway.")
            return
        if note.suspended:
            self.attempt(
                lambda: world.replace_note(entry.loaded.path, replace(note, suspended=False, retired=False))
            )
        else:
            suspended = self._states.get(entry.card.id, NEW).suspended
            kind = EventKind.UNSUSPEND if suspended else EventKind.SUSPEND
            self.attempt(lambda: world.progress.mark(kind, (entry.card.id,), world.clock_ms(), self._today))
        self._read()

    def action_open(self) -> None:
        """Open the talk."""
        if entry := self._here():
            self.open_source(entry.loaded.deck, entry.card.note)

    def action_copy(self) -> None:
        """Copy the link."""
        if entry := self._here():
            self.copy_source(entry.loaded.deck, entry.card.note)

    def action_leave(self) -> None:
        """Close the search, else go back."""
        field = self.query_one("#query", Input)
        if field.display and (field.has_focus or field.value):
            field.value = ""
            self._close_field()
            return
        self.dismiss(None)
