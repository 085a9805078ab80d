"""``studykit print``: a study sheet or cards to cut out."""

from __future__ import annotations

import argparse

from studykit.cli.output import say
from studykit.paper.options import Layout, Paper, SheetOptions
from studykit.paper.sheet import print_sheet
from studykit.workflow.decks import open_library


def run(args: argparse.Namespace) -> int:
    """Write the PDF and say what it holds."""
    decks = [loaded.deck for loaded in open_library(args.decks).decks]
    options = SheetOptions(
        layout=Layout(args.layout), paper=Paper(args.paper), font=args.font, drafts=args.drafts
    )
    done = print_sheet(decks, args.output, options)
    say(f"{done.cards} cards on {done.pages} pages in {args.output}")
    return 0
