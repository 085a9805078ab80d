"""Transcripts in every accepted shape give the words that were said and the times they were said at."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.errors import TranscriptError
from studykit.model import Cue, Transcript
from studykit.parse.transcript import parse_transcript


def parse(text: str, name: str = "talk.txt") -> Transcript:
    return parse_transcript(text, name)


def cues(transcript: Transcript) -> list[tuple[str, float, float]]:
    return [(transcript.text[cue.start : cue.end], cue.at, cue.until) for cue in transcript.cues]


# plain text


def test_one_line_is_kept_as_it_is() -> None:
    transcript = parse("plants  turn to the light &amp; so on")
    assert transcript.text == "plants  turn to the light &amp; so on"
    assert (transcript.cues, transcript.speakers, transcript.language) == ((), (), "en")


def test_header_lines_are_not_speech() -> None:
    transcript = parse(
        "A talk about plants: part 2\nChannel: Green\nPublished at: 2026-01-02\nYouTube video id: AbCdEf_1-23\n"
        "Source: https://www.youtube.com/watch?v=AbCdEf_1-23\n\nplants turn\nto the light\n"
    )
    assert transcript.text == "plants turn to the light"
    assert transcript.source.title == "A talk about plants: part 2"
    assert transcript.source.video_id == "AbCdEf_1-23"
    assert (transcript.source.channel, transcript.source.published) == ("Green", "2026-01-02")


@pytest.mark.parametrize(
    "header",
    [
        "Title: Plants\nURL: https://youtu.be/AbCdEf_1-23\n---\n",
        "# Plants\n\n**URL:** https://youtu.be/AbCdEf_1-23\n\n## Transcript\n\n",
        "---\ntitle: Plants\nurl: https://youtu.be/AbCdEf_1-23\n---\n",
        "제목: Plants\n출처: <https://youtu.be/AbCdEf_1-23>\n\n자막:\n",
    ],
)
def test_other_headers(header: str) -> None:
    transcript = parse(header + "they turn to the light\n")
    assert transcript.text == "they turn to the light"
    assert (transcript.source.title, transcript.source.video_id) == ("Plants", "AbCdEf_1-23")


def test_speech_that_looks_like_a_header_is_speech() -> None:
    text = "I have one thing to say: plants turn"
    assert parse(text).text == text


def test_turns_mark_who_speaks() -> None:
    transcript = parse("HOST: What do plants do?\nAnn Lee: They turn.\nAnn Lee: And grow.\nHOST: I see.\n")
    assert transcript.text == "What do plants do? They turn. And grow. I see."
    assert [(mark.text, transcript.text[mark.offset :][:4]) for mark in transcript.speakers] == [
        ("HOST", "What"), ("Ann Lee", "They"), ("HOST", "I se"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    ["**{who}:** {text}", "**{who}**: {text}", "{who}: {text}\n", "- {who}: {text}", "[{who}]: {text}"],
)
def test_names_in_other_dress(line: str) -> None:
    said = [("Ann Lee", "What now?"), ("Bob", "They turn."), ("Ann Lee", "So."), ("Bob", "Yes.")]
    transcript = parse("\n".join(line.format(who=who, text=text) for who, text in said))
    assert transcript.text == "What now? They turn. So. Yes."
    assert [mark.text for mark in transcript.speakers] == ["Ann Lee", "Bob", "Ann Lee", "Bob"]


def test_marks_of_a_new_speaker_without_a_name() -> None:
    transcript = parse(
        ">> What do plants do? >> They turn. &gt;&gt; I see. [Music] [music playing] (laughter) ♪"
    )
    assert transcript.text == "What do plants do? They turn. I see."
    assert [mark.offset for mark in transcript.speakers] == [0, 19, 30]
    assert {mark.text for mark in transcript.speakers} == {""}


def test_words_in_brackets_that_are_no_sounds_stay() -> None:
    text = "they [the plants] turn (to the light) x >> y"
    assert parse(text).text == "they [the plants] turn (to the light) x y"


# captions

SRT = """1
00:00:01,000 --> 00:00:02,500
<i>Plants turn</i>
to the light

