"""The real input: a Korean summary of an English talk, wrong in places."""

from __future__ import annotations

from pathlib import Path

import pytest

from studykit.align.aligner import align
from studykit.generate.answers import read_answers
from studykit.generate.plan import generate
from studykit.generate.result import Generation
from studykit.model import Alignment, Summary, Transcript
from studykit.parse.summary import parse_summary
from studykit.parse.transcript import parse_transcript

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


@pytest.fixture(scope="module")
def talk() -> tuple[Summary, Alignment, Transcript]:
    summary = parse_summary((SEEDS / "gpt-4.5-debut.summary.md").read_text(encoding="utf-8"), "summary.md")
    said = parse_transcript(
        (SEEDS / "gpt-4.5-debut.transcript.txt").read_text(encoding="utf-8"), "transcript.txt"
    )
    return summary, align(summary, said), said


@pytest.fixture(scope="module")
def made(talk: tuple[Summary, Alignment, Transcript]) -> Generation:
    return generate(*talk)


def test_every_bullet_has_a_note_or_a_reason(made: Generation) -> None:
    assert len(made.bullets) == 13
    assert all(bool(plan.notes) != bool(plan.reason) for plan in made.bullets)


def test_the_slogans_give_no_card(made: Generation) -> None:
    reasons = {plan.evidence.bullet.at: plan.reason for plan in made.bullets}
    assert reasons[790].startswith("slogan")
    assert reasons[841].startswith("slogan")


def test_the_two_axes_are_asked_for_together(made: Generation) -> None:
    plan = next(plan for plan in made.bullets if plan.evidence.bullet.at == 1051)
    ready = [note for note in plan.notes if not note.draft]
    assert [(note.front, note.back) for note in ready] == [
        ("OpenAI가 규모를 늘리고 있는 두 가지는 무엇인가요?", "비지도 학습과 추론")
    ]


def test_what_the_talk_says_otherwise_waits_with_its_finding(made: Generation) -> None:
    plan = next(plan for plan in made.bullets if plan.evidence.bullet.at == 309)
    assert plan.notes
    assert all(note.draft and note.flags for note in plan.notes)


def test_a_reply_that_follows_the_talk_repairs_the_card(talk: tuple[Summary, Alignment, Transcript]) -> None:
    summary, alignment, _ = talk
    card = '{"bullet": "B04", "kind": "qa", "front": "%s", "back": "%s"}'
    ask = "생산성과 지식 작업에서 사람들이 GPT-4o보다 GPT 4.5를 선호하는 비율은 몇 퍼센트에 가까운가요?"
    repaired = read_answers(card % (ask, "약 70%"), summary, alignment).bullets[3]
    invented = read_answers(card % (ask, "약 85%"), summary, alignment).bullets[3]
    assert [(note.draft, bool(note.flags)) for note in repaired.notes] == [(False, True)]
    assert [r.rule for r in invented.rejected] == ["numbers"]


def test_the_channel_may_be_named_in_a_question(talk: tuple[Summary, Alignment, Transcript]) -> None:
    summary, alignment, _ = talk
    reply = (
        '{"bullet": "B10", "kind": "qa", "front": "Lee Kantrowski와의 대담에서 OpenAI가 규모를 늘리고 있다고 한 두 가지는 무엇인가요?",'
        ' "back": "비지도 학습과 추론"}'
    )
    assert not read_answers(reply, summary, alignment).bullets[9].notes
    assert read_answers(reply, summary, alignment, about="Lee Kantrowski").bullets[9].notes
