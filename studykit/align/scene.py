"""A bullet beside its quote: what every rule of the audit looks at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from studykit.align.concepts import Concept, Talk
from studykit.align.glossary import Glossary
from studykit.align.numbers import Quantity
from studykit.align.spans import Span

# Words beside a quote in which a number counts as said. A small number is said everywhere, so it must be near.
NUMBER_REACH, SMALL_REACH = 40, 12


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
