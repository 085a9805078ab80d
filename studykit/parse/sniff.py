"""What a file in a folder of notes is: a summary, a transcript, or neither."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Literal

from studykit.parse import frontmatter, headers
from studykit.parse.times import parse_time

Kind = Literal["summary", "transcript", "other"]

_SUBTITLES = {".srt", ".vtt", ".ass", ".ssa"}
_PROSE = {".md", ".markdown", ".mdown", ".txt", ".text", ""}
_HEAD = 200_000
_STEM = re.compile(r"[._ -](summary|notes?|transcript|captions?|요약|자막|스크립트)$", re.IGNORECASE)
_TRANSCRIPT_WORDS = {"transcript", "caption", "captions", "자막", "스크립트"}
_CUE = re.compile(r"^\s*(?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{3}\s+-->", re.MULTILINE)
_JSON_CUES = re.compile(r'"(?:text|utf8|content)"\s*:.{0,400}?"(?:start|tStartMs|from|offset|words)"'
                        r'|"(?:start|tStartMs|from|offset)"\s*:.{0,400}?"(?:text|utf8|content|segs)"', re.DOTALL)  # fmt: skip
_DATA = {".json": _JSON_CUES, ".json3": _JSON_CUES, ".tsv": re.compile(r"\Astart\tend\ttext")}
_SPOKEN_HEADING = re.compile(
    r"^#{1,6}\s*(?:full )?(?:transcript|자막|스크립트|字幕|文字起こし)\s*$", re.IGNORECASE | re.MULTILINE
)
_TIMED_LINE = re.compile(r"\s*(?:\*\*)?[\[(]?((?:\d{1,3}:)?\d{1,3}:\d{2})(?:[.,]\d{1,3})?[\])]?(?:\*\*)?")
# Characters a second: people say 10 to 25, a summary has one or two for each second of the talk.
_SPEECH_RATE = 5
_LIST = re.compile(r"^\s*(?:[-*+•]|\d{1,3}[.)])\s", re.MULTILINE)
_TIMED_ITEM = re.compile(r"^\s*(?:[-*+•]|\d{1,3}[.)])\s.{0,1000}\d:\d\d", re.MULTILINE)
_POINTS = re.compile(r"\]\([^)\n]{0,300}[?&#](?:t|start)=\d|[\[(]\d{1,2}:\d{2}[\])]")
_TIME_LINK = re.compile(r"\]\([^)\n]{0,300}[?&#](?:t|start)=|\[\d{1,2}:\d{2}|youtu\.?be|vimeo\.com")


def kind_of(name: str, text: str) -> Kind:
    """The kind of a file by its name where that says so, else by what is in it."""
    suffix, stem = PurePath(name).suffix.lower(), PurePath(name).stem
    head = text[:_HEAD]
    if suffix in _SUBTITLES:
        return "transcript"
    if suffix in _DATA:
        return "transcript" if _DATA[suffix].search(head) else "other"
    if suffix not in _PROSE or not head.strip():
        return "other"
    if named := _STEM.search(stem):
        return "transcript" if named[1].lower().rstrip("s") in _TRANSCRIPT_WORDS else "summary"
    return "transcript" if head.startswith("WEBVTT") or _CUE.search(head) else _by_content(head)


def _by_content(head: str) -> Kind:
    matter = frontmatter.split(head)
    body = matter.body.strip("\n")
    lines = [line for line in body.split("\n") if line.strip()]
    if not lines:
        return "other"
    times = [parse_time(match[1]) for line in lines if (match := _TIMED_LINE.match(line))]
    listed = len(_LIST.findall(body))
    heading = _SPOKEN_HEADING.search(body)
    if heading and len(_TIMED_ITEM.findall(body, 0, heading.start())) > 1:
        return "summary"  # with the transcript below the notes
    if heading and len(times) > listed:
        return "transcript"
    if len(times) * 2 >= len(lines) and not listed and _rate(times, body) >= _SPEECH_RATE:
        return "transcript"
    plain = lines[headers.read(lines).lines :]
    if (
        not listed
        and plain
        and len(_POINTS.findall(body)) < 2
        and sum(map(len, plain)) > 1500
        and max(map(len, plain)) > 800
    ):
        return "transcript"
    return (
        "summary" if _TIME_LINK.search(body) and (listed or times or "#" in body or "](" in body) else "other"
    )


def _rate(times: list[int | None], body: str) -> float:
    known = [seconds for seconds in times if seconds is not None]
    span = known[-1] - known[0] if known else 0
    return len(body) / span if span > 0 else 0.0
