"""Rates the cards of one deck again and again and prints each rating once it is saved; run as a process to be killed.

Arguments: the history's file, the number of cards, the rating to give, how many to save (0: until killed).
"""

import sys
from pathlib import Path

from studykit.model import Deck, Kind, Note, Rating
from studykit.progress.desk import Desk, SessionOptions
from studykit.progress.store import Progress
from studykit.schedule.settings import Options

path, cards, rating, wanted = Path(sys.argv[1]), int(sys.argv[2]), Rating(int(sys.argv[3])), int(sys.argv[4])
deck = Deck("talk", notes=tuple(Note(Kind.QA, id=f"n{i:05d}", front="f", back="b") for i in range(cards)))
now = [1_790_000_000_000]
options = SessionOptions(defaults=Options(new_per_day=9999, reviews_per_day=99999, leech_threshold=0))
progress = Progress.open(path)
desk = Desk(progress, [deck], lambda: now[0], options)
saved = 0
while not wanted or saved < wanted:
    if desk.view.phase == "done":
        now[0] += 86_400_000
        desk.reload([deck])
        continue
    desk.show()
    now[0] += 50
    done = desk.rate(rating)
    if done is not None:
        saved += 1
        print(done.card_id, done.event, flush=True)
