"""What was edited in Anki, so that it can be taken over or at least be told before it is overwritten."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from studykit.anki.fields import cloze_html, to_html
from studykit.anki.ledger import Ledger
from studykit.anki.outgoing import gather
from studykit.anki.plain import to_text
from studykit.anki.read import Returned
from studykit.cloze import parse_cloze, plain
from studykit.model import Deck, Kind, Note

_TEXTS = ("text", "front", "back", "extra")


@dataclass(frozen=True, slots=True)
class Edit:
    """A note of ours that reads differently in Anki.

    Args:
        old: The note as the deck has it.
        new: The same note with Anki's text; all else is the deck's.
        both: It was edited here as well since it was last exported.
    """

    old: Note
    new: Note
    both: bool = False


def edits(returned: Iterable[Returned], decks: Iterable[Deck], ledger: Ledger) -> tuple[Edit, ...]:
    """The notes that someone edited in Anki.

    A note that Anki has as it was exported, even by an earlier export, was not edited there, whatever the deck
    says by now. Where the ledger does not know a note, its text decides.

    Args:
        returned: Notes as Anki has them.
        decks: The learner's decks.
        ledger: What was exported.
    """
    decks = tuple(decks)
    notes = {note.id: note for deck in decks for note in deck.notes}
    current = {out.note.id: out.digest for out in gather(decks, drafts=True)[0]}
    found = []
    for item in returned:
        old = notes.get(item.note.id)
        entry = ledger.entries.get(item.note.id)
        if old is None or old.kind is not item.note.kind or (entry and entry.knows(item.digest)):
            continue
        new = replace(old, **_changed(old, item.note))
        if new != old:
            found.append(Edit(old, new, bool(entry) and current.get(old.id) != (entry and entry.digest)))
    return tuple(found)


def _changed(old: Note, new: Note) -> dict[str, Any]:
    """The texts that differ once both have gone through a field of Anki's."""
    changes: dict[str, Any] = {}
    for name in _TEXTS:
        ours, theirs = getattr(old, name), getattr(new, name)
        as_field = cloze_html(parse_cloze(ours)) if name == "text" else to_html(ours)
        if theirs != to_text(as_field):
            changes[name] = theirs
    # A cloze text that lost its clozes in Anki would leave a note without cards.
    if old.kind is Kind.CLOZE and plain(changes.get("text", "")) == changes.get("text", ""):
        changes.pop("text", None)
    return changes
