"""Statistics as ``studykit stats --json`` prints them."""

from __future__ import annotations

from typing import Any

from studykit.review.stats import DeckFigures, Share, Statistics
from studykit.schedule.days import date_of
from studykit.schedule.queue import Counts


def payload(stats: Statistics) -> dict[str, Any]:
    """The statistics as one JSON object; shares are null before the first try."""
    return {
        "reviews": stats.reviews,
        "cards": stats.cards,
        "due": _counts(stats.due),
        "day": date_of(stats.today).isoformat(),
        "streak": stats.streak,
        "seconds_per_review": _rounded(stats.seconds_per_review),
        "ratings": {rating.name.lower(): count for rating, count in stats.ratings.items()},
        "retention": {name: _share(share) for name, share in stats.retention.items()},
        "retention_by_age": [{"age": words, **_share(share)} for words, share in stats.by_age],
        "forecast": list(stats.forecast),
        "days": {date_of(day).isoformat(): count for day, count in stats.heat.items()},
        "decks": [_deck(deck) for deck in stats.decks],
    }


def _deck(deck: DeckFigures) -> dict[str, Any]:
    return {
        "name": deck.name,
        "cards": deck.cards,
        "due": _counts(deck.due),
        "unseen": deck.unseen,
        "learning": deck.learning,
        "young": deck.young,
        "mature": deck.mature,
        "suspended": deck.suspended,
        "leeches": deck.leeches,
        "reviews": deck.reviews,
        "retention": _share(deck.retention),
        "seconds_per_review": _rounded(deck.ms / 1000 / deck.reviews if deck.reviews else None),
    }


def _counts(counts: Counts) -> dict[str, int]:
    return {"new": counts.new, "learning": counts.learning, "review": counts.review}


def _share(share: Share) -> dict[str, float | int | None]:
    return {"tries": share.tries, "value": _rounded(share.value, 4)}


def _rounded(value: float | None, digits: int = 2) -> float | None:
    return None if value is None else round(value, digits)
