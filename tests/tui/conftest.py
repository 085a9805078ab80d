"""A small shelf of decks, a history and a clock that stands still; the screens run on the real parts."""

import html
import os
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pexpect
import pyte
import pytest
import textual

from studykit.files import write_text
from studykit.progress.desk import SessionOptions
from studykit.progress.library import Library
from studykit.progress.store import Progress
from studykit.schedule.days import StudyClock
from studykit.tui.app import StudyApp
from studykit.tui.ports import Services
from studykit.tui.preferences import Preferences
from studykit.tui.svg import mended
from studykit.tui.world import World
from studykit.workflow.services import Workshop

DECK = """\
format: 1
name: 바다거북의 항해
language: ko
source:
  title: How turtles find their beach
  url: https://www.youtube.com/watch?v=abcdefghijk
  video_id: abcdefghijk
notes:
- id: aaaaaaaaa1   # a comment that stays
  kind: cloze
  text: 바다거북은 {{c1::자기장::무엇}}을 느껴서 {{c2::70~80%}}가 태어난 해변으로 돌아옵니다.
  at: "05:09"
  bullet: 바다거북은 자기장을 느껴서 70~80%가 태어난 해변으로 돌아옵니다.
  by: rules
  flags:
  - rule: number-differs
    summary: 70~80%
    transcript: almost seventy percent
  evidence:
    quote: they feel the magnetic field and almost seventy percent come back to the beach where they hatched
    at: "05:07"
    plus_minus: 8
    confidence: 0.78
- id: aaaaaaaaa2
  kind: qa
  front: 바다거북이 방향을 찾는 데 쓰는 감각은 무엇인가요?
  back: 자기 감각
  at: "06:10"
- id: aaaaaaaaa3
  kind: qa
  front: "새끼 거북은 밤에 [bold]무엇[/bold]을 따라 바다로 가나요?"
  back: 달빛
  at: "07:30"
- id: aaaaaaaaa4
  kind: cloze
  text: 알은 모래 속에서 약 {{c1::60일}} 동안 부화를 기다립니다.
  at: "09:00"
  bullet: 알은 모래 속에서 약 60일 동안 부화를 기다립니다.
  draft: true
"""
OTHER = """\
format: 1
name: Bread::Sourdough
language: en
notes:
- id: bbbbbbbbb1
  kind: qa
  front: What does a baker feed a starter with?
  back: Flour and water
- id: bbbbbbbbb2
  kind: cloze
  text: The dough proofs at {{c1::26 °C}}.
"""
NOON = int(datetime(2026, 3, 2, 12, tzinfo=UTC).timestamp() * 1000)


class Clock:
    """A clock that moves when told to."""

    def __init__(self, now_ms: int = NOON) -> None:
        self.now_ms = now_ms

    def __call__(self) -> int:
        self.now_ms += 1
        return self.now_ms

    def forward(self, *, minutes: float = 0, days: float = 0) -> None:
        self.now_ms += int((minutes + days * 24 * 60) * 60_000)


