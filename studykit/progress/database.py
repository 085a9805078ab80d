"""Opening the review history: durability, one transaction at a time, and versions of its schema."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from studykit.errors import ProgressError
from studykit.files import is_special

# Marks the file as ours, for `file` and for anyone who opens another program's database by mistake.
APPLICATION_ID = 0x5354444B
WAIT_SECONDS = 20.0
# While the write-ahead log grows each commit also waits for the file's new size; a short log soon only overwrites.
LOG_PAGES = 128
_UNWRITABLE = frozenset({sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY})

# What SQLite keeps beside a database while it is open, and after a crash.
_BESIDE = ("", "-wal", "-shm", "-journal")

Migration = Callable[[sqlite3.Connection], None]


def special_file(path: Path) -> Path | None:
    """The first of a database's files that is a pipe or a device, which SQLite would wait for without end."""
    beside = (path.with_name(path.name + ending) for ending in _BESIDE)
    return next((file for file in beside if is_special(file)), None)


def connect(path: Path) -> sqlite3.Connection:
    """A connection with the settings durability rests on; transactions are opened by hand.

    A write-ahead log with ``synchronous=FULL`` is flushed to the disk at each commit, so a rating that was committed
    survives a power cut. A file that may only be read, in a folder where SQLite cannot put its log, is opened as it
    stands: it can be read, and each attempt to write reports that it is read-only.

    Raises:
        ProgressError: One of its files is a pipe or a device.
    """
    if (special := special_file(path)) is not None:
        raise ProgressError(
            "this is a pipe or a device, not a file of the review history", "Move it away.", file=str(special)
        )
    try:
        return _prepared(sqlite3.connect(path, timeout=WAIT_SECONDS, isolation_level=None))
    except sqlite3.OperationalError as error:
        if (
            error.sqlite_errorcode & 0xFF not in _UNWRITABLE
            or not path.exists()
            or os.access(path.parent, os.W_OK)
        ):
            raise
        uri = f"{path.absolute().as_uri()}?immutable=1"
        return sqlite3.connect(uri, uri=True, timeout=WAIT_SECONDS, isolation_level=None)


def _prepared(connection: sqlite3.Connection) -> sqlite3.Connection:
    try:
        connection.execute("pragma journal_mode=wal")
        connection.execute("pragma synchronous=full")
        connection.execute(f"pragma wal_autocheckpoint={LOG_PAGES}")
        connection.execute("select count(*) from sqlite_master").fetchone()
    except sqlite3.Error:
        connection.close()
        raise
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """One transaction that takes the write lock first: what is read in it is still true when it commits."""
    connection.execute("begin immediate")
    try:
        yield
        connection.execute("commit")
    except BaseException:
        if connection.in_transaction:
            connection.execute("rollback")
        raise


def first_schema(connection: sqlite3.Connection) -> None:
    """Create the tables."""
    # Imported here: it is needed once in a history's life.
    from importlib.resources import files  # noqa: PLC0415

    run_script(connection, (files("studykit.progress") / "schema.sql").read_text("utf-8"))
    connection.execute(f"pragma application_id={APPLICATION_ID}")


# Number n takes a file from version n to n + 1. They are only ever added to.
MIGRATIONS: tuple[Migration, ...] = (first_schema,)


def version_of(connection: sqlite3.Connection) -> int:
    """The file's schema version; 0 for a new file."""
    return int(connection.execute("pragma user_version").fetchone()[0])


def migrate(
    connection: sqlite3.Connection,
    path: Path,
    before: Callable[[int], object] | None = None,
    migrations: Sequence[Migration] = MIGRATIONS,
) -> None:
    """Bring the schema up to date, all in one transaction or not at all.

    Args:
        connection: The file.
        path: Its name, for messages.
        before: Called with the new version before an existing file is changed: makes a backup.
        migrations: All of them, from the first.

    Raises:
        ProgressError: The file was written by a newer studykit, or is another program's.
    """
    version = version_of(connection)
    if version > len(migrations):
        raise ProgressError(
            "the review history was written by a newer studykit",
            "Install the newest studykit; this one leaves the file as it is.",
            file=str(path),
        )
    if version == len(migrations):
        return
    if version and before:
        before(len(migrations))
    with transaction(connection):
        # Another process may have done it while this one waited for the lock.
        version = version_of(connection)
        if not version and connection.execute("select count(*) from sqlite_master").fetchone()[0]:
            raise ProgressError(
                "this file is not a review history",
                "Name another data folder, or move the file.",
                file=str(path),
            )
        for number, step in enumerate(migrations[version:], version + 1):
            step(connection)
            connection.execute(f"pragma user_version={number}")


def run_script(connection: sqlite3.Connection, script: str) -> None:
    """Run several statements inside the open transaction; ``executescript`` would commit it first."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""
