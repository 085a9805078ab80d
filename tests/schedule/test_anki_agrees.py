"""The memory of each card equals what Anki's own backend makes of the same reviews."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from studykit.model import Rating
from studykit.schedule.days import StudyClock
from studykit.schedule.fsrs import review
from studykit.schedule.settings import Options
from studykit.schedule.state import NEW, CardState, Phase

ORACLE = Path(__file__).with_name("anki_memory.py")
MINUTE = 60_000
DAY = 24 * 60 * MINUTE
LAST = 1_795_000_000_000
REVIEWS = 10_000
CARDS = 1300
ZONES = ("UTC", "Asia/Seoul", "America/Los_Angeles", "Etc/GMT-14")


def moment(clock: StudyClock, day: int, draw: random.Random) -> int:
    """An instant of a study day: mid-day, or within ten minutes of the roll-over.

    Anki lays the offset from UTC of the moment it is asked over the whole history. So on days with the other offset,
    where the two rightly differ by an hour, the roll-over is left alone.
    """
    start, end = clock.start_of(day), clock.start_of(day + 1)
    now = clock.local(time.time_ns() // 1_000_000).utcoffset()
    where = draw.random() if {clock.local(start).utcoffset(), clock.local(end).utcoffset()} == {now} else 1.0
    if where < 0.15:
        return start + draw.randrange(10 * MINUTE)
    if where < 0.3:
        return end - 1 - draw.randrange(10 * MINUTE)
    return start + 2 * 60 * MINUTE + draw.randrange(20 * 60 * MINUTE)


def history(clock: StudyClock, zone: str) -> tuple[list[list[int]], list[CardState]]:
    """A log with learning steps, lapses, same-day and overdue reviews, and the states that it leads to."""
    draw = random.Random(f"history {zone}")
    today = clock.day_of(LAST)
    options = Options(leech_threshold=0)
    states = [NEW] * CARDS
    used: set[int] = set()
    log: list[list[int]] = []
    for card in range(CARDS):
        at = moment(clock, today - draw.randrange(1, 500), draw)
        for _ in range(draw.randrange(4, 20)):
            if at > LAST or len(log) == REVIEWS:
                break
            if at - clock.start_of(clock.day_of(at)) < 1000:
                at += 1000  # Anki counts the first second of a day to the day before
            while at in used:
                at += 1
            used.add(at)
            rating = Rating(draw.choices((1, 2, 3, 4), (20, 10, 60, 10))[0])
            before = states[card]
            after = review(before, rating, at, clock.day_of(at), options, f"{card}")
            kind = {Phase.NEW: 0, Phase.LEARNING: 0, Phase.REVIEW: 1, Phase.RELEARNING: 2}[before.phase]
            interval = (
                after.due - after.last_day if after.phase is Phase.REVIEW else -(after.due - at) // 1000
            )
            log.append([card, at, int(rating), kind, interval, 0])
            states[card] = after
            at = following(clock, after, at, draw)
    return log, states


def following(clock: StudyClock, after: CardState, at: int, draw: random.Random) -> int:
    if after.phase is not Phase.REVIEW:
        return after.due + draw.randrange(3 * MINUTE)
    if draw.random() < 0.05:
        return at + 20 * MINUTE  # studied ahead, on the same day or just over the roll-over
    late = draw.choice((0, 0, 0, 1, 5, 40))
    return max(moment(clock, after.due + late, draw), at + MINUTE)


def anki_states(log: list[list[int]], zone: str) -> list[list[float]]:
    asked = json.dumps({"cards": CARDS, "reviews": log})
    done = subprocess.run(
        [sys.executable, str(ORACLE)],
        input=asked,
        env={**os.environ, "TZ": zone},
        capture_output=True,
        text=True,
        check=True,
    )
    states: list[list[float]] = json.loads(done.stdout)["states"]
    return states


@pytest.mark.parametrize("zone", ZONES)
def test_states_equal_ankis_on_ten_thousand_reviews(zone: str) -> None:
    clock = StudyClock(ZoneInfo(zone))
    log, states = history(clock, zone)
    assert len(log) == REVIEWS
    anki = anki_states(log, zone)
    seen = [(state, theirs) for state, theirs in zip(states, anki, strict=True) if state.reps]
    assert len(seen) > CARDS // 2
    for state, (stability, difficulty) in seen:
        assert state.stability == pytest.approx(stability, rel=1e-3)
        assert state.difficulty == pytest.approx(difficulty, rel=1e-3)
