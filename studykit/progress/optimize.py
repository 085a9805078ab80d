"""FSRS weights fitted to one learner's own reviews, and adopted only when they predict better.

The reviews are split by time: weights are fitted to the earlier four fifths and judged on the rest, beside FSRS's
defaults and a moving average that knows nothing of cards. Only weights that beat those in use by more than chance
would are adopted, and then fitted once more, to everything.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter
from types import ModuleType

import fsrs

from studykit.errors import ConfigError
from studykit.progress.failures import told
from studykit.progress.rebuild import rebuild_inside
from studykit.progress.rows import LOG_ROWS, event_of
from studykit.progress.store import Progress
from studykit.schedule.events import EventKind
from studykit.schedule.fsrs import retrievability
from studykit.schedule.replay import effective
from studykit.schedule.settings import Options
from studykit.schedule.state import CardState, Phase

TRAIN_SHARE = 0.8
# Fewer tests of memory than this say more about luck than about the learner.
FEWEST_TESTS = 500
WINDOW = 100
_LOG = f"select {LOG_ROWS} from log order by card, at_ms, id"  # noqa: S608 - constants
_SURE = 1e-6


@dataclass(frozen=True, slots=True)
class Past:
    """One review of a card: when, how many study days after the one before, and how it went."""

    at_ms: int
    days: int
    rating: int


@dataclass(frozen=True, slots=True)
class Fit:
    """What fitting came to. Losses are mean log losses on the later fifth: the smaller the better.

    Args:
        reviews: Reviews that count.
        tests: Those that the losses are of.
        defaults: Loss of FSRS's default weights; None when there are too few reviews to fit anything.
        current: Loss of the weights in use.
        average: Loss of a moving average without any weights.
        fitted: Loss of the fitted weights.
        chance: How much of the gain over the weights in use chance alone may make (one standard error).
        parameters: The weights to use; empty for FSRS's defaults.
        adopted: Whether they are now in use.
        reason: The decision in one sentence.
    """

    reviews: int
    tests: int
    defaults: float | None
    current: float | None
    average: float | None
    fitted: float | None
    chance: float | None
    parameters: tuple[float, ...]
    adopted: bool
    reason: str


def optimize(
    progress: Progress, options: Options | None = None, *, adopt: bool = True, report: Callable[[int], None] | None = None
) -> Fit:  # fmt: skip
    """Fit weights to the history and use them if they win.

    Args:
        progress: The history.
        options: The user's settings; how many relearning steps there are matters to the fit.
        adopt: Use the weights when they win; else only say so.
        report: Called with the number of cards done while the states are made again.

    Raises:
        ConfigError: The package that fits is not installed.
        ProgressError: The history cannot be read or written.
    """
    engine = _engine()
    cards = _histories(progress)
    reviews = sum(map(len, cards))
    moments = sorted(past.at_ms for card in cards for past in card if past.days)
    if len(moments) < FEWEST_TESTS:
        reason = f"There are {len(moments)} tests of memory so far; fitting needs {FEWEST_TESTS}."
        return Fit(reviews, len(moments), None, None, None, None, None, progress.parameters, False, reason)
    cut = moments[int(len(moments) * TRAIN_SHARE)]
    steps = len((options or Options()).relearning_steps)
    fitted = _fitted(engine, [[p for p in card if p.at_ms < cut] for card in cards], steps)
    current = progress.parameters
    losses = {w: _losses(engine, cards, w, cut) for w in {(), current, fitted}}
    gains = [one - other for one, other in zip(losses[current], losses[fitted], strict=True)]
    chance = math.sqrt(_variance(gains) / len(gains))
    wins = _mean(gains) > chance
    result = Fit(
        reviews=reviews,
        tests=len(gains),
        defaults=_mean(losses[()]),
        current=_mean(losses[current]),
        average=_mean(_average_losses(cards, cut)),
        fitted=_mean(losses[fitted]),
        chance=chance,
        parameters=_fitted(engine, cards, steps) if wins else current,
        adopted=wins and adopt,
        reason="The fitted weights predict better than those in use by more than chance would."
        if wins
        else "The fitted weights are not better than those in use by more than chance; nothing was changed.",
    )
    if result.adopted:
        with progress.writing():
            progress.schemes.adopt(result.parameters)
            rebuild_inside(progress, report)
    return result


def reset(progress: Progress, report: Callable[[int], None] | None = None) -> None:
    """Go back to FSRS's default weights."""
    with progress.writing():
        progress.schemes.adopt(())
        rebuild_inside(progress, report)


