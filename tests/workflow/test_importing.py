"""What comes in from elsewhere: once or twice, it is the same."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from studykit.deck.format import load

Studykit = Callable[..., "subprocess.CompletedProcess[str]"]
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
def deck(tmp_path: Path) -> Path:
    """A folder with one deck of two cards."""
    (tmp_path / "decks").mkdir()
    path = tmp_path / "decks" / "farm.yaml"
    path.write_text(DECK, encoding="utf-8")
    return path


def test_a_package_goes_out_and_comes_back_with_its_reviews_once(
    studykit: Studykit, deck: Path, own_home: Path
) -> None:
    studykit("review", "--plain", stdin="\n3\n\n1\nq\n")
    assert studykit("export", deck, "-o", "farm.apkg", "--with-progress").returncode == 0
    (own_home / "progress.sqlite").unlink()
    for suffix in ("-wal", "-shm"):
        (own_home / f"progress.sqlite{suffix}").unlink(missing_ok=True)
    first = json.loads(studykit("import", "farm.apkg", "--json").stdout)
    second = json.loads(studykit("import", "farm.apkg", "--json").stdout)
    assert (first["reviews"], first["notes"], first["edited"]) == (2, 0, [])
    assert (second["reviews"], second["known"]) == (0, 2)
    assert json.loads(studykit("stats", "--json").stdout)["reviews"] == 2


def test_a_note_taken_out_here_does_not_come_back(studykit: Studykit, deck: Path) -> None:
    studykit("export", deck, "-o", "farm.apkg")
    deck.unlink()
    done = studykit("import", "farm.apkg")
    assert "0 new notes" in done.stdout
    assert "2 notes: taken out" in done.stderr


def test_notes_that_someone_else_exported_become_a_deck_once(
    studykit: Studykit, deck: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    studykit("export", deck, "-o", "farm.apkg")
    deck.unlink()
    monkeypatch.setenv("STUDYKIT_HOME", str(tmp_path / "other"))
    first = json.loads(studykit("import", "farm.apkg", "--json").stdout)
    assert first["notes"] == 2
    (written,) = first["decks"]
    assert [note.id for note in load((tmp_path / written).read_text(encoding="utf-8"), written).notes] == [
        "aaaaaaaaa1",
        "aaaaaaaaa2",
    ]
    assert json.loads(studykit("import", "farm.apkg", "--json").stdout)["notes"] == 0


def test_a_csv_file_becomes_a_deck(studykit: Studykit, deck: Path, tmp_path: Path) -> None:
    (tmp_path / "words.csv").write_text("front,back\n비지도 학습,unsupervised learning\n", encoding="utf-8")
    done = studykit("import", "words.csv")
    assert done.returncode == 0, done.stderr
    made = load((tmp_path / "decks" / "words.yaml").read_text(encoding="utf-8"), "words.yaml")
    assert [(note.front, note.back) for note in made.notes] == [("비지도 학습", "unsupervised learning")]
    assert f"written: {Path('decks') / 'words.yaml'}\n" in done.stdout
    twice = studykit("import", "words.csv")
    assert f"{Path('decks') / 'words.yaml'} has these notes already" in twice.stderr
    again = load((tmp_path / "decks" / "words.yaml").read_text(encoding="utf-8"), "words.yaml")
    assert len(again.notes) == 1


def test_a_log_merges_into_another_device(
    studykit: Studykit, deck: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    studykit("review", "--plain", stdin="\n3\nq\n")
    assert studykit("log", "export", "here.jsonl").returncode == 0
    monkeypatch.setenv("STUDYKIT_HOME", str(tmp_path / "other"))
    for expected in (1, 0):
        done = json.loads(studykit("import", "here.jsonl", "--json").stdout)
        assert done["reviews"] == expected
    assert json.loads(studykit("stats", "--json").stdout)["reviews"] == 1


def test_states_can_be_made_again_from_the_log(studykit: Studykit, deck: Path) -> None:
    studykit("review", "--plain", stdin="\n3\nq\n")
    done = studykit("log", "rebuild")
    assert (done.returncode, done.stdout) == (0, "1 card; 0 states different\n")


def test_grades_from_paper_are_reviews_of_today(studykit: Studykit, deck: Path) -> None:
    studykit("print", deck, "-o", "farm.pdf")
    done = studykit("grade", "farm.pdf", "1=3", "2=1")
    assert [line.split()[:3] for line in done.stdout.splitlines()] == [
        ["saved", "aaaaaaaaa1.1", "good"],
        ["saved", "aaaaaaaaa2.1", "again"],
    ]
    assert json.loads(studykit("stats", "--json").stdout)["reviews"] == 2


def test_a_wrong_grade_records_none(studykit: Studykit, deck: Path) -> None:
    studykit("print", deck, "-o", "farm.pdf")
    done = studykit("grade", "farm.pdf", "1=3", "9=1")
    assert done.returncode == 2
    assert "9" in done.stderr
    assert json.loads(studykit("stats", "--json").stdout)["reviews"] == 0


def test_a_file_of_no_known_kind_is_refused(studykit: Studykit, tmp_path: Path) -> None:
    (tmp_path / "deck.docx").write_text("x")
    assert studykit("import", "deck.docx").returncode == 2
