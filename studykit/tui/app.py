"""The terminal application: starts, stops and restores the terminal whatever happens."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import App
from textual.command import Provider
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.worker import WorkerFailed

from studykit.tui.actions import bindings_of, keymap
from studykit.tui.preferences import Preferences, theme_names
from studykit.tui.screens.base import StudyScreen
from studykit.tui.screens.decks import DecksScreen
from studykit.tui.themes import FALLBACKS, OWN_THEMES
from studykit.tui.world import World

if TYPE_CHECKING:
    # Only named here: the deck list is painted before any of these is loaded.
    from studykit.progress.library import Library
    from studykit.progress.store import Progress
    from studykit.progress.view import SessionOptions
    from studykit.tui.ports import Services

# What a shell reports for a process that a signal ended.
SIGNAL_BASE = 128
LOST_TERMINAL_S = 2.0


def now_ms() -> int:
    """The time now, UTC milliseconds."""
    return time.time_ns() // 1_000_000


class AsciiScrollBar(ScrollBarRender):
    """A bar without the eighths of a block that smooth its ends."""

    VERTICAL_BARS = [" "] * 8
    HORIZONTAL_BARS = [" "] * 8


def _commands() -> type[Provider]:
    from studykit.tui.palette import ActionCommands  # noqa: PLC0415 (the first paint does not need it)

    return ActionCommands


class StudyApp(App[int]):
    """The program in the terminal.

    Args:
        world: Decks, history, work, clock and looks.
        review: Deck files to start reviewing at once; None starts with the deck list.
    """

    TITLE = "studykit"
    CSS_PATH = "studykit.tcss"
    AUTO_FOCUS = ""
    COMMANDS = {_commands}
    BINDINGS = bindings_of("app")
    COMMAND_PALETTE_BINDING = "f12"  # ours is in the registry
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-normal"), (100, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (22, "-tall")]

    def __init__(self, world: World, review: Sequence[Path] | None = None) -> None:
        super().__init__()
        self.world = world
        self._review = review
        for theme in OWN_THEMES:
            self.register_theme(theme)
        self.theme = world.preferences.theme
        self.set_keymap(keymap(world.preferences.keys))
        self.set_class(world.preferences.ascii, "-ascii")
        ScrollBar.renderer = AsciiScrollBar if world.preferences.ascii else ScrollBarRender
        self.animation_level = "none"

    def get_css_variables(self) -> dict[str, str]:
        """The theme's colours, and our own colour names in themes that are not ours."""
        variables = super().get_css_variables()
        own = {name: variables[stand_in] for name, stand_in in FALLBACKS.items() if name not in variables}
        # Styled text reads its names from here, style sheets from what is returned.
        self.theme_variables = {**variables, **own}
        return self.theme_variables

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """There is no help about help."""
        return not (action == "help" and isinstance(self.screen, StudyScreen) and self.screen.scope == "help")

    def on_mount(self) -> None:
        """Catch the signals that end programs, then show the first screen."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP):
            # Not on a platform or in a thread without signals; the terminal is restored by Textual there.
            with suppress(NotImplementedError, RuntimeError, ValueError):
                loop.add_signal_handler(number, self.exit, SIGNAL_BASE + number, SIGNAL_BASE + number)
        if not self.is_headless and not self.is_web:
            self.set_interval(LOST_TERMINAL_S, self._leave_lost_terminal)
        self.push_screen(DecksScreen(self.world))
        if self._review is not None:
            self._start_review(self._review)

    def _leave_lost_terminal(self) -> None:
        """A terminal that went away without a signal would be asked for keys for ever, at full speed."""
        if not os.isatty(sys.stdin.fileno()):
            # The driver may wait for the dead terminal; every rating is on the disk already.
            os._exit(SIGNAL_BASE + signal.SIGHUP)

    def _start_review(self, paths: Sequence[Path]) -> None:
        from studykit.tui.screens.review import ReviewScreen  # noqa: PLC0415 (the deck list does not need it)

        self.push_screen(ReviewScreen(self.world, self.world.desk(paths), paths))

    def _fatal_error(self) -> None:
        # Textual would print the trace with the values of all variables. `run` hands the fault to the caller.
        self._close_messages_no_wait()

    @property
    def fault(self) -> Exception | None:
        """What ended the application, when that was no one's wish."""
        error = self._exception
        return (
            error.error if isinstance(error, WorkerFailed) and isinstance(error.error, Exception) else error
        )

    def action_help(self) -> None:
        """The keys of the screen in front."""
        from studykit.tui.screens.help import help_screen  # noqa: PLC0415 (the first paint does not need it)

        screen = self.screen
        if isinstance(screen, StudyScreen):
            self.push_screen(help_screen(self.world, screen.scope))

    def action_theme(self) -> None:
        """The next theme."""
        names = theme_names()
        self.theme = names[(names.index(self.theme) + 1) % len(names)]
        self.notify(self.theme, timeout=2, markup=False)

    async def action_quit(self) -> None:
        """Quit; an edit that is not saved is mentioned first."""
        screen = self.screen
        if isinstance(screen, StudyScreen) and screen.unsaved:
            screen.mind_unsaved()
            return
        self.exit()


def run(
    library: Library,
    history: Callable[[], tuple[Progress, SessionOptions]],
    *,
    services: Callable[[], Services],
    clock_ms: Callable[[], int] = now_ms,
    preferences: Preferences | None = None,
    review: Sequence[Path] | None = None,
    ascii: bool = False,  # noqa: A002 (the command line's word)
) -> int:
    """Run the application on this terminal.

    Args:
        library: All decks.
        history: Opens the review history and says how sessions are limited; called after the first paint.
        services: Makes what generates, saves, exports and prints; called when it is first needed.
        clock_ms: The time now, UTC milliseconds.
        preferences: Theme, keys, signs.
        review: Deck files to review at once; None starts with the deck list.
        ascii: Draw with ASCII characters, whatever the preferences say.

    Returns:
        The exit code: 0, or 128 and the number of the signal that ended it.

    Raises:
        StudykitError: the history cannot be opened, or became unusable while it ran.
    """
    wanted = preferences or Preferences()
    world = World(library, history, services, clock_ms, replace(wanted, ascii=ascii or wanted.ascii))
    app = StudyApp(world, review)
    result = app.run()
    if app.fault is not None:
        raise app.fault
    return result if isinstance(result, int) else app.return_code or 0
