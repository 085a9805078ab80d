"""Bare times of a block: in brackets, at the start of a line, behind a pointer, each made a mark in its place."""

from __future__ import annotations

import re
from collections.abc import Iterable

from studykit.parse.marks import BOLD, BOLD_END, ITALIC, ITALIC_END, POINTERS, TIME, Marked, Stamp, unmarked
from studykit.parse.times import parse_time

_CLOCK = r"\d{1,3}[:：]\d{2}(?:[:：]\d{2})?(?:[.,]\d{1,3})?s?"
_BRACKETED = re.compile(r"([\[(（【〔])([^\[\](){}（）【】〔〕\n]{1,80})([\])）】〕])")
_LEAD_IN = re.compile(
    r"[^\w\[(]*(?:(?:t\s*=|at|from|timestamps?|time|타임스탬프|시간|時間|时间)\s*[:：]?\s*)?", re.IGNORECASE
)
_POINTED = re.compile(rf"[@＠{POINTERS}]\s?({_CLOCK})(?![\d:])|\s[-–—]{{1,3}}\s({_CLOCK})(?=\s*$)")
_DASH = re.compile(r"\s*(?:[-–—―~～〜−,;/、·]|to|→)\s*")
LEADING = re.compile(
    rf"(?P<before>[\s{BOLD}{ITALIC}{POINTERS}]*(?:(?:time|timestamps?|타임스탬프|시간|時間|时间)\s?[:：]\s?)?)(?P<times>{_CLOCK}(?:\s*[-–—~～]\s*{_CLOCK})?)"
    rf"(?=[\s{BOLD_END}{ITALIC_END}\]:·•|➜→–—-]|$)(?!\s*(?:[ap]\.?m\b|시|時))",
    re.IGNORECASE,
)
_DOTTED = re.compile(r"\d{1,3}\.[0-5]\d")
_TIMELIKE = re.compile(r"[:：]\d\d|\dm|\ds|t\s?=|\d\s?[분分]\s?\d")
_MARKUP_ONLY = re.compile(rf"[^{BOLD}{ITALIC}]")


def times_of(text: str) -> list[int]:
    """The seconds of a text that is nothing but times ("0:32–1:23", "t=1593s"); empty for any other text."""
    lead = _LEAD_IN.match(text)
    rest = text[lead.end() :].strip() if lead else text
    found = [parse_time(part) for part in _DASH.split(rest)]
    if not found or None in found or (rest.isdigit() and "=" not in text):
        return []
    return [seconds for seconds in found if seconds is not None]


def with_bare_times(marked: Marked) -> Marked:
    """Bare times in brackets, and at the start of a block or its lines, become stamps in their places."""
    stamps: list[Stamp] = []
    linked = iter(marked.stamps)
    out: list[str] = []

    def keep(stretch: str) -> None:
        stamps.extend(next(linked) for _ in range(stretch.count(TIME)))
        out.append(stretch)

    def found(times: Iterable[int]) -> str:
        new = [Stamp(at) for at in times]
        stamps.extend(new)
        return TIME * len(new)

    led = False
    for number, line in enumerate(marked.text.split("\n")):
        if number:
            out.append("\n")
        end = 0
        leading = LEADING.match(line) if not number or led else None
        if leading and (times := times_of(leading["times"])):
            out.extend((_MARKUP_ONLY.sub("", leading["before"]), found(times)))
            end = leading.end()
        if not number:
            led = bool(leading) or line.lstrip(f" [(【（{BOLD}{ITALIC}").startswith(TIME)
        for match in _bare(line, end):
            times = _pointed(match) if match.re is _POINTED else _bracketed(match, line)
            if times and match.start() >= end:
                keep(line[end : match.start()])
                out.extend(
                    (" ", found(times)) if match.re is _POINTED else (match[1], found(times), match[3])
                )
                end = match.end()
        keep(line[end:])
    return Marked("".join(out), stamps, marked.verbatim, marked.links)


def _bare(line: str, start: int) -> list[re.Match[str]]:
    """Where bare times may be: in brackets, behind a pointer, behind a dash at the end of the line."""
    if not any(sign in line for sign in ":：[=分"):
        return []
    found = [*_BRACKETED.finditer(line, start), *_POINTED.finditer(line, start)]
    return sorted(found, key=lambda match: match.start())


def _pointed(match: re.Match[str]) -> list[int]:
    return times_of(match[1] or match[2])


def _bracketed(match: re.Match[str], line: str) -> list[int]:
    inside = unmarked(match[2])
    if _TIMELIKE.search(inside):
        return times_of(inside)
    # "[12.34]" is a time where people put times, at the start or the end; elsewhere it is a number.
    at_edge = not line[: match.start()].strip(" *-") or not line[match.end() :].strip(" .,;:。，)")
    return times_of(inside) if match[1] == "[" and at_edge and _DOTTED.fullmatch(inside.strip()) else []
