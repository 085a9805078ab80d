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

from studykit.deck.assign import assign
from studykit.deck.edit import change_notes
from studykit.deck.facts import same_facts
from studykit.deck.format import usable
from studykit.deck.identity import cleaned, content, digest, is_untouched, new_id
from studykit.deck.likeness import alike, match
from studykit.deck.renew import content_kept, is_rejected, renewed, retired, returned
from studykit.deck.writing import dump
from studykit.model import BulletEvidence, Deck, Note, Source
from studykit.parse.links import video_id

# A sentence of the summary is taken for an edited one of before from here on, when it claims the same.
LEAST_BULLET = 75


@dataclass(frozen=True, slots=True)
class Merge:
    """A regenerated deck.

    Attributes:
        text: The new content of the deck file.
        deck: The same, read.
        kept: How many of the old notes go on as they were or with refreshed content.
        added: How many notes are new.
        retired: How many notes were retired now.
        ids: For each note of the new deck, in its order, the id of the note in the file that stands for it.
    """

    text: str
    deck: Deck
    kept: int
    added: int
    retired: int
    ids: tuple[str, ...]


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
    video = reading.deck.source.video_id or new.source.video_id
    before = [_with_id(note, video, taken) for note in reading.deck.notes]
    present = _Bullets.of(new.notes, bullets)
    plan = _plan(before, new.notes, present)
    changed = {
        index: note
        for index, note in enumerate(_next(before, new.notes, plan, present))
        if note != reading.deck.notes[index]
    }
    added, ids = _additions(before, new.notes, plan, video, taken)
    text = change_notes(old, name, reading, changed, added, source=_source(reading.deck.source, new.source))
    newly_retired = sum(note.retired and not before[index].retired for index, note in changed.items())
    return Merge(
        text=text,
        deck=usable(text, name).deck,
        kept=len(before) - newly_retired,
        added=sum(len(notes) for notes in added.values()),
        retired=newly_retired,
        ids=ids,
    )


def _settled(note: Note, source: Source) -> Note:
    """A generated note as a deck keeps it: no link where it is the deck's own video."""
    note = cleaned(replace(note, id="", edited=False))
    own = source.video_id or video_id(source.url)
    return replace(note, url="") if note.url and own and video_id(note.url) == own else note


def _fresh(new: Deck) -> Merge:
    taken: set[str] = set()
    notes = tuple(
        _with_id(replace(note, made=digest(note)), new.source.video_id, taken) for note in new.notes
    )
    deck = replace(new, notes=notes)
    return Merge(dump(deck), deck, kept=0, added=len(notes), retired=0, ids=tuple(note.id for note in notes))


def _with_id(note: Note, video: str, taken: set[str]) -> Note:
    if note.id:
        return note
    note = replace(note, id=new_id(note, video, taken))
    taken.add(note.id)
    return note


@dataclass(frozen=True, slots=True)
class _Bullets:
    """The sentences of the summary as it is now."""

    texts: tuple[str, ...]
    found: Mapping[str, BulletEvidence]

    @classmethod
    def of(cls, notes: Sequence[Note], bullets: Sequence[BulletEvidence] | None) -> _Bullets:
        texts = [bullet.bullet.text for bullet in bullets or ()] + [
            note.bullet for note in notes if note.bullet
        ]
        return cls(tuple(dict.fromkeys(texts)), {bullet.bullet.text: bullet for bullet in bullets or ()})

    def now(self, earlier: Sequence[str]) -> dict[str, str]:
        """What became of earlier sentences: equal ones first, then one-to-one by likeness, the same claims."""
        same = {text: text for text in earlier if text in self.texts}
        gone = [text for text in dict.fromkeys(earlier) if text and text not in same]
        fresh = [text for text in self.texts if text not in same]
        scores = {
            (a, b): score
            for a, was in enumerate(gone)
            for b, now in enumerate(fresh)
            if (score := alike(was, now)) >= LEAST_BULLET and same_facts(was, now)
        }
        return same | {gone[a]: fresh[b] for a, b in assign(scores).items()}


@dataclass(frozen=True, slots=True)
class _Plan:
    """Which old note each new one is (``same``), stands behind (``held``) or replaces (``replaced``)."""

    same: dict[int, int]
    held: dict[int, int]
    replaced: dict[int, int]
    bullets: dict[str, str]


def _plan(before: Sequence[Note], after: Sequence[Note], present: _Bullets) -> _Plan:
    same = _exact(before, after)
    free_old = [index for index in range(len(before)) if index not in set(same.values())]
    free_new = [index for index in range(len(after)) if index not in same]
    pairs = match([before[index] for index in free_old], [after[index] for index in free_new])
    same |= {free_new[b]: free_old[a] for b, a in pairs.items()}
    bullets = present.now([note.bullet for note in before])
    taken = set(same.values())
    places: dict[tuple[str, str], list[int]] = {}
    for index, note in enumerate(before):
        if index not in taken and note.made and note.bullet in bullets and not note.retired:
            places.setdefault((note.kind, bullets[note.bullet]), []).append(index)
    held: dict[int, int] = {}
    replaced: dict[int, int] = {}
    for index, note in enumerate(after):
        place = places.get((note.kind, note.bullet)) if index not in same and note.bullet else None
        if place:
            holder = place.pop(0)
            (replaced if _gives_way(before[holder], note) else held)[index] = holder
    return _Plan(same, held, replaced, bullets)


def _exact(before: Sequence[Note], after: Sequence[Note]) -> dict[int, int]:
    """New notes whose content stands in the deck already; of several, the one of the same sentence and time."""
    places: dict[tuple[str, ...], list[int]] = {}
    for index, note in enumerate(before):
        places.setdefault(content(note), []).append(index)
    same: dict[int, int] = {}
    for close in (True, False):
        for index, note in enumerate(after):
            candidates = places.get(content(note), [])
            found = [
                old
                for old in candidates
                if not close or (before[old].bullet, before[old].at) == (note.bullet, note.at)
            ]
            if index not in same and found:
                same[index] = found[0]
                candidates.remove(found[0])
    return same


def _gives_way(old: Note, new: Note) -> bool:
    """Whether a note of the same place is only a proposal and the new one better than that."""
    better = not new.draft or (new.by == "model" and old.by != "model")
    return old.draft and better and (is_rejected(old) or is_untouched(old))


def _next(before: Sequence[Note], after: Sequence[Note], plan: _Plan, present: _Bullets) -> list[Note]:
    """The old notes as they go on."""
    partner = {old: after[new] for new, old in plan.same.items()}
    replaced = set(plan.replaced.values())
    result: list[Note] = []
    for index, note in enumerate(before):
        bullet = plan.bullets.get(note.bullet)
        if not note.made:
            result.append(note)
        elif index in partner:
            result.append(renewed(returned(note), partner[index]))
        elif (index in replaced and not is_rejected(note)) or bullet is None:
            result.append(retired(note))
        else:
            result.append(content_kept(returned(note), present.found.get(bullet)))
    return result


def _additions(
    before: Sequence[Note], after: Sequence[Note], plan: _Plan, video: str, taken: set[str]
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
