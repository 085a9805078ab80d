"""A clock to turn, a history in a temporary file, and a learner who rates."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from studykit.model import Rating
from studykit.progress.answer import Answer
from studykit.progress.store import Progress
from studykit.schedule.days import StudyClock
from studykit.schedule.events import EventKind
from studykit.schedule.fsrs import outcomes, scheduler_version
from studykit.schedule.settings import Options
from studykit.schedule.state import CardState

MORNING = 1_790_000_000_000
MINUTE = 60_000
DAY = 24 * 60 * MINUTE
SEOUL = StudyClock(ZoneInfo("Asia/Seoul"))


class Learner:
    """Rates cards at times of its own, through the store alone."""

    def __init__(self, progress: Progress, options: Options | None = None) -> None:
        self.progress = progress
        self.options = options or Options()
        self.now = MORNING

    def rate(self, card: str, rating: Rating, *, after: int = 0) -> CardState:
        self.now += after
        shown = self.progress.state(card)
        chosen = outcomes(shown, self.now, SEOUL, self.options, card)[rating]
        state = self.progress.record(
            Answer(card, shown, chosen.state, rating, self.now, 4000, self.options, scheduler_version())
        )
        assert state is not None
        return state

    def mark(self, kind: EventKind, *cards: str) -> None:
        self.progress.mark(kind, cards, self.now, SEOUL.day_of(self.now))

    def undo(self) -> bool:
        return self.progress.undo(self.now, SEOUL.day_of(self.now)) is not None


@pytest.fixture
def open_progress(tmp_path: Path) -> Iterator[Callable[..., Progress]]:
    opened: list[Progress] = []

    def open_progress(name: str = "progress", seed: int | None = None) -> Progress:
        make = random.Random(seed).getrandbits if seed is not None else None
        path = tmp_path / f"{name}.sqlite"
        progress = Progress.open(path, lambda: make(62) + 1) if make else Progress.open(path)
        opened.append(progress)
        return progress

    yield open_progress
    for progress in opened:
        progress.close()


@pytest.fixture
def progress(open_progress: Callable[..., Progress]) -> Progress:
    return open_progress()


@pytest.fixture
def learner(progress: Progress) -> Learner:
    return Learner(progress)


@pytest.fixture(scope="session")
def learner_of() -> Callable[..., Learner]:
    return Learner
