"""The review history: an append-only log, and the state of each card as a cache of it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from studykit.progress import database, queries
from studykit.progress.answer import Answer, TakenBack
from studykit.progress.backup import (
    back_up_before_change,
    back_up_once_a_day,
    refuse_to_begin_beside_backups,
)
from studykit.progress.failures import told
from studykit.progress.home import progress_path
from studykit.progress.reading import Reading
from studykit.progress.rows import (
    ADD_TALLY,
    PUT_EVENT,
    PUT_STATE,
    event_of,
    event_row,
    state_of,
    state_row,
)
from studykit.progress.schemes import Schemes
from studykit.schedule.days import date_of
from studykit.schedule.events import Event, EventKind, memory_of
from studykit.schedule.replay import effective, follow, replay
from studykit.schedule.settings import Options
from studykit.schedule.state import NEW, CardState
from studykit.schedule.tally import age_of, tallied

UNDO_STEPS = 1000
# How many steps more are kept before the oldest are let go, so that not every answer writes their page too.
_STEPS_AT_ONCE = 100


def new_id() -> int:
    """A random id that no other device will come up with."""
    # Not the secrets module: it loads hmac and more, and every command would wait for that.
    return (int.from_bytes(os.urandom(8)) >> 2) + 1


class Progress(Reading):
    """One learner's review history. Every change is on the disk before the method that made it returns.

    Raises:
        ProgressError: From every method, when the file cannot be read or written.
    """

    def __init__(
        self, connection: sqlite3.Connection, path: Path, make_id: Callable[[], int] = new_id
    ) -> None:
        super().__init__(connection, path)
        self._make_id = make_id
        self.schemes = Schemes(connection)
        self._data_version = self._read_data_version()

    @classmethod
    def open(cls, path: Path | None = None, make_id: Callable[[], int] = new_id) -> Self:
        """Open the history, or begin one. Without a path it is the one in the data folder."""
        path = path or progress_path()
        with told(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = database.connect(path)
            try:
                if not database.version_of(connection):
                    refuse_to_begin_beside_backups(path)
                database.migrate(
                    connection,
                    path,
                    before=lambda version: back_up_before_change(connection, path, version),
                )
                return cls(connection, path, make_id)
            except BaseException:
                connection.close()
                raise

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def changed_elsewhere(self) -> bool:
        """Whether another process wrote to the file since this was last asked."""
        with told(self.path):
            before, self._data_version = self._data_version, self._read_data_version()
            if before == self._data_version:
                return False
            self.schemes.forget()
            return True

    @property
    def parameters(self) -> tuple[float, ...]:
        """The FSRS weights in use; empty for its defaults."""
        with told(self.path):
            return self.schemes.parameters

    def fetch(self, card: str) -> None:
        """Read what a rating of the card will be written beside: in a large history it may still be on the disk only."""
        with told(self.path):
            self._current(card)
            self._after_last(card, 0)

    # Writing

    def record(self, answer: Answer) -> CardState | None:
        """Write a rating down; returns the card's state after it.

        None means that the card was rated elsewhere after its question was put: that rating stands alone.
        """
        with self.writing():
            current = self._current(answer.card)
            if current.head != answer.shown.head:
                return None
            scheme = self.schemes.put(answer.options, answer.version)
            event = Event(
                card=answer.card,
                at_ms=self._after_last(answer.card, answer.at_ms),
                id=answer.event or self._make_id(),
                kind=EventKind.REVIEW,
                day=answer.after.last_day,
                ref=current.head,
                rating=answer.rating,
                duration_ms=answer.duration_ms,
                scheme=scheme,
                was=memory_of(current),
                now=memory_of(answer.after),
                leech=answer.after.leech and not answer.shown.leech,
            )
            tally = (event.day, age_of(current, event.day), int(answer.rating), 1, answer.duration_ms)
            self.connection.execute(ADD_TALLY, tally)
            return self._append([event], {answer.card: current})[0]

    def mark(self, kind: EventKind, cards: Sequence[str], at_ms: int, day: int) -> None:
        """Suspend, bury or flag cards, or take it back; one undo step for all of them."""
        with self.writing():
            self._append(
                [
                    Event(card=c, at_ms=self._after_last(c, at_ms), id=self._make_id(), kind=kind, day=day)
                    for c in cards
                ]
            )

    def undo(self, at_ms: int, day: int) -> TakenBack | None:
        """Take back what was done last on this device, in this session or an earlier one.

        The entry stays in the log and an undo is added. Returns None when nothing is left to undo.
        """
        with self.writing():
            while steps := self.connection.execute(queries.LAST_STEPS).fetchall():
                self.connection.execute("delete from recent where seq = ?", (steps[0][0],))
                taken = [
                    event for _, card, target in steps if (event := self._take_back(card, target, at_ms, day))
                ]
                if taken:
                    return TakenBack(tuple(event.card for event in taken), taken[0].kind, taken[0].rating)
            return None

    def _take_back(self, card: str, target: int, at_ms: int, day: int) -> Event | None:
        """Undo one event; None when another device's log, merged since, undid it already."""
        events = self._log_of(card)
        event = next((e for e in effective(events) if e.id == target), None)
        if event is not None:
            undo = Event(
                card=card,
                at_ms=self._after_last(card, at_ms),
                id=self._make_id(),
                kind=EventKind.UNDO,
                day=day,
                ref=target,
            )
            self.connection.execute(PUT_EVENT, event_row(undo))
            self.account(card, events, [*events, undo])
        return event

    def account(self, card: str, before: Sequence[Event], after: Sequence[Event]) -> None:
        """Bring state and counts of a card from its events before to those now; inside a transaction."""
        state = replay(after, self.options_of, self.schemes.parameters)
        self.connection.execute(PUT_STATE, state_row(card, state))
        for events, sign in ((before, -1), (after, 1)):
            reviews, spent = tallied(events, self.options_of)
            rows = ((*key, sign * count, sign * spent[key]) for key, count in reviews.items())
            self.connection.executemany(ADD_TALLY, rows)

    def back_up(self, day: int) -> Path | None:
        """Make the backup of a study day unless there is one; returns the new file."""
        return back_up_once_a_day(self.connection, self.path, date_of(day))

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction that holds the write lock from its start, with errors in words."""
        with told(self.path), database.transaction(self.connection):
            yield

    def options_of(self, event: Event) -> Options:
        """The settings a review was scheduled with; the defaults where they are not known."""
        return self.schemes.options(event.scheme)

    def _append(
        self, events: Iterable[Event], known: Mapping[str, CardState] | None = None
    ) -> list[CardState]:
        seq = (self.connection.execute("select max(seq) from recent").fetchone()[0] or 0) + 1
        states = []
        for event in events:
            before = known[event.card] if known else self._current(event.card)
            state = follow(before, event, self.options_of)
            self.connection.execute(PUT_EVENT, event_row(event))
            self.connection.execute(PUT_STATE, state_row(event.card, state))
            self.connection.execute(
                "insert or replace into recent values (?, ?, ?, ?)", (seq, event.card, event.at_ms, event.id)
            )
            states.append(state)
        if not seq % _STEPS_AT_ONCE:
            self.connection.execute("delete from recent where seq <= ?", (seq - UNDO_STEPS,))
        return states

    def _current(self, card: str) -> CardState:
        row = self.connection.execute(f"{queries.STATE} where card = ?", (card,)).fetchone()
        return state_of(row) if row else NEW

    def _log_of(self, card: str) -> list[Event]:
        return [event_of(row) for row in self.connection.execute(queries.LOG_OF_CARD, (card,))]

    def _after_last(self, card: str, at_ms: int) -> int:
        # A clock that was set back must not put this before what it follows.
        last = self.connection.execute("select max(at_ms) from log where card = ?", (card,)).fetchone()[0]
        return at_ms if last is None else max(at_ms, last + 1)

    def _read_data_version(self) -> int:
        return int(self.connection.execute("pragma data_version").fetchone()[0])
