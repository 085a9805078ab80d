"""Marked text: a block's content as one string in which every time, link and emphasis is a single character.

The characters come from Unicode's private use area and are removed from the input first, so that patterns over the
string see structure and prose at once, and code and math, which stand behind a character of their own, not at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

TIME, VERBATIM = "\ue000", "\ue001"
BOLD, BOLD_END, ITALIC, ITALIC_END = "\ue002", "\ue003", "\ue004", "\ue005"
LINK, LINK_END = "\ue006", "\ue007"
# What people put before a time to point at it.
POINTERS = "⏱⏲⏰🕐🕑🕒🕓🕔🕕🕖🕗🕘🕙🕚🕛▶►📍🎬📺🔗👉\ufe0f"
# Signs that people use for list items where Markdown knows none.
BULLETS = r"[•‣◦▪▫●○■□◆◇▶►★☆✓✔✅➤➜⁃∙]"

_MARKUP = re.compile("[\ue002-\ue007]")
_MARKS = re.compile("[\ue000-\ue007]")
_EMPHASIS = re.compile(f"[{BOLD}{BOLD_END}{ITALIC}{ITALIC_END}]")


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time found in the text, and the address it was found on ("" for a bare one).

    ``unlabelled``: the address stands there as itself; its second may be no more than where a viewer stopped.
    """

    seconds: int
    url: str = ""
    unlabelled: bool = False


@dataclass(slots=True)
class Marked:
    """``text`` with one ``TIME`` for each of ``stamps`` and one ``VERBATIM`` for each of ``verbatim``, in order.

    ``links`` are all addresses seen, timed or not.
    """

    text: str = ""
    stamps: list[Stamp] = field(default_factory=list)
    verbatim: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


def without_marks(text: str) -> str:
    """``text`` without the characters this module gives a meaning to."""
    return _MARKS.sub("", text)


def plain(text: str) -> str:
    """Marked text without its emphasis and links; times and code still stand in it as marks."""
    return _MARKUP.sub("", text)


def unmarked(text: str) -> str:
    """Marked text without its emphasis."""
    return _EMPHASIS.sub("", text)
