"""Reviews counted by study day, by how old the memory was that they tested, and by rating.

All statistics over time come from these counts, which grow with the days studied and not with the reviews.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from studykit.schedule.events import Event, EventKind
from studykit.schedule.replay import OptionsOf, history
from studykit.schedule.state import CardState, Phase

# Ages of a memory by the days since its last review; 0 is for cards that were still being learned.
LEARNING_AGE = 0
AGES = ("learning", "under 1 week", "1 to 3 weeks", "3 weeks to 3 months", "over 3 months")
_BOUNDS = (7, 21, 90)

Key = tuple[int, int, int]


class Tally(NamedTuple):
    """How many reviews of one kind a study day saw; a tuple because ten years are some 50,000.

    Args:
        day: The study day.
        age: Index into `AGES`.
        rating: 1 to 4.
        reviews: How many.
        ms: Time they took together.
    """

    day: int
    age: int
    rating: int
    reviews: int
    ms: int


def age_of_days(days: int) -> int:
    """The age of a memory in review, last tested some days ago."""
    return 1 + sum(days >= bound for bound in _BOUNDS)


def age_of(state: CardState, day: int) -> int:
    """The age of the memory that a review on a study day tests."""
    return age_of_days(max(0, day - state.last_day)) if state.phase is Phase.REVIEW else LEARNING_AGE


def tallied(events: Iterable[Event], options_of: OptionsOf) -> tuple[Counter[Key], Counter[Key]]:
    """Reviews and milliseconds of one card's events by (day, age, rating); undone ones do not count."""
    reviews: Counter[Key] = Counter()
    spent: Counter[Key] = Counter()
    for step in history(events, options_of):
        event = step.event
        if event.kind is EventKind.REVIEW:
            key = (event.day, age_of(step.before, event.day), int(event.rating or 0))
            reviews[key] += 1
            spent[key] += event.duration_ms
    return reviews, spent
