"""Where each bullet was said and when: places and time map settled together, each made from the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, hypot, log

from studykit.align import timeline as clock
from studykit.align.hearing import Hearing
from studykit.align.path import Step, posteriors
from studykit.align.places import Case, candidates, guess, start_seconds
from studykit.align.spans import Span, best_span
from studykit.align.timeline import Anchor, Line, Timeline
from studykit.model import Transcript

Chances = Sequence[tuple[int, float]]  # centre words of windows, and the probability of each

_ROUNDS = 3  # nothing moves after the third
_NEAR = 24  # words within which two places are the same place
# The words found start some seconds before or after those that were linked, and the estimated map inherits that.
_WORDS_ERROR = 5.0
# Two links of three stand at the first word, up to a second; the others miss it by up to ten either way.
_EXACT, _EXACT_SPREAD, _LOOSE_SPREAD = 0.7, 0.7, 7.0
# A passage says most of its concepts more than once, so they tell its place better than its first word.
_BOUNDS_WEIGHT = 0.5


@dataclass(frozen=True, slots=True)
class Settled:
    """The quote of each bullet with the probability that this is its place, and the time map behind them.

    ``clocked`` says that the map rests on times of the transcript or the summary, and not on a usual rate alone.
    """

    timeline: Timeline
    quotes: Sequence[tuple[Span, float]]
    clocked: bool

    def error(self, offset: float) -> float:
        """The standard deviation of the second at which a quote is said to start."""
        return start_error(self.timeline, offset)


def settle(cases: Sequence[Case], heard: Hearing, transcript: Transcript) -> Settled:
    """Find the place of every bullet, all together."""
    timeline, line = _first_map(cases, heard, transcript)
    order = _chain_order(cases)
    chances: list[Chances] = [()] * len(cases)
    anchored = 0
    for _ in range(_ROUNDS if line else 1):
        steps = _steps([cases[n] for n in order], heard, timeline)
        for number, step, weights in zip(order, steps, posteriors(steps), strict=True):
            chances[number] = [(c.place, w) for c, w in zip(step.candidates, weights, strict=True)]
        if line:
            anchors = _anchors(cases, chances, heard)
            anchored = len(anchors)
            timeline = clock.refine(line, anchors, len(transcript.text))
    places = [best_place(chance) for chance in chances]
    spans = [_quote(case, place, heard, timeline) for case, (place, _) in zip(cases, places, strict=True)]
    quotes = [(span, mass) for span, (_, mass) in zip(spans, places, strict=True)]
    return Settled(timeline, quotes, clocked=line is None or anchored > 1)


def start_error(timeline: Timeline, offset: float) -> float:
    """The standard deviation of the second at which a quote that starts at ``offset`` starts."""
    return hypot(timeline.error(offset), _WORDS_ERROR if timeline.estimated else 0.0)


def _first_map(cases: Sequence[Case], heard: Hearing, transcript: Transcript) -> tuple[Timeline, Line | None]:
    """The time map to begin with, and the line it was made from where it has to be estimated."""
    if transcript.cues:
        return clock.from_cues(transcript.cues), None
    words = heard.words
    usual = clock.usual_slope(words.text, len(words), korean=heard.talk.korean)
    guesses = [g for case in cases if (g := guess(case, words)) is not None]
    line = clock.fit_line(guesses, usual) if len(guesses) > 1 else clock.usual_line(usual)
    return clock.refine(line, [], len(words.text)), line


def _chain_order(cases: Sequence[Case]) -> list[int]:
    """Bullets by time; one without follows the bullet it stands after."""
    keys, last = [], 0
    for number, case in enumerate(cases):
        last = case.bullet.at if case.bullet.at is not None else last
        # Bullets of one second go by their words, so that their order in the summary changes nothing.
        keys.append((last, case.bullet.text if case.own_time is not None else "", number))
    return [number for _, _, number in sorted(keys)]


def _steps(cases: Sequence[Case], heard: Hearing, timeline: Timeline) -> list[Step]:
    steps: list[Step] = []
    before: float | None = None
    seconds = start_seconds(len(cases[0].scores), heard.words, timeline) if cases else []
    for case in cases:
        here = case.own_time
        gap = here - before if here is not None and before is not None else None
        steps.append(Step(candidates(case, seconds, timeline), gap))
        before = here
    return steps


def _anchors(cases: Sequence[Case], chances: Sequence[Chances], heard: Hearing) -> list[Anchor]:
    anchors = []
    for case, chance in zip(cases, chances, strict=True):
        if case.anchor is None:
            continue
        place, mass = best_place(chance)
        first = best_span(case.concepts, place, heard.cuts, heard.damp).first
        second, trust = case.anchor
        anchors.append(Anchor(float(heard.words.starts[first]), second, mass * trust))
    return anchors


def best_place(chances: Chances) -> tuple[int, float]:
    """The centre word with the most probability near it, and that probability."""
    near = {place: sum(w for other, w in chances if abs(other - place) <= _NEAR) for place, _ in chances}
    best = max(near.values())
    # The likeliest of the places whose neighbourhood is as good as the best.
    place = max((w, place) for place, w in chances if near[place] >= 0.98 * best)[1]
    return place, min(1.0, near[place])


def _quote(case: Case, place: int, heard: Hearing, timeline: Timeline) -> Span:
    """The words to quote around a place; people link the second at which the words begin."""
    second = case.own_time
    if second is None:
        return best_span(case.concepts, place, heard.cuts, heard.damp)
    starts = heard.words.starts

    def prior(first: int) -> float:
        offset = starts[min(first, len(starts) - 1)]
        late = timeline.at(offset) - second
        error = start_error(timeline, offset)
        exact, loose = hypot(_EXACT_SPREAD, error), hypot(_LOOSE_SPREAD, error)
        near = _EXACT / exact * _bell(late / exact) + (1 - _EXACT) / loose * _bell(late / loose)
        return log(near) / _BOUNDS_WEIGHT

    return best_span(case.concepts, place, heard.cuts, heard.damp, prior)


def _bell(z: float) -> float:
    return exp(-0.5 * min(abs(z), 12.0) ** 2)
