from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.errors import PrintError
from studykit.paper.geometry import Rect, face_geometry, face_on, page_geometry
from studykit.paper.options import Backs, Grid, Layout, Paper, SheetOptions

grids = st.builds(Grid, st.integers(1, 12), st.integers(1, 12))
papers = st.sampled_from(Paper)


def options(paper: Paper, grid: Grid, backs: Backs, offset: tuple[float, float] = (0.0, 0.0)) -> SheetOptions:
    return SheetOptions(layout=Layout.CARDS, paper=paper, grid=grid, backs=backs, back_offset=offset)


@given(papers, grids)
def test_flipped_on_the_long_edge_a_back_lies_behind_its_front(paper: Paper, grid: Grid) -> None:
    page = page_geometry(options(paper, grid, Backs.LONG))
    width, _ = paper.size_mm
    for front, back in zip(page.fronts, page.backs, strict=True):
        assert back.x == pytest.approx(width - front.x - front.width)
        assert back.y == pytest.approx(front.y)


@given(papers, grids)
def test_flipped_on_the_short_edge_a_back_lies_behind_its_front(paper: Paper, grid: Grid) -> None:
    page = page_geometry(options(paper, grid, Backs.SHORT))
    _, height = paper.size_mm
    for front, back in zip(page.fronts, page.backs, strict=True):
        assert back.y == pytest.approx(height - front.y - front.height)
        assert back.x == pytest.approx(front.x)


@given(papers, grids, st.floats(-20, 20), st.floats(-20, 20))
def test_the_offset_moves_every_back_and_no_front(paper: Paper, grid: Grid, dx: float, dy: float) -> None:
    still = page_geometry(options(paper, grid, Backs.LONG))
    moved = page_geometry(options(paper, grid, Backs.LONG, (dx, dy)))
    assert moved.fronts == still.fronts
    for before, after in zip(still.backs, moved.backs, strict=True):
        assert (after.x - before.x, after.y - before.y) == pytest.approx((dx, dy))


def test_folded_cards_have_their_answer_on_the_right_and_a_fold_between() -> None:
    page = page_geometry(options(Paper.A4, Grid(4, 2), Backs.FOLD))
    assert len(page.fronts) == len(page.backs) == 4
    for front, back in zip(page.fronts, page.backs, strict=True):
        assert back.x == pytest.approx(front.x + front.width)
        assert any(line.x1 == pytest.approx(back.x) for line in page.folds)
        assert not any(line.x1 == line.x2 == pytest.approx(back.x) for line in page.crops)


def test_folding_needs_pairs_of_columns() -> None:
    with pytest.raises(PrintError, match="even number of columns"):
        options(Paper.A4, Grid(3, 3), Backs.FOLD)


@given(st.floats(20, 200), st.floats(20, 280), st.sampled_from([0.0, 15.54, 20.58]))
def test_text_and_code_stay_in_the_cell_and_apart_or_the_grid_is_refused(
    width: float, height: float, side: float
) -> None:
    try:
        face = face_geometry(Rect(0, 0, width, height), side)
    except PrintError:
        assert width < 90 or height < 60
        return
    for place in (face.front, face.back, *([face.code] if face.code else [])):
        assert place.x >= 3
        assert place.y >= 3
        assert place.x + place.width <= width - 3
        assert place.y + place.height <= height - 3
    if face.code:
        beside = face.back.x + face.back.width <= face.code.x
        assert beside or face.back.y + face.back.height <= face.code.y


@pytest.mark.parametrize("text", ["0x4", "2x", "x", "2x13", "-1x4", "2 by 4", ""])
def test_a_grid_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(PrintError, match="no grid"):
        Grid.parse(text)


@pytest.mark.parametrize("paper", [Paper.A4, Paper.A5])
def test_the_message_names_grids_that_fit_even_with_the_largest_code(paper: Paper) -> None:
    with pytest.raises(PrintError) as caught:
        Grid.parse("20x20")
    named = re.search(rf"{paper.name} up to (\S+) or (\d+x\d+)", caught.value.hint)
    assert named is not None
    for grid in map(Grid.parse, named.groups()):
        assert face_on(options(paper, grid, Backs.LONG), 20.58).code


@given(papers, grids, st.sampled_from([Backs.LONG, Backs.FOLD]), st.sampled_from([0.0, 15.54, 20.58]))
def test_a_refused_grid_is_told_the_finest_that_are_possible(
    paper: Paper, grid: Grid, backs: Backs, side: float
) -> None:
    if backs is Backs.FOLD and grid.columns % 2:
        return
    try:
        face_on(options(paper, grid, backs), side)
    except PrintError as error:
        named = [Grid.parse(text) for text in re.findall(r"\d+x\d+", error.hint)]
        assert named
        for fine in named:
            face_on(options(paper, fine, backs), side)
            assert not (grid.columns <= fine.columns and grid.rows <= fine.rows)


@pytest.mark.parametrize(
    ("text", "grid"), [("2x4", Grid(2, 4)), ("3X3", Grid(3, 3)), (" 12 × 1 ", Grid(12, 1))]
)
def test_a_grid_is_columns_by_rows(text: str, grid: Grid) -> None:
    assert Grid.parse(text) == grid
