"""The terminal: start to first paint, key to paint, memory, search.

    python benchmarks/terminal.py [--runs 9] [--decks 50] [--cards 10000]

Everything is measured from outside, in a pseudo-terminal of 80x24, from the byte sent to the byte drawn. A bare
Textual application that shows one word starts in turn with ours, in the same run: this is what Textual itself costs.
"""

from __future__ import annotations

import argparse
import os
import pty
import re
import select
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from fcntl import ioctl
from pathlib import Path

BARE = """
from textual.app import App
from textual.widgets import Static

class Bare(App):
    def compose(self):
        yield Static("bare-first-word")

Bare().run()
"""
WORDS = [
    "바다",
    "거북",
    "자기장",
    "해변",
    "달빛",
    "모래",
    "알",
    "부화",
    "바람",
    "파도",
    "빙하",
    "화산",
    "대기",
    "구름",
    "번개",
    "해류",
    "조석",
    "지각판",
]


class Terminal:
    """A process in a pseudo-terminal."""

    def __init__(self, command: list[str], folder: Path) -> None:
        self._master, slave = pty.openpty()
        ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        env = {
            **os.environ,
            "TERM": "xterm-256color",
            "STUDYKIT_HOME": str(folder / "home"),
            "COLORTERM": "truecolor",
        }
        self.began = time.perf_counter()
        self.process = subprocess.Popen(command, cwd=folder, env=env, stdin=slave, stdout=slave, stderr=slave)
        os.close(slave)
        self.drawn = ""

    def until(self, pattern: str, seconds: float = 30) -> float:
        """Read until the pattern was drawn; the moment it was. What is before it is forgotten."""
        wanted = re.compile(pattern)
        end = time.perf_counter() + seconds
        while True:
            if match := wanted.search(self.drawn):
                self.drawn = self.drawn[match.end() :]
                return time.perf_counter()
            if time.perf_counter() > end:
                raise TimeoutError(f"{pattern!r} was not drawn: {self.drawn[-2000:]!r}")
            ready, _, _ = select.select([self._master], [], [], 0.5)
            if ready:
                self.drawn += os.read(self._master, 1 << 16).decode("utf-8", "ignore")

    def quiet(self, seconds: float = 0.05) -> None:
        """Read until nothing comes any more, and forget it."""
        while select.select([self._master], [], [], seconds)[0]:
            os.read(self._master, 1 << 16)
        self.drawn = ""

    def key(self, keys: str, pattern: str) -> float:
        """Milliseconds from a key to what it draws."""
        self.quiet()
        began = time.perf_counter()
        os.write(self._master, keys.encode())
        return (self.until(pattern) - began) * 1000

    def cpu_ms(self) -> float:
        """Milliseconds of processor time so far: steadier than the clock on a machine that has other work."""
        return int(Path(f"/proc/{self.process.pid}/schedstat").read_text(encoding="ascii").split()[0]) / 1e6

    def peak_mib(self) -> float:
        """The most memory the process has had, resident."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        found = re.search(r"VmHWM:\s+(\d+) kB", status)
        return int(found[1]) / 1024 if found else 0.0

    def close(self) -> None:
        """End it."""
        self.process.kill()
        self.process.wait()
        os.close(self._master)


def shelve(folder: Path, decks: int, cards: int) -> None:
    """Write the decks."""
    (folder / "decks").mkdir()
    each = cards // decks
    for number in range(decks):
        notes = "".join(
            f"- id: n{number:03}x{card:05}\n  kind: qa\n"
            f"  front: 물음 {number}.{card} {WORDS[card % 18]} {WORDS[card // 18 % 18]} {WORDS[(card * 7) % 18]}?\n"
            f"  back: 대답 {WORDS[(card * 5) % 18]}\n  at: '05:09'\n"
            f"  evidence:\n    quote: they say card {card} is about this and that and some more words of a talk\n"
            f"    at: '05:07'\n    plus_minus: 8\n    confidence: 0.8\n"
            for card in range(each)
        )
        text = f"format: 1\nname: Deck {number:02}\nlanguage: ko\nnotes:\n{notes}"
        (folder / "decks" / f"d{number:02}.yaml").write_text(text, encoding="utf-8")


def start(command: list[str], folder: Path, first: str) -> tuple[Terminal, float]:
    """A process and the milliseconds until its first word was drawn."""
    terminal = Terminal(command, folder)
    return terminal, (terminal.until(first) - terminal.began) * 1000


def starts(ours: list[str], bare: list[str], folder: Path, runs: int) -> dict[str, list[float]]:
    """Start both in turn: elapsed and processor milliseconds of each."""
    found: dict[str, list[float]] = {"bare": [], "bare cpu": [], "ours": [], "ours cpu": []}
    for _ in range(runs):
        for name, command, first in (("bare", bare, "bare-first-word"), ("ours", ours, "Deck 00")):
            terminal, taken = start(command, folder, first)
            found[name].append(taken)
            found[f"{name} cpu"].append(terminal.cpu_ms())
            terminal.close()
    return found


def percentile(times: list[float], share: float) -> float:
    """The value below which a share of the times lies."""
    return sorted(times)[min(len(times) - 1, round(share * (len(times) - 1)))]


def row(name: str, times: list[float], unit: str = "ms", limit: str = "") -> str:
    """One line of the table."""
    return f"| {name} | {statistics.median(times):.1f} | {percentile(times, 0.95):.1f} {unit} | {limit} |"


def review_keys(command: list[str], folder: Path, cards: int) -> tuple[list[float], list[float], float]:
    """Show and rate: milliseconds of each, and the memory afterwards."""
    terminal, _ = start(command, folder, "Deck 00")
    terminal.key("\r", "물음")
    shows, rates = [], []
    for _ in range(cards):
        shows.append(terminal.key(" ", "Again"))
        rates.append(terminal.key("4", "물음|cards in"))
    peak = terminal.peak_mib()
    terminal.close()
    return shows, rates, peak


def search_keys(command: list[str], folder: Path) -> tuple[float, list[float], float]:
    """Opening the browser over all cards, and each key of some searches; memory afterwards."""
    terminal, _ = start(command, folder, "Deck 00")
    terminal.quiet(0.3)
    opened = terminal.key("b", r"\d+ of \d+ cards")
    terminal.key("/", "words to look for")
    times = []
    for query in ("거북 달빛", "빙하", "quote words", "물음 7.1"):
        for letter in query:
            if letter != " ":
                times.append(terminal.key(letter, r"\d+ of|of \d+|card"))
            else:
                os.write(terminal._master, b" ")  # noqa: SLF001 (a space changes nothing that is drawn)
        for _ in query:
            os.write(terminal._master, b"\x7f")  # noqa: SLF001
        terminal.quiet(0.2)
    peak = terminal.peak_mib()
    terminal.close()
    return opened, times, peak


def main(argv: list[str] | None = None) -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--decks", type=int, default=50)
    parser.add_argument("--cards", type=int, default=10_000)
    args = parser.parse_args(argv)
    ours, bare = [sys.executable, "-m", "studykit"], [sys.executable, "-c", BARE]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shelve(folder, args.decks, args.cards)
        first, cold = start(ours, folder, "Deck 00")  # fills the cache of parsed decks
        first.close()
        times = starts(ours, bare, folder, args.runs)
        shows, rates, peak = review_keys(ours, folder, 20)
        opened, found, searching = search_keys(ours, folder)
    print(f"{args.cards} cards in {args.decks} decks\n\n| | median | p95 | limit |\n|---|---|---|---|")
    print(row("bare Textual, start to first paint", times["bare"]))
    print(row("studykit, start to first paint", times["ours"]))
    for name, kind in (("elapsed", ""), ("processor time", " cpu")):
        ratio = statistics.median(times[f"ours{kind}"]) / statistics.median(times[f"bare{kind}"])
        print(f"| ratio of the medians, {name} | {ratio:.2f} | | 1.5 |")
    print(f"| first start ever (decks are parsed) | {cold:.0f} | ms | |")
    print(row("key to paint: show", shows, limit="30"))
    print(row("key to paint: rate", rates, limit="30"))
    print(row("key to paint: a letter of a search", found, limit="50"))
    print(f"| opening the browser | {opened:.0f} | ms | |")
    print(f"| most memory, reviewing | {peak:.0f} | MiB | 90 |")
    print(f"| most memory, browsing all cards | {searching:.0f} | MiB | |")


if __name__ == "__main__":
    main()
