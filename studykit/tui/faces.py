"""A card as it looks: question, answer, evidence and flags, built as styled text.

Card text goes through `safe` and into `Content`, which is never read as markup: a deck is somebody else's file.
"""

from __future__ import annotations

from textual.content import Content

from studykit.cloze import Blank, Card, cards_of, parse_cloze
from studykit.flags import flag_parts
from studykit.model import Deck, Evidence, Flag, Kind, Note
from studykit.parse.times import format_time
from studykit.tui.glyphs import Glyphs, certainty, dots
from studykit.tui.safe import one_line, safe

ANSWER = "$accent bold"
BLANK = "$accent"
MUTED = "$muted"


def cloze_face(note: Note, ordinal: int, glyphs: Glyphs, *, hidden: bool) -> Content:
    """A cloze sentence with one card's blanks hidden, or in place and set off."""
    parts: list[Content | str | tuple[str, str]] = []
    for part in parse_cloze(note.text):
        if isinstance(part, str):
            parts.append(safe(part))
        elif part.ordinal != ordinal:
            parts.append(safe(part.answer))
        elif hidden:
            parts.append((_hole(part, glyphs), BLANK))
        else:
            parts.append((safe(part.answer), ANSWER))
    return Content.assemble(*parts)


def _hole(blank: Blank, glyphs: Glyphs) -> str:
    # No-break spaces: a blank must not fall apart at a line's end.
    return f"[\u00a0{safe(blank.hint).replace(' ', chr(0xA0)) or glyphs.blank}\u00a0]"


def question_face(card: Card, glyphs: Glyphs) -> Content:
    """What the card asks."""
    if card.note.kind is Kind.QA:
        return Content(safe(card.note.front))
    return cloze_face(card.note, card.ordinal, glyphs, hidden=True)


def answer_face(card: Card, glyphs: Glyphs) -> Content:
    """The question with its answer: the whole sentence of a cloze, question and answer of a Q&A note."""
    if card.note.kind is Kind.QA:
        return Content.assemble((safe(card.note.front), MUTED), "\n\n", (safe(card.note.back), ANSWER))
    return cloze_face(card.note, card.ordinal, glyphs, hidden=False)


def note_face(note: Note) -> Content:
    """A whole note for somebody who decides on it: every blank, or question and answer, open."""
    if note.kind is Kind.QA:
        return Content.assemble(safe(note.front), "\n\n", (safe(note.back), ANSWER))
    parts: list[Content | str | tuple[str, str]] = []
    for part in parse_cloze(note.text):
        if isinstance(part, str):
            parts.append(safe(part))
            continue
        parts.append((f"[{safe(part.answer)}]", ANSWER))
        if part.hint:
            parts.append((f" ({safe(part.hint)})", MUTED))
    return Content.assemble(*parts)


def second_of(note: Note) -> int | None:
    """The second to open: the one the evidence was found at, else the summary's."""
    if note.evidence is not None and note.evidence.at is not None:
        return note.evidence.at
    return note.at


def evidence_time(note: Note, glyphs: Glyphs) -> str:
    """``▶ 05:09``, or nothing where no time is known."""
    second = second_of(note)
    return f"{glyphs.play} {format_time(second)}" if second is not None else ""


def evidence_quote(evidence: Evidence, glyphs: Glyphs) -> Content:
    """The words said, in quotation marks, with mis-heard names put right below where some were."""
    quote = Content(f"{glyphs.quote_open}{one_line(evidence.quote)}{glyphs.quote_close}")
    if not evidence.repaired:
        return quote
    return Content.assemble(quote, "\n", ("read: ", MUTED), (one_line(evidence.repaired), MUTED))


def evidence_measure(evidence: Evidence, glyphs: Glyphs) -> str:
    """``±8 s   ●●●○ likely``."""
    parts = []
    if evidence.plus_minus is not None:
        parts.append(f"{glyphs.plus_minus}{evidence.plus_minus} s")
    if evidence.confidence is not None:
        parts.append(f"{dots(evidence.confidence, glyphs)} {certainty(evidence.confidence)}")
    return "   ".join(parts)


def no_evidence(note: Note) -> str:
    """What stands in place of a quote."""
    return "no evidence found" if note.bullet or note.by else ""


def flag_face(flag: Flag, glyphs: Glyphs) -> Content:
    """A flag's line, what each side says set off."""
    parts = flag_parts(flag, dash=glyphs.dash)
    return Content.assemble(*((safe(part.text), "bold" if part.quoted else "") for part in parts))


def marks(note: Note) -> tuple[str, ...]:
    """What is special about a note, in words for a list."""
    found = []
    if note.retired:
        found.append("retired")
    elif note.suspended:
        found.append("suspended")
    if note.draft:
        found.append("draft")
    if note.flags:
        found.append("differs")
    if note.evidence is None and (note.bullet or note.by):
        found.append("no evidence")
    return tuple(found)


def siblings_wait(deck: Deck, note: Note) -> str:
    """That other cards of the same sentence are kept for other days; empty where there are none."""
    group = note.bullet or note.id
    kin = [other for other in deck.notes if (other.bullet or other.id) == group]
    others = sum(len(cards_of(other)) for other in kin if not (other.draft or other.suspended)) - 1
    if others <= 0:
        return ""
    return (
        "another card of this sentence waits for another day"
        if others == 1
        else f"{others} cards of this sentence wait for other days"
    )
