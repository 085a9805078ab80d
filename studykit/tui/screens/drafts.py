"""The drafts of a deck, one after the other: accept, reject, mend, or make the card oneself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from textual.app import ComposeResult
from textual.widgets import Static

from studykit.cloze import blanks, plain
from studykit.model import Bullet, BulletEvidence, Note
from studykit.progress.library import LoadedDeck
from studykit.tui.actions import bindings_of
from studykit.tui.ports import Report
from studykit.tui.safe import one_line
from studykit.tui.screens.blanks import BlanksScreen
from studykit.tui.screens.edit import EditScreen
from studykit.tui.screens.longwork import LongWorkScreen
from studykit.tui.widgets.card import CardView
from studykit.tui.widgets.keybar import KeyBar
from studykit.tui.widgets.topline import TopLine
from studykit.tui.world import World

_NEEDS_NOTE = frozenset({"accept", "another", "reject", "edit", "card", "skip", "open"})


def waiting_drafts(notes: tuple[Note, ...]) -> tuple[Note, ...]:
    """The drafts that nobody decided on yet; a suspended draft was rejected."""
    return tuple(note for note in notes if note.draft and not note.suspended)


def bullet_of(note: Note) -> BulletEvidence:
    """The bullet a note was made from, as far as the deck remembers it."""
    text = note.bullet or plain(note.text) or f"{note.front} {note.back}"
    return BulletEvidence(Bullet(0, text, note.at, note.url), note.evidence, flags=note.flags)


def _words(note: Note) -> tuple[str, ...]:
    """What a card asks and answers, hints aside."""
    return (plain(note.text), *(blank.answer for blank in blanks(note.text)), note.front, note.back)


@dataclass(frozen=True, slots=True)
class _Step:
    """A decision that can be taken back: on which draft, how it was before, and the note that was added for it."""

    at: int
    before: Note
    added: str = ""


class DraftsScreen(LongWorkScreen[None]):
    """A quick pass over one deck's drafts. Each decision is written at once."""

    scope = "drafts"
    BINDINGS = bindings_of("drafts")
    guarded = frozenset({"drafts.accept", "drafts.reject", "drafts.skip"})

    def __init__(self, world: World, loaded: LoadedDeck) -> None:
        super().__init__(world)
        self._loaded = loaded
        self._path = loaded.path
        self._deck = loaded.deck
        self._notes = waiting_drafts(loaded.deck.notes)
        self._at = 0
        self._decided: dict[str, str] = {}
        self._offers: Mapping[str, Sequence[Note]] | None = None
        self._chosen: dict[str, Note] = {}
        self._steps: list[_Step] = []

    def compose(self) -> ComposeResult:
        """Place, card with evidence, bullet, keys."""
        yield TopLine(self.glyphs, id="top")
        yield CardView(self.glyphs, id="card")
        yield Static(id="progress")
        yield KeyBar(self.key_for)

    def on_mount(self) -> None:
        """The first draft."""
        self.query_one("#progress", Static).display = False
        self._draw()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Past the last draft there is nothing to decide."""
        if action in _NEEDS_NOTE:
            return self._here() is not None
        if action == "undo":
            return bool(self._steps)
        return self._at > 0 if action == "back" else True

    def _here(self) -> Note | None:
        return self._notes[self._at] if self._at < len(self._notes) else None

    def _draw(self) -> None:
        note = self._here()
        card = self.query_one("#card", CardView)
        name = f"Drafts {self.glyphs.separator} {one_line(self._deck.name)}"
        if note is None:
            left = sum(n.id not in self._decided for n in self._notes)
            ending = f" {left} still wait." if left else ""
            card.cover(f"That was the last draft.{ending}")
            self.query_one("#top", TopLine).show(name)
        else:
            place = f"{self._at + 1} of {len(self._notes)}"
            offers = self._offers_for(note)
            if len(offers) > 1:
                place = f"card {self._place(note) + 1} of {len(offers)} {self.glyphs.separator} {place}"
            self.query_one("#top", TopLine).show(name, place)
            card.propose(self._shown(note), self._decided.get(note.id, ""))
        self.refresh_bindings()

    def _go(self, by: int) -> None:
        self._at = max(0, min(len(self._notes), self._at + by))
        self._draw()

    def _write(self, note: Note, word: str, added: str = "") -> None:
        """Remember what became of a draft, and how it was, and go on."""
        self._steps.append(_Step(self._at, self._notes[self._at], added))
        self._decided[note.id] = word
        self._notes = tuple(note if n.id == note.id else n for n in self._notes)
        self.attempt(self.world.library.reload)
        self._go(1)

    def _shown(self, note: Note) -> Note:
        """The card on show for a draft: itself, or another one of its bullet."""
        return self._chosen.get(note.id, note)

    def action_accept(self) -> None:
        """Study it."""
        note = self._here()
        if note is None:
            return
        if note.id in self._chosen:
            self._take(self._chosen[note.id], note, "accepted")
        elif self._done(lambda: self.world.services.accept_draft(self._path, note.id)):
            self._write(note, "accepted")

    def action_another(self) -> None:
        """The next card that could be made of this bullet."""
        note = self._here()
        if note is None:
            return
        if self._offers is None:
            self.work(self._find, self._found)
            return
        offers = self._offers_for(note)
        self._chosen[note.id] = offers[(self._place(note) + 1) % len(offers)]
        if self._chosen[note.id] is note:
            del self._chosen[note.id]
        if len(offers) == 1:
            self.notify("There is no other card on offer for this bullet.")
        self._draw()

    def _offers_for(self, note: Note) -> list[Note]:
        """The draft, and the other cards of its bullet once they are known."""
        others = (self._offers or {}).get(note.bullet, ())
        return [note, *(other for other in others if _words(other) != _words(note))]

    def _place(self, note: Note) -> int:
        """Which of them is on show."""
        return [_words(offer) for offer in self._offers_for(note)].index(_words(self._shown(note)))

    def _find(self, report: Report) -> Mapping[str, Sequence[Note]]:
        report(0, 1, "looking for other cards")
        return self.world.services.proposals(self._loaded)

    def _found(self, offers: Mapping[str, Sequence[Note]]) -> None:
        self._offers = offers
        self.action_another()

    def action_reject(self) -> None:
        """Take it out."""
        note = self._here()
        if note is not None and self._done(lambda: self.world.services.reject_draft(self._path, note.id)):
            self._write(note, "rejected")

    def action_edit(self) -> None:
        """Mend it and accept it."""
        note = self._here()
        if note is not None:
            shown = replace(self._shown(note), id=note.id)
            self.app.push_screen(EditScreen(self.world, shown), self._edited)

    def _edited(self, made: Note | None) -> None:
        note = self._here()
        if made is not None and note is not None:
            self._take(made, note, "edited and accepted")

    def action_card(self) -> None:
        """Make the card by hand."""
        note = self._here()
        if note is not None:
            screen = BlanksScreen(self.world, bullet_of(note), self._deck.language, [note])
            self.app.push_screen(screen, self._made)

    def _made(self, made: Note | None) -> None:
        note = self._here()
        if made is not None and note is not None:
            self._take(made, note, "made by hand")

    def _take(self, made: Note, note: Note, word: str) -> None:
        """Study another card in place of a draft."""
        taken = replace(
            made, id=note.id, url=note.url, tags=note.tags, draft=False, suspended=False, edited=True
        )
        added: str | None = ""
        if made.kind is note.kind:
            done = self._done(lambda: self.world.services.replace_note(self._path, taken))
        else:
            # Another kind of card is another note: the draft it replaces is rejected, its number is not reused.
            added = self.attempt(lambda: self._swap(replace(taken, id=""), note))
            done = added is not None
        if done:
            self._chosen.pop(note.id, None)
            self._write(taken, word, added or "")

    def _swap(self, new: Note, old: Note) -> str:
        added = self.world.services.add_note(self._path, new)
        self.world.services.reject_draft(self._path, old.id)
        return added

    def _done(self, work: Callable[[], object]) -> bool:
        """Whether something was written."""
        return self.attempt(lambda: (work(), True)[1]) is True

    def action_skip(self) -> None:
        """Decide later."""
        self._go(1)

    def action_undo(self) -> None:
        """Make the last decision undone and come back to its draft."""
        if not self._steps:
            return
        step = self._steps[-1]
        if not self._done(lambda: self._restore(step)):
            return
        self._steps.pop()
        before = step.before
        self._decided.pop(before.id, None)
        self._notes = tuple(before if at == step.at else note for at, note in enumerate(self._notes))
        self.attempt(self.world.library.reload)
        self._at = step.at
        self._draw()

    def _restore(self, step: _Step) -> None:
        self.world.services.replace_note(self._path, step.before)
        if step.added:
            self.world.services.remove_note(self._path, step.added)

    def action_back(self) -> None:
        """The one before."""
        self._go(-1)

    def action_open(self) -> None:
        """Open the talk."""
        note = self._here()
        if note is not None:
            self.open_source(self._deck, note)

    def action_leave(self) -> None:
        """Back to the decks."""
        self.stop_work()
        self.dismiss(None)
