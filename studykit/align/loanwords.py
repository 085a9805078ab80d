"""Hangul loanwords found by sound: 패러다임 and "paradigm" have the same consonants once spelling is undone.

Both sides are reduced to a skeleton of consonant classes that the borrowing cannot tell apart (b/p/f/v, d/t/th,
r/l, ...), then compared again with their vowels, since 사례 and "share" have one skeleton and different sounds.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from studykit.align.korean import bare

# By Unicode order of initials: ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ
_INITIALS = ("G", "G", "N", "D", "D", "L", "M", "B", "B", "S", "S", "", "J", "J", "J", "K", "T", "P", "H")
_VOWELS = (
    "a",
    "e",
    "a",
    "e",
    "e",
    "e",
    "o",
    "e",
    "o",
    "oa",
    "oe",
    "oe",
    "o",
    "u",
    "uo",
    "ue",
    "ui",
    "u",
    "",
    "ui",
    "i",
)
# A coda ㅅ stands for t or s (로봇, 패스 is written open), ㅇ for ng.
_FINALS = {
    0: "",
    1: "K",
    4: "N",
    7: "T",
    8: "L",
    16: "M",
    17: "P",
    19: "T",
    21: "N",
    22: "J",
    24: "K",
    25: "T",
    26: "P",
}

# English spelling to sound classes, tried in this order at each place.
_SPELLING: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"tion|cian|ssion|cean", "SeN"), (r"sion", "JeN"), (r"ture\b", "Je"), (r"tch|dge", "J"), (r"ck", "K"),
        (r"sch", "SK"), (r"sh", "S"), (r"ch(?=[rl])|ch(?=aos|em|ar[ai]c)", "K"), (r"ch", "J"), (r"th", "S"), (r"ph", "P"),
        (r"gh(?=t)|gh$", ""), (r"gn$|^gn", "N"), (r"gm$", "M"), (r"^kn", "N"), (r"^wr", "L"), (r"^ps", "S"),
        (r"mb$", "M"), (r"ng(?=[eiy])", "NJ"), (r"ng", "N"), (r"x", "KS"), (r"qu", "Ku"), (r"sc(?=[eiy])", "S"),
        (r"c(?=[eiy])", "S"), (r"cc?", "K"), (r"gg", "G"), (r"g(?=[eiy])", "J"), (r"g", "G"), (r"[kq]", "K"),
        (r"j|z", "J"), (r"s", "S"), (r"bb?|v", "B"), (r"pp?|ff?", "P"), (r"dd?", "D"), (r"tt?", "T"),
        (r"ll?", "L"), (r"[aeiou]r(?![aeiouy])", "e"), (r"rr?(?=[aeiouy])", "L"), (r"r", ""), (r"mm?", "M"), (r"nn?", "N"),
        (r"h", "H"), (r"w(?=[aeiou])", "u"), (r"w", ""), (r"a(?=[bcdfgklmnpstvz]e$)", "ei"), (r"i(?=[bcdfgklmnpstvz]e$)", "ai"),
        (r"ee|ea|ie", "i"), (r"oo|ou|ew", "u"), (r"ai|ay|ei|ey", "ei"), (r"igh", "ai"), (r"au|aw|oa|ow", "o"),
        (r"e$", ""), (r"y", "i"), (r"a", "a"), (r"e", "e"), (r"i", "i"), (r"o", "o"), (r"u", "e"),
    )
)  # fmt: skip
# No word that is borrowed is longer; spelling out noise of any length would take longer than all the rest.
_LONGEST = 40
_CONSONANTS = re.compile(r"[^A-Z]")
_UNVOICED = str.maketrans("GBD", "KPT")
_DOUBLED = re.compile(r"([A-Z])\1")
# Below these a match is chance more often than not, measured on words of unrelated talks.
_SKELETON_AT_LEAST = 0.80
_SOUND_AT_LEAST = 62.0


@lru_cache(maxsize=20_000)
def sound_of_english(word: str) -> str:
    """Sound classes of an English word: consonants in capitals, vowels in small letters."""
    out: list[str] = []
    place = 0
    while place < len(word):
        for pattern, sound in _SPELLING:
            match = pattern.match(word, place)
            if match and match.end() > place:
                out.append(sound)
                place = match.end()
                break
        else:
            place += 1
    return _DOUBLED.sub(r"\1", "".join(out))


@lru_cache(maxsize=20_000)
def sound_of_hangul(word: str) -> str:
    """The same for a word in Hangul."""
    out: list[str] = []
    for ch in word:
        if not "가" <= ch <= "힣":
            return ""
        code = ord(ch) - 0xAC00
        out.append(_INITIALS[code // 588] + _VOWELS[code // 28 % 21] + _FINALS.get(code % 28, "T"))
    return _DOUBLED.sub(r"\1", "".join(out))


def skeleton(sound: str) -> str:
    """Only the consonant classes of a sound."""
    return _DOUBLED.sub(r"\1", _CONSONANTS.sub("", sound).translate(_UNVOICED))


class Sounds:
    """The words of a transcript by sound, so that a loanword meets a handful of candidates and not all."""

    def __init__(self, forms: Iterable[str]) -> None:
        self._by_key: Mapping[str, Sequence[tuple[str, str, str]]]
        index: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
        for form in forms:
            if 3 < len(form) <= _LONGEST and form.isascii() and form.isalpha():
                # A plural is borrowed in the singular.
                single = form[:-1] if form.endswith("s") and not form.endswith("ss") else form
                for sound in {sound_of_english(form), sound_of_english(single)}:
                    bones = skeleton(sound)
                    if len(bones) >= 2:
                        index[_key(sound, bones)].append((form, sound, bones))
        self._by_key = index

    def like(self, word: str) -> Mapping[str, float]:
        """English forms that sound like a Korean word with or without its particles, with their likeness (0..1)."""
        found: dict[str, float] = {}
        for core in bare(word):
            if len(core) < 2:
                continue
            sound = sound_of_hangul(core)
            bones = skeleton(sound)
            if len(bones) < 2:
                continue
            for form, other, other_bones in self._by_key.get(_key(sound, bones), ()):
                strength = _likeness(sound, bones, other, other_bones)
                if strength > found.get(form, 0.0):
                    found[form] = strength
        return found


def _key(sound: str, bones: str) -> str:
    """Candidates share the first consonant, and whether a vowel stands before it."""
    return bones[0] + ("v" if sound[0].islower() else "")


def _likeness(sound: str, bones: str, other: str, other_bones: str) -> float:
    if len(bones) == 2 and bones != other_bones:
        return 0.0
    close = Levenshtein.normalized_similarity(bones, other_bones)
    if close < _SKELETON_AT_LEAST:
        return 0.0
    voiced = fuzz.ratio(sound, other)
    least = _SOUND_AT_LEAST + (20 if len(bones) == 2 else 8 if len(bones) == 3 else 0)
    return close * voiced / 100 if voiced >= least else 0.0
