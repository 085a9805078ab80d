"""What a note is: its content, its digest, and the id it gets once."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import fields, replace

from studykit.cloze import blanks, ordinals
from studykit.deck.fields import clean
from studykit.model import Evidence, Flag, Kind, Note

# Anki shows no clozes beyond this.
LAST_ORDINAL = 500

_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789"
_LENGTH = 10


def content(note: Note) -> tuple[str, ...]:
    """What is asked and answered: the part of a note that reviews are about."""
    return (note.kind, note.text) if note.kind is Kind.CLOZE else (note.kind, note.front, note.back)


def digest(note: Note) -> str:
    """A short digest of everything generation decides.

    A note whose ``made`` differs from its digest was changed by a person. Tags, extra, draft and the like are
    theirs to change and not part of it.
    """
    evidence = note.evidence
    found = "" if evidence is None else repr([getattr(evidence, field.name) for field in fields(Evidence)])
    flags = repr([(flag.rule, flag.summary, flag.transcript) for flag in note.flags])
    return _hash((*content(note), str(note.at), note.url, found, flags, note.by, note.bullet))


def is_untouched(note: Note) -> bool:
    """Whether a generated note is still exactly what was generated."""
    return bool(note.made) and not note.edited and note.made == digest(note)


def is_rejected(note: Note) -> bool:
    """Whether a person turned a proposal down: a suspended draft, kept so that it is not proposed again."""
    return note.draft and note.suspended and not note.retired


def is_foreign(old: Note, new: Note) -> bool:
    """Whether ``new`` comes from a maker that may not rewrite ``old``: a studied note, or a model's by rules."""
    return old.by != new.by and (not old.draft or old.by == "model")


def new_id(note: Note, seed: str, taken: Collection[str]) -> str:
    """The id of a new note: from its content and ``seed`` (the video, or the deck's name), unlike those ``taken``."""
    for attempt in range(len(taken) + 1):
        found = _hash((*content(note), seed, str(attempt)))
        if found not in taken:
            return found
    raise AssertionError  # one of n + 1 different ids is not among n


def cleaned(note: Note) -> Note:
    """The note as it reads back from its file."""
    evidence = note.evidence
    if evidence is not None:
        evidence = replace(evidence, quote=clean(evidence.quote), repaired=clean(evidence.repaired))
    cloze = note.kind is Kind.CLOZE
    return replace(
        note,
        url=clean(note.url),
        extra=clean(note.extra),
        by=clean(note.by),
        bullet=clean(note.bullet),
        made=clean(note.made),
        text=clean(note.text) if cloze else "",
        front="" if cloze else clean(note.front),
        back="" if cloze else clean(note.back),
        tags=tuple(clean(tag) for tag in note.tags),
        flags=tuple(
            Flag(clean(flag.rule), clean(flag.summary), clean(flag.transcript)) for flag in note.flags
        ),
        evidence=evidence,
    )


def free_ordinal(note: Note) -> int:
    """The number for a new cloze: above all that the note has or ever had."""
    return max(note.next_ordinal, max(ordinals(note.text), default=0) + 1)


def remembering(old: Note, new: Note) -> Note:
    """``new`` with a memory of the highest cloze number of ``old``, where it no longer shows."""
    if new.kind is not Kind.CLOZE or not blanks(old.text):
        return new
    free = free_ordinal(old)
    shown = max(ordinals(new.text), default=0) + 1
    return replace(new, next_ordinal=free if free > shown else 0)


def _hash(parts: tuple[str, ...]) -> str:
    value = int.from_bytes(hashlib.sha256("\x1f".join(parts).encode()).digest()[:16])
    letters = ""
    for _ in range(_LENGTH):
        value, rest = divmod(value, len(_ALPHABET))
        letters += _ALPHABET[rest]
    return letters
