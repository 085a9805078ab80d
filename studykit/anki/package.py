"""Anki packages out: the same decks and the same ledger give the same bytes."""

from __future__ import annotations

import contextlib
import gc
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from studykit.anki.database import CardTuple, NoteRow, collection
from studykit.anki.identity import deck_id
from studykit.anki.ledger import FIRST, Entry, Ledger
from studykit.anki.note_types import FIELD_SEPARATOR
from studykit.anki.outgoing import Left, Outgoing, gather
from studykit.anki.progress import ProgressExport, card_columns, review_rows
from studykit.errors import PackageError
from studykit.files import replacing
from studykit.model import Deck
from studykit.schedule.state import NEW

# Level 6 takes three times as long for a file a tenth smaller.
_DEFLATE_LEVEL = 4
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date a zip file can hold


@dataclass(frozen=True, slots=True)
class Exported:
    """What a package holds.

    Args:
        notes: Notes in it.
        cards: Cards in it.
        left: Notes that Anki could not hold.
        ledger: The ledger after the export: to be saved, so that the next export knows what changed.
    """

    notes: int
    cards: int
    left: tuple[Left, ...] = ()
    ledger: Ledger = field(default_factory=Ledger)


def export_apkg(
    decks: Sequence[Deck],
    path: Path,
    *,
    drafts: bool = False,
    progress: ProgressExport | None = None,
    ledger: Ledger | None = None,
    now: int = 0,
) -> Exported:
    """Write the decks as one Anki package.

    Args:
        decks: Decks; their order and that of their notes is the order in which Anki shows new cards.
        path: The package; replaced in one step.
        drafts: Include notes that still wait for a person.
        progress: States and reviews to bring along. Anki takes them for cards it does not have yet.
        ledger: What earlier exports sent; none at all behaves like an empty one.
        now: The present time (seconds): the date of what changed since the last export.

    Raises:
        PackageError: the decks hold no note for Anki, or two notes with one id.
        InputError: the file cannot be written.
    """
    with _no_collecting():
        # Only with progress can a package say that a card is suspended; without, the card would be studied.
        notes, left = gather(decks, drafts=drafts, suspended=progress is not None)
        if not notes:
            raise PackageError(
                "there is no note to export", "Accept some drafts first, or use --drafts to include them."
            )
        stamped = (ledger or Ledger()).stamped({out.note.id: out.digest for out in notes}, now)
        ids = _note_ids(notes, stamped.entries)
        card_ids = _card_ids(notes, ids)
        content = collection(
            sorted({(deck_id(out.deck), out.deck) for out in notes}),
            _note_rows(notes, ids, stamped.entries),
            _card_rows(notes, ids, card_ids, progress or ProgressExport()),
            review_rows(progress, card_ids) if progress else (),
        )
    with replacing(path) as temporary:
        _write_zip(temporary, content)
    return Exported(len(notes), len(card_ids), left, stamped)


@contextlib.contextmanager
def _no_collecting() -> Iterator[None]:
    """No garbage collection for a while: a large export makes no cycles, and each full round walks all its notes."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _note_ids(notes: Sequence[Outgoing], entries: Mapping[str, Entry]) -> tuple[int, ...]:
    """Anki's note ids, which are creation times in milliseconds: when a note was exported first, and unique."""
    taken: dict[int, int] = {}
    ids = []
    for out in notes:
        since = entries[out.note.id].since
        taken[since] = number = max(taken.get(since, 0) + 1, since * 1000)
        ids.append(number)
    return _distinct(ids)


def _card_ids(notes: Sequence[Outgoing], ids: Sequence[int]) -> dict[str, int]:
    """Anki's card ids by ours: as near to the note's as they can be."""
    names = [f"{out.note.id}.{ordinal}" for out in notes for ordinal in out.ordinals]
    wanted = [number for out, number in zip(notes, ids, strict=True) for _ in out.ordinals]
    return dict(zip(names, _distinct(wanted), strict=True))


def _distinct(wanted: Sequence[int]) -> tuple[int, ...]:
    """The same numbers, in the same order of size, each moved up to the next free one."""
    given = [0] * len(wanted)
    free = 0
    for index in sorted(range(len(wanted)), key=lambda index: (wanted[index], index)):
        given[index] = free = max(wanted[index], free + 1)
    return tuple(given)


def _note_rows(
    notes: Sequence[Outgoing], ids: Sequence[int], entries: Mapping[str, Entry]
) -> Iterator[NoteRow]:
    for out, number in zip(notes, ids, strict=True):
        tags = f" {' '.join(out.tags)} " if out.tags else ""
        mod = entries[out.note.id].mod
        # Anki works out the sort field and the checksum itself.
        yield (
            number,
            out.guid,
            out.kind.id,
            mod,
            -1,
            tags,
            out.row,
            out.row.partition(FIELD_SEPARATOR)[0],
            0,
            0,
            "",
        )


def _card_rows(
    notes: Sequence[Outgoing], ids: Sequence[int], card_ids: Mapping[str, int], progress: ProgressExport
) -> Iterator[CardTuple]:
    deck_ids = {name: deck_id(name) for name in {out.deck for out in notes}}
    for position, (out, number) in enumerate(zip(notes, ids, strict=True), 1):
        deck = deck_ids[out.deck]
        hidden = out.note.suspended or out.note.retired
        for ordinal in out.ordinals:
            name = f"{out.note.id}.{ordinal}"
            state = progress.states.get(name, NEW)
            yield (
                card_ids[name], number, deck, ordinal - 1, FIRST, -1,
                *card_columns(state, position, progress, suspended=hidden),
            )  # fmt: skip


def _write_zip(path: Path, content: bytes) -> None:
    with zipfile.ZipFile(path, "w") as package:
        for name, data in (("collection.anki2", content), ("media", b"{}")):
            info = zipfile.ZipInfo(name, _EPOCH)
            info.create_system = 3  # the same bytes on every system
            info.external_attr = 0o644 << 16
            package.writestr(info, data, zipfile.ZIP_DEFLATED, _DEFLATE_LEVEL)
