"""How alike two notes are, and which old note each new one is.

Weights and thresholds are those that kept every history over nine kinds of edit: answer .45, front .30, bullet .25, a
few points for the time; the answer alike by 60 of 100 and the whole by 72.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice

from rapidfuzz import fuzz

from studykit.cloze import blanks, plain
from studykit.deck.assign import assign
from studykit.deck.facts import LONGEST, numbers, same_facts, tokens
from studykit.deck.identity import is_foreign, is_rejected, is_untouched
from studykit.deck.shortlist import Shortlist
from studykit.model import Kind, Note

ANSWER, FRONT, BULLET = 0.45, 0.30, 0.25
LEAST_ANSWER = 60
LEAST_TOTAL = 72
# A sentence of the summary is taken for an edited one of before from here on, when it claims the same.
LEAST_BULLET = 75
LARGEST_BONUS = 3.0
# No note of a person is beyond these; a hostile one must not take minutes.
MOST_CARDS = 30

_NOISE = re.compile(r"[^\w%$€₩+\-]+")


@lru_cache(maxsize=20_000)
def shape(text: str) -> str:
    """A text as it is compared: letters and jamo, lower case, one space between words."""
    return _NOISE.sub(" ", unicodedata.normalize("NFKD", text).casefold()).strip()


def alike(old: str, new: str) -> float:
    """Likeness of two texts, 0 to 100; of very long ones, of their beginnings."""
    return fuzz.ratio(shape(old[:LONGEST]), shape(new[:LONGEST]))


def answers(note: Note) -> dict[int, str]:
    """The answers of a note by card ordinal."""
    if note.kind is Kind.QA:
        return {1: note.back}
    found: dict[int, list[str]] = {}
    for blank in blanks(note.text):
        found.setdefault(blank.ordinal, []).append(blank.answer)
    return {ordinal: " ".join(parts) for ordinal, parts in found.items()}


def sentence(note: Note) -> str:
    """Everything a note says, answers included."""
    return plain(note.text) if note.kind is Kind.CLOZE else f"{note.front}\n{note.back}"


def same_cards(old: Note, new: Note) -> dict[int, int]:
    """The ordinals of ``new`` whose card is one of ``old``, with the ordinal there: alike answers that claim the same."""
    before, after = (dict(islice(answers(note).items(), MOST_CARDS)) for note in (old, new))
    scores = {
        (b, a): score
        for b, was in before.items()
        for a, now in after.items()
        if (score := alike(was, now)) >= LEAST_ANSWER and same_facts(was, now)
    }
    return {a: b for b, a in assign(scores).items()}


def likeness(old: Note, new: Note) -> float:
    """How sure it is that ``new`` is ``old`` regenerated, 0 to about 100; 0 where it must be another note."""
    if old.kind is not new.kind:
        return 0
    front = alike(_front(old), _front(new))
    bullet = alike(old.bullet, new.bullet) if old.bullet and new.bullet else None
    # Most pairs fail here, before the costly comparisons: not even equal answers could lift them over the threshold.
    if _total(100, front, bullet) + LARGEST_BONUS + 0.5 < LEAST_TOTAL:
        return 0
    pairs = same_cards(old, new)
    if not pairs:
        return 0
    before, after = answers(old), answers(new)
    answer = sum(alike(before[b], after[a]) for a, b in pairs.items()) / min(len(before), len(after))
    total = _total(answer, front, bullet)
    # Of two notes of one sentence, the one that shares more cards.
    total += _time_bonus(old.at, new.at) + min(len(pairs), 5) / 10
    if answer < LEAST_ANSWER or total < LEAST_TOTAL:
        return 0
    by_hand = is_edited(old)
    # What will not be rewritten with ``new`` may be some slips behind the summary.
    behind = by_hand or is_rejected(old) or is_foreign(old, new)
    claims = same_facts(sentence(old), sentence(new), added_by_hand=by_hand, behind=behind)
    return total if claims else 0


def match(old: Sequence[Note], new: Sequence[Note]) -> dict[int, int]:
    """One-to-one pairs ``{new: old}`` of notes that are the same, by the best total likeness."""
    edited = [index for index, note in enumerate(old) if is_edited(note)]
    by_hand = set(edited)
    buckets: dict[tuple[str, tuple[str, ...]], list[int]] = {}
    for index in range(len(old)):
        if index not in by_hand:
            buckets.setdefault(_bucket(old[index]), []).append(index)
    shortlists = {
        key: Shortlist([_whole(old[index]) for index in indices]) for key, indices in buckets.items()
    }
    scores: dict[tuple[int, int], float] = {}
    for after, note in enumerate(new):
        key = _bucket(note)
        near = [buckets[key][place] for place in shortlists[key].of(_whole(note))] if key in buckets else []
        for before in (*near, *edited):
            if score := likeness(old[before], note):
                scores[before, after] = score
    return {after: before for before, after in assign(scores).items()}


def _whole(note: Note) -> str:
    return f"{sentence(note)} {note.bullet}"


def is_edited(note: Note) -> bool:
    """Whether a person changed a generated note: it stays as it is, and so falls behind its summary."""
    return bool(note.made) and not is_untouched(note)


def _bucket(note: Note) -> tuple[str, tuple[str, ...]]:
    # Notes of one kind with the same numbers: all others cannot match, and comparing them all would cost minutes.
    return note.kind, numbers(tokens(sentence(note)[:LONGEST]))


def _front(note: Note) -> str:
    return plain(note.text) if note.kind is Kind.CLOZE else note.front


def _total(answer: float, front: float, bullet: float | None) -> float:
    if bullet is None:
        return (ANSWER * answer + FRONT * front) / (ANSWER + FRONT)
    return ANSWER * answer + FRONT * front + BULLET * bullet


def _time_bonus(old: int | None, new: int | None) -> float:
    if old is None or new is None:
        return 0
    return max(0.0, LARGEST_BONUS - abs(old - new) / 10)
