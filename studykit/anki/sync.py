"""Notes and reviews to a running Anki, and back.

New notes go as a package, since only a package carries the identity that later imports rely on. Notes that Anki has
are updated one by one, so that what someone edited there is kept and told instead of overwritten.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from studykit.anki.connect import AnkiConnect, batches, whole
from studykit.anki.ledger import Ledger, field_digest
from studykit.anki.note_types import FIELD_SEPARATOR, NOTE_TYPES, NoteType
from studykit.anki.outgoing import Left, Outgoing, gather
from studykit.anki.package import export_apkg
from studykit.anki.plain import to_text
from studykit.anki.progress import ProgressExport, review_rows
from studykit.anki.read import Imported, Returned, Review, note_of, unseen
from studykit.errors import PackageError
from studykit.model import Deck, Rating

_CHUNK = 1000
_MAX_ORDINAL = 500
_KINDS = {kind.name: kind for kind in NOTE_TYPES}


@dataclass(frozen=True, slots=True)
class Pushed:
    """What a push did.

    Args:
        new: Notes Anki did not have.
        updated: Notes whose content or tags Anki now has from here.
        same: Notes that were the same already.
        kept: Ids of notes someone edited in Anki: they stay as they are there.
        reviews: Reviews sent.
        left: Notes that Anki cannot hold.
        ledger: The ledger after the push, to be saved.
    """

    new: int
    updated: int
    same: int
    kept: tuple[str, ...]
    reviews: int
    left: tuple[Left, ...]
    ledger: Ledger


@dataclass(frozen=True, slots=True)
class _Theirs:
    """A note of ours in Anki: its number there, joined fields, tags and cards."""

    number: int
    kind: NoteType
    row: str
    tags: frozenset[str]
    cards: tuple[int, ...]

    @property
    def digest(self) -> str:
        return field_digest(self.kind.name, self.row)


def push(
    anki: AnkiConnect,
    decks: Sequence[Deck],
    *,
    ledger: Ledger,
    now: int,
    drafts: bool = False,
    progress: ProgressExport | None = None,
    overwrite: bool = False,
) -> Pushed:
    """Bring a running Anki up to date.

    Args:
        anki: The client.
        decks: The decks.
        ledger: What was exported before; a note it does not know counts as edited in Anki where it differs.
        now: The present time (seconds).
        drafts: Include notes that wait for a person.
        progress: States and reviews to send. States arrive with new cards only; Anki keeps its own for the rest.
        overwrite: Overwrite edits made in Anki as well.

    Raises:
        PackageError: Anki does not answer, or refuses.
    """
    anki.check()
    outgoing, left = gather(decks, drafts=drafts, suspended=progress is not None)
    theirs = _notes(anki)
    new = [out for out in outgoing if out.note.id not in theirs]
    kept, updates, actions = [], 0, []
    for out in outgoing:
        there = theirs.get(out.note.id)
        if there is None:
            continue
        entry = ledger.entries.get(out.note.id)
        differs = out.kind is not there.kind or out.row != there.row
        untouched = entry is not None and entry.knows(there.digest)
        if out.kind is not there.kind or (differs and not untouched and not overwrite):
            kept.append(out.note.id)
            continue
        changes = _changes(out, there, differs=differs)
        updates += bool(changes)
        actions += changes
    anki.all(actions)
    _add(anki, decks, {out.note.id for out in new}, progress, now)
    sent = _send_reviews(anki, theirs, progress) if progress else 0
    done = {out.note.id: out.digest for out in outgoing if out.note.id not in kept}
    same = len(outgoing) - len(new) - len(kept) - updates
    return Pushed(len(new), updates, same, tuple(kept), sent, left, ledger.stamped(done, now))


def pull(anki: AnkiConnect) -> Imported:
    """What Anki has of our notes: their text, their reviews, what is suspended. Nothing is changed there.

    Raises:
        PackageError: Anki does not answer, or refuses.
    """
    anki.check()
    theirs = _notes(anki)
    names = _card_names(anki, theirs)
    hidden = whole(anki.call("findCards", query=f"({_query()}) is:suspended"), "cards")
    return Imported(
        notes=tuple(
            Returned(note_of(there.kind, there.row, note_id, tuple(sorted(there.tags))), there.digest)
            for note_id, there in theirs.items()
        ),
        reviews=tuple(sorted(_reviews(anki, names), key=lambda review: (review.at_ms, review.card))),
        suspended=tuple(sorted(names[card] for card in hidden if card in names)),
    )


def _query() -> str:
    return " OR ".join(f'"note:{kind.name}"' for kind in NOTE_TYPES)


def _notes(anki: AnkiConnect) -> dict[str, _Theirs]:
    """Our notes in Anki by their id; of copies made there the first counts."""
    numbers = sorted(whole(anki.call("findNotes", query=_query()), "notes"))
    found: dict[str, _Theirs] = {}
    for batch in batches(numbers, _CHUNK):
        for info in anki.call("notesInfo", notes=list(batch)):
            try:
                note_id, there = _their_note(info)
            except (KeyError, TypeError, AttributeError) as err:
                raise PackageError(
                    "AnkiConnect sent a note that cannot be read", "Update the add-on."
                ) from err
            if note_id:
                found.setdefault(note_id, there)
    return found


def _their_note(info: Mapping[str, Any]) -> tuple[str, _Theirs]:
    kind = _KINDS[info["modelName"]]
    row = FIELD_SEPARATOR.join(str(info["fields"][name]["value"]) for name in kind.fields)
    tags = frozenset(str(tag) for tag in info["tags"])
    cards = tuple(whole(info["cards"], "cards"))
    return to_text(str(info["fields"]["Id"]["value"])), _Theirs(int(info["noteId"]), kind, row, tags, cards)


def _changes(out: Outgoing, there: _Theirs, *, differs: bool) -> list[tuple[str, dict[str, Any]]]:
    """The actions that make a note what it is here. Tags are added; one that Anki has more is the learner's."""
    actions: list[tuple[str, dict[str, Any]]] = []
    if differs:
        fields = dict(zip(out.kind.fields, out.row.split(FIELD_SEPARATOR), strict=True))
        actions.append(("updateNoteFields", {"note": {"id": there.number, "fields": fields}}))
    missing = {tag.casefold(): tag for tag in out.tags}.keys() - {tag.casefold() for tag in there.tags}
    if missing:
        tags = [tag for tag in out.tags if tag.casefold() in missing]
        actions.append(("addTags", {"notes": [there.number], "tags": " ".join(tags)}))
    return actions


