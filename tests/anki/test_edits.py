"""Edits made in Anki: found, taken over, or told."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from studykit.anki.edits import edits
from studykit.anki.ledger import Ledger
from studykit.anki.package import export_apkg
from studykit.anki.read import read_apkg
from studykit.model import Deck


@pytest.fixture
def edited(talk: Deck, tmp_path: Path, anki: Any) -> Ledger:
    """Exports the talk, edits two notes in Anki, and exports from there; gives the ledger of the first export."""
    ledger = export_apkg([talk], tmp_path / "out.apkg", now=1_000_000_000).ledger
    anki.load(path=tmp_path / "out.apkg")
    nids = {note["fields"]["Id"]: note["nid"] for note in anki.notes()}
    anki.edit(
        nid=nids["aaaaaaaaa1"],
        field="Text",
        value="사람들은 <b>{{c1::GPT-4::모델}}</b>보다 {{c2::60%::숫자}}.",
    )
    anki.edit(nid=nids["aaaaaaaaa2"], field="Back", value="GPT 4.5<br>Orion")
    anki.save(path=tmp_path / "back.apkg")
    return ledger


def test_edits_bring_the_text_and_keep_all_else(talk: Deck, edited: Ledger, tmp_path: Path) -> None:
    first, second = edits(read_apkg(tmp_path / "back.apkg").notes, [talk], edited)
    assert first.new == replace(talk.notes[0], text="사람들은 {{c1::GPT-4::모델}}보다 {{c2::60%::숫자}}.")
    assert second.new == replace(talk.notes[1], back="GPT 4.5\nOrion")
    assert (first.both, second.both) == (False, False)


def test_an_edit_on_both_sides_is_told(talk: Deck, edited: Ledger, tmp_path: Path) -> None:
    notes = (talk.notes[0], replace(talk.notes[1], back="mine"), *talk.notes[2:])
    found = edits(read_apkg(tmp_path / "back.apkg").notes, [replace(talk, notes=notes)], edited)
    assert [(edit.old.id, edit.both) for edit in found] == [("aaaaaaaaa1", False), ("aaaaaaaaa2", True)]


def test_an_edit_here_alone_is_none_there(talk: Deck, edited: Ledger, tmp_path: Path) -> None:
    notes = (*talk.notes[:2], replace(talk.notes[2], back="mine"))
    changed = replace(talk, notes=notes)
    later = export_apkg([changed], tmp_path / "later.apkg", ledger=edited, now=2_000_000_000).ledger
    for ledger in (edited, later):  # Anki may hold what an earlier export sent
        found = edits(read_apkg(tmp_path / "back.apkg").notes, [changed], ledger)
        assert [edit.old.id for edit in found] == ["aaaaaaaaa1", "aaaaaaaaa2"]


def test_without_a_ledger_the_text_decides(talk: Deck, edited: Ledger, tmp_path: Path) -> None:
    found = edits(read_apkg(tmp_path / "back.apkg").notes, [talk], Ledger())
    assert [edit.old.id for edit in found] == ["aaaaaaaaa1", "aaaaaaaaa2"]


def test_a_text_that_lost_its_clozes_is_not_taken_over(talk: Deck, tmp_path: Path, anki: Any) -> None:
    ledger = export_apkg([talk], tmp_path / "out.apkg").ledger
    anki.load(path=tmp_path / "out.apkg")
    nids = {note["fields"]["Id"]: note["nid"] for note in anki.notes()}
    anki.edit(nid=nids["aaaaaaaaa1"], field="Text", value="no cloze any more")
    anki.save(path=tmp_path / "back.apkg")
    assert edits(read_apkg(tmp_path / "back.apkg").notes, [talk], ledger) == ()
