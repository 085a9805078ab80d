"""Asks Anki's own backend for the memory of cards; run in a process of its own, in the time zone under test.

In: {"cards": N, "reviews": [[card, UTC ms, rating, kind, interval, last interval], ...]}
Out: {"states": [[stability, difficulty] per card], "minutes_west": M}
"""

import json
import sys
import tempfile
from pathlib import Path

from anki.collection import Collection

asked = json.load(sys.stdin)
with tempfile.TemporaryDirectory() as folder:
    col = Collection(str(Path(folder) / "oracle.anki2"))
    col.set_config("fsrs", True)
    col.set_config("rollover", 4)
    kind, deck = col.models.by_name("Basic"), col.decks.id("oracle")
    assert kind is not None
    assert deck is not None
    assert col.db is not None
    for number in range(asked["cards"]):
        note = col.new_note(kind)
        note["Front"] = str(number)
        col.add_note(note, deck)
    ids = col.db.list("select id from cards order by id")
    col.db.executemany(
        "insert into revlog values (?, ?, -1, ?, ?, ?, 0, 5000, ?)",
        [
            (ms, ids[card], rating, ivl, last, review_kind)
            for card, ms, rating, review_kind, ivl, last in asked["reviews"]
        ],
    )
    states = [col.compute_memory_state(cid) for cid in ids]
    json.dump({"states": [[state.stability, state.difficulty] for state in states]}, sys.stdout)
    col.close()
