"""A transcript as words: where each stands, what it is reduced to, and where every stem occurs."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from studykit.align.english import stem

# Kana and Han are written without spaces: each character is a word there. No word of other scripts is longer than
# this; what is goes on as the next one, so that no later step meets a word of megabytes.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\s\u3040-\u30ff\u3400-\u9fff]{1,200}")
_EDGE = re.compile(r"^\W+|\W+$")


@dataclass(frozen=True)
class Words:
    """The words of a text. ``starts``/``ends`` are character offsets; ``forms`` are lower case, edges bare."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    forms: Sequence[str]
    stems: Sequence[str]

    def __len__(self) -> int:
        return len(self.starts)

    @cached_property
    def by_stem(self) -> Mapping[str, Sequence[int]]:
        """Word numbers of each stem, ascending."""
        index: dict[str, list[int]] = defaultdict(list)
        for number, word in enumerate(self.stems):
            index[word].append(number)
            # "plant-by-plant", "Haber-Bosch": the parts are words as well.
            if "-" in word or "–" in word or "/" in word:
                for part in re.split(r"[-–/]", word):
                    if len(part) > 2:
                        index[stem(part)].append(number)
        return index

    @cached_property
    def by_form(self) -> Mapping[str, Sequence[int]]:
        """Word numbers of each lower-case form, ascending."""
        index: dict[str, list[int]] = defaultdict(list)
        for number, word in enumerate(self.forms):
            index[word].append(number)
        return index

    def number_at(self, offset: int) -> int:
        """The word that holds or follows a character offset."""
        return min(bisect_right(self.ends, offset), max(0, len(self) - 1))

    def within(self, start: int, end: int) -> range:
        """The words that lie inside ``text[start:end]``."""
        return range(bisect_left(self.starts, start), bisect_right(self.ends, end))

    def phrase(self, stems: Sequence[str]) -> list[int]:
        """Word numbers where the stems stand one after the other."""
        places: Sequence[int] = self.by_stem.get(stems[0], ())
        last = len(self) - len(stems)
        return [n for n in places if n <= last and all(self.stems[n + i] == s for i, s in enumerate(stems))]


def read_words(text: str) -> Words:
    """The words of a text, in linear time."""
    starts, ends, forms = [], [], []
    for match in _WORD.finditer(text):
        starts.append(match.start())
        ends.append(match.end())
        forms.append(_EDGE.sub("", match[0].lower()))
    return Words(text, starts, ends, forms, [stem(form) for form in forms])
