"""A user's mistake costs one sentence: what is wrong and where, and what to do. Never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Studykit = Callable[..., "subprocess.CompletedProcess[str]"]

GOOD = "- The first point is made here [[00:10](https://youtu.be/abcdefghijk?t=10)].\n"


def refused(done: subprocess.CompletedProcess[str], *words: str, code: int = 1) -> None:
    """One message of at most three lines on stderr, nothing on stdout."""
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert 1 <= len(done.stderr.strip().splitlines()) <= 3
    assert [word for word in words if word not in done.stderr] == []


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.md", b"", ["empty.md"]),
        ("binary.md", bytes(range(256)) * 40, ["binary.md"]),
        (
            "latin.md",
            "- caf\xe9 [[00:10](https://youtu.be/abcdefghijk?t=10)]\n".encode("latin-1"),
            ["latin.md", "UTF-8"],
        ),
        ("korean.md", "- 한국어 문장입니다.\n".encode("cp949"), ["korean.md", "UTF-8"]),
        ("prose.md", b"Just a paragraph without any point.\n", ["prose.md"]),
    ],
)
def test_an_unusable_summary_is_refused_by_name(
    studykit: Studykit, tmp_path: Path, name: str, content: bytes, words: list[str]
) -> None:
    (tmp_path / name).write_bytes(content)
    refused(studykit("generate", name, "-o", "out.yaml"), *words)
    assert not (tmp_path / "out.yaml").exists()


def test_a_missing_summary_is_named(studykit: Studykit) -> None:
    refused(studykit("generate", "nowhere.md"), "nowhere.md", "no such file")


def test_a_missing_transcript_is_named(studykit: Studykit, tmp_path: Path) -> None:
    (tmp_path / "talk.md").write_text(GOOD, encoding="utf-8")
    refused(studykit("generate", "talk.md", "--transcript", "nowhere.txt"), "nowhere.txt")


def test_an_empty_folder_has_nothing_to_make(studykit: Studykit, tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    refused(studykit("generate", "notes"), "no summary")


def test_one_file_cannot_take_two_decks(studykit: Studykit, tmp_path: Path) -> None:
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text(GOOD, encoding="utf-8")
    refused(studykit("generate", "a.md", "b.md", "-o", "one.yaml"), "one.yaml", code=2)


@pytest.mark.parametrize(
    ("deck", "line"),
    [
        ("format: 1\nname: x\nnotes:\n- id: a\n  kind: cloze\n  text: [1\n", None),
        ("format: 1\nname: x\nnotes:\n- id: a\n  kind: guess\n  text: x\n", 5),
        ("format: 1\nname: x\ncolour: blue\nnotes: []\n", 3),
        ("- just\n- a list\n", 1),
    ],
)
@pytest.mark.parametrize("command", ["review --plain", "export -o x.apkg", "print -o x.pdf", "stats"])
def test_a_broken_deck_is_refused_with_its_line(
    studykit: Studykit, tmp_path: Path, deck: str, line: int | None, command: str
) -> None:
    (tmp_path / "broken.yaml").write_text(deck, encoding="utf-8")
    word, *rest = command.split()
    done = studykit(word, "broken.yaml", *rest)
    refused(done, f"broken.yaml:{line}:" if line else "broken.yaml:")
    assert not list(tmp_path.glob("x.*"))


def test_check_reports_a_broken_deck_with_its_line(studykit: Studykit, tmp_path: Path) -> None:
    (tmp_path / "broken.yaml").write_text("format: 1\nname: x\ncolour: blue\nnotes: []\n", encoding="utf-8")
    done = studykit("check", "broken.yaml")
    assert done.returncode == 1
    assert "broken.yaml:3:" in done.stdout
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ["nonsense"],
        ["review", "--limit", "-3"],
        ["export", "x.yaml"],
        ["print", "x.yaml", "-o", "x.pdf", "--paper", "a0"],
        ["generate"],
        ["serve", "--port", "99999"],
        ["push", "--port", "-1"],
    ],
)
def test_wrong_usage_has_exit_code_2(studykit: Studykit, words: list[str]) -> None:
    done = studykit(*words)
    assert done.returncode == 2
    assert "usage:" in done.stderr


def test_an_unknown_deck_is_named(studykit: Studykit) -> None:
    refused(studykit("review", "--plain", "nodeck"), "nodeck")


def test_an_ending_that_means_nothing_is_wrong_usage(studykit: Studykit, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        "format: 1\nname: a\nnotes:\n- kind: qa\n  front: Q\n  back: A\n", encoding="utf-8"
    )
    refused(studykit("export", "a.yaml", "-o", "a.docx"), "a.docx", code=2)


def test_the_screen_needs_a_terminal(studykit: Studykit, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        "format: 1\nname: a\nnotes:\n- kind: qa\n  front: Q\n  back: A\n", encoding="utf-8"
    )
    refused(studykit("review", "a.yaml"), "terminal", code=2)


def test_a_failed_export_leaves_the_old_file(studykit: Studykit, tmp_path: Path) -> None:
    (tmp_path / "empty.yaml").write_text("format: 1\nname: a\nnotes: []\n", encoding="utf-8")
    (tmp_path / "old.apkg").write_bytes(b"old")
    refused(studykit("export", "empty.yaml", "-o", "old.apkg"), "no note")
    assert (tmp_path / "old.apkg").read_bytes() == b"old"


@pytest.mark.parametrize("command", ["push", "pull"])
def test_an_anki_that_does_not_run_is_said_in_words(studykit: Studykit, tmp_path: Path, command: str) -> None:
    (tmp_path / "decks").mkdir()
    (tmp_path / "decks" / "a.yaml").write_text(
        "format: 1\nname: a\nnotes:\n- kind: qa\n  front: Q\n  back: A\n", encoding="utf-8"
    )
    # Nothing listens on port 1, which only root may bind.
    refused(studykit(command, "--port", "1"), "no running Anki")


def test_a_name_too_long_is_told(studykit: Studykit) -> None:
    refused(studykit("check", "a" * 300), "too long")


def test_a_data_folder_of_nobody_is_told(studykit: Studykit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUDYKIT_HOME", "~no-such-user/x")
    refused(studykit("check"), "~no-such-user/x")


@pytest.mark.parametrize("closed", ["<&-", ">&-"])
def test_a_closed_stream_is_no_fault(tmp_path: Path, closed: str) -> None:
    (tmp_path / "a.yaml").write_text(
        "format: 1\nname: a\nnotes:\n- kind: qa\n  front: Q\n  back: A\n", encoding="utf-8"
    )
    done = subprocess.run(
        ["sh", "-c", f'"$0" -m studykit review --plain a.yaml {closed}', sys.executable],
        cwd=tmp_path, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


def test_a_full_disk_behind_the_output_is_told(tmp_path: Path) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "studykit", "stats", "--json"],
            cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 1
    assert "no space left" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_deck_made_without_transcript_needs_no_mending(studykit: Studykit, tmp_path: Path) -> None:
    (tmp_path / "talk.md").write_text(
        "- The team cut 47 percent of its costs in 2019 [[00:10](https://youtu.be/abcdefghijk?t=10)].\n",
        encoding="utf-8",
    )
    assert studykit("generate", "talk.md", "-o", "talk.yaml").returncode == 0
    assert studykit("check", "talk.yaml").returncode == 0


def test_an_id_in_two_decks_is_a_fault(studykit: Studykit, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text(
            f"format: 1\nname: {name}\nnotes:\n- id: same000001\n  kind: qa\n  front: Who is {name}?\n  back: Ann\n",
            encoding="utf-8",
        )
    done = studykit("check", "a.yaml", "b.yaml")
    assert done.returncode == 1
    assert "same000001" in done.stdout


QA = "format: 1\nname: a\nnotes:\n- kind: qa\n  front: Q\n  back: A\n"


@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("config.toml", "stats"),
        ("anki-exports.json", "export a -o a.apkg"),
        ("progress.sqlite", "review --plain"),
        ("progress.sqlite-journal", "stats"),
        ("decks/talk.yaml", "generate talk.md"),
    ],
)
def test_a_pipe_in_the_data_folder_is_refused_by_name(
    studykit: Studykit, tmp_path: Path, own_home: Path, name: str, command: str
) -> None:
    (own_home / "decks").mkdir()
    (own_home / "decks" / "a.yaml").write_text(QA, encoding="utf-8")
    (tmp_path / "talk.md").write_text(GOOD, encoding="utf-8")
    os.mkfifo(own_home / name)
    refused(studykit(*command.split()), name, "pipe or a device")


@pytest.mark.parametrize("name", ["cache.sqlite", "cache.sqlite-journal"])
def test_a_pipe_in_the_place_of_the_cache_costs_the_cache_alone(
    studykit: Studykit, tmp_path: Path, own_home: Path, name: str
) -> None:
    (tmp_path / "a.yaml").write_text(QA, encoding="utf-8")
    os.mkfifo(own_home / name)
    assert studykit("stats", "a.yaml").returncode == 0


def test_a_pipe_that_a_person_names_is_read(tmp_path: Path) -> None:
    (tmp_path / "talk.md").write_text(GOOD, encoding="utf-8")
    done = subprocess.run(
        ["bash", "-c", '"$0" -m studykit generate <(cat talk.md) -o talk.yaml', sys.executable],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "talk.yaml").exists()
