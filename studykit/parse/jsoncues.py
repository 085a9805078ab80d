"""Transcripts in JSON, as download and speech recognition tools write them."""

from __future__ import annotations

import html
import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from studykit.errors import TranscriptError
from studykit.parse.spoken import Piece
from studykit.parse.times import LONGEST, parse_time

_LISTS = (
    "segments",
    "events",
    "transcript",
    "transcription",
    "captions",
    "cues",
    "chunks",
    "utterances",
    "body",
    "data",
)
_TEXTS = ("text", "content", "utf8", "caption", "snippet", "line", "transcript", "word", "punctuated_word")
_SECONDS = ("start", "from", "startTime", "start_time", "begin", "offset", "time", "timestamp", "timestamps")
_ENDS = ("end", "to", "endTime", "end_time")
_LENGTHS = ("duration", "dur")
_MILLIS = ("tStartMs", "startMs", "start_ms", "startTimeMs", "startMillis", "tOffsetMs")
_MILLI_LENGTHS = ("dDurationMs", "durationMs", "duration_ms", "endMs", "end_ms")
_HINT = 'A list of {"text": ..., "start": ..., "duration": ...}, Whisper\'s and YouTube\'s own files are understood.'
# Nobody speaks slower: below this many characters a second the numbers are milliseconds.
_SLOWEST = 0.4


def read(text: str, name: str) -> tuple[dict[str, str], list[Piece]]:
    """What the file says of the talk, and its cues.

    Raises:
        TranscriptError: It is no JSON, or holds no list of captions, or one without a usable text or time.
    """
    try:
        loaded = json.loads(text)
    except json.JSONDecodeError as error:
        raise TranscriptError(
            f"this is not valid JSON: {error.msg}", _HINT, file=name, line=error.lineno
        ) from None
    except (RecursionError, ValueError):
        raise TranscriptError(
            "the JSON is nested too deep, or holds a huge number", _HINT, file=name, line=1
        ) from None
    entries = _entries(loaded)
    if entries is None:
        raise TranscriptError("no list of captions was found in the JSON", _HINT, file=name, line=1)
    pieces: list[Piece] = []
    for index, entry in enumerate(entries):
        try:
            pieces.extend(_piece(entry))
        except ValueError as error:
            line = _line_of(text, entry, index)
            raise TranscriptError(f"caption {index + 1} {error}", _HINT, file=name, line=line) from None
    return _values(loaded), _in_seconds(pieces)


def _entries(loaded: object, depth: int = 0) -> Sequence[Any] | None:
    """The list of captions, at the top or under one of the usual names."""
    if isinstance(loaded, list):
        return (
            loaded
            if any(isinstance(entry, dict) and _looks_like_cue(entry) for entry in loaded[:50])
            else None
        )
    if isinstance(loaded, dict) and depth < 4:
        for key in (*_LISTS, "result", "results"):
            if key in loaded and (found := _entries(loaded[key], depth + 1)) is not None:
                return found
    return None


def _looks_like_cue(entry: Mapping[str, Any]) -> bool:
    timed = any(key in entry for key in (*_SECONDS, *_MILLIS, "offsets"))
    return timed and ("segs" in entry or any(isinstance(entry.get(key), str) for key in _TEXTS))


def _piece(entry: object) -> Iterator[Piece]:
    if not isinstance(entry, dict):
        raise ValueError("is no object")  # noqa: TRY004 - told to the user as it stands
    if "segs" not in entry and not any(key in entry for key in _TEXTS):
        if any(key in entry for key in _MILLIS):
            return  # YouTube's window events carry no text
        raise ValueError("has no text")
    at, until = _span(entry)
    words = tuple(_words(entry, at))
    text = "".join(word for word, _ in words) if "segs" in entry else _text(entry)
    if text.strip():
        speaker = entry.get("speaker", "")
        yield Piece(
            html.unescape(text),
            at,
            until,
            speaker=str(speaker) if isinstance(speaker, str | int) else "",
            words=tuple((html.unescape(word), start) for word, start in words) if len(words) > 1 else (),
        )


def _text(entry: Mapping[str, Any]) -> str:
    found = next((entry[key] for key in _TEXTS if isinstance(entry.get(key), str)), None)
    if found is None:
        raise ValueError("has no text")
    return str(found)


