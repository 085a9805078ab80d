"""Anki's own backend on the history that benchmarks/progress.py wrote; run by it, in a process of its own.

Arguments: the history (JSON lines, one card each) and an empty folder. Prints JSON.
"""

from __future__ import annotations

import json
import sqlite3
import sys
import time
from pathlib import Path

from anki.collection import Collection  # first: anki.cards alone is a circular import

# isort: split
from anki.cards import CardId
from anki.decks import DeckId
from anki.scheduler.v3 import Scheduler

history, path = Path(sys.argv[1]), Path(sys.argv[2]) / "collection.anki2"


def empty_collection() -> tuple[int, int, int]:
    """A collection with FSRS and one deck; returns deck, note type and the day it counts from."""
    col = Collection(str(path))
    deck, notetype = col.decks.id("Bench"), col.models.by_name("Basic")
    assert deck is not None
    assert notetype is not None
    config = col.decks.config_dict_for_deck_id(deck)
    config["new"]["perDay"], config["rev"]["perDay"] = 20, 9999
    col.decks.save(config)
    col.set_config("fsrs", True)
    first_day = col.crt // 86_400
    col.close()
    return deck, notetype["id"], first_day


def fill(deck: int, notetype: int, first_day: int) -> list[int]:
    """Write the history straight into the file; returns the card ids."""
    notes, cards, log = [], [], []
    used: set[int] = set()
    for number, line in enumerate(history.open(encoding="utf-8")):
        nid = 10**12 + number
        phase, stability, difficulty, due, interval, reps, lapses, last_ms, reviews = json.loads(line)
        notes.append(
            (nid, f"g{number}", notetype, 0, -1, "", f"front {number}\x1fback", f"front {number}", 0, 0, "")
        )
        data = {"s": stability, "d": difficulty, "dr": 0.9, "decay": 0.1542, "lrt": last_ms // 1000}
        place = (2, 2, due - first_day, interval) if phase == 2 else (phase, 1, due // 1000, 1)
        cards.append((nid, nid, deck, 0, 0, -1, *place, 2500, reps, lapses, 0 if phase == 2 else 1001, 0, 0, 0,
                      json.dumps(data)))  # fmt: skip
        for at_ms, rating, length, kind in reviews:
            key = at_ms
            while key in used:
                key += 1
            used.add(key)
            log.append((key, nid, -1, rating, length, 0, 2500, 5000, kind))
    raw = sqlite3.connect(path)
    raw.create_collation("unicase", lambda a, b: (a > b) - (a < b))
    for table, rows, width in (("notes", notes, 11), ("cards", cards, 18), ("revlog", log, 9)):
        raw.executemany(f"insert into {table} values ({','.join('?' * width)})", rows)
    raw.commit()
    raw.close()
    return [card[0] for card in cards]


def measure(deck: int, ids: list[int]) -> None:
    """Print seconds per piece of work; then, for each number that comes in, the seconds of so many answers."""
    times = {}
    start = time.perf_counter()
    col = Collection(str(path))
    times["open"] = time.perf_counter() - start
    scheduler = col.sched
    assert isinstance(scheduler, Scheduler)
    counts = []
    for _ in range(5):
        start = time.perf_counter()
        scheduler.deck_due_tree()
        counts.append(time.perf_counter() - start)
    times["counts"] = min(counts)
    builds = []
    for _ in range(5):
        # Another deck and then this one again: the next call builds its queue anew.
        col.decks.select(DeckId(1))
        scheduler.get_queued_cards(fetch_limit=1)
        col.decks.select(DeckId(deck))
        start = time.perf_counter()
        scheduler.get_queued_cards(fetch_limit=20)
        builds.append(time.perf_counter() - start)
    times["queue"] = min(builds)
    start = time.perf_counter()
    for cid in ids:
        col.compute_memory_state(CardId(cid))
    times["rebuild"] = time.perf_counter() - start
    print(json.dumps(times), flush=True)
    for line in sys.stdin:
        taken = (answer(scheduler) for _ in range(int(line)))
        print(json.dumps([one for one in taken if one]), flush=True)
    col.close()


def answer(scheduler: Scheduler) -> float:
    """Seconds for one answer; 0 when nothing is due any more."""
    card = scheduler.getCard()
    if card is None:
        return 0
    card.start_timer()
    start = time.perf_counter()
    scheduler.answerCard(card, 3)
    return time.perf_counter() - start


bench_deck, basic, day = empty_collection()
measure(bench_deck, fill(bench_deck, basic, day))
