"""Decks to paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from studykit.model import Deck
from studykit.paper.options import Grid, Layout, Paper, SheetOptions
from studykit.paper.sheet import print_sheet

Report = Callable[[int, int, str], None]


def sheet_options(*, layout: str, paper: str, grid: str, drafts: bool) -> SheetOptions:
    """The options that a dialog's words mean.

    Raises:
        PrintError: a grid that is none.
    """
    return SheetOptions(layout=Layout(layout), paper=Paper(paper), grid=Grid.parse(grid), drafts=drafts)


def print_decks(decks: Sequence[Deck], path: Path, options: SheetOptions, report: Report) -> str:
    """Write the PDF; one sentence says what was written."""
    report(0, 1, "setting")
    done = print_sheet(decks, path, options)
    report(1, 1, "written")
    return f"{done.cards} cards on {done.pages} pages in {path}"
