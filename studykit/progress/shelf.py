"""The cards of a session: found by id, and known to the queue without reading any text."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property
from typing import Protocol

from studykit.cloze import Card, cards_of
from studykit.model import Deck, Note, Settings
from studykit.progress.view import SessionOptions
from studykit.review.roster import Ref
from studykit.schedule.queue import Entry
from studykit.schedule.settings import Options


class Shelved(Protocol):
    """A deck that is read only when one of its cards is shown."""

    @property
    def deck(self) -> Deck:
        """The whole deck."""

    @property
    def cards(self) -> Sequence[Ref]:
        """Its cards, in the order of their source."""

    @property
    def settings(self) -> Settings:
        """Its own study settings."""


class Shelf:
    """The cards that a session may show.

    Args:
        decks: The decks, read or not yet read, in order.
        options: Which of their cards are wanted.
    """

    def __init__(self, decks: Sequence[Deck | Shelved], options: SessionOptions) -> None:
        self._decks = [_Read(deck) if isinstance(deck, Deck) else deck for deck in decks]
        self._session = options
        self._notes: dict[int, dict[str, Note]] = {}
        self._owner: dict[str, int] = {}
        self._refs: list[list[Ref]] = []
        self.options = tuple(options.defaults.of_deck(deck.settings) for deck in self._decks)
        self._selected = False
        for deck in self._decks:
            wanted = self._wanted(deck.deck) if options.tag or options.search else None
            self._selected = self._selected or bool(wanted)
            self._refs.append(
                [
                    ref
                    for ref in deck.cards
                    if not ref.suspended
                    if options.drafts or not ref.draft
                    if wanted is None or ref.id in wanted
                ]
            )
        # From the last deck to the first: a card that stands in two belongs to the first.
        for number in range(len(self._refs) - 1, -1, -1):
            self._owner.update(dict.fromkeys([ref.id for ref in self._refs[number]], number))

    def entries(self, resting: Collection[str] = ()) -> list[Entry]:
        """The cards for the queue, in order, less those that rest."""
        owner = self._owner
        return [
            Entry(ref.id, number, ref.group)
            for number, refs in enumerate(self._refs)
            for ref in refs
            if ref.id not in resting and owner[ref.id] == number
        ]

    @property
    def nothing(self) -> str:
        """What to say where none of the cards is asked."""
        tag, sought = self._session.tag, self._session.search
        if (tag or sought) and not self._selected:
            wanted = [f"has the tag “{tag}”"] if tag else []
            wanted += [f"holds “{sought}”"] if sought else []
            return f"No card {' and '.join(wanted)}."
        if (tag or sought) and not self._owner:
            return "Every such card is suspended or a draft."
        return "There is no card to practise." if self._session.practise else "Nothing is due."

    def __contains__(self, card_id: object) -> bool:
        return card_id in self._owner

    def options_of(self, card_id: str) -> Options:
        """The settings of a card's deck."""
        return self.options[self._owner[card_id]]

    def find(self, card_id: str) -> tuple[Deck, Card]:
        """A card and its deck, which is read now if it was not before."""
        number = self._owner[card_id]
        deck = self._decks[number].deck
        if number not in self._notes:
            self._notes[number] = {note.id: note for note in deck.notes}
        note_id, _, ordinal = card_id.rpartition(".")
        return deck, Card(self._notes[number][note_id], int(ordinal))

    def _wanted(self, deck: Deck) -> set[str]:
        """The cards that the session's tag and text select."""
        tag, sought = self._session.tag.casefold(), self._session.search.casefold()
        everything = {word.casefold() for word in deck.tags}
        return {
            card.id
            for note in deck.notes
            if not tag or tag in everything or tag in {word.casefold() for word in note.tags}
            if any(sought in text.casefold() for text in (note.text, note.front, note.back, note.extra))
            for card in cards_of(note)
        }


class _Read:
    """A deck in hand, with the references that a deck on disk has from its cache."""

    def __init__(self, deck: Deck) -> None:
        self.deck = deck
        self.settings = deck.settings

    @cached_property
    def cards(self) -> Sequence[Ref]:
        return tuple(
            _Ref(card.id, note.bullet or note.id, suspended=note.suspended or note.retired, draft=note.draft)
            for note in self.deck.notes
            for card in cards_of(note)
        )


class _Ref:
    __slots__ = ("draft", "group", "id", "suspended")

    def __init__(self, card_id: str, group: str, *, suspended: bool, draft: bool) -> None:
        self.id = card_id
        self.group = group
        self.suspended = suspended
        self.draft = draft
