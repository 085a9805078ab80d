"""Progress as Anki stores it: a card's place in the schedule, and one row for each review.

Anki counts due days from the day its collection was made. A package brings a collection of its own, made on
`DAY_ZERO` by a clock at UTC, so a study day is the same day in every time zone: Anki shifts it by the
difference to the collection it goes into.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from studykit.schedule.events import Event, Memory, memory_of
from studykit.schedule.state import NEW, CardState, Phase

DAY_ZERO = 18_262  # 2020-01-01 as days since 1970-01-01
CREATED = DAY_ZERO * 86_400 + 4 * 3_600  # that study day's start, at UTC

_SUSPENDED = -1
_DEFAULT_EASE = 2_500  # the starting ease, used should the learner turn FSRS off
_KINDS = {Phase.NEW: 0, Phase.LEARNING: 0, Phase.REVIEW: 1, Phase.RELEARNING: 2}

Revlog = tuple[int, int, int, int, int, int, int, int, int]
CardColumns = tuple[int, int, int, int, int, int, int, int, int, int, int, str]


@dataclass(frozen=True, slots=True)
class ProgressExport:
    """What is known of the exported cards.

    Args:
        states: States by card id; a card without one is new.
        reviews: The reviews that count (none that was undone), in any order.
        desired_retention: The chance of recall at which a review is due.
        decay: The forgetting curve's exponent, a parameter of FSRS-6 (its default).
        learning_steps: How many learning steps there are.
        relearning_steps: How many relearning steps there are.
    """

    states: Mapping[str, CardState] = field(default_factory=dict)
    reviews: Sequence[Event] = ()
    desired_retention: float = 0.9
    decay: float = 0.1542
    learning_steps: int = 2
    relearning_steps: int = 1


def card_columns(state: CardState, position: int, export: ProgressExport, *, suspended: bool) -> CardColumns:
    """A card's place in Anki's schedule: the columns of its card table from ``type`` on.

    Args:
        state: The card's state here.
        position: Its place among the new cards.
        export: The settings that go with the state.
        suspended: Whether its note is suspended in the deck.
    """
    hidden = suspended or state.suspended
    if state.phase is Phase.NEW:
        return 0, _SUSPENDED if hidden else 0, position, 0, 0, 0, 0, 0, 0, 0, int(state.flagged), ""
    review = state.phase is Phase.REVIEW
    learning = state.phase is Phase.LEARNING
    steps = export.learning_steps if learning else export.relearning_steps
    days = max(1, state.due - state.last_day) if review else max(1, round(state.stability or 1))
    return (
        int(state.phase),
        _SUSPENDED if hidden else 2 if review else 1,
        state.due - DAY_ZERO if review else state.due // 1000,
        0 if learning else days,
        0 if learning else _DEFAULT_EASE,
        state.reps,
        state.lapses,
        0 if review else max(1, steps - (state.step or 0)),  # steps left
        0,  # due and deck outside a filtered deck, which it is not in
        0,
        int(state.flagged),
        _memory_data(state, position, export),
    )


def _memory_data(state: CardState, position: int, export: ProgressExport) -> str:
    data: dict[str, float | int] = {"pos": position}
    if state.stability is not None and state.difficulty is not None:
        data |= {
            "s": round(state.stability, 4),
            "d": round(state.difficulty, 3),
            "dr": export.desired_retention,
            "decay": export.decay,
        }
    # Whole seconds of the last row of the log: Anki takes a memory for stale that does not match its log.
    return json.dumps(data | {"lrt": state.last_ms // 1000}, separators=(",", ":"))


def review_rows(export: ProgressExport, card_ids: Mapping[str, int]) -> Iterator[Revlog]:
    """Rows of Anki's review log for the cards that are exported.

    Its key is the millisecond. Of two reviews in one millisecond (of different cards, on two devices) the later
    by card id is moved to the next free one; `studykit.anki.read` knows a review again that was moved so.
    """
    reviews = sorted(
        (event for event in export.reviews if event.card in card_ids and event.rating),
        key=lambda event: (event.at_ms, event.card),
    )
    after = _memories_after(reviews, export.states)
    intervals: dict[str, int] = {}
    free = 0
    for event, memory in zip(reviews, after, strict=True):
        row_id = free = max(event.at_ms, free + 1)
        interval = _interval(event, memory)
        yield (
            row_id,
            card_ids[event.card],
            -1,
            int(event.rating or 0),
            interval,
            intervals.get(event.card, 0),
            _ease(memory),
            event.duration_ms,
            _KINDS[event.was.phase] if event.was else int(event.card in intervals),
        )
        intervals[event.card] = interval


def _memories_after(reviews: Sequence[Event], states: Mapping[str, CardState]) -> list[Memory]:
    """What each review led to. Where a review was made elsewhere, the card's next one tells."""
    following: dict[str, Memory] = {}
    memories: list[Memory] = []
    for event in reversed(reviews):
        known = event.now or following.get(event.card) or memory_of(states.get(event.card, NEW))
        memories.append(known)
        if event.was is not None:
            following[event.card] = event.was
        else:
            following.pop(event.card, None)
    return memories[::-1]


def _interval(event: Event, memory: Memory) -> int:
    """Days, or seconds below zero, as Anki's log has it."""
    if memory.phase is Phase.REVIEW:
        return max(1, memory.due - event.day)
    return -max(1, (memory.due - event.at_ms) // 1000) if memory.phase.stepping else 0


def _ease(memory: Memory) -> int:
    """Difficulty in the log's ease column, as FSRS in Anki puts it: 1..10 become 100..1100."""
    return 0 if memory.difficulty is None else round(((memory.difficulty - 1) / 9 + 0.1) * 1000)
