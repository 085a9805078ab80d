"""From the window a bullet was said in to the words to quote: 20 to 60 of them, cut where people pause."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from studykit.align.concepts import Concept

LEAST, TYPICAL, MOST = 20, 38, 60  # words of a quote
_REACH = 44  # words to each side of a window's centre that a quote may take in
# What a word beyond the typical length must bring, in nats, for a quote to grow; and one short of it saves.
_LENGTH = 0.05
_REPEAT = 0.15  # a concept heard again within the quote adds this share of its gain
# Cutting inside an utterance costs as much as a weak concept.
_RAGGED = 1.0


@dataclass(frozen=True, slots=True)
class Span:
    """Words ``first`` to ``after`` (exclusive), and the nats its concepts bring."""

    first: int
    after: int
    gain: float


def best_span(
    concepts: Sequence[Concept], centre: int, starts: Sequence[int], count: int, damp: Callable[[int], float]
) -> Span:
    """The stretch around ``centre`` that holds most of the bullet's concepts in few words.

    ``starts`` are the words at which utterances start, ascending; ``count`` is the number of words.
    """
    low, high = max(0, centre - _REACH), min(count, centre + _REACH)
    heard = sorted(
        (place, number, gain * damp(place))
        for number, concept in enumerate(concepts)
        for place, gain in concept.places.items()
        if low <= place < high
    )
    edges = list(starts[bisect_left(starts, low) : bisect_left(starts, high + 1)])
    if high == count:
        edges.append(count)
    opens = sorted({*edges, low, *(p for p, _, _ in heard[:1])})
    best = Span(low, high, 0.0)
    best_value = float("-inf")
    clean = set(edges) | {0, count}
    for first in opens:
        for after in _ends(first, edges, heard, high):
            if not LEAST <= after - first <= MOST:
                continue
            gain = _gain(heard, first, after)
            value = gain - _LENGTH * abs(after - first - TYPICAL)
            value -= _RAGGED * ((first not in clean) + (after not in clean))
            value -= 0.01 * abs((first + after) / 2 - centre)
            if value > best_value:
                best, best_value = Span(first, after, gain), value
    if best_value == float("-inf"):
        first = max(0, min(centre - TYPICAL // 2, count - TYPICAL))
        return Span(first, min(count, first + TYPICAL), _gain(heard, first, first + TYPICAL))
    return best


def _ends(first: int, edges: Sequence[int], heard: Sequence[tuple[int, int, float]], high: int) -> list[int]:
    ends = {e for e in edges if e > first}
    ends |= {place + 1 for place, _, _ in heard[-1:] if place > first}
    ends |= {min(high, first + LEAST), min(high, first + TYPICAL), min(high, first + MOST)}
    return sorted(ends)


def _gain(heard: Sequence[tuple[int, int, float]], first: int, after: int) -> float:
    best: dict[int, float] = {}
    again = 0.0
    for place, number, gain in heard:
        if place < first or place >= after:
            continue
        held = best.get(number, 0.0)
        again += min(held, gain)
        best[number] = max(held, gain)
    return sum(best.values()) + _REPEAT * again
