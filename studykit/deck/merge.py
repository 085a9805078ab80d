"""Regeneration: new notes into an old deck file, with no id, edit, comment or review lost.

1. New notes are matched to the deck's: equal content first, then by likeness (``likeness.match``).
2. What is left is matched by its place: a note of the same kind from the same sentence of the summary keeps that place,
   so a deck does not change only because another card could be made of the sentence. A draft gives way to a card that
   is ready or a model's.
3. New notes without a counterpart are added below their neighbour; old ones whose sentence is gone are retired.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from studykit.deck.edit import change_notes
from studykit.deck.format import usable
from studykit.deck.identity import cleaned, digest, is_rejected, new_id
from studykit.deck.matching import Plan, plan
from studykit.deck.renew import as_heard, content_kept, following_correction, renewed, retired, returned
from studykit.deck.writing import dump
from studykit.model import BulletEvidence, Deck, Note, Source
from studykit.parse.links import video_id


@dataclass(frozen=True, slots=True)
class Merge:
    """A regenerated deck.

    Attributes:
        text: The new content of the deck file.
        deck: The same, read.
        kept: How many of the old notes are in use, as they were or with refreshed content.
        added: How many notes are new.
        retired: How many notes were retired now.
        left: The notes that were retired now.
        ids: For each note of the new deck, in its order, the id of the note in the file that stands for it.
    """

    text: str
    deck: Deck
    kept: int
    added: int
    retired: int
    ids: tuple[str, ...]
    left: tuple[Note, ...] = ()


def merge(old: str | None, new: Deck, name: str, *, bullets: Sequence[BulletEvidence] | None = None) -> Merge:
    """Merge a generated deck into the deck file there is.

    Args:
        old: The file's content, None where there is none yet.
        new: What was generated; its notes have no ids.
        name: The file's name, for messages.
        bullets: All bullets of the summary, those without a note included. Without it, only the sentences that
            notes were made from count as still there.

    Raises:
        DeckError: The old file cannot be read.
    """
    new = replace(new, notes=tuple(_settled(note, new.source) for note in new.notes))
    if old is None:
        return _fresh(new)
    reading = usable(old, name)
    taken = {note.id for note in reading.deck.notes}
    video = reading.deck.source.video_id or new.source.video_id or reading.deck.name
    before = [_with_id(note, video, taken) for note in reading.deck.notes]
    found = {bullet.bullet.text: bullet for bullet in bullets or ()}
    present = [*found, *(note.bullet for note in new.notes if note.bullet)]
    before = [following_correction(note, present) for note in before]
    planned = plan(before, new.notes, present)
    heard = any(note.evidence for note in new.notes) or any(bullet.evidence for bullet in found.values())
    after = _next(before, new.notes, planned, found, heard=heard)
    changed = {index: note for index, note in enumerate(after) if note != reading.deck.notes[index]}
    added, ids = _additions(before, new.notes, planned, video, taken)
    text, deck = change_notes(
        old, name, reading, changed, added, source=_source(reading.deck.source, new.source)
    )
    left = tuple(note for index, note in changed.items() if note.retired and not before[index].retired)
    return Merge(
        text=text,
        deck=deck,
        kept=sum(not note.retired for note in after),
        added=sum(len(notes) for notes in added.values()),
        retired=len(left),
        ids=ids,
        left=left,
    )


def _settled(note: Note, source: Source) -> Note:
    """A generated note as a deck keeps it: no link where it is the deck's own video."""
    note = cleaned(replace(note, id="", edited=False))
    own = source.video_id or video_id(source.url)
    return replace(note, url="") if note.url and own and video_id(note.url) == own else note


def _fresh(new: Deck) -> Merge:
    taken: set[str] = set()
    notes = tuple(
        _with_id(replace(note, made=digest(note)), new.source.video_id or new.name, taken)
        for note in new.notes
    )
    deck = replace(new, notes=notes)
    return Merge(dump(deck), deck, kept=0, added=len(notes), retired=0, ids=tuple(note.id for note in notes))


def _with_id(note: Note, video: str, taken: set[str]) -> Note:
    if note.id:
        return note
    note = replace(note, id=new_id(note, video, taken))
    taken.add(note.id)
    return note


def _next(
    before: Sequence[Note],
    after: Sequence[Note],
    plan: Plan,
    found: Mapping[str, BulletEvidence],
    *,
    heard: bool,
) -> list[Note]:
    """The old notes as they go on; where nothing was ``heard`` this time, their evidence stays."""
    partner = {
        old: after[new] if heard else as_heard(after[new], before[old]) for new, old in plan.same.items()
    }
    result: list[Note] = []
    for index, note in enumerate(before):
        bullet = plan.bullets.get(note.bullet)
        if not note.made:
            result.append(note)
        elif index in partner:
            result.append(renewed(returned(note), partner[index]))
        elif bullet is None or (index in plan.leaving and not is_rejected(note)):
            result.append(retired(note))
        elif note.retired and index not in plan.back:
            result.append(note)
        else:
            result.append(content_kept(returned(note), found.get(bullet), heard=heard))
    return result


def _additions(
    before: Sequence[Note], after: Sequence[Note], plan: Plan, video: str, taken: set[str]
) -> tuple[dict[int, list[Note]], tuple[str, ...]]:
    """The notes to add, below the old note that precedes them; and the id that stands for each new note."""
    added: dict[int, list[Note]] = {}
    ids: list[str] = []
    place = len(before) - 1 if not plan.same else -1
    for index, note in enumerate(after):
        holder = plan.same.get(index, plan.held.get(index))
        if holder is None:
            fresh = _with_id(replace(note, made=digest(note)), video, taken)
            place = plan.replaced.get(index, place)
            added.setdefault(place, []).append(fresh)
            ids.append(fresh.id)
        else:
            place = holder
            ids.append(before[holder].id)
    return added, tuple(ids)


def _source(old: Source, new: Source) -> Source:
    """The talk's data with what was unknown filled in, and with the files the notes were made from this time."""
    known = {
        key: getattr(old, key) or getattr(new, key)
        for key in ("title", "url", "video_id", "channel", "published")
    }
    return Source(**known, summary=new.summary or old.summary, transcript=new.transcript or old.transcript)
