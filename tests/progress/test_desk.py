"""A session over real decks and a real file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from studykit.model import Deck, Evidence, Kind, Note, Rating, Settings
from studykit.progress.desk import Desk, SessionOptions, View
from studykit.progress.store import Progress
from studykit.review.session import Side
from studykit.schedule.days import StudyClock
from studykit.schedule.events import EventKind
from studykit.schedule.queue import Counts

MORNING = 1_790_000_000_000
MINUTE = 60_000
DAY = 24 * 60 * MINUTE


class Clock:
    def __init__(self) -> None:
        self.ms = MORNING

    def __call__(self) -> int:
        return self.ms


def qa(note_id: str, **more: Any) -> Note:
    return Note(Kind.QA, id=note_id, front=f"front {note_id}", back="back", **more)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def deck() -> Deck:
    return Deck("talk", notes=(qa("a"), qa("b"), Note(Kind.CLOZE, id="c", text="{{c1::x}} and {{c2::y}}")))


Sit = Callable[..., Desk]


@pytest.fixture
def sit(tmp_path: Path, clock: Clock, deck: Deck) -> Iterator[Sit]:
    opened: list[Progress] = []

    def sit(*decks: Deck, **options: Any) -> Desk:
        progress = Progress.open(tmp_path / "progress.sqlite")
        opened.append(progress)
        zone = StudyClock(ZoneInfo("Asia/Seoul"))
        return Desk(progress, decks or (deck,), clock, SessionOptions(clock=zone, **options))

    yield sit
    for progress in opened:
        progress.close()


def here(desk: Desk) -> str:
    assert desk.view.card is not None
    return desk.view.card.id


def rate(desk: Desk, rating: Rating = Rating.GOOD) -> str:
    desk.show()
    saved = desk.rate(rating)
    assert saved is not None
    return saved.card_id


def through(desk: Desk, rating: Rating = Rating.GOOD) -> list[str]:
    """Rate until the session ends."""
    given = []
    while desk.view.phase is not Side.DONE:
        given.append(rate(desk, rating))
    return given


def test_a_rating_on_the_question_side_does_nothing(sit: Sit) -> None:
    desk = sit()
    before = desk.view
    assert desk.rate(Rating.GOOD) is None
    assert desk.view == before
    assert (desk.view.phase, here(desk), desk.view.outcomes) == (Side.QUESTION, "a.1", ())


def test_what_is_stored_is_what_was_previewed(sit: Sit, clock: Clock) -> None:
    desk = sit()
    desk.show()
    preview = desk.view.outcomes[int(Rating.EASY) - 1]
    clock.ms += 3 * MINUTE
    saved = desk.rate(Rating.EASY)
    assert saved is not None
    assert saved.due == preview.due
    with Progress.open(desk._progress.path) as other:
        state, (event,) = other.state("a.1"), other.events("a.1")
    assert (state.stability, state.due, state.phase) == (
        preview.state.stability, preview.state.due, preview.state.phase,
    )  # fmt: skip
    assert (event.id, event.duration_ms, event.rating) == (saved.event, 3 * MINUTE, Rating.EASY)


def test_a_session_leads_through_steps_to_its_summary(sit: Sit) -> None:
    desk = sit()
    assert desk.view.counts == Counts(new=3)
    assert through(desk) == ["a.1", "b.1", "c.1", "a.1", "b.1", "c.1"]
    summary = desk.view.summary
    assert summary is not None
    assert (summary.cards, summary.first_try) == (3, 1.0)
    assert desk.view.last is not None
    assert (desk.view.last.card_id, desk.view.last.label) == ("c.1", "2 days")


def test_the_other_card_of_a_note_comes_the_next_day(sit: Sit, clock: Clock) -> None:
    through(sit())
    assert sit().view.phase is Side.DONE
    clock.ms += DAY
    assert here(sit()) == "c.2"


def test_an_undo_brings_the_card_back_with_its_old_state(sit: Sit) -> None:
    desk = sit()
    rate(desk)
    rate(desk, Rating.AGAIN)
    undone = desk.undo()
    assert undone is not None
    assert (undone.card_id, undone.rating, here(desk), desk.view.state.reps) == (
        "b.1",
        Rating.AGAIN,
        "b.1",
        0,
    )
    assert desk.view.last is not None
    assert desk.view.last.card_id == "a.1"
    assert desk.view.notice == "Undone."
    desk.undo()
    back: View = desk.view
    assert (here(desk), back.last, back.counts) == ("a.1", None, Counts(new=3))
    assert desk.undo() is None
    assert desk.view.notice == "Nothing to undo."


def test_an_undo_reaches_an_earlier_session(sit: Sit) -> None:
    through(sit())
    desk = sit()
    assert desk.view.card is None
    undone = desk.undo()
    assert undone is not None
    assert here(desk) == undone.card_id == "c.1"
    assert desk.view.phase is Side.QUESTION


def test_an_undo_of_a_card_in_no_deck_here_goes_on_with_this_session(sit: Sit) -> None:
    rate(sit())
    desk = sit(Deck("other", notes=(qa("z"),)))
    undone = desk.undo()
    assert undone is not None
    assert (undone.card_id, here(desk)) == ("a.1", "z.1")
    assert "not in this session" in desk.view.notice


def test_suspended_and_buried_cards_go_and_undo_brings_them_back(sit: Sit, clock: Clock) -> None:
    desk = sit()
    desk.suspend()
    desk.bury()
    assert here(desk) == "c.1"
    desk.suspend(note=True)
    assert desk.view.phase is Side.DONE
    clock.ms += DAY
    again = sit()
    assert here(again) == "b.1"
    for card in ("c.1", "b.1", "a.1"):
        undone = again.undo()
        assert undone is not None
        assert (undone.card_id, here(again), undone.rating) == (card, card, None)


def test_a_flag_marks_the_card_and_stays_on_it(sit: Sit) -> None:
    desk = sit()
    desk.show()
    desk.flag()
    assert (desk.view.phase, desk.view.state.flagged, desk.view.notice) == (Side.ANSWER, True, "Flagged.")
    desk.flag()
    assert not desk.view.state.flagged
    desk.undo()
    assert desk.view.state.flagged


def test_a_leech_is_suspended_and_said_so(sit: Sit, clock: Clock) -> None:
    deck = Deck("talk", notes=(qa("a", evidence=Evidence("words said", at=5)),))
    desk = sit(deck)
    for _ in range(8):
        while desk.view.state.phase.name != "REVIEW":
            rate(desk, Rating.EASY)
            clock.ms += 400 * DAY
            desk = sit(deck)
        rate(desk, Rating.AGAIN)
    assert "Leech: forgotten 8 times" in desk.view.notice
    assert desk.view.phase is Side.DONE
    assert sit(deck).view.phase is Side.DONE
    desk.undo()
    assert not desk.view.state.suspended


def test_a_card_answered_in_another_window_is_not_counted_twice(sit: Sit) -> None:
    one, other = sit(), sit()
    one.show()
    assert rate(other, Rating.EASY) == "a.1"
    assert one.rate(Rating.AGAIN) is None
    assert "another window" in one.view.notice
    assert here(one) == "b.1"
    assert one._progress.state("a.1").reps == 1


def test_what_another_window_did_is_seen_at_the_next_card(sit: Sit) -> None:
    one, other = sit(), sit()
    rate(one, Rating.EASY)
    other.show()
    assert other.rate(Rating.EASY) is None
    assert rate(other, Rating.EASY) == "b.1"
    one.show()
    assert one.rate(Rating.EASY) is None
    assert here(one) == here(other) == "c.1"
    assert one.view.counts == other.view.counts == Counts(new=1)


def test_an_edit_keeps_the_card_in_hand_and_its_side(sit: Sit, deck: Deck) -> None:
    desk = sit()
    rate(desk)
    desk.show()
    shown = desk.view.outcomes
    edited = replace(deck, notes=(deck.notes[0], replace(deck.notes[1], front="better"), deck.notes[2]))
    desk.reload([edited])
    assert desk.view.card is not None
    assert (desk.view.card.note.front, desk.view.phase, desk.view.outcomes) == ("better", Side.ANSWER, shown)
    desk.reload([replace(deck, notes=(deck.notes[0], deck.notes[2]))])
    assert here(desk) == "c.1"


def test_the_day_turns_over_in_the_middle_of_a_session(sit: Sit, clock: Clock) -> None:
    deck = Deck("talk", notes=tuple(qa(f"n{i}") for i in range(5)), settings=Settings(new_per_day=2))
    desk = sit(deck)
    clock.ms = desk.options.clock.start_of(desk.options.clock.day_of(clock.ms) + 1) - 1000
    rate(desk, Rating.EASY)
    clock.ms += 2000
    assert desk.view.counts == Counts(new=1)
    assert rate(desk, Rating.EASY) == "n1.1"
    assert desk.view.counts == Counts(new=1)


def test_practice_counts_nothing_and_repeats_what_was_missed(sit: Sit) -> None:
    through(sit())
    desk = sit(practise=True)
    assert desk.view.practise
    desk.show()
    first = here(desk)
    saved = desk.rate(Rating.AGAIN)
    assert saved is not None
    assert not saved.counted
    desk.suspend()
    assert desk.undo() is None
    assert desk.view.notice == "This is practice: nothing is recorded."
    desk.show()
    assert desk.view.phase is Side.ANSWER
    assert desk.view.outcomes == ()
    assert len(through(desk)) == 4
    assert first in {card for card, _ in desk.view.summary.hardest}  # type: ignore[union-attr]
    assert desk._progress.connection.execute("select count(*) from log").fetchone()[0] == 6


def test_a_session_may_be_held_by_tag_or_by_text(sit: Sit) -> None:
    deck = Deck(
        "talk", tags=("everything",), notes=(qa("a", tags=("Hard",)), qa("b", extra="see the GRAPH"), qa("c"))
    )
    assert through(sit(deck, tag="hard")) == ["a.1", "a.1"]
    assert through(sit(deck, search="graph")) == ["b.1", "b.1"]
    assert sit(deck, tag="everything").view.counts == Counts(new=1)
    assert sit(deck, tag="nothing").view.phase is Side.DONE


def test_drafts_retired_and_suspended_notes_are_left_out(sit: Sit) -> None:
    deck = Deck("talk", notes=(qa("a", draft=True), qa("b", suspended=True), qa("c", retired=True), qa("d")))
    assert here(sit(deck)) == "d.1"
    assert sit(deck, drafts=True).view.counts == Counts(new=2)


def test_a_session_keeps_to_its_number_of_cards(sit: Sit) -> None:
    assert set(through(sit(limit=2))) == {"a.1", "b.1"}
    assert sit(new=0).view.counts == Counts()


def test_the_end_says_when_the_next_learning_card_comes(sit: Sit, clock: Clock) -> None:
    desk = sit(Deck("talk", notes=(qa("a"),), settings=Settings(learning_steps=(60, 600))))
    rate(desk)
    assert desk.view.phase is Side.DONE
    assert desk.view.next_ms == clock.ms + 600 * MINUTE or desk.view.next_ms is None
    rated = sit(Deck("talk", notes=(qa("b"),), settings=Settings(learning_steps=(60, 120))))
    rate(rated)
    assert rated.view.next_ms == clock.ms + 120 * MINUTE


def test_time_paused_is_not_counted(sit: Sit, clock: Clock) -> None:
    desk = sit()
    clock.ms += 4000
    desk.pause()
    clock.ms += 20 * MINUTE
    desk.resume()
    clock.ms += 1000
    rate(desk)
    (event,) = desk._progress.events("a.1")
    assert event.duration_ms == 5000


def test_a_card_in_two_decks_is_shown_once(sit: Sit, deck: Deck) -> None:
    assert sit(deck, replace(deck, name="copy")).view.counts == Counts(new=3)


def test_marks_are_made_of_events_that_name_the_card(sit: Sit) -> None:
    desk = sit()
    desk.bury()
    (event,) = desk._progress.events("a.1")
    assert event.kind is EventKind.BURY


def test_a_deck_on_disk_is_read_only_when_one_of_its_cards_is_shown(sit: Sit, deck: Deck) -> None:
    class OnDisk:
        def __init__(self, name: str, *notes: Note) -> None:
            self.read = 0
            self.settings = Settings()
            self._deck = Deck(name, notes=notes)
            self.cards = tuple(OnDiskRef(f"{note.id}.1", note.id) for note in notes)

        @property
        def deck(self) -> Deck:
            self.read += 1
            return self._deck

    class OnDiskRef:
        suspended = draft = False

        def __init__(self, card: str, group: str) -> None:
            self.id, self.group = card, group

    first, second = OnDisk("one", qa("a")), OnDisk("two", qa("b", tags=("x",)))
    desk = sit(first, second)
    assert desk.view.counts == Counts(new=2)
    assert (first.read > 0, second.read) == (True, 0)
    assert set(through(desk)) == {"a.1", "b.1"}
    assert sit(first, second, tag="x", practise=True).view.counts == Counts(review=1)


def test_undoing_a_mark_on_a_card_that_is_not_due_does_not_ask_it(sit: Sit, clock: Clock) -> None:
    desk = sit()
    rate(desk, Rating.EASY)
    clock.ms += DAY
    elsewhere = sit()
    assert here(elsewhere) == "b.1"
    elsewhere._progress.mark(EventKind.SUSPEND, ["a.1"], clock.ms, 0)
    undone = elsewhere.undo()
    assert undone is not None
    assert (undone.card_id, here(elsewhere), undone.kind) == ("a.1", "b.1", EventKind.SUSPEND)
    assert not elsewhere._progress.state("a.1").suspended


def test_a_card_kept_in_hand_over_an_edit_keeps_its_state_though_it_is_not_due(sit: Sit, deck: Deck) -> None:
    desk = sit()
    rate(desk, Rating.EASY)
    desk.undo()
    assert here(desk) == "a.1"
    rate(desk, Rating.EASY)
    other = sit()
    other.show()
    other.reload([deck])
    assert here(other) == "b.1"
    assert other.view.state.reps == 0
