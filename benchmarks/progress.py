"""A large history, beside Anki's own backend doing the same in the same run.

    python benchmarks/progress.py [--sizes 1000,10000,100000] [--kills 200] [--ratings 1000]

Cards with about ten reviews each, given on their due days, one in twenty a day late. Anki runs in a process of
its own on the same cards and reviews, with FSRS on. Then the soak: a rating process killed at random moments, and
two processes rating one deck.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from studykit.deck.format import dump
from studykit.model import Deck, Kind, Note, Rating, Settings
from studykit.progress.database import transaction
from studykit.progress.desk import Desk, SessionOptions
from studykit.progress.figures import figures
from studykit.progress.library import Library
from studykit.progress.rebuild import rebuild
from studykit.progress.rows import PUT_EVENT, event_row
from studykit.progress.store import Progress
from studykit.schedule.days import StudyClock
from studykit.schedule.events import Event, EventKind, memory_of
from studykit.schedule.fsrs import review, scheduler_version
from studykit.schedule.settings import Options
from studykit.schedule.state import NEW, CardState, Phase

DAY_MS = 86_400_000
CARDS_PER_DECK = 500
OPTIONS = Options(leech_threshold=0)
KINDS = {Phase.NEW: 0, Phase.LEARNING: 0, Phase.REVIEW: 1, Phase.RELEARNING: 2}
CLOCK = StudyClock()
HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One review with the states around it."""

    at_ms: int
    rating: Rating
    before: CardState
    after: CardState


def note_id(number: int) -> str:
    return hashlib.blake2b(str(number).encode(), digest_size=8).hexdigest()[:10]


def histories(cards: int, today: int) -> Iterator[list[Reviewed]]:
    """Card by card. Ten thousand histories are computed; more cards repeat them under other ids."""
    models = []
    draw = random.Random(1)
    for number in range(cards):
        if number < 10_000:
            models.append(one_history(f"{note_id(number)}.1", number, today, draw))
        yield models[number % len(models)]


def one_history(card: str, number: int, today: int, draw: random.Random) -> list[Reviewed]:
    state = NEW
    given: list[Reviewed] = []
    day = today - draw.randrange(60, 1200)
    at = CLOCK.start_of(day) + draw.randrange(12 * 3_600_000) + number
    while day < today and len(given) < 24:
        rating = Rating(draw.choices((1, 2, 3, 4), (8, 8, 76, 8))[0])
        after = review(state, rating, at, day, OPTIONS, card)
        given.append(Reviewed(at, rating, state, after))
        state, at = after, after.due
        if after.phase is Phase.REVIEW:
            day = after.due + draw.choice((0,) * 19 + (1,))
            at = CLOCK.start_of(day) + draw.randrange(12 * 3_600_000) + number
    return given


def fill(path: Path, cards: int, today: int) -> int:
    """Write the history; returns the number of reviews."""
    ids, reviews = random.Random(2), 0
    with Progress.open(path) as progress:
        with transaction(progress.connection):
            scheme = progress.schemes.put(OPTIONS, scheduler_version())
            for number, history in enumerate(histories(cards, today)):
                head = 0
                for one in history:
                    event = Event(
                        card=f"{note_id(number)}.1", at_ms=one.at_ms, id=ids.getrandbits(62) + 1, kind=EventKind.REVIEW,
                        day=one.after.last_day, ref=head, rating=one.rating, duration_ms=5000, scheme=scheme,
                        was=memory_of(one.before), now=memory_of(one.after),
                    )  # fmt: skip
                    progress.connection.execute(PUT_EVENT, event_row(event))
                    head = event.id
                reviews += len(history)
        rebuild(progress)
        progress.connection.execute("pragma wal_checkpoint(truncate)")
    return reviews


def write_for_anki(path: Path, cards: int, today: int) -> None:
    with path.open("w", encoding="utf-8") as out:
        for history in histories(cards, today):
            last = history[-1].after
            reviews = [
                [one.at_ms, int(one.rating),
                 one.after.due - one.after.last_day if one.after.phase is Phase.REVIEW else -(one.after.due - one.at_ms) // 1000,
                 KINDS[one.before.phase]]
                for one in history
            ]  # fmt: skip
            row = [int(last.phase), last.stability, last.difficulty, last.due, max(1, last.due - last.last_day),
                   last.reps, last.lapses, history[-1].at_ms, reviews]  # fmt: skip
            out.write(json.dumps(row) + "\n")


def write_decks(folder: Path, cards: int) -> list[Path]:
    folder.mkdir()
    for start in range(0, cards, CARDS_PER_DECK):
        notes = tuple(
            Note(Kind.QA, id=note_id(n), front=f"front {n}", back="back")
            for n in range(start, min(cards, start + CARDS_PER_DECK))
        )
        settings = Settings(reviews_per_day=9999)
        deck = Deck(f"deck {start // CARDS_PER_DECK}", notes=notes, settings=settings)
        (folder / f"{start:06d}.yaml").write_text(dump(deck), encoding="utf-8")
    return sorted(folder.iterdir())


def seconds(work: Callable[[], object], rounds: int = 1) -> float:
    """The quickest of some rounds: what the work takes, not what others on the machine take."""
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


