"""What goes into the history, and what an undo took out of account."""

from __future__ import annotations

from dataclasses import dataclass

from studykit.model import Rating
from studykit.schedule.events import EventKind
from studykit.schedule.settings import Options
from studykit.schedule.state import CardState


@dataclass(frozen=True, slots=True)
class Answer:
    """A rating on its way into the log.

    Args:
        card: The card's id.
        shown: Its state when the four outcomes were computed.
        after: The outcome the learner saw and chose.
        rating: The answer.
        at_ms: The instant it was given, UTC milliseconds.
        duration_ms: From question to rating.
        options: The settings it was scheduled with.
        version: The scheduler's name and version.
        event: The id it gets in the log, where the same rating may be told twice; 0 for a new one.
    """

    card: str
    shown: CardState
    after: CardState
    rating: Rating
    at_ms: int
    duration_ms: int
    options: Options
    version: str
    event: int = 0


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What an undo took back."""

    cards: tuple[str, ...]
    kind: EventKind
    rating: Rating | None
