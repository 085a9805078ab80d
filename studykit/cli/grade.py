"""``studykit grade``: grades from paper become reviews of today."""

from __future__ import annotations

import argparse

from studykit.cli.output import say
from studykit.workflow.decks import open_library
from studykit.workflow.grading import grade
from studykit.workflow.studying import clock_ms, open_study


def run(args: argparse.Namespace) -> int:
    """Record each grade; a line is printed once it is on the disk."""
    library = open_library(strict=False)
    with open_study() as study:
        for done in grade(args.sheet, " ".join(args.grades), library.decks, study, clock_ms()):
            say(f"saved {done.card_id} {done.rating.name.lower()} {done.due}")
    return 0
