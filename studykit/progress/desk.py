"""The desk a learner sits at: the one object that both front ends drive.

It joins the decks, the queue, the scheduler and the history. What it shows is a `View`; each method changes the
view, and a rating is on the disk before `Desk.rate` returns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from studykit.cloze import Card, cards_of
from studykit.errors import ProgressError
from studykit.model import Deck, Rating
from studykit.progress.answer import Answer
from studykit.progress.collecting import no_collection
from studykit.progress.shelf import Shelf, Shelved
from studykit.progress.store import Progress
from studykit.progress.view import Last, Saved, SessionOptions, Undone, View
from studykit.review.session import Session, Side
from studykit.schedule import queue as queues
from studykit.schedule.days import date_of
from studykit.schedule.events import EventKind
from studykit.schedule.fsrs import Outcome, outcomes, scheduler_version
from studykit.schedule.queue import LEARN_AHEAD_MS, Limits, Line, Queue
from studykit.schedule.state import NEW, CardState

__all__ = ["Desk", "Last", "Saved", "SessionOptions", "Undone", "View"]


class Desk:
    """One session over some decks.

    Args:
        progress: The review history.
        decks: The decks, in order; one that is not read yet is read when one of its cards is shown.
        clock_ms: The time now, UTC milliseconds.
        options: How the session is held.
    """

    def __init__(
        self,
        progress: Progress,
        decks: Sequence[Deck | Shelved],
        clock_ms: Callable[[], int],
        options: SessionOptions | None = None,
    ) -> None:
        self.options = options or SessionOptions()
        if not self.options.defaults.parameters:
            fitted = replace(self.options.defaults, parameters=progress.parameters)
            self.options = replace(self.options, defaults=fitted)
        self._progress = progress
        self._now = clock_ms
        self._session = Session()
        self._outcomes: Mapping[Rating, Outcome] = {}
        self._shown = NEW
        self._last: list[Last] = []
        self._notice = ""
        self._states: dict[str, CardState] = {}
        self._queue = Queue()
        self._today = 0
        self._tomorrow_ms = 0
        self._until_ms = 0
        self._paused_ms = 0
        self._back_up()
        self._shelf = Shelf(decks, self.options)
        self._refresh()
        self._next()

    @property
    def view(self) -> View:
        """What there is to show now."""
        side, card_id = self._session.side, self._session.card
        deck, card = self._shelf.find(card_id) if card_id is not None else (None, None)
        done = side is Side.DONE
        waiting = self._queue.learning[0].due_ms if done and self._queue.learning else None
        return View(
            phase=side,
            card=card,
            deck=deck,
            counts=self._queue.counts,
            outcomes=tuple(self._outcomes.values()),
            last=self._last[-1] if self._last else None,
            notice=self._notice,
            summary=self._session.summary() if done else None,
            state=self._states.get(card_id or "", NEW),
            practise=self.options.practise,
            next_ms=waiting,
            nothing=self._shelf.nothing if done else "",
        )

    def show(self) -> None:
        """Turn the card over and compute its outcomes, once."""
        if self._session.side is not Side.QUESTION:
            return
        self._notice = ""
        card = self._here()
        self._shown = self._states.get(card.id, NEW)
        if not self.options.practise:
            options = self._shelf.options_of(card.id)
            self._outcomes = outcomes(self._shown, self._now(), self.options.clock, options, card.id)
            # Better while the answer is being read than when it is rated; the version takes 20 ms the first time.
            self._progress.fetch(card.id)
            scheduler_version()
        self._session = self._session.show()

    def rate(self, rating: Rating) -> Saved | None:
        """Record a rating exactly as previewed and go on.

        Returns None, with nothing recorded, on the question side and when the card was rated elsewhere meanwhile.

        Raises:
            ProgressError: It could not be saved; the card stays, and rating it again may be tried.
        """
        if self._session.side is not Side.ANSWER:
            return None
        card = self._here()
        now = self._now()
        if self.options.practise:
            return self._practised(card, rating, now)
        outcome = self._outcomes[rating]
        state = self._progress.record(
            Answer(
                card=card.id,
                shown=self._shown,
                after=outcome.state,
                rating=rating,
                at_ms=now,
                duration_ms=self._session.duration(now),
                options=self._shelf.options_of(card.id),
                version=scheduler_version(),
            )
        )
        if state is None:
            self._notice = "This card was answered in another window meanwhile; that answer stands."
            self._refresh()
            self._next()
            return None
        self._session = self._session.rated(rating, now)
        self._last.append(Last(rating, card.id, outcome.label))
        self._notice = self._leech_notice(state) if state.leech and not self._shown.leech else ""
        self._states[card.id] = state
        self._queue = self._queue.after(card.id, state, self._until_ms)
        self._next()
        return Saved(card.id, rating, outcome.due, event=state.head)

    def undo(self) -> Undone | None:
        """Take back what was done last, also by an earlier session, and put that card's question again."""
        if self._practising():
            return None
        now = self._now()
        taken = self._progress.undo(now, self.options.clock.day_of(now))
        if taken is None:
            self._notice = "Nothing to undo."
            return None
        card = taken.cards[0]
        if taken.kind is EventKind.REVIEW:
            self._session = self._session.taken_back(card)
            if self._last and self._last[-1].card_id == card:
                self._last.pop()
        self._refresh()
        self._states.update(self._progress.states(taken.cards))
        if card in self._shelf and (taken.kind is EventKind.REVIEW or card in self._queue):
            self._outcomes = {}
            self._session = self._session.ask(card, now)
            self._notice = "Undone."
        else:
            self._notice = "Undone, on a card that is not in this session."
            self._next()
        return Undone(card, taken.kind, taken.rating)

    def suspend(self, *, note: bool = False) -> None:
        """Never show this card again, or its note's cards, until they are taken back."""
        self._mark(EventKind.SUSPEND, note=note)

    def bury(self, *, note: bool = False) -> None:
        """Leave this card, or its note's cards, for another day."""
        self._mark(EventKind.BURY, note=note)

    def flag(self) -> None:
        """Mark the card for a later look, or unmark it; the card stays."""
        if self._session.card is None or self._practising():
            return
        state = self._states.get(self._session.card, NEW)
        kind = EventKind.UNFLAG if state.flagged else EventKind.FLAG
        self._write(kind, (self._session.card,))
        self._notice = "Flag removed." if state.flagged else "Flagged."

    def pause(self) -> None:
        """Leave the card for a while: the time until `resume` is not counted."""
        self._paused_ms = self._paused_ms or self._now()

    def resume(self) -> None:
        """Come back to the card."""
        if self._paused_ms:
            self._session = self._session.waited(self._now() - self._paused_ms)
            self._paused_ms = 0

    def reload(self, decks: Sequence[Deck | Shelved]) -> None:
        """Take the decks anew after an edit; the card in hand stays in hand if it still exists."""
        held = self._session
        self._shelf = Shelf(decks, self.options)
        self._refresh()
        if held.card is None or held.card not in self._shelf:
            self._next()

    # Inside

    def _back_up(self) -> None:
        if self.options.practise:
            return
        try:
            self._progress.back_up(self.options.clock.day_of(self._now()))
        except ProgressError as error:
            self._notice = f"There is no backup of today: {error.message}."

    def _refresh(self) -> None:
        now, clock = self._now(), self.options.clock
        self._today = clock.day_of(now)
        self._tomorrow_ms = clock.start_of(self._today + 1)
        self._until_ms = max(self._tomorrow_ms, now + LEARN_AHEAD_MS)
        if self.options.practise:
            entries = self._shelf.entries()
            self._states = self._progress.states([entry.card for entry in entries])
            self._queue = queues.practice(entries, self._states, self._today)
            return
        with no_collection():
            self._states, resting = self._progress.standing(self._today)
            if self._session.card is not None:
                self._states.update(self._progress.states((self._session.card,)))
            limits = Limits(self.options.limit, self.options.new, self._session.seen)
            self._queue = queues.build(
                self._shelf.entries(resting),
                self._states,
                self._shelf.options,
                self._today,
                self._until_ms,
                limits,
            )

    def _next(self) -> None:
        now = self._now()
        if not self.options.practise and (self._progress.changed_elsewhere() or now >= self._tomorrow_ms):
            self._refresh()
        card = self._queue.pick(now)
        self._outcomes = {}
        self._session = self._session.finish() if card is None else self._session.ask(card, now)

    def _practising(self) -> bool:
        if self.options.practise:
            self._notice = "This is practice: nothing is recorded."
        return self.options.practise

    def _practised(self, card: Card, rating: Rating, now: int) -> Saved:
        self._session = self._session.rated(rating, now)
        self._last.append(Last(rating, card.id, "not counted"))
        rest = self._queue.without((card.id,))
        self._notice = ""
        again = (card.id,) if rating is Rating.AGAIN else ()
        self._queue = replace(rest, new=Line((*rest.new, *again)))
        self._next()
        return Saved(card.id, rating, date_of(self._today).isoformat(), counted=False)

    def _mark(self, kind: EventKind, *, note: bool) -> None:
        if self._session.card is None or self._practising():
            return
        card = self._here()
        cards = tuple(c.id for c in cards_of(card.note)) if note else (card.id,)
        self._write(kind, cards)
        what = "note" if note else "card"
        self._notice = (
            f"{what.capitalize()} {'suspended' if kind is EventKind.SUSPEND else 'buried until tomorrow'}."
        )
        self._queue = self._queue.without(cards)
        self._next()

    def _write(self, kind: EventKind, cards: Iterable[str]) -> None:
        marked = tuple(cards)
        now = self._now()
        self._progress.mark(kind, marked, now, self.options.clock.day_of(now))
        self._states.update(self._progress.states(marked))

    def _here(self) -> Card:
        assert self._session.card is not None
        return self._shelf.find(self._session.card)[1]

    @staticmethod
    def _leech_notice(state: CardState) -> str:
        return f"Leech: forgotten {state.lapses} times. It is suspended; compare it with its evidence and edit it."
