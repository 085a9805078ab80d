"""``studykit generate``: a deck from a summary and its transcript."""

from __future__ import annotations

import argparse
import os
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

from studykit.cli.output import ProgressBar, say, say_json, tell
from studykit.cloze import plain
from studykit.errors import GenerateError, UsageError
from studykit.files import read_bytes, write_text
from studykit.parse.encoding import decode
from studykit.parse.times import format_time
from studykit.text import counted, crop_cells
from studykit.workflow.inputs import Job, plan_inputs
from studykit.workflow.making import Cards, Made, Saved, by_reply, by_rules, deck_paths, make, settle, write
from studykit.workflow.report import as_json

NOT_SENT = 1
_SHOWN = 8  # retired notes that are named
_DOUBTFUL = 0.3  # share of bullets with evidence below which the transcript is likely another talk's


def run(args: argparse.Namespace) -> int:
    """Make each deck; exit code 0 once all are written."""
    planned = plan_inputs(args.inputs, args.transcript)
    if args.ask is not None:
        return _ask(planned.jobs, args)
    cards = _cards(args, planned.jobs)
    if cards is None:
        tell("nothing was sent")
        return NOT_SENT
    made = []
    for job, path in zip(planned.jobs, deck_paths(planned.jobs, args.output), strict=True):
        bar = ProgressBar(job.summary.name)
        try:
            made.append(make(job, path, bar, cards=cards))
        finally:
            bar.close()
    if args.answers is not None or args.model is not None:
        _refuse_nothing(made[0])
    results = [(one, settle(one, one.generation.notes, args.name)) for one in made]
    if not args.dry_run:
        for one, saved in results:
            write(saved, one.old_text)
    _report(results, planned.left, as_object=args.json, dry_run=args.dry_run)
    return 0


def _refuse_nothing(made: Made) -> None:
    """A reply of which nothing can be used makes no deck, and must not look as if it had."""
    if made.generation.notes:
        return
    why = [
        *(f"{part.rule}: {part.detail}" for part in made.generation.refused),
        *(f"{part.rule}: {part.detail}" for plan in made.bullets for part in plan.rejected),
        *(plan.reason for plan in made.bullets if plan.reason),
    ]
    raise GenerateError(
        f"no card of the reply can be used ({why[0] if why else 'it is empty'})",
        "Nothing was written. Look at the reply, or ask again.",
    )


def _ask(jobs: Sequence[Job], args: argparse.Namespace) -> int:
    from studykit.workflow.asking import request_for

    text = request_for(jobs)
    if args.ask == "-":
        say(text)
        return 0
    write_text(Path(args.ask), text)
    words = ["studykit", "generate", *map(str, args.inputs)]
    words += ["--transcript", str(args.transcript)] if args.transcript else []
    words += ["-o", str(args.output)] if args.output else []
    words += ["--name", args.name] if args.name else []
    tell(f"Paste {args.ask} into a chatbot, save its reply, then: {shlex.join(words)} --answers REPLY")
    return 0


def _cards(args: argparse.Namespace, jobs: Sequence[Job]) -> Cards | None:
    """Who makes the cards; None where the learner does not want to send anything."""
    if args.answers is not None:
        from studykit.workflow.asking import only

        only(jobs, "--answers")
        return by_reply(_reply(args.answers))
    if args.model is not None:
        return _model(args, jobs)
    return by_rules


def _reply(name: str) -> str:
    if name == "-":
        return decode(sys.stdin.buffer.read(), "standard input")
    return decode(read_bytes(Path(name)), name)


def _model(args: argparse.Namespace, jobs: Sequence[Job]) -> Cards | None:
    from studykit.generate.endpoint import parse_endpoint
    from studykit.workflow.asking import batches, only, send

    endpoint = parse_endpoint(args.model)
    texts, size = batches(only(jobs, "--model"))
    tell(
        f"This sends {counted(size.requests, 'request')}, {size.characters:,} characters "
        f"(about {size.tokens:,} tokens), of your notes and the transcript to {endpoint.host}."
    )
    if not args.yes and not _agreed():
        return None
    bar = ProgressBar(endpoint.host)
    try:
        return by_reply(send(endpoint, texts, os.environ, bar))
    finally:
        bar.close()


def _agreed() -> bool:
    if not sys.stdin.isatty():
        raise UsageError("nobody is there to agree to that", "Add --yes to send it without asking.")
    print("Send it? [y/N] ", end="", file=sys.stderr, flush=True)  # noqa: T201
    # ㅛ is the y key under a Korean layout, 예 is yes.
    return sys.stdin.readline().strip().casefold() in {"y", "yes", "ㅛ", "예", "네"}


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
    tell(f"{made.job.summary} + {made.job.transcript or 'no transcript: the cards have no evidence'}")
    ours, theirs = made.job.parsed.source.video_id, made.job.spoken.source.video_id if made.job.spoken else ""
    if ours and theirs and ours != theirs:
        tell(
            f"  The transcript is of another video ({theirs}) than the summary ({ours}). Is it the right one?"
        )
    with_evidence = sum(plan.evidence.evidence is not None for plan in made.bullets)
    flagged = sum(bool(plan.evidence.flags) for plan in made.bullets)
    pace = f" · {made.words_per_minute:.0f} words/min" if made.words_per_minute else ""
    if made.job.spoken and made.bullets and with_evidence < _DOUBTFUL * len(made.bullets):
        tell("  Hardly a bullet is said in this transcript. Is it that of the same talk?")
    tell(f"  evidence for {with_evidence} of {len(made.bullets)} bullets{pace} · {flagged} flagged")
    gone = f", {saved.gone} retired" if saved.gone else ""
    tell(
        f"  the deck: {saved.ready} ready, {counted(saved.drafts, 'draft')}{gone}"
        f" ({saved.added} new, {saved.kept} kept, {saved.retired} retired now)"
    )
    if unneeded := saved.left_out(made.generation.notes):
        tell(f"  {counted(unneeded, 'card')} made this time left out: the deck already has one there")
    for note in saved.merge.left[:_SHOWN]:
        tell(f"  retired: {crop_cells(' '.join((note.front or plain(note.text)).split()), 68)}")
    served = {note.bullet for note in saved.merge.deck.notes if not (note.retired or note.suspended)}
    for plan in made.bullets:
        bullet = plan.evidence.bullet
        if plan.reason and bullet.text not in served:
            where = format_time(bullet.at) if bullet.at is not None else f"line {bullet.line}"
            tell(f"  no card at {where}: {plan.reason}")
    for part in made.generation.refused:
        tell(f"  refused: {part.rule}: {part.detail}")
    say(f"{saved.path}{' (not written)' if dry_run else ''}")
