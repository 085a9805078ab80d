"""``studykit import``: reviews and notes from Anki, CSV decks, another device's review log."""

from __future__ import annotations

import argparse

from studykit.cli.output import ProgressBar, say, say_json, tell, tell_problem
from studykit.cloze import plain
from studykit.text import counted
from studykit.workflow.decks import open_library
from studykit.workflow.importing import Brought, bring
from studykit.workflow.studying import clock_ms, open_study


def run(args: argparse.Namespace) -> int:
    """Import one file and say what it brought."""
    library = open_library(strict=False)
    for problem in library.problems:
        tell_problem(problem)
    bar = ProgressBar(args.file.name)
    bar(0, 1, "reading")
    try:
        with open_study() as study:
            done = bring(args.file, library.decks, study, clock_ms(), take_edits=args.take_edits)
    finally:
        bar.close()
    report(done, as_object=args.json)
    return 0


def report(done: Brought, *, as_object: bool) -> None:
    """Say what came in."""
    if as_object:
        say_json(_as_json(done))
    else:
        _say(done)


def _say(done: Brought) -> None:
    say(
        f"{counted(done.reviews, 'new review')}, {done.known} known already; {counted(done.notes, 'new note')}"
    )
    for path in done.decks:
        say(f"written: {path}")
    if done.media:
        tell(f"{counted(done.media, 'media file')} kept beside the decks")
    if done.suspended:
        tell(f"{counted(done.suspended, 'card')} suspended, as in Anki")
    for edit in done.edited:
        text = plain(edit.new.text) or edit.new.front
        both = " (edited here as well)" if edit.both else ""
        tell(f"edited in Anki{both}: {text}")
    if done.edited and not done.taken:
        tell("The decks keep their own text. Take Anki's over with --take-edits.")
    for line in done.left:
        tell(f"left out: {line}")
    for line in done.warnings:
        tell(line)


def _as_json(done: Brought) -> dict[str, object]:
    return {
        "reviews": done.reviews,
        "known": done.known,
        "notes": done.notes,
        "decks": [str(path) for path in done.decks],
        "media": done.media,
        "edited": [edit.old.id for edit in done.edited],
        "taken": done.taken,
        "suspended": done.suspended,
        "left": list(done.left),
        "warnings": list(done.warnings),
    }
