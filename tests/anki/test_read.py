"""Packages made by Anki itself, in both of its formats."""

from pathlib import Path
from typing import Any

import pytest

from studykit.anki.ledger import Ledger
from studykit.anki.package import export_apkg
from studykit.anki.read import Imported, extract_media, read_apkg
from studykit.model import Deck, Kind, Note

BOTH = pytest.mark.parametrize("legacy", [False, True], ids=["new", "legacy"])


def returned(anki: Any, tmp_path: Path, legacy: bool, **options: Any) -> Imported:
    anki.save(path=tmp_path / "back.apkg", legacy=legacy)
    return read_apkg(tmp_path / "back.apkg", **options)


@BOTH
def test_untouched_notes_come_back_as_they_were_sent(
    legacy: bool, talk: Deck, tmp_path: Path, anki: Any
) -> None:
    done = export_apkg([talk], tmp_path / "out.apkg")
    anki.load(path=tmp_path / "out.apkg")
    back = returned(anki, tmp_path, legacy)
    assert back.decks == ()
    texts = {item.note.id: (item.note.text or item.note.front, item.note.back) for item in back.notes}
    assert texts == {note.id: (note.text or note.front, note.back) for note in talk.notes if not note.draft}
    assert all(done.ledger.entries[item.note.id].knows(item.digest) for item in back.notes)


@BOTH
def test_a_note_edited_in_anki_is_told_from_one_that_was_not(
    legacy: bool, talk: Deck, tmp_path: Path, anki: Any
) -> None:
    ledger = export_apkg([talk], tmp_path / "out.apkg").ledger
    anki.load(path=tmp_path / "out.apkg")
    nid = next(note["nid"] for note in anki.notes() if note["fields"]["Id"] == "aaaaaaaaa2")
    anki.edit(nid=nid, field="Back", value="<b>Orion</b>, it&nbsp;is &lt;said&gt;")
    back = {item.note.id: item for item in returned(anki, tmp_path, legacy).notes}
    edited = [note_id for note_id, item in back.items() if not ledger.entries[note_id].knows(item.digest)]
    assert edited == ["aaaaaaaaa2"]
    assert back["aaaaaaaaa2"].note.back == "Orion, it is <said>"


@BOTH
def test_a_changed_id_field_does_not_lose_a_known_note(
    legacy: bool, talk: Deck, tmp_path: Path, anki: Any
) -> None:
    export_apkg([talk], tmp_path / "out.apkg")
    anki.load(path=tmp_path / "out.apkg")
    nid = next(note["nid"] for note in anki.notes() if note["fields"]["Id"] == "aaaaaaaaa2")
    anki.edit(nid=nid, field="Id", value="aaaaaaaaa1")
    ids = [item.note.id for item in returned(anki, tmp_path, legacy, known=[n.id for n in talk.notes]).notes]
    assert sorted(ids) == ["aaaaaaaaa1", "aaaaaaaaa2", "aaaaaaaaa3"]


@BOTH
def test_notes_made_in_anki_become_decks_with_their_reviews(legacy: bool, tmp_path: Path, anki: Any) -> None:
    basic = {
        "Front": "<div>What &amp; <b>why</b>?</div><div>two</div>",
        "Back": "x &lt; y<script>alert(1)</script>",
    }
    anki.add(kind="Basic", deck="Mine::Basics", fields=basic, tags=["t1", "a::b"])
    anki.add(
        kind="Cloze",
        deck="Mine",
        fields={"Text": "A {{c1::<i>b</i>::hint}} and {{c2::d}}", "Back Extra": "e"},
        tags=[],
    )
    anki.answer(deck="Mine", ratings=[3, 1, 4])
    back = returned(anki, tmp_path, legacy)
    assert [deck.name for deck in back.decks] == ["Mine", "Mine::Basics"]
    (cloze,), (qa,) = (deck.notes for deck in back.decks)
    assert (cloze.kind, cloze.text, cloze.extra) == (Kind.CLOZE, "A {{c1::b::hint}} and {{c2::d}}", "e")
    assert (qa.kind, qa.front, qa.back, qa.tags) == (Kind.QA, "What & why?\ntwo", "x < y", ("a::b", "t1"))
    assert {review.card for review in back.reviews} <= {f"{qa.id}.1", f"{cloze.id}.1", f"{cloze.id}.2"}
    assert len(back.reviews) == 3
    assert back.left == ()


@BOTH
def test_a_second_import_of_foreign_notes_knows_them(legacy: bool, tmp_path: Path, anki: Any) -> None:
    anki.add(kind="Basic", deck="Mine", fields={"Front": "q", "Back": "a"}, tags=[])
    first = returned(anki, tmp_path, legacy)
    known = [note.id for deck in first.decks for note in deck.notes]
    again = returned(anki, tmp_path, legacy, known=known)
    assert again.decks == ()
    assert [item.note for item in again.notes] == list(first.decks[0].notes)


