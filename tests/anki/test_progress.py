"""Progress out and back, judged by Anki's own backend."""

import json
import random
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.anki.package import export_apkg
from studykit.anki.progress import ProgressExport
from studykit.anki.read import Review, read_apkg, unseen
from studykit.model import Deck, Kind, Note, Rating
from studykit.schedule.days import StudyClock
from studykit.schedule.events import Event, EventKind, memory_of
from studykit.schedule.fsrs import outcomes
from studykit.schedule.settings import Options
from studykit.schedule.state import NEW, CardState, Phase

START = 1_650_000_000_000  # long enough ago that no review lies in the future: Anki dates those anew


def studied(cards: int, reviews: int, clock: StudyClock, seed: int = 1) -> tuple[Deck, ProgressExport]:
    """A deck of Q&A cards, and what our own scheduler makes of some reviews of them."""
    chance = random.Random(seed)
    states: dict[str, CardState] = {}
    events = []
    now = START
    for number in range(reviews):
        now += chance.choice((20_000, 600_000, 40_000_000, 400_000_000))
        card = f"note{chance.randrange(cards)}.1"
        before = states.get(card, NEW)
        rating = chance.choices(tuple(Rating), weights=(2, 1, 6, 1))[0]
        after = outcomes(before, now, clock, Options(), card)[rating].state
        states[card] = after
        events.append(
            Event(
                card=card, at_ms=now, id=number + 1, kind=EventKind.REVIEW, day=clock.day_of(now), rating=rating,
                duration_ms=chance.randrange(1_000, 90_000), was=memory_of(before), now=memory_of(after),
            )
        )  # fmt: skip
    notes = tuple(Note(Kind.QA, id=f"note{n}", front=f"question {n}", back="answer") for n in range(cards))
    return Deck(name="Studied", notes=notes), ProgressExport(states, tuple(events))


def told(progress: ProgressExport) -> list[tuple[str, int, int, int]]:
    return sorted((e.card, e.at_ms, int(e.rating or 0), e.duration_ms) for e in progress.reviews)


@pytest.mark.parametrize("legacy", [False, True])
def test_a_thousand_reviews_out_and_back_equal_themselves(legacy: bool, tmp_path: Path, anki: Any) -> None:
    deck, progress = studied(120, 1_000, StudyClock())
    export_apkg([deck], tmp_path / "out.apkg", progress=progress)
    anki.load(path=tmp_path / "out.apkg", progress=True)
    anki.save(path=tmp_path / "back.apkg", legacy=legacy)
    back = read_apkg(tmp_path / "back.apkg")
    assert len(back.reviews) == 1_000
    assert sorted((r.card, r.at_ms, int(r.rating), r.duration_ms) for r in back.reviews) == told(progress)
    assert len(back.notes) == 120
    assert (back.decks, back.left, back.with_history) == ((), (), True)
    known: dict[str, list[int]] = {}
    for event in progress.reviews:
        known.setdefault(event.card, []).append(event.at_ms)
    assert unseen(back.reviews, known) == ()


def test_anki_replays_our_log_to_our_memory(tmp_path: Path, anki: Any) -> None:
    anki.fsrs()
    deck, progress = studied(60, 500, StudyClock(ZoneInfo("UTC")))
    export_apkg([deck], tmp_path / "out.apkg", progress=progress)
    anki.load(path=tmp_path / "out.apkg", progress=True)
    ids = {note["nid"]: note["fields"]["Id"] for note in anki.notes()}
    for card in anki.cards():
        state = progress.states.get(f"{ids[card['nid']]}.1", NEW)
        if state.stability is None:
            continue
        wanted = pytest.approx([state.stability, state.difficulty], rel=1e-3, abs=1e-3)
        assert anki.memory(cid=card["id"]) == wanted
        assert anki.recompute(cid=card["id"]) == wanted


