"""Decks as CSV: read back as they were, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studykit.deck.csv import from_csv, to_csv
from studykit.errors import PackageError
from studykit.model import Deck, Evidence, Kind, Note

DECK = Deck(
    "Tea",
    notes=(
        Note(Kind.CLOZE, "n1", text="Boil at {{c1::80°C}}", at=309, tags=("tea", "water"), evidence=Evidence("eighty", at=300)),
        Note(Kind.QA, "n2", front='What is "umami", exactly?\nIn one word', back="taste", extra="여러 줄,\n쉼표", suspended=True),
    ),
)  # fmt: skip


def test_a_deck_reads_back_from_its_csv() -> None:
    assert from_csv(to_csv([DECK]), "tea.csv") == DECK
    assert from_csv(to_csv([DECK], bom=True), "tea.csv") == DECK


def test_the_file_is_plain_rfc_4180() -> None:
    text = to_csv([DECK])
    assert text.startswith("deck,id,kind,text,front,back,at,")
    assert text.count("\r\n") == 3
    assert '"What is ""umami"", exactly?\nIn one word"' in text


def test_drafts_are_left_out_unless_asked_for() -> None:
    deck = replace(DECK, notes=(replace(DECK.notes[0], draft=True), DECK.notes[1]))
    assert len(from_csv(to_csv([deck]), "tea.csv").notes) == 1
    assert len(from_csv(to_csv([deck], drafts=True), "tea.csv").notes) == 2


@pytest.mark.parametrize("text", ['=HYPERLINK("http://evil")', "+1", "-1", "@SUM(1)", "\tx", "'=1", "''@"])
def test_no_cell_is_a_formula(text: str) -> None:
    written = to_csv([Deck("x", notes=(Note(Kind.QA, "n1", front=text, back="b"),))])
    cells = [cell for row in csv.reader(io.StringIO(written, newline="")) for cell in row]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for cell in cells)
    assert from_csv(written, "x.csv").notes[0].front == text


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_any_texts_survive(any_text: st.SearchStrategy[str], data: st.DataObject) -> None:
    front, back = data.draw(any_text.filter(str.strip)), data.draw(any_text)
    deck = Deck("x", notes=(Note(Kind.QA, "n1", front=front, back=back),))
    assert from_csv(to_csv([deck]), "x.csv") == deck


@pytest.mark.parametrize(
    "text",
    [
        "Front,Back\na,b\n",
        "question;answer\na;b\n",
        "front\tback\tmine\na\tb\tc\n",
        "a,b\n",
        "\ufefffront,back\r\n\r\na,b\r\n",
    ],
)
def test_tables_from_elsewhere_are_read(text: str) -> None:
    assert from_csv(text, "my words.csv") == Deck("my words", notes=(Note(Kind.QA, front="a", back="b"),))


@pytest.mark.parametrize(
    ("text", "line", "part"),
    [
        ("", None, "no rows"),
        ("a,b,c\n1,2,3\n", 1, "front and back"),
        ("front,back\n\na,b\n,c\n", 4, "neither front"),
        ("front,back,at\na,b,noon\n", 2, "not a time"),
        ('front,back\n"a,b\n', 2, "not CSV"),
        ("deck,front,back\nx,a,b\ny,c,d\n", None, "several decks"),
        ("front,back\n" + "a,b\n" * 100_001, None, "rows"),
    ],
)
def test_what_makes_no_deck_is_refused(text: str, line: int | None, part: str) -> None:
    with pytest.raises(PackageError) as caught:
        from_csv(text, "x.csv")
    assert part in caught.value.message
    assert caught.value.line == line
    assert caught.value.hint
