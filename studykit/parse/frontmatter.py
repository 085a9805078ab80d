"""The YAML block at the top of a Markdown file, as plain text values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import yaml

_LARGEST = 64 * 1024
_FENCE = re.compile(r"\A\s*---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_PAIR = re.compile(r"([\w-]{1,40})[ \t]*:[ \t]*(\S.{0,2000})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Keys in lower case; scalars and lists of scalars as written. ``body`` keeps the file's line numbers."""

    body: str
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def first(self, *keys: str) -> str:
        """The first value there is under any of the keys."""
        return next((values[0] for key in keys if (values := self.values.get(key)) and values[0]), "")


def split(text: str) -> FrontMatter:
    """Front matter and body. Where the YAML is broken ("title: [x] y"), its ``key: value`` lines are read one by one."""
    head = text[:_LARGEST]
    match = _FENCE.match(head) if head.lstrip().startswith("---") else None
    if not match:
        return FrontMatter(text)
    inside = match[1] or ""
    body = "\n" * text.count("\n", 0, match.end()) + text[match.end() :]
    try:
        loaded = yaml.BaseLoader(inside).get_single_data()
    except (yaml.YAMLError, RecursionError, ValueError):
        loaded = None
    if not isinstance(loaded, dict):
        loaded = _line_by_line(inside)
        if not loaded and inside.strip():
            return FrontMatter(text)  # a rule, some prose, another rule
    return FrontMatter(body, {str(key).lower(): _scalars(value) for key, value in loaded.items()})


def _line_by_line(inside: str) -> dict[str, str]:
    pairs = (_PAIR.fullmatch(line) for line in inside.split("\n"))
    return {pair[1]: (pair[2] or "").strip().strip("\"'") for pair in pairs if pair}


def _scalars(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (" ".join(value.split()),)
    if isinstance(value, list):
        return tuple(" ".join(entry.split()) for entry in value if isinstance(entry, str))
    return ()
