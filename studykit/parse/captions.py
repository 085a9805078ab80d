"""SRT and WebVTT: timing lines with text below, rolling captions and words timed by tags included."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from studykit.errors import TranscriptError
from studykit.parse.spoken import Piece

_STAMP = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})(?:[.,](\d{1,6}))?"
_TIMING = re.compile(rf"\s*{_STAMP}\s*-->\s*{_STAMP}(?:\s.*)?")
_INNER = re.compile(rf"<{_STAMP}>")
_VOICE = re.compile(r"<v(?:\.[^\s>]{0,60})?\s+([^<>\n]{1,80})>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,300}>|\{\\[^{}\n]{0,100}\}")
_DASH = re.compile(rf"^\s*((?:{_TAG.pattern})*)\s*[-–]\s*(?=[^\s\d-])")
_NOT_SPOKEN = ("NOTE", "STYLE", "REGION")
# Of the cues of two lines and more: a talk repeats a line now and then, rolling captions repeat every one.
_ROLLING_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class _Cue:
    at: float
    until: float
    lines: tuple[str, ...]


def looks_timed(text: str) -> bool:
    """Whether a text has SRT's and WebVTT's timing lines."""
    return text.startswith("WEBVTT") or any(_TIMING.fullmatch(line) for line in text[:20_000].split("\n"))


def read(text: str, name: str) -> list[Piece]:
    """The cues of an SRT or WebVTT text in the order of their times.

    Raises:
        TranscriptError: A timing line cannot be read.
    """
    cues = sorted(_cues(text.split("\n"), name), key=lambda cue: cue.at)
    return [piece for cue in _unrolled(cues) if (piece := _piece(cue)).text]


def header(text: str) -> dict[str, str]:
    """What the lines between ``WEBVTT`` and the first blank one say, and the title after ``WEBVTT``."""
    lines = text[:4000].split("\n")
    if not lines[0].startswith("WEBVTT"):
        return {}
    values = {"title": lines[0][6:].strip(" -–")}
    for line in lines[1:]:
        key, colon, value = line.partition(":")
        if not colon or "-->" in line:
            break
        if key.strip().lower() == "language":
            values["language"] = value.strip()
    return values


def _cues(lines: Sequence[str], name: str) -> Iterator[_Cue]:
    starts = [number for number, line in enumerate(lines) if "-->" in line]
    for index, number in enumerate(starts):
        match = _TIMING.fullmatch(lines[number])
        if not match:
            raise TranscriptError(
                "this timing line cannot be read",
                "It should look like 00:01:02.500 --> 00:01:05.000.",
                file=name,
                line=number + 1,
            )
        end = starts[index + 1] if index + 1 < len(starts) else len(lines)
        at, until = _seconds(match.groups()[:4]), _seconds(match.groups()[4:])
        yield _Cue(at, max(at, until), tuple(_payload(lines[number + 1 : end], last=end == len(lines))))


def _payload(lines: Sequence[str], *, last: bool) -> Iterator[str]:
    """The spoken lines between two timing lines: without the next cue's name, and without notes and styles."""
    if not last and len(lines) > 1 and lines[-1] and (not lines[-2] or lines[-1].strip().isdigit()):
        lines = lines[:-1]
    note = False
    for before, line in zip(["", *lines], lines, strict=False):
        if not before and line.split(" ", 1)[0] in _NOT_SPOKEN:
            note = True
        elif not line:
            note = False
        if line.strip() and not note:
            yield line


def _seconds(groups: Sequence[str | None]) -> float:
    hours, minutes, seconds, fraction = groups
    whole = int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0)
    return float(f"{whole}.{fraction or 0}")


def _unrolled(cues: Sequence[_Cue]) -> list[_Cue]:
    """Rolling captions show each line twice, at the bottom and then on top: the second showing goes."""
    plain = [[_without_tags(line) for line in cue.lines] for cue in cues]
    stacked = [(before, now) for before, now in pairwise(plain) if len(now) > 1 and before]
    repeats = sum(now[0] == before[-1] for before, now in stacked)
    if repeats < max(2, _ROLLING_SHARE * len(stacked)):
        return list(cues)
    kept = []
    for index, cue in enumerate(cues):
        before = plain[index - 1] if index else []
        drop = _overlap(before, plain[index], cue.lines)
        kept.append(replace(cue, lines=cue.lines[drop:]))
    return kept


def _overlap(before: Sequence[str], now: Sequence[str], tagged: Sequence[str]) -> int:
    """How many lines at the top of a cue were at the bottom of the one before; a line with timed words is new."""
    for count in range(min(len(before), len(now)), 0, -1):
        if list(before[-count:]) == list(now[:count]) and not any(map(_INNER.search, tagged[:count])):
            return count
    return 0


def _piece(cue: _Cue) -> Piece:
    voices = [match[1].strip() for line in cue.lines for match in _VOICE.finditer(line)]
    lines = [_DASH.sub(r"\1>> ", line) for line in cue.lines]
    words = _words("\n".join(lines), cue.at)
    return Piece(
        " ".join(_without_tags(line) for line in lines).strip(),
        cue.at,
        cue.until,
        speaker=voices[0] if voices else "",
        words=words if len(words) > 1 else (),
    )


def _words(text: str, at: float) -> list[tuple[str, float]]:
    """The stretches between the timed tags of a cue, each with the second it begins at."""
    words: list[tuple[str, float]] = []
    end = 0
    for match in _INNER.finditer(text):
        words.append((_without_tags(text[end : match.start()]), at))
        at, end = max(at, _seconds(match.groups())), match.end()
    words.append((_without_tags(text[end:]), at))
    return [(word, at) for word, at in words if word]


def _without_tags(text: str) -> str:
    return " ".join(html.unescape(_TAG.sub("", _INNER.sub("", text))).split())
