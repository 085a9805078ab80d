"""Backups of the review history: made whole, opened and checked before they count, and thinned out with age."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

from studykit.errors import ProgressError
from studykit.progress.failures import told

DAILY = 7
MONTHLY = 12
BEFORE_CHANGES = 3
_PREFIX = "progress-"
_CHANGE = "progress-before-version-"


def backup_folder(path: Path) -> Path:
    """Where the backups of a history lie."""
    return path.parent / "backups"


def back_up_once_a_day(connection: sqlite3.Connection, path: Path, today: date) -> Path | None:
    """Make today's backup unless there is one, and drop those that are too old; returns the new file.

    Raises:
        ProgressError: It could not be made, or what was made cannot be read back.
    """
    folder = backup_folder(path)
    target = folder / f"{_PREFIX}{today.isoformat()}.sqlite"
    with told(path):
        if target.exists() or not connection.execute("select exists (select 1 from log)").fetchone()[0]:
            return None
        _copy(connection, target)
        days = {day: file for file in folder.iterdir() if (day := _date_of(file))}
        for day in outdated(days):
            days[day].unlink(missing_ok=True)
    return target


def back_up_before_change(connection: sqlite3.Connection, path: Path, version: int) -> Path:
    """Make a backup before the schema changes to a version.

    Raises:
        ProgressError: It could not be made; the schema must then stay as it is.
    """
    folder = backup_folder(path)
    target = folder / f"{_CHANGE}{version:04d}.sqlite"
    with told(path):
        _copy(connection, target)
        for old in sorted(folder.glob(f"{_CHANGE}*.sqlite"))[:-BEFORE_CHANGES]:
            old.unlink(missing_ok=True)
    return target


def refuse_to_begin_beside_backups(path: Path) -> None:
    """A history that is missing or empty while backups of it lie there was lost, not never begun.

    Raises:
        ProgressError: There are backups.
    """
    newest = max(backup_folder(path).glob(f"{_PREFIX}*.sqlite"), default=None)
    if newest is not None:
        raise ProgressError(
            "the review history is gone or empty, but there are backups of it",
            f"Copy {newest} to its place, or move the backups away to begin anew.",
            file=str(path),
        )


def outdated(days: Iterable[date]) -> set[date]:
    """Which days' backups to drop: kept are the last seven, and the last of each month for a year."""
    ordered = sorted(days, reverse=True)
    if not ordered:
        return set()
    oldest = ordered[0] - timedelta(days=31 * MONTHLY)
    last_of_month: dict[tuple[int, int], date] = {}
    for day in ordered:
        last_of_month.setdefault((day.year, day.month), day)
    kept = {*ordered[:DAILY], *(day for day in last_of_month.values() if day >= oldest)}
    return set(ordered) - kept


def _copy(connection: sqlite3.Connection, target: Path) -> None:
    """Copy through SQLite, so that another process may write meanwhile, and count it only once it reads back."""
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        copy = sqlite3.connect(aside)
        try:
            connection.backup(copy)
            copy.execute("pragma journal_mode=delete")
        finally:
            copy.close()
        _verify(aside)
        with aside.open("rb+") as file:
            os.fsync(file.fileno())
        aside.replace(target)
    finally:
        aside.unlink(missing_ok=True)


def _verify(file: Path) -> None:
    copy = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)
    try:
        sound = copy.execute("pragma quick_check(1)").fetchone()[0] == "ok"
        copy.execute("select count(*) from log").fetchone()
    finally:
        copy.close()
    if not sound:
        raise ProgressError(
            "a backup of the review history does not read back",
            "Check the disk; the history may be damaged as well.",
            file=str(file),
        )


def _date_of(file: Path) -> date | None:
    if not (file.name.startswith(_PREFIX) and file.suffix == ".sqlite"):
        return None
    try:
        return date.fromisoformat(file.stem.removeprefix(_PREFIX))
    except ValueError:
        return None
