"""Statistics, drawn: the year, the weeks ahead, what is remembered, how it was rated."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from studykit.progress.config import Config
from studykit.progress.figures import figures
from studykit.review.stats import Statistics
from studykit.tui import charts
from studykit.tui.actions import bindings_of
from studykit.tui.safe import one_line
from studykit.tui.screens.base import StudyScreen
from studykit.tui.widgets.drawing import Drawing
from studykit.tui.widgets.keybar import KeyBar
from studykit.tui.widgets.topline import TopLine
from studykit.tui.world import World


class StatsScreen(StudyScreen[None]):
    """All decks together, then each deck."""

    scope = "stats"
    BINDINGS = bindings_of("stats")

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self._at = 0

    def compose(self) -> ComposeResult:
        """Title, pictures, keys."""
        yield TopLine(self.glyphs, id="top")
        with VerticalScroll(id="page", can_focus=False):
            yield Drawing(id="picture")
        yield KeyBar(self.key_for)

    def on_mount(self) -> None:
        """All decks."""
        self._draw()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """With one deck there is nothing to turn."""
        return len(self.world.library.decks) > 1 if action in {"next", "previous"} else True

    def _draw(self) -> None:
        decks = list(self.world.library.decks)
        chosen = decks[self._at - 1 : self._at] if self._at else decks
        title = one_line(chosen[0].name) if self._at else "All decks"
        options = self.world.options
        stats = self.attempt(
            lambda: figures(
                self.world.progress,
                chosen,
                self.world.clock_ms(),
                Config(options.defaults, options.clock),
                whole=not self._at,
            )
        )
        place = f"{self._at + 1} of {len(decks) + 1}" if len(decks) > 1 else ""
        self.query_one("#top", TopLine).show(f"Statistics {self.glyphs.separator} {title}", place)
        if stats is not None:
            self.query_one(Drawing).show(lambda width: self._picture(stats, width))
            self.query_one(VerticalScroll).scroll_home(animate=False)

    def _picture(self, stats: Statistics, width: int) -> charts.Lines:
        glyphs, gap = self.glyphs, Content("")
        return [
            *_wrapped(charts.headline(stats, f" {glyphs.separator} "), width, "bold"),
            *_wrapped(charts.holdings(stats), width, "$muted"),
            gap,
            *charts.heat_map(stats.heat, stats.today, width, glyphs),
            gap,
            charts.heading("Due in the days ahead"),
            *charts.columns(stats.forecast, width, glyphs),
            *_wrapped(charts.load_ahead(stats), width, "$muted"),
            gap,
            charts.heading("Remembered, by the time since the review before"),
            *charts.retention(stats.by_age, width, glyphs),
            gap,
            charts.heading("Answers"),
            *charts.rating_mix(stats.ratings, width, glyphs),
        ]

    def _turn(self, by: int) -> None:
        self._at = (self._at + by) % (len(self.world.library.decks) + 1)
        self._draw()

    def action_next(self) -> None:
        """Next deck."""
        self._turn(1)

    def action_previous(self) -> None:
        """Previous deck."""
        self._turn(-1)

    def action_down(self) -> None:
        """Scroll on."""
        self.query_one(VerticalScroll).scroll_relative(y=6, animate=False)

    def action_up(self) -> None:
        """Scroll back."""
        self.query_one(VerticalScroll).scroll_relative(y=-6, animate=False)

    def action_leave(self) -> None:
        """Back."""
        self.dismiss(None)


def _wrapped(text: str, width: int, style: str) -> charts.Lines:
    return Content.styled(text, style).wrap(max(8, width))
