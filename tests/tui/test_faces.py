"""A card's face is built of styled text: nothing in a deck is ever markup or a control character."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.cloze import Card
from studykit.model import Evidence, Flag, Kind, Note
from studykit.tui import faces
from studykit.tui.glyphs import ASCII, UNICODE, Glyphs, certainty, dots, shade, sparkline
from studykit.tui.safe import one_line, safe
from studykit.tui.widgets.card import grounds

CLOZE = Note(Kind.CLOZE, id="a", text="The {{c1::moon::what}} pulls the {{c2::tide}}.", at=65)


def test_a_question_hides_its_own_blank_only_and_shows_the_hint() -> None:
    assert (
        faces.question_face(Card(CLOZE, 1), UNICODE).plain.replace("\u00a0", " ")
        == "The [ what ] pulls the tide."
    )
    assert (
        faces.question_face(Card(CLOZE, 2), ASCII).plain.replace("\u00a0", " ")
        == "The moon pulls the [ ... ]."
    )


def test_a_blank_stays_in_one_piece_at_the_end_of_a_line() -> None:
    note = Note(Kind.CLOZE, text="aaaa {{c1::x::two words}}")
    assert " " not in faces.question_face(Card(note), UNICODE).plain.removeprefix("aaaa ")


def test_the_answer_of_a_cloze_stands_in_the_sentence_set_off() -> None:
    face = faces.answer_face(Card(CLOZE, 2), UNICODE)
    assert face.plain == "The moon pulls the tide."
    assert [face.plain[span.start : span.end] for span in face.spans] == ["tide"]


def test_markup_in_a_card_stays_text() -> None:
    note = Note(Kind.QA, front="[bold]x[/bold] [@click=app.quit]y[/]", back="[red]z")
    face = faces.answer_face(Card(note), UNICODE)
    assert "[bold]x[/bold] [@click=app.quit]y[/]" in face.plain
    assert all("click" not in str(span.style) for span in face.spans)


@given(st.text())
def test_no_text_brings_control_characters_or_overrides_to_the_screen(text: str) -> None:
    shown = safe(text)
    assert all(unicodedata.category(ch) != "Cc" or ch == "\n" for ch in shown)
    assert not set(shown) & set("\u202e\u2066\u200f")
    assert unicodedata.is_normalized("NFC", shown)


def test_decomposed_hangul_is_composed() -> None:
    assert one_line(unicodedata.normalize("NFD", "한국어")) == "한국어"


@pytest.mark.parametrize(
    ("confidence", "marks", "word"),
    [(0.99, "●●●●", "sure"), (0.8, "●●●○", "likely"), (0.5, "●●○○", "perhaps"), (0.02, "●○○○", "doubtful")],
)
def test_confidence_is_dots_and_a_word(confidence: float, marks: str, word: str) -> None:
    assert dots(confidence, UNICODE) == marks
    assert certainty(confidence) == word


def test_a_weak_quote_is_never_shown_as_certain() -> None:
    assert {certainty(c / 100) for c in range(45)} == {"doubtful"}
    assert "sure" not in {certainty(c / 100) for c in range(90)}


def plain(note: Note, glyphs: Glyphs = UNICODE) -> list[str]:
    return [f"{label.plain}|{body.plain}" for label, body in grounds(note, glyphs)]


def test_under_an_answer_stand_second_quote_confidence_and_flags() -> None:
    note = Note(
        Kind.QA,
        front="f",
        back="b",
        at=309,
        evidence=Evidence("said so", at=305, plus_minus=8, confidence=0.8, repaired="said sew"),
        flags=(Flag("number-differs", "60~70%", "60%"),),
        extra="mine",
    )
    assert plain(note) == [
        "▶ 05:05|“said so”\nread: said sew\n±8 s   ●●●○ likely",
        "!|the numbers differ; notes: 60~70% — talk: 60%",
        "|\nmine",
    ]
    assert all(line.isascii() for line in plain(note, ASCII))


def test_a_generated_note_without_evidence_says_so_and_a_note_by_hand_does_not() -> None:
    assert plain(Note(Kind.QA, front="f", back="b", at=9, by="rules")) == ["▶ 00:09|no evidence found"]
    assert plain(Note(Kind.QA, front="f", back="b")) == []


def test_small_figures_stay_visible() -> None:
    assert sparkline([0, 1, 1000], UNICODE) == "▁▁█"
    assert shade(1, 1000, UNICODE) == "░"
    assert shade(0, 1000, UNICODE) == "·"
