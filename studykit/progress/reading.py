"""What the review history is asked."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from studykit.progress import queries
from studykit.progress.failures import told
from studykit.progress.rows import event_of, state_of
from studykit.schedule.events import Event
from studykit.schedule.state import NEW, CardState, Phase

_AT_ONCE = 500


class Reading:
    """The questions that change nothing.

    Raises:
        ProgressError: From every method, when the file cannot be read.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.connection = connection
        self.path = path

    def states(self, cards: Sequence[str] | None = None) -> dict[str, CardState]:
        """The states of the cards that were ever touched; of all cards without an argument."""
        with told(self.path):
            if cards is None or len(cards) > 20 * _AT_ONCE:
                wanted = None if cards is None else set(cards)
                rows = self.connection.execute(queries.STATE)
                return {row[0]: state_of(row) for row in rows if wanted is None or row[0] in wanted}
            found: dict[str, CardState] = {}
            for start in range(0, len(cards), _AT_ONCE):
                part = cards[start : start + _AT_ONCE]
                query = f"{queries.STATE} where card in ({', '.join('?' * len(part))})"
                found.update((row[0], state_of(row)) for row in self.connection.execute(query, part))
            return found

    def standing(self, today: int) -> tuple[dict[str, CardState], set[str]]:
        """The states of all cards that matter to a study day, and the ids of those that rest on it.

        Resting are cards in review that are not due and were not reviewed that day: of 100,000 cards nearly all,
        which are then not even read.
        """
        asked = (int(Phase.REVIEW), today, today)
        with told(self.path):
            # One transaction: a card rated elsewhere between the two queries must not be missed by both.
            self.connection.execute("begin")
            try:
                states = self.awake(today)
                resting = {row[0] for row in self.connection.execute(queries.RESTING, asked)}
            finally:
                self.connection.execute("rollback")
        return states, resting

    def awake(self, today: int) -> dict[str, CardState]:
        """The states of all cards but those that rest on a study day."""
        with told(self.path):
            rows = self.connection.execute(queries.AWAKE, (int(Phase.REVIEW), today, today))
            return {row[0]: state_of(row) for row in rows}

    def first_due(self, today: int, now_ms: int, limit: int) -> list[str]:
        """The first cards due, limits and siblings left aside: for a status line; sessions have a queue of their own.

        Learning cards whose time has come go first, then reviews, the most forgotten first.
        """
        with told(self.path):
            rows = self.connection.execute(queries.LEARNING, (now_ms, today, limit)).fetchall()
            rows += self.connection.execute(queries.DUE, (today, today, today, limit - len(rows))).fetchall()
        return [row[0] for row in rows]

    def state(self, card: str) -> CardState:
        """The state of one card."""
        return self.states((card,)).get(card, NEW)

    def events(self, card: str) -> tuple[Event, ...]:
        """All that happened to a card, undone or not, in order of time."""
        with told(self.path):
            return tuple(event_of(row) for row in self.connection.execute(queries.LOG_OF_CARD, (card,)))
