"""``studykit review``: study what is due, on the terminal's screen or line by line."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from studykit.cli.output import tell, tell_problem
from studykit.errors import UsageError
from studykit.model import Deck, Note
from studykit.progress.desk import Desk, SessionOptions
from studykit.progress.library import Library
from studykit.workflow.decks import open_library
from studykit.workflow.studying import Study, clock_ms, open_study

if TYPE_CHECKING:
    # Loads parsers, aligner and generator, which a review does not need.
    from studykit.workflow.services import Workshop


def run(args: argparse.Namespace) -> int:
    """Hold a session; exit code 0 however it ends, every rating being on the disk."""
    library = open_library(args.decks, strict=bool(args.decks))
    for problem in library.problems:
        tell_problem(problem)
    if not library.decks:
        tell("There is no deck yet. Make one: studykit generate SUMMARY --transcript FILE")
        return 1
    with open_study() as study:
        options = study.options(limit=args.limit, new=args.new, drafts=args.drafts)
        if args.plain:
            return _plain(library, study, options)
        return screen(library, study, options, review=[d.path for d in library.decks], ascii_only=args.ascii)


def screen(
    library: Library,
    study: Study,
    options: SessionOptions,
    *,
    review: Sequence[Path] | None,
    ascii_only: bool,
) -> int:
    """The terminal application, on a review or (without one) on the deck list."""
    # In a browser tab the screen is drawn over a pipe, by a driver that this variable names.
    if not ((sys.stdin.isatty() and sys.stderr.isatty()) or os.environ.get("TEXTUAL_DRIVER")):
        raise UsageError("this needs a terminal", "Use 'studykit review --plain' in pipes and scripts.")
    from studykit.tui.app import run as run_app
    from studykit.tui.preferences import preferences

    return run_app(
        library,
        study.progress,
        services=_workshop,
        clock_ms=clock_ms,
        options=options,
        preferences=preferences(study.config.tables, study.config.file),
        review=review,
        ascii=ascii_only,
    )


def _workshop() -> Workshop:
    from studykit.workflow.services import Workshop

    return Workshop(lambda: clock_ms() // 1000)


def _plain(library: Library, study: Study, options: SessionOptions) -> int:
    from studykit.cli.plain import run_plain

    desk = Desk(study.progress, [loaded.deck for loaded in library.decks], clock_ms, options)
    workshop = _workshop()

    def save_note(note: Note) -> list[Deck]:
        path = next(d.path for d in library.decks if any(n.id == note.id for n in d.deck.notes))
        workshop.replace_note(path, note)
        library.reload()
        return [loaded.deck for loaded in library.decks]

    return run_plain(desk, sys.stdin, sys.stdout, save_note=save_note)
