"""Blanks for Korean sentences: whole numbers, names, and maximal noun phrases, particles left outside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from studykit.generate.candidate import Candidate, View
from studykit.generate.languages.korean import words
from studykit.generate.languages.korean.clauses import read
from studykit.generate.languages.korean.morphs import morphs
from studykit.generate.languages.korean.phrases import Phrase, base, phrases
from studykit.model import Kind

_LATIN = re.compile(r"[A-Za-z]")
_CODE = re.compile(r"[_`.()#]|[a-z][A-Z]")
_BEFORE = frozenset({"", " ", "(", "[", "'", '"', "“", "‘", "「", "《", ",", "·", "/", "~", "$", "약"})


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch that may be blanked, and what is known of it."""

    start: int
    end: int
    pattern: str
    traits: frozenset[str]
    hint: str = ""


def places(text: str) -> tuple[Place, ...]:
    """All morpheme-safe places of a sentence, in its order; a stretch is listed once, by its best reading."""
    found: dict[tuple[int, int], Place] = {}
    for place in [
        *_numbers(text),
        *(_from_word_start(text, place) for place in _phrases(text)),
        *_change(text),
    ]:
        found.setdefault((place.start, place.end), place)
    found = {key: p for key, p in found.items() if _whole(text, p)}
    inside = [p for p in found.values() if p.pattern == "number"]
    kept = [p for p in found.values() if p.pattern == "number" or not any(_cuts(p, n) for n in inside)]
    return tuple(sorted(kept, key=lambda p: (p.start, p.end)))


def _from_word_start(text: str, place: Place) -> Place:
    """A place that begins inside a Korean word (이[항식]) moved to the word's beginning."""
    start = place.start
    while start > 0 and "가" <= text[start - 1] <= "힣" and "가" <= text[start] <= "힣":
        start -= 1
    return replace(place, start=start)


def _whole(text: str, place: Place) -> bool:
    """Whether a place begins at a word's beginning and cuts no Latin word or number at its end."""
    before, after = text[place.start - 1 : place.start], text[place.end : place.end + 1]
    return before in _BEFORE and not (after.isascii() and (after.isalnum() or after in {"-", "_"}))


def _cuts(place: Place, number: Place) -> bool:
    """Whether a place holds part of a number but not all of it."""
    overlap = place.start < number.end and number.start < place.end
    return overlap and not (place.start <= number.start and number.end <= place.end)


def _numbers(text: str) -> Iterator[Place]:
    only = len(words.NUMBER.findall(text)) == 1
    for match in words.NUMBER.finditer(text):
        value = match[0].rstrip()
        if value.endswith("일") and text.startswith(" 때", match.end()):
            value = value.removesuffix("일")
        if re.match(r"(?:1|한) ?", value) and text.startswith("당", match.end()):
            continue  # 1인당: per head
        if re.fullmatch(r"[\d.]+", value) and _after_name(text, match.start()):
            continue
        digits = re.sub(r"\D", "", value)
        bare = value.replace(",", "").isdigit()
        traits = {"number", *_clause_traits(text, match.start()), *(["only-number"] if only else [])}
        traits |= words.number_traits(text, match.start(), value)
        if bare:
            traits.add("bare-number")
        if "~" in value or "–" in value:
            traits.add("range")
        if value.endswith("가지"):
            traits.add("tally")
        hint = "연도" if words.YEAR.match(value) else "날짜" if "월" in value else "숫자"
        if digits or value:
            yield Place(match.start(), match.start() + len(value), "number", frozenset(traits), hint)


def _after_name(text: str, start: int) -> bool:
    """Whether a bare number belongs to a name before it: Llama 2, 14부, GPT 4."""
    return (
        re.search(r"([A-Za-z]\s?|[-.#]|(제|부|편|파트|시즌|버전|포트|단계|레벨)\s?)$", text[:start])
        is not None
    )


def _clause_traits(text: str, start: int) -> set[str]:
    """Which clause a place stands in."""
    for phrase in phrases(text):
        if phrase.start <= start < phrase.end:
            return {f"in-{phrase.ending}"}
    return {"in-main"}


def _phrases(text: str) -> Iterator[Place]:
    for phrase in phrases(text):
        if phrase.role.startswith("inner-") or _half_read(text, phrase):
            continue
        yield from _of_phrase(text, phrase)


def _change(text: str) -> Iterator[Place]:
    """What becomes of something under a condition, as one word: …면 예측이 [무의미해집니다]."""
    sentence = read(text)
    if (
        sentence.tail is None
        or not sentence.breaks
        or not sentence.text[: sentence.main].rstrip(" ,").endswith("면")
    ):
        return
    start = sentence.text.rfind(" ", 0, sentence.tail.start) + 1
    if sentence.tail.verb in _CHANGES and sentence.tail.start > start > sentence.main:
        yield Place(start, sentence.tail.stop, "change", frozenset({"in-main"}))


_CHANGES = frozenset({"지", "되", "하"})


def _half_read(text: str, phrase: Phrase) -> bool:
    """Whether the word goes on after a phrase with something that is no particle: 이항|식, read as 이항 and a verb."""
    items = morphs(text)
    if phrase.last >= len(items) or items[phrase.last].start > phrase.end:
        return False
    tag = base(items[phrase.last].tag)
    return not (tag.startswith(("J", "S", "X", "E")) or tag in {"VCP", "VCN"})


