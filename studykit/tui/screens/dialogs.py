"""Export and print: a few settings, a file, a bar while it is written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, Label, Static

from studykit.progress.library import LoadedDeck
from studykit.tui.actions import bindings_of
from studykit.tui.paths import full_path
from studykit.tui.ports import Report
from studykit.tui.safe import one_line, safe
from studykit.tui.screens.longwork import LongWorkScreen
from studykit.tui.widgets.choice import Choice
from studykit.tui.widgets.keybar import KeyBar
from studykit.tui.world import World

YES_NO = ("no", "yes")


def file_stem(loaded: LoadedDeck) -> str:
    """A file name that stands for a deck anywhere: the deck file's own."""
    return re.sub(r"[^\w.-]+", "-", loaded.path.stem).strip("-") or "deck"


class DialogScreen(LongWorkScreen[None]):
    """What both dialogs share: which decks, where to, settings."""

    AUTO_FOCUS = "Choice"
    scope = "dialog"
    BINDINGS = bindings_of("dialog")
    heading = ""
    suffix = ""

    def __init__(self, world: World, loaded: LoadedDeck) -> None:
        super().__init__(world)
        self._loaded = loaded

    def settings(self) -> Iterable[Choice]:
        """The dialog's own settings."""
        return ()

    def compose(self) -> ComposeResult:
        """Title, settings, file, bar, keys."""
        yield Static(Content.styled(self.heading, "bold"), id="title")
        with VerticalScroll(id="form", can_focus=False):
            every = f"all {len(self.world.library.decks)} decks"
            yield Choice("Decks", (one_line(self._loaded.name), every), id="decks")
            yield from self.settings()
            yield Choice("Drafts too", YES_NO, id="drafts")
            yield Label("File", id="file-label")
            yield Input(f"{file_stem(self._loaded)}{self.suffix}", id="target")
            yield Static(id="where")
            yield Static(id="progress")
        yield KeyBar(self.key_for)

    def on_mount(self) -> None:
        """Nothing is under way yet."""
        self.query_one("#progress").display = False
        self._show_where()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """One job at a time."""
        return not self.working if action == "go" else True

    def choice(self, name: str) -> Choice:
        """One of the settings."""
        return self.query_one(f"#{name}", Choice)

    def _decks(self) -> list[LoadedDeck]:
        return list(self.world.library.decks) if self.choice("decks").index else [self._loaded]

    def on_choice_changed(self, message: Choice.Changed) -> None:
        """The file follows the choice of decks until it is named by hand."""
        if message.choice.id != "decks":
            return
        field = self.query_one("#target", Input)
        names = [f"{file_stem(self._loaded)}", "studykit"]
        if field.value in {f"{name}{self.suffix}" for name in names}:
            field.value = f"{names[message.choice.index]}{self.suffix}"

    def on_input_changed(self) -> None:
        """Say where that is."""
        self._show_where()

    def _show_where(self) -> None:
        name = self.query_one("#target", Input).value
        words = f"writes {full_path(name)}" if name.strip() else "a name is missing"
        self.query_one("#where", Static).update(Content.styled(one_line(words), "$muted"))

    def on_input_submitted(self) -> None:
        """Enter in the file's field writes it."""
        self.action_go()

    def action_next(self) -> None:
        """Next line."""
        self.focus_next()

    def action_previous(self) -> None:
        """Previous line."""
        self.focus_previous()

    def action_go(self) -> None:
        """Write the file."""
        name = self.query_one("#target", Input).value
        if not name.strip():
            self.say("Name a file.")
            return
        target, decks, drafts = full_path(name), self._decks(), self.choice("drafts").on
        settings = {choice.id or "": choice.value for choice in self.query(Choice)}
        self.work(lambda report: self.write(decks, target, settings, report, drafts=drafts), self._written)

    def write(
        self, decks: list[LoadedDeck], target: Path, settings: dict[str, str], report: Report, *, drafts: bool
    ) -> str:
        """Do it, in a thread; what was written, in a sentence."""
        raise NotImplementedError

    def _written(self, text: str) -> None:
        self.app.notify(safe(text), timeout=8, markup=False)
        self.dismiss(None)

    def action_cancel(self) -> None:
        """Back, stopping what is under way."""
        self.stop_work()
        self.dismiss(None)


class ExportScreen(DialogScreen):
    """Anki package or CSV."""

    heading = "Export"
    suffix = ".apkg"

    def settings(self) -> Iterable[Choice]:
        """Whether intervals and reviews go along."""
        yield Choice("With progress", YES_NO, id="progress-too")

    def write(
        self, decks: list[LoadedDeck], target: Path, settings: dict[str, str], report: Report, *, drafts: bool
    ) -> str:
        """Write the package."""
        along = settings["progress-too"] == "yes"
        return self.world.services.export(decks, target, drafts=drafts, with_progress=along, report=report)


class PrintScreen(DialogScreen):
    """Study sheet or cards to cut out."""

    heading = "Print"
    suffix = ".pdf"

    def settings(self) -> Iterable[Choice]:
        """Layout, paper, grid."""
        yield Choice("Layout", ("sheet", "cards"), id="layout")
        yield Choice("Paper", ("a4", "letter", "a5"), id="paper")
        yield Choice("Grid of cards", ("2x4", "2x5", "3x3", "2x3", "1x4"), id="grid")

    def on_mount(self) -> None:
        """The grid belongs to cards."""
        super().on_mount()
        self.choice("grid").display = False

    def on_choice_changed(self, message: Choice.Changed) -> None:
        """Show the grid with the layout that has one."""
        super().on_choice_changed(message)
        self.choice("grid").display = self.choice("layout").value == "cards"

    def write(
        self, decks: list[LoadedDeck], target: Path, settings: dict[str, str], report: Report, *, drafts: bool
    ) -> str:
        """Write the sheet."""
        return self.world.services.print_sheet(
            decks,
            target,
            layout=settings["layout"],
            paper=settings["paper"],
            grid=settings["grid"],
            drafts=drafts,
            report=report,
        )
