"""Korean stems with the English words a talk says for them, and English words that stand for each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

import yaml

from studykit.align.english import stem
from studykit.align.korean import PARTICLES, follows_predicate, is_hangul, predicate_shapes

Phrase = tuple[str, ...]  # stems that follow each other; most are one long


@dataclass(frozen=True, slots=True)
class Term:
    """A stem found at ``text[start:end]`` and the English phrases, as stems, that may stand for it."""

    start: int
    end: int
    phrases: tuple[Phrase, ...]
    name: bool = False


@dataclass(frozen=True)
class Glossary:
    """Look-ups both ways. Built once from the bundled file; ``extended`` makes a deck's own.

    ``names`` are the entries that stand for a person, a place or a make; ``groups`` are English phrases that stand
    for one another.
    """

    entries: Mapping[str, tuple[Phrase, ...]]
    names: frozenset[str] = frozenset()
    groups: tuple[tuple[Phrase, ...], ...] = ()

    def extended(self, more: Mapping[str, Sequence[str]]) -> Glossary:
        """This glossary with a deck's own stems in front of it."""
        if not more:
            return self
        own = {key.strip(): words for key, words in more.items() if key.strip()}
        entries = {key: phrases for key, words in own.items() if (phrases := _phrases(words))}
        return Glossary(
            {**self.entries, **entries}, self.names | {k for k, words in own.items() if _is_name(words)}
        )

    @cached_property
    def _by_first(self) -> Mapping[str, Sequence[tuple[str, str, bool]]]:
        """(shape, entry, is a predicate) by first syllable, longest shape first."""
        index: dict[str, list[tuple[str, str, bool]]] = defaultdict(list)
        for key in self.entries:
            if len(key) > 1 and key.endswith("다") and key not in _NOUNS_IN_DA:
                for shape in predicate_shapes(key[:-1]):
                    index[shape[0]].append((shape, key, True))
            else:
                index[key[0]].append((key, key, False))
        for shapes in index.values():
            shapes.sort(key=lambda item: -len(item[0]))
        return index

    @cached_property
    def synonyms(self) -> Mapping[str, frozenset[str]]:
        """English stems that share an entry, for summaries in the talk's own language."""
        related: dict[str, set[str]] = defaultdict(set)
        for phrases in (*self.entries.values(), *self.groups):
            singles = [phrase[0] for phrase in phrases if len(phrase) == 1]
            for one in singles:
                related[one].update(singles)
        return {one: frozenset(others - {one}) for one, others in related.items()}

    @cached_property
    def korean(self) -> Mapping[str, tuple[str, ...]]:
        """English stem -> Korean stems (predicates without -다), for talks held in Korean."""
        back: dict[str, list[str]] = defaultdict(list)
        for key, phrases in self.entries.items():
            stem_only = key[:-1] if len(key) > 2 and key.endswith("다") else key
            for phrase in phrases:
                if len(phrase) == 1 and len(stem_only) > 1 and " " not in stem_only:
                    back[phrase[0]].append(stem_only)
        return {english: tuple(stems) for english, stems in back.items()}

    def terms(self, text: str) -> Iterator[Term]:
        """The known stems of a Korean text, longest match first, none inside another."""
        place = 0
        while place < len(text):
            term = self._at(text, place)
            if term is None:
                place += 1
                continue
            yield term
            place = term.end

    def _at(self, text: str, place: int) -> Term | None:
        at_word_start = place == 0 or not (is_hangul(text[place - 1]) or text[place - 1].isalnum())
        for shape, key, predicate in self._by_first.get(text[place], ()):
            if not text.startswith(shape, place):
                continue
            end = place + len(shape)
            if predicate:
                fits = at_word_start and (len(shape) > 2 or follows_predicate(text, end))
            else:
                # One syllable means too many things inside a word; two may start in the middle of a compound.
                fits = len(shape) > 1 or (at_word_start and _word_ends(text, end))
            if fits:
                return Term(place, end, self.entries[key], key in self.names)
        return None


# Nouns that happen to end like a dictionary form.
_NOUNS_IN_DA = frozenset({"바다", "다"})


def _word_ends(text: str, end: int) -> bool:
    """Whether only a particle stands between ``end`` and the end of the word."""
    stop = end
    while stop < len(text) and is_hangul(text[stop]):
        stop += 1
    rest = text[end:stop]
    return not rest or rest in _PARTICLES


_PARTICLES = frozenset(PARTICLES)


def _phrases(words: Sequence[str]) -> tuple[Phrase, ...]:
    unique = {
        tuple(stem(part) for part in word.lower().replace("_", " ").split()): None
        for word in words
        if word.strip()
    }
    return tuple(phrase for phrase in unique if phrase)


@cache
def bundled() -> Glossary:
    """The glossary that comes with the package; reading it takes some 40 ms, once."""
    listed = {key: words.split(", ") for key, words in _read("glossary.ko.yaml").items()}
    names = frozenset(key for key, words in listed.items() if _is_name(words))
    groups = tuple(_phrases(line.split()) for line in _read("synonyms.en.yaml"))
    return Glossary({key: _phrases(words) for key, words in listed.items()}, names, groups)


def _read(name: str) -> Any:
    raw = files("studykit.align").joinpath(name).read_text(encoding="utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(raw, Loader=loader)  # noqa: S506 - both are safe loaders


def _is_name(words: Sequence[str]) -> bool:
    first = words[0].strip() if words else ""
    return first[:1].isupper() and not first.isupper()
