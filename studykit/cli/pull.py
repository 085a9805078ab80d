"""``studykit pull``: reviews and edits from a running Anki."""

from __future__ import annotations

import argparse
import os

from studykit.cli.bring import report
from studykit.workflow.decks import open_library
from studykit.workflow.studying import clock_ms, open_study
from studykit.workflow.syncing import client, pull_decks


def run(args: argparse.Namespace) -> int:
    """Take in what Anki has and say what it was."""
    library = open_library(strict=False)
    anki = client(os.environ, args.port)
    with open_study() as study:
        done = pull_decks(anki, library.decks, study, clock_ms(), take_edits=args.take_edits)
    report(done, as_object=args.json)
    return 0
