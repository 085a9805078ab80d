"""Evidence for every bullet of a summary: the words, their second, and how sure that is.

Words and time decide together. Each window of the talk is scored by the concepts of a bullet heard in it; the
scores make the time map fittable, the map makes repeats tellable apart, and a chain over all bullets settles both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil, exp, hypot, log

from studykit.align import timeline as clock
from studykit.align.audit import audit
from studykit.align.concepts import Talk, concepts
from studykit.align.confidence import coverage, supported
from studykit.align.glossary import Glossary, bundled
from studykit.align.latin import names_in
from studykit.align.path import Step, posteriors
from studykit.align.places import WORDS_WEIGHT, Case, candidates, guess, start_seconds
from studykit.align.repair import repairable, repaired
from studykit.align.scene import Scene
from studykit.align.scoring import window_scores
from studykit.align.segments import Utterance, asking, boundary_strengths, segment
from studykit.align.spans import Cuts, Span, best_span
from studykit.align.timeline import Z90, Anchor, Timeline
from studykit.align.words import Words, read_words
from studykit.model import Alignment, Bullet, BulletEvidence, Evidence, Summary, Transcript

NO_TRANSCRIPT = "no transcript"
NO_WORDS = "the transcript holds no words"
NOTHING_HEARD = "none of its names, numbers or terms is said in the talk"
NOT_FOUND = "no place in the talk supports it"
AUDITED = 0.5  # a quote less sure than this may be the wrong one, and would be blamed on the bullet
LEAST_CONFIDENCE = 0.2  # below it a quote would be wrong more often than it helps

_QUESTION = 0.8  # what is heard in a question counts less: the answer repeats it, and is what was summarised
# The words found start some seconds before or after those that were linked, and the estimated map inherits that.
_WORDS_ERROR = 5.0
# Two links of three stand at the first word, up to a second; the others miss it by some seconds either way.
_EXACT, _EXACT_SPREAD, _LOOSE_SPREAD = 0.67, 1.0, 6.0
_NEAR = 24  # words within which two places are the same place
_ROUNDS = 3  # of path and time map, each made from the other; nothing moves after the third


def without_transcript(summary: Summary) -> Alignment:
    """The alignment of a summary that has no transcript: no evidence, and why."""
    return Alignment(tuple(BulletEvidence(bullet, None, NO_TRANSCRIPT) for bullet in summary.bullets))


def align(
    summary: Summary, transcript: Transcript, *, glossary: Mapping[str, Sequence[str]] | None = None
) -> Alignment:
    """Find for each bullet the words of the talk that support it.

    Args:
        summary: The bullets; their times may be missing, handed down or out of order.
        transcript: The talk, with or without times.
        glossary: A deck's own Korean stems and the English words that stand for them.
    """
    words = read_words(transcript.text)
    if not len(words):
        return Alignment(tuple(BulletEvidence(bullet, None, NO_WORDS) for bullet in summary.bullets))
    heard = hear(transcript, words)
    words_of = bundled().extended(glossary or {})
    cases = _cases(summary.bullets, heard, words_of)
    timeline, chances = _settle(cases, heard, transcript)
    places = [best_place(chance) for chance in chances]
    spans = [_span(case, place, heard, timeline) for case, (place, _) in zip(cases, places, strict=True)]
    support = supported(
        [coverage(s.gain, sum(c.worth for c in case.concepts)) for case, s in zip(cases, spans, strict=True)]
    )
    known = " ".join(
        (
            summary.source.title,
            summary.source.channel,
            transcript.source.title,
            transcript.source.channel,
            *summary.tags,
        )
    )
    names = repairable(
        [
            *names_in(summary.source.channel),
            *(n for n in names_in(summary.source.title) if not n.istitle()),
            *(n for b in summary.bullets for n in names_in(b.text)),
        ]
    )
    found = [
        _evidence(case, span, mass * chance, heard, timeline, names)
        for case, span, (_, mass), chance in zip(cases, spans, places, support, strict=True)
    ]
    found = [
        replace(one, flags=audit(Scene(one.bullet.text, case.concepts, span, heard.talk, words_of, known)))
        if one.evidence and (one.evidence.confidence or 0) >= AUDITED
        else one
        for one, case, span in zip(found, cases, spans, strict=True)
    ]
    rate = (
        _words_per_minute(words, timeline)
        if transcript.cues or any(c.own_time is not None for c in cases)
        else None
    )
    return Alignment(tuple(found), rate)


@dataclass(frozen=True)
class Hearing:
    """A transcript ready for matching: its words, utterances, and how much each word counts."""

    talk: Talk
    utterances: Sequence[Utterance]
    cuts: Cuts
    asked: frozenset[int]  # words said in questions

    def damp(self, word: int) -> float:
        """What is heard at a word counts this much."""
        return _QUESTION if word in self.asked else 1.0


def hear(transcript: Transcript, words: Words) -> Hearing:
    """A transcript made ready."""
    found = segment(transcript, words)
    asked = frozenset(n for u in asking(found, transcript.text) for n in words.within(u.start, u.end))
    return Hearing(Talk(words), found, Cuts(boundary_strengths(transcript, words), len(words), asked), asked)


def _cases(bullets: Sequence[Bullet], heard: Hearing, glossary: Glossary) -> list[Case]:
    cases = []
    for bullet in bullets:
        said = concepts(bullet.text, heard.talk, glossary)
        scores = window_scores(said, len(heard.talk.words), heard.damp)
        cases.append(Case(bullet, said, scores, _next_time(bullet, bullets)))
    return cases


def _next_time(bullet: Bullet, bullets: Sequence[Bullet]) -> float | None:
    """Where the section of a bullet with a handed-down time ends: at the least later time of another."""
    if bullet.at is None or bullet.time_from == "own":
        return None
    later = [b.at for b in bullets if b.at is not None and b.at > bullet.at and b.time_from != "own"]
    return float(min(later)) if later else None


def _settle(
    cases: Sequence[Case], heard: Hearing, transcript: Transcript
) -> tuple[Timeline, list[list[tuple[int, float]]]]:
    """The time map, and for each bullet the words its window may centre on with their probabilities."""
    words = heard.talk.words
    timed = clock.from_cues(transcript.cues) if transcript.cues else None
    line = None
    if timed is None:
        usual = clock.usual_slope(words.text, len(words), korean=heard.talk.korean)
        guesses = [g for case in cases if (g := guess(case, words)) is not None]
        line = clock.fit_line(guesses, usual) if len(guesses) > 1 else clock.usual_line(usual)
        timeline = clock.refine(line, [], len(words.text))
    else:
        timeline = timed
    order = _chain_order(cases)
    chances: list[list[tuple[int, float]]] = [[] for _ in cases]
    for _ in range(1 if timed else _ROUNDS):
        steps = _steps([cases[n] for n in order], words, timeline)
        anchors = []
        for number, step, weights in zip(order, steps, posteriors(steps), strict=True):
            chances[number] = [(c.place, w) for c, w in zip(step.candidates, weights, strict=True)]
            second = cases[number].own_time
            if second is not None:
                place, mass = best_place(chances[number])
                first = best_span(cases[number].concepts, place, heard.cuts, heard.damp).first
                anchors.append(Anchor(float(words.starts[first]), second, mass))
        if line is not None:
            timeline = clock.refine(line, anchors, len(words.text))
    return timeline, chances


def _chain_order(cases: Sequence[Case]) -> list[int]:
    """Bullets by time; one without follows the bullet it stands after."""
    keys, last = [], 0
    for number, case in enumerate(cases):
        last = case.bullet.at if case.bullet.at is not None else last
        keys.append((last, number))
    return [number for _, number in sorted(keys)]


def _steps(cases: Sequence[Case], words: Words, timeline: Timeline) -> list[Step]:
    steps: list[Step] = []
    before: float | None = None
    seconds = start_seconds(len(cases[0].scores), words, timeline) if cases else []
    for case in cases:
        here = case.own_time
        gap = here - before if here is not None and before is not None else None
        steps.append(Step(candidates(case, seconds, timeline), gap))
        before = here
    return steps


def best_place(chances: Sequence[tuple[int, float]]) -> tuple[int, float]:
    """The centre word with the most probability near it, and that probability."""

    def near(place: int) -> float:
        return sum(w for other, w in chances if abs(other - place) <= _NEAR)

    # The likeliest of the places whose neighbourhood is as good as the best.
    best = max(near(place) for place, _ in chances)
    place = max((w, place) for place, w in chances if near(place) >= 0.98 * best)[1]
    return place, min(1.0, near(place))


def _span(case: Case, place: int, heard: Hearing, timeline: Timeline) -> Span:
    """The words to quote around a place; people link the second at which the words begin."""
    second = case.own_time
    if second is None:
        return best_span(case.concepts, place, heard.cuts, heard.damp)
    starts = heard.talk.words.starts

    def prior(first: int) -> float:
        offset = starts[min(first, len(starts) - 1)]
        late = timeline.at(offset) - second
        error = _start_error(timeline, offset)
        exact, loose = hypot(_EXACT_SPREAD, error), hypot(_LOOSE_SPREAD, error)
        near = _EXACT / exact * exp(-0.5 * (late / exact) ** 2)
        return log(near + (1 - _EXACT) / loose * exp(-0.5 * min(late / loose, 12.0) ** 2)) / WORDS_WEIGHT

    return best_span(case.concepts, place, heard.cuts, heard.damp, prior)


def _start_error(timeline: Timeline, offset: float) -> float:
    """The standard deviation of the second at which a quote is said to start."""
    return hypot(timeline.error(offset), _WORDS_ERROR if timeline.estimated else 0.0)


def _evidence(
    case: Case, span: Span, confidence: float, heard: Hearing, timeline: Timeline, names: Sequence[str]
) -> BulletEvidence:
    if not any(concept.heard for concept in case.concepts):
        return BulletEvidence(case.bullet, None, NOTHING_HEARD)
    if confidence < LEAST_CONFIDENCE:
        return BulletEvidence(case.bullet, None, NOT_FOUND)
    words = heard.talk.words
    start, end = words.starts[span.first], words.ends[span.after - 1]
    evidence = Evidence(
        quote=words.text[start:end],
        at=round(timeline.at(start)),
        plus_minus=max(2, ceil(Z90 * _start_error(timeline, start))),
        confidence=round(min(confidence, 0.99), 2),
        start=start,
        end=end,
        repaired=repaired(words.text[start:end], names),
    )
    return BulletEvidence(case.bullet, evidence)


def _words_per_minute(words: Words, timeline: Timeline) -> float:
    seconds = timeline.at(words.ends[-1]) - timeline.at(words.starts[0])
    return round(60 * len(words) / max(seconds, 1.0), 1)
