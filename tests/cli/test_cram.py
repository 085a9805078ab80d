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
    assert again.stdout.startswith("This is practice: nothing is scheduled.\n")
    assert "tea (practice, 2 left)" in again.stdout
    assert again.stdout.count("1 again, 2 hard, 3 good, 4 easy\n") == 3
    assert ", practice: nothing was scheduled\n" in again.stdout
    assert "saved" not in again.stdout
    stats = json.loads(studykit("stats", deck, "--json").stdout)
    assert stats["reviews"] == 2


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--tag", "nosuch"), "No card has the tag “nosuch”."),
        (("--search", "coffee", "--practise"), "No card holds “coffee”."),
        (("--tag", "chemistry", "--search", "coffee"), "No card has the tag “chemistry” and holds “coffee”."),
        (("--tag", "herbal"), "Every such card is suspended or a draft."),
        (("--tag", "chemistry", "--limit", "0"), "Nothing is due."),
    ],
)
def test_a_session_without_cards_says_why(
    studykit: Studykit, deck: Path, words: tuple[str, ...], told: str
) -> None:
    waits = (
        "- front: What is in mint tea?\n  back: no leaf of the tea plant\n  tags: [herbal]\n  draft: true\n"
    )
    deck.write_text(DECK + waits, encoding="utf-8")
    assert told in studykit("review", deck, "--plain", *words).stdout.splitlines()
