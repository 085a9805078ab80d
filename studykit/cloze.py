"""Cloze markup: ``{{c1::answer::hint}}``, the notation Anki uses, read once and shown everywhere.

Clozes do not nest. A stray ``{{`` that starts no cloze is plain text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from studykit.model import Deck, Kind, Note

_OPENING = re.compile(r"\{\{c([0-9]{1,3})::")


@dataclass(frozen=True, slots=True)
class Blank:
    """A stretch that can be hidden. ``ordinal`` is the card it belongs to."""

    ordinal: int
    answer: str
    hint: str = ""


Segment = str | Blank


@dataclass(frozen=True, slots=True)
class Card:
    """One prompt of a note."""

    note: Note
    ordinal: int = 1

    @property
    def id(self) -> str:
        """The identity reviews belong to: note id, dot, ordinal."""
        return f"{self.note.id}.{self.ordinal}"


def parse_cloze(text: str) -> tuple[Segment, ...]:
    """The text's plain stretches and blanks, in order; joined they are the whole text."""
    segments: list[Segment] = []
    end = 0
    # Searched piece by piece: one pattern for it all takes cubic time on a text of openings that never close.
    while opening := _OPENING.search(text, end):
        close = text.find("}}", opening.end())
        if close < 0:
            break
        if opening.start() > end:
            segments.append(text[end : opening.start()])
        answer, _, hint = text[opening.end() : close].partition("::")
        segments.append(Blank(int(opening[1]), answer, hint))
        end = close + 2
    if end < len(text):
        segments.append(text[end:])
    return tuple(segments)


def blanks(text: str) -> tuple[Blank, ...]:
    """The blanks of a cloze text, in order."""
    return tuple(part for part in parse_cloze(text) if isinstance(part, Blank))


def ordinals(text: str) -> tuple[int, ...]:
    """The distinct ordinals of a cloze text, ascending: its cards."""
    return tuple(sorted({blank.ordinal for blank in blanks(text)}))


def plain(text: str) -> str:
    """The sentence with every answer in place."""
    return "".join(part if isinstance(part, str) else part.answer for part in parse_cloze(text))


def masked(text: str, ordinal: int, blank: str = "[{}]", empty: str = "...") -> str:
    """The sentence with the blanks of one card hidden; ``blank`` is formatted with the hint or ``empty``."""
    return "".join(
        part
        if isinstance(part, str)
        else blank.format(part.hint or empty)
        if part.ordinal == ordinal
        else part.answer
        for part in parse_cloze(text)
    )


def question(card: Card) -> str:
    """What a card asks, as plain text."""
    return masked(card.note.text, card.ordinal) if card.note.kind is Kind.CLOZE else card.note.front


def answer(card: Card) -> str:
    """What a card wants to hear, as plain text."""
    if card.note.kind is Kind.QA:
        return card.note.back
    return " · ".join(b.answer for b in blanks(card.note.text) if b.ordinal == card.ordinal)


def cards_of(note: Note) -> tuple[Card, ...]:
    """The cards of a note: one per cloze ordinal, one for a Q&A note."""
    if note.kind is Kind.QA:
        return (Card(note),)
    return tuple(Card(note, ordinal) for ordinal in ordinals(note.text))


def is_taken(note: Note, *, drafts: bool) -> bool:
    """Whether a note is studied, exported and printed: a draft only where they are asked for, a rejected one never."""
    return not note.draft or (drafts and not note.suspended)


def study_cards(decks: Iterable[Deck], *, drafts: bool = False) -> tuple[Card, ...]:
    """All cards of the decks that are studied, exported and printed, in the decks' order.

    Drafts wait for a person and are left out unless ``drafts`` asks for them; those that were turned down always.
    """
    return tuple(
        card
        for deck in decks
        for note in deck.notes
        if is_taken(note, drafts=drafts)
        for card in cards_of(note)
    )


def waiting_drafts(decks: Iterable[Deck]) -> int:
    """How many notes of the decks wait for a decision."""
    return sum(note.draft and not (note.suspended or note.retired) for deck in decks for note in deck.notes)
