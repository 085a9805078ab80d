"""What regeneration makes of one note: refreshed, kept, retired or back again. A person's changes always stand."""

from __future__ import annotations

from dataclasses import replace

from studykit.cloze import Blank, Segment, blanks, parse_cloze
from studykit.deck.identity import LAST_ORDINAL, digest, free_ordinal, is_untouched, remembering
from studykit.deck.likeness import same_cards
from studykit.model import BulletEvidence, Kind, Note


def is_rejected(note: Note) -> bool:
    """Whether a person turned a proposal down: a suspended draft, kept so that it is not proposed again."""
    return note.draft and note.suspended and not note.retired


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
    foreign = old.by != new.by and (not old.draft or old.by == "model")
    if foreign:
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


def with_old_ordinals(old: Note, new: Note) -> tuple[str, int]:
    """The new text with each blank numbered as the old one asking the same, and the memory of numbers used up.

    A blank that is new gets a number that was never used, so that no card inherits another's reviews. A blank that is
    studied and was not made again stays, as long as its answer still stands in the text.
    """
    if new.kind is not Kind.CLOZE:
        return new.text, 0
    known = same_cards(old, new)
    free = free_ordinal(old)
    parts: list[Segment] = []
    for part in parse_cloze(new.text):
        if isinstance(part, str):
            parts.append(part)
            continue
        if part.ordinal not in known:
            known[part.ordinal] = free
            free += 1
        # Beyond the last number there is no cloze, and no number may be given twice.
        fits = known[part.ordinal] <= LAST_ORDINAL
        parts.append(replace(part, ordinal=known[part.ordinal]) if fits else part.answer)
    if not old.draft:
        for blank in blanks(old.text):
            if blank.ordinal not in known.values():
                parts = _with_blank(parts, blank)
    text = "".join(part if isinstance(part, str) else markup(part) for part in parts)
    return text, remembering(old, replace(new, text=text, next_ordinal=0)).next_ordinal


def _with_blank(parts: list[Segment], blank: Blank) -> list[Segment]:
    """The text with one more blank, where its answer stands exactly once outside the others."""
    plain = [index for index, part in enumerate(parts) if isinstance(part, str) and blank.answer in part]
    if len(plain) != 1:
        return parts
    index = plain[0]
    before, _, after = str(parts[index]).partition(blank.answer)
    if blank.answer in after:
        return parts
    return [*parts[:index], before, blank, after, *parts[index + 1 :]]


def markup(blank: Blank) -> str:
    """A blank as it is written."""
    hint = f"::{blank.hint}" if blank.hint else ""
    return f"{{{{c{blank.ordinal}::{blank.answer}{hint}}}}}"


def _sealed(note: Note) -> Note:
    return replace(note, made=digest(note))
