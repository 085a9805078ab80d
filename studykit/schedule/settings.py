"""Study settings: a deck's own over the user's, each with its range."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields, replace
from typing import Any

from studykit.model import Settings


@dataclass(frozen=True, slots=True)
class Options:
    """Settings with every value known, as the scheduler and the queue take them.

    Args:
        new_per_day: New cards per study day and deck.
        reviews_per_day: Reviews per study day and deck.
        desired_retention: The share of reviews to be remembered; decides all intervals.
        learning_steps: Minutes between the first showings of a new card.
        relearning_steps: The same for a card that was forgotten.
        maximum_interval: Longest interval in days.
        leech_threshold: Lapses that make a leech; 0 never does.
        parameters: FSRS-6's 21 weights; empty means its defaults.
    """

    new_per_day: int = 20
    reviews_per_day: int = 200
    desired_retention: float = 0.9
    learning_steps: tuple[int, ...] = (1, 10)
    relearning_steps: tuple[int, ...] = (10,)
    maximum_interval: int = 36500
    leech_threshold: int = 8
    parameters: tuple[float, ...] = ()

    def of_deck(self, settings: Settings) -> Options:
        """These options with a deck's own settings laid over them."""
        own = {f.name: getattr(settings, f.name) for f in fields(settings)}
        return replace(self, **{name: value for name, value in own.items() if value is not None})


# Inclusive ranges, used wherever a setting is read.
RANGES: dict[str, tuple[float, float]] = {
    "new_per_day": (0, 9999),
    "reviews_per_day": (0, 99999),
    "desired_retention": (0.7, 0.99),
    "learning_steps": (1, 14400),
    "relearning_steps": (1, 14400),
    "maximum_interval": (1, 36500),
    "leech_threshold": (0, 99),
    "rollover_hour": (0, 23),
}
MOST_STEPS = 10


def problem(name: str, value: object) -> str:
    """Why a value cannot be used for a setting, as the end of a sentence; empty when it can."""
    low, high = RANGES[name]
    if name.endswith("_steps"):
        if not isinstance(value, (list, tuple)) or len(value) > MOST_STEPS:
            return f"must be a list of at most {MOST_STEPS} whole minutes"
        bad = [step for step in value if not _whole(step) or not low <= step <= high]
        return f"must hold whole minutes from {low:g} to {high:g}" if bad else ""
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not (number if name == "desired_retention" else _whole(value)):
        return "must be a number" if name == "desired_retention" else "must be a whole number"
    assert isinstance(value, (int, float))
    return "" if low <= value <= high else f"must be from {low:g} to {high:g}"


# What decides a review's outcome; stored with it, so that another device computes the same.
_SCHEDULING = (
    "desired_retention",
    "learning_steps",
    "leech_threshold",
    "maximum_interval",
    "parameters",
    "relearning_steps",
)


def scheme_text(options: Options, version: str) -> str:
    """The scheduler's version and settings as canonical JSON."""
    return json.dumps(
        {"version": version, **{name: getattr(options, name) for name in _SCHEDULING}}, sort_keys=True
    )


def options_in(text: str) -> Options:
    """The settings in what `scheme_text` made; those that do not decide outcomes have their defaults.

    Raises:
        ValueError: A value cannot be used.
    """
    known = _loaded(text)
    if not isinstance(known, dict):
        raise ValueError(text)  # noqa: TRY004 - what was read is at fault, not the caller
    values: dict[str, Any] = {name: known[name] for name in _SCHEDULING if name in known}
    weights = _weights(values.pop("parameters", []))
    if any(problem(name, value) for name, value in values.items()):
        raise ValueError(text)
    for name, value in values.items():
        if isinstance(value, list):
            values[name] = tuple(value)
    return Options(**values, parameters=weights)


def weights_in(text: str) -> tuple[float, ...]:
    """FSRS's weights in a list of JSON; an empty one means its defaults.

    Raises:
        ValueError: They cannot be used.
    """
    return _weights(_loaded(text))


def _loaded(text: str) -> object:
    try:
        value: object = json.loads(text)
    except RecursionError as error:
        raise ValueError from error
    return value


def _weights(value: object) -> tuple[float, ...]:
    if value == []:
        return ()
    # Imported here: it takes 30 ms, and few learners have weights of their own.
    from fsrs.scheduler import LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS  # noqa: PLC0415

    if not isinstance(value, list) or len(value) != len(LOWER_BOUNDS_PARAMETERS):
        raise ValueError
    bounds = zip(value, LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS, strict=True)
    if not all(isinstance(weight, float) and low <= weight <= high for weight, low, high in bounds):
        raise ValueError
    return tuple(value)


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
