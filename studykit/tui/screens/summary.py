"""After reviewing: how it went, what was hardest, what tomorrow brings."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from studykit.cloze import Card, answer, cards_of
from studykit.model import Rating
from studykit.progress.desk import Desk
from studykit.review.session import SessionSummary
from studykit.tui.actions import bindings_of
from studykit.tui.glyphs import bar
from studykit.tui.overview import forecast, when
from studykit.tui.safe import one_line
from studykit.tui.screens.base import StudyScreen
from studykit.tui.widgets.answers import label_of
from studykit.tui.widgets.hanging import Hanging
from studykit.tui.widgets.keybar import KeyBar
from studykit.tui.widgets.rows import fit
from studykit.tui.world import World

BAR_CELLS = 30
HARDEST = 5
SECONDS_PER_REVIEW = 10  # assumed where a session says nothing


def spent(ms: int) -> str:
    """Time in words: ``6 min 40 s``."""
    minutes, seconds = divmod(round(ms / 1000), 60)
    return f"{minutes} min {seconds} s" if minutes else f"{seconds} s"


def counted(number: int, thing: str) -> str:
    """``1 card``, ``2 cards``."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


class SummaryScreen(StudyScreen[None]):
    """The end of a session."""

    scope = "summary"
    BINDINGS = bindings_of("summary")

    def __init__(self, world: World, desk: Desk, paths: Sequence[Path]) -> None:
        super().__init__(world)
        self._desk = desk
        self._paths = tuple(paths)

    def compose(self) -> ComposeResult:
        """Title, mix of ratings, hardest and tomorrow, keys."""
        yield Static(id="title")
        yield Static(id="mix")
        yield Hanging(id="text")
        yield KeyBar(self.key_for)

    def on_mount(self) -> None:
        """Fill in."""
        summary = self._desk.view.summary
        assert summary is not None
        mix = self.query_one("#mix", Static)
        mix.display = summary.reviews > 0
        if summary.reviews:
            self.query_one("#title", Static).update(self._title(summary))
            mix.update(self._mix(summary))
        else:
            self.query_one("#title", Static).update(Content.styled(one_line(self._desk.view.nothing), "bold"))
        self.query_one(Hanging).show(self._lines(summary))

    def _title(self, summary: SessionSummary) -> Content:
        dot = f" {self.glyphs.separator} "
        parts = [f"{counted(summary.cards, 'card')} in {spent(summary.duration_ms)}"]
        if summary.first_try is not None:
            parts.append(f"first try {summary.first_try:.0%}")
        if self._desk.view.practise:
            parts.append("practice, nothing was scheduled")
        return Content.styled(dot.join(parts), "bold")

    def _mix(self, summary: SessionSummary) -> Content:
        top = max(summary.ratings.values())
        lines = [
            Content.assemble(
                (f"{label_of(rating):<6}", f"${rating.name.lower()}"),
                (bar(summary.ratings[rating], top, BAR_CELLS, self.glyphs), f"${rating.name.lower()}"),
                f" {summary.ratings[rating]}",
            )
            for rating in Rating
        ]
        return Content("\n").join(lines)

    def _lines(self, summary: SessionSummary) -> list[tuple[Content, Content]]:
        hard = dict(summary.hardest[:HARDEST])
        found = (
            loaded.deck
            for loaded in self.world.loaded(self._paths)
            if any(ref.id in hard for ref in loaded.cards)
        )
        cards = {
            card.id: card
            for deck in found
            for note in deck.notes
            for card in cards_of(note)
            if card.id in hard
        }
        lines = []
        hardest = [
            f"{fit(one_line(_short(cards[card])), 32, self.glyphs).rstrip()} ({tries} tries)"
            for card, tries in summary.hardest[:HARDEST]
            if card in cards
        ]
        if notice := self._desk.view.notice:
            lines.append(("notice", one_line(notice)))
        if hardest:
            lines.append(("hardest", "\n".join(hardest)))
        now, clock = self.world.clock_ms(), self.world.options.clock
        if next_ms := self._desk.view.next_ms:
            lines.append(("again", f"a card comes back at {when(max(next_ms, now + 1), now, clock)}"))
        states = self.world.progress.states()
        tomorrow = forecast(self.world.loaded(self._paths), states, clock.day_of(now), 2)[1]
        each = summary.duration_ms / summary.reviews if summary.reviews else SECONDS_PER_REVIEW * 1000
        minutes = max(1, round(tomorrow * each / 60_000))
        text = (
            f"{counted(tomorrow, 'review')}, about {counted(minutes, 'minute')}" if tomorrow else "no reviews"
        )
        lines.append(("tomorrow", text))
        width = max(len(label) for label, _ in lines)
        return [(Content.styled(label.ljust(width), "$muted"), Content(text)) for label, text in lines]

    def action_leave(self) -> None:
        """Back to the decks."""
        self.dismiss(None)

    def action_quit(self) -> None:
        """Leave the program."""
        self.app.exit()

    def _review(self, desk: Desk) -> None:
        from studykit.tui.screens.review import ReviewScreen  # noqa: PLC0415 (the two screens open each other)

        self.app.switch_screen(ReviewScreen(self.world, desk, self._paths))

    def action_again(self) -> None:
        """Practise: the hardest cards, or all when none was hard."""
        summary = self._desk.view.summary
        hardest = [card for card, _ in summary.hardest] if summary else []
        if hardest:
            self._review(self.world.practice(self._paths, hardest))
        else:
            self._review(self.world.desk(self._paths, self.world.practising()))

    def action_undo(self) -> None:
        """Take the last rating back and go on from there."""
        undone = self.attempt(self._desk.undo)
        if undone is None:
            self.say(self._desk.view.notice or "Nothing to undo.")
        elif self._desk.view.card is None:
            self.say(self._desk.view.notice)
        else:
            self._review(self._desk)


def _short(card: Card) -> str:
    return answer(card)
