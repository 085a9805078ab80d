"""The page that shows how far a printer shifts the back of a sheet."""

from __future__ import annotations

from pathlib import Path

from studykit.errors import PrintError
from studykit.files import replacing
from studykit.paper.document import Data, all_text, words_data
from studykit.paper.fonts import choose_fonts, needed_codes
from studykit.paper.geometry import MARGIN_X, RULER, page_geometry
from studykit.paper.labels import labels
from studykit.paper.options import Backs, SheetOptions
from studykit.paper.render import render
from studykit.paper.words import paragraphs

# Which way the scales count, so that the numbers read off are the ones to type. Seen through the paper, the back
# is mirrored left to right (flipped on the long edge) or top to bottom (short edge).
_SIGNS = {Backs.LONG: (1, -1), Backs.SHORT: (-1, 1)}


def print_calibration(path: Path, options: SheetOptions, *, language: str = "") -> int:
    """Write the calibration page; returns its number of pages.

    Raises:
        PrintError: the backs are not printed on the back of the sheet.
        InputError: the file cannot be written.
    """
    if options.backs not in _SIGNS:
        raise PrintError(
            "only backs that are printed on the other side can be off",
            "Ask for the calibration page with --duplex long or --duplex short.",
        )
    data = _data(options, language)
    faces = choose_fonts(needed_codes(all_text(data) + "0123456789+-."), options.font).faces
    done = render("calibration.typ", data, faces)
    with replacing(path) as aside:
        aside.write_bytes(done.pdf)
    return int(done.report["pages"])


def _data(options: SheetOptions, language: str) -> Data:
    words = labels(language)
    width, height = options.paper.size_mm
    corners = [(x, y) for x in (30.0, width - 30) for y in (30.0, height - 30)]
    return {
        "title": words["calibration"],
        "language": "ko" if words is labels("ko") else "en",
        "made": None,
        "steps": [
            words_data(paragraphs([words[key]]))
            for key in (
                f"flip_{options.backs.value}",
                "calibration_light",
                "calibration_read",
                "calibration_type",
            )
        ],
        "behind": words["calibration_behind"],
        # The first point carries the numbers; the corners show whether the back is turned or scaled.
        "points": [(width / 2, height / 2), *corners],
        "signs": _SIGNS[options.backs],
        "registration": page_geometry(options).registration,
        "look": {"width": width, "height": height, "size": 10.5, "margin_x": MARGIN_X, "ruler": RULER},
    }
