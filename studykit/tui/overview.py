"""What the deck list says of each deck, worked out from card states alone: no card text is read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from studykit.progress.cardlist import CardRef
from studykit.progress.library import LoadedDeck
from studykit.schedule.days import StudyClock, date_of
from studykit.schedule.queue import LEARN_AHEAD_MS, Counts, Entry, Limits, build
from studykit.schedule.settings import Options
from studykit.schedule.state import NEW, CardState, Phase, due_at

DAYS_AHEAD = 7


@dataclass(frozen=True, slots=True)
class DeckLine:
    """One line of the deck list.

    Args:
        counts: What can be studied now, within the deck's limits.
        next_ms: When something can be studied again (UTC milliseconds); None when nothing will be by itself.
        drafts: Draft notes that wait for a decision.
        cards: All cards that are studied.
    """

    counts: Counts
    next_ms: int | None
    drafts: int
    cards: int


def deck_line(
    loaded: LoadedDeck, states: Mapping[str, CardState], options: Options, clock: StudyClock, now_ms: int
) -> DeckLine:
    """What one deck holds for the learner."""
    today = clock.day_of(now_ms)
    tomorrow_ms = clock.start_of(today + 1)
    refs = [ref for ref in loaded.cards if not ref.draft and not ref.suspended]
    entries = [Entry(ref.id, 0, ref.group) for ref in refs]
    until_ms = max(tomorrow_ms, now_ms + LEARN_AHEAD_MS)
    queue = build(entries, states, (options.of_deck(loaded.settings),), today, until_ms, Limits())
    waiting: list[int] = []
    for ref in refs:
        state = states.get(ref.id, NEW)
        if state.suspended:
            continue
        if state.phase is Phase.NEW or state.hidden(today):
            waiting.append(tomorrow_ms)
        else:
            waiting.append(max(now_ms, due_at(state, clock)))
    now_due = bool(queue.reviews or queue.new) or queue.pick(now_ms) is not None
    soonest = [moment for moment in waiting if moment > now_ms]
    next_ms = now_ms if now_due else min(soonest, default=None)
    return DeckLine(queue.counts, next_ms, waiting_drafts(loaded.cards), len(refs))


def waiting_drafts(refs: Iterable[CardRef]) -> int:
    """How many draft notes wait for a decision; a suspended draft was rejected."""
    return len({ref.id.rpartition(".")[0] for ref in refs if ref.draft and not ref.suspended})


def forecast(
    decks: Sequence[LoadedDeck], states: Mapping[str, CardState], today: int, days: int = DAYS_AHEAD
) -> tuple[int, ...]:
    """Reviews due per study day from today on; what is overdue counts for today."""
    due = [0] * days
    for loaded in decks:
        for ref in loaded.cards:
            state = states.get(ref.id)
            if ref.draft or ref.suspended or state is None or state.suspended or state.phase is Phase.NEW:
                continue
            day = max(0, state.due - today) if state.phase is Phase.REVIEW else 0
            if day < days:
                due[day] += 1
    return tuple(due)


def when(moment_ms: int | None, now_ms: int, clock: StudyClock) -> str:
    """A moment as the deck list writes it: now, a time of today or tonight, tomorrow, a date."""
    if moment_ms is None:
        return ""
    if moment_ms <= now_ms:
        return "now"
    if moment_ms - now_ms < timedelta(hours=20) / timedelta(milliseconds=1):
        local = datetime.fromtimestamp(moment_ms / 1000, UTC).astimezone(clock.tz)
        return f"{local:%H:%M}"
    days = clock.day_of(moment_ms) - clock.day_of(now_ms)
    if days <= 1:
        return "tomorrow"
    date = date_of(clock.day_of(moment_ms))
    return f"{days} days" if days < 15 else f"{date:%d %b}"
