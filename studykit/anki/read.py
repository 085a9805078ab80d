"""Packages in: what was done in Anki comes back, and notes made there become decks."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path

from studykit.anki.collection import Collection, StoredCard, StoredNote, read_collection
from studykit.anki.fields import web_link
from studykit.anki.foreign import LeftOutError, check_fields, to_note
from studykit.anki.identity import guid_for
from studykit.anki.ledger import field_digest
from studykit.anki.note_types import FIELD_SEPARATOR, NOTE_TYPES, NoteType
from studykit.anki.outgoing import Left
from studykit.anki.plain import to_text
from studykit.anki.unpack import Media, Stored, open_package
from studykit.anki.untrusted import open_untrusted
from studykit.model import Deck, Evidence, Kind, Note, Rating
from studykit.parse.times import parse_time

# Reviews of one millisecond come from several devices, or from a script: never this many.
_LONGEST_MOVE = 1000

LAST_MS = 221_845_392_000_000  # the year 9000

_OURS = {kind.fields: kind for kind in NOTE_TYPES}


@dataclass(frozen=True, slots=True)
class Review:
    """An answer given in Anki.

    Args:
        card: Our card id.
        at_ms: When (UTC milliseconds).
        rating: The answer.
        duration_ms: How long it took.
    """

    card: str
    at_ms: int
    rating: Rating
    duration_ms: int


@dataclass(frozen=True, slots=True)
class Returned:
    """A note of ours as Anki has it now.

    ``note`` holds its id, kind, text, tags, second, link and quote. ``digest`` tells, with the ledger, whether anyone
    edited it in Anki.
    """

    note: Note
    digest: str


@dataclass(frozen=True, slots=True)
class Imported:
    """What a package brings.

    Args:
        notes: Notes that came from here, or came back here before.
        decks: Notes made in Anki, a deck for each of Anki's. Their ids come from Anki's, so a second import
            brings the same ones.
        reviews: Answers to cards of both, in the order of time.
        media: Media files in the package; `extract_media` writes them.
        left: What has no place here: note types with their number of notes, and why.
        suspended: Cards suspended in Anki.
        with_history: Whether the package was exported with its scheduling; without, it has no reviews.
    """

    notes: tuple[Returned, ...] = ()
    decks: tuple[Deck, ...] = ()
    reviews: tuple[Review, ...] = ()
    media: tuple[Media, ...] = ()
    left: tuple[Left, ...] = ()
    suspended: tuple[str, ...] = ()
    with_history: bool = True


def read_apkg(path: Path, known: Iterable[str] = ()) -> Imported:
    """Read a package exported from Anki.

    Args:
        path: The ``.apkg`` (or ``.colpkg``) file, in any of its formats.
        known: Ids of notes in the learner's decks: those do not become decks again.

    Raises:
        PackageError: the file is not a package of Anki's, is damaged, or unpacks beyond all measure.
    """
    with open_package(path) as package, tempfile.TemporaryDirectory() as folder:
        with open_untrusted(package.collection(Path(folder)), str(path)) as tables:
            collection = read_collection(tables)
        return _sort_out(collection, package.media(), {guid_for(note_id): note_id for note_id in known})


def extract_media(path: Path, media: Iterable[Media], folder: Path) -> tuple[Stored, ...]:
    """Write media files of a package into a folder, each under the digest of its bytes.

    Raises:
        PackageError: the package is damaged or a file too large.
        InputError: the folder cannot be written.
    """
    with open_package(path) as package:
        return tuple(package.store(item, folder) for item in media)


def unseen(reviews: Sequence[Review], known: Mapping[str, Iterable[int]]) -> tuple[Review, ...]:
    """The reviews that a log does not have yet, so that importing twice adds nothing.

    Anki's log holds one review per millisecond, so export moves a review that finds its own taken to the next free
    one. Such a review is known again by the row of taken milliseconds before it, each known one standing for one.

    Args:
        reviews: Reviews from Anki, all of one source.
        known: By card id, the times (UTC milliseconds) of the reviews in the log.
    """
    waiting = {card: set(at) for card, at in known.items()}
    taken = {review.at_ms for review in reviews}
    others = []
    for review in reviews:
        times = waiting.get(review.card, set())
        if review.at_ms in times:
            times.remove(review.at_ms)
        else:
            others.append(review)
    fresh = []
    for review in others:
        times = waiting.get(review.card, set())
        moved_from = _moved_from(review.at_ms, times, taken) if times else None
        if moved_from is None:
            fresh.append(review)
        else:
            times.remove(moved_from)
    return tuple(fresh)


def _moved_from(at: int, times: AbstractSet[int], taken: AbstractSet[int]) -> int | None:
    """The known time from which a review was moved to ``at``, over taken milliseconds only."""
    for earlier in range(at - 1, at - _LONGEST_MOVE, -1):
        if earlier not in taken:
            return None
        if earlier in times:
            return earlier
    return None


def _sort_out(collection: Collection, media: tuple[Media, ...], known: Mapping[str, str]) -> Imported:
    cards: dict[int, list[StoredCard]] = {}
    for card in collection.cards:
        cards.setdefault(card.nid, []).append(card)
    returned: list[Returned] = []
    foreign: dict[str, list[Note]] = {}
    left: Counter[tuple[str, str]] = Counter()
    ids: dict[int, str] = {}
    known_ids = set(known.values())
    for stored in collection.notes:
        kind = collection.kinds.get(stored.kind)
        if kind is None:
            left["unknown note type", "its note type is missing"] += 1
            continue
        own = _OURS.get(kind.fields)
        note_id = _own_id(stored, own, known)
        try:
            check_fields(stored, kind)
            if own is not None and note_id:
                note = note_of(own, stored.row, note_id, stored.tags)
                returned.append(Returned(note, field_digest(kind.name, stored.row)))
            else:
                note = to_note(stored, kind)
                note_id = note.id
                if note_id in known_ids:
                    returned.append(Returned(note, field_digest(kind.name, stored.row)))
                else:
                    foreign.setdefault(_deck_of(stored, cards, collection), []).append(note)
        except LeftOutError as err:
            left[kind.name, str(err)] += 1
        else:
            ids[stored.nid] = note_id
    return Imported(
        notes=tuple(returned),
        decks=tuple(Deck(name=name, notes=tuple(notes)) for name, notes in sorted(foreign.items())),
        reviews=_reviews(collection, ids),
        media=media,
        left=tuple(Left(name, f"{_notes(count)}: {why}") for (name, why), count in sorted(left.items())),
        suspended=tuple(
            f"{ids[c.nid]}.{c.ordinal}" for c in collection.cards if c.suspended and c.nid in ids
        ),
        with_history=bool(collection.reviews),
    )


def _own_id(stored: StoredNote, own: NoteType | None, known: Mapping[str, str]) -> str:
    """Our id of a note that came from here: the guid proves it, whatever stands in the field."""
    if stored.guid in known:
        return known[stored.guid]
    if own is None or len(stored.fields) != len(own.fields):
        return ""
    note_id = stored.fields[own.fields.index("Id")]
    return note_id if note_id and guid_for(note_id) == stored.guid else ""


def note_of(kind: NoteType, row: str, note_id: str, tags: tuple[str, ...]) -> Note:
    """A note of ours from its fields in Anki, as plain text.

    With its second, link and quote it can be studied as before where the deck is not at hand: on another computer,
    or by someone it was shared with.
    """
    fields = dict(zip(kind.fields, row.split(FIELD_SEPARATOR), strict=True))
    quote = to_text(fields["Quote"])
    return Note(
        Kind.CLOZE if kind.cloze else Kind.QA,
        id=note_id,
        text=to_text(fields.get("Text", "")),
        front=to_text(fields.get("Front", "")),
        back=to_text(fields.get("Back", "")),
        at=parse_time(to_text(fields["Time"])),
        url=web_link(to_text(fields["Link"])) and to_text(fields["Link"]),
        evidence=Evidence(quote) if quote else None,
        extra=to_text(fields["Extra"]),
        tags=tags,
    )


def _deck_of(stored: StoredNote, cards: Mapping[int, list[StoredCard]], collection: Collection) -> str:
    own = cards.get(stored.nid)
    return collection.decks.get(own[0].deck, "Anki") if own else "Anki"


def _reviews(collection: Collection, ids: Mapping[int, str]) -> tuple[Review, ...]:
    names = {card.cid: f"{ids[card.nid]}.{card.ordinal}" for card in collection.cards if card.nid in ids}
    return tuple(
        Review(names[cid], at, Rating(rating), took)
        for cid, at, rating, took in collection.reviews
        # A time outside all calendars is damage, not a review.
        if cid in names and 0 < at < LAST_MS
    )


def _notes(count: int) -> str:
    return "1 note" if count == 1 else f"{count:,} notes"
