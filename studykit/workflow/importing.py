"""What comes in from elsewhere: packages from Anki, CSV decks, another device's review log."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from studykit.anki.edits import Edit, edits
from studykit.anki.ledger import load_ledger
from studykit.anki.read import Imported, Review, extract_media, read_apkg, unseen
from studykit.deck.csv import from_csv
from studykit.deck.edit import change_notes
from studykit.deck.format import usable
from studykit.deck.writing import dump
from studykit.errors import UsageError
from studykit.files import read_bytes, write_text
from studykit.model import Deck, Note
from studykit.parse.encoding import decode
from studykit.progress.journal import Merged, import_log, merge
from studykit.progress.library import LoadedDeck
from studykit.schedule.events import Event, EventKind, id_of
from studykit.text import counted
from studykit.workflow.decks import target_folder
from studykit.workflow.exporting import ledger_path
from studykit.workflow.studying import Study


@dataclass(frozen=True, slots=True)
class Brought:
    """What an import did.

    Args:
        reviews: Reviews that were new to the history.
        known: Reviews that were there already.
        notes: New notes in decks.
        decks: Deck files written.
        media: Media files kept beside them.
        edited: Notes that read differently in Anki; ``taken`` says whether the decks have taken that over.
        taken: See ``edited``.
        suspended: Cards that are suspended in Anki and now here.
        left: One sentence for each kind of thing that has no place here.
        warnings: What looks wrong.
    """

    reviews: int = 0
    known: int = 0
    notes: int = 0
    decks: tuple[Path, ...] = ()
    media: int = 0
    edited: tuple[Edit, ...] = ()
    taken: bool = False
    suspended: int = 0
    left: tuple[str, ...] = ()
    warnings: tuple[str, ...] = field(default=())


def bring(
    path: Path, decks: Sequence[LoadedDeck], study: Study, now_ms: int, *, take_edits: bool = False
) -> Brought:
    """Import a file; its ending says what it is. Importing it twice changes nothing.

    Args:
        path: An ``.apkg`` or ``.colpkg`` from Anki, a ``.csv`` deck, or a ``.jsonl`` review log.
        decks: The learner's decks.
        study: History and settings.
        now_ms: The time, UTC milliseconds.
        take_edits: Take over what was edited in Anki.

    Raises:
        UsageError: an ending that says nothing.
        StudykitError: a file that cannot be read, or decks and history that cannot be written.
    """
    kind = path.suffix.lower()
    if kind in {".apkg", ".colpkg"}:
        imported = read_apkg(path, {note.id for loaded in decks for note in loaded.deck.notes})
        return absorb(imported, decks, study, now_ms, name=path.stem, take_edits=take_edits, package=path)
    if kind == ".csv":
        deck = from_csv(decode(read_bytes(path), str(path)), str(path))
        written, notes = _write_deck(deck, target_folder() / f"{path.stem}.yaml")
        if not notes:
            return Brought(warnings=(f"Nothing was written: {written} has these notes already.",))
        return Brought(notes=notes, decks=(written,))
    if kind == ".jsonl":
        lines = decode(read_bytes(path), str(path)).splitlines()
        return _reviews_only(import_log(study.progress, lines, str(path), now_ms))
    raise UsageError(
        f"{path} does not say what it is", "Import an .apkg from Anki, a .csv deck or a .jsonl review log."
    )


def absorb(
    imported: Imported,
    decks: Sequence[LoadedDeck],
    study: Study,
    now_ms: int,
    *,
    name: str,
    take_edits: bool = False,
    package: Path | None = None,
) -> Brought:
    """Take in what Anki has: reviews, edits, what is suspended, and notes that no deck here holds.

    Args:
        imported: What a package or a running Anki brought.
        decks: The learner's decks.
        study: History and settings.
        now_ms: The time, UTC milliseconds.
        name: The deck to make of notes that someone else exported with studykit.
        take_edits: Take over what was edited in Anki.
        package: The file that holds the media, if any.
    """
    own = [loaded.deck for loaded in decks]
    here = {note.id for deck in own for note in deck.notes}
    ledger = load_ledger(ledger_path())
    strays = [item.note for item in imported.notes if item.note.id not in here]
    # Someone else's export is a deck to study; a note that was exported here and then taken out stays out.
    shared = [note for note in strays if note.id not in ledger.entries]
    folder = target_folder()
    new = [*imported.decks, *([Deck(name, notes=tuple(shared))] if shared else [])]
    results = [_write_deck(deck, folder / f"{_file_name(deck.name)}.yaml") for deck in new]
    media = extract_media(package, imported.media, folder / "media") if package and imported.decks else ()
    merged = _merge_reviews(imported.reviews, study, now_ms)
    edited = edits(imported.notes, own, ledger)
    if take_edits:
        _take(edited, decks)
    return Brought(
        reviews=merged.added,
        known=len(imported.reviews) - merged.added,
        notes=sum(notes for _, notes in results),
        decks=tuple(written for written, notes in results if notes),
        media=len(media),
        edited=edited,
        taken=take_edits,
        suspended=_suspend(imported, study, now_ms),
        left=tuple(_left(imported, len(strays) - len(shared))),
        warnings=merged.warnings,
    )


def _left(imported: Imported, taken_out: int) -> Iterator[str]:
    yield from (f"{item.name}: {item.reason}" for item in imported.left)
    if taken_out:
        yield f"{counted(taken_out, 'note')}: taken out of the decks here"
    if not imported.with_history:
        yield "reviews: the package was exported without its scheduling; tick it in Anki to bring them"


def _merge_reviews(reviews: Sequence[Review], study: Study, now_ms: int) -> Merged:
    """Add the reviews that the log does not have; their states are computed here."""
    cards = sorted({review.card for review in reviews})
    times = {
        card: [event.at_ms for event in study.progress.events(card) if event.kind is EventKind.REVIEW]
        for card in cards
    }
    events = [
        Event(
            card=review.card,
            at_ms=review.at_ms,
            id=_review_id(review),
            kind=EventKind.REVIEW,
            day=study.config.clock.day_of(review.at_ms),
            rating=review.rating,
            duration_ms=review.duration_ms,
        )
        for review in unseen(reviews, times)
    ]
    return merge(study.progress, events, now_ms)


def _review_id(review: Review) -> int:
    """The same for the same review, so that the imports of two devices merge."""
    return id_of(f"anki {review.card} {review.at_ms}")


def _suspend(imported: Imported, study: Study, now_ms: int) -> int:
    states = study.progress.states(imported.suspended)
    fresh = [card for card in imported.suspended if card not in states or not states[card].suspended]
    if fresh:
        study.progress.mark(EventKind.SUSPEND, fresh, now_ms, study.config.clock.day_of(now_ms))
    return len(fresh)


def _take(edited: Sequence[Edit], decks: Sequence[LoadedDeck]) -> None:
    """Write Anki's text into the decks; cards that an edit removed there keep their reviews."""
    by_id = {edit.old.id: edit.new for edit in edited}
    for loaded in decks:
        wanted = {i: by_id[note.id] for i, note in enumerate(loaded.deck.notes) if note.id in by_id}
        if wanted:
            text, name = decode(read_bytes(loaded.path), str(loaded.path)), str(loaded.path)
            write_text(loaded.path, change_notes(text, name, usable(text, name), wanted)[0])


def _write_deck(deck: Deck, path: Path) -> tuple[Path, int]:
    """Write a new deck, or add what an existing one lacks; returns the file and the number of new notes."""
    if not path.exists():
        write_text(path, dump(deck))
        return path, len(deck.notes)
    text, name = decode(read_bytes(path, regular=True), str(path)), str(path)
    reading = usable(text, name)
    have = {note.id for note in reading.deck.notes} | {_content(note) for note in reading.deck.notes}
    new = [note for note in deck.notes if note.id not in have and _content(note) not in have]
    if new:
        write_text(path, change_notes(text, name, reading, {}, {len(reading.entries) - 1: new})[0])
    return path, len(new)


def _content(note: Note) -> str:
    return f"{note.kind}\x1f{note.text}\x1f{note.front}\x1f{note.back}"


def _file_name(name: str) -> str:
    """A deck's name as a file name: no separators, nothing that a system keeps for itself."""
    kept = "".join(ch if ch.isalnum() or ch in " ._-" else "-" for ch in name.replace("::", "--"))
    return kept.strip(" .-")[:80] or "imported"


def _reviews_only(merged: Merged) -> Brought:
    return Brought(reviews=merged.added, known=merged.known, warnings=merged.warnings)
