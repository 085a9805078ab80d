"""The signs the screens draw with, and their ASCII twins for poor terminals and screen readers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Glyphs:
    """One set of signs. Each takes the number of cells it has characters."""

    cursor: str
    play: str
    dot_on: str
    dot_off: str
    separator: str
    dash: str
    arrow: str
    plus_minus: str
    ellipsis: str
    block: str
    track: str
    levels: str  # from nothing to full, for columns
    shades: str  # from nothing to much, for the heat map
    done: str
    quote_open: str
    quote_close: str
    blank: str
    rule: str


UNICODE = Glyphs(
    cursor="▸", play="▶", dot_on="●", dot_off="○", separator="·", dash="—", arrow="→", plus_minus="±", ellipsis="…",
    block="█", track="░", levels=" ▁▂▃▄▅▆▇█", shades="·░▒▓█", done="✓", quote_open="“", quote_close="”", blank="…",
    rule="─",
)  # fmt: skip
ASCII = Glyphs(
    cursor=">", play=">", dot_on="*", dot_off=".", separator="|", dash="-", arrow="->", plus_minus="+/-",
    ellipsis="..", block="#", track=".", levels=" .:-=+*%#", shades=".:+*#", done="v", quote_open='"',
    quote_close='"', blank="...", rule="-",
)  # fmt: skip


def dots(confidence: float, glyphs: Glyphs) -> str:
    """Confidence as four dots, filled to the nearest quarter, at least one."""
    filled = min(4, max(1, round(confidence * 4)))
    return glyphs.dot_on * filled + glyphs.dot_off * (4 - filled)


def certainty(confidence: float) -> str:
    """Confidence in a word. The bounds are those at which a careful reader would speak so of a quote."""
    if confidence >= 0.9:
        return "sure"
    if confidence >= 0.7:
        return "likely"
    return "perhaps" if confidence >= 0.45 else "doubtful"


def column(value: float, top: float, glyphs: Glyphs) -> str:
    """One cell of a column chart; anything above nothing is visible."""
    steps = len(glyphs.levels) - 1
    if value <= 0 or top <= 0:
        return glyphs.levels[0]
    return glyphs.levels[max(1, min(steps, round(value / top * steps)))]


def sparkline(values: Sequence[float], glyphs: Glyphs) -> str:
    """A column per value, scaled to the largest; an empty day is a low dot-like mark, not a gap."""
    top = max(values, default=0)
    return "".join(column(value, top, glyphs) if value else glyphs.levels[1] for value in values)


def shade(value: int, top: int, glyphs: Glyphs) -> str:
    """One cell of the heat map."""
    if value <= 0 or top <= 0:
        return glyphs.shades[0]
    steps = len(glyphs.shades) - 1
    return glyphs.shades[max(1, min(steps, round(value / top * steps)))]


def bar(value: float, top: float, width: int, glyphs: Glyphs) -> str:
    """A horizontal bar; anything above nothing takes at least one cell."""
    if value <= 0 or top <= 0:
        return ""
    return glyphs.block * max(1, round(value / top * width))
