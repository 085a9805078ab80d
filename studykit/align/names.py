"""Latin names in a transcript that mis-hears them: "open aai", "gbd", "chpt", "deeps research"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz, process

from studykit.align.loanwords import skeleton, sound_of_english
from studykit.align.words import Words

# rapidfuzz ratio (0..100) from which two spellings count as one name; below it, chance hits outnumber true ones.
ALIKE = 78.0
_SHORT = 4  # letters up to which one wrong letter makes another word
_VOWELS = frozenset("aeiouy")
_PLAIN = re.compile(r"[^a-z0-9]")


@dataclass(frozen=True)
class NameIndex:
    """The words of a talk, and pairs of neighbours written as one, by their bare letters."""

    words: Words

    @cached_property
    def spellings(self) -> Mapping[str, Sequence[int]]:
        """Word numbers by letters; a pair stands at its first word."""
        index: dict[str, list[int]] = defaultdict(list)
        previous = ""
        for number, form in enumerate(self.words.forms):
            plain = _PLAIN.sub("", form)
            if len(plain) > 1:
                index[plain].append(number)
            if previous and plain and len(previous) + len(plain) > 4:
                index[previous + plain].append(number - 1)
            previous = plain
            if "-" in form or "–" in form:
                for part in re.split(r"[-–]", form):
                    if len(part) > 2:
                        index[_PLAIN.sub("", part)].append(number)
        return index

    @cached_property
    def _letters(self) -> list[str]:
        return [spelling for spelling in self.spellings if len(spelling) > 2]

    def like(self, name: str) -> Mapping[int, float]:
        """Places that sound or read like a lower-case name, with likeness (0..1)."""
        if name not in self._known:
            self._known[name] = self._like(name)
        return self._known[name]

    @cached_property
    def _known(self) -> dict[str, dict[int, float]]:
        return {}

    def _like(self, name: str) -> dict[int, float]:
        plain = _PLAIN.sub("", name)
        if len(plain) < 2:
            return {}
        strengths: dict[int, float] = {}
        for exact in (plain, plain + "s"):
            strengths.update(dict.fromkeys(self.spellings.get(exact, ()), 1.0))
        if len(plain) <= _SHORT:
            found = [
                (other, 80.0) for other in self._by_bones.get(_bones(plain), ()) if misheard(plain, other)
            ]
        else:
            found = [
                (other, score)
                for other, score, _ in process.extract(
                    plain, self._letters, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=20
                )
            ]
            found += [(other, 80.0) for other in self._vowelless if abbreviates(other, plain)]
        for other, score in found:
            for place in self.spellings[other]:
                strengths[place] = max(strengths.get(place, 0.0), score / 100)
        return strengths

    @cached_property
    def _by_bones(self) -> Mapping[str, Sequence[str]]:
        """Short spellings by their consonants, for names too short for likeness."""
        index: dict[str, list[str]] = defaultdict(list)
        for spelling in self._letters:
            if len(spelling) <= _SHORT + 1 and spelling.isalpha():
                index[_bones(spelling)].append(spelling)
        return index

    @cached_property
    def _vowelless(self) -> list[str]:
        return [s for s in self._letters if len(s) < 6 and s.isalpha() and not _VOWELS.intersection(s)]

    def initials(self, token: str) -> list[int]:
        """Places where successive words begin with the letters of an abbreviation such as LLM.

        That holds for the letters said one by one as well: "d m t one" for DMT1.
        """
        letters = token.rstrip("s0123456789").lower() if sum(ch.isupper() for ch in token) > 1 else ""
        if not (2 <= len(letters) <= 5 and letters.isalpha()):
            return []
        found, place = [], self._initials.find(letters)
        while place >= 0:
            found.append(place)
            place = self._initials.find(letters, place + 1)
        return found

    @cached_property
    def _initials(self) -> str:
        return "".join(form[:1] or " " for form in self.words.forms)


def abbreviates(heard: str, name: str) -> bool:
    """Whether a word without vowels is what captions left of a name: "chpt" and "cht" of ChatGPT."""
    if not name.startswith(heard[0]):
        return False
    letters = iter(name)
    return all(letter in letters for letter in heard)


def misheard(short: str, heard: str) -> bool:
    """Whether a short name and a heard word have the same consonants up to voice: GPT and "gbd"."""
    if not (
        short[:1] == heard[:1] and short.isalpha() and heard.isalpha() and abs(len(short) - len(heard)) <= 1
    ):
        return False
    bones = _bones(short)
    return len(bones) > 2 and bones == _bones(heard)


def _bones(word: str) -> str:
    return skeleton(sound_of_english(word))
