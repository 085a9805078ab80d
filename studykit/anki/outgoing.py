"""Which notes go to Anki, and in what form: shared by packages and by a running Anki."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from studykit.anki.fields import FieldWriter, tag
from studykit.anki.identity import deck_key, deck_name, guid_for
from studykit.anki.ledger import digest
from studykit.anki.note_types import NoteType, note_type
from studykit.cloze import blanks, cards_of
from studykit.errors import PackageError
from studykit.model import Deck, Kind, Note

# The highest cloze number for which Anki makes a card.
_MAX_CLOZE = 500
_DRAFT = "studykit::draft"


@dataclass(frozen=True, slots=True)
class Left:
    """Something that was left out: what it is, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A note as it goes to Anki.

    ``digest`` stands for all that an update would bring; ``ordinals`` are the numbers of its cards.
    """

    note: Note
    deck: str
    guid: str
    kind: NoteType
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    ordinals: tuple[int, ...]
    digest: str


def gather(
    decks: Iterable[Deck], *, drafts: bool = False, suspended: bool = True
) -> tuple[tuple[Outgoing, ...], tuple[Left, ...]]:
    """The notes of the decks in Anki's form, in the decks' order, and those that are left out.

    Args:
        decks: The decks.
        drafts: Include notes that wait for a person.
        suspended: Include suspended and retired notes.

    Raises:
        PackageError: two notes have one id, so that Anki would take them for one note.
    """
    outgoing: list[Outgoing] = []
    left: list[Left] = []
    seen: dict[str, str] = {}
    names: dict[str, str] = {}
    for deck in decks:
        name = deck_name(deck.name)
        # Anki has one deck for names that differ only in case: the first spelling counts.
        name = names.setdefault(deck_key(name), name)
        write = FieldWriter(deck)
        for note in deck.notes:
            if note.draft and not drafts:
                continue
            _claim(note, deck, seen)
            problem = _problem(note)
            if not suspended and (note.suspended or note.retired):
                problem = "it is retired" if note.retired else "it is suspended"
            if problem:
                left.append(Left(note.id, problem))
            else:
                outgoing.append(_outgoing(note, deck, name, write(note)))
    return tuple(outgoing), tuple(left)


def _outgoing(note: Note, deck: Deck, name: str, fields: tuple[str, ...]) -> Outgoing:
    kind = note_type(note.kind)
    tags = _tags((*deck.tags, *note.tags, *((_DRAFT,) if note.draft else ())))
    return Outgoing(
        note=note,
        deck=name,
        guid=guid_for(note.id),
        kind=kind,
        fields=fields,
        tags=tags,
        ordinals=tuple(card.ordinal for card in cards_of(note)),
        digest=digest(kind.name, fields, tags),
    )


def _claim(note: Note, deck: Deck, seen: dict[str, str]) -> None:
    if not note.id:
        raise PackageError(
            f"a note of the deck “{deck.name}” has no id yet", "Run studykit check on the deck."
        )
    if note.id in seen:
        where = f"in the decks “{seen[note.id]}” and “{deck.name}”"
        raise PackageError(
            f"two notes have the id {note.id} ({where})", "Delete the id of one: it gets a new one."
        )
    seen[note.id] = deck.name


def _problem(note: Note) -> str:
    """Why Anki would make no card of a note; empty where it would."""
    if note.kind is Kind.QA:
        return "" if note.front.strip() and note.back.strip() else "its front or back is empty"
    parts = blanks(note.text)
    if not parts:
        return "its text has no cloze"
    if any(not part.answer.strip() for part in parts):
        return "one of its clozes is empty"
    if any(not 1 <= part.ordinal <= _MAX_CLOZE for part in parts):
        return f"its cloze numbers go beyond 1 to {_MAX_CLOZE}"
    return ""


def _tags(tags: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted({word for word in map(tag, tags) if word}))
