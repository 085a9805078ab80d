"""What a bullet says, as concepts, and where in the transcript each of them is heard.

A concept's gain at a word is in nats: how much likelier it is to hear that word where the bullet was said than
anywhere else. Rare words tell more than frequent ones, and a concept with many renderings less than one with few.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import log

from studykit.align.english import STOPWORDS, stem
from studykit.align.glossary import Glossary, Phrase
from studykit.align.korean import bare, is_hangul, mostly_hangul
from studykit.align.latin import is_name
from studykit.align.loanwords import Sounds
from studykit.align.names import NameIndex
from studykit.align.numbers import Quantity, quantities, says
from studykit.align.words import Words

_MORE_BLOCKS = (
    6  # a talk of a few sentences does not make its words common: as many stretches are thought beside it
)
BLOCK = 40  # words; the stretch in which a rare word counts once
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[-.'’][A-Za-z0-9]+)*")
_HANGUL = re.compile(r"[가-힣]{2,}")
# Korean words that say nothing of a subject.
_FUNCTION = re.compile(
    r"있|없|것|수[가는를도]?$|등|위[해하]|때문|통[해하]|대[한해하]|의[해하]|관[한해하]|이러|그러|저러|이런|그런|같[은이다]|이[를는가에와]$|그[는가를의녀]|또한|그리고|"
    r"하지만|그러|따라|즉$|및$|또는|모든|여러|매우|더욱|가장|바로|합니|됩니|입니|했습|하는|되는|하고|하며|하여|해서|되어|되고|어떤|무엇|우리|저희|경우|정도|이상|이하|만큼|까지|부터|"
    r"않|못|아니|보다|이라|라는|다는|라고|다고|이며|인데|지만|면서|싶|만약|물론|역시|단지|오직|아주|조금|많이|함께|다시|이미|아직|계속"
)
_UNKNOWN = 1.0  # nats: a Korean word that no list knows, which may or may not be said in the talk
_HAN = re.compile(r"[\u30a0-\u30ff\u3400-\u9fff]{2,}")
# A word found through a synonym is weaker evidence than the word itself; fuzzy and sound matches bring their own.
_SYNONYM = 0.6
# A word that stands in more than a third of the talk says nothing about the place.
_LEAST_GAIN = 0.5


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing a bullet says: ``places`` gives the gain at each word number where it is heard.

    ``worth`` is what hearing it is worth at best, or would be, were it heard at all; ``start`` is where the bullet
    says it.
    """

    text: str
    kind: str  # name | number | term | sound | word
    places: Mapping[int, float]
    worth: float
    start: int = 0

    @property
    def heard(self) -> bool:
        """Whether the talk holds it anywhere."""
        return bool(self.places)


