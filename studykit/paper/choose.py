"""Which cards to print, in which order, and how many."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from studykit.cloze import Card, answer, cards_of, plain
from studykit.model import Deck
from studykit.paper.entries import Chosen
from studykit.text import nfc


class Which(StrEnum):
    """The sets of cards that can be asked for. ``FLAGGED``: by the audit, or by the learner in a review."""

    ALL = "all"
    DUE = "due"
    LEECHES = "leeches"
    FLAGGED = "flagged"


class Order(StrEnum):
    """``DECK``: as in the file. ``TIME``: by the video's second. ``DUE``: the most overdue first."""

    DECK = "deck"
    TIME = "time"
    DUE = "due"
    RANDOM = "random"


@dataclass(frozen=True, slots=True)
class Known:
    """What the review history knows, by card id. ``due`` holds any number that grows with the date."""

    due: Mapping[str, int] = field(default_factory=dict)
    leeches: frozenset[str] = frozenset()
    flagged: frozenset[str] = frozenset()
    suspended: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Choice:
    """What to print.

    ``tags``: any of these, on the note or its deck; a tag names the tags below it too ("bio" has "bio::cell").
    ``search``: words that must all occur in question, answer, quote or the learner's own words. ``seed`` makes
    a random order repeatable. ``limit`` counts cards; None prints all.
    """

    which: Which = Which.ALL
    tags: tuple[str, ...] = ()
    search: str = ""
    order: Order = Order.DECK
    limit: int | None = None
    seed: int = 0
    drafts: bool = False


def choose(decks: Sequence[Deck], choice: Choice, known: Known | None = None) -> tuple[Chosen, ...]:
    """The cards to print. What is suspended or retired is never among them."""
    known = known or Known()
    wanted = [pair for pair in _studied(decks, known, drafts=choice.drafts) if _matches(pair, choice, known)]
    ordered = sorted(wanted, key=_key(choice, known))
    return tuple(ordered if choice.limit is None else ordered[: max(0, choice.limit)])


def _studied(decks: Sequence[Deck], known: Known, *, drafts: bool) -> list[Chosen]:
    return [
        (deck, card)
        for deck in decks
        for note in deck.notes
        if not (note.suspended or note.retired) and (drafts or not note.draft)
        for card in cards_of(note)
        if card.id not in known.suspended
    ]


def _matches(pair: Chosen, choice: Choice, known: Known) -> bool:
    deck, card = pair
    in_set = {
        Which.ALL: True,
        Which.DUE: card.id in known.due,
        Which.LEECHES: card.id in known.leeches,
        Which.FLAGGED: bool(card.note.flags) or card.id in known.flagged,
    }[choice.which]
    return in_set and _tagged(pair, choice.tags) and _found(card, choice.search, deck)


def _tagged(pair: Chosen, tags: Sequence[str]) -> bool:
    deck, card = pair
    have = [nfc(tag).casefold() for tag in (*deck.tags, *card.note.tags)]
    want = [nfc(tag).casefold() for tag in tags]
    return not want or any(tag == w or tag.startswith(f"{w}::") for tag in have for w in want)


def _found(card: Card, search: str, deck: Deck) -> bool:
    note = card.note
    quote = note.evidence.quote if note.evidence else ""
    text = " ".join((plain(note.text), note.front, answer(card), quote, note.extra, deck.name))
    return all(word in nfc(text).casefold() for word in nfc(search).casefold().split())


def _key(choice: Choice, known: Known) -> Callable[[Chosen], tuple[float, str]]:
    def by_time(pair: Chosen) -> tuple[float, str]:
        at = pair[1].note.at
        return (float("inf") if at is None else at, "")

    def by_due(pair: Chosen) -> tuple[float, str]:
        return (known.due.get(pair[1].id, float("inf")), "")

    def shuffled(pair: Chosen) -> tuple[float, str]:
        return (0.0, hashlib.sha256(f"{choice.seed}:{pair[1].id}".encode()).hexdigest())

    keys = {Order.TIME: by_time, Order.DUE: by_due, Order.RANDOM: shuffled}
    return keys.get(choice.order, lambda _pair: (0.0, ""))
