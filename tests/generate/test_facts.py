from __future__ import annotations

import pytest

from studykit.generate.facts import Sources

SAID = Sources(
    near="메타는 Llama 2를 공개했지만 베이스 모델은 질문에 답하지 않습니다. 약 10만 개의 문서와 60~70%의 비율을 씁니다.",
    said="so Meta released lama two, about a hundred thousand documents, large language models and unsupervised learning",
    title="Intro to Large Language Models",
)


@pytest.mark.parametrize(
    "text", ["100,000", "10만 개", "a hundred thousand", "60%", "70퍼센트", "60~70%", "Llama 2", "두 개"]
)
def test_numbers_are_known_in_any_writing(text: str) -> None:
    assert SAID.lacks_number(text) == ""


@pytest.mark.parametrize("text", ["100만 개", "65%", "1,000", "2019년", "three million"])
def test_numbers_that_nobody_said_are_named(text: str) -> None:
    assert SAID.lacks_number(text)


def test_a_question_may_count_its_answers_parts() -> None:
    assert Sources("A와 B").lacks_number("두 가지는 무엇인가요?", counting=True) == ""
    assert Sources("A와 B").lacks_number("두 가지")


@pytest.mark.parametrize("text", ["Meta가 공개한 모델", "LLM의 학습", "메타의 모델", "Llama 모델", "llama"])
def test_names_are_known_by_spelling_sound_and_initials(text: str) -> None:
    assert SAID.lacks_name(text) == ""


@pytest.mark.parametrize(
    "text", ["Google의 모델", "구글의 모델", "Sam Altman이 발표한", "일론 머스크", "GPT를 쓰는"]
)
def test_names_that_nobody_said_are_named(text: str) -> None:
    assert SAID.lacks_name(text)


def test_names_of_the_deck_may_say_what_a_question_is_about() -> None:
    sources = Sources("모델은 빠릅니다.", deck="OpenAI는 회사입니다.")
    assert sources.lacks_name("OpenAI의 모델은 어떤가요?", about=True) == ""
    assert sources.lacks_name("OpenAI") == "OpenAI"


@pytest.mark.parametrize(
    ("text", "least"), [("비지도 학습", 1.0), ("질문에 답하지 않기 때문입니다.", 1.0), ("문서의 비율", 1.0)]
)
def test_words_are_known_by_stem_and_in_translation(text: str, least: float) -> None:
    assert SAID.share(text) >= least


def test_words_that_nobody_said_lower_the_share() -> None:
    assert SAID.share("자율주행 잠수함") == 0.0


@pytest.mark.parametrize(
    ("near", "text"),
    [
        ("펌프는 물을 식히지 않습니다.", "펌프는 물을 식히는 장치입니다."),
        ("사용자는 모델을 다운로드할 수 없습니다.", "사용자는 모델을 다운로드합니다."),
        ("The valve does not regulate pressure.", "The valve regulates pressure."),
        ("펌프는 물을 식힙니다.", "펌프는 물을 식히지 못합니다."),
        ("The valve regulates pressure.", "The valve never regulates pressure."),
    ],
)
def test_a_denial_turned_round_is_found(near: str, text: str) -> None:
    assert Sources(near).turns_round(text)


@pytest.mark.parametrize(
    ("near", "text"),
    [
        (
            "펌프는 물을 식히지 않기 때문에 냉각탑이 필요합니다.",
            "냉각탑이 필요한 이유는 무엇인가요? 물을 식히지 않기 때문입니다.",
        ),
        ("The valve does not regulate pressure, so a pump is needed.", "A pump is needed for the valve."),
    ],
)
def test_a_denial_kept_or_left_out_is_none(near: str, text: str) -> None:
    assert Sources(near).turns_round(text) == ""
