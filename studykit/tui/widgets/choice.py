"""One setting of a dialog: a label and a value that left and right change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget


class Choice(Widget, can_focus=True):
    """A value out of a few; space, left, right or the mouse take the next one."""

    index: reactive[int] = reactive(0)

    @dataclass
    class Changed(Message):
        """Another value was chosen."""

        choice: Choice

    def __init__(self, label: str, values: Sequence[str], *, id: str) -> None:  # noqa: A002 (Textual's name)
        super().__init__(id=id)
        self._label = label
        self._values = tuple(values)

    @property
    def value(self) -> str:
        """The chosen value."""
        return self._values[self.index]

    @property
    def on(self) -> bool:
        """Whether a yes-or-no setting says yes."""
        return self.value == "yes"

    def on_key(self, event: events.Key) -> None:
        """Change the value."""
        step = {"right": 1, "space": 1, "left": -1}.get(event.key)
        if step is not None:
            event.stop()
            self._turn(step)

    def on_click(self) -> None:
        """The mouse takes the next value."""
        self.focus()
        self._turn(1)

    def _turn(self, step: int) -> None:
        self.index = (self.index + step) % len(self._values)
        self.post_message(self.Changed(self))

    def render(self) -> Content:
        """``Layout      < sheet >``."""
        value = f"< {self.value} >"
        style = "$accent bold" if self.has_focus else "$foreground"
        return Content.assemble(
            (f"{self._label:<18}", "$foreground bold" if self.has_focus else "$muted"), (value, style)
        )
