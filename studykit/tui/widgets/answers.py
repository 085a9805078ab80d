"""The four answers, label and interval on two lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from studykit.model import Rating


def label_of(rating: Rating) -> str:
    """``Again``, ``Hard``, ``Good``, ``Easy``."""
    return rating.name.capitalize()


class AnswerButton(Static):
    """One answer; the mouse may click it."""

    def __init__(self, rating: Rating) -> None:
        super().__init__(id=rating.name.lower())
        self._rating = rating

    def label(self, key: str, interval: str) -> None:
        """Key and name above the interval."""
        self.update(
            Content.assemble(
                (f"{key} ", "$foreground"),
                (label_of(self._rating), f"${self._rating.name.lower()} bold"),
                "\n",
                (interval, "$muted"),
            )
        )

    def on_click(self) -> None:
        """Rate by mouse."""
        self.post_message(Answers.Pressed(self._rating))


class Answers(Horizontal):
    """Keeps its room while hidden, so that nothing jumps when the answer is shown."""

    @dataclass
    class Pressed(Message):
        """An answer was clicked."""

        rating: Rating

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 (Textual's name)
        super().__init__(id=id)
        self._buttons = {rating: AnswerButton(rating) for rating in Rating}

    def compose(self) -> ComposeResult:
        """A button per rating."""
        yield from self._buttons.values()

    def offer(self, answers: Sequence[tuple[str, Rating, str]]) -> None:
        """Show the answers: key, rating, interval each."""
        for key, rating, interval in answers:
            self._buttons[rating].label(key, interval)
        self.set_class(True, "-offered")

    def withdraw(self) -> None:
        """Nothing can be rated now."""
        self.set_class(False, "-offered")
