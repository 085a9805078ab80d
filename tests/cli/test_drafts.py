"""Drafts wait for a person: what is written without them says so."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from studykit.deck.edit import reject_draft
from studykit.deck.format import load

Studykit = Callable[..., "subprocess.CompletedProcess[str]"]
DECK = Path(__file__).parents[2] / "decks" / "gpt-4.5-debut.yaml"


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    return Path(shutil.copy(DECK, tmp_path / "talk.yaml"))


@pytest.mark.parametrize("name", ["out.apkg", "out.csv", "out.pdf"])
def test_the_number_of_drafts_left_out_is_told(studykit: Studykit, deck: Path, name: str) -> None:
    command = "print" if name.endswith(".pdf") else "export"
    waiting = sum(note.draft for note in load(deck.read_text("utf-8"), "d").notes)
    done = studykit(command, "talk.yaml", "-o", name)
    assert f"{waiting} drafts left out; --drafts takes them too" in done.stderr
    assert "left out; --drafts" not in studykit(command, "talk.yaml", "-o", name, "--drafts").stderr


def test_a_rejected_draft_is_never_written(studykit: Studykit, deck: Path) -> None:
    text = deck.read_text("utf-8")
    draft = next(note for note in load(text, "d").notes if note.draft)
    deck.write_text(reject_draft(text, "talk.yaml", draft.id), "utf-8")
    studykit("export", "talk.yaml", "-o", "out.csv", "--drafts")
    rows = (deck.parent / "out.csv").read_text("utf-8")
    assert draft.id not in rows
    assert len(rows.splitlines()) > 3