2
00:00:02,400 --> 00:00:04,000
{\\an8}- and they grow
- do they?

3
00:00:05,000 --> 00:00:06,000
[Music]

4
01:00:00,000 --> 01:00:01,250
Yes &amp; no
"""


def test_srt() -> None:
    transcript = parse(SRT, "talk.srt")
    assert transcript.text == "Plants turn to the light and they grow do they? Yes & no"
    assert cues(transcript) == [
        ("Plants turn to the light", 1.0, 2.4),
        ("and they grow do they?", 2.4, 4.0),
        ("Yes & no", 3600.0, 3601.25),
    ]
    assert [transcript.text[mark.offset :][:3] for mark in transcript.speakers] == ["and", "do "]


def test_srt_as_people_break_it() -> None:
    text = "1\n00:01 --> 00:02\none\n2\n00:03.5 --> 00:04\ntwo\n\n\n00:05 --> 00:04\n7\n\nand more\n"
    transcript = parse(text, "talk.srt")
    assert cues(transcript) == [("one", 1.0, 2.0), ("two", 3.5, 4.0), ("7 and more", 5.0, 5.0)]


VTT = """WEBVTT - Plants
Kind: captions
Language: en

STYLE
::cue { color: red }

NOTE two
lines

intro
00:01.000 --> 00:02.000 align:start position:0%
<v Ann Lee>Plants <b>turn</b>

00:02.000 --> 00:03.000
<v.loud Bob>to the <c.red>light</c> 1 < 2
"""


def test_webvtt() -> None:
    transcript = parse(VTT, "talk.vtt")
    assert cues(transcript) == [("Plants turn", 1.0, 2.0), ("to the light 1 < 2", 2.0, 3.0)]
    assert [(mark.offset, mark.text) for mark in transcript.speakers] == [(0, "Ann Lee"), (12, "Bob")]
    assert (transcript.source.title, transcript.language) == ("Plants", "en")


ROLLING = """WEBVTT
Kind: captions
Language: en

00:00:00.160 --> 00:00:02.389 align:start position:0%
 
plants<00:00:00.399><c> turn</c><00:00:00.640><c> to</c>

00:00:02.389 --> 00:00:02.399 align:start position:0%
plants turn to
 

00:00:02.399 --> 00:00:04.000 align:start position:0%
plants turn to
the<00:00:02.600><c> light</c>

00:00:04.000 --> 00:00:04.010 align:start position:0%
the light
 

00:00:04.010 --> 00:00:05.000 align:start position:0%
the light
[Music]

