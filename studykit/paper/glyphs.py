"""No box where a letter should be: every character has a font, or an error names it."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path

from studykit.errors import PrintError
from studykit.flags import flag_line
from studykit.paper.document import Data, all_text
from studykit.paper.entries import Entry
from studykit.paper.fonts import Face, choose_fonts, needed_codes

# What templates draw of their own.
_DRAWN_BY_TEMPLATES = "0123456789 []/!·…“”±"
_MOST_NAMED = 5
_INSTALL = {
    "HANGUL": "Install a Hangul font: pip install --no-deps koreanize-matplotlib",
    "CJK": "Install Noto Sans CJK (Debian: fonts-noto-cjk)",
    "HIRAGANA": "Install Noto Sans CJK (Debian: fonts-noto-cjk)",
    "KATAKANA": "Install Noto Sans CJK (Debian: fonts-noto-cjk)",
}


def faces_for(data: Data, entries: Sequence[Entry], given: Path | None) -> tuple[Face, ...]:
    """The fonts that draw all of the data.

    Raises:
        PrintError: no font has a character; the card, the code point and what to install are named.
    """
    choice = choose_fonts(needed_codes(all_text(data) + _DRAWN_BY_TEMPLATES), given)
    if choice.missing:
        raise _missing_glyphs(choice.missing, entries)
    return choice.faces


def _missing_glyphs(missing: frozenset[int], entries: Sequence[Entry]) -> PrintError:
    found = [
        (where, code) for where, text in _texts(entries) for code in sorted(needed_codes(text) & missing)
    ]
    first_use: dict[int, str] = {}
    for where, code in found or [("the title", code) for code in sorted(missing)]:
        first_use.setdefault(code, where)
    named = [
        f"{where} has “{chr(code)}” (U+{code:04X})" for code, where in list(first_use.items())[:_MOST_NAMED]
    ]
    more = len(first_use) - len(named)
    rest = f", and {more} more" if more > 0 else ""
    return PrintError(f"no font can draw a character: {'; '.join(named)}{rest}", _remedy(first_use))


def _texts(entries: Sequence[Entry]) -> list[tuple[str, str]]:
    """Each card's text, and the deck's, with how to name the place."""
    texts = [(f"card {entry.cards[0].id}", entry_text(entry)) for entry in entries]
    decks = {id(entry.deck): entry.deck for entry in entries}
    return texts + [(f"deck “{deck.name}”", f"{deck.name}{deck.source}") for deck in decks.values()]


def entry_text(entry: Entry) -> str:
    """All text of an entry."""
    note = entry.cards[0].note
    flags = "".join(flag_line(flag, entry.deck.language) for flag in note.flags)
    return f"{note.text}{note.front}{note.back}{entry.quote}{flags}{entry.extra}"


def _remedy(codes: dict[int, str]) -> str:
    for code in codes:
        script = unicodedata.name(chr(code), "").split(" ")[0]
        if script in _INSTALL:
            return f"{_INSTALL[script]}, or name a font file that has it with --font."
    return "Name a font file that has it with --font, or take the character out."
