"""Times as people and tools write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.parse.times import LONGEST, format_time, parse_time


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("5:09", 309),
        ("05:09", 309),
        (" 05:09 ", 309),
        ("1:02:03", 3723),
        ("01:02:03", 3723),
        ("75:10", 4510),
        ("12.34", 754),
        ("5:51s", 351),
        ("00:12:03.450", 723),
        ("00:12,500", 12),
        ("2m48s", 168),
        ("18m09s", 1089),
        ("00m40s", 40),
        ("1h2m3s", 3723),
        ("1h", 3600),
        ("25s", 25),
        ("309", 309),
    ],
)
def test_reads(text: str, seconds: int) -> None:
    assert parse_time(text) == seconds


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1:2",
        "12:75",
        "1:75:00",
        "1:123:00",
        "abc",
        "5:09 pm",
        "::",
        "-5:09",
        "999999",
        "٥:٠٩",
        "1699999999",
    ],
)
def test_refuses(text: str) -> None:
    assert parse_time(text) is None


@given(st.integers(0, LONGEST - 1))
def test_a_formatted_time_reads_back(seconds: int) -> None:
    assert parse_time(format_time(seconds)) == seconds


@given(st.text(max_size=30))
def test_any_text_gives_a_time_or_none(text: str) -> None:
    found = parse_time(text)
    assert found is None or 0 <= found < LONGEST


def test_writes_minutes_below_an_hour_and_hours_above() -> None:
    assert [format_time(n) for n in (0, 309, 3599, 3600, 36_000)] == [
        "00:00",
        "05:09",
        "59:59",
        "1:00:00",
        "10:00:00",
    ]
