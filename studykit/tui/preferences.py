"""How a person wants the terminal: theme, keys, signs. Read from the ``[tui]`` and ``[keys]`` tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from textual.theme import BUILTIN_THEMES

from studykit.errors import ConfigError
from studykit.tui.actions import ACTIONS, conflicts
from studykit.tui.keyboard import is_key, split_keys
from studykit.tui.themes import DEFAULT_THEME, OWN_THEMES


def theme_names() -> tuple[str, ...]:
    """The themes that can be chosen, our own first."""
    return (*(theme.name for theme in OWN_THEMES), *sorted(BUILTIN_THEMES))


@dataclass(frozen=True, slots=True)
class Preferences:
    """Settings of the terminal.

    Args:
        theme: A name out of `theme_names`.
        keys: Action id to comma-separated keys, for the actions that were remapped.
        ascii: Draw with ASCII characters only.
    """

    theme: str = DEFAULT_THEME
    keys: Mapping[str, str] = field(default_factory=dict)
    ascii: bool = False


def preferences(config: Mapping[str, Any], file: str = "") -> Preferences:
    """The preferences in a parsed configuration.

    Args:
        config: The whole configuration; tables that belong to others are left alone.
        file: Its name, for errors.

    Raises:
        ConfigError: an unknown theme, action or key, or one key for two actions of a screen.
    """
    table = config.get("tui", {})
    if not isinstance(table, Mapping) or (unknown := sorted(set(table) - {"theme", "ascii"})):
        names = ", ".join(unknown) if isinstance(table, Mapping) else "tui"
        raise ConfigError(f"unknown setting: {names}", "[tui] takes theme and ascii.", file=file)
    theme, plain = table.get("theme", DEFAULT_THEME), table.get("ascii", False)
    if theme not in theme_names():
        raise ConfigError(
            f"there is no theme {theme!r}", f"Choose one of: {', '.join(theme_names())}.", file=file
        )
    if not isinstance(plain, bool):
        raise ConfigError("tui.ascii must be true or false", "Write: ascii = true", file=file)
    return Preferences(theme, _keys(config.get("keys", {}), file), plain)


def _keys(table: Any, file: str) -> dict[str, str]:
    if not isinstance(table, Mapping):
        raise ConfigError(
            "keys must be a table", 'Write: [keys] and below it "review.show" = "space"', file=file
        )
    known = {action.id for action in ACTIONS}
    for name, keys in table.items():
        if name not in known:
            raise ConfigError(f"there is no action {name!r}", "docs/keys.md lists the actions.", file=file)
        if not isinstance(keys, str) or not split_keys(keys):
            raise ConfigError(f"keys.{name} must name keys", 'Write for example: "space,enter"', file=file)
        if bad := [key for key in split_keys(keys) if not is_key(key)]:
            raise ConfigError(
                f"{bad[0]!r} is no key", "Write a character, or a name such as space or ctrl+z.", file=file
            )
    remapped = dict(table)
    for key, one, other in conflicts(remapped):
        # One key may show the answer and rate it: the two are never possible at the same time.
        if {one, other} & {"review.show"} and {one, other} & RATINGS:
            continue
        raise ConfigError(
            f"{key} is the key of both {one} and {other}", "Give one of them another key.", file=file
        )
    return remapped


RATINGS = frozenset({"review.rate-again", "review.rate-hard", "review.rate-good", "review.rate-easy"})
