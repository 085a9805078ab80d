"""``review`` over a part of the cards, and without counting."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

DECK = """\
name: tea
notes:
- id: aaaaaaaaaa
  front: What makes green tea bitter?
  back: catechins
  tags: [chemistry]
- id: bbbbbbbbbb
  front: Where does tea come from?
  back: Camellia sinensis
"""

Studykit = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    path = tmp_path / "tea.yaml"
    path.write_text(DECK, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("words", "card"), [(("--tag", "Chemistry"), "aaaaaaaaaa.1"), (("--search", "camellia"), "bbbbbbbbbb.1")]
)
def test_a_session_by_tag_or_text_asks_those_notes_alone(
    studykit: Studykit, deck: Path, words: tuple[str, str], card: str
) -> None:
    done = studykit("review", deck, "--plain", *words, stdin="\n4\nq\n")
    saved = [line.split()[1] for line in done.stdout.splitlines() if line.startswith("saved ")]
    assert saved == [card]
    assert "(new 1, learning 0, due 0)" in done.stdout


def test_practice_asks_what_is_not_due_and_counts_nothing(studykit: Studykit, deck: Path) -> None:
    studykit("review", deck, "--plain", stdin="\n4\n\n4\n")
    again = studykit("review", deck, "--plain", "--practise", stdin="\n1\n\n3\n\n3\n")
    assert again.stdout.count("Q: ") == 3
    assert "saved" not in again.stdout
    stats = json.loads(studykit("stats", deck, "--json").stdout)
    assert stats["reviews"] == 2
