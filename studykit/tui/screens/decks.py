"""The first screen: all decks, what waits in each, and the week ahead.

The other screens are imported when they are opened: the first paint does not wait for them.
"""

# ruff: noqa: PLC0415

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from studykit.tui.actions import bindings_of
from studykit.tui.glyphs import sparkline
from studykit.tui.safe import one_line
from studykit.tui.screens.base import StudyScreen
from studykit.tui.widgets.keybar import KeyBar
from studykit.tui.widgets.rows import Rows, fit
from studykit.tui.widgets.topline import TopLine
from studykit.tui.world import World

if TYPE_CHECKING:
    from studykit.progress.library import LoadedDeck
    from studykit.progress.view import SessionOptions
    from studykit.tui.overview import DeckLine

# Seconds after which the review's modules are loaded, so that the first card does not wait for them.
PRELOAD = 0.3
# Seconds in which the names get onto the terminal before the history is opened and counted.
PAINT_FIRST = 0.02
WIDE = 58  # cells from which the list has a column per kind of card
_NEEDS_DECK = frozenset({"review", "everything", "browse", "stats", "export", "print", "practise"})
_WELCOME = (
    "No decks yet.\n\n"
    "{g} makes one from your notes of a talk and its transcript: every card comes with the words "
    "that were said and the second they were said at. You can also drop a file here.\n\n"
    "Decks are looked for in ./decks, then in your data folder."
)


