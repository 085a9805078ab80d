"""Blanks for English sentences: whole numbers, dates, terms and whole noun phrases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from studykit.generate.candidate import Candidate, View
from studykit.generate.languages.english import verbs, words
from studykit.generate.languages.english.chunks import Chunk, chunks
from studykit.generate.languages.lexicon import of
from studykit.model import Kind

_TERM = re.compile(
    r"`[^`\n]+`|\$[^$\n]{2,30}\$|\bO\([^()]{1,12}\)|\"[^\"\n]{2,40}\"|“[^”\n]{2,40}”|\b(?!The\b|A\b|An\b)(?:[A-Z][\w+#-]*[A-Za-z+#]|[A-Z]{2,})(?:\s(?:[A-Z][\w+#-]*|\d[\w.]*|of(?=\s[A-Z])))*\b"
    r"|\b[a-z]+[A-Z]\w*\b|\b[A-Za-z]\w*(?:[._]\w+)+\b(?:\(\))?"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch that may be blanked, and what is known of it."""

    start: int
    end: int
    pattern: str
    traits: frozenset[str]
    hint: str = ""


def places(text: str) -> tuple[Place, ...]:
    """All safe places of a sentence, in its order."""
    found: dict[tuple[int, int], Place] = {}
    for place in [*_numbers(text), *_phrases(text), *_terms(text)]:
        found.setdefault((place.start, place.end), place)
    found = {key: p for key, p in found.items() if _whole(text, p)}
    numbers = [p for p in found.values() if p.pattern in {"number", "date"}]
    kept = [p for p in found.values() if p in numbers or not any(_cuts(p, n) for n in numbers)]
    return tuple(sorted(kept, key=lambda p: (p.start, p.end)))


def _whole(text: str, place: Place) -> bool:
    """Whether a place cuts no word, hyphenated word or file name at either end."""
    before, after = text[place.start - 1 : place.start], text[place.end : place.end + 2]
    if text[: place.start].count("$") % 2 and "$" in text[place.end :]:
        return False  # inside a formula
    return not (before.isalnum() or before in {"-", "–", "/", "_", "@"}) and not re.match(
        r"\w|[-–/_@]\w|\.\w", after
    )


def _cuts(place: Place, number: Place) -> bool:
    overlap = place.start < number.end and number.start < place.end
    return overlap and not (place.start <= number.start and number.end <= place.end)


# A word that may be what a bare number counts.
_COUNTED = re.compile(
    r" (?!(?:of|and|or|to|in|at|by|for|are|is|was|were|can|will|has|have|with|from|as|on)\b)[a-z]{3,}"
)


def _numbers(text: str) -> Iterator[Place]:
    only = len(words.NUMBER.findall(text)) + len(words.DATE.findall(text)) == 1
    for match in words.DATE.finditer(text):
        yield Place(
            match.start(), match.end(), "date", frozenset(_traits(text, match.start(), match.end())), "date"
        )
    for match in words.NUMBER.finditer(text):
        value = match[0].rstrip(" ,.")
        if re.match(r"one (step|point|line|word|page|time|day|people)", value, re.IGNORECASE):
            continue
        if re.fullmatch(r"[\d.]+", value) and re.search(r"(?:[A-Za-z][\w.]*|#|-)\s?$", text[: match.start()]):
            before = text[: match.start()].split()[-1:] or [""]
            if before[0][:1].isupper() or before[0].casefold() in {
                "part",
                "step",
                "port",
                "chapter",
                "version",
            }:
                continue
        traits = {
            "number",
            *_traits(text, match.start(), match.start() + len(value)),
            *(["only-number"] if only else []),
        }
        traits |= words.number_traits(text, match.start(), value)
        counted = _COUNTED.match(text, match.start() + len(value))
        if value.replace(",", "").replace(".", "").isdigit() and not counted:
            traits.add("bare-number")
        if re.search(r"\d\s?(?:to|[~–—-])\s?[$€£]?\d", value):
            traits.add("range")
        hint = "year" if words.YEAR.match(value) else "number"
        yield Place(
            match.start(),
            match.start() + len(value),
            "date" if hint == "year" else "number",
            frozenset(traits),
            hint,
        )


