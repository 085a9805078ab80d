"""Statistics: how well is remembered, what is coming, what it costs.

Worked out from rows and counts, never from card text, so that 100,000 cards take a fraction of a second.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from studykit.model import Rating, Settings
from studykit.schedule.queue import Counts, Entry, build
from studykit.schedule.settings import Options
from studykit.schedule.state import CardState, Phase
from studykit.schedule.tally import AGES, LEARNING_AGE, Tally

FORECAST_DAYS = 30
# A card that comes back after three weeks or more counts as mature, as in Anki.
MATURE_DAYS = 21
WINDOWS = {"week": 7, "month": 30, "year": 365, "all": None}

# card, phase, due, last_day, first_day, reps, tested, lapses, spent_ms, stability, suspended, buried_until, leech
CardRow = tuple[str, int, int, int, int, int, int, int, int, float | None, int, int, int]
_NEW, _REVIEW = int(Phase.NEW), int(Phase.REVIEW)


class Ref(Protocol):
    """A card as the deck list knows it."""

    @property
    def id(self) -> str:
        """The card's id."""

    @property
    def group(self) -> str:
        """Equal for siblings."""

    @property
    def suspended(self) -> bool:
        """Whether its note is suspended in the deck."""

    @property
    def draft(self) -> bool:
        """Whether its note is a draft."""


class Roster(Protocol):
    """A deck's cards without their text."""

    @property
    def name(self) -> str:
        """The deck's name."""

    @property
    def cards(self) -> Sequence[Ref]:
        """Its cards, in the order of their source."""

    @property
    def settings(self) -> Settings:
        """Its own study settings."""


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
    rows: Mapping[str, CardRow],
    tallies: Sequence[Tally],
    today: int,
    until_ms: int,
    defaults: Options,
    *,
    drafts: bool = False,
) -> Statistics:
    """The statistics of some decks.

    Args:
        rosters: The decks.
        rows: What is known of each card that was ever touched.
        tallies: Counts of their reviews.
        today: The study day.
        until_ms: The instant (UTC milliseconds) up to which learning cards count as due.
        defaults: The user's settings.
        drafts: Whether drafts are studied.
    """
    forecast = [0] * FORECAST_DAYS
    decks = tuple(
        _deck(deck, rows, today, until_ms, defaults.of_deck(deck.settings), forecast, drafts)
        for deck in rosters
    )
    heat: Counter[int] = Counter()
    ratings: Counter[int] = Counter()
    for tally in tallies:
        heat[tally.day] += tally.reviews
        ratings[tally.rating] += tally.reviews
    heat = +heat
    return Statistics(
        today=today,
        reviews=heat.total(),
        due=sum((deck.due for deck in decks), Counts()),
        forecast=tuple(forecast),
        heat=dict(sorted(heat.items())),
        retention={
            name: _retention(t for t in tallies if days is None or t.day > today - days)
            for name, days in WINDOWS.items()
        },
        by_age=tuple(
            (AGES[age], _retention(t for t in tallies if t.age == age)) for age in range(1, len(AGES))
        ),
        ratings={rating: ratings[rating] for rating in Rating},
        ms=sum(tally.ms for tally in tallies),
        streak=_streak(heat, today),
        decks=decks,
    )


def _deck(
    deck: Roster, rows: Mapping[str, CardRow], today: int, until_ms: int, options: Options, forecast: list[int], drafts: bool
) -> DeckFigures:  # fmt: skip
    """Count one deck's cards and add its reviews to the forecast. Only cards that may be due meet the queue."""
    entries: list[Entry] = []
    states: dict[str, CardState] = {}
    cards = unseen = learning = young = mature = suspended = leeches = 0
    reviews = tested = lapses = ms = 0
    for ref in deck.cards:
        if ref.draft and not drafts:
            continue
        cards += 1
        row = rows.get(ref.id)
        if row is None:
            suspended += ref.suspended
            unseen += not ref.suspended
            if not ref.suspended:
                entries.append(Entry(ref.id, 0, ref.group))
            continue
        card, phase, due, last_day, first_day, reps, tests, missed, spent, _, hidden, buried, leech = row
        reviews += reps
        tested += tests
        lapses += missed
        ms += spent
        leeches += leech
        if ref.suspended:
            suspended += 1
            continue
        waits = not hidden
        if hidden:
            suspended += 1
        elif phase == _REVIEW:
            long = due - last_day >= MATURE_DAYS
            mature += long
            young += not long
            if due < today + FORECAST_DAYS:
                forecast[max(0, due - today)] += 1
            waits = due <= today
        else:
            unseen += phase == _NEW
            learning += phase != _NEW
            forecast[0] += phase != _NEW and due < until_ms
        if waits or last_day == today:
            entries.append(Entry(card, 0, ref.group))
            states[card] = CardState(
                Phase(phase), due=due, last_day=last_day, first_day=first_day, reps=reps, stability=row[9],
                suspended=bool(hidden), buried_until=buried,
            )  # fmt: skip
    queue = build(entries, states, (options,), today, until_ms)
    retention = Share(tested, tested - lapses)
    return DeckFigures(
        deck.name,
        cards,
        queue.counts,
        unseen,
        learning,
        young,
        mature,
        suspended,
        leeches,
        reviews,
        retention,
        ms,
    )


def _retention(tallies: Iterable[Tally]) -> Share:
    tries = hits = 0
    for tally in tallies:
        if tally.age != LEARNING_AGE:
            tries += tally.reviews
            hits += tally.reviews if tally.rating != Rating.AGAIN else 0
    return Share(tries, hits)


def _streak(heat: Mapping[int, int], today: int) -> int:
    day = today if today in heat else today - 1
    streak = 0
    while day - streak in heat:
        streak += 1
    return streak
