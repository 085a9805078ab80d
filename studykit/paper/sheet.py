"""The study sheet and the cut-out cards, from decks to a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from studykit.errors import PrintError
from studykit.files import replacing, write_text
from studykit.model import Deck
from studykit.paper.cards import cards_data
from studykit.paper.choose import Choice, choose
from studykit.paper.document import Data, made_on, sheet_data
from studykit.paper.entries import Chosen, Entry, entries
from studykit.paper.giveaways import apart, giveaways
from studykit.paper.glyphs import faces_for
from studykit.paper.html import html_page
from studykit.paper.numbering import Numbering, save_numbering
from studykit.paper.options import Layout, Progress, SheetOptions
from studykit.paper.qr import QrMaker
from studykit.paper.render import render


@dataclass(frozen=True, slots=True)
class Printed:
    """What was written. ``pages`` is 0 for HTML, which a browser divides.

    ``code`` is in the footer of every page. ``numbering`` is the file that says which card has which number;
    None where a card has no id yet. ``given_away`` are pairs of numbers: the first one's question shows the
    second one's answer. ``left_out`` counts the cards that were kept off the sheet for that reason.
    """

    pages: int
    cards: int
    code: str = ""
    numbering: Path | None = None
    given_away: tuple[tuple[int, int], ...] = ()
    left_out: int = 0


def print_sheet(
    decks: Sequence[Deck],
    path: Path,
    options: SheetOptions,
    *,
    cards: Sequence[Chosen] | None = None,
    progress: Progress | None = None,
    today: date | None = None,
) -> Printed:
    """Write a study sheet or cards to cut out.

    The file takes its place in one step; the same cards and options give the same bytes.

    Args:
        decks: The decks to print, without what is suspended, retired or (unless the options say so) a draft.
        path: The file to write.
        options: How to print.
        cards: The cards to print, in this order, in place of all of the decks' (see ``choose``).
        progress: Called as the work goes on.
        today: The study day, kept with the numbers of the cards; it stands nowhere on the sheet.

    Raises:
        PrintError: there is nothing to print, a character no font has, a grid too fine for the paper.
        InputError: the file cannot be written.
    """
    html = _as_html(path, options)
    asked = choose(decks, Choice(drafts=options.drafts)) if cards is None else tuple(cards)
    chosen = apart(asked) if options.apart else asked
    if not chosen:
        raise PrintError(
            "there are no cards to print",
            "Ask for fewer conditions, accept drafts, or print them with --drafts.",
        )
    cut_out = options.layout is Layout.CARDS
    rows = entries(chosen, together=not cut_out)
    numbering = Numbering.of([card.id for entry in rows for card in entry.cards], today)
    maker = QrMaker(progress, total=len(chosen))
    data = (cards_data if cut_out else sheet_data)(rows, options, maker, numbering.code)
    data["made"] = made_on(rows, options)
    pages = _write_html(data, path, options) if html else _write_pdf(data, rows, path, options)
    if progress:
        progress(len(chosen), len(chosen))
    return Printed(
        pages,
        len(chosen),
        numbering.code,
        save_numbering(path, numbering) if all(card.note.id for _, card in chosen) else None,
        () if cut_out else giveaways(rows),
        len(asked) - len(chosen),
    )


def _write_html(data: Data, path: Path, options: SheetOptions) -> int:
    write_text(path, html_page(data, options))
    return 0


def _write_pdf(data: Data, rows: Sequence[Entry], path: Path, options: SheetOptions) -> int:
    faces = faces_for(data, rows, options.font)
    template = "cards.typ" if options.layout is Layout.CARDS else "sheet.typ"
    done = render(template, data, faces, standards=options.standards)
    with replacing(path) as aside:
        aside.write_bytes(done.pdf)
    return int(done.report["pages"])


def _as_html(path: Path, options: SheetOptions) -> bool:
    """Whether to write HTML: asked for, or plain from the file's name."""
    named = path.suffix.lower() in {".html", ".htm"}
    if named and options.layout is Layout.CARDS:
        raise PrintError("cards to cut out cannot be HTML", "Name a file that ends in .pdf.", file=str(path))
    if options.html and path.suffix.lower() == ".pdf":
        raise PrintError(
            "a file named .pdf cannot hold HTML", "Name a file that ends in .html.", file=str(path)
        )
    return named or options.html
