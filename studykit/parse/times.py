"""Times as notes write them: ``5:09``, ``1:02:03``, ``[12.34]``, ``5:51s``, ``2m48s``, ``309``."""

from __future__ import annotations

import re

# No video is longer; a larger number is a date or an identifier, not a time.
LONGEST = 100 * 3600

_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):([0-5]?\d)(?:[.,]\d{1,6})?s?", re.ASCII)
_DOTTED = re.compile(r"(\d{1,3})\.([0-5]\d)", re.ASCII)
_UNITS = re.compile(r"(?:(\d{1,3})h)?(?:(\d{1,4})m)?(?:(\d{1,6})(?:\.\d{1,6})?s)?", re.ASCII | re.IGNORECASE)
_WORDS = re.compile(
    r"(?:(\d{1,3})\s?(?:시간|時間|小时|小時)\s?)?(?:(\d{1,4})\s?[분分]\s?)?(?:(\d{1,4})\s?[초秒])?", re.ASCII
)
_SECONDS = re.compile(r"(\d{1,6})(?:\.\d{1,6})?", re.ASCII)


def parse_time(text: str) -> int | None:
    """Whole seconds, or None where ``text`` is no time.

    A dot between two numbers counts as a colon ("12.34" is twelve minutes): so do people who type it.
    Fractions of a second are dropped.
    """
    text = text.strip().replace("：", ":")
    if match := _CLOCK.fullmatch(text):
        return _clock(match[1], match[2], match[3])
    if match := _DOTTED.fullmatch(text):
        return int(match[1]) * 60 + int(match[2])
    return unit_seconds(text)


def unit_seconds(text: str) -> int | None:
    """Seconds of the forms that links use (``309``, ``309s``, ``2m48s``, ``1h2m3s``), or of 5분 9초 and 5分9秒."""
    if match := _SECONDS.fullmatch(text):
        return _bounded(int(match[1]))
    match = _UNITS.fullmatch(text) or _WORDS.fullmatch(text)
    if not match or not text:
        return None
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return _bounded(hours * 3600 + minutes * 60 + seconds)


def format_time(seconds: int) -> str:
    """``05:09`` below an hour, ``1:02:03`` from there on."""
    minutes, second = divmod(max(0, seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute:02}:{second:02}"


def _clock(hours: str | None, minutes: str, seconds: str) -> int | None:
    # "1:2" is a ratio or a verse; only the last group's width tells a time from it.
    if len(seconds) != 2 or (hours and (len(minutes) > 2 or int(minutes) > 59)):
        return None
    return _bounded(int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds))


def _bounded(seconds: int) -> int | None:
    return seconds if seconds < LONGEST else None
