"""What every screen needs, handed down from the start: decks, history, work, clock and looks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studykit.tui.glyphs import ASCII, UNICODE, Glyphs
from studykit.tui.preferences import Preferences

if TYPE_CHECKING:
    # Only named here: the deck list is painted before any of these is loaded.
    from studykit.model import Deck, Note, Settings
    from studykit.progress.cardlist import CardRef
    from studykit.progress.desk import Desk
    from studykit.progress.library import Library, LoadedDeck
    from studykit.progress.store import Progress
    from studykit.progress.view import SessionOptions
    from studykit.tui.ports import Services


@dataclass(frozen=True, slots=True)
class Chosen:
    """A deck of which only some cards are studied."""

    loaded: LoadedDeck
    cards: tuple[CardRef, ...]

    @property
    def deck(self) -> Deck:
        """The whole deck."""
        return self.loaded.deck

    @property
    def settings(self) -> Settings:
        """Its own study settings."""
        return self.loaded.settings


@dataclass(frozen=True)
class World:
    """The program around the screens.

    Args:
        library: All decks.
        open_history: Opens the review history and says how sessions are limited; called after the first paint.
        make_services: Makes what does the long work; its modules are not loaded before.
        clock_ms: UTC milliseconds.
        preferences: Theme, keys, signs.
    """

    library: Library
    open_history: Callable[[], tuple[Progress, SessionOptions]]
    make_services: Callable[[], Services]
    clock_ms: Callable[[], int]
    preferences: Preferences = field(default_factory=Preferences)

    @cached_property
    def _history(self) -> tuple[Progress, SessionOptions]:
        return self.open_history()

    @property
    def progress(self) -> Progress:
        """The review history."""
        return self._history[0]

    @property
    def options(self) -> SessionOptions:
        """How sessions are limited."""
        return self._history[1]

    @cached_property
    def services(self) -> Services:
        """The long work."""
        return self.make_services()

    @property
    def glyphs(self) -> Glyphs:
        """The signs to draw with."""
        return ASCII if self.preferences.ascii else UNICODE

    def loaded(self, paths: Sequence[Path]) -> list[LoadedDeck]:
        """The decks of some files, as last read."""
        wanted = set(paths)
        return [deck for deck in self.library.decks if deck.path in wanted]

    def deck_of(self, note_id: str) -> LoadedDeck | None:
        """The deck that holds a note."""
        start = f"{note_id}."
        return next((d for d in self.library.decks if any(ref.id.startswith(start) for ref in d.cards)), None)

    def desk(self, paths: Sequence[Path], options: SessionOptions | None = None) -> Desk:
        """A review session over some decks."""
        from studykit.progress.desk import Desk  # noqa: PLC0415 (the scheduler is not needed for the deck list)

        return Desk(self.progress, self.loaded(paths), self.clock_ms, options or self.options)

    def everyday(self) -> SessionOptions:
        """Options of a session that is begun from the deck list: what a command said of its own holds there only."""
        from studykit.progress.view import SessionOptions  # noqa: PLC0415 (as above)

        options = self.options
        return SessionOptions(drafts=options.drafts, defaults=options.defaults, clock=options.clock)

    def practising(self) -> SessionOptions:
        """Options of a session that goes through everything and schedules nothing."""
        return replace(self.everyday(), practise=True)

    def practice(self, paths: Sequence[Path], cards: Collection[str]) -> Desk:
        """A session over some cards, whenever they are due, that schedules nothing."""
        from studykit.progress.desk import Desk  # noqa: PLC0415 (as above)

        chosen = [
            Chosen(loaded, tuple(ref for ref in loaded.cards if ref.id in cards))
            for loaded in self.loaded(paths)
        ]
        return Desk(self.progress, chosen, self.clock_ms, self.practising())

    def with_options(self, **changes: Any) -> World:
        """The same world with other sessions."""
        return replace(self, open_history=lambda: (self.progress, replace(self.options, **changes)))

    def replace_note(self, path: Path, note: Note) -> None:
        """Write an edited note and read the decks again."""
        self.services.replace_note(path, note)
        self.library.reload()
