"""Where a bullet says something else than the words it was made from.

The rules are small and each looks at one thing that can be right or wrong: numbers, units, ranges, names,
negation, hedges, comparisons. They rather miss a fault than cry wolf: what a bullet merely leaves out is no fault,
and what is said near the quote, or stands in the title, counts as said.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from studykit.align.concepts import Concept, Talk, is_name
from studykit.align.english import stem
from studykit.align.glossary import Glossary
from studykit.align.numbers import Quantity, quantities, same
from studykit.align.polarity import comparison_flags, doubt_flags, hedge_flags, negation_flags
from studykit.align.spans import Span
from studykit.model import Flag
from studykit.text import has_hangul

# Words beside a quote in which a number counts as said. A small number is said everywhere, so it must be near.
_NUMBER_REACH, _SMALL_REACH, _SMALL = 40, 12, 12.0
_NAME_BEFORE, _NAME_AFTER = 90, 40  # a name is said once and then taken up by "it" and "they"
_ALIKE = 0.78
_RANGE_GAP = 4  # words between the two ends of a range that is said as one ("15 to about 20")
_NAME = re.compile(
    r"(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9]*(?:[.'’&-][A-Za-z0-9]+)*(?: [A-Z][A-Za-z0-9]*(?:[.'’&-][A-Za-z0-9]+)*)*"
)
# Capitals that name nothing in particular.
_GENERIC = frozenset("ai it ceo cto cfo ok tv pc us uk eu i a usa llm llms api app apps web ml".split())  # noqa: SIM905


@dataclass(frozen=True)
class Scene:
    """A bullet beside its quote. ``known`` is what may be taken as said anyway: title, channel, description."""

    text: str
    concepts: Sequence[Concept]
    span: Span
    talk: Talk
    glossary: Glossary
    known: str = ""

    @cached_property
    def quote(self) -> str:
        """The words of the quote."""
        words = self.talk.words
        return words.text[words.starts[self.span.first] : words.ends[self.span.after - 1]]

    def said_numbers(self, reach: int) -> list[Quantity]:
        """The numbers said in the quote or within ``reach`` words of it."""
        words = self.talk.words
        low = words.starts[max(0, self.span.first - reach)]
        high = words.ends[min(len(words), self.span.after + reach) - 1]
        return [number for number in self.talk.numbers if low <= number.start < high]

    def near(self, place: int, before: int, after: int) -> bool:
        """Whether a word stands in the quote or at most so many words from it."""
        return self.span.first - before <= place < self.span.after + after


def audit(scene: Scene) -> tuple[Flag, ...]:
    """What differs between a bullet and its quote, in the order of the rules."""
    found = [
        *_number_flags(scene),
        *_name_flags(scene),
        *negation_flags(scene.text, scene.concepts, scene.span, scene.talk.words),
        *hedge_flags(scene.text, scene.said_numbers(0), scene.talk.words),
        *doubt_flags(scene.text, scene.concepts, scene.span, scene.talk.words),
        *comparison_flags(scene.text, scene.said_numbers(0), scene.talk.words, scene.quote),
    ]
    return tuple(dict.fromkeys(found))


def _number_flags(scene: Scene) -> Iterator[Flag]:
    known = quantities(scene.known)
    for number in quantities(scene.text):
        if number.low == number.high == 1 and (number.word or number.dimension == "time"):
            continue  # "한 가지", "1년" for "a year": one is said in too many ways
        here = scene.text[number.start : number.end]
        reach = _SMALL_REACH if number.high < _SMALL else _NUMBER_REACH
        said = scene.said_numbers(reach)
        version = _version_flag(scene, number)
        if version is not None:
            yield version
        elif number.low != number.high:
            yield from _range_flag(scene, number, here, said)
        elif _says(number.low, known):
            continue
        elif not _says(number.low, said) and not _glued(scene, here):
            if not (number.name and _anywhere(scene, number)) and not (number.word and not _others(scene)):
                yield Flag("number-differs", _with_name(scene.text, number), _said(scene))
        else:
            yield from _unit_flag(scene, number, here, said)


def _anywhere(scene: Scene, number: Quantity) -> bool:
    """Whether a number that is part of a name (base64) is said anywhere: names recur without it."""
    return _says(number.low, scene.talk.numbers)


def _with_name(text: str, number: Quantity) -> str:
    """The number, with the name it belongs to."""
    before = re.search(r"[A-Za-z]{2,}-?$", text[: number.start]) if number.name else None
    return text[before.start() if before else number.start : number.end]


def _says(value: float, numbers: Iterable[Quantity]) -> bool:
    return any(same(value, end) for number in numbers for end in (number.low, number.high))


def _others(scene: Scene) -> bool:
    return any(not (number.word and number.low <= 1) for number in scene.said_numbers(0))


def _said(scene: Scene) -> str:
    """The numbers of the quote, as said."""
    text = scene.talk.words.text
    return " … ".join(text[n.start : n.end] for n in scene.said_numbers(0)) or "no number"


def _range_flag(scene: Scene, number: Quantity, here: str, said: Sequence[Quantity]) -> Iterator[Flag]:
    if any(number.equals(other) for other in said):
        return
    words = scene.talk.words
    lows = [words.number_at(n.start) for n in said if same(number.low, n.low)]
    highs = [words.number_at(n.start) for n in said if same(number.high, n.high)]
    if any(0 < high - low <= _RANGE_GAP for low in lows for high in highs):
        return
    yield Flag("range-merged" if lows and highs else "number-differs", here, _said(scene))


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
    tokens = scene.talk.words.forms[max(0, scene.span.first - _SMALL_REACH) : scene.span.after + _SMALL_REACH]
    run = re.findall(r"\d+(?:\.\d+)?", scene.text)
    pairs = {a + b for a, b in itertools.pairwise(run) if digits in {a, b}}
    return any(pair in token for token in tokens for pair in pairs)


def _name_flags(scene: Scene) -> Iterator[Flag]:
    known = re.sub(r"\W+", "", scene.known.lower())
    for name in names_in(scene.text):
        letters = [re.sub(r"[^a-z0-9]", "", part.lower()) for part in (name.replace(" ", ""), *_parts(name))]
        if any((one.rstrip("0123456789") or one) in known for one in letters):
            continue
        yield from _missing_name(scene, name, {p for part in _parts(name) for p in _name_places(scene, part)})
    for term in scene.glossary.terms(scene.text):
        if not term.name or any("".join(phrase) in known for phrase in term.phrases):
            continue
        places = {p for phrase in term.phrases for p in _places(phrase, scene.talk)}
        places |= {p for phrase in term.phrases for p in scene.talk.names.like("".join(phrase))}
        written = scene.text[term.start : term.end]
        places |= {p for form in scene.talk.sounds.like(written) for p in scene.talk.words.by_form[form]}
        yield from _missing_name(scene, written, places)


def _missing_name(scene: Scene, name: str, places: Iterable[int]) -> Iterator[Flag]:
    """A name that is said nowhere, or elsewhere only while the quote names somebody else."""
    places = set(places)
    if any(scene.near(place, _NAME_BEFORE, _NAME_AFTER) for place in places):
        return
    rival = _rival(scene)
    if rival or not places:
        yield Flag("name-not-said", name, rival or "not said here")


def _parts(name: str) -> list[str]:
    return [name.replace(" ", ""), *(p for p in re.split(r"[ -]", name) if len(p) > 1 and not p[0].isdigit())]


def _name_places(scene: Scene, part: str) -> Iterator[int]:
    """Where a name, or something that sounds, reads or means like it, is said."""
    plain = re.sub(r"[^a-z0-9]", "", part.lower())
    for variant in {plain, plain.rstrip("0123456789") or plain}:
        yield from (p for p, strength in scene.talk.names.like(variant).items() if strength >= _ALIKE)
    yield from scene.talk.names.initials(part)
    for other in scene.glossary.synonyms.get(stem(plain), ()):
        yield from scene.talk.words.by_stem.get(other, ())


def _places(phrase: Sequence[str], talk: Talk) -> Sequence[int]:
    return talk.words.phrase(phrase) if len(phrase) > 1 else talk.words.by_stem.get(phrase[0], ())


def names_in(text: str) -> list[str]:
    """The Latin names of a bullet, words of one name together."""
    korean = has_hangul(text) or any("\u3040" <= ch <= "\u9fff" for ch in text)
    found = []
    for match in _NAME.finditer(text):
        start = match.start()
        name = match[0]
        if not korean:
            # In English a sentence opens with a capital that means nothing.
            while name and not is_name(text, start, name.split(" ")[0]):
                head, _, name = name.partition(" ")
                start += len(head) + 1
        name = name.removesuffix("'s").removesuffix("’s")
        if len(name) > 1 and any(ch.isupper() for ch in name) and name.lower() not in _GENERIC:
            found.append(name)
    return found


def _rival(scene: Scene) -> str:
    """Names in the quote that the bullet does not mention: what may have been meant."""
    words = scene.talk.words
    mentioned = {re.sub(r"\W", "", n.lower()) for n in names_in(scene.text)}
    rivals = []
    for number in range(scene.span.first + 1, scene.span.after):
        token = words.text[words.starts[number] : words.ends[number]].strip(".,;:!?\"'()")
        before = words.text[words.ends[number - 1] - 1]
        if len(token) > 2 and token[0].isupper() and before not in ".!?" and token.lower() not in mentioned:
            rivals.append(token)
    return " … ".join(dict.fromkeys(rivals[:4]))


def _version_flag(scene: Scene, number: Quantity) -> Flag | None:
    """A name with a number of its own (GPT-4) whose name is said here with other numbers, never with this one."""
    before = re.search(r"([A-Za-z]{2,})[- ]?$", scene.text[: number.start])
    if before is None or _says(number.low, [q for q in quantities(scene.known) if q.low == number.low]):
        return None
    heard = _versions(scene, before[1].lower())
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
        glued = re.fullmatch(r"([a-z]{2,})(\d+(?:\.\d+)?)", forms[number])
        if glued and (word.startswith(glued[1]) or glued[1] == word):
            found.append((glued[2], forms[number]))
        elif number in like and number + 1 < len(forms) and re.fullmatch(r"\d+(?:\.\d+)?", forms[number + 1]):
            found.append((forms[number + 1], f"{forms[number]} {forms[number + 1]}"))
    return found
