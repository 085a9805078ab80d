"""Grades from paper count once per paper."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from studykit.errors import InputError
from studykit.paper.numbering import Numbering, load_numbering, save_numbering
from studykit.workflow.decks import open_library
from studykit.workflow.grading import Graded, grade
from studykit.workflow.studying import open_study

Studykit = Callable[..., "subprocess.CompletedProcess[str]"]
DAY_MS = 86_400_000
NOON = 1_750_000_000_000
DECK = """format: 1
name: 농업
notes:
- id: aaaaaaaaa1
  kind: qa
  front: 물은 몇 퍼센트 절약했나요?
  back: 47퍼센트
- id: aaaaaaaaa2
  kind: cloze
  text: "{{c1::파이프}}를 바꾸었습니다."
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a deck of two cards, which is the current one."""
    (tmp_path / "decks").mkdir()
    (tmp_path / "decks" / "farm.yaml").write_text(DECK, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def reviews(studykit: Studykit) -> int:
    return int(json.loads(studykit("stats", "--json").stdout)["reviews"])


def test_the_same_paper_is_not_counted_twice(studykit: Studykit, folder: Path) -> None:
    studykit("print", folder / "decks" / "farm.yaml", "-o", "farm.pdf")
    assert studykit("grade", "farm.pdf", "rest=3").returncode == 0
    second = studykit("grade", "farm.pdf", "rest=3")
    assert (second.returncode, second.stdout) == (1, "")
    assert "already recorded on 20" in second.stderr
    assert "--again" in second.stderr
    assert reviews(studykit) == 2
    assert studykit("grade", "farm.pdf", "rest=3", "--again").stdout.count("saved ") == 2
    assert reviews(studykit) == 4
    assert studykit("grade", "farm.pdf", "rest=3").returncode == 1


def test_the_rest_of_a_paper_may_follow_later(studykit: Studykit, folder: Path) -> None:
    studykit("print", folder / "decks" / "farm.yaml", "-o", "farm.pdf")
    studykit("grade", "farm.pdf", "1=3")
    rest = studykit("grade", "farm.pdf", "rest=3")
    assert rest.returncode == 0
    assert [line.split()[1] for line in rest.stdout.splitlines()] == ["aaaaaaaaa2.1"]
    assert "Already recorded from this paper: 1." in rest.stderr


def test_a_grade_that_was_taken_back_may_be_given_anew(studykit: Studykit, folder: Path) -> None:
    studykit("print", folder / "decks" / "farm.yaml", "-o", "farm.pdf")
    for _ in range(2):
        assert studykit("grade", "farm.pdf", "1=2").stdout.startswith("saved aaaaaaaaa1.1 hard")
        studykit("review", "--plain", stdin="u\nq\n")
    assert reviews(studykit) == 0
    assert studykit("grade", "farm.pdf", "1=3").stdout.startswith("saved aaaaaaaaa1.1 good")
    assert reviews(studykit) == 1


def test_a_log_that_is_brought_along_knows_the_paper(
    studykit: Studykit, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    studykit("print", folder / "decks" / "farm.yaml", "-o", "farm.pdf")
    studykit("grade", "farm.pdf", "rest=3")
    studykit("log", "export", "log.jsonl")
    monkeypatch.setenv("STUDYKIT_HOME", str(folder / "other device"))
    studykit("import", "log.jsonl")
    assert studykit("grade", "farm.pdf", "rest=3").returncode == 1
    assert reviews(studykit) == 2


def test_a_paper_graded_on_two_devices_counts_once_after_their_logs_are_merged(
    studykit: Studykit, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    studykit("print", folder / "decks" / "farm.yaml", "-o", "farm.pdf")
    studykit("grade", "farm.pdf", "rest=3")
    studykit("log", "export", "log.jsonl")
    monkeypatch.setenv("STUDYKIT_HOME", str(folder / "other device"))
    assert studykit("grade", "farm.pdf", "rest=3").returncode == 0
    studykit("import", "log.jsonl")
    assert reviews(studykit) == 2
    assert studykit("log", "rebuild").stdout == "2 cards; 0 states different\n"


def test_the_same_cards_printed_on_another_day_are_another_paper(folder: Path) -> None:
    sheet = folder / "farm.pdf"
    cards = ["aaaaaaaaa1.1", "aaaaaaaaa2.1"]
    for day in (1, 8):
        printed = load_numbering(save_numbering(sheet, Numbering.of(cards, _date(day))))
        assert printed.printed == _date(day)
        assert graded(sheet, NOON + day * DAY_MS) == cards
        with pytest.raises(InputError, match="already recorded"):
            graded(sheet, NOON + (day + 1) * DAY_MS)


def test_where_the_day_of_printing_is_not_kept_a_paper_counts_once_a_day(folder: Path) -> None:
    sheet = folder / "farm.pdf"
    save_numbering(sheet, Numbering.of(["aaaaaaaaa1.1"]))
    for day in (1, 2):
        assert graded(sheet, NOON + day * DAY_MS) == ["aaaaaaaaa1.1"]
        with pytest.raises(InputError, match="already recorded"):
            graded(sheet, NOON + day * DAY_MS + 1000)


def graded(sheet: Path, now_ms: int) -> list[str]:
    with open_study() as study:
        done = grade(sheet, "rest=3", open_library().decks, study, now_ms)
        return [one.card_id for one in done if isinstance(one, Graded)]


def _date(day: int) -> date:
    return date(2025, 6, day)