ZONES = ["UTC", "Asia/Seoul", "America/New_York", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu"]


@pytest.mark.parametrize("zone", ZONES)
def test_due_dates_are_right_in_each_time_zone(
    zone: str, tmp_path: Path, open_anki: Callable[..., Any]
) -> None:
    anki = open_anki(zone)
    clock = StudyClock(ZoneInfo(zone))
    deck, progress = studied(40, 200, clock)
    export_apkg([deck], tmp_path / "out.apkg", progress=progress)
    anki.load(path=tmp_path / "out.apkg", progress=True)
    ids = {note["nid"]: note["fields"]["Id"] for note in anki.notes()}
    today_there, today_here = anki.today(), clock.day_of(time.time_ns() // 1_000_000)
    seen = set()
    for card in anki.cards():
        state = progress.states.get(f"{ids[card['nid']]}.1", NEW)
        seen.add(state.phase)
        assert card["type"] == state.phase
        assert (card["reps"], card["lapses"]) == (state.reps, state.lapses)
        if state.phase is Phase.REVIEW:
            assert card["due"] - today_there == state.due - today_here
            assert card["ivl"] == state.due - state.last_day
        elif state.phase is not Phase.NEW:
            assert card["due"] == state.due // 1000
    assert {Phase.REVIEW, Phase.LEARNING, Phase.RELEARNING} <= seen


def test_suspended_and_flagged_cards_arrive_so(tmp_path: Path, anki: Any) -> None:
    deck, progress = studied(3, 30, StudyClock())
    states = dict(progress.states)
    states["note1.1"] = states["note1.1"]._replace(suspended=True, flagged=True)
    notes = (replace(deck.notes[0], suspended=True), *deck.notes[1:])
    export_apkg(
        [replace(deck, notes=notes)], tmp_path / "out.apkg", progress=replace(progress, states=states)
    )
    anki.load(path=tmp_path / "out.apkg", progress=True)
    ids = {note["nid"]: note["fields"]["Id"] for note in anki.notes()}
    found = {ids[card["nid"]]: (card["queue"] == -1, card["flags"]) for card in anki.cards()}
    assert found == {"note0": (True, 0), "note1": (True, 1), "note2": (False, 0)}
    anki.save(path=tmp_path / "back.apkg")
    assert read_apkg(tmp_path / "back.apkg").suspended == ("note0.1", "note1.1")


def test_an_export_after_reviews_in_anki_keeps_them(tmp_path: Path, anki: Any) -> None:
    deck, progress = studied(20, 60, StudyClock())
    export_apkg([deck], tmp_path / "out.apkg", progress=progress)
    anki.load(path=tmp_path / "out.apkg", progress=True)
    assert anki.answer(deck="Studied", ratings=[3] * 10) == 10
    before = anki.revlog(), anki.cards()
    assert len(before[0]) == 70
    export_apkg([deck], tmp_path / "again.apkg", progress=progress)
    assert anki.load(path=tmp_path / "again.apkg", progress=True)["updated"] == 0
    assert (anki.revlog(), anki.cards()) == before


def test_only_reviews_the_log_lacks_are_new_and_importing_twice_adds_none(tmp_path: Path, anki: Any) -> None:
    deck, progress = studied(20, 60, StudyClock())
    export_apkg([deck], tmp_path / "out.apkg", progress=progress)
    anki.load(path=tmp_path / "out.apkg", progress=True)
    anki.answer(deck="Studied", ratings=[3, 4, 1])
    anki.save(path=tmp_path / "back.apkg")
    known: dict[str, list[int]] = {}
    for event in progress.reviews:
        known.setdefault(event.card, []).append(event.at_ms)
    fresh = unseen(read_apkg(tmp_path / "back.apkg").reviews, known)
    assert [review.rating for review in fresh] == [3, 4, 1]
    for review in fresh:
        known.setdefault(review.card, []).append(review.at_ms)
    assert unseen(read_apkg(tmp_path / "back.apkg").reviews, known) == ()


def test_reviews_of_one_millisecond_all_arrive_and_are_known_again(tmp_path: Path, anki: Any) -> None:
    deck, _ = studied(3, 0, StudyClock())
    at = [
        Event(card=f"note{n}.1", at_ms=START, id=n, kind=EventKind.REVIEW, day=20254, rating=Rating.GOOD)
        for n in range(3)
    ]
    states = {
        event.card: CardState(Phase.REVIEW, None, 2.3, 2.1, 20256, START, 20254, 20254, 1) for event in at
    }
    export_apkg([deck], tmp_path / "out.apkg", progress=ProgressExport(states, at))
    anki.load(path=tmp_path / "out.apkg", progress=True)
    assert [row[3] for row in anki.revlog()] == [2, 2, 2]
    anki.save(path=tmp_path / "back.apkg")
    back = read_apkg(tmp_path / "back.apkg").reviews
    assert [review.at_ms - START for review in back] == [0, 1, 2]
    assert unseen(back, {event.card: [START] for event in at}) == ()


def test_answers_of_one_card_in_quick_succession_are_all_new(tmp_path: Path, anki: Any) -> None:
    deck, _ = studied(1, 0, StudyClock())
    export_apkg([deck], tmp_path / "out.apkg")
    anki.load(path=tmp_path / "out.apkg")
    count = anki.answer(deck="Studied", ratings=[1, 1, 3, 3])
    anki.save(path=tmp_path / "back.apkg")
    back = read_apkg(tmp_path / "back.apkg").reviews
    assert len(back) == count >= 3
    assert unseen(back, {}) == back
    assert unseen(back, {"note0.1": [back[0].at_ms]}) == back[1:]


@pytest.mark.parametrize("legacy", [False, True])
def test_what_was_rescheduled_by_hand_is_no_answer(legacy: bool, tmp_path: Path, anki: Any) -> None:
    deck, _ = studied(2, 0, StudyClock())
    export_apkg([deck], tmp_path / "out.apkg")
    anki.load(path=tmp_path / "out.apkg")
    anki.answer(deck="Studied", ratings=[3])
    anki.reschedule(cids=[card["id"] for card in anki.cards()])
    assert len(anki.revlog()) == 5
    anki.save(path=tmp_path / "back.apkg", legacy=legacy)
    assert [review.rating for review in read_apkg(tmp_path / "back.apkg").reviews] == [Rating.GOOD]


TIMES = st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 12)), unique=True, max_size=12)


