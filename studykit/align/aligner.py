"""Evidence for every bullet of a summary: the words, their second, and how sure that is.

Words and time decide together. Each window of the talk is scored by the concepts of a bullet heard in it; the
scores make the time map fittable, the map makes repeats tellable apart, and a chain over all bullets settles both.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import ceil

from studykit.align.audit import audit
from studykit.align.concepts import concepts
from studykit.align.confidence import coverage, supported
from studykit.align.glossary import Glossary, bundled
from studykit.align.hearing import Hearing, hear
from studykit.align.latin import names_in
from studykit.align.places import Case
from studykit.align.repair import repairable, repaired
from studykit.align.scene import Scene
from studykit.align.scoring import window_scores
from studykit.align.settle import Settled, settle
from studykit.align.spans import Span
from studykit.align.timeline import Z90, Timeline
from studykit.align.words import Words, read_words
from studykit.model import Alignment, Bullet, BulletEvidence, Evidence, Source, Summary, Transcript

NO_TRANSCRIPT = "no transcript"
NO_WORDS = "the transcript holds no words"
NOTHING_HEARD = "none of its names, numbers or terms is said in the talk"
NOT_FOUND = "no place in the talk supports it"

LEAST_CONFIDENCE = 0.2  # below it a quote would be wrong more often than it helps
AUDITED = 0.5  # a quote less sure than this may be the wrong one, and would be blamed on the bullet
# A family name after a first one, or before a title.
_PERSON = r"(?<![A-Za-z])[A-Z][a-z]+ {0}(?![A-Za-z])|{0} (?:박사|교수|씨|대표|사장|작가|기자)|(?:Dr\.?|Prof\.?|Professor|Mr\.?|Ms\.?) {0}"
_INTRODUCTION, _FAREWELL = 150, 60  # words in which the people of a talk are named
_LEAST_ERROR = 2  # seconds; rounding and the reading of a clock


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

    Returns:
        Evidence and audit flags for each bullet, in the summary's order, or the reason why there is none. Times
        are None where neither document has any; so is ``words_per_minute``.
    """
    words = read_words(transcript.text)
    if not len(words):
        return Alignment(tuple(BulletEvidence(bullet, None, NO_WORDS) for bullet in summary.bullets))
    heard = hear(transcript, words)
    known_words = bundled().extended(glossary or {})
    cases = _cases(_believable(summary.bullets), heard, known_words)
    settled = settle(cases, heard, transcript)
    spans = [span for span, _ in settled.quotes]
    support = supported(
        [
            coverage(span.gain, sum(c.worth for c in case.concepts))
            for case, span in zip(cases, spans, strict=True)
        ]
    )
    names = _names(summary)
    known = " ".join(
        (*_titles(summary.source), *_titles(transcript.source), *summary.tags, *_people(summary, words))
    )
    starts = sorted(span.first for span in spans)
    found = []
    for bullet, case, span, (_, mass), chance in zip(
        summary.bullets, cases, spans, settled.quotes, support, strict=True
    ):
        one = _evidence(bullet, case, span, mass * chance, heard, settled, names)
        if one.evidence and (one.evidence.confidence or 0) >= AUDITED:
            until = next((first for first in starts if first > span.first), len(words))
            scene = Scene(bullet.text, case.concepts, span, heard.talk, known_words, known, until)
            one = replace(one, flags=audit(scene))
        found.append(one)
    return Alignment(tuple(found), _words_per_minute(words, settled.timeline) if settled.clocked else None)


def _believable(bullets: Sequence[Bullet]) -> list[Bullet]:
    """The bullets, without times where all have the same one: a link to the video is no time."""
    own = [bullet.at for bullet in bullets if bullet.at is not None and bullet.time_from == "own"]
    if len(own) > 2 and len(set(own)) == 1:
        return [replace(b, at=None, time_from="none") if b.time_from == "own" else b for b in bullets]
    return list(bullets)


def _cases(bullets: Sequence[Bullet], heard: Hearing, glossary: Glossary) -> list[Case]:
    cases = []
    before: Bullet | None = None
    for bullet in bullets:
        said = concepts(bullet.text, heard.talk, glossary)
        scores = window_scores(said, len(heard.words), heard.damp)
        first = before is None or before.at != bullet.at
        cases.append(Case(bullet, said, scores, _section_end(bullet, bullets), first))
        before = bullet
    return cases


def _section_end(bullet: Bullet, bullets: Sequence[Bullet]) -> float | None:
    """Where the section of a bullet with a handed-down time ends: at the least later time of another."""
    if bullet.at is None or bullet.time_from == "own":
        return None
    later = [b.at for b in bullets if b.at is not None and b.at > bullet.at and b.time_from != "own"]
    return float(min(later)) if later else None


def _names(summary: Summary) -> tuple[str, ...]:
    """The names that captions may have mis-heard. Titles are written In Capitals, so plain words of theirs are none."""
    title = [name for name in names_in(summary.source.title) if not name.istitle()]
    return repairable(
        [*title, *names_in(summary.source.channel), *(n for b in summary.bullets for n in names_in(b.text))]
    )


def _people(summary: Summary, words: Words) -> list[str]:
    """The people who speak: family names that several bullets use, and the talk says only when it begins, or never."""
    whole = " ".join(bullet.text for bullet in summary.bullets)
    counts = Counter(
        part for b in summary.bullets for name in names_in(b.text) for part in {name, *name.split()}
    )
    rest = set(words.forms[_INTRODUCTION:-_FAREWELL])
    return [
        name
        for name, count in counts.items()
        if count > 1 and name.lower() not in rest and re.search(_PERSON.format(re.escape(name)), whole)
    ]


def _titles(source: Source) -> tuple[str, str]:
    return source.title, source.channel


def _evidence(
    bullet: Bullet,
    case: Case,
    span: Span,
    confidence: float,
    heard: Hearing,
    settled: Settled,
    names: Sequence[str],
) -> BulletEvidence:
    if not any(concept.heard for concept in case.concepts):
        return BulletEvidence(bullet, None, NOTHING_HEARD)
    if confidence < LEAST_CONFIDENCE:
        return BulletEvidence(bullet, None, NOT_FOUND)
    words = heard.words
    start, end = words.starts[span.first], words.ends[span.after - 1]
    quote = words.text[start:end]
    evidence = Evidence(
        quote=quote,
        at=round(settled.timeline.at(start)) if settled.clocked else None,
        plus_minus=max(_LEAST_ERROR, ceil(Z90 * settled.error(start))) if settled.clocked else None,
        confidence=round(min(confidence, 0.99), 2),
        start=start,
        end=end,
        repaired=repaired(quote, names),
    )
    return BulletEvidence(bullet, evidence)


def _words_per_minute(words: Words, timeline: Timeline) -> float:
    seconds = timeline.at(words.ends[-1]) - timeline.at(words.starts[0])
    return round(60 * len(words) / max(seconds, 1.0), 1)
