"""Where a bullet may have been said: windows of the talk, scored by its words and its time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nlargest
from math import exp, log, pi, sqrt

from studykit.align.concepts import Concept
from studykit.align.path import Candidate
from studykit.align.scoring import STRIDE, peaks
from studykit.align.timeline import LINK_SPREAD, Guess, Timeline
from studykit.align.words import Words
from studykit.model import Bullet

WORDS_WEIGHT = 0.7  # concepts of one bullet are not independent, so their nats count less than their sum
MOST_CANDIDATES = 48
LEAD = 18  # words from the start of a quote to the middle of its window
# Links: most lie within the spread of the words, some are off by half a minute, a few are simply wrong.
_LOOSE, _WRONG = 0.12, 0.04
_LOOSE_SPREAD = 35.0
# Words come up to five minutes after the time of the heading they stand under; now and then just before it.
_HEADING_SPREAD, _HEADING_BEFORE = 110.0, 12.0
# The first words under a heading come a few seconds after its time, or much later.
_AFTER_HEADING, _HEADING_TRUST = 10.0, 0.3


@dataclass(frozen=True)
class Case:
    """A bullet with its concepts and window scores.

    ``until`` is the next heading's time, if one follows; ``first`` says that no bullet before it has its time.
    """

    bullet: Bullet
    concepts: Sequence[Concept]
    scores: Sequence[float]
    until: float | None = None
    first: bool = True

    @cached_property
    def tops(self) -> Sequence[int]:
        """The windows that match best by words, whatever their time."""
        return nlargest(MOST_CANDIDATES, range(len(self.scores)), key=self.scores.__getitem__)

    @cached_property
    def anchor(self) -> tuple[float, float] | None:
        """The second its words can be expected at, and how far that is to be trusted (0..1)."""
        if self.own_time is not None:
            return self.own_time, 1.0
        if self.bullet.at is not None and self.first:
            return self.bullet.at + _AFTER_HEADING, _HEADING_TRUST
        return None

    @cached_property
    def own_time(self) -> float | None:
        """Its second, if it is its own and not handed down."""
        return (
            float(self.bullet.at) if self.bullet.at is not None and self.bullet.time_from == "own" else None
        )


def guess(case: Case, words: Words) -> Guess | None:
    """The bullet's vote on the time map; None when it has no time or no words that tell anything."""
    if case.anchor is None:
        return None
    second, trust = case.anchor
    tops = peaks(case.scores, 8)
    if not tops:
        return None
    top = case.scores[tops[0]]
    # A window near a peak is the same place, so background windows count one in six.
    mass = sum(exp(WORDS_WEIGHT * (score - top)) for score in case.scores) / 6
    places = [
        (float(words.starts[start_of(w)]), exp(WORDS_WEIGHT * (case.scores[w] - top)) / mass) for w in tops
    ]
    total = sum(weight for _, weight in places)
    return Guess(second, [(offset, trust * weight / max(1.0, total)) for offset, weight in places])


def start_of(window: int) -> int:
    """The word at which a quote in the middle of a window starts."""
    return max(0, window * STRIDE - LEAD)


def start_seconds(count: int, words: Words, timeline: Timeline) -> list[float]:
    """The second at which a quote in the middle of each of ``count`` windows starts."""
    return [timeline.at(words.starts[start_of(window)]) for window in range(count)]


def candidates(case: Case, seconds: Sequence[float], timeline: Timeline) -> list[Candidate]:
    """The likeliest windows of a bullet by words and time, at most ``MOST_CANDIDATES``.

    ``seconds`` are those of ``start_seconds``. Far from its time a bullet's windows differ by their words alone, so
    only those near it and the best of the rest are looked at.
    """
    duration = max(60.0, seconds[-1])
    own, spread = case.own_time, LINK_SPREAD
    if case.bullet.at is None:
        near: Sequence[int] = ()
    else:
        if own is not None:
            spread = sqrt(LINK_SPREAD**2 + timeline.error(timeline.offset(own)) ** 2)
        before, after = (4 * spread + 60, 4 * spread + 60) if own is not None else (60.0, 420.0)
        near = range(
            bisect_left(seconds, case.bullet.at - before), bisect_right(seconds, case.bullet.at + after)
        )
    scored = [
        (WORDS_WEIGHT * case.scores[window] + _log_time(case, seconds[window], spread, duration), window)
        for window in {*near, *case.tops}
    ]
    return [
        Candidate(window * STRIDE, score, None if own is None else own - seconds[window])
        for score, window in sorted(nlargest(MOST_CANDIDATES, scored), key=lambda item: item[1])
    ]


def _log_time(case: Case, second: float, spread: float, duration: float) -> float:
    """The log density of a bullet's words at ``second``, given its time."""
    if case.bullet.at is None:
        return -log(duration)
    late = second - case.bullet.at
    if case.own_time is not None:
        loose = sqrt(spread**2 + _LOOSE_SPREAD**2)
        return log(
            (1 - _LOOSE - _WRONG) * _normal(late, spread) + _LOOSE * _normal(late, loose) + _WRONG / duration
        )
    if late < 0:
        return log(0.9 * exp(late / _HEADING_BEFORE) / _HEADING_SPREAD + 0.1 / duration)
    if case.until is not None and case.until > case.bullet.at:
        section = case.until - case.bullet.at
        past = max(0.0, second - case.until)
        return log(0.9 * exp(-past / _HEADING_BEFORE) / section + 0.1 / duration)
    return log(0.9 * exp(-late / _HEADING_SPREAD) / _HEADING_SPREAD + 0.1 / duration)


def _normal(x: float, spread: float) -> float:
    return exp(-0.5 * min((x / spread) ** 2, 1400.0)) / (spread * sqrt(2 * pi))
