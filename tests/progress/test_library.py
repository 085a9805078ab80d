"""Decks are listed from the parse cache without YAML, and say the same as their files whatever becomes of the cache."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from studykit.deck.format import load
from studykit.errors import DeckError
from studykit.files import write_text
from studykit.progress.cardlist import CardRef
from studykit.progress.library import Library, LoadedDeck

DECK = """\
format: 1
name: 바다
language: ko
settings:
  new_per_day: 3
  learning_steps: [1, 10]
notes:
- id: aaaaaaaaa1
  kind: cloze
  text: "{{c1::달}}이 {{c2::바다}}를 당깁니다."
  bullet: 달이 바다를 당깁니다.
  draft: true
- id: aaaaaaaaa2
  kind: qa
  front: f
  back: b
  suspended: true
  evidence:
    quote: the moon pulls the sea
    confidence: 0.9
  flags:
  - rule: number-differs
    summary: "2"
    transcript: "3"
"""


def library(tmp_path: Path) -> Library:
    return Library(lambda: sorted(tmp_path.glob("*.yaml")), tmp_path / "cache.sqlite")


def only(tmp_path: Path) -> LoadedDeck:
    (deck,) = library(tmp_path).decks
    return deck


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    path = tmp_path / "a.yaml"
    write_text(path, DECK)
    return path


def test_a_cached_deck_says_the_same_as_its_file(tmp_path: Path, deck: Path) -> None:
    fresh, cached = only(tmp_path), only(tmp_path)
    wanted = load(DECK, "a.yaml")
    for found in (fresh, cached):
        assert (found.name, found.path) == ("바다", deck)
        assert found.settings == wanted.settings
        assert tuple(found.cards) == (
            CardRef("aaaaaaaaa1.1", "달이 바다를 당깁니다.", suspended=False, draft=True),
            CardRef("aaaaaaaaa1.2", "달이 바다를 당깁니다.", suspended=False, draft=True),
            CardRef("aaaaaaaaa2.1", "aaaaaaaaa2", suspended=True, draft=False),
        )
        assert found.deck == wanted


def test_a_cache_that_is_deleted_after_the_listing_costs_nothing_but_time(tmp_path: Path, deck: Path) -> None:
    library(tmp_path)
    found = only(tmp_path)
    (tmp_path / "cache.sqlite").unlink()
    assert len(found.cards) == 3
    assert found.deck == load(DECK, str(deck))


@pytest.mark.parametrize("damage", [b"", b"not a database at all" * 400])
def test_a_damaged_cache_is_made_anew(tmp_path: Path, deck: Path, damage: bytes) -> None:
    library(tmp_path)
    (tmp_path / "cache.sqlite").write_bytes(damage)
    assert only(tmp_path).deck == load(DECK, str(deck))
    assert only(tmp_path).name == "바다"


def test_a_changed_file_is_read_again(tmp_path: Path, deck: Path) -> None:
    found = library(tmp_path)
    write_text(deck, DECK.replace("바다", "산"))
    found.reload()
    assert [loaded.name for loaded in found.decks] == ["산"]


def test_a_note_without_an_id_gets_one_in_the_file(tmp_path: Path) -> None:
    write_text(tmp_path / "a.yaml", "format: 1\nname: x\nnotes:\n- kind: qa  # mine\n  front: f\n  back: b\n")
    (note,) = only(tmp_path).deck.notes
    assert note.id
    assert note.id in (tmp_path / "a.yaml").read_text(encoding="utf-8")
    assert "# mine" in (tmp_path / "a.yaml").read_text(encoding="utf-8")


def test_a_deck_that_cannot_be_used_is_a_problem_and_the_others_are_listed(
    tmp_path: Path, deck: Path
) -> None:
    write_text(tmp_path / "b.yaml", "format: 1\nname: x\nnots: []\n")
    found = library(tmp_path)
    assert [loaded.path for loaded in found.decks] == [deck]
    assert [problem.line for problem in found.problems] == [3]
    with pytest.raises(DeckError):
        Library(lambda: sorted(tmp_path.glob("*.yaml")), None, strict=True)


def test_cached_decks_are_listed_and_counted_without_yaml(tmp_path: Path, deck: Path) -> None:
    library(tmp_path)
    program = (
        "import sys; from pathlib import Path; from studykit.progress.library import Library; "
        f"decks = Library(lambda: [Path({str(deck)!r})], Path({str(tmp_path / 'cache.sqlite')!r})).decks; "
        "print(len(decks[0].cards), 'yaml' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["3", "False"]


@pytest.mark.parametrize("rubbish", ["[]", "{}", "null", "[" * 3000])
def test_a_cache_that_holds_something_else_costs_only_time(tmp_path: Path, rubbish: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("format: 1\nname: a\nnotes:\n- id: aaaaaaaaaa\n  kind: qa\n  front: Q\n  back: A\n")
    Library(lambda: [path], tmp_path / "cache.sqlite")
    with closing(sqlite3.connect(tmp_path / "cache.sqlite")) as cache, cache:
        cache.execute("update deck set head = ?, payload = ?", (rubbish, rubbish))
    (loaded,) = Library(lambda: [path], tmp_path / "cache.sqlite").decks
    assert [card.id for card in loaded.cards] == ["aaaaaaaaaa.1"]
    assert loaded.deck.notes[0].front == "Q"
