"""An unpunctuated line cut into utterances, and questions told from answers.

Boundaries are guessed from punctuation, speaker marks, pauses between cues and the words that open or close
a clause in speech; dynamic programming then picks those that make utterances of a natural length.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from studykit.align.korean import mostly_hangul
from studykit.align.words import Words, read_words
from studykit.model import Transcript

# How likely a clause begins with this word (0..1), judged by reading captions with and without punctuation.
_OPENERS = {
    word: strength
    for strength, words in {
        0.8: "okay ok yeah yes alright",
        0.7: "so but now well",
        0.5: "and um uh because or then also first second finally actually basically let's anyway",
        0.35: "i we you they he she it it's i'm we're you're they're this that's there there's these those if when what how why "
        "where who which to in for maybe sometimes like you've we've i've let",
    }.items()
    for word in words.split()
}
_CLOSERS = frozenset("right okay ok yeah yes etc too again though well so".split())  # noqa: SIM905
# No clause ends with one of these.
_BINDERS = frozenset(
    """a an the of to in on at by for from with and or but so is are was were be been am my your his her its our their this
    that these those very really more most some any no not just i we you they he she it's i'm we're you're they're if
    because when what how which who as than like into about can could will would should may might must do does did
    have has had going kind sort gonna um uh""".split()  # noqa: SIM905
)
_STOP = re.compile(r"[.?!…。？！]['\")\]”’]*$")
_COMMA = re.compile(r"[,;:、，]['\")\]”’]*$")
_KOREAN_END = re.compile(r"(?:니다|어요|아요|에요|예요|해요|네요|군요|죠|까요|거든요|는데요|세요)$")
_PAUSE = 0.8  # seconds between cues that a speaker leaves only between clauses
_TYPICAL, _SPREAD, _LONGEST = 16, 10, 48  # words
_KOREAN_TYPICAL = 9  # Korean words hold what English says in two
# What leaving out a certain boundary costs, against the squared deviation from the typical length.
_BOUNDARY = 3.0
_QUESTION_START = re.compile(
    r"^(?:(?:so|and|but|okay|ok|yeah|now|well|um|uh|right|then)\s+)*"
    r"(?:what|how|why|when|where|who|which|do you|does|did you|can you|could you|would you|have you|are you|is it|is there|"
    r"is this|tell (?:me|us)|talk (?:to me )?about|i'm curious|curious|i wonder|i'm wondering|let me ask)\b"
)
_ANSWER = re.compile(r"(?:yeah|yes|yep|no|well|um|uh|so|i think|i mean|sure|absolutely|exactly|thank)\b")
_QUESTION_INSIDE = re.compile(
    r"\b(?:what (?:do|did|would|are|is) (?:you|your)|how (?:do|did|would|are) you|do you think|why (?:do |did )?you|"
    r"can you (?:tell|talk|explain|share)|(?:tell|give|walk|show|remind|hit|take) (?:me|us)|talk about|i'm curious|would you say|"
    r"could you|am i|correct me if)\b"
)


@dataclass(frozen=True, slots=True)
class Utterance:
    """``text[start:end]`` said in one go. ``speaker`` is the name or mark of the turn it belongs to, "" where unknown.

    ``question`` says that it asks the other speaker something, as far as its words show it.
    """

    start: int
    end: int
    speaker: str = ""
    question: bool = False


def utterances(transcript: Transcript) -> tuple[Utterance, ...]:
    """The utterances of a transcript, in order, covering every word once."""
    words = read_words(transcript.text)
    return segment(transcript, words, boundary_strengths(transcript, words))


def segment(transcript: Transcript, words: Words, strengths: dict[int, float]) -> tuple[Utterance, ...]:
    """The same for a transcript whose words and boundaries are at hand."""
    if not len(words):
        return ()
    starts = _cut(strengths, len(words), _KOREAN_TYPICAL if mostly_hangul(words.text) else _TYPICAL)
    marks = [mark.offset for mark in transcript.speakers]
    found = []
    for first, after in zip(starts, [*starts[1:], len(words)], strict=True):
        start, end = words.starts[first], words.ends[after - 1]
        turn = bisect_left(marks, start + 1) - 1
        speaker = transcript.speakers[turn].text if turn >= 0 else ""
        found.append(Utterance(start, end, speaker, is_question(transcript.text[start:end])))
    return tuple(found)


def is_question(text: str) -> bool:
    """Whether an utterance asks something of a listener who can answer."""
    lower = text.lower()
    if text.rstrip().endswith(("?", "？")):
        return True
    return bool(_QUESTION_INSIDE.search(lower)) or (bool(_QUESTION_START.match(lower)) and " you" in lower)


def asking(found: Sequence[Utterance], text: str) -> tuple[Utterance, ...]:
    """The utterances in which something is asked, and what leads up to it: those just before, up to an answer's opening."""
    asked = []
    for number, utterance in enumerate(found):
        after = found[number + 1] if number + 1 < len(found) else None
        leads = (
            after is not None and after.question and not _ANSWER.match(text[after.start : after.end].lower())
        )
        if utterance.question or leads:
            asked.append(utterance)
    return tuple(asked)


def boundary_strengths(transcript: Transcript, words: Words) -> dict[int, float]:
    """How likely an utterance starts at each word; words that cannot start one are left out."""
    certain = {words.number_at(mark.offset) for mark in (*transcript.speakers, *transcript.chapters)}
    pauses = {
        words.number_at(after.start)
        for before, after in zip(transcript.cues, transcript.cues[1:], strict=False)
        if after.at - before.until > _PAUSE
    }
    strengths: dict[int, float] = {}
    for number in range(1, len(words)):
        strength = 1.0 if number in certain else _strength(words, number)
        if number in pauses:
            strength = max(strength, 0.95)
        if strength > 0:
            strengths[number] = strength
    return strengths


def _strength(words: Words, number: int) -> float:
    before = words.text[words.starts[number - 1] : words.ends[number - 1]]
    if _STOP.search(before):
        return 0.95
    if _KOREAN_END.search(words.forms[number - 1]):
        return 0.8
    if _COMMA.search(before):
        return 0.45
    if words.forms[number - 1] in _BINDERS:
        return 0.0
    opener = _OPENERS.get(words.forms[number], 0.0)
    closer = 0.3 if words.forms[number - 1] in _CLOSERS else 0.0
    return min(0.9, opener + closer)


def _cut(strengths: dict[int, float], count: int, typical: int) -> list[int]:
    """The starts that cost least: unlikely boundaries cost, and so do very short and very long utterances.

    A boundary of strength 1 is always one. ``count`` is the number of words, ``typical`` the usual length.
    """
    places = [0, *strengths, count]
    likely = [1.0, *strengths.values(), 1.0]
    cost = [0.0] + [float("inf")] * (len(places) - 1)
    back = [0] * len(places)
    for here in range(1, len(places)):
        boundary = _BOUNDARY * (1 - 2 * likely[here])
        for there in range(here - 1, -1, -1):
            length = places[here] - places[there]
            if length > _LONGEST and there < here - 1:
                break
            total = cost[there] + ((length - typical) / _SPREAD) ** 2 + boundary
            if total < cost[here]:
                cost[here], back[here] = total, there
            if likely[there] >= 1:
                break
    starts = []
    here = len(places) - 1
    while here > 0:
        here = back[here]
        starts.append(places[here])
    return starts[::-1]
