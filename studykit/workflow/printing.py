"""Decks to paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from studykit.cloze import study_cards
from studykit.model import Deck
from studykit.paper.calibration import print_calibration
from studykit.paper.choose import Choice, Known, choose
from studykit.paper.options import Grid, Layout, Paper, SheetOptions
from studykit.paper.sheet import Printed, print_sheet
from studykit.progress.config import load_config
from studykit.progress.home import progress_path
from studykit.schedule.days import date_of
from studykit.schedule.state import Phase, due_at
from studykit.text import counted
from studykit.workflow.studying import Study, clock_ms, open_study

Report = Callable[[int, int, str], None]


def sheet_options(*, layout: str, paper: str, grid: str, drafts: bool) -> SheetOptions:
    """The options that a dialog's words mean.

    Raises:
        PrintError: a grid that is none.
    """
    return SheetOptions(layout=Layout(layout), paper=Paper(paper), grid=Grid.parse(grid), drafts=drafts)


def print_decks(
    decks: Sequence[Deck], path: Path, options: SheetOptions, report: Report, choice: Choice | None = None
) -> Printed:
    """Write the sheet.

    Raises:
        StudykitError: nothing to print, a missing glyph, a file that cannot be written.
    """
    wanted = choice or Choice(drafts=options.drafts)
    chosen = choose(decks, wanted, _known(decks, drafts=wanted.drafts))

    def progress(done: int, total: int) -> None:
        report(done, total, "setting")

    today = date_of(load_config().clock.day_of(clock_ms()))
    return print_sheet(decks, path, options, cards=chosen, progress=progress, today=today)


def sentence(done: Printed, path: Path) -> str:
    """What was written, in one sentence."""
    pages = counted(done.pages, "page") if done.pages else "one HTML page"
    return f"{counted(done.cards, 'card')} on {pages} in {path}"


def calibrate(path: Path, options: SheetOptions, language: str) -> str:
    """Write the page that tells how far a printer shifts its backs."""
    print_calibration(path, options, language=language)
    return f"calibration page in {path}"


def _known(decks: Sequence[Deck], *, drafts: bool) -> Known:
    """What the review history says of these cards; nothing where there is none."""
    if not progress_path().exists():
        return Known()
    with open_study() as study:
        return _known_by(study, [card.id for card in study_cards(decks, drafts=drafts)])


def _known_by(study: Study, cards: Sequence[str]) -> Known:
    states = study.progress.states(cards)
    clock, now = study.config.clock, clock_ms()
    end_of_day = clock.start_of(clock.day_of(now) + 1)
    due = {card: due_at(state, clock) for card, state in states.items() if state.phase is not Phase.NEW}
    return Known(
        due={card: at for card, at in due.items() if at < end_of_day},
        leeches=frozenset(card for card, state in states.items() if state.leech),
        flagged=frozenset(card for card, state in states.items() if state.flagged),
        suspended=frozenset(card for card, state in states.items() if state.suspended and not state.leech),
    )
