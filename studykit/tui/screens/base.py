"""What all screens share: the frame, the world, links, notices and key guards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import events
from textual.binding import ActiveBinding
from textual.keys import key_to_character
from textual.screen import Screen
from textual.types import CSSPathType

from studykit.errors import StudykitError
from studykit.tui.actions import BY_ID, keys_of
from studykit.tui.glyphs import Glyphs
from studykit.tui.keyboard import key_name, shown, split_keys, with_jamo
from studykit.tui.safe import safe
from studykit.tui.world import World

if TYPE_CHECKING:
    from studykit.model import Deck, Note

Result = TypeVar("Result")
T = TypeVar("T")

# A held key repeats every 20 to 60 ms; nobody presses one key that fast on purpose.
HELD_SECONDS = 0.15


class StudyScreen(Screen[Result]):
    """A screen that knows the world.

    Attributes:
        scope: Which actions of the registry are its own.
        guarded: Action ids that a held key must not repeat.
    """

    AUTO_FOCUS = ""
    CSS_PATH: ClassVar[CSSPathType | None] = "../screens.tcss"
    scope: ClassVar[str]
    guarded: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, world: World) -> None:
        super().__init__()
        self.world = world
        self._last_key: tuple[str, float] = ("", 0.0)

    @property
    def glyphs(self) -> Glyphs:
        """The signs to draw with."""
        return self.world.glyphs

    def key_for(self, action_id: str, active: Mapping[str, ActiveBinding] | None = None) -> str:
        """The first key of an action that works now, as it is shown; a field for typing takes most keys away.

        ``active`` saves looking up the live bindings again for each of many actions.
        """
        live = self.active_bindings if active is None else active
        focused = self.focused
        for key in keys_of(BY_ID[action_id], self.world.preferences.keys):
            name = key_name(key)
            found = live.get(name)
            typed = focused is not None and focused.check_consume_key(name, key_to_character(name))
            if not typed and (found is None or found.binding.id == action_id):
                return shown(key)
        return ""

    def means(self, key: str, action_id: str) -> bool:
        """Whether a key is one of an action's, on a Korean layout too, and whether or not it works now."""
        keys = with_jamo(",".join(keys_of(BY_ID[action_id], self.world.preferences.keys)))
        return key in map(key_name, split_keys(keys))

    @property
    def unsaved(self) -> bool:
        """Whether quitting would lose something that was typed."""
        return False

    def mind_unsaved(self) -> None:
        """Tell that something would be lost; a second time it is let go."""

    def on_key(self, event: events.Key) -> None:
        """Swallow the repeats of a held key before a guarded action sees them."""
        key, at = self._last_key
        self._last_key = (event.key, event.time)
        if event.key != key or event.time - at >= HELD_SECONDS:
            return
        active = self.active_bindings.get(event.key)
        if active is not None and active.binding.id in self.guarded:
            event.stop()
            event.prevent_default()

    def tell(self, error: StudykitError) -> None:
        """Show a user's error as a notice: what is wrong, and what to do."""
        text = f"{safe(str(error))}\n{safe(error.hint)}".strip()
        self.app.notify(text, severity="error", timeout=12, markup=False)

    def say(self, text: str) -> None:
        """Show a short notice."""
        self.app.notify(safe(text), timeout=4, markup=False)

    def attempt(self, work: Callable[[], T]) -> T | None:
        """Do something short that can fail for a reason the user can mend; None when it did."""
        try:
            return work()
        except StudykitError as err:
            self.tell(err)
            return None

    def open_source(self, deck: Deck | None, note: Note) -> None:
        """Open the talk at the note's second."""
        from studykit.tui.links import open_link  # noqa: PLC0415 (the first paint does not need it)

        link = source_link(deck, note)
        if not link:
            self.say("This note has no link.")
            return
        if self.app.is_web:
            self.app.open_url(link)
        elif not open_link(link):
            self.say(f"There is no browser here; the link is {link}")
            return
        self.say(f"Opened {link}")

    def copy_source(self, deck: Deck | None, note: Note) -> None:
        """Put the link on the clipboard, through the terminal."""
        if link := source_link(deck, note):
            self.app.copy_to_clipboard(link)
            self.say(f"Copied {link}")
        else:
            self.say("This note has no link.")


def source_link(deck: Deck | None, note: Note) -> str:
    """The link to the second a note is about; empty where it has no source, or one that is no web address."""
    from studykit.parse.links import link_at  # noqa: PLC0415 (the first paint does not need it)
    from studykit.tui.faces import second_of  # noqa: PLC0415

    url = note.url or (deck.source.url if deck else "")
    if not url.startswith(("https://", "http://")):
        return ""
    return link_at(url, second_of(note))
