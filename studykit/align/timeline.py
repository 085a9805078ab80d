"""When each word was said: read off a timed transcript, or estimated from bullets that carry a second.

Speech runs at a nearly constant number of characters a second, so a line through (offset, second) places most
words within ten seconds. What is left (slow intros, advertisements, missing text) is a drift that wanders, and
is estimated as such: a random walk seen through noisy bullets.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp, log, sqrt

from studykit.model import Cue

# Words a minute of usual English speech, and of Korean, whose words are longer.
USUAL_WPM = 165.0
KOREAN_WPM = 115.0
_RATE_SPREAD = 0.2  # of the logarithm: 135-215 wpm covers nearly all talks
# People link a few seconds before or after the words; a third of real links are off by up to ten.
LINK_SPREAD = 6.0
_WALKS = (5.0, 12.0)  # seconds of drift per square root of a minute: from a steady talk to one with gaps
_NOISES = (3.0,)  # seconds that stated times stray from the words found: links made with more and less care
_ORIGINS = (*range(-40, 120, 4), *range(120, 900, 10))  # seconds at which the first word may stand
Z90 = 1.645  # standard deviations that hold 90 % of a normal distribution


@dataclass(frozen=True)
class Timeline:
    """Seconds by character offset, linear between knots. ``errors`` are standard deviations at the knots."""

    offsets: Sequence[float]
    seconds: Sequence[float]
    errors: Sequence[float]
    estimated: bool = True

    def at(self, offset: float) -> float:
        """The second at which the character at ``offset`` is said."""
        low, share = self._place(offset)
        return max(0.0, self.seconds[low] + share * (self.seconds[low + 1] - self.seconds[low]))

    def error(self, offset: float) -> float:
        """The standard deviation of ``at(offset)``; larger away from the knots of an estimated timeline."""
        low, share = self._place(offset)
        inside = min(max(share, 0.0), 1.0)
        error = self.errors[low] + inside * (self.errors[low + 1] - self.errors[low])
        span = self.seconds[low + 1] - self.seconds[low]
        beyond = abs(share - inside) * span
        # Speech inside a minute strays from its mean rate by some 5 % of the distance.
        away = min(inside, 1 - inside) * span + beyond
        return sqrt(error**2 + (0.05 * away) ** 2)

    def offset(self, second: float) -> float:
        """The character said at a second: the inverse of ``at``."""
        low = min(max(bisect_right(self.seconds, second) - 1, 0), len(self.seconds) - 2)
        span = self.seconds[low + 1] - self.seconds[low]
        share = (second - self.seconds[low]) / span if span > 0 else 0.0
        return self.offsets[low] + share * (self.offsets[low + 1] - self.offsets[low])

    def _place(self, offset: float) -> tuple[int, float]:
        low = min(max(bisect_right(self.offsets, offset) - 1, 0), len(self.offsets) - 2)
        width = self.offsets[low + 1] - self.offsets[low]
        return low, (offset - self.offsets[low]) / width if width > 0 else 0.0


def from_cues(cues: Sequence[Cue]) -> Timeline:
    """The timeline of a timed transcript; speech is taken to fill each cue evenly."""
    offsets, seconds = [0.0], [max(0.0, cues[0].at)]
    for cue, after in zip(cues, [*cues[1:], None], strict=True):
        # Captions roll: a cue often stands until after the next has begun.
        until = cue.until if after is None else min(cue.until, after.at) if cue.until > cue.at else after.at
        for offset, second in ((cue.start, cue.at), (cue.end, max(until, cue.at))):
            if offset >= offsets[-1]:
                offsets.append(float(offset))
                seconds.append(max(second, seconds[-1]))
    errors = [1.0] * len(offsets)
    return Timeline(offsets, seconds, errors, estimated=False)


@dataclass(frozen=True, slots=True)
class Line:
    """second = origin + offset x slope, with standard deviations; ``support`` tells how well bullets agree on it."""

    origin: float
    slope: float
    origin_error: float
    slope_error: float
    support: float = 0.0

    def at(self, offset: float) -> float:
        """The second of a character."""
        return self.origin + self.slope * offset


@dataclass(frozen=True, slots=True)
class Guess:
    """A bullet's stated second and the offsets its words may stand at, weighted so that the weights sum to <= 1."""

    second: float
    places: Sequence[tuple[float, float]]


