"""Where everything stands on a page of cards: millimetres from the left and top of the paper.

The grid is centred, so mirroring it for the back of the sheet gives the same grid. Printers leave 4 to 5 mm
unprinted at the edges; nothing that matters stands there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from studykit.errors import PrintError
from studykit.paper.options import MOST_CELLS, Backs, Grid, SheetOptions

MARGIN_X = 12.0
MARGIN_Y = 14.0
PADDING = 3.5
HEAD = 5.0  # the line with the card's number
RULER = 50.0
_CROP_GAP, _CROP_LENGTH = 1.0, 4.0
_GAP = 2.5
# What 8-point type needs: three or four words a line, four lines. Larger type needs more; finer grids are refused.
_LEAST_TEXT_WIDTH, _LEAST_TEXT_HEIGHT = 30.0, 18.0


@dataclass(frozen=True, slots=True)
class Rect:
    """A place on paper."""

    x: float
    y: float
    width: float
    height: float

    def moved(self, dx: float, dy: float) -> Rect:
        """The same, further right and down."""
        return Rect(self.x + dx, self.y + dy, self.width, self.height)


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line, for cutting or folding."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Face:
    """What stands where in a cell, relative to its corner. ``code`` is None where no card has a QR code."""

    front: Rect
    back: Rect
    code: Rect | None


@dataclass(frozen=True, slots=True)
class PageGeometry:
    """One page's cells: ``backs[i]`` is behind (or beside) ``fronts[i]``, back offset included."""

    fronts: tuple[Rect, ...]
    backs: tuple[Rect, ...]
    crops: tuple[Line, ...]
    cuts: tuple[Line, ...]
    folds: tuple[Line, ...]
    registration: tuple[tuple[float, float], ...]


def page_geometry(options: SheetOptions) -> PageGeometry:
    """The grid on a page, its mirror image for the back, and the marks around it."""
    paper_width, paper_height = options.paper.size_mm
    columns, rows = options.grid.columns, options.grid.rows
    width = (paper_width - 2 * MARGIN_X) / columns
    height = (paper_height - 2 * MARGIN_Y) / rows
    cells = [
        Rect(MARGIN_X + column * width, MARGIN_Y + row * height, width, height)
        for row in range(rows)
        for column in range(columns)
    ]
    fold = options.backs is Backs.FOLD
    xs = [MARGIN_X + i * width for i in range(columns + 1)]
    ys = [MARGIN_Y + i * height for i in range(rows + 1)]
    cut_xs = xs[::2] if fold else xs
    fold_xs = xs[1::2] if fold else []
    fronts, backs = (cells[::2], cells[1::2]) if fold else (cells, _backs(cells, options))
    edges = (paper_width - MARGIN_X, paper_height - MARGIN_Y)
    return PageGeometry(
        tuple(fronts),
        tuple(backs),
        _crops(cut_xs, ys, edges),
        (
            *(Line(x, MARGIN_Y, x, edges[1]) for x in cut_xs),
            *(Line(MARGIN_X, y, edges[0], y) for y in ys),
        ),
        tuple(Line(x, MARGIN_Y, x, edges[1]) for x in fold_xs),
        tuple((x, y) for x in (6.0, paper_width - 6) for y in (7.0, paper_height - 7)),
    )


def face_on(options: SheetOptions, qr_side: float, least_type: float = 8.0) -> Face:
    """Where text and QR code stand on each card of a page; see `face_geometry`.

    Raises:
        PrintError: the grid is too fine for readable text. It names the finest that are not.
    """
    cell = page_geometry(options).fronts[0]
    try:
        return face_geometry(cell, qr_side, least_type)
    except PrintError as error:
        grids = ", ".join(str(grid) for grid in _finest(options, qr_side, least_type))
        hint = f"Possible here: {grids}, or fewer columns or rows."
        raise PrintError(error.message, hint if grids else error.hint) from None


def _finest(options: SheetOptions, qr_side: float, least_type: float) -> Iterator[Grid]:
    """The grids that fit the paper and would not with one more row or column."""
    rows_before = 0
    for columns in range(MOST_CELLS, 0, -1):
        if options.backs is Backs.FOLD and columns % 2:
            continue
        rows = rows_before
        while rows < MOST_CELLS and _fits(options, Grid(columns, rows + 1), qr_side, least_type):
            rows += 1
        if rows > rows_before:
            yield Grid(columns, rows)
        rows_before = rows


def _fits(options: SheetOptions, grid: Grid, qr_side: float, least_type: float) -> bool:
    try:
        face_geometry(page_geometry(replace(options, grid=grid)).fronts[0], qr_side, least_type)
    except PrintError:
        return False
    return True


def face_geometry(cell: Rect, qr_side: float, least_type: float = 8.0) -> Face:
    """Where text and QR code stand in a cell: the code beside the text or below it, whichever leaves more room.

    Args:
        cell: The card, in millimetres.
        qr_side: The largest QR code; 0 where there is none.
        least_type: The smallest type, in points.

    Raises:
        PrintError: the cell is too small for readable text.
    """
    width = cell.width - 2 * PADDING
    height = cell.height - 2 * PADDING - HEAD
    front = Rect(PADDING, PADDING + HEAD, width, height)
    beside = width - qr_side - _GAP
    below = height - qr_side - _GAP
    back, code = front, None
    least_width, least_height = (mm * least_type / 8 for mm in (_LEAST_TEXT_WIDTH, _LEAST_TEXT_HEIGHT))
    fits_beside = beside >= least_width and height >= max(least_height, qr_side)
    if qr_side and fits_beside and (beside * height >= width * below or below < least_height):
        back = Rect(PADDING, PADDING + HEAD, beside, height)
        code = Rect(PADDING + width - qr_side, PADDING + HEAD, qr_side, qr_side)
    elif qr_side:
        back = Rect(PADDING, PADDING + HEAD, width, below)
        code = Rect(PADDING + width - qr_side, cell.height - PADDING - qr_side, qr_side, qr_side)
    if back.width < least_width or back.height < least_height:
        raise PrintError(
            f"cards of {cell.width:.0f} x {cell.height:.0f} mm are too small for text of {least_type:g} points",
            "Choose a grid with fewer cells, such as 2x4, or larger paper.",
        )
    return Face(front, back, code)


def _backs(cells: list[Rect], options: SheetOptions) -> list[Rect]:
    paper_width, paper_height = options.paper.size_mm
    if options.backs is Backs.SINGLE:
        return cells
    dx, dy = options.back_offset
    if options.backs is Backs.SHORT:
        mirrored = [Rect(c.x, paper_height - c.y - c.height, c.width, c.height) for c in cells]
    else:
        mirrored = [Rect(paper_width - c.x - c.width, c.y, c.width, c.height) for c in cells]
    return [cell.moved(dx, dy) for cell in mirrored]


def _crops(xs: list[float], ys: list[float], edges: tuple[float, float]) -> tuple[Line, ...]:
    right, bottom = edges
    near, far = _CROP_GAP, _CROP_GAP + _CROP_LENGTH
    lines: list[Line] = []
    for x in xs:
        lines += [Line(x, MARGIN_Y - far, x, MARGIN_Y - near), Line(x, bottom + near, x, bottom + far)]
    for y in ys:
        lines += [Line(MARGIN_X - far, y, MARGIN_X - near, y), Line(right + near, y, right + far, y)]
    return tuple(lines)
