"""``studykit export``: decks as an Anki package or a CSV file."""

from __future__ import annotations

import argparse
import time

from studykit.cli.output import say, tell
from studykit.workflow.decks import left_waiting, open_library
from studykit.workflow.exporting import export


def run(args: argparse.Namespace) -> int:
    """Write the file and say what it holds."""
    decks = [loaded.deck for loaded in open_library(args.decks).decks]
    say(
        export(decks, args.output, drafts=args.drafts, with_progress=args.with_progress, now=int(time.time()))
    )
    if waiting := left_waiting(decks, drafts=args.drafts):
        tell(waiting)
    return 0
