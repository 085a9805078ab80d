"""Guids from ids and back; deck names and ids."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.anki.identity import deck_id, deck_name, guid_for, id_for_guid


def test_guids_are_what_they_always_were() -> None:
    """Anki matches notes by these: another value would double every learner's notes."""
    assert [guid_for(note_id) for note_id in ("7k3vq2m9xa", "q2x8m1f0cd", "한")] == [
        "qmnMcdcbwx27",
        "BUlF4PiD2Pty",
        "CBjyXnYLktlW",
    ]


@given(st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=10, max_size=10))
def test_a_guid_is_short_and_printable(note_id: str) -> None:
    guid = guid_for(note_id)
    assert len(guid) == 12
    assert guid.isascii()
    assert guid.isprintable()


@given(st.text("abcXYZ019!#$%&()*+,-./:;<=>?@[]^_`{|}~", min_size=1, max_size=64))
def test_a_note_made_in_anki_keeps_its_guid(guid: str) -> None:
    note_id = id_for_guid(guid)
    assert guid_for(note_id) == guid
    assert all(ch.isalnum() or ch == "-" for ch in note_id)


@given(st.text(max_size=80))
def test_any_guid_gives_an_id(guid: str) -> None:
    assert id_for_guid(guid) == id_for_guid(guid)
    assert guid_for(id_for_guid(guid))


@pytest.mark.parametrize("note_id", ["anki-", "anki-!", "anki-1", "anki-aaaaaaa한", "anki-aa"])
def test_an_id_that_only_looks_foreign_has_a_guid_of_its_own(note_id: str) -> None:
    assert len(guid_for(note_id)) == 12


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("A::B", "A::B"),
        (" A ::  B ", "A::B"),
        ("A::::B", "A::B"),
        ("::", "studykit"),
        ("", "studykit"),
        ("A\n B", "A B"),
    ],
)
def test_deck_names_have_no_empty_parts(name: str, wanted: str) -> None:
    assert deck_name(name) == wanted


def test_a_decks_id_comes_from_its_name_whatever_the_case() -> None:
    assert deck_id("Talks") == deck_id("tALKS") != deck_id("Talk")
    assert deck_id("Talks") > 1
