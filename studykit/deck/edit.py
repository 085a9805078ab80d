"""Edits of a deck file that leave the rest of it byte for byte as it is.

Each takes the file's text and returns the new one. The result is read back before it is handed out: a change that
would not arrive exactly as meant is refused, never half made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from studykit.deck import nodes
from studykit.deck.format import usable
from studykit.deck.identity import cleaned, digest, new_id, remembering
from studykit.deck.reading import DECK_KEYS, Entry, Reading
from studykit.deck.splice import (
    Edit,
    Text,
    change_mapping,
    insert_after,
    insert_entry,
    insert_first,
    remove_entry,
)
from studykit.deck.writing import dump, entry, flow, note_fields, source_fields
from studykit.errors import DeckError
from studykit.model import Deck, Note, Source

_BOM = "\ufeff"


def ensure_ids(text: str, name: str) -> str:
    """Give each note that has no id one, and change nothing else.

    Raises:
        DeckError: The deck cannot be read.
    """
    reading = usable(text, name)
    notes = list(reading.deck.notes)
    if all(note.id for note in notes):
        return text
    document = Text(reading.text)
    taken = {note.id for note in notes}
    edits: list[Edit] = []
    for index, found in enumerate(reading.entries):
        if found.note.id or not isinstance(found.node, nodes.Mapping):
            continue
        note_id = new_id(found.note, _seed(reading.deck), taken)
        taken.add(note_id)
        notes[index] = replace(found.note, id=note_id)
        if "id" in found.values:  # "id:" with nothing behind it
            edits += change_mapping(document, found.node, {}, {"id": note_id})
        else:
            edits.append(insert_first(document, found.node, "id", note_id))
    return _checked(text, document.apply(edits), replace(reading.deck, notes=tuple(notes)), name)


def replace_note(text: str, name: str, note: Note) -> str:
    """Change the note with this id to ``note``; only lines of values that differ change.

    A generated note that now differs from what was generated is marked ``edited``. Cloze numbers that disappear
    are remembered, so that no later cloze inherits their reviews.

    Raises:
        DeckError: There is no such note, or the deck cannot be read.
    """
    reading = usable(text, name)
    index = _index(reading, note.id, name)
    old = reading.entries[index].note
    new = remembering(old, cleaned(note))
    if new.made and new.made != digest(new):
        new = replace(new, edited=True)
    return change_notes(text, name, reading, {index: new})[0]


def accept_draft(text: str, name: str, note_id: str) -> str:
    """Make a draft a note that is studied. A rejected one becomes active again."""
    return _update(text, name, note_id, lambda note: replace(note, draft=False, suspended=False))


def reject_draft(text: str, name: str, note_id: str) -> str:
    """Turn a draft down: it stays in the file, suspended, so that it is never proposed again."""
    return _update(text, name, note_id, lambda note: replace(note, draft=True, suspended=True))


def set_suspended(text: str, name: str, note_id: str, *, suspended: bool) -> str:
    """Suspend a note, or end that."""
    return _update(text, name, note_id, lambda note: replace(note, suspended=suspended))


def append_note(text: str, name: str, note: Note) -> tuple[str, str]:
    """Add a note at the end; returns the new text and the note's id."""
    reading = usable(text, name)
    taken = {found.note.id for found in reading.entries}
    note_id = (
        note.id if note.id and note.id not in taken else new_id(cleaned(note), _seed(reading.deck), taken)
    )
    added = replace(cleaned(note), id=note_id)
    return change_notes(text, name, reading, {}, {len(reading.entries) - 1: [added]})[0], note_id


def remove_note(text: str, name: str, note_id: str) -> str:
    """Take a note out of the file. Its reviews stay in the history."""
    reading = usable(text, name)
    index = _index(reading, note_id, name)
    document = Text(reading.text)
    sequence = reading.values["notes"]
    assert isinstance(sequence, nodes.Sequence)
    notes = tuple(note for place, note in enumerate(reading.deck.notes) if place != index)
    return _checked(
        text,
        document.apply([remove_entry(document, sequence, index)]),
        replace(reading.deck, notes=notes),
        name,
    )


