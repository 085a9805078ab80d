"""Study days in every time zone, across every change of its clocks."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.schedule.days import StudyClock, date_of

HOUR = 3_600_000
FIRST, LAST = date(2020, 1, 1), date(2036, 1, 1)
EPOCH = date(1970, 1, 1)
ZONES = sorted(available_timezones() - {"localtime", "Factory"})


def days_between(first: date, last: date) -> range:
    return range((first - EPOCH).days, (last - EPOCH).days)


@cache
def changes(zone: str) -> tuple[int, ...]:
    """The midnights (UTC milliseconds) by which the offset of a zone has changed since the one before, 2020 to 2035."""
    tz = ZoneInfo(zone)
    found = []
    at = datetime(2020, 1, 1, tzinfo=UTC)
    offset = at.astimezone(tz).utcoffset()
    while at.year < 2036:
        at += timedelta(days=1)
        if (now := at.astimezone(tz).utcoffset()) != offset:
            offset = now
            found.append(int(at.timestamp() * 1000))
    return tuple(found)


def test_the_day_starts_at_four_in_the_morning() -> None:
    clock = StudyClock(ZoneInfo("Asia/Seoul"))
    four = datetime(2026, 3, 2, 4, tzinfo=ZoneInfo("Asia/Seoul"))
    ms = int(four.timestamp() * 1000)
    assert date_of(clock.day_of(ms)) == date(2026, 3, 2)
    assert date_of(clock.day_of(ms - 1)) == date(2026, 3, 1)


@pytest.mark.parametrize("rollover", [0, 2, 4])
@pytest.mark.parametrize(
    "zone", ["America/Los_Angeles", "Europe/Berlin", "Australia/Lord_Howe", "Antarctica/Troll"]
)
def test_every_instant_around_a_change_has_one_day_and_days_follow_each_other(
    zone: str, rollover: int
) -> None:
    clock = StudyClock(ZoneInfo(zone), rollover)
    for change in changes(zone):
        day = clock.day_of(change - 36 * HOUR)
        for ms in range(change - 36 * HOUR, change + 36 * HOUR, HOUR // 4):
            now = clock.day_of(ms)
            assert clock.start_of(now) <= ms < clock.start_of(now + 1)
            assert now in {day, day + 1}
            day = now


@pytest.mark.parametrize(
    "zone", ["UTC", "Asia/Seoul", "America/Los_Angeles", "Europe/London", "Pacific/Kiritimati"]
)
def test_the_day_is_the_wall_clocks_date_four_hours_ago_on_every_day_to_2035(zone: str) -> None:
    tz = ZoneInfo(zone)
    clock = StudyClock(tz)
    for day in days_between(FIRST, LAST):
        start = datetime.fromtimestamp(clock.start_of(day) / 1000, tz)
        assert (start.date(), start.hour, start.minute) == (date_of(day), 4, 0)
        for hour, expected in ((3.99, day - 1), (4, day), (12, day), (23.99, day), (27.99, day)):
            wall = datetime.combine(date_of(day), datetime.min.time(), tz) + timedelta(hours=hour)
            assert clock.day_of(int(wall.timestamp() * 1000)) == expected


@given(
    zone=st.sampled_from(ZONES),
    rollover=st.integers(0, 23),
    seconds=st.integers(1_577_836_800, 2_082_758_400),
    near=st.booleans(),
)
def test_no_instant_of_any_zone_is_off_by_a_day(
    zone: str, rollover: int, seconds: int, *, near: bool
) -> None:
    clock = StudyClock(ZoneInfo(zone), rollover)
    ms = seconds * 1000
    if near and (moments := changes(zone)):
        ms = moments[seconds % len(moments)] - 30 * HOUR + seconds % (36 * HOUR)
    day = clock.day_of(ms)
    assert clock.start_of(day) <= ms < clock.start_of(day + 1)
    wall = clock.local(ms).replace(tzinfo=None) - timedelta(hours=rollover)
    # Where a zone skips a whole day (or repeats two hours), the wall clock itself is off; one day is the most.
    assert abs((wall.date() - date_of(day)).days) <= 1
    assert clock.local(clock.start_of(day)).replace(tzinfo=None) >= datetime.combine(
        date_of(day), datetime.min.time()
    ) + timedelta(hours=rollover)


def test_the_machines_own_time_zone_is_used_when_none_is_named() -> None:
    code = (
        "from studykit.schedule.days import StudyClock, date_of;"
        "c = StudyClock(); d = c.day_of(1772996400000); print(date_of(d), c.start_of(d), c.start_of(d + 1))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "TZ": "America/Los_Angeles"},
        capture_output=True,
        text=True,
        check=True,
    )
    named = StudyClock(ZoneInfo("America/Los_Angeles"))
    day = named.day_of(1772996400000)
    assert done.stdout.split() == [str(date_of(day)), str(named.start_of(day)), str(named.start_of(day + 1))]
