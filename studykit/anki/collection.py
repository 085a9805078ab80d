"""What a collection holds, as plain rows, whether of schema 11 or of a present-day Anki."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from studykit.anki.note_types import FIELD_SEPARATOR
from studykit.anki.untrusted import Tables
from studykit.anki.wire import WireError, fields_of

MAX_NOTES = 1_000_000
MAX_CARDS = 2_000_000
MAX_REVIEWS = 10_000_000
_MAX_TYPES = 10_000

_FIELD = re.compile(r"\{\{([^#^/{}][^{}]*+)\}\}")


@dataclass(frozen=True, slots=True)
class StoredType:
    """A note type: its fields, and the question and answer template of each of its cards."""

    name: str
    cloze: bool
    fields: tuple[str, ...]
    templates: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class StoredNote:
    """A note; ``row`` holds its fields as HTML, joined."""

    nid: int
    guid: str
    kind: int
    tags: tuple[str, ...]
    row: str

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields, in the order of the note type."""
        return tuple(self.row.split(FIELD_SEPARATOR))


@dataclass(frozen=True, slots=True)
class StoredCard:
    """A card; ``ordinal`` counts from 1."""

    cid: int
    nid: int
    deck: int
    ordinal: int
    suspended: bool


@dataclass(frozen=True, slots=True)
class Collection:
    """All that is read of a collection."""

    kinds: Mapping[int, StoredType]
    decks: Mapping[int, str]
    notes: tuple[StoredNote, ...]
    cards: tuple[StoredCard, ...]
    # cid, UTC ms, rating, ms
    reviews: tuple[tuple[int, int, int, int], ...]


def read_collection(tables: Tables) -> Collection:
    """Read a collection.

    Raises:
        PackageError: it is damaged, too large, or not a collection of Anki's.
    """
    if not {"col", "notes", "cards", "revlog"} <= tables.names:
        raise tables.damaged()
    try:
        if "notetypes" in tables.names:
            kinds, decks = _types(tables), _decks(tables)
        else:
            kinds, decks = _described(tables)
        return Collection(kinds, decks, _notes(tables), _cards(tables), _reviews(tables))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, WireError) as err:
        raise tables.damaged() from err


def fields_in(template: str) -> tuple[str, ...]:
    """The names of the fields a template shows, in order, each once; one that is to be typed is not shown."""
    shown = (match for match in _FIELD.findall(template) if not match.startswith("type:"))
    names = (match.rsplit(":", 1)[-1].strip() for match in shown)
    return tuple(dict.fromkeys(names))


def _notes(tables: Tables) -> tuple[StoredNote, ...]:
    rows = tables.rows("SELECT id, guid, mid, tags, flds FROM notes ORDER BY id", MAX_NOTES)
    return tuple(
        StoredNote(int(nid), str(guid), int(mid), tuple(str(tags).split()), str(flds))
        for nid, guid, mid, tags, flds in rows
    )


def _cards(tables: Tables) -> tuple[StoredCard, ...]:
    # A card in a filtered deck belongs to the deck it came from.
    rows = tables.rows("SELECT id, nid, did, odid, ord, queue FROM cards ORDER BY nid, ord", MAX_CARDS)
    return tuple(
        StoredCard(int(cid), int(nid), int(odid) or int(did), int(number) + 1, int(queue) == -1)
        for cid, nid, did, odid, number, queue in rows
    )


def _reviews(tables: Tables) -> tuple[tuple[int, int, int, int], ...]:
    """Answers that count: no manual rescheduling, no cramming in a filtered deck (type 3 without an ease)."""
    query = "SELECT id, cid, ease, time, type, factor FROM revlog ORDER BY id"
    return tuple(
        (int(cid), int(at), int(ease), max(0, int(time)))
        for at, cid, ease, time, kind, factor in tables.rows(query, MAX_REVIEWS)
        if ease in {1, 2, 3, 4} and (kind in {0, 1, 2} or (kind == 3 and factor)) and int(at) > 0
    )


def _described(tables: Tables) -> tuple[dict[int, StoredType], dict[int, str]]:
    """Note types and decks of schema 11: JSON in the one row of a table."""
    ((models, decks),) = tables.rows("SELECT models, decks FROM col", 1)
    kinds = {}
    for key, model in json.loads(models).items():
        templates = tuple((str(t["qfmt"]), str(t["afmt"])) for t in model["tmpls"])
        fields = tuple(str(field["name"]) for field in model["flds"])
        kinds[int(key)] = StoredType(str(model["name"]), int(model["type"]) == 1, fields, templates)
    return kinds, {int(key): str(deck["name"]) for key, deck in json.loads(decks).items()}


def _types(tables: Tables) -> dict[int, StoredType]:
    """Note types of the newer schema: tables, each with a protobuf message."""
    fields: dict[int, list[str]] = {}
    for kind, name in tables.rows("SELECT ntid, name FROM fields ORDER BY ntid, ord", _MAX_TYPES * 10):
        fields.setdefault(int(kind), []).append(str(name))
    templates: dict[int, list[tuple[str, str]]] = {}
    for kind, config in tables.rows("SELECT ntid, config FROM templates ORDER BY ntid, ord", _MAX_TYPES * 10):
        message = dict(fields_of(config))
        templates.setdefault(int(kind), []).append((_text(message.get(1)), _text(message.get(2))))
    kinds = {}
    for kind, name, config in tables.rows("SELECT id, name, config FROM notetypes", _MAX_TYPES):
        cloze = dict(fields_of(config)).get(1) == 1
        kinds[int(kind)] = StoredType(
            str(name), cloze, tuple(fields.get(int(kind), ())), tuple(templates.get(int(kind), ()))
        )
    return kinds


def _decks(tables: Tables) -> dict[int, str]:
    rows = tables.rows("SELECT id, name FROM decks", MAX_NOTES)
    return {int(number): str(name).replace("\x1f", "::") for number, name in rows}


def _text(value: Any) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else ""
