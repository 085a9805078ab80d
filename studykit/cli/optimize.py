"""``studykit optimize``: fit the scheduler to one's own reviews, if that wins."""

from __future__ import annotations

import argparse

from studykit.cli.output import say
from studykit.progress.optimize import Fit, optimize, reset
from studykit.workflow.studying import open_study


def run(args: argparse.Namespace) -> int:
    """Fit, compare, and adopt the winner."""
    with open_study() as study:
        if args.reset:
            reset(study.progress)
            say("The scheduler uses FSRS's own weights.")
            return 0
        _say(optimize(study.progress, study.config.options, adopt=not args.dry_run), dry_run=args.dry_run)
    return 0


def _say(fit: Fit, *, dry_run: bool) -> None:
    say(f"{fit.reviews} reviews; losses on the latest {fit.tests} (smaller is better)")
    for name, loss in (
        ("default weights", fit.defaults),
        ("weights in use", fit.current),
        ("moving average", fit.average),
        ("fitted weights", fit.fitted),
    ):
        say(f"  {name:16} {'-' if loss is None else f'{loss:.4f}'}")
    say(fit.reason)
    if dry_run:
        say("Nothing was changed: --dry-run.")
