"""``review --plain``: the whole session line by line, and nothing called saved before it is."""

from __future__ import annotations

import io
import os
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from studykit.cli.plain import run_plain
from studykit.deck.edit import replace_note
from studykit.deck.format import load
from studykit.files import write_text
from studykit.model import Deck, Note
from studykit.progress.desk import Desk, SessionOptions
from studykit.progress.store import Progress
from studykit.schedule.days import StudyClock

DECK = """\
format: 1
name: 바다거북의 항해
language: ko
source:
  url: https://www.youtube.com/watch?v=abcdefghijk
notes:
- id: aaaaaaaaa1
  kind: cloze
  text: 바다거북은 {{c1::자기장::무엇}}을 느껴서 {{c2::70~80%}}가 돌아옵니다.
  at: "05:09"
  bullet: 바다거북은 자기장을 느껴서 70~80%가 돌아옵니다.
  by: rules
  flags:
  - rule: number-differs
    summary: 70~80%
    transcript: almost seventy percent
  evidence:
    quote: they feel the magnetic field
    at: "05:07"
    plus_minus: 8
    confidence: 0.78
- id: aaaaaaaaa2
  kind: qa
  front: 무엇을 느끼나요?
  back: 자기장
- id: aaaaaaaaa3
  kind: qa
  front: "\\u202Ereversed \\e[31mred"
  back: x
"""
NOON = int(datetime(2026, 3, 2, 12, tzinfo=UTC).timestamp() * 1000)
Session = Callable[..., list[str]]


@pytest.fixture
def progress(tmp_path: Path) -> Iterator[Progress]:
    with Progress.open(tmp_path / "progress.sqlite") as opened:
        yield opened


@pytest.fixture
def session(progress: Progress, tmp_path: Path) -> Session:
    """Runs a session on the given lines and gives what was printed."""
    path = tmp_path / "deck.yaml"
    write_text(path, DECK)
    moment = NOON

    def clock() -> int:
        nonlocal moment
        moment += 1000
        return moment

    def decks() -> list[Deck]:
        return [load(path.read_text(encoding="utf-8"), str(path))]

    def save(note: Note) -> list[Deck]:
        write_text(path, replace_note(path.read_text(encoding="utf-8"), str(path), note))
        return decks()

    def run(*lines: str, limit: int | None = None, editable: bool = True) -> list[str]:
        desk = Desk(progress, decks(), clock, SessionOptions(limit=limit, clock=StudyClock(UTC)))
        out = io.StringIO()
        text = "".join(f"{line}\n" for line in lines)
        assert run_plain(desk, io.StringIO(text), out, save_note=save if editable else None) == 0
        return out.getvalue().splitlines()

    return run


def saved(lines: list[str]) -> list[str]:
    return [line for line in lines if line.startswith("saved ")]


def test_the_question_comes_first_and_its_answer_only_when_asked_for(session: Session) -> None:
    lines = session()
    assert lines[1:3] == [
        "바다거북의 항해 (new 3, learning 0, due 0)",
        "Q: 바다거북은 [무엇]을 느껴서 70~80%가 돌아옵니다.",
    ]
    assert not any("자기장" in line for line in lines)


@pytest.mark.parametrize("show", ["", " ", "space"])
def test_an_empty_line_or_space_shows_the_answer_with_its_evidence(session: Session, show: str) -> None:
    lines = session(show)
    start = lines.index("A: 자기장")
    assert lines[start + 1 : start + 5] == [
        "   바다거북은 자기장을 느껴서 70~80%가 돌아옵니다.",
        '   05:07 "they feel the magnetic field" (give or take 8 s, confidence 78%)',
        "   ! the numbers differ; notes: 70~80% — talk: almost seventy percent",
        lines[start + 4],
    ]
    assert re.fullmatch(r"1 again 1 min, 2 hard \d+ min, 3 good 10 min, 4 easy \d+ days", lines[start + 4])


@pytest.mark.parametrize(("key", "word"), [("1", "again"), ("2", "hard"), ("3", "good"), ("4", "easy")])
def test_a_rating_is_named_once_it_is_saved(
    session: Session, progress: Progress, key: str, word: str
) -> None:
    (line,) = saved(session("", key))
    assert re.fullmatch(rf"saved aaaaaaaaa1\.1 {word} 2026-03-\d\d\S*", line)
    assert progress.state("aaaaaaaaa1.1").reps == 1


def test_a_rating_on_the_question_side_does_nothing(session: Session, progress: Progress) -> None:
    lines = session("3", "4")
    assert saved(lines) == []
    assert "Show the answer first: an empty line." in lines
    assert progress.states() == {}


def test_undo_takes_back_and_asks_again_even_after_the_last_card(
    session: Session, progress: Progress
) -> None:
    lines = session("", "4", "u", limit=1)
    assert "undone aaaaaaaaa1.1" in lines
    assert sum(line.startswith("Q: 바다거북은") for line in lines) == 2
    assert progress.state("aaaaaaaaa1.1").reps == 0


