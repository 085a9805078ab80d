"""``studykit check``: faults in decks, each with its line and what to do."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from studykit.cli.output import say, say_json, tell
from studykit.deck.check import Problem, check_all
from studykit.errors import StudykitError
from studykit.files import read_bytes
from studykit.parse.encoding import decode
from studykit.progress.library import find_decks
from studykit.text import counted
from studykit.workflow.decks import deck_folders


def run(args: argparse.Namespace) -> int:
    """Exit code 0 where there is nothing to mend, 1 where there is."""
    paths = find_decks(args.decks, deck_folders())
    texts, problems = [], []
    for path in paths:
        try:
            texts.append((decode(read_bytes(path), str(path)), str(path)))
        except StudykitError as err:
            problems.append(Problem(str(path), err.line or 1, "unreadable", err.message, err.hint))
    problems += check_all(texts)
    if args.json:
        say_json(
            {"decks": [str(path) for path in paths], "problems": [asdict(problem) for problem in problems]}
        )
    else:
        for problem in problems:
            say(f"{problem.file}:{problem.line}: {problem.rule}: {problem.message}")
            say(f"  {problem.remedy}")
        tell(f"{counted(len(paths), 'deck')}, {counted(len(problems), 'problem')}")
    # What is only worth knowing, such as a card without evidence, needs no mending.
    return 1 if any(problem.level != "info" for problem in problems) else 0
