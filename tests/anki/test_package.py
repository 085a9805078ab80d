"""Packages out, judged by Anki's own backend."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from studykit.anki.ledger import FIRST, Ledger
from studykit.anki.package import export_apkg
from studykit.errors import InputError, PackageError
from studykit.model import Deck, Kind, Note

UNTOUCHED = {"conflicting": 0, "first_field_match": 0, "missing_notetype": 0}


def outcome(new: int = 0, updated: int = 0, duplicate: int = 0) -> dict[str, int]:
    return {"new": new, "updated": updated, "duplicate": duplicate, **UNTOUCHED}


def edited(deck: Deck, index: int, **changes: Any) -> Deck:
    notes = list(deck.notes)
    notes[index] = replace(notes[index], **changes)
    return replace(deck, notes=tuple(notes))


def test_a_second_import_changes_nothing(talk: Deck, tmp_path: Path, anki: Any) -> None:
    done = export_apkg([talk], tmp_path / "a.apkg")
    assert (done.notes, done.cards, done.left) == (3, 4, ())
    assert anki.load(path=tmp_path / "a.apkg") == outcome(new=3)
    assert anki.load(path=tmp_path / "a.apkg") == outcome(duplicate=3)


def test_one_edit_updates_one_note_and_keeps_its_reviews(talk: Deck, tmp_path: Path, anki: Any) -> None:
    path = tmp_path / "a.apkg"
    first = export_apkg([talk], path, ledger=Ledger(), now=1_000_000_000)
    anki.load(path=path)
    anki.answer(deck="Talks::Scaling", ratings=[3, 3, 3, 4])
    before = anki.revlog(), anki.cards()
    changed = edited(talk, 1, back="GPT 4.5의 공개")
    export_apkg([changed], path, ledger=first.ledger, now=2_000_000_000)
    assert anki.load(path=path) == outcome(updated=1, duplicate=2)
    assert (anki.revlog(), anki.cards()) == before
    assert "GPT 4.5의 공개" in {note["fields"].get("Back") for note in anki.notes()}


def test_a_reordered_retimed_and_renamed_deck_makes_no_duplicates(
    talk: Deck, tmp_path: Path, anki: Any
) -> None:
    path = tmp_path / "a.apkg"
    first = export_apkg([talk], path, now=1_000_000_000)
    anki.load(path=path)
    notes = tuple(replace(note, at=(note.at or 0) + 7) for note in reversed(talk.notes))
    export_apkg(
        [replace(talk, name="Talks::Other", notes=notes)], path, ledger=first.ledger, now=2_000_000_000
    )
    assert anki.load(path=path) == outcome(updated=3)
    assert len(anki.notes()) == 3
    assert len(anki.cards()) == 4


def test_the_same_decks_and_ledger_give_the_same_bytes(talk: Deck, tmp_path: Path) -> None:
    first = export_apkg([talk], tmp_path / "a.apkg", now=1_000_000_000)
    export_apkg([talk], tmp_path / "b.apkg", ledger=first.ledger, now=2_000_000_000)
    assert (tmp_path / "a.apkg").read_bytes() == (tmp_path / "b.apkg").read_bytes()


def test_a_note_edited_in_anki_stays_until_it_is_edited_here(talk: Deck, tmp_path: Path, anki: Any) -> None:
    path = tmp_path / "a.apkg"
    first = export_apkg([talk], path, now=1_000_000_000)
    anki.load(path=path)
    nid = next(note["nid"] for note in anki.notes() if note["fields"]["Id"] == "aaaaaaaaa3")
    anki.edit(nid=nid, field="Back", value="Mark")
    for ledger in (first.ledger, Ledger()):  # a lost ledger overwrites nothing either
        export_apkg([talk], path, ledger=ledger, now=4_000_000_000)
        assert anki.load(path=path) == outcome(duplicate=3)
    export_apkg([edited(talk, 2, back="Chen")], path, ledger=first.ledger, now=4_000_000_000)
    assert anki.load(path=path) == outcome(updated=1, duplicate=2)


HOSTILE = {
    "angle": "x<y and std::vector<int> and <script>alert(1)</script>",
    "ampersand": "AT&T &amp; &lt;b&gt; &#58;",
    "braces": "{{Front}} }} {{ {{c1:x}} {{#Quote}}",
    "colons": "std::move :: ::",
    "sound": "[sound:x.mp3] [SOUND:y] [anki:tts lang=en_US]x[/anki:tts]",
    "latex": "[latex]x[/latex] [$]y[/$] [$$]z[/$$]",
    "math": r"\(x^2\) and \[y_1\] and $z$",
    "lines": "first\nsecond\r\nthird\rfourth",
    "emoji": "👩‍💻 ❤️ 🇰🇷",
    "quotes": "\"double\" 'single' `back`",
    "image": "<img src=x onerror=alert(1)> <br>",
    "spaces": "two  spaces and a\ttab",
    "comment": "<!-- gone? --> <![CDATA[x]]>",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_arrive_as_written(
    name: str, tmp_path: Path, anki: Any, shown: Callable[[str], str]
) -> None:
    text = HOSTILE[name]
    # Inside a cloze its own marks mean what they mean here, too.
    inside = text.replace("}}", "").replace("::", "")
    deck = Deck(
        name="Hostile",
        notes=(
            Note(Kind.QA, id="q1", front=text, back=text, extra=text),
            Note(Kind.CLOZE, id="c1", text=f"{text} {{{{c1::{inside}::{inside}}}}} {text}"),
        ),
    )
    export_apkg([deck], tmp_path / "a.apkg")
    assert anki.load(path=tmp_path / "a.apkg") == outcome(new=2)
    expected = text.replace("\r\n", "\n").replace("\r", "\n")
    fields = {note["fields"]["Id"]: note["fields"] for note in anki.notes()}
    assert [shown(fields["q1"][field]) for field in ("Front", "Back", "Extra")] == [expected] * 3
    for card in anki.cards():
        sides = anki.render(cid=card["id"])
        assert "[anki:play" not in sides["question"]
        assert expected in shown(sides["answer"])


def test_cloze_marks_in_a_question_are_text(tmp_path: Path, anki: Any, shown: Callable[[str], str]) -> None:
    note = Note(Kind.QA, id="q1", front="What is {{c1::this::hint}}?", back="a cloze")
    export_apkg([Deck(name="Marks", notes=(note,))], tmp_path / "a.apkg")
    anki.load(path=tmp_path / "a.apkg")
    (card,) = anki.cards()
    assert "What is {{c1::this::hint}}?" in shown(anki.render(cid=card["id"])["question"])


def test_decomposed_hangul_arrives_composed(tmp_path: Path, anki: Any) -> None:
    deck = Deck(name="한국어", notes=(Note(Kind.QA, id="q1", front="한", back="x"),))
    export_apkg([deck], tmp_path / "a.apkg")
    anki.load(path=tmp_path / "a.apkg")
    assert anki.notes()[0]["fields"]["Front"] == "한"
    assert "한국어" in anki.decks()


def test_tags_with_white_space_become_one_word(tmp_path: Path, anki: Any) -> None:
    note = Note(Kind.QA, id="q1", front="x", back="y", tags=("두 말", "a\tb", "  ", "한국::농업"))
    export_apkg([Deck(name="Tags", tags=("gpt 4.5",), notes=(note,))], tmp_path / "a.apkg")
    anki.load(path=tmp_path / "a.apkg")
    assert sorted(anki.notes()[0]["tags"]) == ["a_b", "gpt_4.5", "두_말", "한국::농업"]


def test_new_cards_come_in_the_decks_order(tmp_path: Path, anki: Any) -> None:
    notes = tuple(Note(Kind.QA, id=f"z{9 - n}", front=f"q{n}", back="a") for n in range(6))
    export_apkg([Deck(name="Order", notes=notes)], tmp_path / "a.apkg")
    anki.load(path=tmp_path / "a.apkg")
    ids = {note["nid"]: note["fields"]["Front"] for note in anki.notes()}
    by_due = sorted(anki.cards(), key=lambda card: card["due"])
    assert [ids[card["nid"]] for card in by_due] == [f"q{n}" for n in range(6)]
    assert len({card["due"] for card in by_due}) == 6


def test_sub_decks_nest_and_names_that_differ_in_case_are_one_deck(tmp_path: Path, anki: Any) -> None:
    decks = [
        Deck(name=name, notes=(Note(Kind.QA, id=f"n{index}", front=name, back="a"),))
        for index, name in enumerate(("Talks::One", "talks::one", " Talks :: Two::", "Talks"))
    ]
    export_apkg(decks, tmp_path / "a.apkg")
    anki.load(path=tmp_path / "a.apkg")
    assert sorted(anki.decks()) == ["Default", "Talks", "Talks::One", "Talks::Two"]


def test_notes_anki_cannot_hold_are_named_and_left(tmp_path: Path, anki: Any) -> None:
    texts = {
        "none": "no cloze",
        "empty": "{{c1::}} x",
        "zero": "{{c0::x}}",
        "far": "{{c501::x}}",
        "good": "{{c500::x}}",
    }
    notes = [Note(Kind.CLOZE, id=name, text=text) for name, text in texts.items()]
    notes += [
        Note(Kind.QA, id="blank", front="x", back=" "),
        Note(Kind.QA, id="off", front="x", back="y", suspended=True),
    ]
    done = export_apkg([Deck(name="Odd", notes=tuple(notes))], tmp_path / "a.apkg")
    assert [left.name for left in done.left] == ["none", "empty", "zero", "far", "blank", "off"]
    assert anki.load(path=tmp_path / "a.apkg") == outcome(new=1)
    assert [card["ord"] for card in anki.cards()] == [499]


def test_drafts_go_only_when_asked_for_and_say_so(talk: Deck, tmp_path: Path, anki: Any) -> None:
    assert export_apkg([talk], tmp_path / "a.apkg", drafts=True).notes == 4
    anki.load(path=tmp_path / "a.apkg")
    drafts = [note["fields"]["Id"] for note in anki.notes() if "studykit::draft" in note["tags"]]
    assert drafts == ["aaaaaaaaa4"]


def test_two_notes_with_one_id_are_refused(talk: Deck, tmp_path: Path) -> None:
    with pytest.raises(PackageError, match="aaaaaaaaa1"):
        export_apkg([talk, replace(talk, name="Copy")], tmp_path / "a.apkg")


def test_nothing_to_export_is_said(tmp_path: Path) -> None:
    with pytest.raises(PackageError, match="no note"):
        export_apkg([Deck(name="Empty")], tmp_path / "a.apkg")
    assert not (tmp_path / "a.apkg").exists()


def test_a_failed_export_leaves_the_old_package_and_no_rest(talk: Deck, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(InputError):
        export_apkg([talk], tmp_path / "file" / "a.apkg")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_ids_in_anki_tell_when_a_note_was_first_exported(talk: Deck, tmp_path: Path, anki: Any) -> None:
    first = export_apkg([talk], tmp_path / "a.apkg", now=1_700_000_000)
    export_apkg([talk], tmp_path / "a.apkg", ledger=first.ledger, now=1_800_000_000)
    anki.load(path=tmp_path / "a.apkg")
    assert {note["nid"] // 1000 for note in anki.notes()} == {1_700_000_000}
    assert {note["mod"] for note in anki.notes()} == {FIRST}
