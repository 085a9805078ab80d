"""Statistics read from the history in a few queries; cheap to import, for ``studykit stats``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from operator import itemgetter

from studykit.progress.collecting import no_collection
from studykit.progress.config import Config
from studykit.progress.failures import told
from studykit.progress.sound import STATE_SOUND, TALLY_SOUND, bad_counts, bad_state
from studykit.progress.store import Progress
from studykit.review.roster import Roster
from studykit.review.stats import (
    DAYS,
    LEARNING,
    LEECH,
    MATTERS,
    MATURE,
    MATURE_DAYS,
    NEVER,
    SUSPENDED,
    UNSEEN,
    YOUNG,
    Known,
    Statistics,
    statistics,
)
from studykit.schedule.queue import LEARN_AHEAD_MS
from studykit.schedule.tally import Tally, tallied

# Few columns: a row a card is read, and each value of it costs.
_ROWS = f"""
select card, case when {STATE_SOUND} then
  case when suspended then {SUSPENDED} when phase = 0 then {UNSEEN} when phase <> 2 then {LEARNING}
    when due - last_day >= {MATURE_DAYS} then {MATURE} else {YOUNG} end
  + {MATTERS} * (phase <> 2 or due <= :today or last_day = :today)
  + {LEECH} * leech
  + {DAYS} * case when suspended or phase = 0 then {NEVER} when phase = 2 then min(max(due - :today, 0), {NEVER})
    when due < :until then 0 else {NEVER} end end,
  reps, tested, lapses, spent_ms
from state
"""  # noqa: S608 - constants
_UNSOUND = f"select exists (select 1 from tally where not {TALLY_SOUND})"  # noqa: S608 - constants
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
    with no_collection(), told(progress.path):
        found = progress.connection.execute(_ROWS, {"today": today, "until": until_ms})
        listed = found.fetchall()
        if None in map(itemgetter(1), listed):
            raise bad_state(next(card for card, standing, *_ in listed if standing is None))
        rows = dict(zip(map(itemgetter(0), listed), listed, strict=True))
        awake = progress.awake(today)
        tallies = (
            _all(progress) if whole else _of_cards(progress, [card for d in rosters for card in d.cards.ids])
        )
        known = Known(rows, awake, tallies)
        return statistics(rosters, known, today, until_ms, config.options, drafts=drafts)


def _all(progress: Progress) -> list[Tally]:
    if progress.connection.execute(_UNSOUND).fetchone()[0]:
        raise bad_counts()
    return list(map(Tally._make, progress.connection.execute(_TALLIES)))


def _of_cards(progress: Progress, cards: Sequence[str]) -> list[Tally]:
    reviews: Counter[tuple[int, int, int]] = Counter()
    spent: Counter[tuple[int, int, int]] = Counter()
    for card in cards:
        count, ms = tallied(progress.events(card), progress.options_of)
        reviews.update(count)
        spent.update(ms)
    return [Tally(*key, count, spent[key]) for key, count in sorted(reviews.items())]
