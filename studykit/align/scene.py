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
# A bullet of two sentences sums up more than a quote holds: what is said up to the next bullet's quote is its own too.
_FAR_REACH = 150


@dataclass(frozen=True)
class Scene:
    """A bullet beside its quote.

    ``known`` is what may be taken as said anyway: title, channel, the people a summary names throughout. ``until`` is
    the word at which the next bullet's quote starts, if that is known.
    """

    text: str
    concepts: Sequence[Concept]
    span: Span
    talk: Talk
    glossary: Glossary
    known: str = ""
    until: int = 0

    @cached_property
    def quote(self) -> str:
        """The words of the quote."""
        words = self.talk.words
        return words.text[words.starts[self.span.first] : words.ends[self.span.after - 1]]

    def said_numbers(self, reach: int) -> list[Quantity]:
        """The numbers said in the quote or within ``reach`` words of it."""
        return self._numbers(self.span.first - reach, self.span.after + reach)

    @cached_property
    def own_numbers(self) -> list[Quantity]:
        """The numbers said near the quote, or after it up to the next bullet's."""
        end = min(max(self.until, self.span.after), self.span.after + _FAR_REACH)
        return self._numbers(self.span.first - NUMBER_REACH, max(end, self.span.after + NUMBER_REACH))

    def _numbers(self, first: int, after: int) -> list[Quantity]:
        words = self.talk.words
        low, high = words.starts[max(0, first)], words.ends[min(len(words), after) - 1]
        return [number for number in self.talk.numbers if low <= number.start < high]

    def near(self, place: int, before: int, after: int) -> bool:
        """Whether a word stands in the quote or at most so many words from it."""
        return self.span.first - before <= place < self.span.after + after
