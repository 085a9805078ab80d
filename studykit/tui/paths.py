"""Paths as people give them: typed with completion, or dropped on the terminal."""

from __future__ import annotations

import shlex
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote, urlsplit

from textual.suggester import Suggester

LONGEST = 4096


def dropped_path(text: str) -> str:
    """The path in what a terminal pastes when a file is dropped on it: quoted, escaped or as a file: address."""
    text = text[:LONGEST].strip()
    if text.startswith("file://"):
        return unquote(urlsplit(text.split()[0]).path)
    try:
        words = shlex.split(text)
    except ValueError:
        return text
    return words[0] if len(words) == 1 else text


def full_path(text: str) -> Path:
    """The whole path of a file named in a field: relative names start at the current folder, ``~`` is the user's."""
    path = Path(text.strip())
    # "~" of somebody unknown here is a name like any other.
    with suppress(RuntimeError):
        path = path.expanduser()
    return path.absolute()


class PathSuggester(Suggester):
    """Completes a path to the first entry of its folder that fits; hidden files stay hidden."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        """The completed path, or None."""
        return complete_path(value)


def complete_path(value: str) -> str | None:
    """The path that ``value`` may be the start of, a folder with its slash; None where nothing fits."""
    if not value:
        return None
    folder, _, start = value.rpartition("/")
    base = Path((folder + "/") if "/" in value else ".").expanduser()
    try:
        entries = sorted(base.iterdir())
    except OSError:
        return None
    for entry in entries:
        if entry.name.startswith(start) and entry.name != start and (start or not entry.name.startswith(".")):
            return value[: len(value) - len(start)] + entry.name + ("/" if entry.is_dir() else "")
    return None
