"""A card's state from its events: what the cache holds can always be made again from the log."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from math import isclose

from studykit.model import Rating
from studykit.schedule.events import Event, EventKind, Memory
from studykit.schedule.settings import Options
from studykit.schedule.state import NEW, CardState, Phase

OptionsOf = Callable[[Event], Options]


def replay(events: Iterable[Event], options_of: OptionsOf, parameters: tuple[float, ...] = ()) -> CardState:
    """The state of a card after its events, in whatever order they come.

    A review that was given after exactly the history before it is taken as it was stored: what the learner was shown
    holds. Where another device's review lies between, or only the rating is known, it is computed again. When the
    weights have changed since, stability and difficulty are what the new weights make of the whole history; the due
    date stays as promised.

    Args:
        events: All events of one card.
        options_of: The settings a review was scheduled with.
        parameters: The weights in use now; empty for FSRS's own.
    """
    told = list(history(events, options_of))
    state = told[-1].after if told else NEW
    reviews = [step for step in told if step.event.kind is EventKind.REVIEW]
    old = [step for step in reviews if options_of(step.event).parameters != parameters]
    if not old or (reviews[-1] is not old[-1] and all(step.trusted for step in reviews)):
        return state

    def with_weights(event: Event) -> Options:
        return replace(options_of(event), parameters=parameters)

    again = NEW
    for step in reviews:
        again = follow(again, step.event, with_weights, trust=False)
    return state._replace(stability=again.stability, difficulty=again.difficulty)


@dataclass(frozen=True, slots=True)
class Step:
    """One event that counts, with the card's state on both sides of it.

    ``trusted`` says that the stored outcome was taken as it stands.
    """

    event: Event
    before: CardState
    after: CardState
    trusted: bool


def history(events: Iterable[Event], options_of: OptionsOf) -> Iterator[Step]:
    """The events that count, in order of time, each with the states around it."""
    state, intact = NEW, True
    for event in effective(events):
        trust = event.kind is not EventKind.REVIEW or (
            event.ref == state.head and event.now is not None and (intact or _seen_as(state, event.was))
        )
        intact = intact and trust
        before, state = state, follow(state, event, options_of, trust=trust)
        yield Step(event, before, state, trust)


def effective(events: Iterable[Event]) -> list[Event]:
    """The events of a card that count, in order of time: without undos and what they took back.

    An event that two devices noted, such as a grade on one paper, has one id and counts once: the earlier one.
    """
    ordered = sorted(events, key=lambda event: (event.at_ms, event.id))
    undone = {event.ref for event in ordered if event.kind is EventKind.UNDO}
    counted: dict[int, Event] = {}
    for event in ordered:
        if event.kind is not EventKind.UNDO and event.id not in undone:
            counted.setdefault(event.id, event)
    return list(counted.values())


def follow(state: CardState, event: Event, options_of: OptionsOf, *, trust: bool = True) -> CardState:
    """The state after one event; ``trust`` takes a review's outcome as it was stored."""
    match event.kind:
        case EventKind.REVIEW:
            state = _reviewed(state, event, options_of, trust=trust)
        case EventKind.SUSPEND:
            state = state._replace(suspended=True)
        case EventKind.UNSUSPEND:
            state = state._replace(suspended=False, leech=False)
        case EventKind.BURY:
            state = state._replace(buried_until=event.day + 1)
        case EventKind.UNBURY:
            state = state._replace(buried_until=0)
        case EventKind.FLAG | EventKind.UNFLAG:
            state = state._replace(flagged=event.kind is EventKind.FLAG)
        case EventKind.UNDO:
            pass
    return state


def _reviewed(state: CardState, event: Event, options_of: OptionsOf, *, trust: bool) -> CardState:
    assert event.rating is not None
    if event.now is None or not trust:
        # Imported here: reading a history that only this device wrote needs no scheduler.
        from studykit.schedule.fsrs import review  # noqa: PLC0415

        after = review(state, event.rating, event.at_ms, event.day, options_of(event), event.card)
    else:
        after = _as_stored(state, event, event.now)
    return after._replace(head=event.id, spent_ms=state.spent_ms + event.duration_ms)


def _as_stored(state: CardState, event: Event, now: Memory) -> CardState:
    test = state.phase is Phase.REVIEW
    return state._replace(
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


def _seen_as(state: CardState, was: Memory | None) -> bool:
    """Whether a review started from this very memory; another machine's arithmetic may differ in the last digits."""
    if was is None or (was.phase, was.step) != (state.phase, state.step):
        return False
    pairs = ((was.stability, state.stability), (was.difficulty, state.difficulty))
    return all(one == other or (one and other and isclose(one, other, rel_tol=1e-9)) for one, other in pairs)
