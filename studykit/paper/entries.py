"""Cards as numbered entries of a sheet: what is asked, and what the key says.

Clozes of one note that are printed together become one entry with several numbered blanks. As entries of
their own, each would give the others' answers away.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from studykit.cloze import Blank, Card, answer, parse_cloze
from studykit.model import Deck, Flag, Kind, Note
from studykit.paper.words import Gap, Paragraph, Part, fitted, gap_width, paragraphs, printable
from studykit.parse.links import link_at, short_link
from studykit.parse.times import format_time

_LONGEST_HINT = 20.0  # in units of the type size; what is longer than a line of a card is no hint
Chosen = tuple[Deck, Card]


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a sheet or one card.

    ``numbers`` are its cards' numbers, ``answers`` their answers in the same order. ``link`` opens the video at
    ``time``, ``short`` is the same for a QR code; all three are empty where there is no time or no link.
    ``unproven``: made from a summary, but nothing in the talk was found for it.
    """

    deck: Deck
    cards: tuple[Card, ...]
    numbers: tuple[int, ...]
    question: tuple[Paragraph, ...]
    answers: tuple[tuple[Paragraph, ...], ...]
    written: bool
    time: str
    link: str
    short: str
    quote: str
    unproven: bool
    accuracy: str
    flags: tuple[Flag, ...]
    extra: str


def entries(chosen: Sequence[Chosen], *, together: bool) -> tuple[Entry, ...]:
    """Number the cards from 1 and lay out their text.

    Args:
        chosen: The cards, in the order they are printed.
        together: Whether the cards of one note make one entry, at the place of the first.
    """
    made: list[Entry] = []
    number = 1
    for group in _groups(chosen, together=together):
        numbers = tuple(range(number, number + len(group)))
        number += len(group)
        made.append(_entry(group[0][0], tuple(card for _, card in group), numbers))
    return tuple(made)


def _groups(chosen: Sequence[Chosen], *, together: bool) -> Iterator[list[Chosen]]:
    if not together:
        yield from ([pair] for pair in chosen)
        return
    groups: dict[tuple[int, str, str], list[Chosen]] = {}
    for deck, card in chosen:
        # Notes without an id (a deck that was never saved) are told apart by their text.
        key = (id(deck), card.note.id, "" if card.note.id else card.note.text + card.note.front)
        groups.setdefault(key, []).append((deck, card))
    for group in groups.values():
        yield sorted(group, key=lambda pair: pair[1].ordinal)


def _entry(deck: Deck, cards: tuple[Card, ...], numbers: tuple[int, ...]) -> Entry:
    note = cards[0].note
    evidence = note.evidence
    at = note.at if note.at is not None or evidence is None else evidence.at
    base = _web(note.url or deck.source.url)
    # The error bar is that of the words' second; the summary's own second has none.
    within = evidence.plus_minus if evidence is not None and evidence.at == at else None
    return Entry(
        deck=deck,
        cards=cards,
        numbers=numbers,
        question=paragraphs(_question(note, {c.ordinal: n for c, n in zip(cards, numbers, strict=True)})),
        answers=tuple(paragraphs([answer(card)]) for card in cards),
        written=note.kind is Kind.QA,
        time="" if at is None else format_time(at),
        link=_web(link_at(base, at)) if base and at is not None else "",
        short=_web(short_link(base, at)) if base and at is not None else "",
        quote="" if evidence is None else " ".join(printable(evidence.quote).split()),
        unproven=evidence is None and bool(note.bullet or note.by),
        accuracy="" if within is None or at is None else f"±{within} s",
        flags=note.flags,
        extra=printable(note.extra).strip(),
    )


def _question(note: Note, asked: dict[int, int]) -> Iterator[Part]:
    if note.kind is Kind.QA:
        yield note.front
        return
    for segment in parse_cloze(note.text):
        if isinstance(segment, Blank) and segment.ordinal in asked:
            label = str(asked[segment.ordinal]) if len(asked) > 1 else ""
            yield Gap(gap_width(segment.answer), _hint(segment.hint), label)
        else:
            yield segment if isinstance(segment, str) else segment.answer


def _hint(text: str) -> str:
    line = " ".join(printable(text).split())
    return fitted(line, _LONGEST_HINT)


def _web(url: str) -> str:
    """A link that a reader may follow from a document of ours; anything but the web is dropped."""
    return url if url.startswith(("https://", "http://")) and not any(c.isspace() for c in url) else ""
