"""What regeneration makes of one note: refreshed, kept, retired or back again. A person's changes always stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from studykit.cloze import plain
from studykit.deck.facts import numbers, tokens
from studykit.deck.identity import digest, is_foreign, is_rejected, is_untouched
from studykit.deck.likeness import LEAST_BULLET, alike
from studykit.deck.ordinals import with_old_ordinals
from studykit.model import BulletEvidence, Note


def as_heard(new: Note, old: Note) -> Note:
    """A note generated without any transcript, with the evidence found when there was one."""
    return replace(new, evidence=old.evidence, flags=old.flags)


def renewed(old: Note, new: Note) -> Note:
    """An old note that was generated again as ``new``.

    A person's text stays as it is. A studied note is never rewritten by another maker, nor a model's by rules.
    """
    if not is_untouched(old):
        return marked(old)
    if is_rejected(old):
        return old
    if is_foreign(old, new):
        return _sealed(replace(old, at=new.at, url=new.url, evidence=new.evidence, bullet=new.bullet))
    text, free = with_old_ordinals(old, new)
    fresh = replace(
        new,
        id=old.id,
        text=text,
        tags=old.tags,
        extra=old.extra,
        draft=old.draft and new.draft,
        suspended=old.suspended,
        retired=old.retired,
        was_suspended=old.was_suspended,
        next_ordinal=free,
    )
    return _sealed(fresh)


def content_kept(note: Note, found: BulletEvidence | None, *, heard: bool = True) -> Note:
    """A note that was not generated again though its sentence is still there.

    Args:
        note: The note; a person's changes to it stand.
        found: Its sentence now, and the evidence for it.
        heard: Whether there was a transcript to look for evidence in.
    """
    if not is_untouched(note):
        return marked(note)
    if found is None or is_rejected(note):
        return note
    bullet = found.bullet
    return _sealed(
        replace(
            note,
            at=bullet.at,
            url=bullet.url if note.url else "",
            evidence=found.evidence if heard else note.evidence,
            bullet=bullet.text,
        )
    )


def following_correction(note: Note, present: Sequence[str]) -> Note:
    """A note that followed the talk against its bullet, moved to the bullet once that says the same.

    A person who mends the number that the audit found wrong must not lose the card that had it right.

    Args:
        note: The note.
        present: The sentences there are now.
    """
    if not note.made or not note.bullet or note.bullet in present:
        return note
    own = set(numbers(tokens(f"{plain(note.text)} {note.front} {note.back}")))
    ahead = own - set(numbers(tokens(note.bullet)))
    if not ahead:
        return note
    fitting = [
        text
        for text in present
        if own <= set(numbers(tokens(text))) and alike(note.bullet, text) >= LEAST_BULLET
    ]
    if not fitting:
        return note
    moved = replace(note, bullet=max(fitting, key=lambda text: alike(note.bullet, text)))
    return _sealed(moved) if is_untouched(note) else moved


def marked(note: Note) -> Note:
    """A generated note that a person changed, marked as such."""
    return note if note.edited or not note.made else replace(note, edited=True)


def retired(note: Note) -> Note:
    """A note whose sentence is gone: kept, suspended and marked. One that a person brought back stays active."""
    if note.retired:
        return note
    return replace(marked_if_changed(note), retired=True, suspended=True, was_suspended=note.suspended)


def marked_if_changed(note: Note) -> Note:
    """``marked`` for notes that differ from what was generated."""
    return note if is_untouched(note) else marked(note)


def returned(note: Note) -> Note:
    """A retired note whose sentence is back, suspended only if it was before."""
    if not note.retired:
        return note
    return replace(note, retired=False, suspended=note.was_suspended, was_suspended=False)


def _sealed(note: Note) -> Note:
    return replace(note, made=digest(note))
