"""Unicode as the terminal, the keyboard and a hostile file see it."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# The two-set (두벌식) Korean layout: the jamo each Latin key sends. A letter key of ours must answer to both.
JAMO_KEYS = {
    "a": "ㅁ", "b": "ㅠ", "c": "ㅊ", "d": "ㅇ", "e": "ㄷ", "f": "ㄹ", "g": "ㅎ", "h": "ㅗ", "i": "ㅑ", "j": "ㅓ",
    "k": "ㅏ", "l": "ㅣ", "m": "ㅡ", "n": "ㅜ", "o": "ㅐ", "p": "ㅔ", "q": "ㅂ", "r": "ㄱ", "s": "ㄴ", "t": "ㅅ",
    "u": "ㅕ", "v": "ㅍ", "w": "ㅈ", "x": "ㅌ", "y": "ㅛ", "z": "ㅋ",
    "E": "ㄸ", "O": "ㅒ", "P": "ㅖ", "Q": "ㅃ", "R": "ㄲ", "T": "ㅆ", "W": "ㅉ",
}  # fmt: skip

# Explicit directional formatting can make a line read as something it is not (Unicode TR 36, "bidi spoofing").
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# The same set and the categories Cc and Cs as one pattern: most text holds none, and the search is a fraction of the cost.
_SUSPECT = re.compile(f"[\x00-\x1f\x7f-\x9f\ud800-\udfff{''.join(sorted(_BIDI))}]")


def nfc(text: str) -> str:
    """Text in the one form used inside: a decomposed syllable measures four cells instead of two."""
    return unicodedata.normalize("NFC", text)


def neutralise(text: str, *, keep: str = "\n\t") -> str:
    """Text without control characters (terminal escapes) and bidi overrides, except those in ``keep``."""
    return _unwanted(keep).sub("", text)


@lru_cache
def _unwanted(keep: str) -> re.Pattern[str]:
    # Cc (controls), Cs (lone surrogates) and the bidi controls, as one pattern: text may be megabytes long.
    unwanted = [*map(chr, range(0x20)), *map(chr, range(0x7F, 0xA0)), *_BIDI]
    return re.compile(f"[{re.escape(''.join(ch for ch in unwanted if ch not in keep))}\ud800-\udfff]")


def cell_width(text: str) -> int:
    """Terminal cells that ``text`` takes; Hangul syllables take two."""
    # Imported here: its tables cost 50 ms, and only tables printed to a terminal need them.
    from wcwidth import wcswidth  # noqa: PLC0415

    return max(0, wcswidth(neutralise(text, keep="")))


def pad_cells(text: str, width: int) -> str:
    """``text`` followed by spaces up to ``width`` cells."""
    return text + " " * max(0, width - cell_width(text))


def crop_cells(text: str, width: int) -> str:
    """``text`` cut to ``width`` cells, with an ellipsis where something was cut."""
    if cell_width(text) <= width:
        return text
    kept = ""
    for ch in text:
        if cell_width(kept + ch) >= width:
            break
        kept += ch
    return kept.rstrip() + "…"


def counted(number: int, noun: str) -> str:
    """``1 card``, ``2 cards``: for nouns whose plural ends in s."""
    return f"{number} {noun}{'s' * (number != 1)}"


def has_hangul(text: str) -> bool:
    """Whether any character is a Hangul syllable."""
    return any("가" <= ch <= "힣" for ch in text)


def has_final_consonant(word: str) -> bool:
    """Whether a Korean word ends in a consonant, which decides its particle (은/는, 을/를)."""
    last = word[-1:]
    return "가" <= last <= "힣" and (ord(last) - ord("가")) % 28 != 0
