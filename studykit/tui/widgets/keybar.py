"""The line of keys at the bottom: what can be done now, cut to the width, never clipped."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rich.cells import cell_len
from textual.binding import ActiveBinding
from textual.content import Content
from textual.geometry import Size
from textual.screen import Screen
from textual.style import Style
from textual.widget import Widget

from studykit.tui.actions import ACTIONS, BY_ID

GAP = 2
KeyFor = Callable[[str, Mapping[str, ActiveBinding]], str]


@dataclass(frozen=True, slots=True)
class Entry:
    """A key and what it does."""

    key: str
    label: str
    action: str

    @property
    def width(self) -> int:
        """Cells it takes."""
        return cell_len(self.key) + 1 + cell_len(self.label)


def arrange(entries: list[Entry], last: Entry | None, width: int, lines: int) -> list[list[Entry]]:
    """Entries in order on at most ``lines`` lines of ``width`` cells; ``last`` always has its place at the end."""
    rows: list[list[Entry]] = [[]]
    reserve = last.width + GAP if last else 0
    used = 0
    for entry in entries:
        is_final = len(rows) == lines
        room = width - (reserve if is_final else 0)
        needed = entry.width + (GAP if rows[-1] else 0)
        if used + needed > room:
            if is_final:
                continue
            rows.append([])
            used, needed = 0, entry.width
            if needed > width - (reserve if len(rows) == lines else 0):
                continue
        rows[-1].append(entry)
        used += needed
    if last:
        if used + reserve > width and len(rows) < lines:
            rows.append([])
        rows[-1].append(last)
    return rows


class KeyBar(Widget):
    """Reads the screen's live bindings, so that it never names a key that does nothing."""

    def __init__(self, key_for: KeyFor) -> None:
        super().__init__()
        self._key = key_for
        self._entries: tuple[list[Entry], Entry | None] | None = None
        self.auto_links = False  # a click works without a link's looks

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002
        """All of it."""
        return container.width

    def on_mount(self) -> None:
        """Follow the screen's bindings."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def _changed(self, _screen: Screen[object]) -> None:
        self._entries = None
        self.refresh(layout=True)

    def entries(self) -> tuple[list[Entry], Entry | None]:
        """What the bar names, in the registry's order, and the help key that always stays."""
        if self._entries is None:
            self._entries = self._read()
        return self._entries

    def _read(self) -> tuple[list[Entry], Entry | None]:
        found: dict[str, Entry] = {}
        live = self.screen.active_bindings
        for active in live.values():
            binding = active.binding
            if not (binding.show and active.enabled and binding.id) or binding.id in found:
                continue
            if key := self._key(binding.id, live):
                owner = "app" if BY_ID[binding.id].scope == "app" else "screen"
                found[binding.id] = Entry(key, binding.description, f"{owner}.{binding.action}")
        last = found.pop("app.help", None)
        ordered = [found[action.id] for action in ACTIONS if action.id in found]
        return ordered, last

    def render(self) -> Content:
        """The line, or two of them on a narrow terminal."""
        entries, last = self.entries()
        width = max(10, self.content_size.width or self.app.size.width - 4)
        rows = arrange(entries, last, width, 2 if self.app.size.height >= 16 else 1)
        return Content("\n").join(self._line(row) for row in rows)

    def _line(self, row: list[Entry]) -> Content:
        parts: list[Content] = []
        for entry in row:
            click = Style.from_meta({"@click": entry.action})
            label = Content.assemble((entry.key, "$foreground bold"), (f" {entry.label}", "$muted"))
            parts.append(label.stylize(click))
        return Content(" " * GAP).join(parts)
