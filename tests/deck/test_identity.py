"""Ids and digests, and decks that are edited again and again."""

from __future__ import annotations

import importlib
import random
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studykit.deck.format import dump, load
from studykit.deck.identity import cleaned, digest, free_ordinal, is_untouched, new_id
from studykit.model import Deck, Evidence, Kind, Note

ROOT = Path(__file__).parents[2]
EDITS = (
    "typo", "particle or ending", "retime", "reorder", "insert", "delete", "rename", "added cloze", "removed cloze", "number swap",
    "name swap", "model after draft", "person edits", "person comments", "person accepts or rejects", "person writes a note",
)  # fmt: skip


@pytest.fixture(scope="session")
def edit_decks() -> Iterator[Any]:
    """The world of benchmarks/identity.py, which edits and regenerates decks and compares them with the truth."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT))
        yield importlib.import_module("benchmarks.identity_edits")


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10**6), edits=st.lists(st.sampled_from(EDITS), min_size=1, max_size=8))
def test_no_edit_loses_a_card_or_moves_its_history(edit_decks: Any, seed: int, edits: list[str]) -> None:
    tally = edit_decks.Tally()
    edit_decks.play(edit_decks.World(random.Random(seed), tally), edits)
    assert not tally.faults, tally.examples


def test_every_kind_of_edit_is_tried(edit_decks: Any) -> None:
    assert set(edit_decks.EDITS) == set(EDITS)


NOTE = Note(
    Kind.QA,
    front="What is tea?",
    back="a drink",
    bullet="Tea is a drink.",
    by="rules",
    at=5,
    evidence=Evidence("tea", 4, 8, 0.9, 1, 4),
)


def test_an_id_is_made_of_content_and_video() -> None:
    made = new_id(NOTE, "abcdefghijk", set())
    assert re.fullmatch(r"[a-z0-9]{10}", made)
    assert new_id(replace(NOTE, at=99, tags=("x",), draft=True), "abcdefghijk", set()) == made
    assert new_id(replace(NOTE, back="a plant"), "abcdefghijk", set()) != made
    assert new_id(NOTE, "zzzzzzzzzzz", set()) != made


def test_a_taken_id_is_never_given_again() -> None:
    taken: set[str] = set()
    for _ in range(20):
        taken.add(new_id(NOTE, "", taken))
    assert len(taken) == 20


@pytest.mark.parametrize(
    "change",
    [
        {"front": "What's tea?"}, {"back": "drink"}, {"at": 6}, {"at": None}, {"evidence": None}, {"bullet": "Tea."},
        {"evidence": Evidence("tea", 5, 8, 0.9, 1, 4)}, {"by": "model"}, {"url": "https://example.org"},
    ],
)  # fmt: skip
def test_the_digest_covers_all_that_is_generated(change: dict[str, Any]) -> None:
    assert digest(replace(NOTE, **change)) != digest(NOTE)


@pytest.mark.parametrize(
    "change",
    [
        {"tags": ("x",)},
        {"extra": "mine"},
        {"draft": True},
        {"suspended": True},
        {"retired": True},
        {"id": "other"},
        {"next_ordinal": 4},
    ],
)
def test_what_belongs_to_a_person_is_no_edit(change: dict[str, Any]) -> None:
    note = replace(NOTE, made=digest(NOTE))
    assert is_untouched(replace(note, **change))


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_a_digest_survives_the_file(any_note: st.SearchStrategy[Note], data: st.DataObject) -> None:
    note = replace(data.draw(any_note), id="n1", edited=False)
    note = replace(note, made=digest(note))
    assert cleaned(note) == note
    assert is_untouched(load(dump(Deck("x", notes=(note,))), "x").notes[0])


def test_the_next_cloze_number_is_above_all_that_were() -> None:
    note = Note(Kind.CLOZE, text="{{c1::a}} {{c4::b}}")
    assert free_ordinal(note) == 5
    assert free_ordinal(replace(note, next_ordinal=9)) == 9
    assert free_ordinal(replace(note, text="none")) == 1