Shelf = Callable[..., World]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def shelf(tmp_path: Path, clock: Clock) -> Iterator[Shelf]:
    """Makes a world over decks that stand in ``tmp_path/decks``."""
    opened: list[Progress] = []

    def make(
        *texts: str,
        preferences: Preferences | None = None,
        options: SessionOptions | None = None,
        services: Services | None = None,
    ) -> World:
        folder = tmp_path / "decks"
        folder.mkdir(exist_ok=True)
        for number, text in enumerate(texts or (DECK, OTHER)):
            path = folder / f"deck{number}.yaml"
            if not path.exists():
                write_text(path, text)
        progress = Progress.open(tmp_path / "progress.sqlite")
        opened.append(progress)
        library = Library(lambda: sorted(folder.glob("*.yaml")), tmp_path / "cache.sqlite")
        return World(
            library,
            lambda: (progress, options or SessionOptions(clock=StudyClock(UTC))),
            lambda: services or Workshop(lambda: clock.now_ms // 1000),
            clock,
            preferences or Preferences(),
        )

    yield make
    for progress in opened:
        progress.close()


class Terminal:
    """A pseudo-terminal with a screen that is read cell by cell."""

    def __init__(
        self, home: Path, arguments: Sequence[str], env: dict[str, str], columns: int, rows: int
    ) -> None:
        self.home = home
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.Stream(self.screen)
        self._raw = ""
        clean = {
            name: value
            for name, value in os.environ.items()
            if name not in {"NO_COLOR", "COLORTERM", "COLUMNS", "LINES"}
        }
        self.process = pexpect.spawn(
            sys.executable,
            ["-m", "studykit", *arguments],
            cwd=str(home),
            env={
                **clean,
                "TERM": "xterm-256color",
                "LANG": "C.UTF-8",
                "STUDYKIT_HOME": str(home / "home"),
                **env,
            },
            dimensions=(rows, columns),
            encoding="utf-8",
            timeout=20,
        )
        self.process.delaybeforesend = None

    def _read(self, seconds: float) -> None:
        try:
            text = self.process.read_nonblocking(65536, timeout=seconds)
        except (pexpect.TIMEOUT, pexpect.EOF):
            return
        self._raw += text
        # What a terminal would ignore and pyte would print: answers wanted about keyboards and modes.
        self._stream.feed(re.sub(r"\x1b\[[<>=][0-9;]*[a-zA-Z]|\x1b\[\?[0-9;]*\$p", "", text))

    @property
    def lines(self) -> list[str]:
        return list(self.screen.display)

    @property
    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self.lines)

    def _until(self, reached: Callable[[], bool], what: str) -> None:
        end = time.monotonic() + 20
        while not reached():
            assert time.monotonic() < end, f"{what}:\n{self.text}"
            self._read(0.05)

    def wait(self, *words: str) -> None:
        """Until all words stand on the screen, line breaks and spaces aside, and nothing more is drawn for a while."""
        wanted = ["".join(word.split()) for word in words]
        self._until(
            lambda: all(word in "".join(self.text.split()) for word in wanted), f"{words} did not appear"
        )
        before = -1
        while before != len(self._raw):
            before = len(self._raw)
            self._read(0.15)

    def wait_gone(self, words: str) -> None:
        self._until(lambda: words not in self.text, f"{words!r} stayed")

    def settle(self) -> None:
        """Until nothing was drawn for a while."""
        quiet = 0
        while quiet < 6:
            before = len(self._raw)
            self._read(0.1)
            quiet = quiet + 1 if len(self._raw) == before else 0

    def send(self, keys: str) -> None:
        self.process.send(keys)

    def row_with(self, words: str) -> int:
        return next(number for number, line in enumerate(self.lines) if words in line)

    def line_with(self, words: str) -> str:
        return self.lines[self.row_with(words)].rstrip()

    def cells_of(self, words: str, row: int | None = None) -> tuple[int, int]:
        """First and last cell of some ASCII words in a row."""
        for number in range(self.screen.lines) if row is None else [row]:
            cells = [self.screen.buffer[number][column].data for column in range(self.screen.columns)]
            for start in range(len(cells)):
                if "".join(cells[start : start + len(words)]) == words:
                    return start, start + len(words) - 1
        raise AssertionError(f"{words!r} is not on the screen:\n{self.text}")

    def colours(self) -> set[str]:
        """Which kinds of colour the cells have."""
        found = set()
        for row in self.screen.buffer.values():
            for cell in row.values():
                for colour in (cell.fg, cell.bg):
                    if colour == "default":
                        continue
                    grey = re.fullmatch(r"([0-9a-f]{2})\1\1", colour)
                    found.add("grey" if grey else colour)
        return found

    def reviews(self) -> int:
        """Ratings that count, as another program reads them from the disk."""
        with Progress.open(self.home / "home" / "progress.sqlite") as progress:
            return sum(state.reps for state in progress.states().values())

    def exit_code(self) -> int:
        end = time.monotonic() + 20
        while self.process.isalive():
            assert time.monotonic() < end, f"it did not end:\n{self.text}"
            self._read(0.05)
        self._read(0)
        self.process.close()
        code, number = self.process.exitstatus, self.process.signalstatus
        return code if code is not None else 128 + (number or 0)

    def restored(self) -> bool:
        """Whether the alternate screen was left, the cursor is back and the mouse is let go."""
        return all(self._raw.rfind(off) > self._raw.rfind(on) for on, off in RESTORED)


