"""One place for every bullet, all together: a chain of bullets in the order of their times.

Neighbours help each other: their links err by a few seconds each while the time map may be off for both alike,
and a summary rarely steps back. Forward-backward over each bullet's candidate windows gives every candidate the
probability that the bullet was said there, all other bullets considered.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp


@dataclass(frozen=True, slots=True)
class Candidate:
    """A window a bullet may have been said in: its ``place`` (word), log score and how far its time is off.

    ``late`` is the bullet's second minus the window's, None for a bullet without a time of its own.
    """

    place: int
    score: float
    late: float | None


@dataclass(frozen=True, slots=True)
class Step:
    """One bullet of the chain; ``gap`` is the time since the bullet before, in seconds, if both are known."""

    candidates: Sequence[Candidate]
    gap: float | None


# Two links err by some 8 s each; the time map between them by 6 % of the time that lies between.
_LINKS, _WANDER = 11.0, 0.06
# Words the next bullet may stand before this one without being out of order, and what being so costs.
_BACKSTEP, _OUT_OF_ORDER = 30, 0.25


def posteriors(steps: Sequence[Step]) -> list[list[float]]:
    """For each bullet, the probabilities of its candidates (summing to 1), by forward-backward."""
    if not steps:
        return []
    own = [_own(step) for step in steps]
    links = [_links(before, after) for before, after in itertools.pairwise(steps)]
    ahead = [_normal(own[0])]
    for weights, link in zip(own[1:], links, strict=True):
        before = ahead[-1]
        ahead.append(
            _normal(
                [
                    w * sum(b * t for b, t in zip(before, column, strict=True))
                    for w, column in zip(weights, link, strict=True)
                ]
            )
        )
    behind = [[1.0] * len(own[-1])]
    for weights, link in zip(reversed(own[1:]), reversed(links), strict=True):
        after = [w * b for w, b in zip(weights, behind[-1], strict=True)]
        sums = [0.0] * len(link[0])
        for value, column in zip(after, link, strict=True):
            if value > 0:
                for index, t in enumerate(column):
                    sums[index] += value * t
        behind.append(_normal(sums))
    return [
        _normal([a * b for a, b in zip(x, y, strict=True)])
        for x, y in zip(ahead, reversed(behind), strict=True)
    ]


def _own(step: Step) -> list[float]:
    top = max(c.score for c in step.candidates)
    return [exp(max(c.score - top, -60.0)) for c in step.candidates]


def _normal(weights: Sequence[float]) -> list[float]:
    total = sum(weights)
    if total <= 0:
        return [1 / len(weights)] * len(weights)
    return [w / total for w in weights]


def _links(before: Step, after: Step) -> list[list[float]]:
    """For each candidate of ``after``, how well it goes with each candidate of ``before``."""
    timed = after.gap is not None
    spread = _LINKS + _WANDER * (after.gap or 0.0)
    table = []
    for here in after.candidates:
        column = []
        for there in before.candidates:
            weight = 1.0 if here.place >= there.place - _BACKSTEP else _OUT_OF_ORDER
            if timed and here.late is not None and there.late is not None:
                off = (here.late - there.late) / spread
                weight /= 1 + off * off
            column.append(weight)
        table.append(column)
    return table
