"""The log and what is made of it: durable, undone by adding, rebuilt to the letter."""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.model import Rating
from studykit.progress.answer import Answer
from studykit.progress.rebuild import rebuild
from studykit.progress.store import Progress
from studykit.schedule.events import EventKind
from studykit.schedule.queue import Entry, build
from studykit.schedule.settings import Options
from studykit.schedule.state import NEW

DAY = 86_400_000
CARDS = ("a.1", "a.2", "b.1")

STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("rate"), st.sampled_from(CARDS), st.sampled_from(Rating)),
        st.tuples(st.just("wait"), st.integers(1000, 40 * DAY), st.none()),
        st.tuples(st.just("mark"), st.sampled_from(CARDS), st.sampled_from(list(EventKind)[2:])),
        st.tuples(st.just("undo"), st.none(), st.none()),
        st.tuples(st.just("reopen"), st.none(), st.none()),
    ),
    max_size=40,
)


def caches(progress: Progress) -> tuple[list[Any], list[Any]]:
    states = progress.connection.execute(
        "select * from state where reps > 0 or suspended or flagged"
    ).fetchall()
    tally = progress.connection.execute("select * from tally where reviews <> 0").fetchall()
    return states, tally


@given(steps=STEPS)
def test_whatever_is_done_a_rebuild_changes_nothing(learner_of: Callable[..., Any], steps: list[Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "progress.sqlite"
        learner = learner_of(Progress.open(path), Options(leech_threshold=2))
        for what, one, other in steps:
            match what:
                case "rate":
                    learner.rate(one, other)
                case "wait":
                    learner.now += one
                case "mark":
                    learner.mark(other, one)
                case "undo":
                    learner.undo()
                case "reopen":
                    learner.progress.close()
                    learner.progress = Progress.open(path)
        before = caches(learner.progress)
        rebuilt = rebuild(learner.progress)
        assert caches(learner.progress) == before
        assert rebuilt.changed == 0
        learner.progress.close()


@given(ratings=st.lists(st.sampled_from(Rating), min_size=1, max_size=12), gaps=st.integers(1, 20))
def test_undoing_everything_leads_back_to_a_new_card(
    learner_of: Callable[..., Any], ratings: list[Rating], gaps: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        learner = learner_of(Progress.open(Path(folder) / "progress.sqlite"))
        states = [NEW]
        states += [learner.rate("a.1", rating, after=gaps * DAY // 3) for rating in ratings]
        for state in reversed(states[:-1]):
            assert learner.undo()
            assert learner.progress.state("a.1") == state
        assert not learner.undo()
        assert caches(learner.progress) == ([], [])
        events = learner.progress.events("a.1")
        assert len(events) == 2 * len(ratings)
        learner.progress.close()


def test_an_undo_reaches_back_over_a_restart(learner: Any, open_progress: Callable[..., Progress]) -> None:
    first = learner.rate("a.1", Rating.GOOD)
    learner.rate("a.1", Rating.EASY, after=600_000)
    learner.progress = open_progress()
    assert learner.undo()
    assert learner.progress.state("a.1") == first


def test_marking_a_note_is_undone_in_one_step(learner: Any) -> None:
    learner.mark(EventKind.SUSPEND, "a.1", "a.2")
    assert all(state.suspended for state in learner.progress.states(("a.1", "a.2")).values())
    assert learner.undo()
    assert not any(state.suspended for state in learner.progress.states(("a.1", "a.2")).values())


def test_the_log_can_be_neither_changed_nor_shortened(learner: Any) -> None:
    learner.rate("a.1", Rating.GOOD)
    for change in ("delete from log", "update log set rating = 4"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            learner.progress.connection.execute(change)


def test_a_card_rated_elsewhere_since_it_was_shown_is_not_counted_twice(
    learner: Any, open_progress: Callable[..., Progress]
) -> None:
    shown = learner.progress.state("a.1")
    other = open_progress()
    kept = type(learner)(other).rate("a.1", Rating.AGAIN)
    late = Answer("a.1", shown, kept, Rating.EASY, learner.now, 1, Options(), "")
    assert learner.progress.record(late) is None
    assert learner.progress.state("a.1") == kept
    assert len(learner.progress.events("a.1")) == 1


def test_a_clock_that_was_set_back_keeps_the_order_of_reviews(learner: Any) -> None:
    learner.rate("a.1", Rating.GOOD)
    before = learner.rate("a.1", Rating.GOOD, after=3 * DAY)
    after = learner.rate("a.1", Rating.GOOD, after=-2 * DAY)
    assert after.last_ms > before.last_ms
    assert after.last_day == before.last_day
    assert after.due > before.last_day
    assert [event.rating for event in learner.progress.events("a.1")] == [Rating.GOOD] * 3
    assert rebuild(learner.progress).changed == 0


def test_a_damaged_cache_is_mended_by_a_rebuild(learner: Any) -> None:
    state = learner.rate("a.1", Rating.GOOD)
    learner.progress.connection.execute("update state set stability = 99, suspended = 1")
    learner.progress.connection.execute("insert into state select 'ghost.1', phase, step, stability, difficulty, due, "
        "last_ms, last_day, first_day, reps, tested, lapses, spent_ms, suspended, buried_until, flagged, leech, head "
        "from state")  # fmt: skip
    assert rebuild(learner.progress).changed == 2
    assert learner.progress.states() == {"a.1": state}


def test_the_first_due_are_those_a_session_would_show_first(learner: Any) -> None:
    for number in range(9):
        learner.rate(f"c{number}.1", Rating.EASY, after=DAY)
    learner.rate("learning.1", Rating.AGAIN, after=20 * DAY)
    learner.mark(EventKind.SUSPEND, "c8.1")
    learner.mark(EventKind.BURY, "c0.1")
    zone = sys.modules[type(learner).__module__].SEOUL
    today, later = zone.day_of(learner.now), learner.now + 2 * 60_000
    found = learner.progress.first_due(today, later, 5)
    entries = [Entry(f"c{number}.1") for number in range(9)]
    made = build(entries, learner.progress.states(), [Options()], today, later)
    assert found == ["learning.1", *made.reviews[:4]]
    assert learner.progress.first_due(today, learner.now, 5) == list(made.reviews[:5])