class DecksScreen(StudyScreen[None]):
    """The deck list."""

    CSS_PATH = None  # the application's own style is enough
    scope = "decks"
    BINDINGS = bindings_of("decks")

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self._decks: tuple[LoadedDeck, ...] = world.library.decks
        self._lines: list[DeckLine | None] = [None] * len(self._decks)
        self._moments: list[str] = []
        self._now_ms = 0

    def compose(self) -> ComposeResult:
        """Title, list, forecast, problems, keys."""
        yield TopLine(self.glyphs, id="top")
        yield TopLine(self.glyphs, id="columns")
        yield Rows(self._row, self.glyphs, id="decks")
        yield Static(id="welcome")
        yield Static(id="ahead")
        yield Static(id="problems")
        yield KeyBar(self.key_for)

    def on_screen_resume(self) -> None:
        """At first and when another screen is left: names at once, figures when they are painted."""
        self._show_names()
        self.set_timer(PAINT_FIRST, self._show_figures)
        self.set_timer(PRELOAD, self._preload)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Which keys mean something now."""
        if action in _NEEDS_DECK:
            return bool(self._decks)
        if action == "drafts":
            return any(line is None or line.drafts for line in self._lines)
        return True

    # Drawing

    def _show_names(self) -> None:
        decks = self.world.library.decks
        if decks is not self._decks:
            self._decks = decks
            self._lines = [None] * len(decks)
        self.query_one("#top", TopLine).show("studykit")
        self.query_one("#columns", TopLine).display = bool(decks)
        self.query_one("#columns", TopLine).show("  Deck", Content.styled(self._heading(), "$muted"))
        rows = self.query_one(Rows)
        rows.display = bool(decks)
        rows.fill(len(decks))
        welcome = self.query_one("#welcome", Static)
        welcome.display = not decks
        welcome.update(Content(_WELCOME.format(g=self.key_for("decks.generate"))))
        problems = self.world.library.problems
        shown = self.query_one("#problems", Static)
        shown.display = bool(problems)
        shown.update(
            Content("\n").join(
                Content.assemble(("! ", "$warning bold"), one_line(f"{problem}. {problem.hint}"))
                for problem in problems[:3]
            )
        )
        self.refresh_bindings()

    def _show_figures(self) -> None:
        from studykit.tui.overview import deck_line, forecast, when

        world, clock = self.world, self.world.options.clock
        self._now_ms = world.clock_ms()
        states = world.progress.states()
        self._lines = [
            deck_line(loaded, states, world.options.defaults, clock, self._now_ms) for loaded in self._decks
        ]
        self._moments = [when(line.next_ms, self._now_ms, clock) for line in self._lines if line]
        self.query_one(Rows).refresh()
        due = forecast(self._decks, states, clock.day_of(self._now_ms))
        ahead = self.query_one("#ahead", Static)
        ahead.display = bool(self._decks)
        ahead.update(
            Content.assemble(
                (sparkline(due, self.glyphs), "$primary"),
                ("  due in the next seven days: ", "$muted"),
                " ".join(str(number) for number in due),
            )
        )
        drafts = sum(line.drafts for line in self._lines if line)
        if drafts:
            notes = "note waits" if drafts == 1 else "notes wait"
            self.query_one("#top", TopLine).show(
                "studykit",
                Content.styled(f"{drafts} draft {notes} for you: {self.key_for('decks.drafts')}", "$accent"),
                Content.styled("1 draft" if drafts == 1 else f"{drafts} drafts", "$accent"),
            )
        self.refresh_bindings()

    def _preload(self) -> None:
        import studykit.tui.screens.review  # noqa: F401

    def _heading(self) -> str:
        if self.size.width < WIDE:
            return "due      next"
        return "   new  learn    due  drafts      next"

    def _row(self, index: int, width: int) -> Content:
        loaded, line = self._decks[index], self._lines[index]
        name = one_line(loaded.name).replace("::", f" {self.glyphs.separator} ")
        if line is None:
            return Content(fit(name, width, self.glyphs))
        moment, counts = self._moments[index], line.counts
        if self.size.width < WIDE:
            figures = f"{counts.total:>4}{moment:>10}"
            return Content(fit(name, width - len(figures), self.glyphs) + figures)
        cells = [
            _figure(counts.new, 6, "$primary"),
            _figure(counts.learning, 7, "$warning"),
            _figure(counts.review, 7, "$success"),
            _figure(line.drafts, 8, "$accent"),
            Content.styled(f"{moment:>10}", "$foreground" if moment == "now" else "$muted"),
        ]
        room = width - sum(cell.cell_length for cell in cells)
        return Content.assemble(fit(name, room, self.glyphs), *cells)

    def on_resize(self) -> None:
        """Other columns for another width."""
        self.query_one("#columns", TopLine).show("  Deck", Content.styled(self._heading(), "$muted"))

    # Acting

    def _here(self) -> LoadedDeck:
        return self._decks[self.query_one(Rows).cursor]

    @on(Rows.Moved)
    def _moved(self) -> None:
        self.refresh_bindings()

    @on(Rows.Chosen)
    def _clicked(self) -> None:
        self.action_review()

    def action_down(self) -> None:
        """Next deck."""
        self.query_one(Rows).move(1)

    def action_up(self) -> None:
        """Previous deck."""
        self.query_one(Rows).move(-1)

    def action_review(self) -> None:
        """Review the deck under the cursor."""
        self._study([self._here().path])

    def action_everything(self) -> None:
        """Review all decks."""
        self._study([loaded.path for loaded in self._decks])

    def action_practise(self) -> None:
        """Go through a deck without scheduling."""
        self._study([self._here().path], self.world.practising())

    def _study(self, paths: list[Path], options: SessionOptions | None = None) -> None:
        from studykit.tui.screens.review import ReviewScreen

        desk = self.attempt(lambda: self.world.desk(paths, options or self.world.everyday()))
        if desk is not None:
            self.app.push_screen(ReviewScreen(self.world, desk, paths))

    def action_drafts(self) -> None:
        """Decide on the drafts of this deck, or of the first one that has some."""
        from studykit.tui.overview import waiting_drafts
        from studykit.tui.screens.drafts import DraftsScreen

        waiting = [loaded for loaded in (self._here(), *self._decks) if waiting_drafts(loaded.cards)]
        if waiting:
            self.app.push_screen(DraftsScreen(self.world, waiting[0]))
        else:
            self.say("No draft waits for you.")

    def action_generate(self, path: str = "") -> None:
        """Make cards."""
        from studykit.tui.screens.generate import GenerateScreen

        self.app.push_screen(GenerateScreen(self.world, path))

    def on_paste(self, event: events.Paste) -> None:
        """A file dropped on the terminal arrives as its path."""
        if event.text.strip():
            self.action_generate(event.text.strip())

    def action_browse(self) -> None:
        """Look through the cards."""
        from studykit.tui.screens.browser import BrowserScreen

        self.app.push_screen(BrowserScreen(self.world))

    def action_stats(self) -> None:
        """Figures."""
        from studykit.tui.screens.stats import StatsScreen

        self.app.push_screen(StatsScreen(self.world))

    def action_export(self) -> None:
        """Anki package or CSV."""
        from studykit.tui.screens.dialogs import ExportScreen

        self.app.push_screen(ExportScreen(self.world, self._here()))

    def action_print(self) -> None:
        """Sheet or cards as PDF."""
        from studykit.tui.screens.dialogs import PrintScreen

        self.app.push_screen(PrintScreen(self.world, self._here()))

    def action_reload(self) -> None:
        """Read the files again."""
        self.attempt(self.world.library.reload)
        self.on_screen_resume()

    def action_leave(self) -> None:
        """Quit."""
        self.app.exit()


def _figure(number: int, width: int, style: str) -> Content:
    return Content.styled(f"{number:>{width}}", style if number else "$muted")
