"""The bar of keys never clips: what does not fit is left out, and help is always named."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.content import Content

from studykit.tui.glyphs import ASCII, UNICODE
from studykit.tui.widgets.hanging import hang
from studykit.tui.widgets.keybar import GAP, Entry, arrange
from studykit.tui.widgets.rows import fit

words = st.text("abcdefgh", min_size=1, max_size=12)
entries = st.lists(st.builds(Entry, words, words, st.just("x")), max_size=14)


@given(entries, st.integers(20, 120), st.integers(1, 2))
def test_no_line_is_longer_than_the_terminal_and_help_is_there(
    found: list[Entry], width: int, lines: int
) -> None:
    last = Entry("?", "help", "help")
    rows = arrange(found, last, width, lines)
    assert len(rows) <= lines
    assert all(sum(e.width for e in row) + GAP * (len(row) - 1) <= width for row in rows if row)
    assert rows[-1][-1] is last


@given(st.text(max_size=40), st.integers(0, 60))
def test_a_fitted_text_takes_exactly_its_cells(text: str, width: int) -> None:
    clean = "".join(ch for ch in text if ch.isprintable())
    assert cell_len(fit(clean, width, UNICODE)) == width
    assert cell_len(fit(clean, width, ASCII)) == width


@given(
    st.lists(st.sampled_from(["비지도", "학습", "of", "unsupervised", "60~70%"]), max_size=30),
    st.integers(20, 90),
)
def test_a_hanging_paragraph_loses_no_word_and_stays_in_its_width(body: list[str], width: int) -> None:
    lines = hang(Content("> 05:09"), Content(" ".join(body)), width)
    assert all(line.cell_length <= width for line in lines)
    assert " ".join(line.plain.strip() for line in lines).split()[2:] == body