@dataclass(frozen=True)
class Talk:
    """A transcript indexed for matching."""

    words: Words

    @cached_property
    def blocks(self) -> int:
        """How many stretches of ``BLOCK`` words the talk has."""
        return max(1, len(self.words) // BLOCK)

    @cached_property
    def sounds(self) -> Sounds:
        """Its English words by sound."""
        return Sounds(self.words.by_form)

    @cached_property
    def names(self) -> NameIndex:
        """Its words and word pairs for fuzzy look-up."""
        return NameIndex(self.words)

    @cached_property
    def numbers(self) -> tuple[Quantity, ...]:
        """Its numbers."""
        return quantities(self.words.text)

    @cached_property
    def korean(self) -> bool:
        """Whether it is held in Korean."""
        return mostly_hangul(self.words.text)

    @cached_property
    def capitals(self) -> bool:
        """Whether names are written with capitals: some captions have none."""
        return sum(ch.isupper() for ch in self.words.text) > 0.003 * len(self.words.text)

    @cached_property
    def by_front(self) -> Mapping[str, tuple[int, ...]]:
        """Word numbers by the first two syllables, for talks in Korean."""
        index: dict[str, list[int]] = {}
        for number, form in enumerate(self.words.forms):
            if len(form) > 1 and is_hangul(form[0]):
                index.setdefault(form[:2], []).append(number)
        return {front: tuple(numbers) for front, numbers in index.items()}

    def places(self, phrase: Phrase) -> Iterable[int]:
        """Word numbers where the stems of a phrase follow each other."""
        return self.words.phrase(phrase) if len(phrase) > 1 else self.words.by_stem.get(phrase[0], ())

    def rarity(self, places: Iterable[int]) -> float:
        """Nats that hearing one of ``places`` is worth: the rarer among the talk's blocks, the more."""
        return log((self.blocks + _MORE_BLOCKS) / (len({place // BLOCK for place in places}) + 0.5))


def concepts(text: str, talk: Talk, glossary: Glossary) -> tuple[Concept, ...]:
    """The concepts of a bullet's text, each once."""
    found: dict[tuple[str, frozenset[int]], Concept] = {}
    for concept in _all(text, talk, glossary):
        # Two words of a bullet that are heard at the same places are one observation.
        key = ("", frozenset(concept.places)) if concept.places else (concept.text.lower(), frozenset[int]())
        held = found.get(key)
        if held is None or held.worth < concept.worth:
            found[key] = concept
    return tuple(found.values())


def _all(text: str, talk: Talk, glossary: Glossary) -> Iterator[Concept]:
    yield from _numbers(text, talk)
    yield from _latin(text, talk, glossary)
    if talk.korean:
        yield from _same_korean(text, talk)
    else:
        yield from _terms(text, talk, glossary)
    yield from _han(text, talk)


def _make(text: str, kind: str, talk: Talk, strengths: Mapping[int, float], start: int = 0) -> Concept | None:
    """A concept from places with strengths (0..1); None when it is heard too often to tell anything."""
    if not strengths:
        return Concept(text, kind, {}, log((talk.blocks + _MORE_BLOCKS) / 0.5), start)
    as_concept = talk.rarity(strengths)
    gains: dict[int, float] = {}
    rarity_of: dict[str, float] = {}
    for place, strength in strengths.items():
        form = talk.words.stems[place]
        if form not in rarity_of:
            rarity_of[form] = talk.rarity(talk.words.by_stem.get(form, (place,)))
        gains[place] = strength * (as_concept + max(as_concept, rarity_of[form])) / 2
    worth = max(gains.values())
    return Concept(text, kind, gains, worth, start) if worth >= _LEAST_GAIN else None


def _numbers(text: str, talk: Talk) -> Iterator[Concept]:
    for number in quantities(text):
        if number.name or (number.word and number.low <= 1):
            continue
        ends = {number.low, number.high}
        places = {
            talk.words.number_at(said.start): 1.0
            for said in talk.numbers
            if any(says(said, end) for end in ends)
        }
        concept = _make(text[number.start : number.end], "number", talk, places, number.start)
        # A small number spelled out is often said otherwise, or not at all: missing, it counts for nothing.
        if concept and (concept.heard or not number.word):
            yield concept


def _latin(text: str, talk: Talk, glossary: Glossary) -> Iterator[Concept]:
    foreign = any(is_hangul(ch) or "\u3040" <= ch <= "\u9fff" for ch in text)
    for match in _LATIN.finditer(text):
        token = match[0]
        lower = token.lower().removesuffix("'s").removesuffix("’s")
        name = foreign or is_name(text, match.start(), token)
        if not name and (lower in STOPWORDS or len(lower) < 3):
            continue
        strengths = _word(lower, talk, glossary)
        if name:
            for place, strength in talk.names.like(lower).items():
                strengths[place] = max(strengths.get(place, 0.0), strength)
            for place in talk.names.initials(token):
                strengths.setdefault(place, 0.8)
        concept = _make(token, "name" if name else "word", talk, strengths, match.start())
        if concept:
            yield concept


def _word(lower: str, talk: Talk, glossary: Glossary) -> dict[int, float]:
    """Places of an English word and, more weakly, of words that stand for the same thing."""
    strengths: dict[int, float] = {}
    for part in {lower, *(p for p in lower.split("-") if len(p) > 2)}:
        if part in STOPWORDS:
            continue
        root = stem(part)
        strengths.update(dict.fromkeys(talk.words.by_stem.get(root, ()), 1.0))
        for other in glossary.synonyms.get(root, ()):
            for place in talk.words.by_stem.get(other, ()):
                strengths.setdefault(place, _SYNONYM)
        if talk.korean:
            for korean in glossary.korean.get(root, ()):
                for place in talk.by_front.get(korean[:2], ()):
                    if talk.words.forms[place].startswith(korean):
                        strengths.setdefault(place, _SYNONYM)
    return strengths


def _terms(text: str, talk: Talk, glossary: Glossary) -> Iterator[Concept]:
    covered: set[int] = set()
    for term in glossary.terms(text):
        covered.update(range(term.start, term.end))
        places = {place: 1.0 for phrase in term.phrases for place in talk.places(phrase)}
        concept = _make(text[term.start : term.end], "term", talk, places, term.start)
        if concept:
            yield concept
    for match in _HANGUL.finditer(text):
        if match.start() in covered:
            continue
        strengths: dict[int, float] = {}
        for form, strength in talk.sounds.like(match[0]).items():
            for place in talk.words.by_form[form]:
                strengths[place] = max(strengths.get(place, 0.0), strength)
        if strengths:
            concept = _make(match[0], "sound", talk, strengths, match.start())
            if concept:
                yield concept
        elif not _FUNCTION.match(match[0]):
            yield Concept(match[0], "unknown", {}, _UNKNOWN, match.start())


def _same_korean(text: str, talk: Talk) -> Iterator[Concept]:
    """Korean bullet, Korean talk: words that begin alike, the longer the beginning the better."""
    for match in _HANGUL.finditer(text):
        cores = [core for core in bare(match[0]) if len(core) > 1]
        core = cores[-1]
        strengths = {
            place: 1.0 if talk.words.forms[place].startswith(core) else 0.5
            for place in talk.by_front.get(core[:2], ())
        }
        concept = _make(match[0], "word", talk, strengths, match.start())
        if concept:
            yield concept


def _han(text: str, talk: Talk) -> Iterator[Concept]:
    """Kana and Han in both texts: pairs of characters that stand together in each."""
    for match in _HAN.finditer(text):
        for place in range(len(match[0]) - 1):
            pair = match[0][place : place + 2]
            heard = talk.words.phrase(pair)
            concept = _make(pair, "word", talk, dict.fromkeys(heard, 1.0)) if heard else None
            if concept:
                yield concept
