"""``studykit review``: study what is due, on the terminal's screen or line by line."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studykit.cli.output import tell, tell_problem
from studykit.errors import UsageError
from studykit.progress.home import config_path
from studykit.progress.library import Library
from studykit.workflow.decks import open_library

if TYPE_CHECKING:
    # Only named here: the deck list is painted before any of these is loaded.
    from studykit.model import Deck, Note
    from studykit.progress.desk import SessionOptions
    from studykit.progress.store import Progress
    from studykit.tui.preferences import Preferences
    from studykit.workflow.services import Workshop


def run(args: argparse.Namespace) -> int:
    """Hold a session; exit code 0 however it ends, every rating being on the disk."""
    library = open_library(args.decks, strict=bool(args.decks))
    for problem in library.problems:
        tell_problem(problem)
    if not library.decks:
        tell("There is no deck yet. Make one: studykit generate SUMMARY --transcript FILE")
        return 1
    words = {
        "limit": args.limit,
        "new": args.new,
        "drafts": args.drafts,
        "tag": args.tag,
        "search": args.search,
        "practise": args.practise,
    }
    if args.plain:
        return _plain(library, words)
    return screen(library, words, review=[d.path for d in library.decks], ascii_only=args.ascii)


def screen(
    library: Library, words: Mapping[str, Any], *, review: Sequence[Path] | None, ascii_only: bool
) -> int:
    """The terminal application, on a review or (without one) on the deck list.

    Args:
        library: The decks.
        words: What the command says of sessions, as `Study.options` takes it.
        review: The decks to review at once.
        ascii_only: Whether to draw with ASCII characters only.
    """
    # In a browser tab the screen is drawn over a pipe, by a driver that this variable names.
    if not ((sys.stdin.isatty() and sys.stderr.isatty()) or os.environ.get("TEXTUAL_DRIVER")):
        raise UsageError("this needs a terminal", "Use 'studykit review --plain' in pipes and scripts.")
    from studykit.tui.app import run as run_app

    with ExitStack() as stack:

        def history() -> tuple[Progress, SessionOptions]:
            from studykit.workflow.studying import open_study

            study = stack.enter_context(open_study(back_up=False))
            return study.progress, study.options(**words)

        return run_app(
            library, history, services=_workshop, preferences=_preferences(), review=review, ascii=ascii_only
        )


def _preferences() -> Preferences:
    """What the settings say of the terminal. Reading none costs nothing."""
    from studykit.tui.preferences import Preferences, preferences

    if not config_path().exists():
        return Preferences()
    from studykit.progress.config import load_config

    config = load_config()
    return preferences(config.tables, config.file)


def _workshop() -> Workshop:
    from studykit.workflow.services import Workshop

    return Workshop(lambda: int(time.time()))


def _plain(library: Library, words: Mapping[str, Any]) -> int:
    from studykit.cli.plain import run_plain
    from studykit.progress.desk import Desk
    from studykit.workflow.studying import clock_ms, open_study

    workshop = _workshop()

    def save_note(note: Note) -> list[Deck]:
        path = next(d.path for d in library.decks if any(n.id == note.id for n in d.deck.notes))
        workshop.replace_note(path, note)
        library.reload()
        return [loaded.deck for loaded in library.decks]

    with open_study(back_up=False) as study:
        options = study.options(**words)
        desk = Desk(study.progress, [loaded.deck for loaded in library.decks], clock_ms, options)
        return run_plain(desk, sys.stdin, sys.stdout, save_note=save_note)
