"""No input gives anything but a model or a StudykitError with a line, and what is given keeps its promises."""

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studykit.errors import StudykitError
from studykit.model import Summary, Transcript
from studykit.parse.marks import without_marks
from studykit.parse.sniff import kind_of
from studykit.parse.summary import parse_summary
from studykit.parse.transcript import parse_transcript

# More is for a soak by hand: STUDYKIT_FUZZ=20000 pytest tests/parse/test_hostile.py
SOAK = settings(
    max_examples=int(os.environ.get("STUDYKIT_FUZZ", "150")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

PARTS = st.sampled_from(
    """- |* |  - |    - |1. |> |# |## |---\n|***\n|```\n|```timestamp\n|~~~|**|*|_|__|`|[|]|(|)|[[|]]|](|\\[|\\]|<|>|</a>|<a href=
    |<!--|-->|<br>|<details>|$|$$|\\$|{{<|>}}|{%|%}||:|：|—|–|-->|00:10|[00:10]|(1:02:03)|12:75|[12.34]|t=5|2m48s
    |https://youtu.be/AbCdEf_1-23?t=10|https://www.youtube.com/watch?v=AbCdEf_1-23&t=1&t=9|http://|vimeo.com/1#t=1s|[^1]|[1]:
    |\n|\n\n| |\t|\r\n|\x00|\u202e|\ue000|\ue001|\ud800|가|각|漢|あ|é|👩‍🚀|•|☑|**A:**|[사용자]|You said|User:|Plants turn. |x
    |WEBVTT|NOTE|00:00:01,000 --> 00:00:02,000\n|1\n|<c>|<00:00:01.000>|<v Ann>|&gt;&gt;|&amp;|&#0;|>> |ANN: |[Music]|♪|{\\an8}
    |[Script Info]\n|Dialogue: |{"text":"a","start":1}|[{"text":"a","start":1},|"start":|NaN|1e999|"segs":|null|,|}|title: x\n|Channel: y
    |# Transcript\n|**0:12** · |[00:00:01] |Ann  0:12\n|||---|---|\n|""".replace("\n    ", "").split("|")
)
TEXTS = st.one_of(
    st.lists(PARTS, max_size=25).map("".join),
    st.lists(st.one_of(PARTS, st.text(max_size=6)), max_size=25).map("".join),
    st.text(max_size=200),
    st.lists(PARTS, min_size=1, max_size=4).flatmap(
        lambda parts: st.integers(1, 60).map(lambda n: "".join(parts) * n)
    ),
)
NAMES = st.sampled_from(["a.md", "a.txt", "a.srt", "a.vtt", "a.json", "a.ass", "a [AbCdEf_1-23].en.vtt", ""])


def summary_or_error(text: str) -> Summary | StudykitError:
    try:
        return parse_summary(text, "a.md")
    except StudykitError as error:
        return error


def transcript_or_error(text: str, name: str) -> Transcript | StudykitError:
    try:
        return parse_transcript(text, name)
    except StudykitError as error:
        return error


@SOAK
@given(TEXTS)
def test_a_summary_or_a_refusal(text: str) -> None:
    found = summary_or_error(text)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    if isinstance(found, StudykitError):
        assert found.line is not None
        assert 1 <= found.line <= lines
        assert found.hint
        return
    assert found.bullets
    for bullet in found.bullets:
        assert 1 <= bullet.line <= lines
        assert bullet.text.strip() == bullet.text != ""
        assert without_marks(bullet.text) == bullet.text
        assert "\n" not in bullet.text
        assert bullet.at is None or bullet.at >= 0
        assert (bullet.time_from == "own") == bool(bullet.times)
        assert (bullet.time_from == "none") == (bullet.at is None)
        assert not bullet.times or bullet.at == bullet.times[0]
    assert all(line.reason and 1 <= line.line <= lines for line in found.skipped)


@SOAK
@given(TEXTS, NAMES)
def test_a_transcript_or_a_refusal(text: str, name: str) -> None:
    found = transcript_or_error(text, name)
    if isinstance(found, StudykitError):
        assert found.line is not None
        assert found.line >= 1
        assert found.hint
        return
    assert found.text.strip()
    assert "\n" not in found.text
    assert all(0 <= cue.start < cue.end <= len(found.text) and 0 <= cue.at <= cue.until for cue in found.cues)
    assert all(before.end <= after.start for before, after in zip(found.cues, found.cues[1:], strict=False))
    assert all(0 <= mark.offset <= len(found.text) for mark in (*found.speakers, *found.chapters))


@SOAK
@given(NAMES, TEXTS)
def test_every_file_has_a_kind(name: str, text: str) -> None:
    assert kind_of(name, text) in {"summary", "transcript", "other"}


@SOAK
@given(TEXTS)
def test_parsing_is_the_same_every_time(text: str) -> None:
    first, again = summary_or_error(text), summary_or_error(text)
    assert first == again or str(first) == str(again)


@pytest.mark.parametrize(
    "unit", ["[", "*", "> ", "- ", "<a ", "[00:10] ", "](", "$", "{{<", "\\[", "|a", "00:10\n", "<!--"]
)
def test_long_runs_of_one_sign_are_survived(unit: str) -> None:
    for text in (unit * 5_000, "- Plants turn.\n\n" + unit * 5_000):
        assert summary_or_error(text) is not None
        assert transcript_or_error(text, "a.md") is not None
