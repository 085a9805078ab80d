"""Telling summaries from transcripts from anything else."""

import pytest

from studykit.parse.sniff import kind_of

LONG = "and so we said that plants turn to the light " * 60


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("a.md", "- Plants turn [[00:10](https://youtu.be/AbCdEf_1-23?t=10)].\n", "summary"),
        ("a.md", "# Notes\n\nhttps://youtu.be/AbCdEf_1-23\n\n- Plants turn.\n", "summary"),
        ("a.md", "- [00:10] Plants turn\n- [00:20] They grow\n- [00:30] They stop\n", "summary"),
        ("a.md", "[00:10] Plants turn\n[00:40] They grow\n[01:30] They stop\n", "summary"),
        ("a.summary.md", "Plants turn.", "summary"),
        ("a.transcript.md", "- Plants turn.", "transcript"),
        ("talk.srt", "1\n", "transcript"),
        ("talk.vtt", "WEBVTT\n", "transcript"),
        ("talk.txt", "1\n00:00:01,000 --> 00:00:02,000\nhello\n", "transcript"),
        (
            "talk.md",
            "[00:00:00] hello there everyone\n[00:00:02] and hello again to you\n[00:00:05] and so on\n",
            "transcript",
        ),
        (
            "talk.md",
            "# Talk\n\n- [x](y)\n\n## Transcript\n\n### One\n\n**0:12** · Hello.\n\n**0:19** · Again.\n",
            "transcript",
        ),
        (
            "talk.md",
            "- One [0:10]\n- Two [0:20]\n\n## Transcript\n\n[00:00] hello\n[00:05] there\n[00:06] all\n",
            "summary",
        ),
        (
            "a.md",
            f"{LONG} [0:10](https://youtu.be/AbCdEf_1-23?t=10)\n\n{LONG} [0:20](https://youtu.be/AbCdEf_1-23?t=20)\n",
            "summary",
        ),
        ("talk.txt", LONG, "transcript"),
        ("talk.txt", f"A talk\nChannel: Someone\nSource: https://youtu.be/AbCdEf_1-23\n{LONG}", "transcript"),
        ("talk.json", '[{"text": "hello", "start": 0.1, "duration": 2}]', "transcript"),
        ("talk.json", '{"events": [{"tStartMs": 0, "segs": [{"utf8": "hello"}]}]}', "transcript"),
        (
            "Talk [AbCdEf_1-23].en.json3",
            '{"events": [{"tStartMs": 0, "segs": [{"utf8": "hello"}]}]}',
            "transcript",
        ),
        ("talk.tsv", "start\tend\ttext\n0\t4000\thello\n", "transcript"),
        ("numbers.tsv", "a\tb\n", "other"),
        ("package.json", '{"name": "x", "version": "1"}', "other"),
        ("README.md", "# My project\n\n- It runs.\n- It stops.\n", "other"),
        ("cat.jpg", "", "other"),
        ("empty.md", "  \n", "other"),
        ("deck.yaml", "format: 1\n", "other"),
    ],
)
def test_kind(name: str, text: str, kind: str) -> None:
    assert kind_of(name, text) == kind
