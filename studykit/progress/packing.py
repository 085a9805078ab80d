"""Decks as text of the parse cache, and back. Nothing here is loaded to list decks that are cached."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from studykit.cloze import cards_of
from studykit.model import Deck, Evidence, Flag, Kind, Note, Settings, Source
from studykit.progress.cardlist import CardList

# A card's id, the group it shares with its siblings, suspended, draft.
Row = tuple[str, str, bool, bool]


def rows_of(deck: Deck) -> tuple[Row, ...]:
    """What queue and counts need of a deck's cards."""
    return tuple(
        (card.id, note.bullet or note.id, note.suspended, note.draft)
        for note in deck.notes
        for card in cards_of(note)
    )


def pack(deck: Deck) -> tuple[str, str]:
    """A deck's head (cards and settings) and the whole of it, as JSON."""
    cards = CardList.of(rows_of(deck))
    columns = [cards.ids, cards.groups, sorted(cards.suspended), sorted(cards.drafts)]
    head = json.dumps({"cards": columns, "settings": asdict(deck.settings)}, ensure_ascii=False)
    return head, json.dumps(asdict(deck), ensure_ascii=False, separators=(",", ":"))


def unpack_head(text: str) -> tuple[CardList, Settings]:
    """Cards and settings."""
    known = json.loads(text)
    return CardList(*known["cards"]), _settings(known["settings"])


def unpack(text: str) -> Deck:
    """The whole deck."""
    data = json.loads(text)
    return Deck(
        name=data["name"],
        language=data["language"],
        tags=tuple(data["tags"]),
        source=Source(**data["source"]),
        notes=tuple(_unpack_note(note) for note in data["notes"]),
        settings=_settings(data["settings"]),
        format=data["format"],
    )


def _settings(data: dict[str, Any]) -> Settings:
    known: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in data.items()
    }
    return Settings(**known)


def _unpack_note(data: dict[str, Any]) -> Note:
    evidence = data["evidence"]
    return Note(
        **{
            **data,
            "kind": Kind(data["kind"]),
            "evidence": Evidence(**evidence) if evidence else None,
            "flags": tuple(Flag(**flag) for flag in data["flags"]),
            "tags": tuple(data["tags"]),
        }
    )
