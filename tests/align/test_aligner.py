"""Evidence: the right words, honest times and confidence, and a reason where there is none."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studykit.align.aligner import align, without_transcript
from studykit.model import Alignment, Bullet, BulletEvidence, Cue, Source, Summary, Transcript
from studykit.parse.summary import parse_summary
from studykit.parse.transcript import parse_transcript

ROOT = Path(__file__).parents[2]


def summary_of(*bullets: Bullet) -> Summary:
    return Summary("s.md", Source(), "ko", bullets)


def talk(text: str) -> Transcript:
    return Transcript("t.txt", Source(), text)


def holding(found: Alignment, held: tuple[str, ...]) -> list[bool]:
    return [
        one.evidence is not None and words in one.evidence.quote
        for one, words in zip(found.bullets, held, strict=True)
    ]


def changed(summary: Summary, change: Callable[[Bullet], Bullet]) -> Summary:
    return replace(summary, bullets=tuple(map(change, summary.bullets)))


@pytest.fixture(scope="module")
def seed(seeds: Path) -> tuple[Summary, Transcript]:
    documents = [(seeds / f"gpt-4.5-debut.{kind}") for kind in ("summary.md", "transcript.txt")]
    one, two = (path.read_text(encoding="utf-8") for path in documents)
    return parse_summary(one, documents[0].name), parse_transcript(two, documents[1].name)


@pytest.fixture(scope="module")
def seed_found(seed: tuple[Summary, Transcript]) -> Alignment:
    return align(*seed)


def overlaps(found: BulletEvidence, label: dict[str, int]) -> float:
    assert found.evidence is not None
    start, end = found.evidence.start or 0, found.evidence.end or 0
    return (min(end, label["end"]) - max(start, label["start"])) / (
        max(end, label["end"]) - min(start, label["start"])
    )


def test_every_bullet_of_the_seed_finds_its_words(seed_found: Alignment) -> None:
    labels = json.loads((ROOT / "benchmarks" / "alignment" / "seed.json").read_text(encoding="utf-8"))
    shares = [overlaps(found, label) for found, label in zip(seed_found.bullets, labels, strict=True)]
    assert all(share > 0 for share in shares)
    assert sum(share >= 0.5 for share in shares) >= 10
    assert seed_found.words_per_minute == pytest.approx(203, rel=0.04)


def test_the_wrong_bullet_of_the_seed_is_flagged_and_few_others(seed_found: Alignment) -> None:
    flagged = {
        found.bullet.at: {flag.rule for flag in found.flags} for found in seed_found.bullets if found.flags
    }
    assert {"range-merged", "name-differs"} <= flagged.pop(309)
    assert len(flagged) <= 2


def test_names_that_captions_misheard_are_put_right_beside_the_quote(seed_found: Alignment) -> None:
    first = seed_found.bullets[0].evidence
    assert first is not None
    assert first.quote.startswith("open aai Chief")
    assert first.repaired.startswith("OpenAI Chief")


def test_words_are_found_with_times_in_the_summary_alone(
    summary: Summary, transcript: Transcript, held: tuple[str, ...]
) -> None:
    assert all(holding(align(summary, transcript), held))


def test_words_are_found_in_a_timed_transcript(
    summary: Summary, timed: Transcript, held: tuple[str, ...]
) -> None:
    found = align(summary, timed)
    assert all(holding(found, held))
    assert all((one.evidence.plus_minus or 99) <= 4 for one in found.bullets if one.evidence)


def test_words_are_found_without_any_times_and_then_no_second_is_claimed(
    summary: Summary, transcript: Transcript, held: tuple[str, ...]
) -> None:
    found = align(changed(summary, lambda b: replace(b, at=None, times=(), time_from="none")), transcript)
    assert sum(holding(found, held)) >= 8
    assert {one.evidence.at for one in found.bullets if one.evidence} == {None}
    assert found.words_per_minute is None


def test_links_that_are_all_the_same_second_are_no_times(
    summary: Summary, transcript: Transcript, held: tuple[str, ...]
) -> None:
    found = align(changed(summary, lambda b: replace(b, at=0, times=(0,))), transcript)
    assert sum(holding(found, held)) >= 8
    assert found.words_per_minute is None


def test_a_heading_lends_its_time_to_words_minutes_later(
    summary: Summary, timed: Transcript, held: tuple[str, ...]
) -> None:
    start = min(b.at or 0 for b in summary.bullets)
    found = align(changed(summary, lambda b: replace(b, at=start, times=(), time_from="heading")), timed)
    assert sum(holding(found, held)) >= 8


def test_bullets_without_a_time_are_found_among_those_with_one(
    summary: Summary, transcript: Transcript, held: tuple[str, ...]
) -> None:
    mixed = changed(summary, lambda b: replace(b, at=None, times=(), time_from="none") if b.line % 2 else b)
    assert sum(holding(align(mixed, transcript), held)) >= 8


@settings(max_examples=8)  # an alignment each
@given(seed=st.integers(0, 999))
def test_the_order_of_bullets_changes_nothing(seed: int, summary: Summary, transcript: Transcript) -> None:
    bullets = list(summary.bullets)
    random.Random(seed).shuffle(bullets)
    found = align(replace(summary, bullets=tuple(bullets)), transcript)
    plain = {one.bullet.line: one for one in align(summary, transcript).bullets}
    assert [one.bullet for one in found.bullets] == bullets
    assert all(one == plain[one.bullet.line] for one in found.bullets)


def test_the_same_input_gives_the_same_evidence(summary: Summary, timed: Transcript) -> None:
    assert align(summary, timed) == align(summary, timed)


def test_a_talk_about_something_else_supports_nothing(
    summary: Summary, transcript: Transcript, seed: tuple[Summary, Transcript]
) -> None:
    for bullets, words in ((summary, seed[1]), (seed[0], transcript)):
        found = align(bullets, words)
        assert sum(one.evidence is not None for one in found.bullets) <= 1
        assert all(one.reason for one in found.bullets if one.evidence is None)


def test_a_foreign_bullet_among_true_ones_is_not_believed(
    summary: Summary, transcript: Transcript, held: tuple[str, ...]
) -> None:
    foreign = Bullet(
        99, "쿠버네티스 클러스터는 PostgreSQL 데이터베이스를 3대의 서버에 복제합니다", 70, times=(70,)
    )
    found = align(replace(summary, bullets=(*summary.bullets, foreign)), transcript)
    last = found.bullets[-1]
    assert last.evidence is None or (last.evidence.confidence or 0) < 0.5
    assert all(holding(Alignment(found.bullets[:-1]), held))


def test_a_bullet_with_nothing_to_compare_says_so(transcript: Transcript) -> None:
    (found,) = align(summary_of(Bullet(1, "猫は魚が好きです", 3)), transcript).bullets
    assert found.evidence is None
    assert found.reason


def test_japanese_is_found_by_its_names_and_numbers(seed: tuple[Summary, Transcript]) -> None:
    bullet = Bullet(1, "OpenAIのMark ChenがGPT 4.5を発表した", 0, times=(0,))
    (found,) = align(summary_of(bullet), seed[1]).bullets
    assert found.evidence is not None
    assert "Mark Chen" in found.evidence.quote


def test_a_talk_in_korean_is_searched_in_korean() -> None:
    filler = "그래서 우리는 날씨가 좋은 날에 점심을 먹으며 여러 이야기를 나누곤 했습니다 "
    text = filler * 6 + "메모리 가격은 내년에 30퍼센트 오를 것으로 예상합니다 " + filler * 6
    (found,) = align(summary_of(Bullet(1, "메모리 가격은 내년에 30% 오를 전망입니다")), talk(text)).bullets
    assert found.evidence is not None
    assert "메모리 가격은" in found.evidence.quote
    assert found.flags == ()


def test_english_bullets_find_paraphrases(transcript: Transcript, timed: Transcript) -> None:
    at = 144
    bullets = (
        Bullet(
            1, "In winter the insects gather around their queen and tremble to remain warm", at, times=(at,)
        ),
        Bullet(2, "Hotels rent a hive for 90 euros monthly, which earns more than honey", 133, times=(133,)),
        Bullet(3, "Brandt had studied whales in the same manner", 114, times=(114,)),
    )
    for words in (transcript, timed):
        found = align(replace(summary_of(*bullets), language="en"), words)
        assert holding(found, ("around the queen and shiver", "90 euros a month", "Brandt")) == [True] * 3


def test_a_deck_may_bring_words_of_its_own(transcript: Transcript) -> None:
    bullet = Bullet(1, "뷁쐛은 쓿휋이다")
    assert align(summary_of(bullet), transcript).bullets[0].evidence is None
    own = {"뷁쐛": ["organic acid"], "쓿휋": ["rhubarb"]}
    found = align(summary_of(bullet), transcript, glossary=own).bullets[0]
    assert found.evidence is not None
    assert "rhubarb" in found.evidence.quote


def test_without_a_transcript_every_bullet_says_why(summary: Summary) -> None:
    found = without_transcript(summary)
    assert [one.bullet for one in found.bullets] == list(summary.bullets)
    assert {(one.evidence, one.reason) for one in found.bullets} == {(None, "no transcript")}


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_an_empty_transcript_supports_nothing(text: str, summary: Summary) -> None:
    found = align(summary, talk(text))
    assert all(one.evidence is None and one.reason for one in found.bullets)


def test_no_bullets_give_no_evidence(transcript: Transcript) -> None:
    assert align(summary_of(), transcript).bullets == ()


CHARACTERS = "ab cd GPT-4 가나 학습 .?12%3~,\n漢字かな\u202e\x00\"'-"
BULLETS = st.builds(
    Bullet,
    line=st.integers(1, 99),
    text=st.text(CHARACTERS, max_size=40),
    at=st.none() | st.integers(0, 10**7),
    time_from=st.sampled_from(["own", "heading", "paragraph", "parent", "none"]),
)


@given(text=st.text(CHARACTERS, max_size=400), bullets=st.lists(BULLETS, max_size=5), cut=st.integers(1, 50))
def test_a_quote_is_always_a_slice_and_hostile_input_is_survived(
    text: str, bullets: list[Bullet], cut: int
) -> None:
    starts = range(0, len(text), cut)
    cues = tuple(Cue(a, min(len(text), a + cut), a * 0.1, a * 0.1 + 1) for a in starts)
    for transcript in (talk(text), replace(talk(text), cues=cues)):
        found = align(summary_of(*bullets), transcript)
        assert [one.bullet for one in found.bullets] == bullets
        for one in found.bullets:
            assert (one.evidence is None) == bool(one.reason)
            if one.evidence:
                assert text[one.evidence.start : one.evidence.end] == one.evidence.quote
                assert 0 < (one.evidence.confidence or 0) <= 1


def test_quotes_have_twenty_to_sixty_words(seed_found: Alignment) -> None:
    lengths = [len(one.evidence.quote.split()) for one in seed_found.bullets if one.evidence]
    assert min(lengths) >= 20
    assert max(lengths) <= 60
