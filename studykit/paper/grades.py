"""Grades written on paper, typed in: ``3=2 7=1 9-12=good rest=3``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from studykit.errors import UsageError
from studykit.model import Rating
from studykit.paper.numbering import Numbering

_FORM = "Write number=grade, such as 3=2 7=1 9-12=good rest=3; grades are 1 again, 2 hard, 3 good, 4 easy."
_GRADE = re.compile(r"(?:(\d{1,6})(?:-(\d{1,6}))?|(rest))[=:](\w+)", re.IGNORECASE)
_CODE = re.compile(r"#([0-9a-f]{4})", re.IGNORECASE)
_RATINGS = {**{str(r.value): r for r in Rating}, **{r.name.lower(): r for r in Rating}}


@dataclass(frozen=True, slots=True)
class Grade:
    """One answer graded on paper."""

    number: int
    card_id: str
    rating: Rating


def parse_grades(text: str, numbering: Numbering) -> tuple[Grade, ...]:
    """Read grades, in the order of the numbers.

    Grades are parted by spaces, commas or semicolons. ``9-12=3`` grades each of them, ``rest=3`` all that are
    not named. ``#7f3a`` checks the code in the sheet's footer.

    Raises:
        UsageError: a grade that cannot be read, a number that is not on the sheet or is graded twice, or the
            code of another sheet.
    """
    given: dict[int, Rating] = {}
    rest: Rating | None = None
    for word in re.split(r"[\s,;]+", re.sub(r"\s*([=:])\s*", r"\1", text.strip())):
        if not word:
            continue
        if code := _CODE.fullmatch(word):
            _check_code(code[1].lower(), numbering)
            continue
        numbers, rating = _read(word, numbering)
        if numbers is None:
            if rest is not None:
                raise UsageError("“rest” is graded twice", _FORM)
            rest = rating
        for number in numbers or ():
            if number in given:
                raise UsageError(f"number {number} is graded twice", "Keep one of the two.")
            given[number] = rating
    if not given and rest is None:
        raise UsageError("no grades were given", _FORM)
    return tuple(_all(given, rest, numbering))


def _read(word: str, numbering: Numbering) -> tuple[range | None, Rating]:
    match = _GRADE.fullmatch(word)
    rating = _RATINGS.get(match[4].lower()) if match else None
    if match is None or rating is None:
        raise UsageError(f"“{word}” is no grade", _FORM)
    if match[3]:
        return None, rating
    first, last = int(match[1]), int(match[2] or match[1])
    for number in (first, last):
        if not 1 <= number <= len(numbering.cards):
            raise UsageError(
                f"there is no number {number} on sheet {numbering.code}, which has 1 to {len(numbering.cards)}",
                "Check the number, and that the sheet is the one you graded.",
            )
    if last < first:
        raise UsageError(f"“{word}” runs backwards", "Write the smaller number first.")
    return range(first, last + 1), rating


def _check_code(code: str, numbering: Numbering) -> None:
    if code != numbering.code:
        raise UsageError(
            f"these grades are for sheet {code}, but this file belongs to sheet {numbering.code}",
            "A later sheet was printed to the same file; name the file of the sheet you graded.",
        )


def _all(given: dict[int, Rating], rest: Rating | None, numbering: Numbering) -> Iterator[Grade]:
    for number, card_id in enumerate(numbering.cards, start=1):
        rating = given.get(number, rest)
        if rating is not None:
            yield Grade(number, card_id, rating)
