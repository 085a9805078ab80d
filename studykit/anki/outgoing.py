"""Which notes go to Anki, and in what form: shared by packages and by a running Anki."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from studykit.anki.fields import FieldWriter, tag
from studykit.anki.identity import deck_key, deck_name, guid_for
from studykit.anki.ledger import digest
from studykit.anki.note_types import FIELD_SEPARATOR, NoteType, note_type
from studykit.cloze import Blank, Segment, is_taken, parse_cloze
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


class Outgoing(NamedTuple):
    """A note as it goes to Anki. A tuple, since a package makes a hundred thousand of them.

    ``row`` holds its fields as Anki stores them, joined; ``digest`` stands for all that an update would bring;
    ``ordinals`` are the numbers of its cards.
    """

    note: Note
    deck: str
    guid: str
    kind: NoteType
    row: str
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
        make = _Maker(deck, name)
        for note in deck.notes:
            if not is_taken(note, drafts=drafts):
                continue
            _claim(note, deck, seen)
            made = make(note, suspended=suspended)
            if isinstance(made, Left):
                left.append(made)
            else:
                outgoing.append(made)
    return tuple(outgoing), tuple(left)


class _Maker:
    """Makes one deck's notes into Anki's. What all of them share is worked out once."""

    def __init__(self, deck: Deck, name: str) -> None:
        self._name = name
        self._fields = FieldWriter(deck)
        self._deck_tags = deck.tags
        self._tags = _tags(deck.tags)

    def __call__(self, note: Note, *, suspended: bool) -> Outgoing | Left:
        parts: tuple[Segment, ...] = ()
        hidden: list[Blank] = []
        if note.kind is Kind.CLOZE:
            parts = parse_cloze(note.text)
            hidden = [part for part in parts if not isinstance(part, str)]
        problem = _problem(note, hidden)
        if not suspended and (note.suspended or note.retired):
            problem = "it is retired" if note.retired else "it is suspended"
        if problem:
            return Left(note.id, problem)
        kind = note_type(note.kind)
        row = FIELD_SEPARATOR.join(self._fields(note, parts))
        tags = self._tags
        if note.tags or note.draft:
            tags = _tags((*self._deck_tags, *note.tags, *((_DRAFT,) if note.draft else ())))
        ordinals = tuple(sorted({part.ordinal for part in hidden})) if hidden else (1,)
        mark = digest(kind.name, row, tags)
        return Outgoing(note, self._name, guid_for(note.id), kind, row, tags, ordinals, mark)


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


def _problem(note: Note, hidden: Sequence[Blank]) -> str:
    """Why Anki would make no card of a note; empty where it would."""
    if note.kind is Kind.QA:
        return "" if note.front.strip() and note.back.strip() else "its front or back is empty"
    if not hidden:
        return "its text has no cloze"
    for part in hidden:
        if not part.answer.strip():
            return "one of its clozes is empty"
        if not 1 <= part.ordinal <= _MAX_CLOZE:
            return f"its cloze numbers go beyond 1 to {_MAX_CLOZE}"
    return ""


def _tags(tags: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted({word for word in map(tag, tags) if word}))
