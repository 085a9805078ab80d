"""Deck files: text in, deck out, and back. docs/deck-format.md explains every key to users."""

from __future__ import annotations

from studykit.deck.fields import Problem
from studykit.deck.reading import Reading, read
from studykit.deck.writing import dump
from studykit.errors import DeckError
from studykit.model import Deck

__all__ = ["dump", "load", "usable"]


def load(text: str, name: str) -> Deck:
    """Read a deck.

    Args:
        text: The file's content.
        name: The file's name, for messages; its stem names a deck that has no ``name``.

    Raises:
        DeckError: The file is not YAML, or breaks the format; with the line of the first problem.
    """
    return usable(text, name).deck


def usable(text: str, name: str) -> Reading:
    """A deck together with where its notes stand.

    Raises:
        DeckError: As ``load``.
    """
    reading = read(text, name)
    errors = [problem for problem in reading.problems if problem.level == "error"]
    if errors:
        raise _error(min(errors, key=lambda problem: problem.line), len(errors) - 1)
    return reading


def _error(problem: Problem, others: int) -> DeckError:
    more = f" (and {others} more: run 'studykit check')" if others else ""
    return DeckError(problem.message + more, problem.remedy, file=problem.file, line=problem.line)
