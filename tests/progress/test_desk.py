"""A session over real decks and a real file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from studykit.model import Deck, Kind, Note, Rating
from studykit.progress.desk import Desk, SessionOptions
from studykit.progress.store import Progress
from studykit.review.session import Side

MORNING = 1_790_000_000_000
MINUTE = 60_000
DAY = 24 * 60 * MINUTE


class Clock:
    def __init__(self) -> None:
        self.ms = MORNING

    def __call__(self) -> int:
        return self.ms


def qa(note_id: str, **more: object) -> Note:
    return Note(Kind.QA, id=note_id, front=f"front {note_id}", back="back", **more)  # type: ignore[arg-type]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def deck() -> Deck:
    return Deck("talk", notes=(qa("a"), qa("b"), Note(Kind.CLOZE, id="c", text="{{c1::x}} and {{c2::y}}")))


Sit = Callable[..., Desk]


@pytest.fixture
def sit(tmp_path: Path, clock: Clock, deck: Deck) -> Sit:
    def sit(decks: list[Deck] | None = None, **options: object) -> Desk:
        progress = Progress.open(tmp_path / "progress.sqlite")
        return Desk(progress, decks or [deck], clock, SessionOptions(**options))  # type: ignore[arg-type]

    return sit


def test_a_rating_on_the_question_side_does_nothing(sit: Sit) -> None:
    desk = sit()
    assert desk.rate(Rating.GOOD) is None
    assert desk.view.phase is Side.QUESTION
    assert desk.view.card is not None
    assert desk.view.card.id == "a.1"


def test_what_is_stored_is_what_was_previewed(sit: Sit, clock: Clock, tmp_path: Path) -> None:
    desk = sit()
    desk.show()
    preview = desk.view.outcomes[3]
    clock.ms += 5000
    saved = desk.rate(Rating.EASY)
    assert saved is not None
    assert saved.due == preview.due
    with Progress.open(tmp_path / "progress.sqlite") as other:
        state = other.state("a.1")
    assert (state.stability, state.due, state.phase) == (
        preview.state.stability,
        preview.state.due,
        preview.state.phase,
    )
