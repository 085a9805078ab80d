"""Reviewing: question, answer, rating. Only what this screen says is saved has been saved."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Center
from textual.content import Content
from textual.screen import ScreenResultCallbackType
from textual.widgets import Input, Static

from studykit.cloze import answer
from studykit.model import Note, Rating
from studykit.progress.desk import Desk
from studykit.review.judge import judge
from studykit.tui import faces
from studykit.tui.actions import bindings_of
from studykit.tui.preferences import RATINGS
from studykit.tui.safe import one_line
from studykit.tui.screens.base import StudyScreen
from studykit.tui.screens.edit import EditScreen
from studykit.tui.screens.info import info_screen
from studykit.tui.screens.summary import SummaryScreen
from studykit.tui.verdict import verdict_face
from studykit.tui.widgets.answers import Answers, label_of
from studykit.tui.widgets.card import CardView
from studykit.tui.widgets.keybar import KeyBar
from studykit.tui.widgets.topline import TopLine
from studykit.tui.world import World

_ON_QUESTION = frozenset({"show", "type"})
_NEEDS_CARD = frozenset(
    {"open", "copy", "edit", "bury", "bury_note", "suspend", "suspend_note", "flag", "info", "pause"}
)


class ReviewScreen(StudyScreen[None]):
    """One session over some decks."""

    scope = "review"
    BINDINGS = bindings_of("review")
    guarded: ClassVar[frozenset[str]] = RATINGS | {
        "review.show", "review.bury", "review.bury_note", "review.suspend", "review.suspend_note", "review.flag",
    }  # fmt: skip

    def __init__(self, world: World, desk: Desk, paths: Sequence[Path]) -> None:
        super().__init__(world)
        self._desk = desk
        self._paths = tuple(paths)
        self._verdict: Content | None = None
        self._paused = False

    def compose(self) -> ComposeResult:
        """Counts, card, field for typing, answers, last rating, keys."""
        yield TopLine(self.glyphs, id="top")
        yield CardView(self.glyphs, id="card")
        yield Input(id="typed", placeholder="type the answer, enter compares")
        with Center():
            yield Answers(id="answers")
        with Center():
            yield Static(id="last")
        yield KeyBar(self.key_for)

    def on_mount(self) -> None:
        """Begin with the first card."""
        self.query_one("#typed").display = False
        self._draw()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Which keys mean something now."""
        view = self._desk.view
        typing = self.query_one("#typed").display if self.is_mounted else False
        if self._paused:
            return action in {"show", "leave"}
        if action in _ON_QUESTION:
            return view.phase == "question" and not typing
        if action == "rate":
            return view.phase == "answer"
        if action in _NEEDS_CARD:
            return view.card is not None
        return view.last is not None or view.phase == "question" if action == "undo" else True

    # Drawing

    def _draw(self) -> None:
        view = self._desk.view
        if view.phase == "done":
            self._finish()
            return
        assert view.card is not None
        card = view.card
        name = one_line(view.deck.name) if view.deck else ""
        self.query_one("#top", TopLine).show(name, *self._counts())
        shown = self.query_one("#card", CardView)
        answers = self.query_one(Answers)
        if view.phase == "question":
            shown.ask(card)
            answers.withdraw()
        else:
            shown.answer(card, self._verdict)
            # In practice there are no outcomes: what is not scheduled has no interval.
            intervals = {outcome.rating: outcome.label for outcome in view.outcomes}
            answers.offer(
                [
                    (self.key_for(f"review.rate-{rating.name.lower()}"), rating, intervals.get(rating, ""))
                    for rating in Rating
                ]
            )
        self._draw_last()
        self.refresh_bindings()

    def _counts(self) -> tuple[Content, Content]:
        """What waits, in a long and in a short form."""
        view, dot = self._desk.view, f" {self.glyphs.separator} "
        counts = view.counts
        if view.practise:
            long = f"practice, nothing is scheduled{dot}{counts.total} left"
            return Content.styled(long, "$accent"), Content.styled(f"practice {counts.total}", "$accent")
        long = dot.join((f"new {counts.new}", f"learning {counts.learning}", f"due {counts.review}"))
        short = f"new {counts.new}{dot}due {counts.learning + counts.review}"
        return Content.styled(long, "$muted"), Content.styled(short, "$muted")

    def _draw_last(self) -> None:
        view = self._desk.view
        parts = []
        if view.notice:
            parts.append(Content.styled(one_line(view.notice), "$warning"))
        elif view.phase == "answer" and view.deck and view.card and not view.practise:
            waiting = faces.siblings_wait(view.deck, view.card.note)
            parts += [Content.styled(waiting, "$muted")] if waiting else []
        if view.last is not None:
            last = f"last: {label_of(view.last.rating)}, {view.last.label}"
            parts.append(Content.styled(last, "$muted"))
        self.query_one("#last", Static).update(Content("   ").join(parts))

    def _finish(self) -> None:
        self.app.switch_screen(SummaryScreen(self.world, self._desk, self._paths))

    # Question and answer

    def action_show(self) -> None:
        """Show the answer, or come back from a pause."""
        if self._paused:
            self._paused = False
            self._desk.resume()
        else:
            self._verdict = None
            self._desk.show()
        self._draw()

    def action_rate(self, number: int) -> None:
        """Rate, and go on once it is on the disk."""
        if self._desk.view.phase != "answer":
            return
        saved = self.attempt(lambda: self._desk.rate(Rating(number)))
        self._verdict = None
        if saved is not None or self._desk.view.phase != "answer":
            self._draw()

    @on(Answers.Pressed)
    def _rate_by_mouse(self, message: Answers.Pressed) -> None:
        self.action_rate(message.rating)

    def on_key(self, event: events.Key) -> None:
        """Say why nothing can be typed once the answer is shown: the key bar does not name the key then."""
        shown = self._desk.view.phase == "answer" and not self._paused
        if shown and self.means(event.key, "review.type"):
            self.say("Typing is for the question side: the answer is shown already.")

    def action_type(self) -> None:
        """Open the field for typing."""
        field = self.query_one("#typed", Input)
        field.value = ""
        field.display = True
        field.focus()
        self.refresh_bindings()

    @on(Input.Submitted, "#typed")
    def _typed(self, event: Input.Submitted) -> None:
        event.stop()
        view = self._desk.view
        self._close_field()
        if view.card is None or view.phase != "question":
            return
        self._verdict = verdict_face(event.value, judge(event.value, answer(view.card)), self.glyphs)
        self._desk.show()
        self._draw()

    def _close_field(self) -> None:
        field = self.query_one("#typed", Input)
        field.display = False
        self.set_focus(None)
        self.refresh_bindings()

    # Around the card

    def action_undo(self) -> None:
        """Take back what was done last."""
        undone = self.attempt(self._desk.undo)
        self._verdict = None
        if undone is None:
            self.say(self._desk.view.notice or "Nothing to undo.")
        self._draw()

    def _leave_out(self, *, bury: bool, note: bool) -> None:
        if self._desk.view.card is None:
            return
        self.attempt(lambda: self._desk.bury(note=note) if bury else self._desk.suspend(note=note))
        self._verdict = None
        self._draw()

    def action_bury(self) -> None:
        """Until tomorrow, this card."""
        self._leave_out(bury=True, note=False)

    def action_bury_note(self) -> None:
        """Until tomorrow, the whole note."""
        self._leave_out(bury=True, note=True)

    def action_suspend(self) -> None:
        """Out of reviewing, this card."""
        self._leave_out(bury=False, note=False)

    def action_suspend_note(self) -> None:
        """Out of reviewing, the whole note."""
        self._leave_out(bury=False, note=True)

    def action_flag(self) -> None:
        """Mark for a later look."""
        self.attempt(self._desk.flag)
        self._draw_last()

    def action_pause(self) -> None:
        """Cover the card until a key is pressed."""
        self._paused = True
        self._desk.pause()
        self._close_field()
        self.query_one("#card", CardView).cover(f"Paused. {self.key_for('review.show')} goes on.")
        self.query_one(Answers).withdraw()
        self.refresh_bindings()

    def action_open(self) -> None:
        """Open the talk."""
        view = self._desk.view
        if view.card is not None:
            self.open_source(view.deck, view.card.note)

    def action_copy(self) -> None:
        """Copy the link."""
        view = self._desk.view
        if view.card is not None:
            self.copy_source(view.deck, view.card.note)

    def action_info(self) -> None:
        """The card's history."""
        view = self._desk.view
        if view.card is not None:
            self.app.push_screen(info_screen(self.world, view.card))

    def action_edit(self) -> None:
        """Edit in place; question or answer side stays as it is."""
        card = self._desk.view.card
        loaded = self.world.deck_of(card.note.id) if card is not None else None
        if card is None or loaded is None:
            return
        self.app.push_screen(EditScreen(self.world, card.note), self._edited(loaded.path))

    def _edited(self, path: Path) -> ScreenResultCallbackType[Note | None]:
        def save(note: Note | None) -> None:
            if note is None:
                return
            self.attempt(lambda: self.world.replace_note(path, note))
            self.attempt(lambda: self._desk.reload(self.world.loaded(self._paths)))
            self._draw()

        return save

    def action_scroll_down(self) -> None:
        """Scroll a long card."""
        self.query_one("#card", CardView).scroll_page_down(animate=False)

    def action_scroll_up(self) -> None:
        """Scroll a long card back."""
        self.query_one("#card", CardView).scroll_page_up(animate=False)

    def action_leave(self) -> None:
        """Close the field for typing, else go back to the decks."""
        if self.query_one("#typed").display:
            self._close_field()
            return
        self.dismiss(None)
