"""Mis-heard names are put right, plain words are left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.align.repair import repairable, repaired

NAMES = repairable(["OpenAI", "GPT", "ChatGPT", "Deep Research", "Claude", "Mark Chen", "German"])


@pytest.mark.parametrize(
    ("heard", "right"),
    [
        ("at open aai who is here", "at OpenAI who is here"),
        ("so gbd 4.5 really signifies", "so GPT 4.5 really signifies"),
        ("GPD 4.5, this is", "GPT 4.5, this is"),
        ("chpt understands that", "ChatGPT understands that"),
        ("he showed chat GPT a picture", "he showed ChatGPT a picture"),
        ("take deeps research for instance", "take Deep Research for instance"),
        ("Open Aai's team", "OpenAI's team"),
    ],
)
def test_a_misheard_name_is_put_right(heard: str, right: str) -> None:
    assert repaired(heard, NAMES) == right


@pytest.mark.parametrize(
    "said",
    [
        "we open a file and research deep water",
        "the cloud is open to all",
        "people in Germany, and Germans abroad",
        "OpenAI and ChatGPT are names",
        "going from 3.5 to 4 to 4.5",
        "deep research is a method",
        "",
    ],
)
def test_words_that_are_right_are_left_alone(said: str) -> None:
    assert repaired(said, NAMES) == ""


def test_names_with_numbers_or_without_capitals_are_not_listened_for() -> None:
    assert repairable(["GPT-4", "base64", "prompt", "AI"]) == ()


@given(st.text(max_size=120))
def test_any_text_is_survived_and_a_repair_changes_something(text: str) -> None:
    assert repaired(text, NAMES) != text or text == ""
