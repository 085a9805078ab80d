"""From the window a bullet was said in to the words to quote: 20 to 60 of them, cut where people pause."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from studykit.align.concepts import Concept

LEAST, MOST = 20, 60  # words of a quote
_TYPICAL = 34
_REACH = 54  # words to each side of a window's centre that a quote may take in
_LENGTH = 0.04  # nats a word must bring for a quote to grow past the typical length, or saves by staying short of it
_ASKED = 0.06  # nats a word of a question costs
_REPEAT = 0.15  # a concept heard again within the quote adds this share of its gain
_RAGGED = 1.5  # cutting where nobody would pause costs as much as a weak concept


@dataclass(frozen=True, slots=True)
class Span:
    """Words ``first`` to ``after`` (exclusive), and the nats its concepts bring."""

    first: int
    after: int
    gain: float


@dataclass(frozen=True, slots=True)
class Cuts:
    """Where quotes may be cut: for each word, how likely (0..1) an utterance starts there; ``count`` words in all.

    ``asked`` are the words said in questions: a quote takes in the answer and leaves the question out.
    """

    strengths: Mapping[int, float]
    count: int
    asked: frozenset[int] = frozenset()

    def near(self, low: int, high: int) -> list[int]:
        """The words between ``low`` and ``high`` (inclusive) at which a cut is possible."""
        inside = [n for n in range(max(low, 1), min(high, self.count - 1) + 1) if n in self.strengths]
        return [*([0] if low <= 0 else []), *inside, *([self.count] if high >= self.count else [])]

    def cost(self, number: int) -> float:
        """What cutting before a word costs, in nats."""
        if number <= 0 or number >= self.count:
            return 0.0
        return _RAGGED * (1 - self.strengths.get(number, 0.0))


def best_span(
    concepts: Sequence[Concept],
    centre: int,
    cuts: Cuts,
    damp: Callable[[int], float],
    start_prior: Callable[[int], float] = lambda _: 0.0,
) -> Span:
    """The stretch around ``centre`` that holds most of the bullet's concepts in few words.

    Args:
        concepts: The bullet's concepts.
        centre: The word in the middle of the window the bullet was said in.
        cuts: Where a quote may start and end.
        damp: How much counts what is heard at a word.
        start_prior: Nats for a quote that starts at a word, from its time.
    """
    low, high = max(0, centre - _REACH), min(cuts.count, centre + _REACH)
    heard = sorted(
        (place, number, gain * damp(place))
        for number, concept in enumerate(concepts)
        for place, gain in concept.places.items()
        if low <= place < high
    )
    edges = cuts.near(low, high)
    best, best_value = None, float("-inf")
    asked = list(accumulate((n in cuts.asked for n in range(low, high)), initial=0))
    for first in edges or [low]:
        opening = start_prior(first) - cuts.cost(first)
        for after, gain in _gains(heard, first, [e for e in edges if LEAST <= e - first <= MOST]):
            value = opening + gain - cuts.cost(after)
            value -= _LENGTH * abs(after - first - _TYPICAL) + 0.01 * abs((first + after) / 2 - centre)
            value -= _ASKED * (asked[after - low] - asked[first - low])
            if value > best_value:
                best, best_value = Span(first, after, gain), value
    if best is not None:
        return best
    first = max(0, min(centre - _TYPICAL // 2, cuts.count - _TYPICAL))
    after = min(cuts.count, first + _TYPICAL)
    return next(Span(first, end, gain) for end, gain in _gains(heard, first, [after]))


def _gains(
    heard: Sequence[tuple[int, int, float]], first: int, ends: Sequence[int]
) -> Iterator[tuple[int, float]]:
    """The nats heard from ``first`` to each end, ends ascending: each concept at its best, repeats a little."""
    best: dict[int, float] = {}
    total, next_heard = 0.0, 0
    while next_heard < len(heard) and heard[next_heard][0] < first:
        next_heard += 1
    for end in ends:
        while next_heard < len(heard) and heard[next_heard][0] < end:
            _, number, gain = heard[next_heard]
            held = best.get(number, 0.0)
            total += max(0.0, gain - held) + _REPEAT * min(held, gain)
            best[number] = max(held, gain)
            next_heard += 1
        yield end, total