def test_undo_reaches_an_earlier_session(session: Session, progress: Progress) -> None:
    session("", "3", "q")
    assert "undone aaaaaaaaa1.1" in session("u")
    assert progress.state("aaaaaaaaa1.1").reps == 0


@pytest.mark.parametrize(
    ("key", "note"), [("b", False), ("-", False), ("=", True), ("s", False), ("@", False), ("!", True)]
)
def test_bury_and_suspend_take_the_card_or_the_note(
    session: Session, progress: Progress, key: str, note: bool
) -> None:
    session(key)
    hidden = [
        s.suspended or s.buried_until > 0 for s in map(progress.state, ("aaaaaaaaa1.1", "aaaaaaaaa1.2"))
    ]
    assert hidden == [True, note]


def test_a_typed_answer_is_judged_and_the_rating_stays_open(session: Session, progress: Progress) -> None:
    lines = session("t 자기장")
    assert "Right." in lines
    assert "A: 자기장" in lines
    assert progress.states() == {}


def test_flag_info_link_and_help(session: Session, progress: Progress) -> None:
    lines = session("f", "i", "o", "?", "nonsense")
    assert "Flagged." in lines
    assert "card aaaaaaaaa1.1: new, 0 reviews, forgotten 0 times" in lines
    assert "https://www.youtube.com/watch?v=abcdefghijk&t=307s" in lines
    assert any("undo" in line for line in lines)
    assert "Unknown command; ? lists them." in lines
    assert progress.state("aaaaaaaaa1.1").flagged


def test_an_edit_is_written_and_asked_anew(session: Session, tmp_path: Path) -> None:
    lines = session("e", "거북은 {{c1::자기장}}을 느낍니다.", "my words")
    assert "edited" in lines
    assert lines[-1] == "Q: 거북은 [...]을 느낍니다."
    note = load((tmp_path / "deck.yaml").read_text(encoding="utf-8"), "x").notes[0]
    assert (note.extra, note.edited) == ("my words", True)


@pytest.mark.parametrize(
    "lines", [("거북은 {{c1::지도}}를 느낍니다.",), (".",), ("거북은 {{c1::지도}}를 느낍니다.", ".")]
)
def test_half_an_edit_changes_nothing(session: Session, tmp_path: Path, lines: tuple[str, ...]) -> None:
    assert "not edited" in session("e", *lines)
    assert (tmp_path / "deck.yaml").read_text(encoding="utf-8") == DECK


def test_an_edit_that_leaves_no_blank_is_refused(session: Session, tmp_path: Path) -> None:
    lines = session("e", "no blank", "")
    assert any(line.startswith("not saved: ") for line in lines)
    assert (tmp_path / "deck.yaml").read_text(encoding="utf-8") == DECK
    assert "Notes cannot be edited here." in session("e", editable=False)


def test_korean_keys_work(session: Session, progress: Progress) -> None:
    lines = session("", "3", "ㅕ", "ㅅ 자기장", "ㅂ", "")
    assert "undone aaaaaaaaa1.1" in lines
    assert "Right." in lines
    assert progress.state("aaaaaaaaa1.1").reps == 0


def test_the_end_says_how_it_went_and_an_empty_session_says_nothing_is_due(session: Session) -> None:
    assert any(
        line.startswith("done: 1 card in ") and "first try 100%" in line for line in session("", "4", limit=1)
    )
    assert "Nothing is due." in session(limit=0)


def test_control_characters_in_a_card_do_not_reach_the_terminal(session: Session) -> None:
    lines = session("b", "b")
    text = "\n".join(lines)
    assert "reversed" in text
    assert not set(text) & {"\x1b", "\u202e"}


def test_what_was_called_saved_survives_a_kill(tmp_path: Path) -> None:
    (tmp_path / "decks").mkdir()
    notes = "".join(f"- id: card{n:06d}\n  kind: qa\n  front: q{n}\n  back: a{n}\n" for n in range(20))
    write_text(tmp_path / "decks" / "a.yaml", f"format: 1\nname: many\nnotes:\n{notes}")
    process = subprocess.Popen(
        [sys.executable, "-m", "studykit", "review", "--plain"],
        cwd=tmp_path,
        env={**os.environ, "STUDYKIT_HOME": str(tmp_path / "home")},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write("\n4\n" * 20)
    process.stdin.flush()
    seen = []
    for line in process.stdout:
        if line.startswith("saved "):
            seen.append(line.split()[1])
        if len(seen) == 7:
            process.send_signal(signal.SIGKILL)
            break
    process.wait()
    process.stdin.close()
    process.stdout.close()
    with sqlite3.connect(tmp_path / "home" / "progress.sqlite") as history:
        kept = {row[0] for row in history.execute("select card from log")}
    history.close()
    assert set(seen) <= kept
