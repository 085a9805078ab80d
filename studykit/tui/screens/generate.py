"""From a summary to a deck: files, a bar, then proposals beside what was said."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Label, Static

from studykit.tui.actions import bindings_of
from studykit.tui.paths import PathSuggester, dropped_path
from studykit.tui.ports import Report
from studykit.tui.proposals import Proposals
from studykit.tui.safe import one_line
from studykit.tui.screens.longwork import LongWorkScreen
from studykit.tui.screens.proposals import ProposalsScreen
from studykit.tui.screens.summary import counted
from studykit.tui.widgets.hanging import Hanging
from studykit.tui.widgets.keybar import KeyBar
from studykit.tui.world import World

if TYPE_CHECKING:
    # Only named here: these modules load the parsers, the aligner and the generator.
    from studykit.workflow.inputs import Job, Planned
    from studykit.workflow.making import Made, Saved


class GenerateScreen(LongWorkScreen[None]):
    """Asks for the files, makes the proposals, and opens each summary's list in turn."""

    AUTO_FOCUS = "#summary"
    scope = "dialog"
    BINDINGS = bindings_of("dialog")

    def __init__(self, world: World, path: str = "") -> None:
        super().__init__(world)
        self._given = dropped_path(path)
        self._jobs: list[Job] = []

    def compose(self) -> ComposeResult:
        """Title, two paths, bar, what was left out, keys."""
        yield Static(Content.styled("Generate", "bold"), id="title")
        yield Label("Summary, or a folder with summaries and transcripts")
        yield Input(self._given, id="summary", suggester=PathSuggester())
        yield Label("Transcript (found by itself when it lies beside the summary)")
        yield Input(id="transcript", suggester=PathSuggester())
        yield Static(id="progress")
        yield Hanging(id="left")
        yield KeyBar(self.key_for)

    def on_mount(self) -> None:
        """A dropped path starts at once."""
        self.query_one("#progress").display = False
        self.query_one("#left").display = False
        if self._given:
            self.action_go()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """One job at a time."""
        return not self.working if action == "go" else True

    def action_next(self) -> None:
        """Next field."""
        self.focus_next()

    def action_previous(self) -> None:
        """Previous field."""
        self.focus_previous()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_go()

    def action_go(self) -> None:
        """Read the files and make the proposals."""
        named = dropped_path(self.query_one("#summary", Input).value)
        spoken = dropped_path(self.query_one("#transcript", Input).value)
        if not named:
            self.say("Name a summary, or drop it here.")
            return
        path, transcript = Path(named).expanduser(), Path(spoken).expanduser() if spoken else None

        def plan(report: Report) -> Planned:
            report(0, 1, "looking")
            return self.world.services.plan(path, transcript)

        self.work(plan, self._planned)

    def _planned(self, planned: Planned) -> None:
        left = self.query_one("#left", Hanging)
        left.show([(Content.styled("left", "$muted"), Content(one_line(line))) for line in planned.left])
        self._jobs = list(planned.jobs)
        self._next_job()

    def _next_job(self) -> None:
        if not self._jobs:
            self.attempt(self.world.library.reload)
            self.dismiss(None)
            return
        job = self._jobs.pop(0)
        self.work(lambda report: self.world.services.make(job, report), lambda made: self._made(job, made))

    def _made(self, job: Job, made: Made) -> None:
        self.app.push_screen(ProposalsScreen(self.world, job, made), lambda notes: self._settled(made, notes))

    def _settled(self, made: Made, settled: Proposals | None) -> None:
        if settled is None:
            if not self._jobs:
                return
            self._next_job()
            return
        self.work(lambda _: self.world.services.save(made, settled.notes), self._saved)

    def _saved(self, saved: Saved) -> None:
        parts = [counted(saved.added, "new note")]
        if saved.kept:
            parts.append(f"{saved.kept} kept")
        if saved.retired:
            parts.append(f"{saved.retired} retired")
        self.say(f"Saved {saved.path}: {', '.join(parts)}.")
        self._next_job()

    def action_cancel(self) -> None:
        """Back, stopping what is under way."""
        self.stop_work()
        self.dismiss(None)
