"""QR codes as vector drawings: each run of dark modules in a row is one rectangle of one path."""

from __future__ import annotations

import re
from dataclasses import dataclass

from studykit.paper.options import Progress

QUIET = 4  # modules of white around it, as ISO/IEC 18004 asks
MODULE_MM = 0.42  # a phone reads 0.4 mm at arm's length; printers lose a little
# Version 6 is 49 modules with its quiet zone, 20.6 mm. Longer links would take over the page.
_MAX_VERSION = 6
_REPORT_EVERY = 25
_RUN = re.compile(rb"\x01+")


@dataclass(frozen=True, slots=True)
class Qr:
    """A drawn code. ``modules`` counts its side, quiet zone included."""

    svg: str
    modules: int

    @property
    def side_mm(self) -> float:
        """Its side on paper."""
        return self.modules * MODULE_MM


class QrMaker:
    """Makes codes and keeps them: the cards of one note share a link.

    Trying all eight masks is four fifths of the work of making a code, and links of one talk differ in their
    last digits only. So the mask that came out best for the first code of a size is kept for the others.

    Args:
        progress: Told how many were made: with 1,000 cards this is most of the time before the pages are set.
        total: How many cards there are.
    """

    def __init__(self, progress: Progress | None = None, total: int = 0) -> None:
        self._progress = progress
        self._total = total
        self._made: dict[str, Qr | None] = {}
        self._masks: dict[int, int] = {}

    def make(self, url: str) -> Qr | None:
        """The code of a link, or None where it would be too large to print beside a card."""
        if url not in self._made:
            self._made[url] = self._encode(url)
            if self._progress and len(self._made) % _REPORT_EVERY == 0:
                self._progress(min(len(self._made), self._total), self._total)
        return self._made[url]

    def _encode(self, url: str) -> Qr | None:
        import segno  # noqa: PLC0415 (only printing needs it)

        try:
            code = segno.make(url, error="m", micro=False, boost_error=False, mask=self._masks.get(len(url)))
        except segno.DataOverflowError:
            return None
        if int(code.version) > _MAX_VERSION:
            return None
        self._masks[len(url)] = int(code.mask)
        rows = [bytes(row) for row in code.matrix]
        return Qr(_svg(rows), len(rows) + 2 * QUIET)


def _svg(rows: list[bytes]) -> str:
    side = len(rows) + 2 * QUIET
    runs = (
        f"M{run.start() + QUIET} {y + QUIET}h{len(run[0])}v1h-{len(run[0])}z"
        for y, row in enumerate(rows)
        for run in _RUN.finditer(row)
    )
    path = "".join(runs)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}"><path d="{path}"/></svg>'
