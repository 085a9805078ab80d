"""What every command prints: data on stdout, messages on stderr, tables by terminal cells."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Any

from studykit.errors import StudykitError
from studykit.text import cell_width, neutralise, pad_cells


def say(text: str = "") -> None:
    """A line of data on stdout."""
    print(neutralise(text))  # noqa: T201


def tell(text: str) -> None:
    """A message on stderr."""
    print(neutralise(text), file=sys.stderr)  # noqa: T201


def tell_problem(err: StudykitError) -> None:
    """A problem that does not stop the command."""
    tell(f"studykit: {err}")
    if err.hint:
        tell(f"  {err.hint}")


def say_json(data: Any) -> None:
    """One JSON value on stdout, readable by people."""
    print(json.dumps(data, ensure_ascii=False, indent=2))  # noqa: T201


def say_table(rows: Sequence[Sequence[str]], numeric: frozenset[int] = frozenset()) -> None:
    """Rows as columns; the columns in ``numeric`` are set flush right."""
    widths = [max(cell_width(row[i]) for row in rows) for i in range(len(rows[0]))] if rows else []
    for row in rows:
        cells = [
            " " * (width - cell_width(cell)) + cell if i in numeric else pad_cells(cell, width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        say("  ".join(cells).rstrip())


class ProgressBar:
    """A bar on stderr, drawn only where stderr is a terminal."""

    def __init__(self, label: str) -> None:
        """Args: ``label`` stands before the bar."""
        self._label = label
        self._live = sys.stderr.isatty()
        self._shown = ""

    def __call__(self, done: int, total: int, step: str = "") -> None:
        """Draw the bar at ``done`` of ``total``."""
        if not self._live:
            return
        filled = 24 * done // max(1, total)
        line = f"{self._label} [{'#' * filled}{'.' * (24 - filled)}] {100 * done // max(1, total):3d}% {step}"
        if line != self._shown:
            sys.stderr.write("\r\x1b[K" + neutralise(line)[:100])
            sys.stderr.flush()
            self._shown = line

    def close(self) -> None:
        """Take the bar away."""
        if self._live and self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
