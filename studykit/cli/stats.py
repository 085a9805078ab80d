"""``studykit stats``: how the learning goes, as a table or as JSON."""

from __future__ import annotations

import argparse

from studykit.cli.output import say, say_json, say_table, tell, tell_problem
from studykit.progress.figures import figures
from studykit.review.report import payload
from studykit.review.stats import Share, Statistics
from studykit.text import counted, crop_cells
from studykit.workflow.decks import open_library
from studykit.workflow.studying import clock_ms, open_study

# Leaves room for the figures at 80 columns.
NAME_CELLS = 34


def run(args: argparse.Namespace) -> int:
    """Print the figures; exit code 1 where a named deck cannot be used."""
    library = open_library(args.decks, strict=bool(args.decks))
    for problem in library.problems:
        tell_problem(problem)
    with open_study(back_up=False) as study:
        stats = figures(study.progress, library.decks, clock_ms(), study.config, whole=not args.decks)
    if args.json:
        say_json(payload(stats))
    elif not library.decks and not library.problems:
        tell("There is no deck yet. Make one: studykit generate SUMMARY --transcript FILE")
    else:
        _say(stats)
    return 0


def _say(stats: Statistics) -> None:
    heads = ("deck", "cards", "new", "learning", "due", "reviews", "retention")
    rows = [
        (
            crop_cells(deck.name, NAME_CELLS),
            str(deck.cards),
            str(deck.due.new),
            str(deck.due.learning),
            str(deck.due.review),
            str(deck.reviews),
            _percent(deck.retention),
        )
        for deck in stats.decks
    ]
    say_table([heads, *rows], numeric=frozenset(range(1, len(heads))))
    say()
    pace = f", {stats.seconds_per_review:.0f} s each" if stats.seconds_per_review else ""
    say(f"{counted(stats.reviews, 'review')}{pace}; {counted(stats.streak, 'day')} in a row")
    say("due in the next seven days: " + " ".join(str(count) for count in stats.forecast[:7]))


def _percent(share: Share) -> str:
    return "-" if share.value is None else f"{100 * share.value:.0f}%"