@given(ours=TIMES, theirs=TIMES)
def test_what_went_out_is_known_and_all_else_is_new(
    ours: list[tuple[str, int]], theirs: list[tuple[str, int]]
) -> None:
    """Ours go out, each to the next free millisecond; theirs are answered later, so in milliseconds of their own."""
    out, free = [], 0
    for at, card in sorted((at, card) for card, at in ours):
        free = max(at, free + 1)
        out.append(Review(card, free, Rating.GOOD, 0))
    later = [Review(card, 100 + 4 * number, Rating.AGAIN, 0) for number, (card, _) in enumerate(theirs)]
    known: dict[str, list[int]] = {}
    for card, at in ours:
        known.setdefault(card, []).append(at)
    assert unseen([*out, *later], known) == tuple(later)


def test_a_package_without_scheduling_brings_no_reviews(tmp_path: Path, anki: Any) -> None:
    deck, progress = studied(5, 20, StudyClock())
    export_apkg([deck], tmp_path / "out.apkg", progress=progress)
    anki.load(path=tmp_path / "out.apkg", progress=True)
    anki.save(path=tmp_path / "back.apkg", progress=False)
    back = read_apkg(tmp_path / "back.apkg")
    assert (back.reviews, back.with_history, len(back.notes)) == ((), False, 5)


def test_card_data_is_what_anki_writes_itself(tmp_path: Path, anki: Any) -> None:
    anki.fsrs()
    deck, progress = studied(1, 1, StudyClock())
    export_apkg([deck], tmp_path / "out.apkg", progress=progress)
    anki.load(path=tmp_path / "out.apkg", progress=True)
    ours = json.loads(anki.cards()[0]["data"])
    anki.add(kind="Basic", deck="Other", fields={"Front": "x", "Back": "y"}, tags=[])
    anki.answer(deck="Other", ratings=[3])
    theirs = json.loads(
        next(card["data"] for card in anki.cards() if card["reps"] and card["id"] != anki.cards()[0]["id"])
    )
    assert list(ours) == list(theirs)
