"""Domain values to database rows and back, in one place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from studykit.model import Rating
from studykit.progress.sound import LOG_SOUND, STATE_SOUND, bad_entry, bad_state
from studykit.schedule.events import Event, EventKind, Memory
from studykit.schedule.state import CardState, Phase

LOG_COLUMNS = (
    "card, at_ms, id, kind, day, ref, rating, duration_ms, scheme, leech, "
    "was_phase, was_step, was_stability, was_difficulty, was_due, "
    "now_phase, now_step, now_stability, now_difficulty, now_due"
)
STATE_COLUMNS = (
    "card, phase, step, stability, difficulty, due, last_ms, last_day, first_day, "
    "reps, tested, lapses, spent_ms, suspended, buried_until, flagged, leech, head"
)
# What `event_of` and `state_of` take: the columns, and whether the row can be.
LOG_ROWS = f"{LOG_COLUMNS}, {LOG_SOUND}"
STATE_ROWS = f"{STATE_COLUMNS}, {STATE_SOUND}"
PUT_EVENT = f"insert or ignore into log ({LOG_COLUMNS}) values ({', '.join('?' * 20)})"  # noqa: S608 - constants
PUT_STATE = f"insert or replace into state ({STATE_COLUMNS}) values ({', '.join('?' * 18)})"  # noqa: S608 - constants

ADD_TALLY = (
    "insert into tally values (?, ?, ?, ?, ?) on conflict do update "
    "set reviews = reviews + excluded.reviews, ms = ms + excluded.ms"
)

_NOTHING = (None,) * 5
_PHASES = tuple(Phase)


def event_row(event: Event) -> tuple[Any, ...]:
    """The values of `LOG_COLUMNS`."""
    return (
        event.card,
        event.at_ms,
        event.id,
        int(event.kind),
        event.day,
        event.ref,
        None if event.rating is None else int(event.rating),
        event.duration_ms,
        event.scheme,
        int(event.leech),
        *_memory_row(event.was),
        *_memory_row(event.now),
    )


def event_of(row: Sequence[Any]) -> Event:
    """The event of a row of `LOG_ROWS`.

    Raises:
        DamagedError: The row holds a value that cannot be.
    """
    if not row[20]:
        raise bad_entry(row[0])
    return Event(
        card=row[0],
        at_ms=row[1],
        id=row[2],
        kind=EventKind(row[3]),
        day=row[4],
        ref=row[5],
        rating=None if row[6] is None else Rating(row[6]),
        duration_ms=row[7],
        scheme=row[8],
        leech=bool(row[9]),
        was=_memory_of(row[10:15]),
        now=_memory_of(row[15:20]),
    )


def state_row(card: str, state: CardState) -> tuple[Any, ...]:
    """The values of `STATE_COLUMNS`."""
    return (
        card,
        int(state.phase),
        state.step,
        state.stability,
        state.difficulty,
        state.due,
        state.last_ms,
        state.last_day,
        state.first_day,
        state.reps,
        state.tested,
        state.lapses,
        state.spent_ms,
        int(state.suspended),
        state.buried_until,
        int(state.flagged),
        int(state.leech),
        state.head,
    )


def state_of(row: Sequence[Any]) -> CardState:
    """The state of a row of `STATE_ROWS`.

    Raises:
        DamagedError: The row holds a value that cannot be.
    """
    if not row[18]:
        raise bad_state(row[0])
    flags = bool(row[13]), row[14], bool(row[15]), bool(row[16]), row[17]
    return CardState._make((_PHASES[row[1]], *row[2:13], *flags))


def _memory_row(memory: Memory | None) -> tuple[Any, ...]:
    if memory is None:
        return _NOTHING
    return (int(memory.phase), memory.step, memory.stability, memory.difficulty, memory.due)


def _memory_of(row: Sequence[Any]) -> Memory | None:
    return None if row[0] is None else Memory(_PHASES[row[0]], *row[1:])
