from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.model import Deck, Kind, Note
from studykit.paper.choose import Choice, choose
from studykit.paper.entries import entries
from studykit.paper.giveaways import apart, giveaways
from studykit.paper.options import SheetOptions
from studykit.paper.sheet import print_sheet


def pairs(deck: Deck) -> tuple[tuple[int, int], ...]:
    return giveaways(entries(choose([deck], Choice()), together=True))


def test_a_question_that_holds_anothers_answer_is_found(kit: Any) -> None:
    deck = kit.deck(
        kit.qa("GPT 4.5의 출시를 발표한 사람은 누구인가요?", "Mark Chen", "a"),
        kit.cloze("연구 책임자인 mark chen은 {{c1::GPT 4.5의 출시}}를 발표했습니다.", "b"),
        kit.qa("비지도 학습은 무엇인가요?", "축", "c"),
    )
    assert pairs(deck) == ((1, 2), (2, 1))


@pytest.mark.parametrize(
    ("answer", "question", "shown"),
    [
        ("AI", "OpenAI는 언제 세워졌나요?", False),
        ("AI", "AI는 무엇인가요?", True),
        ("12", "2012년에 무엇이 나왔나요?", False),
        ("12", "12년 동안 무엇을 했나요?", True),
        ("달", "달은 무엇을 당기나요?", False),
        ("사리.", "사리는 언제 일어나나요?", True),
        ("the moon", "What does The  Moon pull?", True),
    ],
)
def test_what_counts_as_showing_an_answer(kit: Any, answer: str, question: str, shown: bool) -> None:
    deck = kit.deck(kit.qa("무엇을 묻나요?", answer, "a"), kit.qa(question, "그것은 답이 아닌 답", "b"))
    assert (pairs(deck) == ((2, 1),)) is shown


def test_blanks_of_one_note_do_not_count_against_each_other(kit: Any) -> None:
    assert pairs(kit.deck(kit.cloze("{{c1::사리}}와 {{c2::조금}}, 그리고 사리", "a"))) == ()


@given(
    st.lists(
        st.tuples(st.text("가나 ", min_size=1, max_size=9), st.text("가나", min_size=1, max_size=3)),
        max_size=12,
    )
)
def test_what_is_kept_apart_gives_nothing_away_and_nothing_more_is_dropped(
    asked: list[tuple[str, str]],
) -> None:
    notes = tuple(Note(Kind.QA, id=f"n{i}", front=f, back=b) for i, (f, b) in enumerate(asked))
    chosen = choose([Deck("d", notes=notes)], Choice())
    kept = apart(chosen)
    assert giveaways(entries(kept, together=True)) == ()
    for pair in chosen:
        if pair not in kept:
            order = [other for other in chosen if other in kept or other == pair]
            assert giveaways(entries(order, together=True))


def test_a_sheet_reports_what_is_given_away_or_leaves_it_out(kit: Any, tmp_path: Path) -> None:
    deck = kit.deck(
        kit.qa("누가 발표했나요?", "Mark Chen", "a"), kit.cloze("Mark Chen은 {{c1::출시}}를 말했습니다.", "b")
    )
    both = print_sheet([deck], tmp_path / "both.pdf", SheetOptions())
    assert (both.cards, both.given_away, both.left_out) == (2, ((2, 1),), 0)
    one = print_sheet([deck], tmp_path / "one.pdf", SheetOptions(apart=True))
    assert (one.cards, one.given_away, one.left_out) == (1, (), 1)
    assert "MarkChen" not in kit.Pdf(tmp_path / "one.pdf").flat(0)
