"""Backups: whole, checked, once a day, thinned out; and what happens to the schema."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.errors import ProgressError
from studykit.model import Deck, Kind, Note, Rating
from studykit.progress import backup, database
from studykit.progress.backup import backup_folder, outdated
from studykit.progress.desk import Desk
from studykit.progress.store import Progress

TODAY = date(2026, 11, 24)
DAY_NUMBER = (TODAY - date(1970, 1, 1)).days


def test_a_backup_is_made_once_a_day_and_holds_everything(learner: Any) -> None:
    learner.rate("a.1", Rating.GOOD)
    made = learner.progress.back_up(DAY_NUMBER)
    assert made is not None
    assert made.name == "progress-2026-11-24.sqlite"
    assert learner.progress.back_up(DAY_NUMBER) is None
    with Progress.open(made) as copy:
        assert copy.states() == learner.progress.states()
        assert copy.connection.execute("pragma integrity_check").fetchone()[0] == "ok"
    assert learner.progress.back_up(DAY_NUMBER + 1) is not None


def test_an_empty_history_needs_no_backup(progress: Progress) -> None:
    assert progress.back_up(DAY_NUMBER) is None


def test_a_session_begins_with_the_backup_of_the_day(learner: Any) -> None:
    learner.rate("a.1", Rating.GOOD)
    deck = Deck("talk", notes=(Note(Kind.QA, id="a", front="f", back="b"),))
    Desk(learner.progress, [deck], lambda: learner.now)
    assert len(list(backup_folder(learner.progress.path).iterdir())) == 1


def test_a_session_goes_on_when_no_backup_can_be_made(learner: Any) -> None:
    learner.rate("a.1", Rating.GOOD)
    backup_folder(learner.progress.path).write_text("in the way")
    deck = Deck("talk", notes=(Note(Kind.QA, id="b", front="f", back="b"),))
    desk = Desk(learner.progress, [deck], lambda: learner.now)
    assert "no backup" in desk.view.notice
    desk.show()
    assert desk.rate(Rating.GOOD) is not None


def test_a_backup_that_does_not_read_back_does_not_count(
    learner: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    learner.rate("a.1", Rating.GOOD)
    verify = backup._verify

    def damaged(file: Path) -> None:
        data = file.read_bytes()
        file.write_bytes(data[:4096] + b"\xff" * (len(data) - 4096))
        verify(file)

    monkeypatch.setattr(backup, "_verify", damaged)
    with pytest.raises(ProgressError):
        learner.progress.back_up(DAY_NUMBER)
    assert list(backup_folder(learner.progress.path).iterdir()) == []


def test_old_backups_go_and_those_of_others_stay(learner: Any) -> None:
    learner.rate("a.1", Rating.GOOD)
    folder = backup_folder(learner.progress.path)
    for day in range(20):
        learner.progress.back_up(DAY_NUMBER + day)
    (folder / "progress-mine.sqlite").write_text("")
    learner.progress.back_up(DAY_NUMBER + 20)
    names = sorted(path.name for path in folder.iterdir())
    assert "progress-mine.sqlite" in names
    assert "progress-2026-11-30.sqlite" in names
    assert len(names) == 1 + 7 + 1


@given(st.sets(st.dates(date(2020, 1, 1), date(2030, 1, 1)), max_size=80))
def test_thinning_keeps_the_last_week_and_a_year_of_months(days: set[date]) -> None:
    kept = days - outdated(days)
    newest = sorted(days, reverse=True)
    assert set(newest[:7]) <= kept
    assert len(kept) <= 7 + 13
    if newest:
        recent = {day for day in days if day >= newest[0] - timedelta(days=300)}
        assert {(d.year, d.month) for d in recent} <= {(d.year, d.month) for d in kept}


def grown(connection: sqlite3.Connection) -> None:
    connection.execute("alter table meta add column note text")


def broken(connection: sqlite3.Connection) -> None:
    connection.execute("alter table meta add column half text")
    connection.execute("insert into no_such_table values (1)")


def test_a_new_schema_comes_after_a_backup_of_the_old(learner: Any) -> None:
    learner.rate("a.1", Rating.GOOD)
    progress = learner.progress
    made: list[Path] = []

    def keep(version: int) -> None:
        made.append(backup.back_up_before_change(progress.connection, progress.path, version))

    database.migrate(progress.connection, progress.path, keep, (*database.MIGRATIONS, grown))
    assert database.version_of(progress.connection) == 2
    with sqlite3.connect(made[0]) as copy:
        assert copy.execute("pragma user_version").fetchone()[0] == 1
        assert copy.execute("select count(*) from log").fetchone()[0] == 1
    copy.close()


def test_a_schema_change_that_fails_changes_nothing(learner: Any) -> None:
    learner.rate("a.1", Rating.GOOD)
    connection = learner.progress.connection
    with pytest.raises(sqlite3.OperationalError):
        database.migrate(connection, learner.progress.path, None, (*database.MIGRATIONS, broken))
    assert database.version_of(connection) == 1
    assert connection.execute("select count(*) from pragma_table_info('meta')").fetchone()[0] == 2
    assert learner.progress.state("a.1").reps == 1


def test_no_backup_no_schema_change(learner: Any, open_progress: Callable[..., Progress]) -> None:
    learner.rate("a.1", Rating.GOOD)
    backup_folder(learner.progress.path).write_text("in the way")

    def keep(version: int) -> None:
        backup.back_up_before_change(learner.progress.connection, learner.progress.path, version)

    with pytest.raises(ProgressError):
        database.migrate(
            learner.progress.connection, learner.progress.path, keep, (*database.MIGRATIONS, grown)
        )
    assert database.version_of(open_progress().connection) == 1
