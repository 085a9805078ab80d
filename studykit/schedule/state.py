"""What is known of a card: its memory, when it is due, and what the learner did with it."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from studykit.schedule.days import StudyClock


class Phase(IntEnum):
    """Where a card is on its way into memory. The numbers are stored."""

    NEW = 0
    LEARNING = 1
    REVIEW = 2
    RELEARNING = 3

    @property
    def stepping(self) -> bool:
        """Whether the card goes through steps of minutes."""
        return self in {Phase.LEARNING, Phase.RELEARNING}


class CardState(NamedTuple):
    """The state of one card; the default is a card never seen. A tuple because there may be 100,000.

    Args:
        phase: Where the card is.
        step: The learning or relearning step it is on; None in review.
        stability: Days until recall falls to 90 %; None before the first review.
        difficulty: 1 (easy) to 10.
        due: While learning the instant it comes back (UTC milliseconds), in review the study day.
        last_ms: When it was last reviewed (UTC milliseconds).
        last_day: The study day of the last review.
        first_day: The study day of the first review.
        reps: Reviews that count.
        tested: Reviews that count and found it in review: a test of memory, where the others were learning.
        lapses: How many of those it failed.
        spent_ms: Time spent on it in reviews that count.
        suspended: Not shown until the learner takes it back.
        buried_until: The first study day it may be shown again.
        flagged: Marked by the learner for a later look.
        leech: Forgotten so often that the card itself is suspect.
        head: The log's id of the last review that counts; 0 before the first.
    """

    phase: Phase = Phase.NEW
    step: int | None = None
    stability: float | None = None
    difficulty: float | None = None
    due: int = 0
    last_ms: int = 0
    last_day: int = 0
    first_day: int = 0
    reps: int = 0
    tested: int = 0
    lapses: int = 0
    spent_ms: int = 0
    suspended: bool = False
    buried_until: int = 0
    flagged: bool = False
    leech: bool = False
    head: int = 0

    @property
    def due_day(self) -> int:
        """The study day of a card in review; 0 otherwise."""
        return self.due if self.phase is Phase.REVIEW else 0

    @property
    def due_ms(self) -> int:
        """The instant (UTC milliseconds) a learning card comes back; 0 otherwise."""
        return self.due if self.phase.stepping else 0

    def hidden(self, today: int) -> bool:
        """Whether the card is suspended, or buried on that study day."""
        return self.suspended or today < self.buried_until


NEW = CardState()


def due_at(state: CardState, clock: StudyClock) -> int:
    """The instant (UTC milliseconds) from which a card is due; 0 for a new one."""
    return clock.start_of(state.due) if state.phase is Phase.REVIEW else state.due
