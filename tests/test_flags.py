"""A flag is told in a sentence, the same wherever it is shown."""

from __future__ import annotations

import re

import pytest

from studykit.flags import flag_line
from studykit.model import Flag
from tests.conftest import ROOT

RULES = re.findall(
    r"^\| `([a-z-]+-[a-z-]+)` \|", (ROOT / "docs" / "evidence.md").read_text("utf-8"), re.MULTILINE
)


def test_a_flag_says_what_differs_and_what_each_side_says() -> None:
    flag = Flag("number-differs", "60~70%", "60%  …\n70%")
    assert flag_line(flag) == "the numbers differ; notes: 60~70% — talk: 60% … 70%"
    assert flag_line(flag, "ko") == "숫자가 다릅니다; 요약: 60~70% — 영상: 60% … 70%"
    assert flag_line(flag, "ja") == flag_line(flag)


def test_where_the_talk_says_nothing_only_the_notes_are_shown() -> None:
    for talk in ("", "not said here"):
        assert flag_line(Flag("name-not-said", "Mark", talk)) == "the name is not in the quote; notes: Mark"
    assert flag_line(Flag("number-differs", "3", "no number"), "ko").endswith("영상: 숫자 없음")


@pytest.mark.parametrize("language", ["en", "ko"])
def test_no_rule_of_the_audit_is_shown_by_its_bare_name(language: str) -> None:
    assert len(RULES) == 8
    for rule in RULES:
        told = flag_line(Flag(rule, "a", "b"), language)
        assert rule not in told
        assert rule.replace("-", " ") not in told


def test_a_rule_typed_by_hand_keeps_its_name() -> None:
    assert flag_line(Flag("my-own", "a", "b")) == "my own; notes: a — talk: b"
