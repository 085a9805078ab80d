"""``studykit`` without a command: the deck list, in the terminal."""

from __future__ import annotations

import argparse

from studykit.cli.review import screen
from studykit.workflow.decks import open_library


def run(args: argparse.Namespace) -> int:
    """Open the application on the deck list; with no deck yet it offers to make one."""
    library = open_library(strict=False)
    return screen(library, {}, review=None, ascii_only=args.ascii)
