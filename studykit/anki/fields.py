"""A note's fields as Anki stores them: HTML in which nothing of the note's text can act as markup.

Anki reads more than HTML in a field: ``[sound:x]`` plays, ``[latex]`` runs LaTeX, ``{{c1::`` hides, ``::`` starts a
hint and ``}}`` ends a cloze. All of it is written as character references, which show as what was typed.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from studykit.cloze import Segment
from studykit.flags import flag_parts
from studykit.model import Deck, Evidence, Flag, Kind, Note, Source
from studykit.parse.links import link_at
from studykit.parse.times import format_time
from studykit.text import neutralise, nfc

# ASCII without controls and & < > [ { }, and composed Hangul.
_HARMLESS = re.compile("[ -%'-;=?-Z\\\\-z|~가-힣]*")
_TAG = re.compile(r"\[(?=/?(?:sound:|anki:|latex\]|\$))", re.IGNORECASE)
_BRACES = str.maketrans({"{": "&#123;", "}": "&#125;"})
_WEB = re.compile(r"https?://[^\s\"'<>]+", re.IGNORECASE)


def clean(text: str) -> str:
    """NFC, as Anki normalises anyway, without control characters; line ends are newlines."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return neutralise(nfc(text))


def to_html(text: str) -> str:
    """Plain text as a field that shows exactly that text."""
    # Most texts hold nothing to escape, compose or remove; one match tells, where the work below takes ten calls.
    if _HARMLESS.fullmatch(text):
        return text
    escaped = html.escape(clean(text), quote=False).translate(_BRACES)
    return _TAG.sub("&#91;", escaped).replace("\n", "<br>")


def cloze_html(parts: Iterable[Segment]) -> str:
    """A parsed cloze text as a field: the clozes live, all else shows as typed."""
    pieces = []
    for part in parts:
        if isinstance(part, str):
            pieces.append(to_html(part))
        else:
            hint = f"::{_inside(part.hint)}" if part.hint else ""
            pieces.append(f"{{{{c{part.ordinal}::{_inside(part.answer)}{hint}}}}}")
    return "".join(pieces)


def _inside(text: str) -> str:
    return to_html(text).replace("::", "&#58;&#58;")


def web_link(url: str) -> str:
    """A web address fit for an attribute; empty for anything else (``javascript:`` and the like)."""
    return url.replace("&", "&amp;") if _WEB.fullmatch(url) else ""


def tag(text: str) -> str:
    """A tag in one word: Anki splits tags at every white space."""
    return "_".join(clean(text).split())


@lru_cache(1024)
def confidence_mark(confidence: float | None, plus_minus: int | None) -> str:
    """How sure it is that the quote is the one: four dots, a word, and the seconds it may be off."""
    parts = []
    if confidence is not None:
        filled = min(4, max(1, round(confidence * 4)))
        parts.append("●" * filled + "○" * (4 - filled) + " " + _certainty(confidence))
    if plus_minus:
        parts.append(f"±{plus_minus} s")
    return " · ".join(parts)


def _certainty(confidence: float) -> str:
    """The words and bounds that the terminal uses."""
    if confidence >= 0.9:
        return "sure"
    if confidence >= 0.7:
        return "likely"
    return "perhaps" if confidence >= 0.45 else "doubtful"


def flag_html(flag: Flag) -> str:
    """An audit finding as a line of its own, what each side says set off."""
    parts = (f"<b>{to_html(text)}</b>" if quoted else to_html(text) for text, quoted in flag_parts(flag))
    return f"<div>! {''.join(parts)}</div>"


def repairs_html(evidence: Evidence) -> str:
    """The words of a quote that were put right, each with what was meant: the quote itself stays as it was heard."""
    heard, meant = evidence.quote.split(), evidence.repaired.split()
    changes = SequenceMatcher(None, heard, meant, autojunk=False).get_opcodes()
    pairs = [(" ".join(heard[a:b]), " ".join(meant[c:d])) for kind, a, b, c, d in changes if kind != "equal"]
    return ", ".join(f"{to_html(was or '…')} → {to_html(now or '…')}" for was, now in pairs)


class _Links:
    """Links to the seconds of one talk. The address is worked out once, and the second put in its place."""

    _MARK = 987_654_321

    def __init__(self, url: str) -> None:
        self._bare = web_link(link_at(url, None)) if url else ""
        pieces = web_link(link_at(url, self._MARK)).split(str(self._MARK)) if url else []
        # An address without a way to name a second, or one that holds the very number, stays as it is.
        names_a_second = len(pieces) == 2 and str(self._MARK) not in self._bare
        self._around = (pieces[0], pieces[1]) if names_a_second else None

    def __call__(self, at: int | None) -> str:
        if at is None or self._around is None:
            return self._bare
        return f"{self._around[0]}{at}{self._around[1]}"


class FieldWriter:
    """Writes the fields of one deck's notes. What all of them share is worked out once."""

    def __init__(self, deck: Deck) -> None:
        self._link = _Links(deck.source.url)
        self._language = to_html(deck.language)
        self._title = _title(deck.source)

    def __call__(self, note: Note, parts: Sequence[Segment] = ()) -> tuple[str, ...]:
        """The note's fields, in the order of its note type.

        Args:
            note: The note.
            parts: Its cloze text, parsed.
        """
        cloze = note.kind is Kind.CLOZE
        asks = (cloze_html(parts),) if cloze else (to_html(note.front), to_html(note.back))
        return (*asks, *self._details(note), self._language, to_html(note.id), "", "", "")

    def _details(self, note: Note) -> tuple[str, ...]:
        evidence = note.evidence
        at = note.at if note.at is not None else evidence.at if evidence else None
        return (
            to_html(note.extra) if note.extra else "",
            to_html(evidence.quote) if evidence else "",
            repairs_html(evidence) if evidence and evidence.repaired else "",
            self._title,
            self._link(at) if not note.url else web_link(link_at(note.url, at)),
            format_time(at) if at is not None else "",
            self._mark(note, at),
            "".join(map(flag_html, note.flags)) if note.flags else "",
        )

    def _mark(self, note: Note, shown: int | None) -> str:
        if note.evidence is not None:
            # The error bar is that of the words' second; the summary's own second has none.
            within = note.evidence.plus_minus if shown == note.evidence.at else None
            return confidence_mark(note.evidence.confidence, within)
        # A card typed by hand owes no evidence; one made from a talk says that there is none.
        return "no evidence found" if note.bullet or note.by else ""


def _title(source: Source) -> str:
    return " · ".join(to_html(part) for part in (source.title, source.channel, source.published) if part)
