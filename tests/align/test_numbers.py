"""Numbers in Korean and English that mean the same are the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.align.numbers import quantities, says


def values(text: str) -> list[tuple[float, float]]:
    return [(number.low, number.high) for number in quantities(text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("약 10만 개의 문서", 100_000),
        ("십만 개의 문서", 100_000),
        ("a hundred thousand documents", 100_000),
        ("100,000 documents", 100_000),
        ("1,400억 달러", 140e9),
        ("1억 4천만 명", 140e6),
        ("two million dollars", 2e6),
        ("$5 million", 5e6),
        ("10억 개의 이미지", 1e9),
        ("a billion images", 1e9),
        ("70B 모델", 70e9),
        ("97%의 확률", 97),
        ("twenty-five percent", 25),
        ("two hundred and fifty", 250),
        ("nineteen eighty four", 1984),
        ("twenty twenty three", 2023),
        ("세 개의 자유도", 3),
        ("three degrees of freedom", 3),
        ("4분의 1이", 0.25),
        ("a quarter of the people", 0.25),
        ("three quarters", 0.75),
        ("GPT 4.5는", 4.5),
        ("two and a half kilobytes", 2.5),
        ("2 and a half milligrams", 2.5),
        ("half a degree", 0.5),
        ("half an hour", 0.5),
        ("half a million people", 500_000),
        ("three point one times a month", 3.1),
        ("around one point nine five", 1.95),
        ("two point five million", 2.5e6),
        ("the third of september", 3),
        ("이천 명", 2000),
        ("천 개", 1000),
    ],
)
def test_one_number_is_read_in_every_way_it_is_said(text: str, value: float) -> None:
    ((low, high),) = values(text)
    assert low == high == pytest.approx(value)


@pytest.mark.parametrize(
    "text", ["60~70%", "60-70%", "60–70%", "60 to 70 percent", "60에서 70%", "sixty or seventy percent"]
)
def test_a_range_is_one_number_with_two_ends(text: str) -> None:
    assert values(text) == [(60, 70)]


def test_two_numbers_said_in_a_row_are_two() -> None:
    assert values("ninety five ninety six percent") == [(95, 96)]
    assert values("twenty five eighty one") == [(25, 25), (81, 81)]


def test_two_figures_apart_are_no_range() -> None:
    assert values("60% for daily use and 70% for work") == [(60, 60), (70, 70)]


@pytest.mark.parametrize(
    "text",
    ["일이 많은 사람", "한국은 큰 나라다", "a third reason", "수십 명", "만일의 경우", "천장 레일", "백개먼"],
)
def test_words_that_only_look_like_numbers_are_none(text: str) -> None:
    assert values(text) == []


def test_digits_inside_a_name_are_marked() -> None:
    assert [number.name for number in quantities("GPT-4와 base64, 그리고 4명")] == [True, True, False]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("140GB입니다", "GB"),
        ("140 gigabytes", "GB"),
        ("15~20년의", "year"),
        ("15 to 20 years", "year"),
        ("1인치", "inch"),
        ("90 euros a month", "€"),
        ("5달러", "$"),
        ("$5", "$"),
        ("35 apples", ""),
    ],
)
def test_units_have_one_name_in_both_languages(text: str, unit: str) -> None:
    assert quantities(text)[0].unit == unit


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("in the seventies", "70년대"),
        ("the 1970s", "1970년대"),
        ("the seventies", "1970년대"),
        ("the 1970s", "70년대"),
    ],
)
def test_a_decade_may_leave_its_century_out(said: str, written: str) -> None:
    assert says(quantities(said)[0], quantities(written)[0].low)


@given(st.text(max_size=80))
def test_any_text_gives_numbers_in_order_that_lie_inside_it(text: str) -> None:
    place = 0
    for number in quantities(text):
        assert place <= number.start < number.end <= len(text)
        assert number.low <= number.high
        place = number.end


@given(st.integers(2, 9999), st.sampled_from([(10**4, "만"), (10**8, "억"), (10**12, "조")]))
def test_korean_scales_multiply(count: int, scale: tuple[int, str]) -> None:
    assert values(f"{count}{scale[1]} 개") == [(count * scale[0], count * scale[0])]