00:00:05.000 --> 00:00:06.000 align:start position:0%
[Music]
the<00:00:05.200><c> light</c>
"""  # noqa: W293 - as the site writes it


def test_rolling_captions_say_everything_once_with_word_times() -> None:
    transcript = parse(ROLLING, "Plants [AbCdEf_1-23].en.vtt")
    assert transcript.text == "plants turn to the light the light"
    assert cues(transcript) == [
        ("plants", 0.16, 0.399), ("turn", 0.399, 0.64), ("to", 0.64, 2.389),
        ("the", 2.399, 2.6), ("light", 2.6, 4.0),
        ("the", 5.0, 5.2), ("light", 5.2, 6.0),
    ]  # fmt: skip
    assert transcript.source.video_id == "AbCdEf_1-23"


def test_rolling_captions_without_tags() -> None:
    lines = ["one two", "three four", "five six", "seven"]
    text = "".join(
        f"{n}\n00:00:0{n},000 --> 00:00:0{n + 1},000\n{before}\n{now}\n\n"
        for n, (before, now) in enumerate(zip(["", *lines], lines, strict=False), 1)
    )
    assert parse(text, "talk.srt").text == "one two three four five six seven"


def test_a_line_said_twice_is_kept_twice_in_ordinary_captions() -> None:
    words = ["yes", "yes", "no", "maybe", "so", "on", "and", "on", "it", "went"]
    text = "".join(f"{n}\n00:00:{n:02},000 --> 00:00:{n:02},900\n{word}\n\n" for n, word in enumerate(words))
    assert parse(text, "talk.srt").text == " ".join(words)


def test_substation() -> None:
    text = (
        "[Script Info]\nScriptType: v4.00+\n\n[Events]\n"
        "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
        "Dialogue: 0,0:00:01.00,0:00:02.00,Default,Ann,0,0,0,,{\\i1}Plants{\\i0}\\Nturn\n"
        "Comment: 0,0:00:02.00,0:00:03.00,Default,,0,0,0,,not said\n"
    )
    transcript = parse(text, "talk.ass")
    assert cues(transcript) == [("Plants turn", 1.0, 2.0)]
    assert transcript.speakers[0].text == "Ann"


# JSON

JSON_SHAPES = [
    [{"text": "plants turn", "start": 1.0, "duration": 2.0}, {"text": "to the light", "start": 2.5, "duration": 2.0}],
    [{"text": "plants\nturn", "start": 1.0, "end": 3.0}, {"text": "to the  light", "start": 2.5, "end": 4.5}],
    [{"text": "plants turn", "start": "1.0", "dur": "2.0"}, {"text": "to the light", "start": "2.5", "dur": "2.0"}],
    {"video_id": "AbCdEf_1-23", "transcript": [{"text": "plants turn", "start": "00:00:01.000", "end": 3}, {"text": "to the light", "start": "00:02.5", "end": 4.5}]},
    {"segments": [{"id": 0, "start": 1.0, "end": 3.0, "text": " plants turn"}, {"id": 1, "start": 2.5, "end": 4.5, "text": " to the light"}], "language": "en"},
    {"events": [{"tStartMs": 0, "dDurationMs": 9000, "id": 1}, {"tStartMs": 1000, "dDurationMs": 2000, "segs": [{"utf8": "plants turn"}]}, {"tStartMs": 2500, "aAppend": 1, "segs": [{"utf8": "\n"}]}, {"tStartMs": 2500, "dDurationMs": 2000, "segs": [{"utf8": "to the light"}]}]},
    {"chunks": [{"timestamp": [1.0, 3.0], "text": " plants turn"}, {"timestamp": [2.5, 4.5], "text": " to the light"}]},
    {"transcription": [{"offsets": {"from": 1000, "to": 3000}, "text": " plants turn"}, {"offsets": {"from": 2500, "to": 4500}, "text": " to the light"}]},
    {"body": [{"from": 1.0, "to": 3.0, "content": "plants turn"}, {"from": 2.5, "to": 4.5, "content": "to the light"}]},
]  # fmt: skip


@pytest.mark.parametrize("shape", JSON_SHAPES)
def test_json(shape: object) -> None:
    transcript = parse(json.dumps(shape), "talk.json")
    assert cues(transcript) == [("plants turn", 1.0, 2.5), ("to the light", 2.5, 4.5)]


def test_json_words_keep_their_times_though_their_text_is_split() -> None:
    words = [
        {"word": " It", "start": 1.0},
        {"word": " costs", "start": 1.2},
        {"word": " 1", "start": 1.5},
        {"word": ".01", "start": 1.8},
    ]
    shape = {"segments": [{"start": 1.0, "end": 2.0, "text": " It costs 1.01", "words": words}]}
    transcript = parse(json.dumps(shape), "talk.json")
    assert transcript.text == "It costs 1.01"
    assert cues(transcript) == [("It", 1.0, 1.2), ("costs", 1.2, 1.5), ("1", 1.5, 1.8), (".01", 1.8, 2.0)]


def test_json_word_offsets_of_youtube() -> None:
    shape = {
        "events": [
            {
                "tStartMs": 1000,
                "dDurationMs": 2000,
                "segs": [{"utf8": "plants"}, {"utf8": " turn", "tOffsetMs": 500}],
            }
        ]
    }
    assert cues(parse(json.dumps(shape), "talk.json")) == [("plants", 1.0, 1.5), ("turn", 1.5, 3.0)]


def test_json_in_milliseconds_is_told_by_the_rate_of_speech() -> None:
    shape = [
        {"text": "plants turn to the light every day", "offset": n * 4000, "duration": 4000} for n in range(3)
    ]
    assert [cue.at for cue in parse(json.dumps(shape), "talk.json").cues] == [0.0, 4.0, 8.0]


@pytest.mark.parametrize(
    ("text", "words", "line"),
    [
        ('[{"text": "a", "start": 1},\n {"text": "b"}]', "caption 2 has no time", 2),
        ('[{"text": "a", "start": 1},\n\n 5]', "caption 2 is no object", 1),
        ('[{"text": "a", "start": 1},\n {"start": 2}]', "caption 2 has no text", 2),
        ('[{"text": "a", "start": NaN}]', "caption 1 has a time that cannot be", 1),
        ('[{"text": "a", "start": -1}]', "caption 1 has a time that cannot be", 1),
        ('[{"text": "a",\n "start": }]', "not valid JSON", 2),
        ('{"a": 1}', "no list of captions", 1),
        ("[" * 100_000, "nested too deep", 1),
        ('[{"text": "a", "start": ' + "9" * 5000 + "}]", "huge number", 1),
    ],
)
def test_json_that_cannot_be_used_is_refused_with_a_line(text: str, words: str, line: int) -> None:
    with pytest.raises(TranscriptError, match=words) as caught:
        parse(text, "talk.json")
    assert caught.value.line == line


# lines with times

TIMED = """---
title: Plants
source: "https://www.youtube.com/watch?v=AbCdEf_1-23"
---
![](https://www.youtube.com/watch?v=AbCdEf_1-23)

What is in this talk:
00:00:12 Turning
00:01:00 Growing

## Transcript

### Turning

**0:12** · Plants turn &amp; turn.

**0:19** · To the light.
And on.

### Growing

**1:00** · They grow.

## Comments

**0:05** · Nice talk.
"""


def test_timed_markdown_with_chapters() -> None:
    transcript = parse(TIMED, "talk.md")
    assert transcript.text == "Plants turn & turn. To the light. And on. They grow."
    assert [(text, at) for text, at, _ in cues(transcript)] == [
        ("Plants turn & turn.", 12.0), ("To the light. And on.", 19.0), ("They grow.", 60.0),
    ]  # fmt: skip
    assert [(transcript.text[mark.offset :][:4], mark.text) for mark in transcript.chapters] == [
        ("Plan", "Turning"), ("They", "Growing"),
    ]  # fmt: skip
    assert (transcript.source.title, transcript.source.video_id) == ("Plants", "AbCdEf_1-23")


@pytest.mark.parametrize(
    "line",
    [
        "[{t}] {text}", "[{t}]: {text}", "({t}) {text}", "{t} {text}", "{t} - {text}", "{t}\n{text}", "**{t}** {text}",
        "**[{t}]** {text}", "- [{t}] {text}", "[{t}](https://youtu.be/AbCdEf_1-23?t=1) {text}", "[{t}.000 --> {t}.900]  {text}",
        "**{t}** · {text}\n",
    ],
)  # fmt: skip
@pytest.mark.parametrize("hours", ["", "00:"])
def test_lines_that_begin_with_a_time(line: str, hours: str) -> None:
    said = [("00:12", "Plants turn."), ("00:19", "To the light."), ("01:00", "They grow.")]
    transcript = parse("\n".join(line.format(t=hours + t, text=text) for t, text in said))
    assert transcript.text == "Plants turn. To the light. They grow."
    assert [cue.at for cue in transcript.cues] == [12.0, 19.0, 60.0]


@pytest.mark.parametrize(
    "line",
    [
        "{who}  {t}\n{text}\n",
        "{who} [{t}]: {text}",
        "[{t}] {who}: {text}",
        "**{t}** · {who}: {text}",
        "**{who}** [{t}]: {text}",
        "{who} ({t})\n{text}\n",
    ],
)
def test_lines_with_a_time_and_a_name(line: str) -> None:
    said = [
        ("00:12", "Ann Lee", "What now?"),
        ("00:19", "Bob Ray", "They turn."),
        ("01:00", "Ann Lee", "So."),
        ("1:10", "Bob Ray", "Yes."),
    ]
    transcript = parse("\n".join(line.format(t=t, who=who, text=text) for t, who, text in said))
    assert transcript.text == "What now? They turn. So. Yes."
    assert [mark.text for mark in transcript.speakers] == ["Ann Lee", "Bob Ray", "Ann Lee", "Bob Ray"]
    assert [mark.offset for mark in transcript.speakers] == [cue.start for cue in transcript.cues]


def test_a_time_inside_speech_is_speech() -> None:
    text = "we met at 10:30 and then\nat 11:15 again\nand that was it, more or less, for the day"
    assert parse(text).text == text.replace("\n", " ")


def test_times_that_run_backwards_are_refused_with_their_line() -> None:
    with pytest.raises(TranscriptError, match="earlier") as caught:
        parse("[00:10] one\n[10:00] two\n[00:20] three\n")
    assert caught.value.line == 3


@pytest.mark.parametrize(
    "text", ["", " \n", "WEBVTT\n", "[00:00:00]\n[00:00:01]\n", "[Music]", "Title\nChannel: x\n", "[]"]
)
def test_a_file_without_speech_is_refused(text: str) -> None:
    with pytest.raises(TranscriptError) as caught:
        parse(text)
    assert caught.value.line is not None


def test_a_timing_line_that_cannot_be_read_is_refused_with_its_line() -> None:
    with pytest.raises(TranscriptError, match="timing line") as caught:
        parse("1\n00:00:01,000 --> 00:00:02,000\na\n\n2\n00:00:0x,000 --> 00:00:03,000\nb\n", "talk.srt")
    assert caught.value.line == 6


# the same talk in every shape

WORD = st.text("abcdefghijklmnopqrstuvwxyz가나다라漢字", min_size=1, max_size=8)
TALK = st.lists(
    st.tuples(st.lists(WORD, min_size=1, max_size=6), st.integers(1, 9000)), min_size=1, max_size=12
)


def clock(ms: int, mark: str) -> str:
    return f"{ms // 3_600_000:02}:{ms // 60_000 % 60:02}:{ms // 1000 % 60:02}{mark}{ms % 1000:03}"


@given(TALK)
def test_srt_webvtt_and_json_of_one_talk_agree(talk: list[tuple[list[str], int]]) -> None:
    spans, now = [], 0
    for words, length in talk:
        spans.append((" ".join(words), now, now + length))
        now += length
    srt = "".join(
        f"{n}\n{clock(a, ',')} --> {clock(b, ',')}\n{text}\n\n" for n, (text, a, b) in enumerate(spans, 1)
    )
    vtt = "WEBVTT\n\n" + "".join(f"{clock(a, '.')} --> {clock(b, '.')}\n{text}\n\n" for text, a, b in spans)
    listed = json.dumps(
        [{"text": text, "start": a / 1000, "duration": (b - a) / 1000} for text, a, b in spans]
    )
    found = [parse(srt, "a.srt"), parse(vtt, "a.vtt"), parse(listed, "a.json")]
    assert {transcript.text for transcript in found} == {" ".join(text for text, _, _ in spans)}
    for transcript in found:
        assert [transcript.text[cue.start : cue.end] for cue in transcript.cues] == [
            text for text, _, _ in spans
        ]
        assert [round(cue.at * 1000) for cue in transcript.cues] == [a for _, a, _ in spans]


@given(
    st.lists(
        st.tuples(st.integers(0, 30), st.integers(0, 30), st.floats(-5, 500), st.floats(-5, 500)), max_size=8
    )
)
def test_cues_are_in_order_and_inside_the_text(rows: list[tuple[int, int, float, float]]) -> None:
    listed = [
        {"text": "x" * a + " y" * b + " z", "start": abs(at), "end": until}
        for a, b, at, until in rows
        if until >= 0
    ]
    if not listed:
        return
    transcript = parse(json.dumps(listed), "a.json")
    edge: Cue | None = None
    for cue in transcript.cues:
        assert 0 <= cue.start < cue.end <= len(transcript.text)
        assert cue.at <= cue.until
        assert edge is None or (edge.end < cue.start and edge.until <= cue.at)
        edge = cue
