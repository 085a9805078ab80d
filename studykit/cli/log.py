"""``studykit log``: the review history as lines of JSON, and its states made anew from it."""

from __future__ import annotations

import argparse
import io
import sys

from studykit.cli.output import ProgressBar, say
from studykit.files import write_text
from studykit.progress.journal import export_log
from studykit.progress.rebuild import rebuild
from studykit.text import counted
from studykit.workflow.studying import clock_ms, open_study


def run(args: argparse.Namespace) -> int:
    """Export the log, or rebuild the states."""
    with open_study() as study:
        if args.action == "rebuild":
            bar = ProgressBar("states")
            done = rebuild(study.progress, lambda count: bar(count, count, counted(count, "card")))
            bar.close()
            say(f"{counted(done.cards, 'card')}; {counted(done.changed, 'state')} different")
            return 0
        if str(args.file) == "-":
            export_log(study.progress, sys.stdout, clock_ms())
            return 0
        out = io.StringIO()
        count = export_log(study.progress, out, clock_ms())
        write_text(args.file, out.getvalue())
        say(f"{counted(count, 'event')} in {args.file}")
    return 0
