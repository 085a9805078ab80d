"""The interviewer's own question before a passage: a person wrote it, so it reads well."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from studykit.align.english import stem
from studykit.align.segments import Utterance, utterances
from studykit.generate.candidate import Candidate, View
from studykit.model import Alignment, BulletEvidence, Kind, Transcript
from studykit.text import has_hangul, neutralise

_REACH = (
    500  # characters between a question's end and the passage that answers it: about half a minute of talk
)
_MIN_WORDS, _MAX_WORDS = 5, 28
_FILLERS = re.compile(
    r"^(?:(?:so|and|but|okay|ok|yeah|right|well|um|uh|now|great|awesome|interesting|i see|no|yes|cool|perfect|got it|sure)\b[,.!]*\s+)+",
    re.IGNORECASE,
)
_LEANING = re.compile(r"\b(?:that|this|it|they|those|these|he|she|them)\b", re.IGNORECASE)
_ASKING = re.compile(r"\b(?:what|why|how|which|who|where|when)\b", re.IGNORECASE)


def host_questions(transcript: Transcript, alignment: Alignment) -> tuple[str, ...]:
    """Per bullet the question asked before its passage; "" where none can be made out.

    Only questions that the transcript marks as such are taken: without punctuation no end can be trusted.
    """
    if "?" not in transcript.text:
        return ("",) * len(alignment.bullets)
    spoken = utterances(transcript)
    starts = [utterance.start for utterance in spoken]
    return tuple(_before(transcript, spoken, starts, found) for found in alignment.bullets)


def _before(
    transcript: Transcript, spoken: Sequence[Utterance], starts: Sequence[int], found: BulletEvidence
) -> str:
    if found.evidence is None or found.evidence.start is None:
        return ""
    answer = bisect_right(starts, found.evidence.start) - 1
    for i in range(answer, -1, -1):
        utterance = spoken[i]
        if found.evidence.start - utterance.end > _REACH:
            return ""
        text = transcript.text[utterance.start : utterance.end].strip()
        other = (
            not utterance.speaker or not spoken[answer].speaker or utterance.speaker != spoken[answer].speaker
        )
        if text.endswith("?") and other:
            question = _tidy(re.split(r"(?<=[.!?])\s+", text)[-1])
            # A question that shares no word with the passage was answered by something else.
            if question and _content(question) & _content(found.evidence.quote):
                return question
    return ""


def _content(text: str) -> set[str]:
    return {stem(word) for word in re.findall(r"[^\W\d_]+", text.casefold()) if len(word) > 4}


def _tidy(text: str) -> str:
    """A question without the words it warms up with; "" for one that leans on what was said before."""
    bare = _FILLERS.sub("", neutralise(" ".join(text.split())))
    words = bare.split()
    if not _MIN_WORDS <= len(words) <= _MAX_WORDS or not _ASKING.search(bare) or _LEANING.search(bare):
        return ""
    return bare[0].upper() + bare[1:]


def host_candidate(question: str, view: View) -> Candidate:
    """The question with the bullet's statement as its answer."""
    other = has_hangul(view.bullet.text) and not has_hangul(question)
    traits = frozenset({"other-language"} if other else ())
    return Candidate(Kind.QA, "host", " ".join(view.sentences[:1]).rstrip("."), front=question, traits=traits)
