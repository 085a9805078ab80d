"""Where bullet and talk differ it is said; where they agree, in whatever words, nothing is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from studykit.align.aligner import align
from studykit.model import Bullet, BulletEvidence, Flag, Source, Summary, Transcript


def audited(summary: Summary, transcript: Transcript, old: str, new: str) -> tuple[Flag, ...]:
    """The flags of the one bullet that holds ``old``, once it says ``new``."""
    number = next(n for n, bullet in enumerate(summary.bullets) if old in bullet.text)
    bullets = list(summary.bullets)
    bullets[number] = replace(bullets[number], text=bullets[number].text.replace(old, new))
    found: BulletEvidence = align(replace(summary, bullets=tuple(bullets)), transcript).bullets[number]
    assert found.evidence is not None
    return found.flags


def test_bullets_that_are_right_are_not_flagged(summary: Summary, transcript: Transcript) -> None:
    flagged = [one.bullet.text for one in align(summary, transcript).bullets if one.flags]
    assert flagged == []


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("120개", "150개", "number-differs"),
        ("40개", "14개", "number-differs"),
        ("9,000시간", "90,000시간", "number-differs"),
        ("87%", "78%", "number-differs"),
        ("35도", "53도", "number-differs"),
        ("70년대", "80년대", "number-differs"),
        ("3분의 1", "4분의 1", "number-differs"),
        ("2014년", "2014~2017년", "number-differs"),
        ("90유로", "90달러", "unit-differs"),
        ("9,000시간", "9,000분", "unit-differs"),
        ("Ilse Brandt", "Marie Curie", "name-not-said"),
        ("유럽", "브라질", "name-not-said"),
        ("이익이 나지 않으며", "이익이 나며", "negation-dropped"),
        ("잠을 자지 않고", "잠을 자고", "negation-dropped"),
        ("약 3년", "3년", "hedge-dropped"),
        ("300종이 넘는", "300종의", "hedge-dropped"),
        ("300종이 넘는", "300종 이하의", "comparison-differs"),
    ],
)
def test_a_planted_fault_is_flagged(
    old: str, new: str, rule: str, summary: Summary, transcript: Transcript
) -> None:
    assert rule in {flag.rule for flag in audited(summary, transcript, old, new)}


def test_a_flag_quotes_both_sides(summary: Summary, transcript: Transcript) -> None:
    flags = audited(summary, transcript, "87%", "78%")
    (flag,) = [flag for flag in flags if flag.rule == "number-differs"]
    assert flag.summary == "78%"
    assert "87 percent" in flag.transcript


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("9,000시간", "구천 시간"),
        ("90유로", "90 EUR"),
        ("70년대", "1970년대"),
        ("3분의 1", "1/3"),
        ("87%", "87퍼센트"),
        ("Ilse Brandt", "Brandt"),
        ("호텔과", "호텔 및"),
    ],
)
def test_another_way_to_say_the_same_is_not_flagged(
    old: str, new: str, summary: Summary, transcript: Transcript
) -> None:
    assert audited(summary, transcript, old, new) == ()


def test_two_figures_made_one_range_are_flagged() -> None:
    text = (
        "so for everyday questions people prefer the new engine by a margin of 40% and for long drives on the motorway there "
        "is almost like a 55% preference among our drivers which surprised all of us at the company back then"
    )
    bullet = Bullet(1, "사람들은 일상 질문과 긴 운전에서 새 엔진을 40~55% 더 선호합니다")
    (found,) = align(Summary("s", Source(), "ko", (bullet,)), Transcript("t", Source(), text)).bullets
    assert "range-merged" in {flag.rule for flag in found.flags}


def test_a_flag_names_the_figures_that_were_compared_and_no_others() -> None:
    text = (
        "so for everyday questions people prefer engine 4o by a margin of 40% over 3 models and for long drives on motorway 4o it "
        "is almost like a 55% preference among our drivers which surprised all of us at the company back then"
    )
    for said, talk in (("40~55%", "40% … 55%"), ("65%", "40% … 55%")):
        bullet = Bullet(1, f"사람들은 일상 질문과 긴 운전에서 새 엔진을 {said} 더 선호합니다")
        (found,) = align(Summary("s", Source(), "ko", (bullet,)), Transcript("t", Source(), text)).bullets
        assert talk in {flag.transcript for flag in found.flags}


def test_what_the_title_names_needs_no_repeating(summary: Summary, transcript: Transcript) -> None:
    assert audited(summary, transcript, "그녀는", "Nora Velling은") == ()


def test_a_version_that_differs_is_shown_with_the_one_that_was_said() -> None:
    text = "when we look at comparisons against gpt 4 you see that people prefer the writing of our model in daily use by far"
    bullet = Bullet(1, "사람들은 일상 사용에서 GPT-5보다 이 모델의 글쓰기를 선호합니다")
    (found,) = align(Summary("s", Source(), "ko", (bullet,)), Transcript("t", Source(), text)).bullets
    assert Flag("name-differs", "GPT-5", "gpt 4") in found.flags


@pytest.mark.parametrize(
    ("said", "bullet"),
    [
        (
            "the planet cooled by about half a degree celsius after the great eruption of that volcano",
            "화산의 대규모 분화 뒤 지구는 약 0.5도 냉각되었습니다.",
        ),
        (
            "and in january 2012 the company kodak files for bankruptcy and sells its patents",
            "Kodak은 2012년 1월에 파산을 신청하고 특허를 매각했습니다.",
        ),
        (
            "the iron has to be reduced before the transporter called d m t one will carry it into the cell",
            "Iron must be reduced before the transporter DMT1 carries it into the cell.",
        ),
        (
            "a process is not an operating system process and it's not a thread it is made by the virtual machine",
            "A process is neither an OS process nor a thread but made by the virtual machine.",
        ),
        (
            "in that company 49 percent of the new hires signed up for the 401k and then they flipped it and it went to 86 percent",
            "Participation of new hires in the 401(k) rose from 49% to 86%.",
        ),
        (
            "there are four levels and 8 kilobyte pages in this index so you can address 250 terabytes of disk",
            "With 8 KB pages and four levels the index can address 250 TB of disk.",
        ),
        (
            "the carbon in the soil is about 25 percent of all the carbon that the forest holds in the tropics",
            "토양의 탄소는 열대 숲이 가진 전체 탄소의 약 4분의 1입니다.",
        ),
        (
            "the photoresist is sensitive to blue light so the bay is yellow and robot cars run on the ceiling with a plastic box",
            "감광액은 청색광에 민감해 구역이 노란색이며 로봇 차가 천장 레일로 상자를 나릅니다.",
        ),
        (
            "you can't use lenses for that light so you use mirrors with molybdenum and silicon layers in the vacuum",
            "그 빛에는 진공 속에서 렌즈 대신 몰리브덴과 실리콘 층의 거울을 사용합니다.",
        ),
        (
            "the mistakes people make are not random they go in the same direction most of the time so you can predict them",
            "People's mistakes are systematic rather than random, so one can predict them.",
        ),
    ],
)
def test_a_fact_said_in_another_form_is_not_flagged(said: str, bullet: str) -> None:
    around = (
        "so we talked about the weather and the food and the long way here for quite a while that evening "
    )
    talk = Transcript("t", Source(), f"{around}{said} {around}")
    summary = Summary("s", Source(), "ko", (Bullet(1, bullet, at=7, times=(7,)),))
    (found,) = align(summary, talk).bullets
    assert found.evidence is not None
    assert found.flags == ()


def test_a_number_after_a_common_word_is_a_number_not_a_name() -> None:
    talk = Transcript(
        "t", Source(), "after about 4000 reductions the scheduler puts your process back in the queue"
    )
    bullet = Bullet(1, "The scheduler preempts a process after about 2,000 reductions.", at=1, times=(1,))
    (found,) = align(Summary("s", Source(), "en", (bullet,)), talk).bullets
    assert [flag.rule for flag in found.flags] == ["number-differs"]


def test_what_is_said_between_two_quotes_belongs_to_the_first_bullet() -> None:
    talk = Transcript(
        "t",
        Source(),
        "so the first thing we built was a small wooden bridge over the river with the help of the whole village and everybody "
        "brought what they had at home and we had a lot of fun with it and then the winter came and it was the coldest that "
        "anybody in the valley remembered and when the ice broke up in march it took us 38 days to get all the beams out again "
        "the next thing was the mill which grinds the corn of the farmers and runs on water from the old channel by the church",
    )
    bullets = (
        Bullet(1, "마을 전체가 강 위에 작은 나무다리를 놓았습니다. 얼음이 풀린 뒤 들보를 모두 꺼내는 데 38일이 걸렸습니다.", at=1, times=(1,)),
        Bullet(2, "다음은 농부들의 옥수수를 빻는 물레방아로, 교회 옆 옛 수로의 물로 돌아갑니다.", at=40, times=(40,)),
    )  # fmt: skip
    right = align(Summary("s", Source(), "ko", bullets), talk).bullets[0]
    assert right.flags == ()
    wrong = replace(bullets[0], text=bullets[0].text.replace("38일", "83일"))
    found = align(Summary("s", Source(), "ko", (wrong, bullets[1])), talk).bullets[0]
    assert [(flag.rule, flag.summary) for flag in found.flags] == [("number-differs", "83일")]


def test_the_person_interviewed_is_known_though_nobody_says_the_name_again() -> None:
    said = "i think coral is a partnership and the algae inside its cells make ninety percent of its food from the light every day"
    bullets = (
        Bullet(1, "Tamsin Aldous 박사는 산호를 빛으로 먹이를 만드는 조류와의 동반자 관계로 봅니다.", at=1, times=(1,)),
        Bullet(2, "Aldous 박사는 조류가 세포 안에서 먹이의 90%를 만든다고 설명합니다.", at=4, times=(4,)),
    )  # fmt: skip
    found = align(Summary("s", Source(), "ko", bullets), Transcript("t", Source(), said)).bullets
    assert [one.flags for one in found] == [(), ()]
