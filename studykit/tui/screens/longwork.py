"""Long work in a thread, with its progress on the screen. Leaving the screen stops it at its next report."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from textual.worker import Worker, get_current_worker

from studykit.errors import StudykitError
from studykit.tui.glyphs import Glyphs
from studykit.tui.ports import Report, Stopped
from studykit.tui.safe import one_line
from studykit.tui.screens.base import StudyScreen

T = TypeVar("T")
Result = TypeVar("Result")
BAR_CELLS = 24
REPORT_EVERY = 0.05  # seconds; more would only cost time


def progress_line(done: int, total: int, text: str, glyphs: Glyphs) -> Content:
    """``████████░░░░  66%  aligning``."""
    share = min(1.0, done / total) if total else 0.0
    filled = round(share * BAR_CELLS)
    return Content.assemble(
        (glyphs.block * filled, "$primary"),
        (glyphs.track * (BAR_CELLS - filled), "$muted"),
        f" {share:>4.0%}  ",
        (one_line(text), "$muted"),
    )


class LongWorkScreen(StudyScreen[Result]):
    """A screen with a line ``#progress`` that shows how far its work is."""

    @dataclass
    class Advanced(Message):
        """The work came further."""

        done: int
        total: int
        text: str

    @dataclass
    class Ended(Message):
        """The work is over: ``then`` takes what it gave, or the error says why there is nothing."""

        then: Callable[[], None]
        error: StudykitError | None = None

    _worker: Worker[None] | None = None

    @property
    def working(self) -> bool:
        """Whether something is under way."""
        return self._worker is not None

    def work(self, job: Callable[[Report], T], then: Callable[[T], None]) -> None:
        """Run a job in a thread; ``then`` gets its result, on the screen's own thread."""
        if self.working:
            return
        self._worker = self.run_worker(lambda: self._in_thread(job, then), thread=True)
        self._advance(0, 1, "")
        self.refresh_bindings()

    def _in_thread(self, job: Callable[[Report], T], then: Callable[[T], None]) -> None:
        worker = get_current_worker()
        last = 0.0

        def report(done: int, total: int, text: str) -> None:
            nonlocal last
            if worker.is_cancelled:
                raise Stopped
            if time.monotonic() - last >= REPORT_EVERY or done == total:
                last = time.monotonic()
                self.post_message(self.Advanced(done, total, text))

        try:
            result = job(report)
        except Stopped:
            return
        except StudykitError as err:
            self.post_message(self.Ended(lambda: None, err))
        else:
            self.post_message(self.Ended(lambda: then(result)))

    def on_long_work_screen_advanced(self, message: Advanced) -> None:
        """Draw the bar."""
        if self.working:
            self._advance(message.done, message.total, message.text)

    def on_long_work_screen_ended(self, message: Ended) -> None:
        """Hide the bar and go on."""
        self._worker = None
        self.query_one("#progress", Static).display = False
        self.refresh_bindings()
        if message.error is not None:
            self.tell(message.error)
        else:
            message.then()

    def _advance(self, done: int, total: int, text: str) -> None:
        line = self.query_one("#progress", Static)
        line.display = True
        line.update(progress_line(done, total, text, self.glyphs))

    def stop_work(self) -> None:
        """Give up what is under way."""
        if self._worker is not None:
            self._worker.cancel()
            self._worker = None
