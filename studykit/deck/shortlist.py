"""The few texts worth comparing with another: comparing each with each takes minutes for a deck of a thousand notes."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

# Pools up to this size are compared whole.
SMALL = 40
# So many of the best are compared otherwise; near copies of one sentence are fewer.
BEST = 10

_WORD = re.compile(r"\w+")


class Shortlist:
    """Finds texts that share words, or pairs of syllables, with another text."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.size = len(texts)
        self._places: dict[str, list[int]] = {}
        if self.size > SMALL:
            for index, text in enumerate(texts):
                for part in set(_parts(text)):
                    self._places.setdefault(part, []).append(index)

    def of(self, text: str) -> list[int]:
        """The indices of the texts most alike, in their order."""
        if self.size <= SMALL:
            return list(range(self.size))
        shared: Counter[int] = Counter()
        for part in set(_parts(text)):
            places = self._places.get(part, ())
            # A part that many texts have tells nothing, and counting it costs most.
            if len(places) <= max(SMALL, self.size // 8):
                shared.update(places)
        best = sorted(shared, key=lambda index: (-shared[index], index))[:BEST]
        return sorted(best)


def _parts(text: str) -> Iterator[str]:
    for match in _WORD.finditer(unicodedata.normalize("NFKC", text).casefold()):
        word = match[0]
        if word.isascii() or len(word) == 1:
            yield word
        else:
            yield from (word[at : at + 2] for at in range(len(word) - 1))
