"""Statistics: how well is remembered, what is coming, what it costs.

Worked out from rows and counts, never from card text, so that 100,000 cards take a fraction of a second.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Any

from studykit.model import Rating
from studykit.review.roster import Roster
from studykit.schedule.queue import Counts, Entry, build
from studykit.schedule.settings import Options
from studykit.schedule.state import CardState
from studykit.schedule.tally import AGES, LEARNING_AGE, Tally

FORECAST_DAYS = 30
# A card that comes back after three weeks or more counts as mature, as in Anki.
MATURE_DAYS = 21
WINDOWS = {"week": 7, "month": 30, "year": 365, "all": None}

# What a card is doing.
UNSEEN, LEARNING, YOUNG, MATURE, SUSPENDED = range(5)
# Its standing is one number: what it is doing, plus MATTERS if it matters today, plus LEECH if it is one, plus DAYS for each
# day until it is due, NEVER days if it has no such day.
MATTERS, LEECH, DAYS = 8, 16, 32
NEVER = 99
# card, standing, reps, tested, lapses, spent_ms
CardRow = tuple[str, int, int, int, int, int]


@dataclass(frozen=True, slots=True)
class Known:
    """What the history says.

    Args:
        rows: Each card that was ever touched.
        awake: The states of those that matter today.
        tallies: Counts of the reviews.
    """

    rows: Mapping[str, CardRow]
    awake: Mapping[str, CardState]
    tallies: Sequence[Tally]


@dataclass(frozen=True, slots=True)
class Share:
    """``hits`` out of ``tries``."""

    tries: int = 0
    hits: int = 0

    @property
    def value(self) -> float | None:
        """0 to 1; None without any try."""
        return self.hits / self.tries if self.tries else None


@dataclass(frozen=True, slots=True)
class DeckFigures:
    """One deck. ``retention`` counts tests of cards in review; ``ms`` is the time of all reviews together."""

    name: str
    cards: int
    due: Counts
    unseen: int
    learning: int
    young: int
    mature: int
    suspended: int
    leeches: int
    reviews: int
    retention: Share
    ms: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """All figures.

    Args:
        today: The study day they are of.
        reviews: Reviews that count.
        due: What can be studied today, within the limits.
        forecast: Reviews due per study day, from today on, what is overdue today.
        heat: Reviews per study day, for days with any.
        retention: True retention by window: ``week``, ``month``, ``year``, ``all``.
        by_age: The same by the time since the review before, oldest last, as (words, share).
        ratings: How often each rating was given.
        ms: Time of all reviews together.
        streak: Days studied in a row up to today, or up to yesterday while today is not studied yet.
        decks: Each deck.
    """

    today: int
    reviews: int
    due: Counts
    forecast: tuple[int, ...]
    heat: Mapping[int, int]
    retention: Mapping[str, Share]
    by_age: tuple[tuple[str, Share], ...]
    ratings: Mapping[Rating, int]
    ms: int
    streak: int
    decks: tuple[DeckFigures, ...]

    @property
    def cards(self) -> int:
        """Cards that are studied."""
        return sum(deck.cards for deck in self.decks)

    @property
    def seconds_per_review(self) -> float | None:
        """Mean time of a review; None before the first."""
        return self.ms / 1000 / self.reviews if self.reviews else None


def statistics(
    rosters: Iterable[Roster],
    known: Known,
    today: int,
    until_ms: int,
    defaults: Options,
    *,
    drafts: bool = False,
) -> Statistics:
    """The statistics of some decks.

    Args:
        rosters: The decks.
        known: What the history says.
        today: The study day.
        until_ms: The instant (UTC milliseconds) up to which learning cards count as due.
        defaults: The user's settings.
        drafts: Whether drafts are studied.
    """
    ahead: Counter[int] = Counter()
    decks = tuple(
        _deck(deck, known, (today, until_ms, defaults.of_deck(deck.settings)), ahead, drafts=drafts)
        for deck in rosters
    )
    heat: Counter[int] = Counter()
    ratings: Counter[int] = Counter()
    tests: Counter[tuple[int, int]] = Counter()
    passed: Counter[tuple[int, int]] = Counter()
    ms = 0
    for tally in known.tallies:
        day, age, rating, reviews, spent = tally
        heat[day] += reviews
        ratings[rating] += reviews
        ms += spent
        if age != LEARNING_AGE:
            tests[day, age] += reviews
            passed[day, age] += reviews if rating != Rating.AGAIN else 0
    heat = +heat

    def share(keys: Iterable[tuple[int, int]]) -> Share:
        chosen = list(keys)
        return Share(sum(tests[key] for key in chosen), sum(passed[key] for key in chosen))

    return Statistics(
        today=today,
        reviews=heat.total(),
        due=sum((deck.due for deck in decks), Counts()),
        forecast=tuple(ahead[day] for day in range(FORECAST_DAYS)),
        heat=dict(sorted(heat.items())),
        retention={
            name: share(key for key in tests if days is None or key[0] > today - days)
            for name, days in WINDOWS.items()
        },
        by_age=tuple(
            (AGES[age], share(key for key in tests if key[1] == age)) for age in range(1, len(AGES))
        ),
        ratings={rating: ratings[rating] for rating in Rating},
        ms=ms,
        streak=_streak(heat, today),
        decks=decks,
    )


def _deck(
    deck: Roster,
    known: Known,
    day: tuple[int, int, Options],
    ahead: Counter[int],
    *,
    drafts: bool,
) -> DeckFigures:
    """Count one deck's cards, and add its reviews to those that lie ahead.

    Whole columns are summed at once: over 100,000 cards a loop would take as long as all the rest.
    """
    today, until_ms, options = day
    rows, awake, cards = known.rows, known.awake, deck.cards
    left_out = cards.suspended if drafts else cards.suspended | cards.drafts
    ids, groups = cards.ids, cards.groups
    if left_out:
        kept = [place not in left_out for place in range(len(ids))]
        ids, groups = list(compress(ids, kept)), list(compress(groups, kept))
    off = [cards.ids[place] for place in cards.suspended if drafts or place not in cards.drafts]
    found = list(map(rows.get, ids))
    _, standings, *sums = _columns(list(filter(None, found)))
    _, off_standings, *more = _columns(list(filter(None, map(rows.get, off))))
    reviews, tested, lapses, ms = (sum(one) + sum(other) for one, other in zip(sums, more, strict=True))
    doing: Counter[int] = Counter()
    leeches = sum(bool(standing & LEECH) for standing in off_standings)
    for standing, count in Counter(standings).items():
        doing[standing & MATTERS - 1] += count
        leeches += count if standing & LEECH else 0
        ahead[standing // DAYS] += count
    entries = [
        Entry(card, 0, group)
        for card, group, row in zip(ids, groups, found, strict=True)
        if row is None or row[1] & MATTERS
    ]
    return DeckFigures(
        name=deck.name,
        cards=len(ids) + len(off),
        due=build(entries, awake, (options,), today, until_ms).counts,
        unseen=doing[UNSEEN] + len(ids) - len(standings),
        learning=doing[LEARNING],
        young=doing[YOUNG],
        mature=doing[MATURE],
        suspended=doing[SUSPENDED] + len(off),
        leeches=leeches,
        reviews=reviews,
        retention=Share(tested, tested - lapses),
        ms=ms,
    )


def _columns(rows: Sequence[CardRow]) -> tuple[tuple[Any, ...], ...]:
    """Rows turned into columns."""
    return tuple(zip(*rows, strict=True)) if rows else ((),) * 6


def _streak(heat: Mapping[int, int], today: int) -> int:
    day = today if today in heat else today - 1
    streak = 0
    while day - streak in heat:
        streak += 1
    return streak
