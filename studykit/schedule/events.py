"""What the review log holds: one event per thing the learner did. Nothing is ever taken out, undo is an event too."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import IntEnum

from studykit.model import Rating
from studykit.schedule.state import CardState, Phase


class EventKind(IntEnum):
    """The kinds of event. The numbers are stored."""

    REVIEW = 1
    UNDO = 2
    SUSPEND = 3
    UNSUSPEND = 4
    BURY = 5
    UNBURY = 6
    FLAG = 7
    UNFLAG = 8


@dataclass(frozen=True, slots=True)
class Memory:
    """The part of a card's state that a review changes; the fields mean what they mean in `CardState`."""

    phase: Phase
    step: int | None
    stability: float | None
    difficulty: float | None
    due: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One entry of the log.

    Args:
        card: The card it is about.
        at_ms: UTC milliseconds; later events of one card on one device always have a later one.
        id: Unique over all devices.
        kind: What happened.
        day: The study day it counted for.
        ref: For an undo, the event taken back; for a review, the review before it on that device (0 for none).
        rating: The answer, of a review.
        duration_ms: From question to rating.
        scheme: Which scheduler, with which settings, computed ``now``; 0 when unknown.
        was: The memory before the review.
        now: The memory after it; None for a review that was made elsewhere and is only known by its rating.
        leech: This review made the card a leech.
    """

    card: str
    at_ms: int
    id: int
    kind: EventKind
    day: int
    ref: int = 0
    rating: Rating | None = None
    duration_ms: int = 0
    scheme: int = 0
    was: Memory | None = None
    now: Memory | None = None
    leech: bool = False


def memory_of(state: CardState) -> Memory:
    """The part of a state that a review changes."""
    return Memory(state.phase, state.step, state.stability, state.difficulty, state.due)


def id_of(seed: str) -> int:
    """An event's id made from what it stands for: the same on every device, so that logs merge."""
    return (int.from_bytes(hashlib.blake2b(seed.encode(), digest_size=8).digest()) >> 2) + 1
