"""Decks as CSV (RFC 4180) for spreadsheets and other programs, and back.

One row a note, CRLF line ends, UTF-8. Spreadsheets run cells that start with ``=``, ``+``, ``-`` or ``@`` as formulas, and a
deck may come from a stranger, so such a cell gets an apostrophe in front; reading takes it off again.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from pathlib import PurePath

from studykit.cloze import is_taken
from studykit.deck.fields import clean
from studykit.deck.reading import valid_id
from studykit.errors import PackageError
from studykit.model import Deck, Evidence, Kind, Note
from studykit.parse.times import format_time, parse_time

COLUMNS = (
    "deck",
    "id",
    "kind",
    "text",
    "front",
    "back",
    "at",
    "url",
    "tags",
    "extra",
    "suspended",
    "quote",
    "quote_at",
)
MAX_CHARS = 16_000_000
MAX_ROWS = 100_000

_OTHER_NAMES = {
    "question": "front",
    "answer": "back",
    "cloze": "text",
    "time": "at",
    "link": "url",
    "notes": "extra",
}
_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def to_csv(decks: Iterable[Deck], *, drafts: bool = False, bom: bool = False) -> str:
    """The decks' notes, one row each, below a header.

    Args:
        decks: In the order they are to be written.
        drafts: Include proposals nobody has accepted yet.
        bom: Start with a byte order mark; Excel needs it to see UTF-8.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for deck in decks:
        for note in deck.notes:
            if is_taken(note, drafts=drafts):
                writer.writerow(_safe(cell) for cell in _row(deck, note))
    return ("\ufeff" if bom else "") + out.getvalue()


def _row(deck: Deck, note: Note) -> Sequence[str]:
    evidence = note.evidence or Evidence("")
    return (
        deck.name,
        note.id,
        note.kind,
        note.text,
        note.front,
        note.back,
        _time(note.at),
        note.url,
        " ".join(re.sub(r"\s+", "_", tag.strip()) for tag in note.tags),
        note.extra,
        "true" if note.suspended else "",
        evidence.quote,
        _time(evidence.at),
    )


def _time(seconds: int | None) -> str:
    return "" if seconds is None else format_time(seconds)


def _safe(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _unsafe(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def from_csv(text: str, name: str) -> Deck:
    """A deck from CSV: one that ``to_csv`` wrote, or any with columns front and back, or just two columns.

    Commas, semicolons and tabs are told apart by the first line.

    Raises:
        PackageError: No columns that make notes, a row that makes none, or a file beyond the limits.
    """
    if len(text) > MAX_CHARS:
        raise PackageError("this file is too large for one deck", "Split it.", file=name)
    text = text.removeprefix("\ufeff").replace("\x00", "")
    rows = _rows(text, name)
    if not rows:
        raise PackageError(
            "this file holds no rows", "Save it as CSV with columns front and back.", file=name
        )
    header = [_OTHER_NAMES.get(cell.strip().lower(), cell.strip().lower()) for cell in rows[0][1]]
    if not {"front", "back"} <= set(header) and "text" not in header:
        if len(rows[0][1]) != 2:
            raise PackageError(
                "this file has no columns front and back",
                "Name its columns in the first row.",
                file=name,
                line=1,
            )
        header, first = ["front", "back"], 0
    else:
        first = 1
    cells = [(line, dict(zip(header, map(_unsafe, row), strict=False))) for line, row in rows[first:]]
    titles = dict.fromkeys(clean(row.get("deck", "")).strip() for _, row in cells)
    if len(titles) > 1:
        raise PackageError("this file holds several decks", "Split it by its deck column.", file=name)
    title = next(iter(titles), "") or PurePath(name).stem
    return Deck(title, notes=tuple(_note(row, name, line) for line, row in cells))


def _rows(text: str, name: str) -> list[tuple[int, list[str]]]:
    """Rows with the lines they end on, empty ones left out."""
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                rows.append((line, row))
            if len(rows) > MAX_ROWS:
                raise PackageError(f"this file has more than {MAX_ROWS:,} rows", "Split it.", file=name)
            line = reader.line_num + 1
    except csv.Error as error:
        raise PackageError(
            f"this is not CSV: {error}", "Save it as CSV again.", file=name, line=line
        ) from None
    return rows


def _note(row: dict[str, str], name: str, line: int) -> Note:
    def cell(key: str) -> str:
        return clean(row.get(key, "").replace("\r\n", "\n").replace("\r", "\n"))

    def seconds(key: str) -> int | None:
        written = cell(key).strip()
        found = parse_time(written) if written else None
        if written and found is None:
            raise PackageError(
                f"{key} is not a time: {written[:40]!r}", "Write it as 05:09.", file=name, line=line
            )
        return found

    cloze = cell("kind").strip().lower() == Kind.CLOZE or (
        bool(cell("text").strip()) and not cell("front").strip()
    )
    if not (cell("text").strip() if cloze else cell("front").strip()):
        raise PackageError(
            "this row has neither front nor text", "Fill it in or delete it.", file=name, line=line
        )
    quote = cell("quote")
    return Note(
        Kind.CLOZE if cloze else Kind.QA,
        id=cell("id").strip() if valid_id(cell("id").strip()) else "",
        text=cell("text") if cloze else "",
        front="" if cloze else cell("front"),
        back="" if cloze else cell("back"),
        at=seconds("at"),
        url=cell("url").strip(),
        tags=tuple(cell("tags").split()),
        extra=cell("extra"),
        suspended=cell("suspended").strip().lower() in {"true", "yes", "1"},
        evidence=Evidence(quote, at=seconds("quote_at")) if quote else None,
    )
