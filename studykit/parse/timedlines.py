"""Transcripts as lines of text: with a time at the head of each ("[0:12] ...", "**0:12** · ..."), or with none.

A file may hold other lists of times (chapters in the description above the transcript). The way of writing a time that
covers most of the text is the transcript's; what stands above its first line is not speech.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from studykit.errors import TranscriptError
from studykit.parse.spoken import Piece

_TIME = r"(?:\d{1,3}:)?\d{1,3}:\d{2}(?:[.,]\d{1,3})?"
_LINE = re.compile(
    rf"\s*(?:[-*+•]\s+)?(?P<name>[*_]{{0,3}}[^\W\d_][^\d\[\](){{}}:*]{{0,40}}?\s*\d{{0,2}}:?[*_]{{0,3}}:?\s+)?"
    rf"(?P<open>[*_]{{0,3}}[\[(]?[*_]{{0,3}})(?P<time>{_TIME})(?:\s*(?:-->|[-–—~]|to)\s*(?P<end>{_TIME}))?"
    rf"(?P<close>[*_]{{0,3}}[\])]?(?P<link>\([^()\s]{{1,500}}\))?[*_]{{0,3}})(?::(?=\s|$))?(?:\s+[·•|–—:-]+)?(?:\s+|$)"
    rf"(?P<text>.*)"
)
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*\s*")
_SPOKEN = re.compile(
    r"(?:the )?(?:full |video |original )?(?:transcript|transcription|자막|스크립트|전문|녹취록|字幕|文字起こし|逐字稿|文字稿)\b.{0,20}",
    re.IGNORECASE,
)
_CHAPTER_TIME = re.compile(rf"\s*[\[(]*{_TIME}[\])]*(?:\([^()\s]{{1,500}}\))?\s*[-–—·:|]?\s*")
_IMAGE = re.compile(r"!\[[^\[\]\n]{0,300}\]\([^()\n]{0,1000}\)")
_RULE = re.compile(r"\s*(?:[-*_]\s?){3,}\s*")
# Overlapping speakers are listed a little out of order; more than this is a damaged or joined file.
_BACKSTEP = 5.0
_LOPSIDED = 10
# So many lines with times in a row, where the times are not the transcript's, are a list of chapters.
_CHAPTER_LIST = 3
_ADDRESS = re.compile(r"\s*<?https?://\S{1,1000}>?\s*")


@dataclass(frozen=True, slots=True)
class _Stamped:
    number: int  # of the line, from 0
    style: tuple[bool, str, bool]
    at: float
    end: float | None
    name: str
    link: str
    text: str


@dataclass(frozen=True, slots=True)
class Lines:
    """What was read: the pieces, the first link of a time ("" where there is none), and the lines above."""

    pieces: list[Piece]
    link: str
    above: int


def read(lines: Sequence[str], name: str) -> Lines:
    """Pieces of a transcript written as lines.

    Raises:
        TranscriptError: Its times run backwards.
    """
    first, last = _section(lines)
    stamped = [found for number in range(first, last) if (found := _stamped(number, lines[number]))]
    main = _of_main_style(stamped, lines, first, last)
    if not main:
        return Lines(_plain(lines, first, last, _chapter_lists(stamped)), "", last)
    stamped = main
    _check_order(stamped, name)
    return Lines(
        _timed(stamped, lines, last),
        next((found.link for found in stamped if found.link), ""),
        stamped[0].number,
    )


def seconds(clock: str) -> float:
    """Seconds of a clock text, fraction included."""
    whole, _, fraction = clock.replace(",", ".").partition(".")
    parts = [int(part) for part in whole.split(":")]
    total = 0
    for part in parts:
        total = total * 60 + part
    return float(f"{total}.{fraction or 0}")


def _section(lines: Sequence[str]) -> tuple[int, int]:
    """The lines under a heading "Transcript", up to the next heading of its rank; else all."""
    level = start = 0
    for number, line in enumerate(lines):
        match = _HEADING.fullmatch(line) if line.startswith("#") else None
        if not match:
            continue
        if not level and _SPOKEN.fullmatch(match[2].strip("*_: ")):
            level, start = len(match[1]), number + 1
        elif level and len(match[1]) <= level:
            return start, number
    return start, len(lines)


def _stamped(number: int, line: str) -> _Stamped | None:
    match = _LINE.fullmatch(line) if len(line) < 1_000_000 else None
    if not match or any(int(part) > 59 for part in re.split(r"[.,]", match["time"])[0].split(":")[1:]):
        return None
    end = seconds(match["end"]) if match["end"] else None
    who = (match["name"] or "").strip("*_: \t")
    style = (bool(who), match["open"], bool(match["link"]))
    return _Stamped(
        number, style, seconds(match["time"]), end, who, (match["link"] or "").strip("()"), match["text"]
    )


def _of_main_style(stamped: list[_Stamped], lines: Sequence[str], first: int, last: int) -> list[_Stamped]:
    """The stamped lines written the way that covers most of the text; none where that is too little to be meant."""
    weight: Counter[tuple[bool, str, bool]] = Counter()
    edges = [found.number for found in stamped] + [last]
    for found, (start, end) in zip(stamped, pairwise(edges), strict=True):
        weight[found.style] += sum(map(len, lines[start:end]))
    total = sum(map(len, lines[first:last]))
    for style, covered in weight.most_common():
        chosen = [found for found in stamped if found.style == style]
        if covered * 3 >= total and (style[1] or _is_speech(chosen, lines, last)):
            return chosen
    return []


def _is_speech(stamped: Sequence[_Stamped], lines: Sequence[str], last: int) -> bool:
    """Whether undecorated times are a transcript's: under a list of chapters the last one seems to hold all the text."""
    edges = [found.number for found in stamped] + [last]
    sizes = [sum(map(len, lines[start:end])) for start, end in pairwise(edges)]
    lopsided = sizes[-1] * 2 > sum(sizes) and sizes[-1] > _LOPSIDED * median(sizes)
    return len(stamped) > 2 and not lopsided


