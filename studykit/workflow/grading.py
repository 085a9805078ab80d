"""Grades written on a printed sheet, recorded as reviews."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from studykit.errors import InputError
from studykit.model import Rating
from studykit.paper.grades import parse_grades
from studykit.paper.numbering import load_numbering
from studykit.progress.answer import Answer
from studykit.progress.library import LoadedDeck
from studykit.schedule.fsrs import outcomes, scheduler_version
from studykit.workflow.studying import Study


@dataclass(frozen=True, slots=True)
class Graded:
    """A grade that is on the disk; ``due`` is when the card comes back."""

    card_id: str
    rating: Rating
    due: str


def grade(
    sheet: Path, words: str, decks: Sequence[LoadedDeck], study: Study, now_ms: int
) -> Iterator[Graded]:
    """Record the grades one by one; all are checked before the first is recorded.

    Args:
        sheet: The printed PDF, whose list of card numbers lies beside it.
        words: Such as ``3=2 7=1 rest=3``.
        decks: The decks, for their settings.
        study: History and settings.
        now_ms: The time, UTC milliseconds.

    Raises:
        StudykitError: a grade that cannot be read, a card that is in no deck any more, a history that cannot be written.
    """
    grades = parse_grades(words, load_numbering(sheet))
    settings = {ref.id: deck.settings for deck in decks for ref in deck.cards}
    gone = [one for one in grades if one.card_id not in settings]
    if gone:
        raise InputError(
            f"number {gone[0].number} is in no deck any more",
            "Leave it out, or bring its deck back.",
            file=str(sheet),
        )
    for one in grades:
        options = study.config.options.of_deck(settings[one.card_id])
        shown = study.progress.state(one.card_id)
        outcome = outcomes(shown, now_ms, study.config.clock, options, one.card_id)[one.rating]
        answer = Answer(
            card=one.card_id,
            shown=shown,
            after=outcome.state,
            rating=one.rating,
            at_ms=now_ms,
            duration_ms=0,
            options=options,
            version=scheduler_version(),
        )
        if study.progress.record(answer) is not None:
            yield Graded(one.card_id, one.rating, outcome.due)
