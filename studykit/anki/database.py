"""A collection as Anki of any age reads it (schema 11), built in memory: no temporary file is ever left behind."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from typing import Any

from genanki import Deck as GenankiDeck
from genanki.apkg_col import APKG_COL
from genanki.apkg_schema import APKG_SCHEMA

from studykit.anki.ledger import FIRST
from studykit.anki.note_types import NOTE_TYPES, as_anki
from studykit.anki.progress import CREATED, Revlog

_TABLES = APKG_SCHEMA.partition("CREATE INDEX")[0]
# The one index that an importer looks a row up with. Anki makes its own for the rest; in the package they would be a
# tenth of its bytes and half of the time it takes to write.
_INDEX = "CREATE INDEX ix_revlog_cid ON revlog (cid)"

# The second version of the scheduler, days that start at four, a collection made at UTC (see `progress`).
_CONF = {"schedVer": 2, "rollover": 4, "creationOffset": 0, "activeDecks": [1], "curDeck": 1, "nextPos": 1}

NoteRow = tuple[int, str, int, int, int, str, str, str, int, int, str]
CardTuple = tuple[int, int, int, int, int, int, int, int, int, int, int, int, int, int, int, int, int, str]


def collection(
    decks: Iterable[tuple[int, str]],
    notes: Iterable[NoteRow],
    cards: Iterable[CardTuple],
    reviews: Iterable[Revlog],
) -> bytes:
    """The bytes of a collection file.

    Args:
        decks: Ids and names.
        notes: Rows of the notes table, in the order of its columns.
        cards: Rows of the cards table.
        reviews: Rows of the review log.
    """
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        # Notes with evidence are long: in larger pages fewer of them spill over.
        db.execute("PRAGMA page_size = 16384")
        db.execute("BEGIN")
        for statement in (*_TABLES.split(";"), APKG_COL):
            db.execute(statement)
        db.execute(
            "UPDATE col SET crt = ?, mod = ?, scm = ?, conf = ?, models = ?, decks = ?",
            (CREATED, FIRST * 1000, FIRST * 1000, json.dumps(_CONF), _models(), _decks(db, decks)),
        )
        db.executemany("INSERT INTO notes VALUES (?,?,?,?,?,?,?,?,?,?,?)", notes)
        db.executemany("INSERT INTO cards VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)", cards)
        db.executemany("INSERT INTO revlog VALUES (?,?,?,?,?,?,?,?,?)", reviews)
        db.execute(_INDEX)
        db.execute("COMMIT")
        return db.serialize()


def _models() -> str:
    return json.dumps({str(kind.id): as_anki(kind) for kind in NOTE_TYPES}, ensure_ascii=False)


def _decks(db: sqlite3.Connection, decks: Iterable[tuple[int, str]]) -> str:
    stored: dict[str, Any] = json.loads(db.execute("SELECT decks FROM col").fetchone()[0])
    stored |= {str(number): GenankiDeck(number, name).to_json() for number, name in decks}
    return json.dumps(stored, ensure_ascii=False)
