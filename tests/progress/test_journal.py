"""Logs of two devices merged: in any order, twice, they are one device's."""

from __future__ import annotations

import io
import json
import random
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.errors import ProgressError
from studykit.model import Rating
from studykit.progress.journal import export_log, import_log
from studykit.progress.rebuild import rebuild
from studykit.progress.store import Progress
from studykit.schedule.events import EventKind

NOW = 1_800_000_000_000
DAY = 86_400_000
CARDS = ("a.1", "b.1")

STEPS = st.lists(
    st.tuples(
        st.integers(0, 1),  # the device
        st.sampled_from(("rate", "rate", "rate", "undo", "suspend", "unsuspend", "sync")),
        st.sampled_from(CARDS),
        st.sampled_from(Rating),
        st.integers(1000, 9 * DAY),  # the time since the step before
    ),
    max_size=24,
)


def exported(progress: Progress) -> str:
    out = io.StringIO()
    export_log(progress, out, NOW)
    return out.getvalue()


def merged(progress: Progress, log: str, now: int = NOW) -> Any:
    return import_log(progress, log.splitlines(keepends=True), "other.jsonl", now)


def history(progress: Progress) -> tuple[Any, Any]:
    tally = progress.connection.execute("select * from tally where reviews <> 0").fetchall()
    return {card: s for card, s in progress.states().items() if s.reps or s.suspended}, tally


