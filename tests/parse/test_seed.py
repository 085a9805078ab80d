"""The real summary and transcript of the repository."""

from pathlib import Path

import pytest

from studykit.model import Summary, Transcript
from studykit.parse.pairing import pair
from studykit.parse.sniff import kind_of
from studykit.parse.summary import parse_summary
from studykit.parse.transcript import parse_transcript

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="module")
def summary() -> Summary:
    path = SEEDS / "gpt-4.5-debut.summary.md"
    return parse_summary(path.read_text(encoding="utf-8"), path.name)


@pytest.fixture(scope="module")
def transcript() -> Transcript:
    path = SEEDS / "gpt-4.5-debut.transcript.txt"
    return parse_transcript(path.read_text(encoding="utf-8"), path.name)


def test_every_bullet_has_the_second_of_the_last_t(summary: Summary) -> None:
    assert [bullet.at for bullet in summary.bullets] == [
        0, 43, 162, 309, 397, 641, 790, 841, 1011, 1051, 1138, 1165, 1365,
    ]  # fmt: skip
    assert summary.bullets[3].url == "https://www.youtube.com/watch?v=pdfI9MuxWq8&t=309s"


def test_text_is_the_sentence_alone(summary: Summary) -> None:
    assert summary.bullets[0].text == "OpenAI의 최고 연구 책임자인 Mark Chen은 GPT 4.5의 출시를 발표했습니다."
    assert not any("[" in bullet.text or "http" in bullet.text for bullet in summary.bullets)
    assert all(bullet.text.endswith("다.") for bullet in summary.bullets)


def test_front_matter_names_the_talk(summary: Summary) -> None:
    assert summary.source.title.startswith("OpenAI's Chief Research Officer")
    assert summary.source.video_id == "pdfI9MuxWq8"
    assert summary.tags == ("gpt 4.5",)
    assert summary.language == "ko"


def test_spoken_text_is_the_long_line_unchanged(transcript: Transcript) -> None:
    written = (SEEDS / "gpt-4.5-debut.transcript.txt").read_text(encoding="utf-8")
    assert transcript.text == written.split("\n")[5]
    assert transcript.source.video_id == "pdfI9MuxWq8"
    assert transcript.source.channel == "Alex Kantrowitz"
    assert transcript.source.published == "2025-02-27"
    assert transcript.cues == ()


def test_the_two_files_are_told_apart_and_paired(summary: Summary, transcript: Transcript) -> None:
    for name in ("gpt-4.5-debut.summary.md", "gpt-4.5-debut.transcript.txt"):
        text = (SEEDS / name).read_text(encoding="utf-8")
        assert kind_of(name, text) == kind_of("x" + Path(name).suffix, text) == name.split(".")[-2]
    pairing = pair([summary], [transcript])
    assert [(found.transcript.name, found.by) for found in pairing.pairs] == [
        ("gpt-4.5-debut.transcript.txt", "video")
    ]
    assert pairing.left == ()
