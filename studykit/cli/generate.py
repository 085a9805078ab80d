"""``studykit generate``: a deck from a summary and its transcript."""

from __future__ import annotations

import argparse

from studykit.cli.output import ProgressBar, say, say_json, tell
from studykit.parse.times import format_time
from studykit.workflow.inputs import plan_inputs
from studykit.workflow.making import Made, Saved, deck_paths, make, settle, write
from studykit.workflow.report import as_json


def run(args: argparse.Namespace) -> int:
    """Make each deck; exit code 0 once all are written."""
    planned = plan_inputs(args.inputs, args.transcript)
    made = []
    for job, path in zip(planned.jobs, deck_paths(planned.jobs, args.output), strict=True):
        bar = ProgressBar(job.summary.name)
        try:
            made.append(make(job, path, bar))
        finally:
            bar.close()
    results = [(one, settle(one, one.generation.notes)) for one in made]
    if not args.dry_run:
        for one, saved in results:
            write(saved, one.old_text)
    _report(results, planned.left, as_object=args.json, dry_run=args.dry_run)
    return 0


def _report(
    results: list[tuple[Made, Saved]], left: tuple[str, ...], *, as_object: bool, dry_run: bool
) -> None:
    for reason in left:
        tell(f"left out: {reason}")
    if as_object:
        reports = [as_json(made, saved) for made, saved in results]
        say_json(reports[0] if len(reports) == 1 else {"decks": reports})
        return
    for made, saved in results:
        _say_deck(made, saved, dry_run=dry_run)


def _say_deck(made: Made, saved: Saved, *, dry_run: bool) -> None:
    transcript = made.job.transcript
    tell(f"{made.job.summary} + {transcript or 'no transcript: the cards have no evidence'}")
    with_evidence = sum(plan.evidence.evidence is not None for plan in made.bullets)
    flagged = sum(bool(plan.evidence.flags) for plan in made.bullets)
    notes = made.generation.notes
    drafts = sum(note.draft for note in notes)
    pace = f" · {made.words_per_minute:.0f} words/min" if made.words_per_minute else ""
    tell(f"  evidence for {with_evidence} of {len(made.bullets)} bullets{pace} · {flagged} flagged")
    tell(
        f"  {len(notes) - drafts} ready, {drafts} drafts; kept {saved.kept}, added {saved.added}, retired {saved.retired}"
    )
    for plan in made.bullets:
        if plan.reason:
            at = plan.evidence.bullet.at
            tell(
                f"  no card at {format_time(at) if at is not None else f'line {plan.evidence.bullet.line}'}: {plan.reason}"
            )
    say(f"{saved.path}{' (not written)' if dry_run else ''}")
