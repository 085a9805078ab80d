"""A card's state from its events: what the cache holds can always be made again from the log."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from studykit.model import Rating
from studykit.schedule.events import Event, EventKind, Memory
from studykit.schedule.settings import Options
from studykit.schedule.state import NEW, CardState, Phase

OptionsOf = Callable[[Event], Options]


def replay(events: Iterable[Event], options_of: OptionsOf, parameters: tuple[float, ...] = ()) -> CardState:
    """The state of a card after its events, in whatever order they come.

    A review that follows, in the order of time, the very review it was given after is taken as it was stored: what
    the learner was shown holds. Where another device's review lies between, or only the rating is known, it is
    computed again. When the weights have changed since the last review, stability and difficulty are what the new
    weights make of the whole history; the due date stays as promised.

    Args:
        events: All events of one card.
        options_of: The settings a review was scheduled with.
        parameters: The weights in use now; empty for FSRS's own.
    """
    ordered = effective(events)
    state = NEW
    last = None
    for event in ordered:
        state = follow(state, event, options_of)
        last = event if event.kind is EventKind.REVIEW else last
    if last is None or options_of(last).parameters == parameters:
        return state
    again = NEW
    for event in ordered:
        known = event if event.now is None else replace(event, now=None)
        again = follow(again, known, lambda e: replace(options_of(e), parameters=parameters))
    return replace(state, stability=again.stability, difficulty=again.difficulty)


def effective(events: Iterable[Event]) -> list[Event]:
    """The events that count, in order of time: without undos and what they took back."""
    ordered = sorted(events, key=lambda event: (event.at_ms, event.id))
    undone = {event.ref for event in ordered if event.kind is EventKind.UNDO}
    return [event for event in ordered if event.kind is not EventKind.UNDO and event.id not in undone]


def follow(state: CardState, event: Event, options_of: OptionsOf) -> CardState:
    """The state after one event."""
    match event.kind:
        case EventKind.REVIEW:
            state = _reviewed(state, event, options_of)
        case EventKind.SUSPEND:
            state = replace(state, suspended=True)
        case EventKind.UNSUSPEND:
            state = replace(state, suspended=False, leech=False)
        case EventKind.BURY:
            state = replace(state, buried_until=event.day + 1)
        case EventKind.UNBURY:
            state = replace(state, buried_until=0)
        case EventKind.FLAG | EventKind.UNFLAG:
            state = replace(state, flagged=event.kind is EventKind.FLAG)
        case EventKind.UNDO:
            pass
    return state


def _reviewed(state: CardState, event: Event, options_of: OptionsOf) -> CardState:
    assert event.rating is not None
    if event.now is None or event.ref != state.head:
        # Imported here: reading a history that only this device wrote needs no scheduler.
        from studykit.schedule.fsrs import review  # noqa: PLC0415

        after = review(state, event.rating, event.at_ms, event.day, options_of(event), event.card)
    else:
        after = _as_stored(state, event, event.now)
    return replace(after, head=event.id, spent_ms=state.spent_ms + event.duration_ms)


def _as_stored(state: CardState, event: Event, now: Memory) -> CardState:
    test = state.phase is Phase.REVIEW
    return replace(
        state,
        phase=now.phase,
        step=now.step,
        stability=now.stability,
        difficulty=now.difficulty,
        due=now.due,
        last_ms=event.at_ms,
        last_day=max(event.day, state.last_day),
        first_day=state.first_day if state.reps else event.day,
        reps=state.reps + 1,
        tested=state.tested + test,
        lapses=state.lapses + (test and event.rating is Rating.AGAIN),
        suspended=state.suspended or event.leech,
        leech=state.leech or event.leech,
    )