def _add(
    anki: AnkiConnect, decks: Sequence[Deck], ids: set[str], progress: ProgressExport | None, now: int
) -> None:
    if not ids:
        return
    wanted = [replace(deck, notes=tuple(note for note in deck.notes if note.id in ids)) for deck in decks]
    with tempfile.TemporaryDirectory(prefix="studykit-") as folder:
        path = Path(folder) / "push.apkg"
        export_apkg(wanted, path, drafts=True, progress=progress, now=now)
        if not anki.call("importPackage", path=str(path)):
            raise PackageError(
                "Anki did not take the new notes", "Export an .apkg file and import it in Anki."
            )


def _card_names(anki: AnkiConnect, theirs: Mapping[str, _Theirs]) -> dict[int, str]:
    """Our card ids by Anki's. Anki is asked for all first cards, all second ones, until each has its number."""
    owners = {card: note_id for note_id, there in theirs.items() for card in there.cards}
    names: dict[int, str] = {}
    for ordinal in range(1, _MAX_ORDINAL + 1):
        if len(names) == len(owners):
            break
        for card in whole(anki.call("findCards", query=f"({_query()}) card:{ordinal}"), "cards"):
            if card in owners:
                names[card] = f"{owners[card]}.{ordinal}"
    return names


def _reviews(anki: AnkiConnect, names: Mapping[int, str]) -> Iterable[Review]:
    """The answers that count, as `studykit.anki.collection` takes them from a package."""
    for batch in batches(sorted(names), _CHUNK):
        for card, rows in anki.call("getReviewsOfCards", cards=list(batch)).items():
            for row in rows:
                at, ease, kind, took = whole((row["id"], row["ease"], row["type"], row["time"]), "reviews")
                if ease in {1, 2, 3, 4} and (kind in {0, 1, 2} or (kind == 3 and row["factor"])):
                    yield Review(names[int(card)], at, Rating(ease), max(0, took))


def _send_reviews(anki: AnkiConnect, theirs: Mapping[str, _Theirs], progress: ProgressExport) -> int:
    """Send the reviews that Anki lacks, for cards it had before; new ones came with theirs."""
    names = _card_names(anki, theirs)
    cards = {name: card for card, name in names.items()}
    known: dict[str, list[int]] = {}
    for review in _reviews(anki, names):
        known.setdefault(review.card, []).append(review.at_ms)
    rows = list(review_rows(progress, cards))
    offered = [Review(names[row[1]], row[0], Rating(row[3]), row[7]) for row in rows]
    wanted = {(review.card, review.at_ms) for review in unseen(offered, known)}
    fresh = [list(row) for row in rows if (names[row[1]], row[0]) in wanted]
    for batch in batches(fresh, _CHUNK):
        anki.call("insertReviews", reviews=list(batch))
    return len(fresh)