def _engine() -> ModuleType:
    try:
        import fsrs_rs_python  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise ConfigError(
            "fitting weights needs a package that is not installed",
            "Install it: pip install 'studykit[optimize]'",
        ) from error
    engine: ModuleType = fsrs_rs_python
    return engine


def _histories(progress: Progress) -> list[list[Past]]:
    """The reviews of each card, undone ones left out."""
    cards = []
    with told(progress.path):
        rows = map(event_of, progress.connection.execute(_LOG))
        for _, events in groupby(rows, attrgetter("card")):
            card: list[Past] = []
            last = None
            for event in effective(events):
                if event.kind is EventKind.REVIEW and event.rating:
                    day = max(event.day, last or event.day)
                    card.append(Past(event.at_ms, 0 if last is None else day - last, int(event.rating)))
                    last = day
            if card:
                cards.append(card)
    return cards


def _item(engine: ModuleType, card: Sequence[Past]) -> object:
    return engine.FSRSItem([engine.FSRSReview(past.rating, past.days) for past in card])


def _fitted(engine: ModuleType, cards: Sequence[Sequence[Past]], relearning_steps: int) -> tuple[float, ...]:
    items, owners = [], []
    for number, card in enumerate(cards):
        for end in range(1, len(card)):
            # A review on the day of the one before tests nothing; it only adds to the memory.
            if card[end].days:
                items.append(_item(engine, card[: end + 1]))
                owners.append(number)
    weights = engine.FSRS(engine.DEFAULT_PARAMETERS).compute_parameters(
        items, card_ids=owners, num_relearning_steps=relearning_steps
    )
    bounds = zip(fsrs.scheduler.LOWER_BOUNDS_PARAMETERS, fsrs.scheduler.UPPER_BOUNDS_PARAMETERS, strict=True)
    return tuple(min(max(float(w), low), high) for w, (low, high) in zip(weights, bounds, strict=True))


def _losses(
    engine: ModuleType, cards: Sequence[Sequence[Past]], weights: tuple[float, ...], cut: int
) -> list[float]:
    """The log loss of each test after the cut, each predicted from all that came before it."""
    model = engine.FSRS(list(weights) or engine.DEFAULT_PARAMETERS)
    options = replace(Options(), parameters=weights)
    tested = [card for card in cards if card[-1].at_ms >= cut]
    memories = model.historical_memory_state_batch([_item(engine, card) for card in tested])
    losses = []
    for card, states in zip(tested, memories, strict=True):
        for past, before in zip(card[1:], states, strict=False):
            if past.days and past.at_ms >= cut:
                memory = CardState(Phase.REVIEW, stability=before.stability, reps=1)
                losses.append(_loss(retrievability(memory, past.days, options), past))
    return losses


def _average_losses(cards: Sequence[Sequence[Past]], cut: int) -> list[float]:
    """The same for a predictor that takes the share remembered of the last hundred tests, whatever the card."""
    recent = deque([True] * 9 + [False], maxlen=WINDOW)
    losses = []
    for past in _in_time(cards):
        if past.at_ms >= cut:
            losses.append(_loss(sum(recent) / len(recent), past))
        recent.append(past.rating > 1)
    return losses


def _in_time(cards: Sequence[Sequence[Past]]) -> Iterator[Past]:
    yield from sorted((past for card in cards for past in card if past.days), key=attrgetter("at_ms"))


def _loss(predicted: float, past: Past) -> float:
    sure = min(max(predicted, _SURE), 1 - _SURE)
    return -math.log(sure if past.rating > 1 else 1 - sure)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _variance(values: Sequence[float]) -> float:
    mean = _mean(values)
    return sum((value - mean) ** 2 for value in values) / len(values)
