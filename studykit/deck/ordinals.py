"""Cloze numbers through regeneration: never given to another blank, and never lost while the answer stands."""

from __future__ import annotations

from dataclasses import replace

from rapidfuzz.distance import Levenshtein, Opcodes

from studykit.cloze import Blank, Segment, parse_cloze, plain
from studykit.deck.facts import LONGEST, same_facts
from studykit.deck.identity import LAST_ORDINAL, free_ordinal, remembering
from studykit.deck.likeness import LEAST_ANSWER, alike, same_cards
from studykit.model import Kind, Note


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
        parts = _with_lost_blanks(parts, old.text, set(known.values()))
    text = "".join(part if isinstance(part, str) else _markup(part) for part in parts)
    return text, remembering(old, replace(new, text=text, next_ordinal=0)).next_ordinal


def _with_lost_blanks(parts: list[Segment], old: str, kept: set[int]) -> list[Segment]:
    """The new text with the old blanks that it lacks, wherever their answers stand in it now."""
    was, now = plain(old), "".join(part if isinstance(part, str) else part.answer for part in parts)
    if max(len(was), len(now)) > LONGEST:
        return parts
    steps = Levenshtein.opcodes(was, now)
    at = 0
    for part in parse_cloze(old):
        length = len(part if isinstance(part, str) else part.answer)
        if isinstance(part, Blank) and part.ordinal not in kept:
            start, end = (
                _moved(steps, place, is_end=is_end) for place, is_end in ((at, False), (at + length, True))
            )
            if _is_answer(part.answer, now[start:end]):
                parts = _with_blank(parts, start, replace(part, answer=now[start:end]))
        at += length
    return parts


def _moved(steps: Opcodes, place: int, *, is_end: bool) -> int:
    """Where an offset of the old text is in the new one."""
    for step in steps:
        inside = step.src_start < place <= step.src_end if is_end else step.src_start <= place < step.src_end
        if inside and step.tag == "equal":
            return step.dest_start + place - step.src_start
        if inside:
            return step.dest_end if is_end else step.dest_start
    return 0


def _is_answer(old: str, new: str) -> bool:
    return bool(new.strip()) and alike(old, new) >= LEAST_ANSWER and same_facts(old, new)


def _with_blank(parts: list[Segment], start: int, blank: Blank) -> list[Segment]:
    """The text with one more blank at an offset, if no other blank is in its way."""
    at = 0
    for index, part in enumerate(parts):
        text = part if isinstance(part, str) else part.answer
        first, last = start - at, start - at + len(blank.answer)
        if isinstance(part, str) and first >= 0 and last <= len(text):
            return [*parts[:index], text[:first], blank, text[last:], *parts[index + 1 :]]
        at += len(text)
    return parts


def _markup(blank: Blank) -> str:
    hint = f"::{blank.hint}" if blank.hint else ""
    return f"{{{{c{blank.ordinal}::{blank.answer}{hint}}}}}"
