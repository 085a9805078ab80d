"""Cut-out cards as the plain data that their template draws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from studykit.paper.document import Data, row_data, title_of
from studykit.paper.entries import Entry
from studykit.paper.geometry import MARGIN_X, PADDING, RULER, face_on, page_geometry
from studykit.paper.labels import labels
from studykit.paper.options import Backs, SheetOptions
from studykit.paper.qr import QrMaker
from studykit.paper.words import fitted

# Type sizes tried in turn, in points. What does not fit at the last goes on to a second card.
_SIZES = (13.0, 12.0, 11.0, 10.0, 9.0, 8.0)
_LARGE_SIZES = (20.0, 18.0, 16.0, 15.0, 14.0)
_MARGIN_TYPE = 6.5


def cards_data(entries: Sequence[Entry], options: SheetOptions, qr: QrMaker, code: str) -> Data:
    """Everything the template of the cards draws.

    Raises:
        PrintError: the grid is too fine for the paper.
    """
    language = entries[0].deck.language
    words = labels(language)
    codes = {e.short: found for e in entries if e.short and (found := qr.make(e.short))}
    side = max((found.side_mm for found in codes.values()), default=0.0)
    page = page_geometry(options)
    sizes = _LARGE_SIZES if options.large else _SIZES
    width, height = options.paper.size_mm
    # Half of the line each for the title and the page's number, so that they never meet.
    title = fitted(title_of(entries, options), (width - 2 * MARGIN_X) * 0.6 / (_MARGIN_TYPE * 25.4 / 72))
    return {
        "title": title_of(entries, options),
        "running": title,
        "language": language or "en",
        "labels": dict(words),
        "code": code,
        "flip": words[f"flip_{options.backs.value}"],
        "backs": options.backs.value,
        "page": asdict(page),
        "offset": list(options.back_offset) if options.backs in {Backs.LONG, Backs.SHORT} else [0, 0],
        "face": asdict(face_on(options, side, sizes[-1])),
        "padding": PADDING,
        "look": {
            "width": width,
            "height": height,
            "margin_x": MARGIN_X,
            "ruler": RULER,
            "margin_type": _MARGIN_TYPE,
            "size": 10.5,
            "sizes": list(sizes),
        },
        "cards": [row_data(entry, codes, words, options) for entry in entries],
    }
