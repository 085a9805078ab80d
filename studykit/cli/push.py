"""``studykit push``: notes to a running Anki."""

from __future__ import annotations

import argparse
import os
import time

from studykit.cli.output import say, tell
from studykit.text import counted
from studykit.workflow.decks import open_library
from studykit.workflow.syncing import client, push_decks


def run(args: argparse.Namespace) -> int:
    """Bring Anki up to date and say what changed there."""
    library = open_library(args.decks)
    done = push_decks(
        client(os.environ, args.port),
        library.decks,
        now=int(time.time()),
        drafts=args.drafts,
        with_progress=args.with_progress,
        overwrite=args.overwrite,
    )
    say(
        f"{done.new} new, {done.updated} updated, {done.same} as they were; {counted(done.reviews, 'review')} sent"
    )
    if done.kept:
        tell(
            f"{counted(len(done.kept), 'note')} edited in Anki stay as they are there: {', '.join(done.kept[:5])}"
        )
        tell("Take Anki's text over with 'studykit pull --take-edits', or overwrite it with --overwrite.")
    for left in done.left:
        tell(f"left out: {left.name}: {left.reason}")
    return 0
