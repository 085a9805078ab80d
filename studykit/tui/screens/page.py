"""A page of text over the screen: help, a card's history, why a card was made."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from studykit.tui.actions import bindings_of
from studykit.tui.screens.base import StudyScreen
from studykit.tui.widgets.hanging import Hanging
from studykit.tui.widgets.keybar import KeyBar
from studykit.tui.world import World

Paragraph = tuple[Content, Content]


class PageScreen(StudyScreen[None]):
    """A title and labelled paragraphs, scrolled with the keys."""

    scope = "help"
    BINDINGS = bindings_of("help")

    def __init__(self, world: World, title: str, paragraphs: Sequence[Paragraph]) -> None:
        super().__init__(world)
        self._title = title
        self._paragraphs = list(paragraphs)

    def compose(self) -> ComposeResult:
        """Title, text, keys."""
        with Vertical(id="page"):
            yield Static(Content.styled(self._title, "bold"), id="title")
            with VerticalScroll(can_focus=False):
                yield Hanging(id="text")
        yield KeyBar(self.key_for)

    def on_mount(self) -> None:
        """Fill in the text."""
        self.query_one(Hanging).show(self._paragraphs)

    def action_down(self) -> None:
        """Scroll on."""
        self.query_one(VerticalScroll).scroll_relative(y=5, animate=False)

    def action_up(self) -> None:
        """Scroll back."""
        self.query_one(VerticalScroll).scroll_relative(y=-5, animate=False)

    def action_leave(self) -> None:
        """Back."""
        self.dismiss(None)


def aligned(pairs: Sequence[tuple[str, str]], style: str = "$primary") -> list[Paragraph]:
    """Label and text of each line, the labels made equally wide."""
    width = max((len(label) for label, _ in pairs), default=0)
    return [(Content.styled(label.ljust(width), style), Content(text)) for label, text in pairs]
