"""What a review session needs from the disk: history, settings, the day's backup."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from studykit.progress.config import Config, load_config
from studykit.progress.store import Progress
from studykit.progress.view import SessionOptions


def clock_ms() -> int:
    """The time now, UTC milliseconds."""
    return time.time_ns() // 1_000_000


@dataclass(frozen=True, slots=True)
class Study:
    """An open history and the user's settings."""

    progress: Progress
    config: Config

    def options(
        self,
        *,
        limit: int | None = None,
        new: int | None = None,
        drafts: bool = False,
        practise: bool = False,
        tag: str = "",
        search: str = "",
    ) -> SessionOptions:
        """How a session is held, with the user's settings below the command's words."""
        return SessionOptions(
            limit=limit,
            new=new,
            drafts=drafts,
            practise=practise,
            tag=tag,
            search=search,
            defaults=self.config.options,
            clock=self.config.clock,
        )


@contextmanager
def open_study(*, back_up: bool = True) -> Iterator[Study]:
    """Open the history.

    Args:
        back_up: Make the day's backup first, unless there is one. Not for those that only read, and not for review
            sessions, which make it themselves and go on when none can be made.

    Raises:
        StudykitError: settings or history cannot be used, or no backup can be made.
    """
    config = load_config()
    with Progress.open() as progress:
        if back_up:
            progress.back_up(config.clock.day_of(clock_ms()))
        yield Study(progress, config)
