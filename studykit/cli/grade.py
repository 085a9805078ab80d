"""``studykit grade``: grades from paper become reviews of today."""

from __future__ import annotations

import argparse

from studykit.cli.output import say, tell
from studykit.workflow.decks import open_library
from studykit.workflow.grading import Graded, grade, known_before
from studykit.workflow.studying import clock_ms, open_study


def run(args: argparse.Namespace) -> int:
    """Record each grade; a line is printed once it is on the disk."""
    library = open_library(strict=False)
    known = []
    with open_study() as study:
        words = " ".join(args.grades)
        for done in grade(args.sheet, words, library.decks, study, clock_ms(), again=args.again):
            if isinstance(done, Graded):
                say(f"saved {done.card_id} {done.rating.name.lower()} {done.due}")
            else:
                known.append(done)
    if text := known_before(known):
        tell(text)
    return 0
