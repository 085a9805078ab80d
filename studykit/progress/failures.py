"""SQLite's errors in words a learner can act on."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from studykit.errors import ProgressError


class DamagedError(Exception):
    """A value was read that cannot be; `told` says it of the file it was read from."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what SQLite and the file system report about ``path``, and values that cannot be, into `ProgressError`."""
    try:
        yield
    except DamagedError as error:
        raise ProgressError(error.message, error.hint, file=str(path)) from error
    except OverflowError as error:
        raise ProgressError(
            "the review history holds a number out of all range",
            f"Try: studykit log rebuild. {BACKUPS}",
            file=str(path),
        ) from error
    except sqlite3.Error as error:
        raise progress_error(error, path) from error
    except OSError as error:
        raise ProgressError(
            f"the review history cannot be used: {error.strerror or error}",
            "Check that the folder exists, that you may write to it, and that the disk is not full.",
            file=str(path),
        ) from error


def progress_error(error: sqlite3.Error, path: Path) -> ProgressError:
    """The error for what SQLite said about the review history."""
    code = getattr(error, "sqlite_errorcode", None)
    primary = code & 0xFF if isinstance(code, int) else None
    message, hint = _WORDS.get(primary, (f"the review history reported: {error}", BACKUPS))
    return ProgressError(message, hint, file=str(path))


BACKUPS = "Your earlier days are kept in the backups folder beside it."
_WORDS: dict[int | None, tuple[str, str]] = {
    sqlite3.SQLITE_FULL: (
        "the disk is full, so this was not saved",
        "Free some space and do it again; everything before it is safe.",
    ),
    sqlite3.SQLITE_READONLY: (
        "the review history is read-only, so this was not saved",
        "Allow writing to the file and its folder, then do it again.",
    ),
    sqlite3.SQLITE_IOERR: (
        "the disk could not be written or read, so this was not saved",
        "Check that the disk is there and has space, then do it again; everything before it is safe.",
    ),
    sqlite3.SQLITE_BUSY: (
        "another program holds the review history",
        "Close the other program and do it again.",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "the review history cannot be opened",
        "Check that its folder exists and that you may write to it.",
    ),
    sqlite3.SQLITE_CORRUPT: ("the review history is damaged", f"Keep a copy of the file. {BACKUPS}"),
    sqlite3.SQLITE_NOTADB: ("this file is not a review history", f"Move it away. {BACKUPS}"),
}