def test_foreign_notes_sent_back_are_not_doubled(tmp_path: Path, anki: Any) -> None:
    anki.add(kind="Basic", deck="Mine", fields={"Front": "q", "Back": "a"}, tags=[])
    anki.add(kind="Cloze", deck="Mine", fields={"Text": "{{c1::q}}", "Back Extra": ""}, tags=[])
    decks = returned(anki, tmp_path, legacy=False).decks
    export_apkg(decks, tmp_path / "out.apkg", ledger=Ledger(), now=4_000_000_000)
    assert anki.load(path=tmp_path / "out.apkg")["new"] == 0
    assert len(anki.notes()) == 2


@BOTH
def test_kinds_with_no_place_here_are_named_and_left(legacy: bool, tmp_path: Path, anki: Any) -> None:
    anki.add(kind="Basic (and reversed card)", deck="Mine", fields={"Front": "q", "Back": "a"}, tags=[])
    anki.add(kind="Basic (and reversed card)", deck="Mine", fields={"Front": "q2", "Back": "a"}, tags=[])
    anki.add(kind="Cloze", deck="Mine", fields={"Text": "{{c1::a {{c2::b}} c}}", "Back Extra": ""}, tags=[])
    anki.add(kind="Basic", deck="Mine", fields={"Front": "only a front", "Back": ""}, tags=[])
    anki.add(
        kind="Basic (type in the answer)", deck="Mine", fields={"Front": "typed", "Back": "answer"}, tags=[]
    )
    back = returned(anki, tmp_path, legacy)
    assert [(left.name, left.reason) for left in back.left] == [
        ("Basic", "1 note: its front or back holds no text"),
        ("Basic (and reversed card)", "2 notes: it makes 2 cards from one note"),
        ("Cloze", "1 note: its clozes are nested, shared or empty"),
    ]
    assert [note.front for deck in back.decks for note in deck.notes] == ["typed"]


@BOTH
def test_media_are_kept_by_the_digest_of_their_bytes(legacy: bool, tmp_path: Path, anki: Any) -> None:
    name = anki.media(name="그림 1.PNG", data="picture")
    sound = anki.media(name="x.mp3", data="sound")
    fields = {"Front": f'<img src="{name}"> what?', "Back": f"[sound:{sound}] this"}
    anki.add(kind="Basic", deck="Mine", fields=fields, tags=[])
    back = returned(anki, tmp_path, legacy)
    stored = extract_media(tmp_path / "back.apkg", back.media, tmp_path / "media")
    found = {item.name: item.path for item in stored}
    assert set(found) == {name, sound}
    assert found[name].read_bytes() == b"picture"
    assert found[name].suffix == ".png"
    assert len(found[name].stem) == 64
    note = back.decks[0].notes[0]
    assert (note.front, note.back) == (f"[image: {name}] what?", f"[audio: {sound}] this")


@BOTH
def test_a_card_in_a_filtered_deck_belongs_to_its_own(legacy: bool, tmp_path: Path, anki: Any) -> None:
    anki.add(kind="Basic", deck="Home", fields={"Front": "q", "Back": "a"}, tags=[])
    anki.cram(deck="Home")
    assert [deck.name for deck in returned(anki, tmp_path, legacy).decks] == ["Home"]


def test_what_we_write_we_read(talk: Deck, tmp_path: Path) -> None:
    export_apkg([talk], tmp_path / "out.apkg")
    back = read_apkg(tmp_path / "out.apkg")
    assert [item.note.id for item in back.notes] == ["aaaaaaaaa1", "aaaaaaaaa2", "aaaaaaaaa3"]
    assert not back.with_history


def test_a_shared_note_brings_its_second_link_and_quote(talk: Deck, tmp_path: Path) -> None:
    export_apkg([talk], tmp_path / "out.apkg")
    note = read_apkg(tmp_path / "out.apkg").notes[0].note
    assert (note.at, note.url) == (309, "https://www.youtube.com/watch?v=abcdefghijk&t=309s")
    assert note.evidence
    assert note.evidence.quote == "people prefer it by a margin of 60%"


def test_a_note_that_only_looks_like_ours_is_foreign(tmp_path: Path, anki: Any, talk: Deck) -> None:
    export_apkg([talk], tmp_path / "out.apkg")
    anki.load(path=tmp_path / "out.apkg")
    fields = {"Front": "copied", "Back": "by hand", "Id": "aaaaaaaaa2"}
    anki.add(kind="studykit Q&A", deck="Mine", fields=fields, tags=[])
    back = returned(anki, tmp_path, legacy=False)
    assert len(back.notes) == 3
    ((note,),) = (deck.notes for deck in back.decks)
    assert note == Note(Kind.QA, id=note.id, front="copied", back="by hand", extra=note.extra)
    assert note.id != "aaaaaaaaa2"
