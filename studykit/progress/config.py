"""The user's settings: ``config.toml`` in the data folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from pathlib import Path
from typing import Any

from studykit.errors import ConfigError, InputError
from studykit.files import read_bytes
from studykit.parse.encoding import decode
from studykit.progress.home import config_path
from studykit.schedule.days import ROLLOVER_HOUR, StudyClock
from studykit.schedule.settings import RANGES, Options, problem

# Checked by the terminal application, which knows its themes, actions and keys.
TABLES = ("tui", "keys")
_STUDY = tuple(name for name in RANGES if name != "rollover_hour")
_LARGEST = 1 << 20


@dataclass(frozen=True, slots=True)
class Config:
    """What the user set, the rest by default.

    Args:
        options: Study settings; a deck's own are laid over them.
        clock: The learner's study days.
        tables: The tables of other parts of the program, as parsed and not yet checked.
        file: The file they come from, for errors; empty when there is none.
    """

    options: Options = field(default_factory=Options)
    clock: StudyClock = field(default_factory=StudyClock)
    tables: Mapping[str, Any] = field(default_factory=dict)
    file: str = ""


def load_config(path: Path | None = None) -> Config:
    """The settings in a file, by default the one in the data folder; no file means no settings.

    Raises:
        ConfigError: The file cannot be read, or holds a setting that is not known or not usable.
    """
    path = path or config_path()
    if not path.exists():
        return Config()
    try:
        text = decode(read_bytes(path, limit=_LARGEST, regular=True), str(path))
    except InputError as error:
        raise ConfigError(
            f"the settings cannot be read: {error.message}", error.hint, file=str(path), line=error.line
        ) from error
    return parse_config(text, str(path))


def parse_config(text: str, name: str) -> Config:
    """The settings in the text of a file.

    Raises:
        ConfigError: With the line, where something is wrong.
    """
    # Imported here: most learners have no settings file, and every command reads the settings.
    import re  # noqa: PLC0415
    import tomllib  # noqa: PLC0415

    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"at line (\d+)", str(error))
        raise ConfigError(
            f"this is not valid TOML: {str(error).partition(' (at')[0]}",
            "Write one setting per line, such as: new_per_day = 20",
            file=name,
            line=int(at[1]) if at else len(text.splitlines()),
        ) from error
    for key, value in found.items():
        _check(key, value, text, name)
    values: dict[str, Any] = {
        key: tuple(v) if isinstance(v, list) else v for key, v in found.items() if key in _STUDY
    }
    clock = StudyClock(_zone(found.get("timezone")), found.get("rollover_hour", ROLLOVER_HOUR))
    tables = {key: found[key] for key in TABLES if key in found}
    return Config(Options(**values), clock, tables, name)


def _check(key: str, value: object, text: str, name: str) -> None:
    wrong = ""
    if key in RANGES:
        wrong = problem(key, value)
    elif key == "timezone":
        wrong = "" if _known_zone(value) else 'must be the name of a time zone, such as "Asia/Seoul"'
    elif key in TABLES:
        wrong = "" if isinstance(value, dict) else f"must be a table: [{key}]"
    else:
        known = ", ".join(sorted((*RANGES, "timezone", *TABLES)))
        raise ConfigError(
            f"unknown setting {key!r}", f"Known are: {known}.", file=name, line=_line(key, text)
        )
    if wrong:
        raise ConfigError(
            f"{key} {wrong}", "Mend the line, or remove it for the default.", file=name, line=_line(key, text)
        )


def _line(key: str, text: str) -> int | None:
    import re  # noqa: PLC0415

    start = re.compile(rf"\s*\[?\s*[\"']?{re.escape(key)}[\"']?\s*[=.\]]")
    for number, line in enumerate(text.splitlines(), 1):
        if start.match(line):
            return number
    return None


def _known_zone(value: object) -> bool:
    try:
        return isinstance(value, str) and _zone(value) is not None
    except (LookupError, ValueError, OSError):
        return False


def _zone(name: str | None) -> tzinfo | None:
    if not name:
        return None
    from zoneinfo import ZoneInfo  # noqa: PLC0415

    return ZoneInfo(name)
