"""What a desk is asked for and what it shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from studykit.cloze import Card
from studykit.model import Deck, Rating
from studykit.review.session import SessionSummary, Side
from studykit.schedule.days import StudyClock
from studykit.schedule.events import EventKind
from studykit.schedule.queue import Counts
from studykit.schedule.settings import Options
from studykit.schedule.state import NEW, CardState

if TYPE_CHECKING:
    # Whoever asks for options only, such as ``studykit stats``, need not load the scheduler.
    from studykit.schedule.fsrs import Outcome


@dataclass(frozen=True, slots=True)
class SessionOptions:
    """How a session is held.

    Args:
        limit: At most this many different cards.
        new: This many new cards instead of the decks' daily limits.
        drafts: Drafts are shown too.
        practise: Any card, due or not; nothing is recorded.
        tag: Only notes with this tag (or a tag of their deck).
        search: Only notes that hold this text.
        defaults: The user's settings, under those of each deck.
        clock: The learner's study days.
    """

    limit: int | None = None
    new: int | None = None
    drafts: bool = False
    practise: bool = False
    tag: str = ""
    search: str = ""
    defaults: Options = field(default_factory=Options)
    clock: StudyClock = field(default_factory=StudyClock)


@dataclass(frozen=True, slots=True)
class Last:
    """The last rating given: what ``u`` would take back."""

    rating: Rating
    card_id: str
    label: str


@dataclass(frozen=True, slots=True)
class Saved:
    """A rating that is on the disk.

    Args:
        card_id: The card.
        rating: The answer.
        due: When it comes back: an ISO date, or local date and time while it is learning.
        counted: False in a practice session, where nothing is recorded.
        event: The log's id of the rating.
    """

    card_id: str
    rating: Rating
    due: str
    counted: bool = True
    event: int = 0


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back; ``rating`` is None unless it was a rating."""

    card_id: str
    kind: EventKind
    rating: Rating | None


@dataclass(frozen=True, slots=True)
class View:
    """What there is to show.

    Args:
        phase: ``question``, ``answer`` or ``done``.
        card: The card; None when done.
        deck: Its deck.
        counts: What waits, the card included.
        outcomes: On the answer side the four outcomes, Again first; none in practice.
        last: The last rating of this session.
        notice: Something to tell once; empty mostly.
        summary: Once done, what the session came to.
        state: What is known of the card.
        practise: Nothing counts.
        next_ms: Once done, the instant (UTC milliseconds) the next learning card comes back today.
        nothing: Once done, what to say where no card was asked.
    """

    phase: Side
    card: Card | None = None
    deck: Deck | None = None
    counts: Counts = field(default_factory=Counts)
    outcomes: tuple[Outcome, ...] = ()
    last: Last | None = None
    notice: str = ""
    summary: SessionSummary | None = None
    state: CardState = NEW
    practise: bool = False
    next_ms: int | None = None
    nothing: str = ""