def change_notes(
    text: str,
    name: str,
    reading: Reading,
    changed: Mapping[int, Note],
    added: Mapping[int, Sequence[Note]] | None = None,
    *,
    source: Source | None = None,
) -> tuple[str, Deck]:
    """Apply changes to several notes at once; returns the new text and the deck it holds.

    Args:
        text: The file as it is; ``reading`` is the same, read.
        name: The file's name, for messages.
        reading: What ``usable`` made of ``text``.
        changed: New notes by their place in the deck.
        added: Further notes by the place of the note they stand below (-1: above all).
        source: The deck's new source, None to leave it.
    """
    added = added or {}
    document = Text(reading.text)
    source = source or reading.deck.source
    edits = _change_source(document, reading, source)
    for index, note in changed.items():
        edits += _change(document, reading.entries[index], note)
    sequence = reading.values.get("notes")
    if isinstance(sequence, nodes.Sequence) and sequence.items:
        edits += [
            insert_entry(document, sequence, place, note_fields(note))
            for place in sorted(added)
            for note in added[place]
        ]
    elif added:
        edits += _first_notes(document, reading, [note for place in sorted(added) for note in added[place]])
    notes = [*added.get(-1, ())]
    for index, found in enumerate(reading.entries):
        notes += [changed.get(index, found.note), *added.get(index, ())]
    deck = replace(reading.deck, notes=tuple(notes), source=source)
    return _checked(text, document.apply(edits), deck, name), deck


def _change_source(document: Text, reading: Reading, source: Source) -> list[Edit]:
    old, new, root = source_fields(reading.deck.source), source_fields(source), reading.root
    if old == new or root is None:
        return []
    node = reading.values.get("source")
    if isinstance(node, nodes.Mapping):
        return change_mapping(document, node, old, new)
    if root.flow:
        if node is not None:
            return [Edit(document.offset(node.start), document.offset(node.end), flow(new))]
        return [insert_first(document, root, "source", flow(new))]
    keys = [key.value for key, _ in root.items if isinstance(key, nodes.Scalar)]
    # change_mapping places a new key by the order of the values it is given.
    order = [key for key in DECK_KEYS if key in keys or key == "source"]
    values = {key: new if key == "source" else "" for key in order}
    return change_mapping(document, root, dict.fromkeys(keys, ""), values)


def _seed(deck: Deck) -> str:
    """What ids are made from besides content: equal notes of two decks are two notes."""
    return deck.source.video_id or deck.name


def _change(document: Text, found: Entry, note: Note) -> list[Edit]:
    assert isinstance(found.node, nodes.Mapping)
    return change_mapping(document, found.node, note_fields(found.note), note_fields(note))


def _first_notes(document: Text, reading: Reading, notes: Sequence[Note]) -> list[Edit]:
    """Notes for a deck that has none yet: ``notes:`` is missing, null or []."""
    lines = [line for note in notes for line in entry(note_fields(note), 0, literal=document.literal)]
    root = reading.root
    assert root is not None
    if root.flow:
        return [Edit(0, len(document.text), dump(replace(reading.deck, notes=tuple(notes))))]
    if "notes" not in reading.values:
        return [insert_after(document, document.end_of(root), ["notes:", *lines])]
    value = reading.values["notes"]
    start, end = document.offset(value.start), document.offset(value.end)
    return [Edit(start, end, ""), insert_after(document, end, lines)]


def _update(text: str, name: str, note_id: str, change: Callable[[Note], Note]) -> str:
    reading = usable(text, name)
    index = _index(reading, note_id, name)
    return change_notes(text, name, reading, {index: change(reading.entries[index].note)})[0]


def _index(reading: Reading, note_id: str, name: str) -> int:
    for index, found in enumerate(reading.entries):
        if found.note.id == note_id:
            return index
    raise DeckError(
        f"there is no note {note_id!r}", "It may have been removed meanwhile; open the deck again.", file=name
    )


def _checked(before: str, after: str, deck: Deck, name: str) -> str:
    """The new text, if it reads back as the deck that was meant."""
    try:
        arrived = usable(after, name).deck == deck
    except DeckError:
        arrived = False
    if not arrived:
        raise DeckError(
            "this deck is written in a way that cannot be changed in place",
            "Write its notes in block style, one key a line, as docs/deck-format.md shows.",
            file=name,
        )
    return _BOM + after if before.startswith(_BOM) else after
