"""Audit of figures: every number of a bullet must be said in its quote or right beside it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from studykit.align.numbers import Quantity, quantities, same, says
from studykit.align.scene import SMALL_REACH, Scene
from studykit.model import Flag

_PARTICULAR = 3  # significant digits
_SMALL = 12.0  # numbers below it are said all the time
_RANGE_GAP = 4  # words between the two ends of a range that is said as one ("15 to about 20")


def figure_flags(scene: Scene) -> Iterator[Flag]:
    """Numbers, ranges, units and version numbers that the talk gives otherwise."""
    known = quantities(scene.known)
    for number in quantities(scene.text):
        if number.low == number.high == 1 and number.unit != "%" and not _belongs_to_name(scene.text, number):
            continue  # "한 가지", "1년" for "a year", "1kg당" for "per kilo": one is said in too many ways
        if _is_told_otherwise(scene.text, number):
            continue
        here = scene.text[number.start : number.end]
        said = _said_of(scene, number)
        version = _version_flag(scene, number)
        if version is not None:
            yield version
        elif number.low != number.high:
            yield from _range_flag(scene, number, here, said)
        elif _says(number.low, known):
            continue
        elif not _says(number.low, said) and not _glued(scene, here):
            if not (number.name and _anywhere(scene, number)) and not (number.word and not _others(scene)):
                yield Flag("number-differs", _with_name(scene.text, number), _said(scene, number))
        else:
            yield from _unit_flag(scene, number, here, said)


def _said_of(scene: Scene, number: Quantity) -> list[Quantity]:
    """The numbers said where this one may have been. A small one is said everywhere: far off it must count the same."""
    if number.high >= _SMALL:
        return [*(scene.talk.numbers if _is_particular(number) else scene.own_numbers)]
    near = scene.said_numbers(SMALL_REACH)
    far = [n for n in scene.own_numbers if number.unit and n.unit == number.unit and n not in near]
    return [*near, *far]


def _is_particular(number: Quantity) -> bool:
    """Whether a number is so particular (a year, 6.1, 4,096) that it means the same wherever in the talk it is said."""
    return len(f"{number.high:.6g}".rstrip("0").replace(".", "").split("e")[0]) >= _PARTICULAR


# What is told in other ways than by its number: "1차 치료", "두 번째", "3시 30분", a month that English calls by its name.
_TOLD_AFTER = re.compile(
    r"\s?(?:월|차(?![가-힣])|번째|째|시(?:에|까지|부터|쯤|경|반)?(?![가-힣])|위(?![가-힣]))"
)


def _is_told_otherwise(text: str, number: Quantity) -> bool:
    clock = text.startswith("분", number.end) or number.unit == "minute"
    return bool(_TOLD_AFTER.match(text, number.end)) or (
        clock and re.search(r"시 $", text[: number.start]) is not None
    )


def _belongs_to_name(text: str, number: Quantity) -> bool:
    return number.name or re.search(r"[A-Za-z]{2,}[- ]$", text[: number.start]) is not None


def _anywhere(scene: Scene, number: Quantity) -> bool:
    """Whether a number that is part of a name (base64) is said anywhere: names recur without it."""
    return _says(number.low, scene.talk.numbers)


def _with_name(text: str, number: Quantity) -> str:
    """The number, with the name it belongs to."""
    before = re.search(r"[A-Za-z]{2,}-?$", text[: number.start]) if number.name else None
    return text[before.start() if before else number.start : number.end]


def _says(value: float, numbers: Iterable[Quantity]) -> bool:
    return any(says(number, value) for number in numbers) or any(
        _same_share(value, number) for number in numbers
    )


def _same_share(value: float, number: Quantity) -> bool:
    """Whether a part of one is said as a percentage, or the other way round: "4분의 1" and "25 percent"."""
    percent = number.unit == "%" and same(100 * value, number.low)
    return (value < 1 and percent) or (
        0 < number.low < 1 and not number.unit and same(value, 100 * number.low)
    )


def _others(scene: Scene) -> bool:
    return any(not (number.word and number.low <= 1) for number in scene.said_numbers(0))


def _said(scene: Scene, number: Quantity) -> str:
    """The numbers of the quote, as said: those that measure the same kind of thing, else all of them."""
    every = list(scene.said_numbers(0))
    alike = [n for n in every if number.dimension and n.dimension == number.dimension]
    return _as_said(scene, alike or every) or "no number"


def _as_said(scene: Scene, numbers: Iterable[Quantity]) -> str:
    text = scene.talk.words.text
    return " … ".join(dict.fromkeys(text[n.start : n.end] for n in numbers))


def _range_flag(scene: Scene, number: Quantity, here: str, said: Sequence[Quantity]) -> Iterator[Flag]:
    if any(number.equals(other) for other in said):
        return
    words = scene.talk.words
    ends = [n for n in said if same(number.low, n.low) or same(number.high, n.high)]
    lows = [words.number_at(n.start) for n in ends if same(number.low, n.low)]
    highs = [words.number_at(n.start) for n in ends if same(number.high, n.high)]
    if any(0 < high - low <= _RANGE_GAP for low in lows for high in highs):
        return
    if lows and highs and _is_change(scene.text, number):
        return
    if lows and highs:
        yield Flag("range-merged", here, _as_said(scene, ends))
    else:
        yield Flag("number-differs", here, _said(scene, number))


def _is_change(text: str, number: Quantity) -> bool:
    """Whether two numbers are a before and an after (from 49% to 86%), and no range."""
    return "에서" in text[number.start : number.end] or bool(
        re.search(r"\bfrom (?:\w+ )?$", text[: number.start], re.IGNORECASE)
    )


def _unit_flag(scene: Scene, number: Quantity, here: str, said: Sequence[Quantity]) -> Iterator[Flag]:
    equal = [n for n in said if _says(number.low, [n])]
    if (
        number.unit
        and equal
        and all(n.dimension == number.dimension and n.unit != number.unit for n in equal)
    ):
        text = scene.talk.words.text
        yield Flag("unit-differs", here, text[equal[0].start : equal[0].end])


def _glued(scene: Scene, here: str) -> bool:
    """Whether captions ran the number together with the digits before it: "Llama 270b" for Llama 2 70B."""
    digits = "".join(ch for ch in here if ch.isdigit() or ch == ".")
    if len(digits) < 1:
        return False
    tokens = scene.talk.words.forms[max(0, scene.span.first - SMALL_REACH) : scene.span.after + SMALL_REACH]
    run = re.findall(r"\d+(?:\.\d+)?", scene.text)
    pairs = {a + b for a, b in itertools.pairwise(run) if digits in {a, b}}
    letters = re.compile(rf"{re.escape(digits)}[a-z]{{1,2}}")  # "401k" for 401(k)
    return any(pair in token for token in tokens for pair in pairs) or any(map(letters.fullmatch, tokens))


def _version_flag(scene: Scene, number: Quantity) -> Flag | None:
    """A name with a number of its own (GPT-4) whose name is said here with other numbers, never with this one."""
    before = re.search(r"(?<![A-Za-z])([A-Za-z]{2,}[- ]?|[A-Z]-?)$", scene.text[: number.start])
    if (
        before is None
        or before[1].rstrip().islower()
        or _says(number.low, [q for q in quantities(scene.known) if q.low == number.low])
    ):
        return None
    heard = _versions(scene, before[1].rstrip(" -").lower())
    digits = re.match(r"\d+(?:\.\d+)?", scene.text[number.start : number.end])
    if not heard or digits is None or any(version == digits[0] for version, _ in heard):
        return None
    return Flag(
        "name-differs",
        scene.text[before.start() : number.end],
        " … ".join(dict.fromkeys(said for _, said in heard)),
    )


def _versions(scene: Scene, word: str) -> list[tuple[str, str]]:
    """The numbers said right after something like ``word`` in the quote, with the words themselves."""
    forms = scene.talk.words.forms
    like: Mapping[int, float] = scene.talk.names.like(word)
    found = []
    for number in range(scene.span.first, scene.span.after):
        glued = re.fullmatch(r"([a-z]+)-?(\d+(?:\.\d+)?)", forms[number])
        if glued and (glued[1] == word or (len(glued[1]) > 1 and word.startswith(glued[1]))):
            found.append((glued[2], forms[number]))
        elif number in like and number + 1 < len(forms) and re.fullmatch(r"\d+(?:\.\d+)?", forms[number + 1]):
            found.append((forms[number + 1], f"{forms[number]} {forms[number + 1]}"))
    return found
