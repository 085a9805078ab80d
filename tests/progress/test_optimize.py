"""Fitting weights: adopted when they win on later reviews, and never otherwise."""

from __future__ import annotations

import random
import sys
from typing import Any

import pytest

from studykit.errors import ConfigError
from studykit.model import Rating
from studykit.progress.optimize import FEWEST_TESTS, optimize, reset
from studykit.progress.rebuild import rebuild
from studykit.schedule.fsrs import retrievability
from studykit.schedule.settings import Options

DAY = 86_400_000
# A learner whose memories last four times as long as FSRS expects.
LASTING = 4.0


def study(learner: Any, cards: int, *, lasting: float, seed: int = 1) -> None:
    """Cards seen on their due days; what is remembered follows the forgetting curve, stretched."""
    draw = random.Random(seed)
    options = Options(learning_steps=(), relearning_steps=(), leech_threshold=0)
    learner.options = options
    learner.progress.connection.execute("pragma synchronous = off")
    start = learner.now
    due = [(start + draw.randrange(60) * DAY, f"c{n}.1") for n in range(cards)]
    zone = sys.modules[type(learner).__module__].SEOUL
    for _ in range(cards * 9):
        due.sort()
        learner.now, card = due.pop(0)
        state = learner.progress.state(card)
        day = zone.day_of(learner.now)
        late = max(0, day - state.last_day) / lasting
        chance = retrievability(state, state.last_day + round(late), options) if state.reps else 0.7
        rating = Rating.GOOD if draw.random() < chance else Rating.AGAIN
        after = learner.rate(card, rating)
        due.append(
            (learner.now + (after.due - day + draw.randrange(3)) * DAY + draw.randrange(DAY // 4), card)
        )


def test_weights_that_predict_better_are_adopted_and_states_follow(learner: Any) -> None:
    study(learner, 120, lasting=LASTING)
    before = learner.progress.states()
    fit = optimize(learner.progress)
    assert fit.adopted
    assert fit.fitted is not None
    assert fit.defaults is not None
    assert fit.average is not None
    assert fit.fitted < fit.defaults
    assert fit.current == fit.defaults
    assert learner.progress.parameters == fit.parameters
    assert len(fit.parameters) == 21
    after = learner.progress.states()
    assert {card: state.due for card, state in after.items()} == {
        card: state.due for card, state in before.items()
    }
    longer = [after[card].stability > before[card].stability for card in after]
    assert sum(longer) > len(longer) / 2
    assert rebuild(learner.progress).changed == 0
    _goes_on(learner, fit.parameters)
    assert not optimize(learner.progress).adopted
    reset(learner.progress)
    assert learner.progress.parameters == ()


def _goes_on(learner: Any, weights: tuple[float, ...]) -> None:
    """Reviews after the change use the new weights, and undoing one leads back to the state before it."""
    learner.options = Options(learning_steps=(), relearning_steps=(), leech_threshold=0, parameters=weights)
    before = learner.progress.state("c0.1")
    learner.now += 20 * DAY
    learner.rate("c0.1", Rating.GOOD)
    assert rebuild(learner.progress).changed == 0
    learner.undo()
    assert learner.progress.state("c0.1") == before


def test_a_learner_whom_the_defaults_fit_keeps_them(learner: Any) -> None:
    study(learner, 120, lasting=1.0)
    fit = optimize(learner.progress)
    assert not fit.adopted
    assert "nothing was changed" in fit.reason
    assert learner.progress.parameters == ()


def test_too_few_reviews_are_not_fitted(learner: Any) -> None:
    learner.rate("a.1", Rating.EASY)
    learner.rate("a.1", Rating.GOOD, after=9 * DAY)
    fit = optimize(learner.progress)
    assert (fit.adopted, fit.reviews, fit.tests, fit.fitted) == (False, 2, 1, None)
    assert str(FEWEST_TESTS) in fit.reason


def test_without_the_package_it_is_said_how_to_get_it(learner: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsrs_rs_python", None)
    with pytest.raises(ConfigError) as caught:
        optimize(learner.progress)
    assert "studykit[optimize]" in caught.value.hint
