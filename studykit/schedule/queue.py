"""Which cards a session shows, and in what order.

Learning cards come back by the clock, reviews go by how much of them is forgotten, new cards keep the order of
their source. Of the cards made from one bullet only one is shown per study day: its answer gives the others away.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import NamedTuple, overload

from studykit.schedule.settings import Options
from studykit.schedule.state import NEW, CardState, Phase

# A learning card may be shown this much early when nothing else is left.
LEARN_AHEAD_MS = 20 * 60_000


class Entry(NamedTuple):
    """A card as the queue sees it; a tuple because there may be 100,000.

    Args:
        card: The card's id.
        deck: Index of its deck, whose limits apply.
        group: Equal for siblings, the cards of one bullet.
    """

    card: str
    deck: int = 0
    group: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many cards wait today, within the limits."""

    new: int = 0
    learning: int = 0
    review: int = 0

    @property
    def total(self) -> int:
        """All that wait."""
        return self.new + self.learning + self.review

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.new + other.new, self.learning + other.learning, self.review + other.review)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A learning card and the instant (UTC milliseconds) it comes back."""

    due_ms: int
    card: str


@dataclass(frozen=True, slots=True)
class Limits:
    """What a session adds to the decks' daily limits.

    Args:
        cards: At most this many different cards.
        new: This many new cards over all decks, instead of the decks' daily limits.
        seen: Cards the session has shown; they may come again and are already counted.
    """

    cards: int | None = None
    new: int | None = None
    seen: frozenset[str] = frozenset()


class Line(Sequence[str]):
    """Cards in a row. Taking the first one away copies nothing: a backlog may be 10,000 cards long."""

    __slots__ = ("_cards", "_start")

    def __init__(self, cards: Iterable[str] = (), start: int = 0) -> None:
        self._cards = cards if isinstance(cards, tuple) else tuple(cards)
        self._start = start

    def __len__(self) -> int:
        return len(self._cards) - self._start

    @overload
    def __getitem__(self, place: int) -> str: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[str, ...]: ...

    def __getitem__(self, place: int | slice) -> str | tuple[str, ...]:
        if place == 0 and self._start < len(self._cards):
            return self._cards[self._start]
        return self._cards[self._start :][place]

    def __iter__(self) -> Iterator[str]:
        return islice(self._cards, self._start, None)

    def __eq__(self, other: object) -> bool:
        return tuple(self) == tuple(other) if isinstance(other, Line | tuple) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"Line({tuple(self)!r})"

    def without(self, gone: frozenset[str]) -> Line:
        """The line less some cards; the same line where it holds none of them."""
        if len(gone) == 1 and self and self[0] in gone:
            return Line(self._cards, self._start + 1)
        return self if gone.isdisjoint(self) else Line(card for card in self if card not in gone)


_NOBODY = Line()


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits on one study day, in order."""

    learning: tuple[Waiting, ...] = ()
    reviews: Line = _NOBODY
    new: Line = _NOBODY

    @property
    def counts(self) -> Counts:
        """How many of each kind wait."""
        return Counts(len(self.new), len(self.learning), len(self.reviews))

    def __contains__(self, card: object) -> bool:
        return card in self.reviews or card in self.new or any(w.card == card for w in self.learning)

    def pick(self, now_ms: int) -> str | None:
        """The next card; None when nothing can be shown now."""
        if self.learning and self.learning[0].due_ms <= now_ms:
            return self.learning[0].card
        if self.reviews or self.new:
            return (self.reviews or self.new)[0]
        if self.learning and self.learning[0].due_ms <= now_ms + LEARN_AHEAD_MS:
            return self.learning[0].card
        return None

    def without(self, cards: Iterable[str]) -> Queue:
        """The queue less some cards."""
        gone = frozenset(cards)
        if len(gone) == 1:
            # A card waits in one place only, nearly always in front of it: the backlog need not be searched.
            if self.learning and self.learning[0].card in gone:
                return replace(self, learning=self.learning[1:])
            if self.reviews and self.reviews[0] in gone:
                return replace(self, reviews=self.reviews.without(gone))
        return Queue(
            tuple(waiting for waiting in self.learning if waiting.card not in gone),
            self.reviews.without(gone),
            self.new.without(gone),
        )

    def after(self, card: str, state: CardState, until_ms: int) -> Queue:
        """The queue once a card has been rated; it stays if it comes back before ``until_ms``."""
        rest = self.without((card,))
        if not state.phase.stepping or state.suspended or state.due_ms >= until_ms:
            return rest
        learning = sorted((*rest.learning, Waiting(state.due_ms, card)), key=lambda w: (w.due_ms, w.card))
        return replace(rest, learning=tuple(learning))