def _span(entry: Mapping[str, Any]) -> tuple[float, float]:
    """Start and end of a caption in the file's unit; seconds where it names one."""
    offsets = entry.get("offsets")
    if isinstance(offsets, dict):
        return _number(offsets.get("from")) / 1000, _number(offsets.get("to")) / 1000
    for key in _MILLIS:
        if key in entry:
            at = _number(entry[key])
            length = next((_number(entry[name]) for name in _MILLI_LENGTHS if name in entry), 0.0)
            return at / 1000, (
                length if "end" in "".join(entry).lower() and length > at else at + length
            ) / 1000
    key = next((key for key in _SECONDS if entry.get(key) is not None), "")
    value = entry.get(key)
    if isinstance(value, list) and value:
        at = _number(value[0])
        return at, _number(value[1]) if len(value) > 1 and value[1] is not None else at
    if isinstance(value, dict):
        return _number(value.get("from")), _number(value.get("to"))
    at = _number(value)
    end = next((_number(entry[name]) for name in _ENDS if entry.get(name) is not None), None)
    length = next((_number(entry[name]) for name in _LENGTHS if entry.get(name) is not None), 0.0)
    return at, max(at, end if end is not None else at + length)


def _words(entry: Mapping[str, Any], at: float) -> Iterator[tuple[str, float]]:
    """The timed words of a caption; those without a time of their own take the one before."""
    listed = entry.get("segs") or entry.get("words") or ()
    if not isinstance(listed, list):
        return
    base = at if "segs" in entry else 0.0
    for word in listed:
        if not isinstance(word, dict):
            raise ValueError("has a word that is no object")  # noqa: TRY004
        text = next(
            (
                word[key]
                for key in ("word", "utf8", "text", "punctuated_word")
                if isinstance(word.get(key), str)
            ),
            "",
        )
        if "tOffsetMs" in word:
            at = base + _number(word["tOffsetMs"]) / 1000
        elif word.get("start") is not None:
            at = _number(word["start"])
        yield text, at


def _number(value: object) -> float:
    """A time as a number; clock texts count in seconds."""
    if isinstance(value, str):
        whole, _, fraction = value.replace(",", ".").partition(".")
        seconds = parse_time(whole) if ":" in whole else None
        value = (
            seconds + float(f"0.{fraction or 0}")
            if seconds is not None and fraction.isdigit() | (not fraction)
            else value
        )
        value = _float(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("has no time")  # noqa: TRY004
    if not math.isfinite(value) or not 0 <= value < LONGEST * 1000:
        raise ValueError("has a time that cannot be")
    return float(value)


def _float(value: object) -> float:
    try:
        return float(str(value))
    except ValueError:
        raise ValueError("has no time") from None


def _in_seconds(pieces: list[Piece]) -> list[Piece]:
    """Times in seconds, whichever unit the file used: speech has a rate that only one of the two can give."""
    timed = sorted(pieces, key=lambda piece: piece.at or 0.0)
    if len(timed) < 2:
        return timed
    spoken = sum(len(piece.text) for piece in timed[:-1])
    span = (timed[-1].at or 0.0) - (timed[0].at or 0.0)
    if span <= 0 or spoken / span > _SLOWEST or span < 3600:
        return timed
    return [
        replace(
            piece,
            at=(piece.at or 0.0) / 1000,
            until=(piece.until or 0.0) / 1000,
            words=tuple((word, at / 1000) for word, at in piece.words),
        )
        for piece in timed
    ]


def _values(loaded: object) -> dict[str, str]:
    if not isinstance(loaded, dict):
        return {}
    names = {
        "title": ("title", "video_title"),
        "video_id": ("video_id", "videoId"),
        "url": ("webpage_url", "url", "video_url"),
        "channel": ("channel", "uploader", "author"),
        "published": ("published", "upload_date"),
        "language": ("language", "lang"),
    }
    found = {
        ours: next((loaded[key] for key in keys if isinstance(loaded.get(key), str)), "")
        for ours, keys in names.items()
    }
    return {key: value for key, value in found.items() if value}


def _line_of(text: str, entry: object, index: int) -> int:
    """The line of a caption, found by counting one of its keys; the first line where that fails."""
    key = next(iter(entry), "") if isinstance(entry, dict) else ""
    if not key:
        return 1
    for number, match in enumerate(re.finditer(rf'"{re.escape(str(key))}"\s*:', text)):
        if number == index:
            return text.count("\n", 0, match.start()) + 1
    return 1
