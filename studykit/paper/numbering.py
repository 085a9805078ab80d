"""Which card stands behind each number of a sheet, kept in a small file beside it.

``sheet.pdf`` has ``sheet.cards.json``::

    {"format": 1, "sheet": "7f3a", "printed": "2025-03-01", "cards": ["7k3vq2m9xa.1", "q2x8m1f0cd.1"]}

The first card has number 1. ``sheet`` is the code in the footer of every page: it tells a paper apart from a
later one that was printed to the same file. ``printed`` is the study day: the same cards printed on another day are
another sheet, whose grades count.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from studykit.errors import InputError
from studykit.files import read_bytes, write_text

_MAX_BYTES = 4 * 1024 * 1024
_HINT = "Print the sheet again, or name the PDF whose .cards.json file still stands beside it."


@dataclass(frozen=True, slots=True)
class Numbering:
    """The cards of a printed sheet; ``cards[0]`` has number 1.

    ``code`` is in the sheet's footer, ``printed`` the study day it was printed on, where that is known.
    """

    code: str
    cards: tuple[str, ...]
    printed: date | None = None

    @classmethod
    def of(cls, cards: Sequence[str], printed: date | None = None) -> Numbering:
        """The numbering of these card ids; the same cards in the same order have the same code."""
        return cls(hashlib.sha256("\n".join(cards).encode()).hexdigest()[:4], tuple(cards), printed)


def numbering_path(sheet: Path) -> Path:
    """Where the numbering of a sheet is kept. The file itself is accepted in the sheet's place."""
    if sheet.name.endswith(".cards.json"):
        return sheet
    return sheet.with_name(f"{sheet.stem}.cards.json")


def save_numbering(sheet: Path, numbering: Numbering) -> Path:
    """Write the numbering beside its sheet.

    Raises:
        InputError: the file cannot be written.
    """
    path = numbering_path(sheet)
    printed = {"printed": numbering.printed.isoformat()} if numbering.printed else {}
    data = {"format": 1, "sheet": numbering.code, **printed, "cards": list(numbering.cards)}
    write_text(path, json.dumps(data, indent=1) + "\n")
    return path


def load_numbering(sheet: Path) -> Numbering:
    """Read the numbering of a sheet.

    Raises:
        InputError: there is none, or it is not one that this program wrote.
    """
    path = numbering_path(sheet)
    if not path.is_file():
        raise InputError(f"the list of card numbers, {path.name}, is missing", _HINT, file=str(sheet))
    try:
        data = json.loads(read_bytes(path, limit=_MAX_BYTES))
    except (ValueError, RecursionError):
        raise InputError("this is no list of card numbers", _HINT, file=str(path)) from None
    known = isinstance(data, dict) and data.get("format") == 1
    code, cards = (data.get("sheet"), data.get("cards")) if known else (None, None)
    if not (isinstance(code, str) and isinstance(cards, list) and all(isinstance(c, str) for c in cards)):
        raise InputError("this is no list of card numbers", _HINT, file=str(path))
    return Numbering(code, tuple(cards), _date(data.get("printed")))


def _date(text: object) -> date | None:
    try:
        return date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