def _check_order(stamped: Sequence[_Stamped], name: str) -> None:
    for before, after in pairwise(stamped):
        if after.at < before.at - _BACKSTEP:
            raise TranscriptError(
                "the time on this line is earlier than the one before it",
                "Put the lines in order, or split the file if it holds several talks.",
                file=name,
                line=after.number + 1,
            )


def _timed(stamped: Sequence[_Stamped], lines: Sequence[str], last: int) -> list[Piece]:
    pieces: list[Piece] = []
    edges = [found.number for found in stamped] + [last]
    chapter = _chapter_above(lines, stamped[0].number)
    latest = 0.0
    for found, (start, end) in zip(stamped, pairwise(edges), strict=True):
        text, following = [found.text], ""
        for line in lines[start + 1 : end]:
            if match := _HEADING.fullmatch(line):
                following = _chapter(match[2])
            elif _is_said(line):
                text.append(line)
        latest = max(latest, found.at)
        said = html.unescape(_IMAGE.sub("", " ".join(text))).strip()
        pieces.append(Piece(said, latest, found.end, speaker=found.name, chapter=chapter))
        chapter = following
    return _with_ends(pieces)


def _with_ends(pieces: list[Piece]) -> list[Piece]:
    """A cue without an end lasts until the next; the last one takes the talk's own rate."""
    ended = [
        replace(piece, until=after.at if piece.until is None else piece.until)
        for piece, after in pairwise(pieces)
    ]
    last = pieces[-1]
    said = sum(len(piece.text) for piece in ended)
    span = (last.at or 0.0) - (pieces[0].at or 0.0)
    rate = said / span if said and span > 0 else 0.0
    estimate = (last.at or 0.0) + (len(last.text) / rate if rate else 0.0)
    return [*ended, replace(last, until=last.until if last.until is not None else estimate)]


def _chapter_lists(stamped: Sequence[_Stamped]) -> frozenset[int]:
    """The numbers of lines that are entries of a list of chapters."""
    runs: list[list[int]] = []
    for found in stamped:
        if runs and found.number == runs[-1][-1] + 1:
            runs[-1].append(found.number)
        else:
            runs.append([found.number])
    return frozenset(number for run in runs if len(run) >= _CHAPTER_LIST for number in run)


def _plain(lines: Sequence[str], first: int, last: int, chapters: frozenset[int]) -> list[Piece]:
    pieces: list[Piece] = []
    chapter = ""
    for number, line in enumerate(lines[first:last], first):
        if match := _HEADING.fullmatch(line):
            chapter = _chapter(match[2])
        elif number not in chapters and _is_said(line):
            pieces.append(Piece(line.strip(), chapter=chapter))
            chapter = ""
    return pieces


def _is_said(line: str) -> bool:
    return bool(line.strip()) and not (
        _RULE.fullmatch(line) or _ADDRESS.fullmatch(line) or _IMAGE.fullmatch(line.strip())
    )


def _chapter_above(lines: Sequence[str], number: int) -> str:
    """The heading right above the first line of speech."""
    for line in reversed(lines[:number]):
        if match := _HEADING.fullmatch(line):
            return "" if _SPOKEN.fullmatch(match[2]) else _chapter(match[2])
        if line.strip():
            return ""
    return ""


def _chapter(title: str) -> str:
    return html.unescape(
        _CHAPTER_TIME.sub("", title, count=1) if _CHAPTER_TIME.match(title) else title
    ).strip("*_ ")
