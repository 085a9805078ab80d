"""A SQLite file from elsewhere, opened so that all it can do is be read.

Its schema may hold views and triggers that run functions, its pages may be damaged on purpose, its rows may be
without end. So: read-only and immutable, no trust in its schema, tables and indexes only, an authorizer that
knows nothing but reading, and a limit on the work of all queries together.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from studykit.errors import PackageError

_ALLOWED = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ}
_OWN = {"table", "index"}
# Instructions of SQLite's machine; reading a million rows takes some ten million.
_MAX_STEPS = 2_000_000_000
_STEP = 1_000_000
_MAX_VALUE = 2**26

# All that SQLite raises on damage; a message that quotes a damaged schema may not even be text.
BROKEN = (sqlite3.Error, UnicodeDecodeError, OverflowError, MemoryError)


class Tables:
    """The tables of an untrusted database."""

    def __init__(self, db: sqlite3.Connection, name: str) -> None:
        self._db = db
        self._name = name
        self.names = {
            row[0] for row in self.rows("SELECT name FROM sqlite_master WHERE type = 'table'", 1000)
        }

    def rows(self, query: str, limit: int) -> Iterator[tuple[Any, ...]]:
        """A query's rows.

        Raises:
            PackageError: there are more than ``limit``, or the database is damaged.
        """
        try:
            for number, row in enumerate(self._db.execute(query)):
                if number >= limit:
                    raise PackageError(
                        f"the package holds more than {limit:,} rows in one table",
                        "Export a single deck.",
                        file=self._name,
                    )
                yield row
        except BROKEN as err:
            raise self.damaged() from err

    def damaged(self) -> PackageError:
        """The refusal of a database that is not a collection of Anki's."""
        return PackageError(
            "the package's collection is damaged, or not one of Anki's",
            "Export it from Anki again.",
            file=self._name,
        )


@contextlib.contextmanager
def open_untrusted(path: Path, name: str) -> Iterator[Tables]:
    """Open a database file.

    Args:
        path: Where it is.
        name: What the user calls it, for messages.

    Raises:
        PackageError: it is no database, or holds more than tables and indexes.
    """
    db = sqlite3.connect(f"file:{quote(str(path))}?mode=ro&immutable=1", uri=True, isolation_level=None)
    with contextlib.closing(db):
        try:
            _confine(db)
            kinds = {row[0] for row in db.execute("SELECT DISTINCT type FROM sqlite_master")}
            virtual = db.execute(
                "SELECT count(*) FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL%'"
            ).fetchone()[0]
        except BROKEN as err:
            raise PackageError(
                "the package's collection is damaged, or not one of Anki's",
                "Export it from Anki again.",
                file=name,
            ) from err
        if kinds - _OWN or virtual:
            raise PackageError(
                "the package's collection holds more than tables, which Anki's never does",
                "Do not trust this file.",
                file=name,
            )
        db.set_authorizer(_only_reading)
        yield Tables(db, name)


def _confine(db: sqlite3.Connection) -> None:
    db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MAX_VALUE)
    db.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0", "query_only = ON"):
        db.execute(f"PRAGMA {pragma}")
    # A newer collection sorts names by this; its order is of no matter here, its presence is.
    db.create_collation("unicase", lambda a, b: (a.casefold() > b.casefold()) - (a.casefold() < b.casefold()))
    db.text_factory = lambda value: value.decode("utf-8", "replace")
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += _STEP
        return int(steps > _MAX_STEPS)

    db.set_progress_handler(count, _STEP)


def _only_reading(action: int, *_: object) -> int:
    return sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY
