"""How well each stretch of a talk matches a bullet: concepts heard near one another, the centre counting most."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence

from studykit.align.concepts import Concept

STRIDE = 4  # words between the centres of neighbouring windows
HALF = 24  # words to each side of a centre; a quote has some 45
_EDGE = (
    0.6  # what a concept counts at the edge of a window, so that the best window has its words in the middle
)


def window_scores(concepts: Sequence[Concept], count: int, damp: Callable[[int], float]) -> list[float]:
    """For every window, the sum over concepts of the best gain heard inside it (nats, tapered).

    ``count`` is the number of words; ``damp`` scales what is heard at a word.
    """
    total = [0.0] * max(1, -(-count // STRIDE))
    for concept in concepts:
        best: dict[int, float] = {}
        for place, gain in concept.places.items():
            heard = gain * damp(place)
            first = max(0, -(-(place - HALF) // STRIDE))
            for window in range(first, min(len(total), (place + HALF) // STRIDE + 1)):
                tapered = heard * (1 - (1 - _EDGE) * abs(window * STRIDE - place) / HALF)
                if tapered > best.get(window, 0.0):
                    best[window] = tapered
        for window, gain in best.items():
            total[window] += gain
    return total


def peaks(scores: Sequence[float], most: int) -> list[int]:
    """The windows with the highest scores, no two within half a window of each other, best first."""
    taken: list[int] = []
    apart = HALF // STRIDE
    for window in sorted(range(len(scores)), key=lambda w: -scores[w])[: most * 4 * apart]:
        if scores[window] <= 0:
            break
        place = bisect_left(taken, window)
        near = taken[max(0, place - 1) : place + 1]
        if all(abs(window - other) > apart for other in near):
            taken.insert(place, window)
            if len(taken) == most:
                break
    return sorted(taken, key=lambda w: -scores[w])
