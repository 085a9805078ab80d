"""Statistics read from the history in a few queries; cheap to import, for ``studykit stats``."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Sequence

from studykit.progress.config import Config
from studykit.progress.failures import told
from studykit.progress.store import Progress
from studykit.review.stats import Roster, Statistics, statistics
from studykit.schedule.queue import LEARN_AHEAD_MS
from studykit.schedule.tally import Tally, tallied

_ROWS = (
    "select card, phase, due, last_day, first_day, reps, tested, lapses, spent_ms, stability, "
    "suspended, buried_until, leech from state"
)
_TALLIES = "select day, age, rating, reviews, ms from tally where reviews <> 0 order by day, age, rating"


def figures(
    progress: Progress,
    rosters: Sequence[Roster],
    now_ms: int,
    config: Config | None = None,
    *,
    whole: bool = True,
    drafts: bool = False,
) -> Statistics:
    """The statistics of some decks.

    Args:
        progress: The history.
        rosters: The decks.
        now_ms: The time, UTC milliseconds.
        config: The user's settings.
        whole: Count all reviews there are, also of cards that are in no deck any more; else those of these decks.
        drafts: Whether drafts are studied.
    """
    config = config or Config()
    today = config.clock.day_of(now_ms)
    until_ms = max(config.clock.start_of(today + 1), now_ms + LEARN_AHEAD_MS)
    collecting = gc.isenabled()
    # A hundred thousand rows that all stay alive: looking for garbage among them doubles the time.
    gc.disable()
    try:
        with told(progress.path):
            rows = {row[0]: row for row in progress.connection.execute(_ROWS)}
            tallies = (
                _all(progress) if whole else _of_cards(progress, [ref.id for d in rosters for ref in d.cards])
            )
        return statistics(rosters, rows, tallies, today, until_ms, config.options, drafts=drafts)
    finally:
        if collecting:
            gc.enable()


def _all(progress: Progress) -> list[Tally]:
    return [Tally(*row) for row in progress.connection.execute(_TALLIES)]


def _of_cards(progress: Progress, cards: Sequence[str]) -> list[Tally]:
    reviews: Counter[tuple[int, int, int]] = Counter()
    spent: Counter[tuple[int, int, int]] = Counter()
    for card in cards:
        count, ms = tallied(progress.events(card), progress.options_of)
        reviews.update(count)
        spent.update(ms)
    return [Tally(*key, count, spent[key]) for key, count in sorted(reviews.items())]
