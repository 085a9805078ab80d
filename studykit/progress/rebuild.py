"""States and counts, made again from the log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from studykit.progress.rows import ADD_TALLY, LOG_ROWS, PUT_STATE, STATE_COLUMNS, event_of, state_row
from studykit.progress.sound import bad_entry
from studykit.progress.store import Progress
from studykit.schedule.events import EventKind
from studykit.schedule.replay import replay
from studykit.schedule.tally import LEARNING_AGE, Key, age_of_days, tallied

_LOG = f"select {LOG_ROWS} from log order by card, at_ms, id"  # noqa: S608 - constants
_STATES = f"select {STATE_COLUMNS} from state order by card"  # noqa: S608 - constants
_AT_ONCE = 10_000
_LAST_STEP = 1 << 53
_REVIEW, _IN_REVIEW, _AGAIN = int(EventKind.REVIEW), 2, 1
Row = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuild found: cards with a history, and those whose state in the cache was another."""

    cards: int
    changed: int


def rebuild(progress: Progress, report: Callable[[int], None] | None = None) -> Rebuilt:
    """Make the state of every card, and all counts, from the log, in one transaction.

    Args:
        progress: The history.
        report: Called now and then with the number of cards done.

    Raises:
        ProgressError: The file cannot be read or written, or its log is damaged; the states are then as they were.
    """
    with progress.writing():
        return rebuild_inside(progress, report)


def rebuild_inside(progress: Progress, report: Callable[[int], None] | None = None) -> Rebuilt:
    """The same inside the caller's transaction."""
    connection = progress.connection
    before = {row[0]: row for row in connection.execute(_STATES)}
    progress.schemes.leave_out_unreadable()
    connection.execute("delete from state")
    connection.execute("delete from tally")
    connection.execute("delete from recent where seq not between 1 and ?", (_LAST_STEP,))
    counts = _Counts()
    cards, changed = 0, 0
    batch: list[Row] = []
    for card, rows in groupby(connection.execute(_LOG), itemgetter(0)):
        row = _state(card, list(rows), progress, counts)
        batch.append(row)
        changed += before.pop(card, None) != row
        cards += 1
        if len(batch) == _AT_ONCE:
            connection.executemany(PUT_STATE, batch)
            batch.clear()
            if report:
                report(cards)
    connection.executemany(PUT_STATE, batch)
    connection.executemany(ADD_TALLY, counts.rows())
    return Rebuilt(cards, changed + len(before))


class _Counts:
    """Reviews and time, summed over all cards."""

    def __init__(self) -> None:
        self.reviews: Counter[Key] = Counter()
        self.spent: Counter[Key] = Counter()

    def rows(self) -> list[Row]:
        return [(*key, count, self.spent[key]) for key, count in sorted(self.reviews.items())]


def _state(card: str, rows: Sequence[Row], progress: Progress, counts: _Counts) -> Row:
    """The state's row after all rows of a card's log, in order of time.

    A history of nothing but reviews, each given after the one before it and with the weights of today, needs no
    replay: its last row says how it ended.
    """
    weights = progress.schemes.options(rows[-1][8]).parameters
    if not _plain(rows) or weights != progress.parameters:
        events = [event_of(row) for row in rows]
        reviews, spent = tallied(events, progress.options_of)
        counts.reviews.update(reviews)
        counts.spent.update(spent)
        return state_row(card, replay(events, progress.options_of, progress.parameters))
    tested = lapses = spent_ms = leech = 0
    last_day = rows[0][4]
    for row in rows:
        day, rating, age = row[4], row[6], LEARNING_AGE
        if row[10] == _IN_REVIEW:
            age = age_of_days(day - last_day)
            tested += 1
            lapses += rating == _AGAIN
        counts.reviews[day, age, rating] += 1
        counts.spent[day, age, rating] += row[7]
        spent_ms += row[7]
        leech |= row[9]
        last_day = max(last_day, day)
    last = rows[-1]
    marks = (leech, 0, 0, leech)
    first_day = rows[0][4]
    return (
        card, *last[15:20], last[1], last_day, first_day, len(rows), tested, lapses, spent_ms, *marks, last[2]
    )  # fmt: skip


def _plain(rows: Sequence[Row]) -> bool:
    head = 0
    for row in rows:
        if not row[20]:
            raise bad_entry(row[0])
        if row[3] != _REVIEW or row[15] is None or row[5] != head:
            return False
        head = row[2]
    return True
