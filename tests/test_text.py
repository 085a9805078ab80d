"""Unicode as the terminal, the keyboard and a hostile file see it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.text import (
    JAMO_KEYS,
    cell_width,
    counted,
    crop_cells,
    has_final_consonant,
    has_hangul,
    neutralise,
    nfc,
    pad_cells,
)


def test_a_decomposed_syllable_becomes_one_character() -> None:
    decomposed = unicodedata.normalize("NFD", "한글")
    assert len(decomposed) == 6
    assert nfc(decomposed) == "한글"


@pytest.mark.parametrize(
    ("text", "cells"), [("abc", 3), ("한글", 4), ("60~70%", 6), ("", 0), ("e\u0301", 1), ("한\x1b[31m", 6)]
)
def test_width_is_counted_in_terminal_cells(text: str, cells: int) -> None:
    assert cell_width(text) == cells


def test_padding_lines_up_korean_and_english() -> None:
    assert cell_width(pad_cells("농업 로봇", 20)) == cell_width(pad_cells("farm robots", 20)) == 20


def test_padding_never_cuts() -> None:
    assert pad_cells("농업 로봇", 3) == "농업 로봇"


@given(st.text())
def test_neutralised_text_holds_no_escape_and_no_override(text: str) -> None:
    clean = neutralise(text + "\x1b]0;title\x07\u202e\u2066")
    assert not {"\x1b", "\x07", "\u202e", "\u2066"} & set(clean)
    assert all(unicodedata.category(ch) != "Cc" for ch in clean if ch not in "\n\t")


def test_neutralising_keeps_what_people_write() -> None:
    text = "예: 60~70%\n\t👩‍🔬 naïve"
    assert neutralise(text) == text


@given(st.text(alphabet="가나다 abcé👩", max_size=40), st.integers(1, 30))
def test_cropping_keeps_within_the_width_and_marks_the_cut(text: str, width: int) -> None:
    cropped = crop_cells(text, width)
    assert cell_width(cropped) <= width
    assert cropped == text or cropped.endswith("…")


def test_one_card_is_no_plural() -> None:
    assert [counted(n, "card") for n in (0, 1, 2)] == ["0 cards", "1 card", "2 cards"]


def test_every_letter_key_has_its_jamo() -> None:
    assert set("abcdefghijklmnopqrstuvwxyz") <= set(JAMO_KEYS)
    assert JAMO_KEYS["u"] == "ㅕ"
    assert len(set(JAMO_KEYS.values())) == len(JAMO_KEYS)


@pytest.mark.parametrize(
    ("word", "final"), [("모델", True), ("에이전트", False), ("GPT", False), ("", False)]
)
def test_a_final_consonant_decides_the_particle(word: str, *, final: bool) -> None:
    assert has_final_consonant(word) is final


def test_hangul_is_found_among_latin() -> None:
    assert has_hangul("GPT 4.5는")
    assert not has_hangul("GPT 4.5")
