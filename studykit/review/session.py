"""A review session as a pure state machine: question, answer, question again, or done.

It holds no card and no clock. A rating counts only on the answer side, so a held key cannot rate an unread card.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from studykit.model import Rating

# Someone who went for coffee did not think about one card for an hour.
LONGEST_ANSWER_MS = 10 * 60_000


class Side(StrEnum):
    """Where a session stands."""

    QUESTION = "question"
    ANSWER = "answer"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Given:
    """One rating of the session."""

    card: str
    rating: Rating
    duration_ms: int


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """What a session came to.

    Args:
        cards: Different cards rated.
        reviews: Ratings given.
        duration_ms: Time spent on the cards.
        first_try: Share (0..1) of the cards not rated Again at their first showing; None without any.
        ratings: How often each rating was given.
        hardest: Card ids that were missed, with the tries they took, the most first.
    """

    cards: int
    reviews: int
    duration_ms: int
    first_try: float | None
    ratings: Mapping[Rating, int]
    hardest: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Session:
    """One state; each step returns the next and leaves this one as it is."""

    side: Side = Side.DONE
    card: str | None = None
    asked_ms: int = 0
    given: tuple[Given, ...] = ()
    seen: frozenset[str] = frozenset()

    def ask(self, card: str, now_ms: int) -> Session:
        """Put the question of a card."""
        return replace(self, side=Side.QUESTION, card=card, asked_ms=now_ms, seen=self.seen | {card})

    def show(self) -> Session:
        """Turn the card over; does nothing elsewhere."""
        return replace(self, side=Side.ANSWER) if self.side is Side.QUESTION else self

    def duration(self, now_ms: int) -> int:
        """Milliseconds since the question was put, within reason."""
        return min(max(0, now_ms - self.asked_ms), LONGEST_ANSWER_MS)

    def waited(self, ms: int) -> Session:
        """Leave some time out of the card's duration: the learner was away."""
        return replace(self, asked_ms=self.asked_ms + ms)

    def rated(self, rating: Rating, now_ms: int) -> Session:
        """Note a rating; does nothing on the question side."""
        if self.side is not Side.ANSWER or self.card is None:
            return self
        return replace(self, given=(*self.given, Given(self.card, rating, self.duration(now_ms))))

    def taken_back(self, card: str) -> Session:
        """Forget the last rating of a card, which was undone."""
        for index in range(len(self.given) - 1, -1, -1):
            if self.given[index].card == card:
                return replace(self, given=self.given[:index] + self.given[index + 1 :])
        return self

    def finish(self) -> Session:
        """End the session."""
        return replace(self, side=Side.DONE, card=None)

    def summary(self) -> SessionSummary:
        """What the session came to so far."""
        first: dict[str, Rating] = {}
        for given in self.given:
            first.setdefault(given.card, given.rating)
        missed = Counter(given.card for given in self.given if given.rating is Rating.AGAIN)
        hardest = tuple((card, times + 1) for card, times in missed.most_common())
        kept = sum(rating is not Rating.AGAIN for rating in first.values())
        counted = Counter(given.rating for given in self.given)
        return SessionSummary(
            cards=len(first),
            reviews=len(self.given),
            duration_ms=sum(given.duration_ms for given in self.given),
            first_try=kept / len(first) if first else None,
            ratings={rating: counted[rating] for rating in Rating},
            hardest=hardest,
        )
