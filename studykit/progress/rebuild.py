"""The states of all cards, made again from the log."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from studykit.progress.rows import LOG_COLUMNS, PUT_STATE, STATE_COLUMNS, event_of, state_row
from studykit.progress.store import Progress
from studykit.schedule.events import EventKind
from studykit.schedule.replay import replay

_LOG = f"select {LOG_COLUMNS} from log order by card, at_ms, id"  # noqa: S608 - constants
_LOG_OF = f"select {LOG_COLUMNS} from log where card = ? order by at_ms, id"  # noqa: S608 - constants
_STATES = f"select {STATE_COLUMNS} from state order by card"  # noqa: S608 - constants
_AT_ONCE = 10_000
_REVIEW, _IN_REVIEW, _AGAIN = int(EventKind.REVIEW), 2, 1


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuild found: cards with a history, and those whose state in the cache was another."""

    cards: int
    changed: int


def rebuild(progress: Progress, report: Callable[[int], None] | None = None) -> Rebuilt:
    """Make the state of every card from the log, in one transaction.

    Args:
        progress: The history.
        report: Called now and then with the number of cards done.

    Raises:
        ProgressError: The file cannot be read or written; the states are then as they were.
    """
    with progress.writing():
        before = {row[0]: row for row in progress.connection.execute(_STATES)}
        progress.connection.execute("delete from state")
        changed = 0
        done = 0
        batch: list[tuple[Any, ...]] = []
        for card, rows in groupby(progress.connection.execute(_LOG), itemgetter(0)):
            row = state_of_rows(card, list(rows), progress)
            batch.append(row)
            changed += before.pop(card, None) != row
            done += 1
            if len(batch) == _AT_ONCE:
                progress.connection.executemany(PUT_STATE, batch)
                batch.clear()
                if report:
                    report(done)
        progress.connection.executemany(PUT_STATE, batch)
        return Rebuilt(done, changed + len(before))


def refresh(progress: Progress, cards: Iterable[str]) -> None:
    """Make the states of some cards again, inside the caller's transaction."""
    for card in cards:
        rows = progress.connection.execute(_LOG_OF, (card,)).fetchall()
        progress.connection.execute(PUT_STATE, state_of_rows(card, rows, progress))


def state_of_rows(card: str, rows: Sequence[Sequence[Any]], progress: Progress) -> tuple[Any, ...]:
    """The state's row after all rows of a card's log, in order of time.

    A history of nothing but reviews, each given after the one before it and with the weights of today, needs no
    replay: its last row says how it ended.
    """
    head, reps, lapses, leech = 0, 0, 0, 0
    for row in rows:
        if row[3] != _REVIEW or row[15] is None or row[5] != head:
            break
        head = row[2]
        reps += 1
        lapses += row[6] == _AGAIN and row[10] == _IN_REVIEW
        leech |= row[9]
    last = rows[-1]
    if reps < len(rows) or progress.schemes.options(last[8]).parameters != progress.schemes.parameters:
        return state_row(card, replay(map(event_of, rows), progress.options_of, progress.schemes.parameters))
    last_day = max(row[4] for row in rows)
    return (card, *last[15:20], last[1], last_day, rows[0][4], reps, lapses, leech, 0, 0, leech, head)