def _of_phrase(text: str, phrase: Phrase) -> Iterator[Place]:
    """The whole phrase, its last run when a modifier leads it, and its last list mate."""
    items = morphs(text)
    core = items[phrase.core].start
    traits = _traits(text, phrase)
    if phrase.role == "appositive":
        yield Place(phrase.start, phrase.end, "role", frozenset(traits))
        return
    name = _appositive_name(text, phrase)
    if name is not None:
        yield Place(name, phrase.end, "person", frozenset(traits), _name_hint(text, name, phrase.end))
        return
    whole = set(traits)
    if phrase.joined:
        whole.add("pair" if len(phrase.joined) == 1 else "list")
    yield Place(phrase.start, phrase.end, "phrase", frozenset(whole))
    named = _named(text, phrase)
    if named is not None:
        yield Place(phrase.start, named, "named", frozenset(traits - {"weak"}))
    if len(phrase.joined) == 1:
        first = text[phrase.start : phrase.joined[0]]
        mate = re.match(r"(.+?)(?:와|과|및|,| 및| 또는|이나|나|하고)\s*$", first)
        if mate:
            yield Place(phrase.start, phrase.start + len(mate[1]), "mate", frozenset(traits))
        yield Place(phrase.joined[-1], phrase.end, "mate", frozenset(traits))
    elif core > phrase.start and not phrase.joined:
        yield Place(core, phrase.end, "core", frozenset(traits | {"partial"}))
        modifier = _modifier(text, phrase)
        if modifier is not None:
            yield modifier


def _named(text: str, phrase: Phrase) -> int | None:
    """Where a name ends before the word that says what it is: [State.Dead] 태그, [비지도 학습] 축."""
    before, _, kind = text[phrase.start : phrase.end].rpartition(" ")
    if words.LOOSE.search(before):
        return None
    if kind in words.KINDS and (re.search(r"[A-Za-z]", before) or " " in before) and not phrase.joined:
        return phrase.start + len(before)
    return None


def _modifier(text: str, phrase: Phrase) -> Place | None:
    """The genitive before the last noun: [비지도 학습]의 장점."""
    items = morphs(text)
    before = items[phrase.core - 1]
    if base(before.tag) != "JKG" or before.start <= phrase.start:
        return None
    return Place(phrase.start, before.start, "modifier", frozenset(_traits(text, phrase) | {"partial"}))


def _appositive_name(text: str, phrase: Phrase) -> int | None:
    """Where the name begins in 최고 연구 책임자인 Mark Chen."""
    items = morphs(text)
    i = phrase.core
    if i >= 2 and items[i - 1].form in {"은", "ᆫ"} and base(items[i - 2].tag) == "VCP":
        noun = items[i - 3] if i >= 3 else None
        if noun is not None and base(noun.tag) != "XSN" and base(items[i].tag) in {"SL", "NNP"}:
            return items[i].start
    return None


def _name_hint(text: str, start: int, end: int) -> str:
    before = text[:start]
    roles = r"(책임자|창업자|대표|교수|연구원|CEO|CTO|작가|감독|의장|회장|사장|박사|과학자|엔지니어|개발자|선수|대통령|장관|저자)(인|이자)?\s*$"
    return "사람" if re.search(roles, before) and 0 < end - start < 30 else ""


def _traits(text: str, phrase: Phrase) -> set[str]:
    """What the score should know of a phrase."""
    value, before, after = text[phrase.start : phrase.end], text[: phrase.start], text[phrase.end :]
    core = text[morphs(text)[phrase.core].start : phrase.end]
    facts = {
        "latin": _LATIN.search(value),
        "code": _CODE.search(value),
        "described": phrase.relative,
        "contrast": words.CONTRAST.match(after),
        "example": words.EXAMPLE.match(after) or words.BEFORE_EXAMPLE.search(before),
        "and-so-on": words.AND_SO_ON.match(after),
        "vague": words.VAGUE.match(value) and not _LATIN.search(value),
        "asserted": words.ASSERTED.search(before),
        "weak": value in words.WEAK or core in words.WEAK or words.POINTING.match(value),
        "holds-number": words.NUMBER.search(value) and not words.NUMBER.fullmatch(value),
        "several-words": " " in value,
        "plain": " " not in value and len(value) <= 3 and not _LATIN.search(value),
        "framed": words.FRAMED.match(after),
        "instrument": re.match(r"(을|를|로|으로)\s*(사용|활용|이용|통해|통하여|적용)", after),
        "opens": phrase.start == 0,
        "glossed": value.endswith(")") and "(" in value,
    }
    return {f"role-{phrase.role}", f"in-{phrase.ending}"} | {name for name, holds in facts.items() if holds}


def clozes(_view: View, sentence: str) -> Iterator[Candidate]:
    """A cloze for every place of a sentence."""
    for place in places(sentence):
        yield Candidate(
            kind=Kind.CLOZE,
            pattern=f"cloze-{place.pattern}",
            answer=sentence[place.start : place.end],
            sentence=sentence,
            start=place.start,
            end=place.end,
            hint=place.hint,
            traits=place.traits,
        )
