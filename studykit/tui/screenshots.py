"""``python -m studykit.tui.screenshots``: the pictures of the documentation, made by the program itself.

A fixed clock and a history made by a seeded random source: the same program gives the same pictures.
"""

from __future__ import annotations

import asyncio
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Input

from studykit.files import write_text
from studykit.model import Note, Rating
from studykit.progress.desk import SessionOptions
from studykit.progress.library import Library
from studykit.progress.store import Progress
from studykit.schedule.days import StudyClock
from studykit.tui.app import StudyApp
from studykit.tui.screens.longwork import LongWorkScreen
from studykit.tui.screens.proposals import ProposalsScreen
from studykit.tui.svg import mended
from studykit.tui.world import World
from studykit.workflow.services import Workshop

SIZE = (80, 24)
NOON = int(datetime(2026, 3, 2, 12, tzinfo=UTC).timestamp() * 1000)
DAY_MS = 86_400_000
STUDIED_DAYS = 150
ODDS = (8, 6, 78, 8)  # of Again, Hard, Good, Easy


class Clock:
    """A clock that moves when told to, and a little at each look."""

    def __init__(self, now_ms: int) -> None:
        self.now_ms = now_ms

    def __call__(self) -> int:
        """UTC milliseconds."""
        self.now_ms += 1
        return self.now_ms


def best_example(notes: Sequence[Note]) -> Note:
    """The note that shows most: a flag and sure evidence, rather a finished one than a draft."""

    def rank(note: Note) -> tuple[bool, bool, float]:
        sure = note.evidence.confidence or 0.0 if note.evidence else 0.0
        return bool(note.flags), not note.draft, sure

    return max((note for note in notes if not note.suspended), key=rank)


def study(world: World, clock: Clock) -> None:
    """A few months of reviews of all notes, most of them good, some days left out."""
    for loaded in world.library.decks:
        for note in loaded.deck.notes:
            if note.draft:
                world.services.accept_draft(loaded.path, note.id)
    world.library.reload()
    chance = random.Random(45)  # noqa: S311 (a picture, not a secret)
    paths = [loaded.path for loaded in world.library.decks]
    clock.now_ms = NOON - STUDIED_DAYS * DAY_MS
    for day in range(STUDIED_DAYS):
        clock.now_ms = max(clock.now_ms, NOON - (STUDIED_DAYS - day) * DAY_MS)
        if chance.random() < 0.2:
            continue
        desk = world.desk(paths, replace(world.options, new=1 if day % 12 == 0 else 0))
        while desk.view.card is not None:
            desk.show()
            clock.now_ms += chance.randrange(4_000, 14_000)
            desk.rate(Rating(chance.choices(range(1, 5), ODDS)[0]))
    clock.now_ms = NOON


@contextmanager
def small_world(decks: Sequence[Path], clock: Clock, options: SessionOptions) -> Iterator[World]:
    """The decks in a folder of their own, with an empty history."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "decks").mkdir()
        for deck in decks:
            shutil.copy(deck, home / "decks")
        with Progress.open(home / "progress.sqlite") as progress:
            library = Library(lambda: sorted((home / "decks").glob("*.yaml")), home / "cache.sqlite")
            yield World(
                library, lambda: (progress, options), lambda: Workshop(lambda: clock() // 1000), clock
            )


async def press(pilot: Pilot[int], keys: str) -> None:
    """Press keys one by one and wait for what they start."""
    await pilot.pause()
    for key in keys.split():
        await pilot.press(key)
        await pilot.pause()
    while isinstance(pilot.app.screen, LongWorkScreen) and pilot.app.screen.working:
        await pilot.pause(0.05)
    await pilot.pause()


async def pictures(decks: Sequence[Path], seeds: tuple[str, str], target: Path) -> None:
    """Write all pictures; ``seeds`` are a summary and its transcript."""
    clock = Clock(NOON)
    options = SessionOptions(clock=StudyClock(UTC))

    def keep(app: StudyApp, name: str) -> None:
        write_text(target / f"{name}.svg", mended(app.export_screenshot(title="studykit", simplify=True)))

    with small_world(decks, clock, options) as world:
        note = best_example([note for loaded in world.library.decks for note in loaded.deck.notes])
        one = world.with_options(drafts=True, search=note.text or note.front)
        app = StudyApp(one, [loaded.path for loaded in world.library.decks])
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "")
            keep(app, "question")
            await press(pilot, "space")
            keep(app, "review")
            await press(pilot, "e")
            keep(app, "edit")
    with small_world(decks, clock, options) as world:
        app = StudyApp(world)
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause(0.2)
            keep(app, "decks")
    with small_world(decks, clock, options) as world:
        study(world, clock)
        app = StudyApp(world)
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "b")
            keep(app, "browser")
            await press(pilot, "q s")
            await pilot.resize_terminal(80, 42)
            await press(pilot, "")
            keep(app, "stats")
    with small_world([], clock, options) as world:
        app = StudyApp(world)
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "g")
            app.screen.query_one("#summary", Input).value = seeds[0]
            app.screen.query_one("#transcript", Input).value = seeds[1]
            await press(pilot, "enter")
            while not isinstance(app.screen, ProposalsScreen):
                await pilot.pause(0.05)
            await press(pilot, "")
            keep(app, "generate")


def main() -> int:
    """Write the pictures into ``docs/img``; run it in the project's folder."""
    decks = sorted(Path("decks").glob("*.yaml"))
    if not decks:
        print("There is no deck in ./decks to make pictures of.", file=sys.stderr)  # noqa: T201
        return 1
    seeds = tuple(str(next(Path("seeds").glob(f"*.{kind}"))) for kind in ("summary.md", "transcript.txt"))
    asyncio.run(pictures(decks, (seeds[0], seeds[1]), Path("docs/img")))
    return 0


if __name__ == "__main__":
    sys.exit(main())
