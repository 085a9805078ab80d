"""Edits of a deck file change what they are about and not one byte more."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studykit.deck.edit import (
    accept_draft,
    append_note,
    ensure_ids,
    reject_draft,
    remove_note,
    replace_note,
    set_suspended,
)
from studykit.deck.format import dump, load
from studykit.deck.identity import cleaned, digest, remembering
from studykit.errors import DeckError
from studykit.model import Deck, Evidence, Kind, Note

HAND_MADE = """\
# Tea, for the exam.
name: Tea   # short name

notes:
# green
- front: 'What is green tea rich in?'   # checked
  back: catechins

  # to be honest:
  draft: yes
- {front: a, back: b}   # in a hurry
-
  text: "Boil at {{c1::80°C}}"
  at: 5:09
# the end
"""


def with_ids(text: str) -> str:
    return ensure_ids(text, "tea.yaml")


def test_ids_are_written_in_front_and_nothing_else_moves() -> None:
    text = with_ids(HAND_MADE)
    ids = [note.id for note in load(text, "tea.yaml").notes]
    assert len(set(ids)) == 3
    assert all(re.fullmatch(r"[a-z0-9]{10}", note_id) for note_id in ids)
    expected = HAND_MADE.replace("- front: 'What", f"- id: {ids[0]}\n  front: 'What")
    expected = expected.replace("- {front", f"- {{id: {ids[1]}, front")
    expected = expected.replace('  text: "Boil', f'  id: {ids[2]}\n  text: "Boil')
    assert text == expected
    assert with_ids(text) == text


@pytest.mark.parametrize("break_", ["\r\n", "\r"])
def test_line_ends_and_a_byte_order_mark_stay(break_: str) -> None:
    text = "\ufeff" + HAND_MADE.replace("\n", break_)
    edited = with_ids(text)
    assert edited.startswith("\ufeff")
    assert edited.replace(break_, "\n") == "\ufeff" + with_ids(HAND_MADE)
    assert edited.count("\n") == edited.count(break_) or break_ == "\r"


def test_an_id_that_was_left_empty_is_filled_in() -> None:
    text = with_ids("notes:\n- id:   # new\n  front: a\n  back: b\n")
    assert re.fullmatch(r"notes:\n- id: \w{10}   # new\n  front: a\n  back: b\n", text)


def test_equal_notes_get_ids_of_their_own() -> None:
    deck = load(with_ids("notes:\n- {front: a, back: b}\n- {front: a, back: b}\n"), "tea.yaml")
    assert deck.notes[0].id != deck.notes[1].id


def test_a_json_deck_is_edited_as_json() -> None:
    text = with_ids('{"name": "x", "notes": [{"front": "a", "back": "b"},\n {"front": "c", "back": "d"}]}\n')
    one, two = load(text, "x.json").notes
    assert text.startswith('{"name": "x", "notes": [{id: ')
    text = replace_note(text, "x.json", replace(two, back="it's {d}, no?"))
    text, third = append_note(text, "x.json", Note(Kind.CLOZE, text="{{c1::e}}"))
    text = remove_note(text, "x.json", one.id)
    assert [note.id for note in load(text, "x.json").notes] == [two.id, third]


def test_replacing_a_note_touches_only_the_values_that_differ() -> None:
    text = with_ids(HAND_MADE)
    note = load(text, "tea.yaml").notes[0]
    edited = replace_note(
        text, "tea.yaml", replace(note, back="catechins: bitter", tags=("exam",), draft=False)
    )
    expected = text.replace("back: catechins\n", 'back: "catechins: bitter"\n  tags: [exam]\n')
    assert edited == expected.replace("  draft: yes\n", "")


def test_a_comment_behind_a_value_stays_when_the_value_changes() -> None:
    text = with_ids(HAND_MADE)
    note = load(text, "tea.yaml").notes[0]
    edited = replace_note(text, "tea.yaml", replace(note, front="Two\nlines"))
    assert '  front: "Two\\nlines"   # checked\n' in edited


def test_a_changed_generated_note_is_marked_edited_and_its_evidence_keeps_comments() -> None:
    note = Note(
        Kind.QA,
        "n1",
        front="a",
        back="b",
        by="rules",
        bullet="a is b",
        evidence=Evidence("q", at=5, start=1, end=2),
    )
    note = replace(note, made=digest(note))
    text = dump(Deck("x", notes=(note,))).replace('at: "00:05"', 'at: "00:05"  # really')
    assert note.evidence
    edited = replace_note(text, "x.yaml", replace(note, evidence=replace(note.evidence, at=9)))
    assert '    at: "00:09"  # really\n    start: 1\n' in edited
    assert load(edited, "x.yaml").notes[0].edited


def test_a_cloze_number_that_disappears_is_never_given_again() -> None:
    note = Note(Kind.CLOZE, "n1", text="{{c1::a}} and {{c2::b}}")
    text = replace_note(dump(Deck("x", notes=(note,))), "x.yaml", replace(note, text="{{c1::a}} and b"))
    kept = load(text, "x.yaml").notes[0]
    assert kept.next_ordinal == 3
    # The number stays reserved through later edits, and needs no memory once it is passed.
    text = replace_note(text, "x.yaml", replace(kept, text="{{c1::a}} or b"))
    assert load(text, "x.yaml").notes[0].next_ordinal == 3
    text = replace_note(text, "x.yaml", replace(kept, text="{{c1::a}} {{c3::or}} b"))
    assert load(text, "x.yaml").notes[0].next_ordinal == 0


def test_drafts_are_accepted_and_rejected() -> None:
    note = Note(Kind.QA, "n1", front="a", back="b", draft=True)
    text = dump(Deck("x", notes=(note,)))
    rejected = reject_draft(text, "x.yaml", "n1")
    assert load(rejected, "x.yaml").notes == (replace(note, suspended=True),)
    accepted = accept_draft(rejected, "x.yaml", "n1")
    assert accepted == text.replace("  draft: true\n", "")


def test_suspension_goes_and_leaves_no_trace() -> None:
    text = with_ids(HAND_MADE)
    note_id = load(text, "tea.yaml").notes[2].id
    suspended = set_suspended(text, "tea.yaml", note_id, suspended=True)
    assert load(suspended, "tea.yaml").notes[2].suspended
    assert set_suspended(suspended, "tea.yaml", note_id, suspended=False) == text


@pytest.mark.parametrize("notes", ["", "notes:\n", "notes: []  # none\n", "notes: null\n"])
def test_the_first_note_of_a_deck(notes: str) -> None:
    text, note_id = append_note(f"name: x\n{notes}", "x.yaml", Note(Kind.QA, front="a", back="b"))
    assert text.endswith(f"\n- id: {note_id}\n  kind: qa\n  front: a\n  back: b\n") or "notes" not in notes
    assert len(load(text, "x.yaml").notes) == 1
    assert load(remove_note(text, "x.yaml", note_id), "x.yaml").notes == ()


def test_lists_keep_their_own_indent() -> None:
    text = "notes:\n    - id: n1\n      front: a\n      back: b"
    text, _ = append_note(text, "x.yaml", Note(Kind.QA, "n2", front="c", back="d"))
    assert text.endswith("\n    - id: n2\n      kind: qa\n      front: c\n      back: d")


def test_what_cannot_be_changed_in_place_is_refused_unchanged() -> None:
    text = "notes:\n- &n {id: n1, front: a, back: b, tags: &t [x]}\n- {id: n2, front: c, back: d, tags: *t}\n"
    with pytest.raises(DeckError, match="cannot be changed in place"):
        remove_note(text, "x.yaml", "n1")
    with pytest.raises(DeckError, match="no note 'n9'"):
        remove_note(text, "x.yaml", "n9")


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_deck_damaged_anywhere_is_edited_right_or_refused(
    any_note: st.SearchStrategy[Note], data: st.DataObject
) -> None:
    text = HAND_MADE
    for _ in range(data.draw(st.integers(0, 3))):
        at = data.draw(st.integers(0, len(text)))
        piece = data.draw(
            st.sampled_from([*"ab:-#&*!|>{}[]\"'\n \t,?😀\r", "\n  ", "\n- ", ": ", " #", "\r\n", ""])
        )
        text = text[:at] + piece + text[at + data.draw(st.integers(0, 2)) :]
    try:
        text = ensure_ids(text, "tea.yaml")
    except DeckError:
        return
    notes = load(text, "tea.yaml").notes
    new = data.draw(any_note)
    for note in notes[:1]:
        with suppress(DeckError):
            changed = load(replace_note(text, "tea.yaml", replace(new, id=note.id)), "tea.yaml")
            assert changed.notes[1:] == notes[1:]
        with suppress(DeckError):
            assert load(remove_note(text, "tea.yaml", note.id), "tea.yaml").notes == notes[1:]
    with suppress(DeckError):
        longer, note_id = append_note(text, "tea.yaml", replace(new, id=""))
        assert load(longer, "tea.yaml").notes == (*notes, replace(cleaned(new), id=note_id))


def decorated(text: str, seed: int) -> tuple[str, list[str]]:
    """The text of a dumped deck with comments and blank lines where a person might put them."""
    head, notes = text.split("notes:\n", 1)
    lines: list[str] = []
    comments: list[str] = []
    for number, line in enumerate(notes.split("\n")):
        if (
            re.match(r"(?:- |  )(?:id|kind|at|draft|by|extra|evidence|tags): ?", line)
            and (number + seed) % 3 == 0
        ):
            comments.append(f"# comment {number}")
            lines += [" " * (number % 3) + comments[-1], ""]
        if (
            re.fullmatch(r'(?:- |  )(?:id: [\w-]+|kind: \w+|at: "[\d:]+"|draft: true)', line)
            and (number + seed) % 4 == 0
        ):
            comments.append(f"# behind {number}")
            line += "   " + comments[-1]  # noqa: PLW2901
        lines.append(line)
    return head + "notes:\n" + "\n".join(lines), comments


@settings(max_examples=120, deadline=None)
@given(data=st.data())
def test_any_edit_of_any_deck_keeps_all_other_lines(
    any_deck: st.SearchStrategy[Deck], any_note: st.SearchStrategy[Note], data: st.DataObject
) -> None:
    deck = replace(data.draw(any_deck.filter(lambda deck: deck.notes)), name="x")
    text, comments = decorated(dump(deck), data.draw(st.integers(0, 11)))
    if data.draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    assert load(text, "x.yaml") == deck
    old = data.draw(st.sampled_from(deck.notes))
    new = replace(data.draw(any_note), id=old.id)
    edited = replace_note(text, "x.yaml", new)
    expected = remembering(old, cleaned(new))
    expected = replace(expected, edited=expected.edited or bool(new.made and new.made != digest(expected)))
    assert load(edited, "x.yaml").notes == tuple(
        expected if note.id == old.id else note for note in deck.notes
    )
    assert [comment for comment in comments if comment not in edited] == []
    if load(edited, "x.yaml") == deck:
        assert edited == text
