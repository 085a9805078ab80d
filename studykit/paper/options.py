"""What a sheet is printed on and how: plain values, checked when they are made."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Literal, get_args

from studykit.errors import PrintError


class Layout(StrEnum):
    """A list of questions with its key, or cards to cut out."""

    SHEET = "sheet"
    CARDS = "cards"


class Paper(StrEnum):
    """The sizes of paper."""

    A4 = "a4"
    LETTER = "letter"
    A5 = "a5"

    @property
    def size_mm(self) -> tuple[float, float]:
        """Width and height, upright."""
        return {"a4": (210.0, 297.0), "letter": (215.9, 279.4), "a5": (148.0, 210.0)}[self.value]


class Backs(StrEnum):
    """Where the answers of cut-out cards go.

    ``LONG`` and ``SHORT``: on the back of the sheet, for a printer that flips it on that edge. ``FOLD``: beside
    the question, to fold over. ``SINGLE``: on pages of their own, not mirrored.
    """

    LONG = "long"
    SHORT = "short"
    FOLD = "fold"
    SINGLE = "single"


MOST_CELLS = 12  # across or down


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells across and down a page."""

    columns: int
    rows: int

    @classmethod
    def parse(cls, text: str) -> Grid:
        """Read ``2x4``.

        Raises:
            PrintError: it is not two whole numbers from 1 to `MOST_CELLS`.
        """
        match = re.fullmatch(r"(\d{1,2})\s*[xX×]\s*(\d{1,2})", text.strip())
        grid = cls(int(match[1]), int(match[2])) if match else cls(0, 0)
        if not (1 <= grid.columns <= MOST_CELLS and 1 <= grid.rows <= MOST_CELLS):
            raise PrintError(
                f"“{text}” is no grid",
                "Write columns x rows, such as 2x4. On A4 up to 5x5 or 3x8 cards fit, on A5 up to 3x3 or 2x5.",
            )
        return grid

    def __str__(self) -> str:
        return f"{self.columns}x{self.rows}"


Progress = Callable[[int, int], None]
"""Called with the number of cards done and their total."""

Standard = Literal["ua-1", "a-2a"]
_FARTHEST_MM = 20.0


@dataclass(frozen=True, slots=True)
class SheetOptions:
    """How to print.

    Args:
        layout: Sheet or cards.
        paper: The size of paper.
        columns: 1 or 2 columns of questions on a sheet.
        evidence: Whether the words said in the talk stand under an answer.
        large: Type of 18 points for readers who need it.
        grid: Cells on a page of cards.
        backs: Where the answers of cards go.
        back_offset: Millimetres to move the backs right and down, where a printer shifts them.
        font: A font file to use before any other.
        title: The title; by default the deck's name.
        drafts: Whether drafts are printed, where print_sheet picks the cards itself.
        standards: Any of "ua-1" (PDF/UA-1) and "a-2a" (PDF/A-2a).
        made: The date of the document. A PDF standard needs one; without it the talk's date is used.
        html: Write one HTML page in place of a PDF.
        apart: Leave out cards that give away, or are given away by, an earlier one on the sheet.

    Raises:
        PrintError: a value is out of range, or two do not go together.
    """

    layout: Layout = Layout.SHEET
    paper: Paper = Paper.A4
    columns: int = 1
    evidence: bool = True
    large: bool = False
    grid: Grid = Grid(2, 4)
    backs: Backs = Backs.LONG
    back_offset: tuple[float, float] = (0.0, 0.0)
    font: Path | None = None
    title: str = ""
    drafts: bool = False
    standards: tuple[Standard, ...] = ()
    made: date | None = None
    html: bool = False
    apart: bool = False

    def __post_init__(self) -> None:
        if self.columns not in (1, 2):
            raise PrintError(f"a sheet cannot have {self.columns} columns", "Choose 1 or 2.")
        for standard in self.standards:
            if standard not in get_args(Standard):
                raise PrintError(f"“{standard}” is no PDF standard known here", "Choose ua-1 or a-2a.")
        if self.html and self.layout is Layout.CARDS:
            raise PrintError("cards to cut out cannot be HTML", "Leave out --html: a PDF keeps its measures.")
        if any(not abs(mm) <= _FARTHEST_MM for mm in self.back_offset):
            raise PrintError(
                f"the backs cannot be moved by more than {_FARTHEST_MM:g} mm",
                "Print the calibration page and type the numbers it shows.",
            )
        if self.layout is Layout.CARDS and self.backs is Backs.FOLD and self.grid.columns % 2:
            raise PrintError(
                f"cards to fold need an even number of columns, not {self.grid.columns}",
                "Choose a grid such as 2x4: the answer stands beside its question.",
            )
