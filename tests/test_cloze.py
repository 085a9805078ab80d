"""Cloze markup, read once and shown everywhere."""

from hypothesis import given
from hypothesis import strategies as st

from studykit.cloze import (
    Blank,
    Card,
    answer,
    cards_of,
    masked,
    ordinals,
    parse_cloze,
    plain,
    question,
    study_cards,
)
from studykit.model import Deck, Kind, Note

TEXT = "{{c1::Mark Chen::사람}}은 {{c2::GPT 4.5의 출시}}를 발표했습니다."


def test_parts_join_to_the_whole_sentence() -> None:
    assert parse_cloze(TEXT) == (
        Blank(1, "Mark Chen", "사람"),
        "은 ",
        Blank(2, "GPT 4.5의 출시"),
        "를 발표했습니다.",
    )
    assert plain(TEXT) == "Mark Chen은 GPT 4.5의 출시를 발표했습니다."


def test_only_the_asked_blank_is_hidden_and_its_hint_shown() -> None:
    assert masked(TEXT, 1) == "[사람]은 GPT 4.5의 출시를 발표했습니다."
    assert masked(TEXT, 2) == "Mark Chen은 [...]를 발표했습니다."


def test_blanks_of_one_ordinal_are_one_card() -> None:
    note = Note(Kind.CLOZE, id="a", text="{{c1::둘}}과 {{c1::셋}}, {{c3::넷}}")
    assert [card.id for card in cards_of(note)] == ["a.1", "a.3"]
    assert answer(Card(note, 1)) == "둘 · 셋"
    assert question(Card(note, 3)) == "둘과 셋, [...]"


def test_a_question_is_one_card_with_its_own_front_and_back() -> None:
    card = Card(Note(Kind.QA, id="q", front="누구인가요?", back="Mark Chen"))
    assert (card.id, question(card), answer(card)) == ("q.1", "누구인가요?", "Mark Chen")


def test_a_blank_may_span_lines_and_a_stray_brace_is_text() -> None:
    assert plain("{{c1::a\nb}} {{ x }}") == "a\nb {{ x }}"
    assert ordinals("{{x::y}} {{c::z}}") == ()


def test_drafts_wait_unless_asked_for() -> None:
    deck = Deck("d", notes=(Note(Kind.QA, id="a", front="?", back="!", draft=True), Note(Kind.QA, id="b")))
    assert [card.id for card in study_cards([deck])] == ["b.1"]
    assert [card.id for card in study_cards([deck], drafts=True)] == ["a.1", "b.1"]


@given(st.text())
def test_any_text_without_a_cloze_reads_as_itself(text: str) -> None:
    if not ordinals(text):
        assert plain(text) == text


@given(st.text(alphabet=st.characters(exclude_characters="{}:"), min_size=1), st.integers(1, 999))
def test_an_answer_comes_back_as_it_was_hidden(word: str, ordinal: int) -> None:
    text = f"x {{{{c{ordinal}::{word}}}}} y"
    assert parse_cloze(text) == ("x ", Blank(ordinal, word), " y")
    assert word not in masked(text, ordinal).removeprefix("x ").removesuffix(" y") or word in "[...]"


def test_openings_that_never_close_are_text_however_many() -> None:
    text = "{{c1::" * 100_000
    assert parse_cloze(text) == (text,)
