"""``studykit print``: a study sheet or cards to cut out."""

from __future__ import annotations

import argparse

from studykit.cli.output import ProgressBar, say, tell
from studykit.paper.choose import Choice, Order, Which
from studykit.paper.options import Backs, Grid, Layout, Paper, SheetOptions, Standard
from studykit.text import counted
from studykit.workflow.decks import left_waiting, open_library
from studykit.workflow.printing import calibrate, print_decks, sentence


def run(args: argparse.Namespace) -> int:
    """Write the file and say what it holds."""
    decks = [loaded.deck for loaded in open_library(args.decks).decks]
    options = _options(args)
    if args.calibrate:
        say(calibrate(args.output, options, decks[0].language if decks else ""))
        return 0
    choice = Choice(
        which=Which(args.which),
        tags=tuple(args.tag),
        search=args.search,
        order=Order(args.order),
        limit=args.limit,
        drafts=args.drafts,
    )
    bar = ProgressBar(args.output.name)
    try:
        done = print_decks(decks, args.output, options, bar, choice)
    finally:
        bar.close()
    say(sentence(done, args.output))
    for number, other in done.given_away:
        tell(f"Question {number} shows the answer of {other}; --apart leaves such questions out.")
    if waiting := left_waiting(decks, drafts=args.drafts):
        tell(waiting)
    if done.left_out:
        tell(f"{counted(done.left_out, 'question')} left out: each shows another's answer.")
    if options.layout is Layout.CARDS:
        tell("Print at 100%, not fitted to the page; the ruler on the page must measure 50 mm.")
    return 0


def _options(args: argparse.Namespace) -> SheetOptions:
    wanted: list[tuple[bool, Standard]] = [(args.pdf_ua, "ua-1"), (args.pdf_a, "a-2a")]
    backs = Backs.FOLD if args.fold else Backs.SINGLE if args.single else Backs(args.duplex or "long")
    return SheetOptions(
        layout=Layout(args.layout),
        paper=Paper(args.paper),
        columns=args.columns,
        evidence=not args.no_evidence,
        large=args.large,
        grid=Grid.parse(args.grid),
        backs=backs,
        back_offset=args.back_offset,
        font=args.font,
        title=args.title,
        drafts=args.drafts,
        standards=tuple(standard for asked, standard in wanted if asked),
        html=args.html,
        apart=args.apart,
    )
