"""What goes wrong on a disk: told in words, nothing lost, and the session goes on where it can."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from studykit.errors import ProgressError
from studykit.model import Deck, Kind, Note, Rating
from studykit.progress.desk import Desk
from studykit.progress.store import Progress
from studykit.review.session import Side

NOW = 1_790_000_000_000
DECK = Deck("talk", notes=tuple(Note(Kind.QA, id=f"n{i}", front="f" * 40, back="b") for i in range(20)))
SESSION = """
import os, sys, signal, resource
from pathlib import Path
from studykit.errors import ProgressError
from studykit.model import Deck, Kind, Note, Rating
from studykit.progress.desk import Desk
from studykit.progress.store import Progress

DECK = Deck("talk", notes=tuple(Note(Kind.QA, id=f"n{i}", front="f", back="b") for i in range(2000)))
NOW = 1_790_000_000_000
path = Path(sys.argv[1])
"""


def test_a_full_disk_is_told_and_the_same_card_can_be_rated_again(progress: Progress) -> None:
    desk = Desk(progress, [DECK], lambda: NOW)
    desk.show()
    assert desk.rate(Rating.GOOD)
    progress.connection.execute("pragma wal_checkpoint(truncate)")
    pages = progress.connection.execute("pragma page_count").fetchone()[0]
    progress.connection.execute(f"pragma max_page_count = {pages}")
    progress.connection.execute("create temp trigger fill after insert on main.log begin "
        "insert into meta values ('filler' || new.id, hex(randomblob(200000))); end")  # fmt: skip
    card = desk.view.card
    desk.show()
    with pytest.raises(ProgressError, match="disk is full") as caught:
        desk.rate(Rating.EASY)
    assert "Free some space" in caught.value.hint
    assert (desk.view.phase, desk.view.card) == (Side.ANSWER, card)
    progress.connection.execute("drop trigger fill")
    saved = desk.rate(Rating.EASY)
    assert saved is not None
    assert progress.connection.execute("select count(*) from log").fetchone()[0] == 2


def test_a_disk_that_fills_up_under_a_session_loses_nothing_that_was_saved(tmp_path: Path) -> None:
    path = tmp_path / "progress.sqlite"
    code = SESSION + textwrap.dedent("""
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        progress = Progress.open(path)
        desk = Desk(progress, [DECK], lambda: NOW)
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
        while True:
            desk.show()
            try:
                print(desk.rate(Rating.GOOD).card_id, flush=True)
            except ProgressError as error:
                print("error", error.message)
                break
    """)
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    *saved, error = done.stdout.splitlines()
    assert error.startswith("error the disk")
    assert len(saved) > 3
    with Progress.open(path) as progress:
        assert sorted(progress.states()) == sorted(saved)
        assert progress.connection.execute("pragma integrity_check").fetchone()[0] == "ok"


@pytest.fixture
def reachable() -> Iterator[Path]:
    """A folder that another user can come to; pytest's own are closed to them."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.mark.parametrize("folder_too", [False, True])
def test_a_read_only_history_can_be_read_and_says_why_nothing_is_saved(
    reachable: Path, *, folder_too: bool
) -> None:
    folder = reachable / "data"
    path = folder / "progress.sqlite"
    with Progress.open(path) as progress:
        desk = Desk(progress, [DECK], lambda: NOW)
        desk.show()
        desk.rate(Rating.GOOD)
    path.chmod(0o444)
    folder.chmod(0o555 if folder_too else 0o777)
    # A superuser may write anywhere: the session runs as somebody else.
    code = SESSION + textwrap.dedent("""
        from studykit.schedule.fsrs import scheduler_version
        scheduler_version()
        if os.geteuid() == 0:
            os.setresuid(65534, 65534, 65534)
        progress = Progress.open(path)
        desk = Desk(progress, [DECK], lambda: NOW)
        print(len(progress.states()), desk.view.phase)
        desk.show()
        try:
            desk.rate(Rating.GOOD)
        except ProgressError as error:
            print(error.message)
        print(desk.view.phase, len(progress.states()))
    """)
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=False
    )
    folder.chmod(0o755)
    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        "1 question",
        "the review history is read-only, so this was not saved",
        "answer 1",
    ]


def test_a_file_that_is_no_history_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "progress.sqlite"
    path.write_bytes(b"my diary\n" * 1000)
    with pytest.raises(ProgressError, match="not a review history"):
        Progress.open(path)
    assert path.read_bytes() == b"my diary\n" * 1000


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "progress.sqlite"
    with sqlite3.connect(path) as other:
        other.execute("create table photos (id)")
    other.close()
    with pytest.raises(ProgressError, match="not a review history"):
        Progress.open(path)


def test_a_history_of_a_newer_studykit_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "progress.sqlite"
    with Progress.open(path) as progress:
        progress.connection.execute("pragma user_version = 99")
    with pytest.raises(ProgressError, match="newer studykit"):
        Progress.open(path)


def test_a_damaged_file_is_told_with_where_the_backups_are(
    open_progress: Callable[..., Progress], learner: Any
) -> None:
    for number in range(300):
        learner.rate(f"n{number}.1", Rating.GOOD)
    path = learner.progress.path
    learner.progress.connection.execute("pragma wal_checkpoint(truncate)")
    learner.progress.close()
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(data)
    with pytest.raises(ProgressError) as caught:
        open_progress().states()
    assert "damaged" in caught.value.message
    assert "backups" in caught.value.hint


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ProgressError, match="cannot be used"):
        Progress.open(tmp_path / "file" / "progress.sqlite")


def test_a_busy_file_is_told_after_a_while(
    progress: Progress, open_progress: Callable[..., Progress], learner_of: Any
) -> None:
    progress.connection.execute("begin immediate")
    other = learner_of(open_progress())
    other.progress.connection.execute("pragma busy_timeout = 10")
    with pytest.raises(ProgressError, match="another program"):
        other.rate("a.1", Rating.GOOD)
    progress.connection.execute("rollback")
    assert other.rate("a.1", Rating.GOOD).reps == 1


def test_an_emptied_history_beside_its_backups_is_not_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "progress.sqlite"
    Progress.open(path).close()
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / "progress-2026-01-02.sqlite").write_bytes(path.read_bytes())
    for content in (b"", None):
        path.unlink(missing_ok=True)
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(ProgressError, match="gone or empty") as told:
            Progress.open(path)
        assert "progress-2026-01-02.sqlite" in told.value.hint
