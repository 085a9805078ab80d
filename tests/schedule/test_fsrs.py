"""One rating: steps, intervals, fuzz, leeches, and what is said of them."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.model import Rating
from studykit.schedule.days import StudyClock
from studykit.schedule.fsrs import (
    days_label,
    fuzz_range,
    is_leech,
    minutes_label,
    outcomes,
    retrievability,
    review,
)
from studykit.schedule.settings import Options
from studykit.schedule.state import NEW, CardState, Phase

NOW = 1_790_000_000_000
MINUTE = 60_000
DAY = 24 * 60 * MINUTE
CLOCK = StudyClock(ZoneInfo("Asia/Seoul"))
TODAY = CLOCK.day_of(NOW)
NO_FUZZ_BELOW = 3


def after(state: CardState, rating: Rating, *, days: int = 0, options: Options | None = None) -> CardState:
    at = NOW + days * DAY
    return review(state, rating, at, CLOCK.day_of(at), options or Options(), "card")


@pytest.mark.parametrize(
    ("rating", "minutes", "step"), [(Rating.AGAIN, 1, 0), (Rating.HARD, 5.5, 0), (Rating.GOOD, 10, 1)]
)
def test_a_new_card_goes_through_its_learning_steps(rating: Rating, minutes: float, step: int) -> None:
    state = after(NEW, rating)
    assert (state.phase, state.step) == (Phase.LEARNING, step)
    assert state.due_ms == NOW + minutes * MINUTE


def test_easy_and_the_last_step_lead_into_review() -> None:
    easy = after(NEW, Rating.EASY)
    assert (easy.phase, easy.step, easy.reps, easy.first_day) == (Phase.REVIEW, None, 1, TODAY)
    assert 6 <= easy.due_day - TODAY <= 10
    done = after(after(NEW, Rating.GOOD), Rating.GOOD)
    assert (done.phase, done.due_day - TODAY) == (Phase.REVIEW, 2)


def test_without_steps_a_card_is_in_review_at_once() -> None:
    options = Options(learning_steps=(), relearning_steps=())
    first = after(NEW, Rating.AGAIN, options=options)
    assert (first.phase, first.due_day) == (Phase.REVIEW, TODAY + 1)
    missed = after(first, Rating.AGAIN, days=1, options=options)
    assert (missed.phase, missed.lapses) == (Phase.REVIEW, 1)


def test_a_forgotten_card_is_learned_again() -> None:
    state = after(after(NEW, Rating.EASY), Rating.AGAIN, days=9)
    assert (state.phase, state.step, state.lapses, state.tested) == (Phase.RELEARNING, 0, 1, 1)
    assert state.due_ms == NOW + 9 * DAY + 10 * MINUTE
    missed_again = after(state, Rating.AGAIN, days=9)
    assert (missed_again.lapses, missed_again.tested) == (1, 1)


def test_more_retention_means_sooner() -> None:
    card = after(NEW, Rating.EASY)
    due = [
        after(card, Rating.GOOD, days=8, options=Options(desired_retention=r)).due for r in (0.8, 0.9, 0.97)
    ]
    assert due == sorted(due, reverse=True)
    assert len(set(due)) == 3


def test_no_interval_is_longer_than_the_longest_allowed() -> None:
    options = Options(maximum_interval=5)
    state = after(NEW, Rating.EASY, options=options)
    for day in range(0, 60, 6):
        state = after(state, Rating.EASY, days=day, options=options)
        assert state.due_day - state.last_day <= 5


def test_one_day_is_one_day_whatever_the_hour() -> None:
    card = after(NEW, Rating.EASY)
    start = CLOCK.start_of(card.due)
    early = review(card, Rating.GOOD, start, card.due, Options(), "card")
    late = review(card, Rating.GOOD, start + DAY - 1, card.due, Options(), "card")
    assert early._replace(last_ms=0) == late._replace(last_ms=0)


def test_the_preview_names_every_interval() -> None:
    shown = outcomes(NEW, NOW, CLOCK, Options(), "card")
    assert list(shown) == list(Rating)
    assert [shown[r].label for r in list(Rating)[:3]] == ["1 min", "6 min", "10 min"]
    assert shown[Rating.GOOD].due == "2026-09-21T23:23"
    easy = shown[Rating.EASY]
    assert easy.label == f"{easy.state.due - TODAY} days"
    assert len(easy.due) == len("2026-09-29")


@given(days=st.integers(0, 40_000), maximum=st.integers(1, 36_500))
def test_fuzz_stays_near_and_below_the_longest_interval(days: int, maximum: int) -> None:
    low, high = fuzz_range(min(days, maximum), maximum)
    assert low <= high <= maximum or days < NO_FUZZ_BELOW
    assert low <= min(days, maximum) <= high
    assert high - low <= 3 + 0.3 * days


@given(card=st.text(min_size=1, max_size=12), rating=st.sampled_from(Rating))
def test_fuzz_is_the_same_each_time_and_inside_its_range(card: str, rating: Rating) -> None:
    known = CardState(Phase.REVIEW, None, 50.0, 5.0, TODAY, NOW, TODAY - 50, TODAY - 90, 4, 2)
    one = review(known, rating, NOW, TODAY, Options(relearning_steps=()), card)
    assert one == review(known, rating, NOW, TODAY, Options(relearning_steps=()), card)
    assert one.stability is not None
    low, high = fuzz_range(max(1, round(one.stability)), 36_500)
    assert low <= one.due - TODAY <= high


def test_fuzz_spreads_cards_that_were_learned_together() -> None:
    known = CardState(Phase.REVIEW, None, 50.0, 5.0, TODAY, NOW, TODAY - 50, TODAY - 90, 4, 2)
    due = {review(known, Rating.GOOD, NOW, TODAY, Options(), f"card {n}").due for n in range(200)}
    low, high = fuzz_range(next(iter(due)) - TODAY, 36_500)
    assert len(due) >= (high - low) * 0.8


def test_a_leech_is_suspended_at_eight_lapses_and_every_four_after() -> None:
    assert [n for n in range(25) if is_leech(n, 8)] == [8, 12, 16, 20, 24]
    assert [n for n in range(8) if is_leech(n, 3)] == [3, 4, 5, 6, 7]
    assert not any(is_leech(n, 0) for n in range(50))
    tired = CardState(Phase.REVIEW, None, 5.0, 9.0, TODAY, NOW, TODAY - 5, TODAY - 90, 30, 20, 7)
    assert not after(tired, Rating.HARD).suspended
    leech = after(tired, Rating.AGAIN)
    assert (leech.suspended, leech.leech, leech.lapses) == (True, True, 8)


def test_a_clock_set_back_never_gives_a_review_before_the_last() -> None:
    state = after(NEW, Rating.EASY, days=10)
    earlier = after(state, Rating.GOOD, days=3)
    assert earlier.last_day == state.last_day
    assert earlier.due > state.last_day


def test_retrievability_falls_from_one_through_the_desired_retention() -> None:
    state = after(NEW, Rating.EASY)
    assert state.stability is not None
    assert retrievability(state, TODAY, Options()) == 1
    assert retrievability(state._replace(stability=10.0), TODAY + 10, Options()) == pytest.approx(0.9)
    assert retrievability(NEW, TODAY, Options()) == 0


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0.5, "< 1 min"), (1, "1 min"), (5.5, "6 min"), (59.4, "59 min"), (60, "1 hour"), (90, "1.5 hours"),
     (1440, "1 day"), (2880, "2 days")],
)  # fmt: skip
def test_minutes_read_well(minutes: float, words: str) -> None:
    assert minutes_label(minutes) == words


@pytest.mark.parametrize(
    ("days", "words"), [(1, "1 day"), (8, "8 days"), (45, "45 days"), (61, "2.0 months"), (400, "1.1 years")]
)
def test_days_read_well(days: int, words: str) -> None:
    assert days_label(days) == words
