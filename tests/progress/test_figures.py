"""Statistics of a real history."""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.cloze import cards_of
from studykit.model import Deck, Kind, Note, Rating, Settings
from studykit.progress.cardlist import CardList, CardRef
from studykit.progress.config import Config
from studykit.progress.desk import Desk, SessionOptions
from studykit.progress.figures import figures
from studykit.progress.store import Progress
from studykit.review.report import payload
from studykit.schedule.days import StudyClock
from studykit.schedule.events import EventKind
from studykit.schedule.queue import Counts

DAY = 86_400_000


def ref(card: str, group: str = "") -> CardRef:
    return CardRef(card, group, suspended=False, draft=False)


class Roster:
    def __init__(self, name: str, refs: Sequence[CardRef], settings: Settings | None = None) -> None:
        self.name = name
        self.cards = CardList.of(refs)
        self.settings = settings or Settings()


def roster(deck: Deck) -> Roster:
    refs = [
        CardRef(card.id, note.bullet or note.id, note.suspended, note.draft)
        for note in deck.notes
        for card in cards_of(note)
    ]
    return Roster(deck.name, refs, deck.settings)


def config(learner: Any) -> Config:
    return Config(learner.options, StudyClock(learner_zone(learner)))


def learner_zone(learner: Any) -> Any:
    return sys.modules[type(learner).__module__].SEOUL.tz


def test_a_history_of_a_few_days_is_counted_right(learner: Any) -> None:
    for card in ("a.1", "b.1"):
        learner.rate(card, Rating.EASY)
    learner.rate("c.1", Rating.AGAIN)
    learner.undo()
    learner.rate("a.1", Rating.GOOD, after=9 * DAY)
    learner.rate("b.1", Rating.AGAIN, after=1000)
    learner.mark(EventKind.SUSPEND, "d.1")
    deck = Roster("talk", [ref(f"{name}.1", name) for name in "abcde"])
    stats = figures(learner.progress, [deck], learner.now, config(learner))
    assert (stats.reviews, stats.cards) == (4, 5)
    assert stats.due == Counts(new=2, learning=1, review=0)
    assert (stats.retention["week"].tries, stats.retention["all"].value) == (2, 0.5)
    assert [share.tries for _, share in stats.by_age] == [0, 2, 0, 0]
    assert {rating.name: n for rating, n in stats.ratings.items()} == {
        "AGAIN": 1,
        "HARD": 0,
        "GOOD": 1,
        "EASY": 2,
    }
    assert stats.heat == {stats.today - 9: 2, stats.today: 2}
    assert (stats.streak, stats.seconds_per_review) == (1, 4.0)
    assert stats.forecast[0] == 1
    assert sum(stats.forecast) <= 2
    only = stats.decks[0]
    assert (only.unseen, only.learning, only.suspended, only.reviews) == (2, 1, 1, 4)
    printed = payload(stats)
    assert printed["due"] == {"new": 2, "learning": 1, "review": 0}
    assert (printed["reviews"], printed["cards"], printed["retention"]["month"]["value"]) == (4, 5, 0.5)


def test_figures_of_some_decks_count_their_cards_alone(learner: Any) -> None:
    for card in ("a.1", "b.1"):
        learner.rate(card, Rating.EASY)
    learner.undo()
    learner.rate("c.1", Rating.EASY)
    deck = Roster("talk", [ref("a.1", "a"), ref("b.1", "b")])
    stats = figures(learner.progress, [deck], learner.now, config(learner), whole=False)
    assert (stats.reviews, stats.heat) == (1, {stats.today: 1})
    assert figures(learner.progress, [deck], learner.now, config(learner)).reviews == 2


def test_an_empty_history_has_no_shares(progress: Progress, learner: Any) -> None:
    stats = figures(progress, [], learner.now, config(learner))
    assert (stats.reviews, stats.cards, stats.streak, stats.due) == (0, 0, 0, Counts())
    assert stats.retention["all"].value is None
    assert payload(stats)["seconds_per_review"] is None


@given(seed=st.integers(0, 10_000))
def test_what_statistics_call_due_is_what_a_session_shows(learner_of: Callable[..., Any], seed: int) -> None:
    draw = random.Random(seed)
    notes = tuple(
        Note(
            Kind.CLOZE,
            id=f"n{n}",
            text="{{c1::x}} {{c2::y}}" if n % 3 else "{{c1::x}}",
            bullet=f"bullet {draw.randrange(8)}" if draw.random() < 0.5 else "",
            suspended=draw.random() < 0.1,
            draft=draw.random() < 0.1,
        )
        for n in range(12)
    )
    deck = Deck(
        "talk",
        notes=notes,
        settings=Settings(new_per_day=draw.randrange(5), reviews_per_day=draw.randrange(6)),
    )
    with tempfile.TemporaryDirectory() as folder, Progress.open(Path(folder) / "p.sqlite") as progress:
        learner = learner_of(progress)
        refs = roster(deck).cards
        for _ in range(draw.randrange(60)):
            learner.now += draw.randrange(DAY)
            learner.rate(draw.choice(refs).id, draw.choice(list(Rating)))
            if draw.random() < 0.2:
                learner.mark(draw.choice((EventKind.SUSPEND, EventKind.BURY)), draw.choice(refs).id)
        known = config(learner)
        stats = figures(progress, [roster(deck)], learner.now, known)
        desk = Desk(progress, [deck], lambda: learner.now, SessionOptions(clock=known.clock))
        assert stats.due == desk.view.counts


def test_statistics_import_neither_the_scheduler_nor_anything_heavy() -> None:
    code = (
        "import sys; import studykit.progress.figures, studykit.progress.store, studykit.progress.config;"
        "print([m for m in ('fsrs', 'textual', 'kiwipiepy', 'genanki', 'typst', 'rapidfuzz', 'torch', 'numpy', "
        "'yaml') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("whole", [True, False])
def test_figures_are_the_same_before_and_after_a_rebuild(learner: Any, *, whole: bool) -> None:
    draw = random.Random(5)
    for _ in range(200):
        learner.rate(f"{draw.randrange(9)}.1", draw.choice(list(Rating)), after=draw.randrange(2 * DAY))
        if draw.random() < 0.1:
            learner.undo()
    from studykit.progress.rebuild import rebuild

    deck = Roster("talk", [ref(f"{n}.1", str(n)) for n in range(9)])
    before = figures(learner.progress, [deck], learner.now, config(learner), whole=whole)
    rebuild(learner.progress)
    assert figures(learner.progress, [deck], learner.now, config(learner), whole=whole) == before
    assert figures(learner.progress, [deck], learner.now, config(learner), whole=not whole) == before