def ours(folder: Path, cards: int) -> tuple[dict[str, float], int]:
    now = time.time_ns() // 1_000_000
    today = CLOCK.day_of(now)
    path = folder / "progress.sqlite"
    reviews = fill(path, cards, today)
    paths = write_decks(folder / "decks", cards)
    # The first start reads the deck files; every one after it their cache.
    stats = [sys.executable, "-m", "studykit", "stats", "--json"]
    env = {**os.environ, "STUDYKIT_HOME": str(folder)}
    subprocess.run(stats, env=env, cwd=folder, check=True, capture_output=True)
    times = {
        "stats": seconds(
            lambda: subprocess.run(stats, env=env, cwd=folder, check=True, capture_output=True), 5
        )
    }
    library = Library(lambda: paths, folder / "cache.sqlite")
    with Progress.open(path) as progress:
        times["open"] = seconds(lambda: Progress.open(path).close(), 5)
        times["first 20 due"] = seconds(lambda: progress.first_due(today, now, 20), 21)
        times["counts"] = seconds(lambda: figures(progress, library.decks, now), 5)
        options = SessionOptions(defaults=OPTIONS)
        times["session"] = seconds(lambda: Desk(progress, library.decks, lambda: now, options), 5)
        times["rebuild"] = seconds(lambda: rebuild(progress))
    times["MB"] = path.stat().st_size / 2**20
    return times, reviews


def answers_in_turn(folder: Path, to_anki: IO[str], from_anki: IO[str]) -> tuple[float, float]:
    """Medians of 200 answers each, twenty by twenty in turn: the disk is not equally quick all the time."""
    library = Library(lambda: sorted((folder / "decks").iterdir()), folder / "cache.sqlite")
    mine: list[float] = []
    theirs: list[float] = []
    with Progress.open(folder / "progress.sqlite") as progress:
        options = SessionOptions(defaults=OPTIONS)
        desk = Desk(progress, library.decks, lambda: time.time_ns() // 1_000_000, options)
        for _ in range(10):
            mine += [taken for _ in range(20) if (taken := answer(desk))]
            to_anki.write("20\n")
            to_anki.flush()
            theirs += json.loads(from_anki.readline())
    return statistics.median(mine), statistics.median(theirs)


def answer(desk: Desk) -> float:
    """Seconds for one answer; 0 when nothing is due any more."""
    desk.show()
    start = time.perf_counter()
    return time.perf_counter() - start if desk.rate(Rating.GOOD) else 0


def compare(cards: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        mine, reviews = ours(folder, cards)
        write_for_anki(folder / "history.jsonl", cards, CLOCK.day_of(time.time_ns() // 1_000_000))
        # -P: a benchmark beside this one has the name of Anki's package.
        command = [sys.executable, "-P", str(HERE / "progress_anki.py"), str(folder / "history.jsonl"), name]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            anki = json.loads(process.stdout.readline())
            mine["answer"], anki["answer"] = answers_in_turn(folder, process.stdin, process.stdout)
            process.stdin.close()
    print(f"\n{cards:,} cards, {reviews:,} reviews, file {mine['MB']:.0f} MB\n")
    print("| ms | studykit | Anki | ratio |\n|---|---|---|---|")
    rows = (
        ("first 20 due, against Anki's queue", "first 20 due", "queue"),
        ("a whole session's queue", "session", "queue"),
        ("one durable answer", "answer", "answer"),
        ("counts of all decks, all statistics", "counts", "counts"),
        ("all states from the log", "rebuild", "rebuild"),
        ("open the file", "open", "open"),
    )
    for words, key, other in rows:
        print(
            f"| {words} | {mine[key] * 1000:.2f} | {anki[other] * 1000:.2f} | {mine[key] / anki[other]:.3f} |"
        )
    print(f"| `studykit stats --json`, cold | {mine['stats'] * 1000:.0f} | | |")


def soak(kills: int, ratings: int) -> None:
    rater = HERE.parent / "tests" / "progress" / "rate_until_killed.py"
    draw = random.Random()
    with tempfile.TemporaryDirectory() as name:
        path, saved = Path(name) / "killed.sqlite", set()
        for _ in range(kills):
            command = [sys.executable, str(rater), str(path), "500", "3", "0"]
            with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
                assert process.stdout is not None
                text = process.stdout.readline()
                time.sleep(draw.random() * 0.2)
                process.kill()
                text += process.stdout.read()
            saved |= {tuple(line.split()) for line in text.splitlines(keepends=True) if line.endswith("\n")}
        with Progress.open(path) as progress:
            stored = {(c, str(i)) for c, i in progress.connection.execute("select card, id from log")}
            sound = progress.connection.execute("pragma integrity_check").fetchone()[0]
            changed = rebuild(progress).changed
        print(f"\nkilled {kills} times: {len(saved)} shown as saved, {len(saved - stored)} of them lost, "
              f"{len(stored - saved)} saved and not shown; integrity {sound}, {changed} states wrong")  # fmt: skip
        path = Path(name) / "two.sqlite"
        Progress.open(path).close()
        two = [
            subprocess.Popen(
                [sys.executable, rater, path, "50", rating, str(ratings)], stdout=subprocess.DEVNULL
            )
            for rating in ("3", "1")
        ]
        for one in two:
            one.wait()
        with Progress.open(path) as progress:
            count = progress.connection.execute("select count(*) from log").fetchone()[0]
            print(
                f"two processes: {count} of {2 * ratings} ratings, {rebuild(progress).changed} states wrong"
            )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--ratings", type=int, default=1000)
    args = parser.parse_args()
    for size in filter(None, args.sizes.split(",")):
        compare(int(size))
    if args.kills:
        soak(args.kills, args.ratings)


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