def _terms(text: str) -> Iterator[Place]:
    for match in _TERM.finditer(text):
        if match[0].casefold() in {"e.g", "i.e"} or (
            match[0][0] not in "`$O" and _leads_on(text, match.end())
        ):
            continue
        if match.start() == 0 and not re.match(r"`|\"|“|[A-Z]{2,}|\w+[A-Z]|\w+\s[A-Z]", match[0]):
            continue
        traits = _traits(text, match.start(), match.end()) | {"latin"}
        pattern = "code" if re.search(r"[`_()]|[a-z][A-Z]", match[0]) else "term"
        yield Place(match.start(), match.end(), pattern, frozenset(traits))


def _leads_on(text: str, end: int) -> bool:
    """Whether a noun phrase goes on after an offset, so that what stands before it is only its first half."""
    return any(chunk.start < end < chunk.end and text[end] == " " for chunk in chunks(text))


def _phrases(text: str) -> Iterator[Place]:
    for chunk in chunks(text):
        if names_something(text[chunk.start : chunk.end]):
            traits = _traits(text, chunk.start, chunk.end) | _chunk_traits(text, chunk)
            yield Place(chunk.start, chunk.end, "phrase", frozenset(traits))


def _chunk_traits(text: str, chunk: Chunk) -> set[str]:
    """What the score should know of a noun phrase."""
    value, after = text[chunk.start : chunk.end], text[chunk.end :]
    lone = " " not in value
    facts = {
        "holds-number": words.NUMBER.search(value) and not words.NUMBER.fullmatch(value),
        "weak": value.casefold() in words.WEAK
        or (lone and text[chunk.core : chunk.end].casefold() in words.WEAK),
        "asserted": re.match(r",? (rather than|instead of|and not|not)\b", after),
        "vague": words.VAGUE.match(value),
        "conceded": re.search(r",? (yet|but|although|though|while)\b", after),
        "plain": lone and value.islower(),
        "pair": len(chunk.joined) == 1,
        "list": len(chunk.joined) > 1,
    }
    role = _ROLE.get(chunk.role, chunk.role)
    clause = "in-adnominal" if chunk.role == "inner-object" else "in-main"
    return {f"role-{role}", clause} | {name for name, holds in facts.items() if holds}


def names_something(value: str) -> bool:
    """Whether a phrase ends in a noun, as far as its last word shows; a lone word must be nothing but one."""
    low = value.casefold()
    last = low.split()[-1]
    if last in _ADJECTIVES or (_ADJECTIVAL.search(last) and last not in _NOUNS):
        return False
    if " " in value or not value.isalpha():
        return low not in {"e.g", "i.e"}
    known = low in verbs.BASES | verbs.PARTICIPLES or low in verbs.THIRD or low in verbs.PAST
    return not known and not low.endswith(("ed", "ly"))


_ADJECTIVAL = re.compile(r"(ous|ive|able|ible|ful|less|ical|ual|ial|tic)$")
# Nouns that end like adjectives.
_NOUNS = of(
    """
    objective alternative initiative perspective archive metric logic topic music traffic fabric critic magic clinic plastic
    arithmetic statistic characteristic heuristic table cable variable vegetable potential material tutorial trial individual
    manual visual ritual credential drive five native detective executive representative derivative narrative incentive motive
    adjective directive collective relative locomotive explosive olive live dative genetics trial memorial editorial denial
    """
)
_ADJECTIVES = of(
    """
    new same different single multiple many few other specific present larger smaller better best worse high low higher lower
    good bad big small long short full empty open closed easy hard simple complex common rare fast slow early late available
    poor initial unique optimal final total overall closest rich possible important able free true false right left first last next previous
    """
)
_ROLE = {"of": "genitive", "inner-object": "object"}


def _traits(text: str, start: int, end: int) -> set[str]:
    before, value = text[:start], text[start:end]
    traits: set[str] = set()
    if " " in value:
        traits.add("several-words")
    if start == 0:
        traits.add("opens")
    if words.EXAMPLE_BEFORE.search(before):
        traits.add("example")
    if words.CONTRAST_BEFORE.search(before):
        traits.add("contrast")
    if before.count("(") > before.count(")"):
        traits.add("aside")
    return traits


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


def chunk_at(text: str, start: int) -> Chunk | None:
    """The longest noun phrase that begins at an offset, its determiner aside."""
    fitting = [c for c in chunks(text) if c.start == start]
    return max(fitting, key=lambda c: c.end) if fitting else None
