"""What was shown as saved is on the disk, once, whoever dies or writes beside it."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studykit.errors import ProgressError
from studykit.model import Rating
from studykit.progress.rebuild import rebuild
from studykit.progress.store import Progress

RATER = Path(__file__).with_name("rate_until_killed.py")
KILLS = 12
EACH = 100


def rater(path: Path, *words: object) -> subprocess.Popen[str]:
    command = [sys.executable, str(RATER), str(path), *map(str, words)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def whole_lines(text: str) -> list[tuple[str, int]]:
    lines = [line.split() for line in text.splitlines(keepends=True) if line.endswith("\n")]
    return [(card, int(head)) for card, head in lines]


def test_killed_at_any_moment_nothing_shown_as_saved_is_lost_or_doubled(tmp_path: Path) -> None:
    path = tmp_path / "progress.sqlite"
    draw = random.Random(11)
    saved: list[tuple[str, int]] = []
    for _ in range(KILLS):
        with rater(path, 500, 3, 0) as process:
            assert process.stdout is not None
            first = process.stdout.readline()
            time.sleep(draw.random() * 0.1)
            process.kill()
            saved += whole_lines(first + process.stdout.read())
    with Progress.open(path) as progress:
        assert progress.connection.execute("pragma integrity_check").fetchone()[0] == "ok"
        stored = progress.connection.execute("select card, id from log").fetchall()
        assert len(saved) > KILLS
        assert len(set(saved)) == len(saved)
        assert set(saved) <= set(stored)
        # A process may die after the commit and before it could say so, at most once each.
        assert len(stored) - len(saved) <= KILLS
        assert rebuild(progress).changed == 0


def test_two_processes_on_one_deck_lose_and_double_nothing(tmp_path: Path) -> None:
    path = tmp_path / "progress.sqlite"
    Progress.open(path).close()
    with rater(path, 30, 3, EACH) as one, rater(path, 30, 1, EACH) as other:
        saved = [whole_lines(process.communicate()[0]) for process in (one, other)]
    assert [len(lines) for lines in saved] == [EACH, EACH]
    with Progress.open(path) as progress:
        stored = progress.connection.execute("select card, id from log").fetchall()
        assert sorted(stored) == sorted(saved[0] + saved[1])
        # Each review was given after the one before it, whoever gave that: none on a view gone stale.
        chain = progress.connection.execute(
            "select ref = lag(id, 1, 0) over (partition by card order by at_ms, id) from log"
        ).fetchall()
        assert all(link for (link,) in chain)
        assert rebuild(progress).changed == 0


def test_a_commit_reaches_the_disk_and_not_only_the_page_cache(progress: Progress) -> None:
    assert progress.connection.execute("pragma journal_mode").fetchone()[0] == "wal"
    assert progress.connection.execute("pragma synchronous").fetchone()[0] == 2


def test_an_answer_is_all_or_nothing(learner: Any, open_progress: Callable[..., Progress]) -> None:
    learner.progress.connection.execute(
        "create temp trigger fail before insert on main.recent begin select raise(abort, 'pulled the plug'); end"
    )
    with pytest.raises(ProgressError, match="pulled the plug"):
        learner.rate("a.1", Rating.GOOD)
    other = open_progress()
    for table in ("log", "state", "tally", "recent"):
        assert other.connection.execute(f"select count(*) from {table}").fetchone()[0] == 0
