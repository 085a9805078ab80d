"""Where a learner's own data lies."""

from __future__ import annotations

import os
from pathlib import Path

from studykit.errors import ConfigError


def home() -> Path:
    """The data folder: ``STUDYKIT_HOME``, else the system's place for a user's data. It may not exist yet."""
    named = os.environ.get("STUDYKIT_HOME")
    if named:
        try:
            return Path(named).expanduser()
        except RuntimeError as err:
            raise ConfigError(
                f"STUDYKIT_HOME names {named}, and there is no such user", "Name a folder."
            ) from err
    # Imported here: a test or a script that names the folder need not ask the system.
    from platformdirs import user_data_path  # noqa: PLC0415

    return user_data_path("studykit", appauthor=False)


def progress_path() -> Path:
    """The review history's file."""
    return home() / "progress.sqlite"


def config_path() -> Path:
    """The user's settings; the file may not exist."""
    return home() / "config.toml"