def usual_slope(text: str, count: int, *, korean: bool) -> float:
    """Seconds a character at the usual rate of a language, for a text of ``count`` words."""
    return 60 / ((KOREAN_WPM if korean else USUAL_WPM) * max(1.0, len(text) / max(count, 1)))


def usual_line(slope: float) -> Line:
    """What is known of a talk before anything is known of it."""
    return Line(5.0, slope, 20.0, slope * _RATE_SPREAD)


def fit_line(guesses: Sequence[Guess], slope: float) -> Line:
    """The line that most bullets' words agree on, found on a grid around a usual rate (``slope``).

    Each bullet votes with all the places its words may stand at, so that no single wrong match decides.
    """
    best: list[tuple[float, float, float]] = []
    for rate_step in range(-26, 27):
        rate = slope * exp(0.02 * rate_step)
        prior = -0.5 * (0.02 * rate_step / _RATE_SPREAD) ** 2
        shifts = [[(g.second - rate * offset, weight) for offset, weight in g.places] for g in guesses]
        for start in _ORIGINS:
            # Most talks are transcribed from their first seconds; some transcripts lack minutes.
            total = prior - 2 * log(1 + ((start - 8) / 30) ** 2)
            for places in shifts:
                near = 0.02
                for shift, weight in places:
                    gap = (shift - start) / 8
                    near += weight / (1 + gap * gap)
                total += log(near)
            best.append((total, float(start), rate))
    top = max(best)[0]
    weights = [(exp(total - top), origin, rate) for total, origin, rate in best if total > top - 12]
    mass = sum(w for w, _, _ in weights)
    origin = sum(w * o for w, o, _ in weights) / mass
    rate = sum(w * r for w, _, r in weights) / mass
    _, origin_best, rate_best = max(best)
    origin_error = sqrt(sum(w * (o - origin) ** 2 for w, o, _ in weights) / mass + 4)
    rate_error = sqrt(sum(w * (r - rate) ** 2 for w, _, r in weights) / mass)
    return Line(origin_best, rate_best, origin_error, rate_error, top)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A bullet whose words are found: offset, stated second, and the probability that the place is right."""

    offset: float
    second: float
    weight: float


def refine(line: Line, anchors: Sequence[Anchor], length: int) -> Timeline:
    """A timeline through the anchors: the line refitted robustly, plus the likeliest wandering drift."""
    points = sorted((a for a in anchors if a.weight > 0.05), key=lambda a: a.offset)
    if len(points) < 2:
        end = float(max(length, 1))
        ends = [sqrt(line.origin_error**2 + (line.slope_error * x) ** 2) for x in (0.0, end)]
        return Timeline([0.0, end], [line.at(0), line.at(end)], ends)
    line = _robust_line(line, points)
    gaps = [p.second - line.at(p.offset) for p in points]
    weights = [p.weight for p in points]
    # Chosen before the robust weights: they would take a drift for bad links and make every walk look needless.
    noise, walk = max(
        ((n, q) for n in _NOISES for q in _WALKS), key=lambda nq: _smooth(line, points, gaps, weights, nq)[1]
    )
    smoothed: list[tuple[float, float]] = []
    for _ in range(3):
        smoothed = _smooth(line, points, gaps, weights, (noise, walk))[0]
        left = [gap - drift for gap, (drift, _) in zip(gaps, smoothed, strict=True)]
        # Cauchy weights: a link far off its words, or words far off their link, say little of the drift.
        weights = [p.weight / (1 + (rest / noise) ** 2) for p, rest in zip(points, left, strict=True)]
    return _knots(line, points, smoothed, length)


def _robust_line(line: Line, points: Sequence[Anchor]) -> Line:
    """Weighted least squares with Cauchy weights and a pull toward the given line."""
    origin, slope = line.origin, line.slope
    for _ in range(8):
        pull_o, pull_s = (LINK_SPREAD / 30) ** 2, (LINK_SPREAD / (slope * _RATE_SPREAD)) ** 2
        w0, wx, wy, wxx, wxy = pull_o, 0.0, pull_o * line.origin, pull_s, pull_s * line.slope
        for p in points:
            rest = p.second - origin - slope * p.offset
            w = p.weight / (1 + (rest / (2 * LINK_SPREAD)) ** 2)
            w0 += w
            wx += w * p.offset
            wy += w * p.second
            wxx += w * p.offset**2
            wxy += w * p.offset * p.second
        determinant = w0 * wxx - wx * wx
        if determinant <= 0:
            break
        slope = max((w0 * wxy - wx * wy) / determinant, line.slope * 0.5)
        origin = (wy - slope * wx) / w0
    return Line(origin, slope, line.origin_error, line.slope_error, line.support)


def _smooth(
    line: Line,
    points: Sequence[Anchor],
    gaps: Sequence[float],
    weights: Sequence[float],
    spreads: tuple[float, float],
) -> tuple[list[tuple[float, float]], float]:
    """Kalman filter and smoother of the drift at the anchors: means and variances, and the log likelihood."""
    link, walk = spreads
    mean, variance = 0.0, 25.0
    likelihood = 0.0
    filtered: list[tuple[float, float, float]] = []
    place = points[0].offset
    for point, gap, weight in zip(points, gaps, weights, strict=True):
        predicted = variance + walk**2 * (point.offset - place) * line.slope / 60
        place = point.offset
        noise = link**2 / max(weight, 0.02)
        total = predicted + noise
        # Student's t: one wild link must not pass for a talk that wanders.
        likelihood -= 0.5 * log(total) + 2 * log(1 + (gap - mean) ** 2 / (3 * total))
        gain = predicted / total
        mean, variance = mean + gain * (gap - mean), predicted * (1 - gain)
        filtered.append((mean, variance, predicted))
    smoothed = [filtered[-1][:2]]
    for (m, v, _), (_, _, ahead) in zip(reversed(filtered[:-1]), reversed(filtered[1:]), strict=True):
        later_mean, later_variance = smoothed[-1]
        back = v / ahead if ahead > 0 else 1.0
        smoothed.append((m + back * (later_mean - m), v + back**2 * (later_variance - ahead)))
    return smoothed[::-1], likelihood


def _knots(
    line: Line, points: Sequence[Anchor], smoothed: Sequence[tuple[float, float]], length: int
) -> Timeline:
    knots: dict[float, tuple[float, float]] = {}
    for p, (drift, variance) in zip(points, smoothed, strict=True):
        knots[p.offset] = (line.at(p.offset) + drift, sqrt(max(variance, 0.0)))
    first, last = points[0].offset, points[-1].offset
    end = float(max(length, last + 1))
    if first > 0:
        knots[0.0] = (line.origin + smoothed[0][0], sqrt(smoothed[0][1] + (0.03 * line.slope * first) ** 2))
    if end > last:
        beyond = 0.03 * line.slope * (end - last)
        knots[end] = (line.at(end) + smoothed[-1][0], sqrt(smoothed[-1][1] + beyond**2))
    offsets = sorted(knots)
    seconds = [knots[o][0] for o in offsets]
    # Time only goes forward; a tenth of the usual rate is the least that speech takes.
    for n, (before, after) in enumerate(pairwise(offsets)):
        seconds[n + 1] = max(seconds[n + 1], seconds[n] + 0.1 * line.slope * (after - before))
    return Timeline(offsets, seconds, [knots[o][1] for o in offsets])
