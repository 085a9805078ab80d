"""Lint for decks: what a person can get wrong by hand, each with its line and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from studykit.deck.fields import Problem
from studykit.deck.nodes import line_of
from studykit.deck.reading import Entry, read
from studykit.deck.rules import RULES, Finding
from studykit.errors import DeckError
from studykit.model import Kind

__all__ = ["Problem", "check", "check_all"]


def check(text: str, name: str) -> tuple[Problem, ...]:
    """All problems of a deck file, in the order of their lines; never raises for what is in the file.

    Args:
        text: The file's content.
        name: The file's name, for the messages.
    """
    try:
        reading = read(text, name)
    except DeckError as error:
        return (Problem(name, error.line or 1, "not-a-deck", error.message, error.hint, "error"),)
    found = list(reading.problems)
    for entry in reading.entries:
        if not entry.note.retired:
            findings = (finding for rule in RULES for finding in rule(entry.note))
            # A key that is missing was reported as such; it is not empty as well.
            found += [
                _at(entry, f, name) for f in findings if f.rule != "empty-text" or f.key in entry.values
            ]
    found += _repeated(reading.entries, name)
    if not reading.deck.notes and not found:
        found.append(Problem(name, 1, "no-notes", "this deck has no notes", "Add one under notes:.", "info"))
    return tuple(sorted(dict.fromkeys(found), key=lambda problem: (problem.line, problem.rule)))


def check_all(files: Sequence[tuple[str, str]]) -> tuple[Problem, ...]:
    """The problems of several deck files, and ids that two of them share.

    Args:
        files: Content and name of each file.
    """
    problems = [problem for text, name in files for problem in check(text, name)]
    first: dict[str, str] = {}
    for text, name in files:
        for note_id, line in _ids(text, name):
            other = first.setdefault(note_id, name)
            if other != name:
                message = f"the id {note_id} is also in {other}, so the two notes would share their reviews"
                problems.append(
                    Problem(
                        name, line, "id-in-two-decks", message, "Delete one of the notes, or this id line."
                    )
                )
    return tuple(problems)


def _ids(text: str, name: str) -> Iterator[tuple[str, int]]:
    try:
        entries = read(text, name).entries
    except DeckError:
        return
    yield from ((entry.note.id, line_of(entry.values["id"])) for entry in entries if entry.note.id)


def _at(entry: Entry, finding: Finding, name: str) -> Problem:
    node = entry.values.get(finding.key, entry.node)
    return Problem(name, line_of(node), finding.rule, finding.message, finding.remedy, finding.level)


def _repeated(entries: tuple[Entry, ...], name: str) -> Iterator[Problem]:
    """Notes that ask the same thing a second time."""
    lines: dict[tuple[str, str], int] = {}
    for entry in entries:
        note = entry.note
        asked = " ".join((note.text if note.kind is Kind.CLOZE else note.front).casefold().split())
        line = line_of(entry.node)
        first = lines.setdefault((note.kind, asked), line) if asked and not note.retired else line
        if first != line:
            yield Problem(
                name,
                line,
                "repeated-note",
                f"this note asks the same as the one at line {first}",
                "Delete one of them, or say what differs.",
            )
