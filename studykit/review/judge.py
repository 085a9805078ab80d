"""A typed answer beside the card's: does it say the same?

Likeness alone is unsafe: "지도 학습" (supervised) is 91 % like "비지도 학습" (unsupervised), and "60~80%" is 83 % like
"60~70%". So digits and negations decide first, and likeness, counted in jamo so that a slip in one vowel of a
syllable is a small one, only after them. The verdict suggests a rating; it never records one.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Indel, Levenshtein

from studykit.model import Rating

CLOSE = 0.85
LONGEST = 2000

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_PARENTHESIS = re.compile(r"\s*[(（\[][^()（）\[\]]*[)）\]]")
_KOREAN_PREFIXES = "비불무미부반"
_KOREAN_DENIALS = re.compile(r"않|없|못|아니|아닌|아닙|말[고라아]")
_KOREAN_ADVERBS = frozenset({"안", "못"})
_ENGLISH_PREFIXES = ("un", "in", "im", "ir", "il", "non", "dis", "anti", "a")
_ENGLISH_DENIALS = frozenset({"no", "not", "never", "none", "nothing", "without", "nor", "neither", "cannot"})


class Judged(StrEnum):
    """How a typed answer compares."""

    SAME = "same"
    CLOSE = "close"
    NUMBER = "number"
    NEGATION = "negation"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the comparison: ``kind`` is ``same``, ``missing`` (not typed) or ``extra`` (typed, not asked)."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the comparison came to.

    Args:
        judged: How the two compare.
        likeness: 0 to 1, in jamo, spaces and punctuation left out.
        suggested: The rating that fits; the learner decides.
        message: The same in a few words.
        pieces: The card's answer with what was typed laid over it.
    """

    judged: Judged
    likeness: float
    suggested: Rating
    message: str
    pieces: tuple[Piece, ...]

    @property
    def same(self) -> bool:
        """Whether the answer is right to the letter, spaces, case and punctuation apart."""
        return self.judged is Judged.SAME


_MESSAGES = {
    Judged.SAME: "Right.",
    Judged.CLOSE: "Close: look at the difference.",
    Judged.NEGATION: "One says the opposite of the other.",
    Judged.DIFFERENT: "Different.",
}
_SUGGESTED = {Judged.SAME: Rating.GOOD, Judged.CLOSE: Rating.HARD}


def judge(typed: str, answer: str) -> Verdict:
    """Compare a typed answer with the card's.

    What stands in parentheses in the card's answer may be left out.
    """
    typed, answer = _clean(typed), _clean(answer)
    short = _PARENTHESIS.sub("", answer).strip()
    wanted = short if short and _squeezed(typed) == _squeezed(short) else answer
    if short and short != wanted and len(typed) < len(answer):
        wanted = max((answer, short), key=lambda text: _likeness(typed, text))
    likeness = _likeness(typed, wanted)
    judged = _judged(typed, wanted, likeness)
    message = _about_numbers(typed, wanted) if judged is Judged.NUMBER else _MESSAGES[judged]
    suggested = _SUGGESTED.get(judged, Rating.AGAIN)
    return Verdict(judged, likeness, suggested, message, _pieces(typed, wanted))


def _about_numbers(typed: str, wanted: str) -> str:
    given, asked = _numbers(typed), _numbers(wanted)
    if given < asked:
        return "The number is missing." if asked.total() == 1 else "A number is missing."
    return "There is a number too many." if given > asked else "A number differs."


def _judged(typed: str, wanted: str, likeness: float) -> Judged:
    if not _squeezed(typed):
        return Judged.SAME if typed == wanted else Judged.DIFFERENT
    if _numbers(typed) != _numbers(wanted):
        return Judged.NUMBER
    if _squeezed(typed) == _squeezed(wanted):
        return Judged.SAME
    if _opposed(typed, wanted):
        return Judged.NEGATION
    return Judged.CLOSE if likeness >= CLOSE else Judged.DIFFERENT


def _clean(text: str) -> str:
    return unicodedata.normalize("NFKC", text[:LONGEST]).casefold().strip()


def _squeezed(text: str) -> str:
    """Letters, digits and the signs that carry meaning; NFC, for syllables to be compared."""
    return "".join(ch for ch in text if ch.isalnum() or ch in "%+-#<>=&$€₩°")


def _likeness(one: str, other: str) -> float:
    jamo = (unicodedata.normalize("NFD", _squeezed(text)) for text in (one, other))
    return Indel.normalized_similarity(*jamo)


def _numbers(text: str) -> Counter[str]:
    return Counter(match.replace(",", "").lstrip("0") or "0" for match in _NUMBER.findall(text))


def _opposed(one: str, other: str) -> bool:
    words, others = _WORD.findall(one), _WORD.findall(other)
    if _denials(one, words) != _denials(other, others):
        return True
    return _prefixed(words, others) or _prefixed(others, words) or _prefix_differs(one, other)


def _denials(text: str, words: list[str]) -> int:
    english = sum(word in _ENGLISH_DENIALS or word.endswith(("n't", "n’t")) for word in words)
    return english + len(_KOREAN_DENIALS.findall(text)) + sum(word in _KOREAN_ADVERBS for word in words)


def _prefixed(words: list[str], others: list[str]) -> bool:
    """Whether a word of one side is a word of the other with a negating prefix."""
    known = set(others)
    for word in set(words) - known:
        for prefix in _ENGLISH_PREFIXES:
            if word.startswith(prefix) and len(word) > len(prefix) + 2 and word.removeprefix(prefix) in known:
                return True
    return False


def _prefix_differs(one: str, other: str) -> bool:
    """Whether a negating syllable at the start of a Korean word stands on one side only.

    Spaces are compared away ("비지도 학습" is "비지도학습"), so a word starts where either side starts one.
    """
    left, left_starts = _syllables(one)
    right, right_starts = _syllables(other)
    for op in Levenshtein.opcodes(left, right):
        start = op.src_start in left_starts or op.dest_start in right_starts
        if not start or (op.src_end - op.src_start) + (op.dest_end - op.dest_start) != 1:
            continue
        if (left[op.src_start : op.src_end] or right[op.dest_start : op.dest_end]) in _KOREAN_PREFIXES:
            return True
    return False


def _syllables(text: str) -> tuple[str, set[int]]:
    letters: list[str] = []
    starts = set()
    for word in _WORD.findall(text):
        starts.add(len(letters))
        letters += word
    return "".join(letters), starts


def _pieces(typed: str, wanted: str) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    for op in Levenshtein.opcodes(wanted, typed):
        left, right = wanted[op.src_start : op.src_end], typed[op.dest_start : op.dest_end]
        if op.tag == "equal":
            pieces.append(Piece("same", left))
            continue
        if left:
            pieces.append(Piece("missing", left))
        if right:
            pieces.append(Piece("extra", right))
    return tuple(pieces)
