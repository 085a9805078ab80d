"""The YAML or TOML block at the top of a Markdown file, as plain text values."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field

import yaml

_LARGEST = 64 * 1024
_FENCE = re.compile(r"\A\s*---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TOML = re.compile(r"\A\s*\+\+\+[ \t]*\n(.*?\n)?\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)
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
    """Front matter and body. Where it is broken ("title: [x] y"), its ``key: value`` lines are read one by one."""
    head = text[:_LARGEST]
    match = _FENCE.match(head) or _TOML.match(head)
    if not match:
        return FrontMatter(text)
    inside = match[1] or ""
    body = "\n" * text.count("\n", 0, match.end()) + text[match.end() :]
    loaded = _toml(inside) if match.re is _TOML else _yaml(inside)
    if not isinstance(loaded, dict):
        loaded = _line_by_line(inside)
        if not loaded and inside.strip():
            return FrontMatter(text)  # a rule, some prose, another rule
    return FrontMatter(body, {str(key).lower(): _scalars(value) for key, value in loaded.items()})


def _yaml(inside: str) -> object:
    try:
        return yaml.BaseLoader(inside).get_single_data()
    except (yaml.YAMLError, RecursionError, ValueError):
        return None


def _toml(inside: str) -> object:
    try:
        return {
            key: value if isinstance(value, str | list) else str(value)
            for key, value in tomllib.loads(inside).items()
        }
    except (tomllib.TOMLDecodeError, RecursionError, ValueError):
        return None


def _line_by_line(inside: str) -> dict[str, str]:
    pairs = (_PAIR.fullmatch(line) for line in inside.split("\n"))
    return {pair[1]: (pair[2] or "").strip().strip("\"'") for pair in pairs if pair}


def _scalars(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (" ".join(value.split()),)
    if isinstance(value, list):
        return tuple(" ".join(entry.split()) for entry in value if isinstance(entry, str))
    return ()