def build(
    entries: Sequence[Entry],
    states: Mapping[str, CardState],
    options: Sequence[Options],
    today: int,
    until_ms: int,
    limits: Limits = Limits(),
) -> Queue:
    """The queue of a study day.

    Args:
        entries: The cards, in the order of their source.
        states: Their states; a card without one is new.
        options: Per deck, its settings.
        today: The study day.
        until_ms: The instant (UTC milliseconds) up to which learning cards are waited for.
        limits: The session's own limits.
    """
    learning: list[tuple[int, Entry]] = []
    reviews: list[tuple[float, int, Entry]] = []
    new: list[Entry] = []
    reviewed: Counter[int] = Counter()
    introduced: Counter[int] = Counter()
    taken: set[tuple[int, str]] = set()
    for position, entry in enumerate(entries):
        state = states.get(entry.card, NEW)
        if state.reps and state.last_day == today:
            (introduced if state.first_day == today else reviewed)[entry.deck] += 1
            taken.add((entry.deck, entry.group))
        if state.hidden(today):
            continue
        if state.phase is Phase.NEW:
            new.append(entry)
        elif state.phase is Phase.REVIEW:
            if state.due <= today:
                reviews.append((_forgotten(state, today), position, entry))
        elif state.due < until_ms:
            learning.append((state.due, entry))
            taken.add((entry.deck, entry.group))
    learning.sort(key=lambda item: (item[0], item[1].card))
    reviews.sort(key=lambda item: item[:2])
    due = _one_per_group((entry for *_, entry in reviews), taken)
    due = _within(due, [max(0, o.reviews_per_day - reviewed[i]) for i, o in enumerate(options)])
    fresh = _one_per_group(new, taken)
    if limits.new is None:
        fresh = _within(fresh, [max(0, o.new_per_day - introduced[i]) for i, o in enumerate(options)])
    else:
        fresh = fresh[: limits.new]
    queue = Queue(
        tuple(Waiting(at, entry.card) for at, entry in learning),
        Line(entry.card for entry in due),
        Line(entry.card for entry in fresh),
    )
    return queue if limits.cards is None else _cut(queue, limits.cards, limits.seen)


def practice(entries: Sequence[Entry], states: Mapping[str, CardState], today: int) -> Queue:
    """Every card that is not suspended, the most forgotten first: a session that does not count."""
    known = [(entry.card, states.get(entry.card, NEW)) for entry in entries]
    shown = [(card, state) for card, state in known if not state.suspended]
    seen = sorted((pair for pair in shown if pair[1].reps), key=lambda pair: _forgotten(pair[1], today))
    return Queue(
        reviews=Line(card for card, _ in seen), new=Line(card for card, state in shown if not state.reps)
    )


def _forgotten(state: CardState, today: int) -> float:
    # Retrievability falls with elapsed days over stability whatever the weights are: no need for the curve itself.
    return -max(0, today - state.last_day) / (state.stability or 1.0)


def _one_per_group(entries: Iterable[Entry], taken: set[tuple[int, str]]) -> list[Entry]:
    kept = []
    for entry in entries:
        key = (entry.deck, entry.group or entry.card)
        if key not in taken:
            taken.add(key)
            kept.append(entry)
    return kept


def _within(entries: Iterable[Entry], limits: Sequence[int]) -> list[Entry]:
    left = list(limits)
    kept = []
    for entry in entries:
        if left[entry.deck] > 0:
            left[entry.deck] -= 1
            kept.append(entry)
    return kept


def _cut(queue: Queue, most: int, seen: frozenset[str]) -> Queue:
    left = max(0, most - len(seen))
    allowed = set(seen)
    for card in (*(waiting.card for waiting in queue.learning), *queue.reviews, *queue.new):
        if card not in allowed and left > 0:
            allowed.add(card)
            left -= 1
    everything = {*(waiting.card for waiting in queue.learning), *queue.reviews, *queue.new}
    return queue.without(everything - allowed)
