"""The program in a real terminal: what stands on the screen cell by cell, what keys do, what is left behind."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

if TYPE_CHECKING:
    from tests.tui.conftest import Terminal


LETTERS = {"u": "ㅕ", "t": "ㅅ", "q": "ㅂ"}


def test_a_session_shows_rates_undoes_and_quits_with_korean_in_its_columns(
    terminal: Callable[..., Terminal],
) -> None:
    term = terminal("review")
    term.wait("바다거북은", "new 5", "? help")
    assert term.line_with("바다거북의 항해").endswith("new 5 · learning 0 · due 0")
    assert "70~80%" in term.text
    assert "[ 무엇 ]" in term.text.replace("\u00a0", " ")
    term.send(" ")
    term.wait("자기장", "▶ 05:07", "almost seventy percent", "1 Again", "4 Easy", "1 min", "9 days")
    assert "▶ 05:07" in term.text
    assert "almost seventy percent" in term.text
    assert "! " in term.line_with("the numbers differ")
    labels, intervals = term.line_with("1 Again"), term.line_with("1 min")
    assert [labels.index(word) for word in ("Again", "Hard", "Good", "Easy")] == sorted(
        labels.index(word) for word in ("Again", "Hard", "Good", "Easy")
    )
    assert intervals.split() == ["1", "min", "6", "min", "10", "min", intervals.split()[-2], "days"]
    term.send("3")
    term.wait("last: Good, 10 min")
    assert term.reviews() == 1
    term.send("u")
    term.wait("Undone")
    assert term.reviews() == 0
    term.send("q")
    term.wait("Deck")
    term.send("q")
    assert term.exit_code() == 0
    assert term.restored()


def test_every_line_fits_eighty_columns_and_counts_stand_under_their_heading(
    terminal: Callable[..., Terminal],
) -> None:
    term = terminal()
    term.wait("now", "Sourdough", "next", "? help")
    heading = term.cells_of("next")
    for name in ("바다거북의 항해", "Bread · Sourdough"):
        row = term.row_with(name)
        assert term.cells_of("now", row)[1] == heading[1]
    assert all(cell_len(line.rstrip()) <= 80 for line in term.lines)


def test_a_korean_keyboard_drives_the_session_and_types_the_answer(terminal: Callable[..., Terminal]) -> None:
    term = terminal("review")
    term.wait("바다거북은")
    term.send(LETTERS["t"])
    term.wait("type the answer")
    term.send("자기장")
    term.wait("자기장")
    term.send("\r")
    term.wait("Right.")
    assert term.reviews() == 0
    term.send("4")
    term.wait("last: Easy")
    term.send(LETTERS["u"])
    term.wait("Undone")
    term.send(LETTERS["q"])
    term.wait("Deck")
    term.send(LETTERS["q"])
    assert term.exit_code() == 0


@pytest.mark.parametrize("key", [" ", "3"])
def test_a_held_key_rates_at_most_one_card(terminal: Callable[..., Terminal], key: str) -> None:
    term = terminal("review")
    term.wait("바다거북은")
    term.send(" ")
    term.wait("Again")
    term.send(key * 40)
    term.settle()
    assert term.reviews() == (1 if key == "3" else 0)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_leaves_the_terminal_as_it_was_and_loses_nothing(
    terminal: Callable[..., Terminal], number: int
) -> None:
    term = terminal("review")
    term.wait("바다거북은")
    term.send(" ")
    term.wait("Again")
    term.send("3")
    term.wait("last: Good")
    if number is signal.SIGINT:
        term.send("\x03")
    else:
        term.process.kill(number)
    assert term.exit_code() == (0 if number is signal.SIGINT else 128 + number)
    assert term.restored()
    assert term.reviews() == 1


def test_a_terminal_that_goes_away_ends_the_program_and_loses_nothing(
    terminal: Callable[..., Terminal],
) -> None:
    term = terminal("review")
    term.wait("바다거북은")
    term.send(" ")
    term.wait("Again")
    term.send("3")
    term.wait("last: Good")
    term.process.ptyproc.fileobj.close()
    term.process.closed = term.process.ptyproc.closed = True
    term.process.ptyproc.wait()
    assert term.reviews() == 1


def test_a_terminal_that_vanishes_without_a_signal_ends_the_program(shelf_home: Path) -> None:
    ours, theirs = os.openpty()
    # A session of its own without a controlling terminal: nobody sends it a signal.
    process = subprocess.Popen(
        [sys.executable, "-m", "studykit"],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=shelf_home,
        start_new_session=True,
    )
    os.close(theirs)
    drawn = b""
    while b"studykit" not in drawn:
        drawn += os.read(ours, 65536)
    os.close(ours)
    try:
        assert process.wait(timeout=30) == 128 + signal.SIGHUP
    finally:
        process.kill()


def test_a_suspended_process_comes_back_with_the_card_in_place(terminal: Callable[..., Terminal]) -> None:
    term = terminal("review")
    term.wait("바다거북은")
    term.send(" ")
    term.wait("Again")
    term.process.kill(signal.SIGSTOP)
    term.process.kill(signal.SIGCONT)
    term.send("3")
    term.wait("last: Good")
    assert term.reviews() == 1


def test_the_ascii_screen_draws_nothing_but_ascii_around_the_cards(
    terminal: Callable[..., Terminal], english_only: Path
) -> None:
    term = terminal("review", "--ascii", home=english_only)
    term.wait("feed a starter")
    term.send(" ")
    term.wait("Again")
    assert term.text.isascii()


def test_without_colour_the_screen_uses_none(terminal: Callable[..., Terminal]) -> None:
    term = terminal("review", env={"NO_COLOR": "1"})
    term.wait("바다거북은")
    term.send(" ")
    term.wait("Again")
    assert term.colours() <= {"grey"}


def test_forty_columns_show_the_whole_card_and_all_four_answers(terminal: Callable[..., Terminal]) -> None:
    term = terminal("review", columns=40, rows=24)
    term.wait("바다거북은")
    term.send(" ")
    sentence = "바다거북은 자기장을 느껴서 70~80%가 태어난 해변으로 돌아옵니다."
    term.wait(sentence, "4 Easy", "beach where they hatched", "? help")
    assert all(word in term.line_with("1 Again") for word in ("1 Again", "2 Hard", "3 Good", "4 Easy"))


def test_the_screens_are_refused_where_there_is_no_terminal(shelf_home: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "studykit", "review"],
        cwd=shelf_home,
        env={"STUDYKIT_HOME": str(shelf_home / "home"), "PATH": ""},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "--plain" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_history_holds_what_the_screen_said_was_saved(terminal: Callable[..., Terminal]) -> None:
    term = terminal("review")
    term.wait("바다거북은")
    for _ in range(2):
        term.send(" ")
        term.wait("Again")
        term.send("3")
        term.wait_gone("Again")
    term.process.kill(signal.SIGKILL)
    with sqlite3.connect(term.home / "home" / "progress.sqlite") as history:
        assert history.execute("select count(*) from log").fetchone() == (2,)


def test_a_history_that_cannot_be_read_ends_in_a_sentence_and_the_terminal_is_restored(
    terminal: Callable[..., Terminal], shelf_home: Path
) -> None:
    (shelf_home / "home").mkdir()
    (shelf_home / "home" / "progress.sqlite").write_bytes(
        b"this is no database, whatever its name says" * 100
    )
    term = terminal()
    assert term.exit_code() == 1
    assert term.restored()
    assert "progress.sqlite" in "".join(term.text.split())
    assert "Traceback" not in term.text


def test_a_setting_that_cannot_be_used_is_told_before_anything_is_drawn(
    terminal: Callable[..., Terminal], shelf_home: Path
) -> None:
    (shelf_home / "home").mkdir()
    (shelf_home / "home" / "config.toml").write_text('[keys]\n"review.shw" = "space"\n', encoding="utf-8")
    term = terminal()
    assert term.exit_code() == 1
    assert "review.shw" in term.text


def test_the_deck_list_is_painted_before_scheduler_yaml_and_generator_are_loaded() -> None:
    program = (
        "import sys, studykit.cli.home, studykit.tui.app, studykit.tui.preferences; "
        "print([m for m in ('yaml', 'fsrs', 'kiwipiepy', 'markdown_it', 'genanki', 'typst', 'studykit.progress.desk') "
        "if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
