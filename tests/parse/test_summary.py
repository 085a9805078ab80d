"""What a summary says of its talk: title, video, tags, language."""

from collections.abc import Callable

import pytest

from studykit.model import Summary
from studykit.parse.language import language_of

Notes = Callable[[str], Summary]

GERMAN = (
    "Die Pflanzen drehen sich zum Licht, denn dort wachsen sie schneller und besser als im Schatten, und das ist seit "
    "Jahrhunderten bekannt, weil viele Forscher es immer wieder gesehen haben, auch wenn niemand wusste warum."
)
BULLET = "- Plants turn to the light [00:10].\n"


@pytest.mark.parametrize(
    ("matter", "title"),
    [
        ("title: Plants", "Plants"),
        ("title: \"[요약] Plants, and 'light'\"", "Plants, and 'light'"),
        ("title: '[Summary] Plants'", "Plants"),
        ("title: [요약] Plants: a talk", "Plants: a talk"),
        ("title: >-\n  Plants and\n  light", "Plants and light"),
        ("title: 2026", "2026"),
        ("title: Plants - YouTube", "Plants"),
    ],
)
def test_title_from_front_matter(notes: Notes, matter: str, title: str) -> None:
    summary = notes(f"---\n{matter}\n---\n{BULLET}")
    assert summary.source.title == title
    assert len(summary.bullets) == 1


def test_title_from_the_first_heading(notes: Notes) -> None:
    assert notes(f"# [**Plants** - YouTube](URL)\n\n{BULLET}").source.title == "Plants"


def test_tags_as_written(notes: Notes) -> None:
    assert notes(f"---\ntags:\n  - gpt 4.5\n  - '#ai'\n  - gpt 4.5\n---\n{BULLET}").tags == ("gpt 4.5", "ai")
    assert notes(f"---\ntags: [a, 'b c']\n---\n{BULLET}").tags == ("a", "b c")
    assert notes(BULLET).tags == ()


def test_toml_front_matter(notes: Notes) -> None:
    summary = notes(f"+++\ntitle = 'Plants'\ndate = 2026-01-02\ntags = ['a', 'b c']\n+++\n{BULLET}")
    assert (summary.source.title, summary.tags, len(summary.bullets)) == ("Plants", ("a", "b c"), 1)
    assert notes(f"+++\ntitle = broken\n+++\n{BULLET}").bullets[-1].at == 10


def test_dates_and_numbers_stay_text(notes: Notes) -> None:
    summary = notes(f"---\npublished: 2026-02-30\nchannel: 12:30\nurl: URL&t=5\n---\n{BULLET}")
    assert (summary.source.published, summary.source.channel) == ("2026-02-30", "12:30")
    assert summary.source.url == "https://www.youtube.com/watch?v=AbCdEf_1-23"


@pytest.mark.parametrize(
    "matter",
    [
        "a: &a [x]\nb: [*a, *a]",
        "? [x]\n: y",
        "[" * 3000,
        "a: " + "[" * 500,
        "- just\n- a list",
        "title: \x00x",
    ],
)
def test_odd_front_matter_does_no_harm(notes: Notes, matter: str) -> None:
    assert notes(f"---\n{matter}\n---\n{BULLET}").bullets[-1].text == "Plants turn to the light."


def test_two_rules_are_no_front_matter(notes: Notes) -> None:
    summary = notes(f"---\n\n{BULLET}\n---\n\n- They grow.\n")
    assert len(summary.bullets) == 2


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("GPT 4.5는 OpenAI의 최신 모델이며 Deep Research에도 쓰입니다.", "ko"),
        ("Three.jsはWebGLレンダリングに使われます。", "ja"),
        ("能將複雜的 HTML 簡化為大語言模型易於理解的 Markdown。", "zh"),
        ("Plants turn to the light.", "en"),
        ("Plants, which the Koreans call 식물, turn to the light of the day and then they grow tall.", "en"),
        ("Растения поворачиваются к свету.", ""),
        (GERMAN, ""),
        ("", ""),
        ("12:30", ""),
    ],
)  # fmt: skip
def test_language_by_script(text: str, language: str) -> None:
    assert language_of([text]) == language


def test_front_matter_may_name_the_language(notes: Notes) -> None:
    assert notes(f"---\nlang: de-DE\n---\n{BULLET}").language == "de"
    assert notes(BULLET).language == "en"