@given(steps=STEPS)
def test_devices_that_merge_each_others_logs_agree_in_either_order(
    learner_of: Callable[..., Any], steps: list[Any]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{name}.sqlite" for name in "ab"]
        devices = [learner_of(Progress.open(path, _ids(n))) for n, path in enumerate(paths)]
        for device, what, card, rating, gap in steps:
            for learner in devices:
                learner.now += gap
            _do(devices[device], devices[1 - device], what, card, rating)
        logs = [exported(learner.progress) for learner in devices]
        merged(devices[0].progress, logs[1])
        merged(devices[1].progress, logs[0])
        assert history(devices[0].progress) == history(devices[1].progress)
        again = merged(devices[0].progress, logs[1])
        assert (again.added, again.cards) == (0, 0)
        for learner in devices:
            assert rebuild(learner.progress).changed == 0
            learner.progress.close()


def _ids(seed: int) -> Callable[[], int]:
    draw = random.Random(seed)
    return lambda: draw.getrandbits(62) + 1


def _do(learner: Any, other: Any, what: str, card: str, rating: Rating) -> None:
    match what:
        case "rate":
            learner.rate(card, rating)
        case "undo":
            learner.undo()
        case "sync":
            merged(learner.progress, exported(other.progress))
        case _:
            learner.mark(EventKind[what.upper()], card)


def test_two_devices_equal_one_that_did_it_all(
    open_progress: Callable[..., Progress], learner_of: Any
) -> None:
    one = learner_of(open_progress("one", 0))
    a, b = learner_of(open_progress("a", 1)), learner_of(open_progress("b", 2))
    draw = random.Random(3)
    for _ in range(300):
        gap = draw.randrange(1000, 2 * DAY)
        card, rating = f"{draw.randrange(9)}.1", Rating(draw.choice((1, 2, 3, 3, 3, 4)))
        for learner in (one, a, b):
            learner.now += gap
        one.rate(card, rating)
        draw.choice((a, b)).rate(card, rating)
    for first, second in ((a, b), (b, a)):
        merged(first.progress, exported(second.progress))
    assert _memories(a) == _memories(b) == _memories(one)


def _memories(learner: Any) -> dict[str, Any]:
    return {
        card: (s.phase, s.step, s.stability, s.difficulty, s.due, s.reps, s.lapses, s.last_ms)
        for card, s in learner.progress.states().items()
    }


def test_again_here_and_easy_there_two_seconds_later_is_what_a_replay_gives(
    open_progress: Callable[..., Progress], learner_of: Any
) -> None:
    here, there = learner_of(open_progress("here")), learner_of(open_progress("there"))
    one = learner_of(open_progress("one"))
    here.rate("a.1", Rating.AGAIN)
    there.rate("a.1", Rating.EASY, after=2000)
    one.rate("a.1", Rating.AGAIN)
    expected = one.rate("a.1", Rating.EASY, after=2000)
    assert expected.stability == pytest.approx(0.42, abs=0.01)
    merged(here.progress, exported(there.progress))
    merged(there.progress, exported(here.progress))
    for learner in (here, there):
        state = learner.progress.state("a.1")
        assert (state.stability, state.due) == (expected.stability, expected.due)


def test_an_exported_log_reads_back_whole(learner: Any, open_progress: Callable[..., Progress]) -> None:
    learner.rate("a.1", Rating.GOOD)
    learner.rate("a.1", Rating.GOOD, after=11 * 60_000)
    learner.mark(EventKind.FLAG, "b.1")
    learner.undo()
    log = exported(learner.progress)
    copy = open_progress("copy")
    result = merged(copy, log)
    assert (result.added, result.known, result.cards, result.warnings) == (4, 0, 2, ())
    assert exported(copy) == log
    assert copy.states()["a.1"] == learner.progress.state("a.1")


def test_an_undo_that_came_from_another_device_is_not_undone_again(
    learner: Any, open_progress: Callable[..., Progress], learner_of: Any
) -> None:
    learner.rate("a.1", Rating.GOOD)
    learner.rate("b.1", Rating.GOOD, after=1000)
    log = exported(learner.progress)
    other = learner_of(open_progress("other"))
    merged(other.progress, log)
    b = next(event for event in other.progress.events("b.1"))
    undo = {"card": "b.1", "at": b.at_ms + 5, "id": 77, "kind": "undo", "day": b.day, "ref": b.id}
    head = log.splitlines()[0]
    merged(learner.progress, f"{head}\n{json.dumps(undo)}\n")
    assert learner.progress.state("b.1").reps == 0
    assert learner.undo()
    assert learner.progress.state("a.1").reps == 0


def test_a_log_from_a_clock_that_is_ahead_is_merged_with_a_warning(
    learner: Any, open_progress: Callable[..., Progress]
) -> None:
    learner.rate("a.1", Rating.GOOD)
    result = merged(open_progress("other"), exported(learner.progress), now=learner.now - 10 * 60_000)
    assert result.added == 1
    assert len(result.warnings) == 2
    assert "clock" in " ".join(result.warnings)


GOOD = {"card": "a.1", "at": 1, "id": 1, "kind": "review", "day": 1, "rating": 3, "now": [1, 0, 2.3, 5, 9]}
BAD: list[dict[str, Any]] = [
    {"rating": 5},
    {"rating": None},
    {"kind": "forget"},
    {"card": ""},
    {"card": "a\n.1"},
    {"card": 7},
    {"at": -1},
    {"at": 1e30},
    {"at": True},
    {"day": 10**9},
    {"id": 2**64},
    {"now": [2, None, None, 5, 9]},
    {"now": [1, None, 2.3, 5, 9]},
    {"now": [2, None, 2.3, None, 9]},
    {"ms": 10**15},
    {"now": [2, None, 2.3, 50, 9]},
    {"now": [2, None, 2.3, 5, 10**9]},
    {"now": [2, None, -1, 5, 9]},
    {"now": [0, None, None, None, 0]},
    {"now": "x"},
    {"was": [9, 0, 2.3, 5, 9]},
]


@pytest.mark.parametrize("change", BAD, ids=[json.dumps(change) for change in BAD])
def test_a_bad_line_is_named_and_nothing_is_merged(
    open_progress: Callable[..., Progress], learner: Any, change: dict[str, Any]
) -> None:
    head = exported(learner.progress)
    good = json.dumps(GOOD) + "\n"
    bad = json.dumps({**GOOD, "id": 2, **change}) + "\n"
    other = open_progress("other")
    with pytest.raises(ProgressError) as caught:
        merged(other, head + good + bad)
    assert caught.value.line == 3
    assert other.states() == {}
    assert merged(other, head + good).added == 1


@pytest.mark.parametrize(
    "log",
    ["", "not json\n", "[]\n", '{"studykit": "review log", "format": 2}\n', "[" * 100_000, '{"format": 1}\n'],
)
def test_a_file_that_is_no_review_log_is_refused(learner: Any, log: str) -> None:
    with pytest.raises(ProgressError) as caught:
        merged(learner.progress, log)
    assert caught.value.line == 1


@pytest.mark.parametrize("change", [{"desired_retention": 7}, {"parameters": [1.0]}, {"learning_steps": "x"}])
def test_settings_that_cannot_be_used_are_refused(learner: Any, change: dict[str, Any]) -> None:
    head = {"studykit": "review log", "format": 1, "schemes": {"5": change}}
    with pytest.raises(ProgressError, match="settings"):
        merged(learner.progress, json.dumps(head) + "\n")