RESTORED = (("\x1b[?1049h", "\x1b[?1049l"), ("\x1b[?25l", "\x1b[?25h"), ("\x1b[?1000h", "\x1b[?1000l"))


@pytest.fixture
def shelf_home(tmp_path: Path) -> Path:
    """A working folder with decks in it."""
    (tmp_path / "decks").mkdir()
    write_text(tmp_path / "decks" / "a.yaml", DECK)
    write_text(tmp_path / "decks" / "b.yaml", OTHER)
    return tmp_path


@pytest.fixture
def english_only(tmp_path: Path) -> Path:
    """A working folder with one English deck."""
    folder = tmp_path / "english"
    (folder / "decks").mkdir(parents=True)
    write_text(folder / "decks" / "b.yaml", OTHER.replace("26 °C", "26 degrees"))
    return folder


@pytest.fixture
def terminal(shelf_home: Path) -> Iterator[Callable[..., Terminal]]:
    """Starts the program in a terminal of its own."""
    started: list[Terminal] = []

    def start(
        *arguments: str,
        home: Path | None = None,
        env: dict[str, str] | None = None,
        columns: int = 80,
        rows: int = 24,
    ) -> Terminal:
        started.append(Terminal(home or shelf_home, arguments, env or {}, columns, rows))
        return started[-1]

    yield start
    for term in started:
        term.process.close(force=True)


class Screenshot:
    """What an application shows, as plain text."""

    def __init__(self, app: StudyApp) -> None:
        self.lines = [strip.text.rstrip() for strip in app.screen._compositor.render_strips(app.size)]
        self.text = "\n".join(self.lines)

    def line(self, words: str) -> str:
        return next(line for line in self.lines if words in line)

    def __contains__(self, words: str) -> bool:
        return words in self.text or " ".join(words.split()) in " ".join(self.text.split())


@pytest.fixture
def look() -> Callable[[StudyApp], Screenshot]:
    return Screenshot


@pytest.fixture
def start(shelf: Shelf) -> Callable[..., StudyApp]:
    """An application over the shelf; keyword arguments are the shelf's, ``review`` starts with a session."""

    def make(*texts: str, review: bool = False, **settings: Any) -> StudyApp:
        world = shelf(*texts, **settings)
        return StudyApp(world, [loaded.path for loaded in world.library.decks] if review else None)

    return make


@pytest.fixture
def deck_text() -> str:
    return DECK


SNAPSHOTS = Path(__file__).parent / "snapshots"
MADE_WITH = f"<!-- textual {textual.__version__}, rich {version('rich')} -->\n"


def svg_text(svg: str) -> list[str]:
    """The lines of a picture, without its styles."""
    rows: dict[float, list[tuple[float, str]]] = {}
    for x, y, text in re.findall(
        r'<text class="[^"]*-r\d+" x="([\d.]+)" y="([\d.]+)"[^>]*>(.*?)</text>', svg
    ):
        rows.setdefault(float(y), []).append((float(x), html.unescape(text)))
    return ["".join(text for _, text in sorted(parts)) for _, parts in sorted(rows.items())]


@pytest.fixture
def snapshot() -> Callable[[StudyApp, str], None]:
    """Compares a screen with its picture in snapshots/; ``SNAPSHOTS=update`` writes the pictures anew.

    Pictures of another Textual or Rich may differ in what is theirs to decide: then the words are compared.
    """

    def compare(app: StudyApp, name: str) -> None:
        svg = MADE_WITH + mended(app.export_screenshot(simplify=True))
        path = SNAPSHOTS / f"{name}.svg"
        if os.environ.get("SNAPSHOTS") == "update":
            write_text(path, svg)
        kept = path.read_text(encoding="utf-8")
        assert svg_text(svg) == svg_text(kept), f"{name}: look at it, then SNAPSHOTS=update"
        if kept.startswith(MADE_WITH):
            assert svg == kept, f"{name}: its colours or styles changed; look at it, then SNAPSHOTS=update"

    return compare
