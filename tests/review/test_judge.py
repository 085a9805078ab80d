"""Typed answers: what is the same, what is close, what only looks close."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.model import Rating
from studykit.review.judge import Judged, judge


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("비지도 학습", "비지도학습"),
        ("gpt 4.5", "GPT 4.5"),
        ("ＧＰＴ ４.５", "GPT 4.5"),
        ("60~70%", "60∼70%"),
        ("Mark Chen", "Mark Chen."),
        (unicodedata.normalize("NFD", "추론 모델"), "추론 모델"),
        ("오라이언", "오라이언 (Orion)"),
        ("오라이언 (Orion)", "오라이언 (Orion)"),
        ("1,000", "1000"),
    ],
)
def test_spacing_case_width_and_what_is_in_parentheses_do_not_matter(typed: str, answer: str) -> None:
    verdict = judge(typed, answer)
    assert verdict.judged is Judged.SAME
    assert verdict.suggested is Rating.GOOD


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("60~80%", "60~70%"),
        ("GPT 4", "GPT 4.5"),
        ("2배", "두 배 3"),
        ("1 2", "12"),
        ("3 2", "3"),
        ("-5.0", "-5.1"),
    ],
)
def test_a_number_that_differs_is_never_close(typed: str, answer: str) -> None:
    verdict = judge(typed, answer)
    assert verdict.judged is Judged.NUMBER
    assert verdict.suggested is Rating.AGAIN


@pytest.mark.parametrize(
    ("typed", "answer", "message"),
    [
        ("출시", "GPT 4.5의 출시", "The number is missing."),
        ("60%", "60~70%", "A number is missing."),
        ("many", "60~70%", "A number is missing."),
        ("3 engines", "engines", "There is a number too many."),
        ("60~80%", "60~70%", "A number differs."),
        ("1 2", "12", "A number differs."),
    ],
)
def test_the_message_says_what_is_wrong_with_the_number(typed: str, answer: str, message: str) -> None:
    verdict = judge(typed, answer)
    assert (verdict.judged, verdict.message) == (Judged.NUMBER, message)


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("지도 학습", "비지도 학습"),
        ("비지도학습", "지도학습"),
        ("가능", "불가능"),
        ("제한된 데이터", "무제한된 데이터"),
        ("완성 모델", "미완성 모델"),
        ("무의식적인 반응", "의식적인 반응"),
        ("딥러닝 지도 학습", "딥러닝 비지도 학습"),
        ("supervised learning", "unsupervised learning"),
        ("it does scale", "it does not scale"),
        ("성능이 떨어지지 않는다", "성능이 떨어진다"),
        ("안 쓰는 데이터", "쓰는 데이터"),
        ("isn't enough compute", "is enough compute"),
    ],
)
def test_the_opposite_is_never_close(typed: str, answer: str) -> None:
    verdict = judge(typed, answer)
    assert verdict.judged is Judged.NEGATION
    assert verdict.suggested is Rating.AGAIN


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("비지도 학슴", "비지도 학습"),
        ("스케일링 법칙을", "스케일링 법칙"),
        ("reinforcment learning", "reinforcement learning"),
        ("사전 훈려", "사전 훈련"),
    ],
)
def test_a_slip_is_close(typed: str, answer: str) -> None:
    verdict = judge(typed, answer)
    assert verdict.judged is Judged.CLOSE
    assert verdict.suggested is Rating.HARD


@pytest.mark.parametrize(
    ("typed", "answer"), [("", "비지도 학습"), ("   ", "x"), ("추론", "사전 훈련"), ("?", "GPU")]
)
def test_anything_else_is_different(typed: str, answer: str) -> None:
    assert judge(typed, answer).judged is Judged.DIFFERENT


def test_the_pieces_show_what_is_missing_and_what_is_too_much() -> None:
    pieces = judge("사전 훈려", "사전 훈련").pieces
    assert [(piece.kind, piece.text) for piece in pieces] == [
        ("same", "사전 훈"),
        ("missing", "련"),
        ("extra", "려"),
    ]


@given(st.text(max_size=60))
def test_an_answer_is_the_same_as_itself(text: str) -> None:
    assert judge(text, text).same


@given(st.text(max_size=60), st.text(max_size=60))
def test_the_pieces_rebuild_both_sides_and_likeness_is_a_share(typed: str, answer: str) -> None:
    verdict = judge(typed, answer)
    assert 0 <= verdict.likeness <= 1
    read = "".join(piece.text for piece in verdict.pieces if piece.kind != "missing")
    assert read == unicodedata.normalize("NFKC", typed).casefold().strip()
