"""Every card of every deck, ready to be searched and filtered: what the browser lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from studykit.cloze import Card, answer, cards_of, question
from studykit.progress.library import LoadedDeck
from studykit.schedule.state import NEW, CardState, Phase
from studykit.text import nfc
from studykit.tui import faces
from studykit.tui.safe import one_line


class Filter(StrEnum):
    """Which cards are listed."""

    ALL = "all"
    DUE = "due"
    NEW = "new"
    DRAFTS = "drafts"
    SUSPENDED = "suspended"
    FLAGGED = "flagged"
    DIFFERS = "differs from the talk"
    NO_EVIDENCE = "no evidence"
    LEECHES = "leeches"

    def next(self) -> Filter:
        """The one after this, round and round."""
        every = list(Filter)
        return every[(every.index(self) + 1) % len(every)]


@dataclass(frozen=True, slots=True)
class Entry:
    """A card with its deck; ``words`` is everything in it that a search looks through."""

    loaded: LoadedDeck
    card: Card
    front: str
    words: str


def catalogue(decks: Iterable[LoadedDeck]) -> tuple[Entry, ...]:
    """All cards, drafts and suspended ones included, in the decks' order."""
    found: list[Entry] = []
    for loaded in decks:
        name = loaded.name.casefold()
        for note in loaded.deck.notes:
            rest = f"{note.extra}\n{' '.join(note.tags)}\n{note.evidence.quote if note.evidence else ''}\n"
            for card in cards_of(note):
                front = question(card)
                words = nfc(f"{front}\n{answer(card)}\n{rest}").casefold()
                found.append(Entry(loaded, card, one_line(front), words + name))
    return tuple(found)


def search(entries: Sequence[Entry], query: str) -> Sequence[Entry]:
    """The cards that hold every word of the query, in any order."""
    for word in nfc(query).casefold().split():
        entries = [entry for entry in entries if word in entry.words]
    return entries


def filtered(
    entries: Sequence[Entry], wanted: Filter, states: Mapping[str, CardState], today: int
) -> Sequence[Entry]:
    """The cards a filter lets through."""
    if wanted is Filter.ALL:
        return entries
    test = _TESTS[wanted]
    return [entry for entry in entries if test(entry, states.get(entry.card.id, NEW), today)]


def _due(entry: Entry, state: CardState, today: int) -> bool:
    note = entry.card.note
    if note.draft or note.suspended or state.hidden(today) or state.phase is Phase.NEW:
        return False
    return state.phase.stepping or state.due <= today


_TESTS: Mapping[Filter, Callable[[Entry, CardState, int], bool]] = {
    Filter.DUE: _due,
    Filter.NEW: lambda entry, state, _: (
        state.phase is Phase.NEW and not entry.card.note.draft and not entry.card.note.suspended
    ),
    Filter.DRAFTS: lambda entry, _state, _today: entry.card.note.draft and not entry.card.note.suspended,
    Filter.SUSPENDED: lambda entry, state, _: entry.card.note.suspended or state.suspended,
    Filter.FLAGGED: lambda _entry, state, _: state.flagged,
    Filter.DIFFERS: lambda entry, _state, _today: bool(entry.card.note.flags),
    Filter.NO_EVIDENCE: lambda entry, _state, _today: "no evidence" in faces.marks(entry.card.note),
    Filter.LEECHES: lambda _entry, state, _: state.leech,
}


def standing(entry: Entry, state: CardState) -> str:
    """Where a card stands, in one word for the list."""
    note = entry.card.note
    if note.retired:
        return "retired"
    if note.draft:
        return "rejected" if note.suspended else "draft"
    if note.suspended or state.suspended:
        return "leech" if state.leech else "suspended"
    return "flagged" if state.flagged else state.phase.name.lower()
