"""A transcript made ready for matching: words, utterances, where quotes may be cut, what each word counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from studykit.align.concepts import Talk
from studykit.align.segments import Utterance, asking, boundary_strengths, segment
from studykit.align.spans import Cuts
from studykit.align.words import Words
from studykit.model import Transcript

_QUESTION = 0.8  # what is heard in a question counts less: the answer repeats it, and is what was summarised


@dataclass(frozen=True)
class Hearing:
    """A talk, its utterances, and how much what is heard at each word counts."""

    talk: Talk
    utterances: Sequence[Utterance]
    cuts: Cuts

    @property
    def words(self) -> Words:
        """The words of the talk."""
        return self.talk.words

    def damp(self, word: int) -> float:
        """What is heard at a word counts this much."""
        return _QUESTION if word in self.cuts.asked else 1.0


def hear(transcript: Transcript, words: Words) -> Hearing:
    """A transcript made ready."""
    strengths = boundary_strengths(transcript, words)
    found = segment(transcript, words, strengths)
    asked = frozenset(n for u in asking(found, transcript.text) for n in words.within(u.start, u.end))
    return Hearing(Talk(words), found, Cuts(strengths, len(words), asked))
