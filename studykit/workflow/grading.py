"""Grades written on a printed sheet, recorded as reviews, each paper once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path

from studykit.errors import InputError
from studykit.model import Rating, Settings
from studykit.paper.grades import Grade, parse_grades
from studykit.paper.numbering import Numbering, load_numbering
from studykit.progress.answer import Answer
from studykit.progress.library import LoadedDeck
from studykit.schedule.days import date_of
from studykit.schedule.events import id_of
from studykit.schedule.fsrs import outcomes, scheduler_version
from studykit.schedule.replay import effective
from studykit.workflow.studying import Study

_ONCE_MORE = "Nothing was counted twice. If you went through the paper once more, add --again."


@dataclass(frozen=True, slots=True)
class Graded:
    """A grade that is on the disk; ``due`` is when the card comes back."""

    card_id: str
    rating: Rating
    due: str


@dataclass(frozen=True, slots=True)
class Known:
    """A number of the same paper whose grade was recorded before, on the study day ``on``."""

    number: int
    on: date


def grade(
    sheet: Path, words: str, decks: Sequence[LoadedDeck], study: Study, now_ms: int, *, again: bool = False
) -> Iterator[Graded | Known]:
    """Record the grades one by one; all are checked before the first is recorded.

    A paper is known by its cards and the study day it was printed on (where that is not kept, the day of the
    grades). What was recorded from it already is told and not recorded twice.

    Args:
        sheet: The printed PDF, whose list of card numbers lies beside it.
        words: Such as ``3=2 7=1 rest=3``.
        decks: The decks, for their settings.
        study: History and settings.
        now_ms: The time, UTC milliseconds.
        again: The learner went through the same paper once more: all of it counts.

    Raises:
        StudykitError: a grade that cannot be read, a card that is in no deck any more, grades that are all recorded
            already, a history that cannot be written.
    """
    numbering = load_numbering(sheet)
    grades = parse_grades(words, numbering)
    settings = {ref.id: deck.settings for deck in decks for ref in deck.cards}
    gone = [one for one in grades if one.card_id not in settings]
    if gone:
        raise InputError(
            f"number {gone[0].number} is in no deck any more",
            "Leave it out, or bring its deck back.",
            file=str(sheet),
        )
    recorder = _Recorder(study, now_ms, settings, numbering)
    known = {} if again else {one.number: on for one in grades if (on := recorder.known(one.card_id))}
    if len(known) == len(grades):
        days = " and ".join(sorted({on.isoformat() for on in known.values()}))
        raise InputError(f"already recorded on {days}", _ONCE_MORE, file=str(sheet))
    for one in grades:
        on = known.get(one.number)
        yield Known(one.number, on) if on else recorder.record(one, again=again)


def known_before(found: Sequence[Known]) -> str:
    """What is told of the numbers that were not recorded a second time; empty where there are none."""
    if not found:
        return ""
    numbers = ", ".join(str(one.number) for one in found)
    return f"Already recorded from this paper: {numbers}. {_ONCE_MORE}"


@dataclass(frozen=True, slots=True)
class _Recorder:
    """One paper and the history its grades go into."""

    study: Study
    now_ms: int
    settings: Mapping[str, Settings]
    numbering: Numbering

    def known(self, card: str) -> date | None:
        """The study day on which a grade of the card was recorded from this paper, unless it was taken back."""
        events = self.study.progress.events(card)
        logged = {event.id for event in events}
        ours = set()
        for event in self._ids(card):
            if event not in logged:
                break
            ours.add(event)
        days = [event.day for event in effective(events) if event.id in ours]
        return date_of(days[-1]) if days else None

    def record(self, one: Grade, *, again: bool) -> Graded | Known:
        """Record a grade on top of whatever the card's history is by then."""
        progress, card = self.study.progress, one.card_id
        options = self.study.config.options.of_deck(self.settings[card])
        while True:
            shown = progress.state(card)
            if not again and (on := self.known(card)):
                return Known(one.number, on)
            logged = {event.id for event in progress.events(card)}
            outcome = outcomes(shown, self.now_ms, self.study.config.clock, options, card)[one.rating]
            answer = Answer(
                card=card,
                shown=shown,
                after=outcome.state,
                rating=one.rating,
                at_ms=self.now_ms,
                duration_ms=0,
                options=options,
                version=scheduler_version(),
                event=next(event for event in self._ids(card) if event not in logged),
            )
            # None: another process rated the card in between. The grade then goes on top of that rating.
            if progress.record(answer) is not None:
                return Graded(card, one.rating, outcome.due)

    def _ids(self, card: str) -> Iterator[int]:
        """The log's ids for the grades of a card on this paper: the first, the second, and so on.

        Being made from the paper they are the same on every device, also in a log that was brought along.
        """
        day = self.numbering.printed or date_of(self.study.config.clock.day_of(self.now_ms))
        paper = "\n".join((day.isoformat(), card, *self.numbering.cards))
        return (id_of(f"paper {turn}\n{paper}") for turn in count(1))
