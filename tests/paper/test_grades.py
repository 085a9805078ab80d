from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.errors import InputError, UsageError
from studykit.model import Rating
from studykit.paper.grades import parse_grades
from studykit.paper.numbering import Numbering, load_numbering, save_numbering

SHEET = Numbering.of([f"note{n}.1" for n in range(1, 13)])


def read(text: str) -> dict[int, int]:
    return {grade.number: grade.rating.value for grade in parse_grades(text, SHEET)}


@given(
    st.dictionaries(st.integers(1, 12), st.sampled_from(Rating), min_size=1),
    st.sampled_from([" ", ", ", ";", "\n"]),
)
def test_grades_are_read_back_with_their_cards(given_grades: dict[int, Rating], between: str) -> None:
    text = between.join(f"{number}={rating.value}" for number, rating in given_grades.items())
    grades = parse_grades(text, SHEET)
    assert {grade.number: grade.rating for grade in grades} == given_grades
    assert [grade.number for grade in grades] == sorted(given_grades)
    assert all(grade.card_id == f"note{grade.number}.1" for grade in grades)


def test_ranges_names_and_the_rest() -> None:
    assert read("3=2 7 = again 9-11:Good") == {3: 2, 7: 1, 9: 3, 10: 3, 11: 3}
    assert read("2=1 rest=3") == {n: 1 if n == 2 else 3 for n in range(1, 13)}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no grades"),
        ("3", "“3” is no grade"),
        ("3=5", "“3=5” is no grade"),
        ("3=2 3=2", "graded twice"),
        ("1-4=3 2=1", "graded twice"),
        ("rest=1 rest=2", "graded twice"),
        ("13=1", "no number 13"),
        ("0=1", "no number 0"),
        ("5-2=1", "backwards"),
        ("3=2 and 4=1", "“and” is no grade"),
        ("#ffff 3=2", "for sheet ffff"),
    ],
)
def test_what_cannot_be_meant_is_refused_whole(text: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        parse_grades(text, SHEET)


def test_the_code_in_the_footer_is_checked() -> None:
    assert read(f"#{SHEET.code} 3=2") == {3: 2}


@given(st.text(max_size=40))
def test_any_text_gives_grades_or_one_error(text: str) -> None:
    try:
        grades = parse_grades(text, SHEET)
    except UsageError:
        return
    assert grades


def test_the_numbering_is_read_from_beside_the_sheet(tmp_path: Path) -> None:
    kept = save_numbering(tmp_path / "week 1.pdf", SHEET)
    assert kept.name == "week 1.cards.json"
    assert load_numbering(tmp_path / "week 1.pdf") == load_numbering(kept) == SHEET


def test_a_missing_numbering_names_the_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"sheet\.cards\.json"):
        load_numbering(tmp_path / "sheet.pdf")


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{}", '{"format": 2}', '{"format": 1, "sheet": "a", "cards": [1]}', "\0", "[" * 99999],
)
def test_a_file_that_is_no_numbering_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "sheet.cards.json").write_text(content)
    with pytest.raises(InputError, match="no list of card numbers"):
        load_numbering(tmp_path / "sheet.pdf")


def test_other_cards_or_another_order_have_another_code() -> None:
    codes = {Numbering.of(cards).code for cards in (["a.1", "b.1"], ["b.1", "a.1"], ["a.1"], ["a.1", "b.2"])}
    assert len(codes) == 4
