"""What makes a single note hard to learn or wrong to schedule: one small pure rule each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from studykit.cloze import blanks, ordinals, parse_cloze
from studykit.deck.identity import LAST_ORDINAL
from studykit.deck.likeness import answers
from studykit.model import Kind, Note

# An answer longer than this is a text to recite, not a fact to recall.
LONGEST_ANSWER = 200
LONGEST_BLANK = 80
# A text longer than this is no card; looking for leaks in it would take long.
LONGEST_TEXT = 10_000

_OPENING = re.compile(r"\{\{\s*c\s*\d*\s*:", re.IGNORECASE)
_UNOPENED = re.compile(r"\bc\d+::")


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule's complaint about a note; ``key`` says which of its lines it is about."""

    rule: str
    key: str
    message: str
    remedy: str
    level: str = "warning"


def broken_cloze(note: Note) -> Iterator[Finding]:
    """Cloze markup that does not parse: wrong brackets, colons or capitals, or clozes within clozes."""
    if note.kind is not Kind.CLOZE:
        return
    parts = parse_cloze(note.text)
    found = [part for part in parts if not isinstance(part, str)]
    nested = [blank for blank in found if _OPENING.search(f"{blank.answer}::{blank.hint}")]
    for blank in nested:
        yield Finding(
            "nested-cloze", "text", f"a cloze stands within cloze {blank.ordinal}", "Put them side by side."
        )
    rest = "\n".join(part for part in parts if isinstance(part, str))
    if not nested and (_OPENING.search(rest) or _UNOPENED.search(rest)):
        yield Finding(
            "broken-cloze", "text", "a cloze is not closed or not opened",
            "Write it as {{c1::answer}} or {{c1::answer::hint}}.",
        )  # fmt: skip
    for blank in found:
        if not blank.answer.strip():
            message = f"cloze {blank.ordinal} has no answer"
            yield Finding("empty-cloze", "text", message, "Write the answer between :: and }}.")
        if not 1 <= blank.ordinal <= LAST_ORDINAL:
            message = f"cloze numbers go from 1 to {LAST_ORDINAL}"
            yield Finding("cloze-number", "text", message, f"Renumber cloze {blank.ordinal}.")


def missing_cloze(note: Note) -> Iterator[Finding]:
    """A cloze note that hides nothing has no card."""
    if (
        note.kind is Kind.CLOZE
        and note.text.strip()
        and not blanks(note.text)
        and not _OPENING.search(note.text)
    ):
        yield Finding(
            "no-cloze",
            "text",
            "this cloze note hides nothing, so it has no card",
            "Put {{c1::...}} around the answer.",
        )


def cloze_gap(note: Note) -> Iterator[Finding]:
    """Numbers with a gap: fine where a cloze was deleted, a slip where it was not."""
    numbers = ordinals(note.text) if note.kind is Kind.CLOZE else ()
    if numbers and not note.made and numbers != tuple(range(1, len(numbers) + 1)):
        yield Finding(
            "cloze-gap", "text", f"cloze numbers {', '.join(map(str, numbers))} leave a gap",
            "Leave it if you deleted a cloze: its number must not be given to another.", "info",
        )  # fmt: skip


def reused_number(note: Note) -> Iterator[Finding]:
    """A cloze whose number is not below the remembered next one was numbered by hand."""
    if note.next_ordinal and any(number >= note.next_ordinal for number in ordinals(note.text)):
        yield Finding(
            "cloze-number", "next_ordinal", f"a cloze has a number from {note.next_ordinal} on, which next_ordinal says is unused",
            "Raise next_ordinal above it.",
        )  # fmt: skip


def empty_side(note: Note) -> Iterator[Finding]:
    """A side with nothing on it."""
    keys = ("text",) if note.kind is Kind.CLOZE else ("front", "back")
    for key in keys:
        if not getattr(note, key).strip():
            yield Finding(
                "empty-text", key, f"{key} is empty", "Write it; text that starts with # needs double quotes."
            )


def cloze_in_question(note: Note) -> Iterator[Finding]:
    """Cloze markup in a note of the other kind would be shown as it is."""
    if note.kind is Kind.QA:
        for key in ("front", "back"):
            if _OPENING.search(getattr(note, key)):
                yield Finding(
                    "cloze-in-qa",
                    key,
                    "cloze marks have no effect in a qa note",
                    "Use kind: cloze with text:, or delete them.",
                )


def long_answer(note: Note) -> Iterator[Finding]:
    """An answer nobody can recall word for word."""
    limit, key = (LONGEST_BLANK, "text") if note.kind is Kind.CLOZE else (LONGEST_ANSWER, "back")
    for answer in answers(note).values():
        if len(answer) > limit:
            yield Finding(
                "long-answer", key, f"an answer has {len(answer)} characters", "Split it into several notes."
            )


def leak(note: Note) -> Iterator[Finding]:
    """An answer that can be read off its own question."""
    if max(len(note.text), len(note.front), len(note.back)) > LONGEST_TEXT:
        return
    if note.kind is Kind.QA:
        if _holds(note.front, note.back):
            yield Finding(
                "leak",
                "front",
                f"the front gives the answer away: {note.back.strip()[:40]!r}",
                "Reword the front.",
            )
        return
    for number, answer in answers(note).items():
        rest = "".join(
            part if isinstance(part, str) else "\n" if part.ordinal == number else part.answer
            for part in parse_cloze(note.text)
        )
        if _holds(rest, answer):
            yield Finding(
                "leak",
                "text",
                f"the answer of cloze {number} also stands outside it: {answer[:40]!r}",
                "Hide it there too, with the same number.",
            )
    for blank in blanks(note.text):
        if blank.hint and _holds(blank.hint, blank.answer):
            yield Finding(
                "leak", "text", f"the hint gives the answer away: {blank.hint[:40]!r}", "Reword the hint."
            )


def tag_with_space(note: Note) -> Iterator[Finding]:
    """Anki has no tags with spaces."""
    for tag in note.tags:
        if not tag.strip() or re.search(r"\s", tag):
            yield Finding(
                "tag-space",
                "tags",
                f"the tag {tag!r} has spaces; Anki gets _ in their place",
                "Use - or _ instead.",
                "info",
            )


def without_place(note: Note) -> Iterator[Finding]:
    """A generated note without evidence."""
    if note.made and note.evidence is None:
        yield Finding(
            "no-evidence",
            "evidence",
            "no words of the talk were found for this note",
            "Listen to it before you trust it.",
            "info",
        )


def _holds(text: str, answer: str) -> bool:
    """Whether the answer stands in the text as words of its own; a Korean one may have particles behind it."""
    wanted = " ".join(answer.casefold().split()).strip(" .!?")
    if len(wanted) < 2 and not wanted.isdigit():
        return False
    behind = "" if "가" <= wanted[-1] <= "힣" else r"(?![^\W가-힣])(?!\.\d)"
    return bool(re.search(rf"(?<!\w)(?<!\d\.){re.escape(wanted)}{behind}", " ".join(text.casefold().split())))


RULES: tuple[Callable[[Note], Iterator[Finding]], ...] = (
    broken_cloze, missing_cloze, cloze_gap, reused_number, empty_side, cloze_in_question, long_answer, leak, tag_with_space, without_place,
)  # fmt: skip
