"""FSRS-6 behind one function: a card's state and a rating in, the state after it out.

py-fsrs counts blocks of 24 hours; learners and Anki count study days. So every review of a study day is given to it
at one and the same instant, and the memory it returns equals Anki's. Its fuzz is random and may leave its range;
this one is seeded by the card and its number of reviews, so a preview can be trusted.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache

import fsrs

from studykit.model import Rating
from studykit.schedule.days import EPOCH, StudyClock, date_of
from studykit.schedule.settings import Options
from studykit.schedule.state import CardState, Phase

_MINUTE_MS = 60_000
_DAYS_PER_MONTH = 30.44
_DAYS_PER_YEAR = 365.25
# Where fuzz grows and by how much of an interval's days, as Anki and py-fsrs spread them.
_FUZZ = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.10), (20.0, float("inf"), 0.05))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one rating would do.

    Args:
        rating: The answer.
        state: The card's state after it; exactly this is stored when the rating is given.
        label: The interval for people: ``10 min``, ``8 days``.
        due: When the card comes back: an ISO date, or local date and time while it is learning.
    """

    rating: Rating
    state: CardState
    label: str
    due: str


@cache
def scheduler_version() -> str:
    """The name and version of the scheduler, stored with each review."""
    # Imported here: it reads the package's metadata, which costs 20 ms, and only a rating needs it.
    from importlib.metadata import version  # noqa: PLC0415

    return f"py-fsrs {version('fsrs')}"


def outcomes(
    state: CardState, now_ms: int, clock: StudyClock, options: Options, seed: str
) -> Mapping[Rating, Outcome]:
    """The four outcomes of a review.

    Args:
        state: The card as it is.
        now_ms: The instant of the review, UTC milliseconds.
        clock: The learner's study days.
        options: The deck's settings.
        seed: The card's id; fuzz depends on it and on the number of reviews alone.
    """
    day = clock.day_of(now_ms)
    result = {}
    for rating in Rating:
        after = review(state, rating, now_ms, day, options, seed)
        minutes = (after.due - now_ms) / _MINUTE_MS
        if after.phase is Phase.REVIEW:
            label = days_label(after.due - max(day, state.last_day))
            due = date_of(after.due).isoformat()
        else:
            label = minutes_label(minutes)
            due = clock.local(after.due).replace(tzinfo=None).isoformat(timespec="minutes")
        result[rating] = Outcome(rating, after, label, due)
    return result


def review(
    state: CardState, rating: Rating, at_ms: int, day: int, options: Options, seed: str
) -> CardState:  # fmt: skip
    """The state after a review on a study day; ``head`` is left as it was.

    A day before the card's last one (a clock that was set back) counts as that day.
    """
    day = max(day, state.last_day)
    card = fsrs.Card(
        card_id=1,
        state=fsrs.State(max(state.phase, Phase.LEARNING)),
        step=state.step,
        stability=state.stability,
        difficulty=state.difficulty,
        due=_instant(day),
        last_review=_instant(state.last_day) if state.reps else None,
    )
    after, _ = _scheduler(options).review_card(card, fsrs.Rating(rating), _instant(day))
    phase = Phase(after.state)
    interval = after.due - _instant(day)
    if phase is Phase.REVIEW:
        due = day + _fuzzed(interval.days, options.maximum_interval, f"{seed}/{state.reps}")
    else:
        due = at_ms + interval // timedelta(milliseconds=1)
    lapses = state.lapses + (state.phase is Phase.REVIEW and rating is Rating.AGAIN)
    leech = lapses > state.lapses and is_leech(lapses, options.leech_threshold)
    return state._replace(
        phase=phase,
        step=after.step,
        stability=after.stability,
        difficulty=after.difficulty,
        due=due,
        last_ms=at_ms,
        last_day=day,
        first_day=state.first_day if state.reps else day,
        reps=state.reps + 1,
        tested=state.tested + (state.phase is Phase.REVIEW),
        lapses=lapses,
        suspended=state.suspended or leech,
        leech=state.leech or leech,
    )


def retrievability(state: CardState, day: int, options: Options) -> float:
    """The probability (0..1) that the card is recalled on a study day; 0 for a new card."""
    if state.stability is None:
        return 0.0
    parameters = options.parameters or fsrs.scheduler.DEFAULT_PARAMETERS
    decay = -parameters[20]
    factor = 0.9 ** (1 / decay) - 1
    return float((1 + factor * max(0, day - state.last_day) / state.stability) ** decay)


def is_leech(lapses: int, threshold: int) -> bool:
    """Whether this lapse makes a leech: at the threshold, and again at every half of it after that."""
    return threshold > 0 and lapses >= threshold and (lapses - threshold) % max(1, threshold // 2) == 0


def days_label(days: int) -> str:
    """An interval of whole days for people."""
    if days < 1.5 * _DAYS_PER_MONTH:
        return f"{days} day" if days == 1 else f"{days} days"
    if days < _DAYS_PER_YEAR:
        return f"{days / _DAYS_PER_MONTH:.1f} months"
    return f"{days / _DAYS_PER_YEAR:.1f} years"


def minutes_label(minutes: float) -> str:
    """An interval of minutes for people."""
    if minutes < 1:
        return "< 1 min"
    if minutes < 60:
        return f"{int(minutes + 0.5)} min"
    if minutes < 24 * 60:
        hours = minutes / 60
        return "1 hour" if hours == 1 else f"{hours:.3g} hours"
    return days_label(int(minutes / 60 / 24 + 0.5))


def fuzz_range(days: int, maximum: int) -> tuple[int, int]:
    """The shortest and longest interval that fuzz may make of one."""
    if days < 2.5:
        return days, days
    delta = 1.0 + sum(share * max(0.0, min(days, end) - start) for start, end, share in _FUZZ)
    longest = min(round(days + delta), maximum)
    return min(max(2, round(days - delta)), longest), longest


def _fuzzed(days: int, maximum: int, seed: str) -> int:
    shortest, longest = fuzz_range(days, maximum)
    digest = hashlib.blake2b(seed.encode(), digest_size=8).digest()
    return shortest + int.from_bytes(digest) * (longest - shortest + 1) // 2**64


@lru_cache(maxsize=64)
def _scheduler(options: Options) -> fsrs.Scheduler:
    return fsrs.Scheduler(
        parameters=options.parameters or fsrs.scheduler.DEFAULT_PARAMETERS,
        desired_retention=options.desired_retention,
        learning_steps=[timedelta(minutes=step) for step in options.learning_steps],
        relearning_steps=[timedelta(minutes=step) for step in options.relearning_steps],
        maximum_interval=options.maximum_interval,
        enable_fuzzing=False,
    )


@lru_cache(maxsize=4096)
def _instant(day: int) -> datetime:
    # py-fsrs compares with timezone.utc itself and takes no other UTC.
    return datetime.fromordinal(day + EPOCH).replace(tzinfo=UTC)
