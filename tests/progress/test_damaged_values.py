"""Values in the history that cannot be: told in words with what mends them, by every command that reads them."""

from __future__ import annotations

import io
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studykit.errors import ProgressError
from studykit.model import Rating
from studykit.progress.figures import figures
from studykit.progress.journal import export_log
from studykit.progress.rebuild import rebuild
from studykit.progress.store import Progress

Studykit = Callable[..., "subprocess.CompletedProcess[str]"]

NOW = 1_790_000_000_000
DECK = "format: 1\nname: a\nnotes:\n" + "".join(
    f"- id: n{i}aaaaaaaa\n  kind: qa\n  front: Q{i}\n  back: A\n" for i in range(3)
)
STATES = [
    "phase = 99",
    "phase = 2, stability = null",
    "phase = 2, stability = 9e999",
    "phase = 2, due = -5000000000",
    "due = 9223372036854775807",
    "last_day = 9000000",
    "difficulty = -3",
    "step = 77",
    "reps = 9223372036854775807",
    "spent_ms = 9223372036854775807",
    "leech = 500",
]
LOG = ["day = 99999999", "duration_ms = 9223372036854775807", "now_phase = 7", "at_ms = 9223372036854775807"]


@pytest.fixture
def history(learner: Any) -> Progress:
    for card in ("a.1", "b.1"):
        learner.rate(card, Rating.GOOD)
    progress: Progress = learner.progress
    return progress


def poison_log(progress: Progress, change: str) -> None:
    progress.connection.execute("drop trigger log_is_never_changed")
    progress.connection.execute(f"update log set {change} where card = 'a.1'")


@pytest.mark.parametrize("change", STATES)
def test_a_state_that_cannot_be_is_told_and_a_rebuild_mends_it(history: Progress, change: str) -> None:
    sound = history.states()
    history.connection.execute(f"update state set {change} where card = 'a.1'")
    for read in (history.states, lambda: history.state("a.1"), lambda: figures(history, [], NOW)):
        with pytest.raises(ProgressError, match=r"a\.1") as told:
            read()
        assert "studykit log rebuild" in told.value.hint
    rebuild(history)
    assert history.states() == sound


@pytest.mark.parametrize(
    "change", ["day = 99999999", "age = 17", "rating = -1", "reviews = 9223372036854775807"]
)
def test_counts_that_cannot_be_are_told_and_a_rebuild_mends_them(history: Progress, change: str) -> None:
    history.connection.execute(f"update tally set {change}")
    with pytest.raises(ProgressError, match="counts") as told:
        figures(history, [], NOW)
    assert "studykit log rebuild" in told.value.hint
    rebuild(history)
    assert figures(history, [], NOW).reviews == 2


@pytest.mark.parametrize("change", LOG)
@pytest.mark.parametrize(
    "read",
    [rebuild, lambda history: history.events("a.1"), lambda history: export_log(history, io.StringIO(), NOW)],
)
def test_a_log_that_cannot_be_is_told_with_where_the_backups_are(
    history: Progress, change: str, read: Callable[[Progress], object]
) -> None:
    before = history.states()
    poison_log(history, change)
    with pytest.raises(ProgressError, match=r"a\.1") as told:
        read(history)
    assert "backups" in told.value.hint
    assert history.states() == before


SETTINGS = ["[", "[]", "5", '{"learning_steps": "soon"}', '{"parameters": [1.0]}', "[" * 100_000]


@pytest.mark.parametrize("text", SETTINGS)
def test_settings_that_cannot_be_read_are_told_and_left_out_by_a_rebuild(
    history: Progress, open_progress: Callable[..., Progress], text: str
) -> None:
    before = history.states()
    history.connection.execute("update scheme set settings = ?", (text,))
    again = open_progress()
    with pytest.raises(ProgressError, match="settings of earlier reviews") as told:
        export_log(again, io.StringIO(), NOW)
    assert "studykit log rebuild" in told.value.hint
    rebuild(again)
    assert again.states() == before
    assert export_log(again, io.StringIO(), NOW) == 2


@pytest.mark.parametrize(
    "text", ["weights", "{}", "[1.0]", "null", str([1e9] * 21), str(["a"] * 21), "[" * 100_000]
)
def test_weights_that_cannot_be_read_are_told(
    history: Progress, open_progress: Callable[..., Progress], text: str
) -> None:
    history.connection.execute("insert or replace into meta values ('parameters', ?)", (text,))
    again = open_progress()
    for read in (lambda: again.parameters, lambda: rebuild(again)):
        with pytest.raises(ProgressError, match="weights") as told:
            read()
        assert "studykit optimize --reset" in told.value.hint


def test_a_step_of_undo_out_of_range_is_told_and_a_rebuild_forgets_it(
    history: Progress, learner: Any
) -> None:
    history.connection.execute("update recent set seq = 9223372036854775807 where card = 'a.1'")
    with pytest.raises(ProgressError, match="out of all range") as told:
        learner.rate("c.1", Rating.GOOD)
    assert "studykit log rebuild" in told.value.hint
    rebuild(history)
    learner.rate("c.1", Rating.GOOD)


@pytest.mark.parametrize(
    "poison",
    [
        "update state set phase = 99",
        "update state set due = 9223372036854775807, phase = 1, step = 0",
        "update scheme set settings = '['",
        "insert or replace into meta values ('parameters', 'x')",
        "update tally set day = 99999999",
        "update recent set seq = 9223372036854775807",
    ],
)
def test_no_command_breaks_over_a_poisoned_value_and_one_mends_it(
    studykit: Studykit, tmp_path: Path, own_home: Path, poison: str
) -> None:
    (tmp_path / "a.yaml").write_text(DECK, encoding="utf-8")
    assert studykit("review", "--plain", "a.yaml", stdin="\n3\nq\n").stdout.count("saved") == 1
    connection = sqlite3.connect(own_home / "progress.sqlite")
    with connection:
        connection.execute(poison)
    connection.close()
    for words in ("stats a.yaml --json", "review --plain a.yaml", "log export x.jsonl", "log rebuild"):
        done = studykit(*words.split(), stdin="\n3\nu\nu\n")
        assert "fault in studykit" not in done.stderr
        assert "Traceback" not in done.stderr
    if "parameters" in poison:
        assert studykit("optimize", "--reset").returncode == 0
    done = studykit("stats", "a.yaml", "--json")
    assert done.returncode == 0, done.stderr
    assert studykit("review", "--plain", "a.yaml", stdin="\n3\n").stdout.count("saved") == 1
