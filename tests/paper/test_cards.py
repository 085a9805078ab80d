"""Cards to cut out, measured on the PDF itself."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from studykit.errors import PrintError
from studykit.model import Deck, Evidence
from studykit.paper.options import Backs, Grid, Layout, Paper, SheetOptions
from studykit.paper.sheet import print_sheet

PAPERS = {Paper.A4: (210.0, 297.0), Paper.LETTER: (215.9, 279.4), Paper.A5: (148.0, 210.0)}
NEAR = 0.1  # mm
HAIR = 0.21  # what the stroke adds to a path's bounds, by pdfium's count


def cell(paper: Paper, columns: int, rows: int, index: int) -> tuple[float, float, float, float]:
    """Left, top, width and height of a front's cell, worked out here and not by the program."""
    width, height = (PAPERS[paper][0] - 24) / columns, (PAPERS[paper][1] - 28) / rows
    return 12 + index % columns * width, 14 + index // columns * height, width, height


def behind(
    paper: Paper, backs: Backs, place: tuple[float, float, float, float]
) -> tuple[float, float, float, float]:
    """Where that cell lies as seen from the other side."""
    left, top, width, height = place
    if backs is Backs.SHORT:
        return left, PAPERS[paper][1] - top - height, width, height
    return PAPERS[paper][0] - left - width, top, width, height


def within(pdf: Any, page: int, place: tuple[float, float, float, float]) -> list[Any]:
    left, top, width, height = place
    return [
        char
        for char in pdf.chars(page)
        if left <= (char.left + char.right) / 2 <= left + width
        and top <= (char.top + char.bottom) / 2 <= top + height
    ]


def number_in(chars: list[Any]) -> tuple[str, float, float]:
    """The number in a cell's first line, and where it starts. A wider space parts it from the sheet's code."""
    line = sorted((c for c in chars if c.top < min(d.top for d in chars) + 2), key=lambda c: c.left)
    digits = line[:1]
    for char in line[1:]:
        if not char.text.isdigit() or char.left - digits[-1].right > 1.2:
            break
        digits.append(char)
    return "".join(char.text for char in digits), digits[0].left, digits[0].top


@pytest.mark.parametrize("paper", [Paper.A4, Paper.LETTER])
@pytest.mark.parametrize(("backs", "columns", "rows"), [(Backs.LONG, 2, 4), (Backs.SHORT, 3, 3)])
def test_every_back_lies_behind_its_front_on_the_last_page_too(
    kit: Any, tmp_path: Path, paper: Paper, backs: Backs, columns: int, rows: int
) -> None:
    count = columns * rows * 2 + 3
    options = SheetOptions(layout=Layout.CARDS, paper=paper, backs=backs, grid=Grid(columns, rows))
    printed = print_sheet([kit.many(count)], tmp_path / "cards.pdf", options)
    pdf = kit.Pdf(tmp_path / "cards.pdf")
    assert printed.pages == len(pdf.pages) == 6
    offsets = set()
    for index in range(count):
        sheet, slot = divmod(index, columns * rows)
        front = cell(paper, columns, rows, slot)
        back = behind(paper, backs, front)
        seen = number_in(within(pdf, 2 * sheet, front))
        turned = number_in(within(pdf, 2 * sheet + 1, back))
        assert seen[0] == turned[0] == str(index + 1)
        # Digits differ in shape, so each card is compared with itself.
        assert turned[1] - back[0] == pytest.approx(seen[1] - front[0], abs=NEAR)
        assert turned[2] - back[1] == pytest.approx(seen[2] - front[1], abs=NEAR)
        offsets.add((seen[0][0], round(seen[1] - front[0], 1), round(seen[2] - front[1], 1)))
    assert len(offsets) == len({first for first, _, _ in offsets})


def test_the_back_offset_moves_backs_by_that_much(kit: Any, tmp_path: Path) -> None:
    deck = kit.many(5)
    for name, offset in (("still", (0.0, 0.0)), ("moved", (1.5, -2.25))):
        print_sheet([deck], tmp_path / f"{name}.pdf", SheetOptions(layout=Layout.CARDS, back_offset=offset))
    still, moved = kit.Pdf(tmp_path / "still.pdf"), kit.Pdf(tmp_path / "moved.pdf")
    assert still.chars(0) == moved.chars(0)
    for before, after in zip(still.chars(1), moved.chars(1), strict=True):
        assert (after.left - before.left, after.top - before.top) == pytest.approx((1.5, -2.25), abs=0.02)


@pytest.mark.parametrize("paper", list(Paper))
def test_crop_marks_stand_at_every_cut_on_both_sides_and_the_ruler_is_50_mm(
    kit: Any, tmp_path: Path, paper: Paper
) -> None:
    print_sheet([kit.many(3)], tmp_path / "cards.pdf", SheetOptions(layout=Layout.CARDS, paper=paper))
    pdf = kit.Pdf(tmp_path / "cards.pdf")
    width = PAPERS[paper][0]
    for page in (0, 1):
        marks = [
            line for line in pdf.lines(page) if line.width < 0.3 and line.height == pytest.approx(4, abs=0.3)
        ]
        at = sorted({round(mark.x, 1) for mark in marks})
        for x in (12, width / 2, width - 12):
            assert any(abs(found - x) <= NEAR for found in at), (x, at)
    assert any(line.width == pytest.approx(50 + HAIR, abs=NEAR) for line in pdf.lines(0) if line.height < 0.3)


def test_a_folded_card_has_both_sides_in_one_row(kit: Any, tmp_path: Path) -> None:
    printed = print_sheet(
        [kit.many(5)], tmp_path / "cards.pdf", SheetOptions(layout=Layout.CARDS, backs=Backs.FOLD)
    )
    pdf = kit.Pdf(tmp_path / "cards.pdf")
    assert printed.pages == 2
    for row in range(4):
        left = "".join(c.text for c in within(pdf, 0, cell(Paper.A4, 2, 4, 2 * row)))
        right = "".join(c.text for c in within(pdf, 0, cell(Paper.A4, 2, 4, 2 * row + 1)))
        assert f"질문{row + 1}은" in left
        assert f"답변{row + 1}" in right


def test_single_sided_fronts_come_before_backs_in_the_same_places(kit: Any, tmp_path: Path) -> None:
    options = SheetOptions(layout=Layout.CARDS, backs=Backs.SINGLE)
    assert print_sheet([kit.many(9)], tmp_path / "cards.pdf", options).pages == 4
    pdf = kit.Pdf(tmp_path / "cards.pdf")
    for slot in range(8):
        place = cell(Paper.A4, 2, 4, slot)
        assert f"질문{slot + 1}은" in "".join(c.text for c in within(pdf, 0, place))
        assert f"답변{slot + 1}" in "".join(c.text for c in within(pdf, 2, place))


def test_the_page_says_which_edge_to_flip_on(kit: Any, tmp_path: Path) -> None:
    for backs, words in ((Backs.LONG, "긴쪽으로"), (Backs.SHORT, "짧은쪽으로")):
        print_sheet([kit.many(2)], tmp_path / "cards.pdf", SheetOptions(layout=Layout.CARDS, backs=backs))
        pdf = kit.Pdf(tmp_path / "cards.pdf")
        assert words in pdf.flat(0)
        assert words in pdf.flat(1)


def long_deck(kit: Any, count: int, seed: int) -> Deck:
    """Cards far too long for a cell, of every kind of text that could run out of one."""
    chance = random.Random(seed)
    scripts = (
        "가나다라마바사아자차카타파하",
        "abcdefghijklmnop",
        "WMQ@%",
        "日本語東京",
        "1234567890",
        "(){}[]<>#$*_",
    )

    def word() -> str:
        letters = chance.choice(scripts)
        return "".join(chance.choice(letters) for _ in range(chance.choice((1, 3, 8, 25, 90))))

    def text() -> str:
        words = [word() for _ in range(chance.choice((3, 20, 90)))]
        return "".join(w + chance.choice((" ", " ", " ", "\n")) for w in words).strip()

    notes = []
    for i in range(count):
        quote = Evidence(" ".join(word() for _ in range(40)), at=i, plus_minus=8)
        if i % 2:
            notes.append(kit.qa(text(), text(), f"n{i:09}", at=i, evidence=quote, extra=text()))
        else:
            notes.append(
                kit.cloze(
                    f"{text()} {{{{c1::{word()}::{word()}}}}}은 {text()}", f"n{i:09}", at=i, evidence=quote
                )
            )
    deck: Deck = kit.deck(*notes)
    return deck


def placed(pdf: Any, paper: Paper, columns: int, rows: int) -> Iterator[tuple[Any, bool]]:
    """Every character of the cards, and whether it is within a cell, 3 mm from the cut."""
    for page in range(len(pdf.pages)):
        cells = [cell(paper, columns, rows, slot) for slot in range(columns * rows)]
        if page % 2:
            cells = [behind(paper, Backs.LONG, place) for place in cells]
        for char in pdf.chars(page):
            if 14 < (char.top + char.bottom) / 2 < PAPERS[paper][1] - 14:
                yield (
                    char,
                    any(
                        left + 3 <= char.left
                        and char.right <= left + width - 3
                        and top + 3 <= char.top
                        and char.bottom <= top + height - 3
                        for left, top, width, height in cells
                    ),
                )


@pytest.mark.parametrize(
    ("paper", "columns", "rows", "large"),
    [(Paper.A4, 2, 4, False), (Paper.LETTER, 3, 3, False), (Paper.A5, 1, 3, True)],
)
def test_no_character_leaves_its_cell_and_none_is_lost(
    kit: Any, tmp_path: Path, paper: Paper, columns: int, rows: int, large: bool
) -> None:
    deck = long_deck(kit, 20, seed=columns)
    options = SheetOptions(layout=Layout.CARDS, paper=paper, grid=Grid(columns, rows), large=large)
    print_sheet([deck], tmp_path / "cards.pdf", options)
    pdf = kit.Pdf(tmp_path / "cards.pdf")
    outside = [char for char, fits in placed(pdf, paper, columns, rows) if not fits]
    assert outside == []
    fronts = ""
    for page in range(0, len(pdf.pages), 2):
        for slot in range(columns * rows):
            place = cell(paper, columns, rows, slot)
            fronts += "".join(char.text for char in within(pdf, page, place) if char.top > place[1] + 8)
    for note in deck.notes:
        for word in note.front.split():
            assert word in fronts


def test_brackets_that_tie_words_together_do_not_push_them_out(kit: Any, tmp_path: Path) -> None:
    """By UAX 14 no line may start with a closing bracket nor end with an opening one, whatever space is between."""
    deck = kit.deck(kit.qa("1234567890123456789 ]}) [{( " * 12, "abcdefghijklmnopqrs !?% " * 12))
    options = SheetOptions(layout=Layout.CARDS, grid=Grid(3, 3))
    print_sheet([deck], tmp_path / "cards.pdf", options)
    pdf = kit.Pdf(tmp_path / "cards.pdf")
    assert [char for char, fits in placed(pdf, Paper.A4, 3, 3) if not fits] == []


def test_type_shrinks_to_eight_points_and_no_further(kit: Any, tmp_path: Path) -> None:
    print_sheet([long_deck(kit, 6, seed=5)], tmp_path / "cards.pdf", SheetOptions(layout=Layout.CARDS))
    pdf = kit.Pdf(tmp_path / "cards.pdf")
    sizes = {size for page in range(len(pdf.pages)) for size, top in pdf.type_sizes(page) if 14 < top < 283}
    assert min(sizes) == pytest.approx(8, abs=0.01)


def test_a_short_card_is_one_card_and_a_long_one_says_which_part_it_is(kit: Any, tmp_path: Path) -> None:
    deck = kit.deck(kit.qa("짧은 질문", "답", "n1"), kit.qa("긴 질문 " * 400, "답", "n2"))
    assert print_sheet([deck], tmp_path / "cards.pdf", SheetOptions(layout=Layout.CARDS)).cards == 2
    text = kit.Pdf(tmp_path / "cards.pdf").flat(0)
    assert "1/2" in text or "1/3" in text
    assert text.count("짧은질문") == 1


def test_a_grid_too_fine_for_the_paper_is_refused(kit: Any, tmp_path: Path) -> None:
    with pytest.raises(PrintError, match="too small for text of 8 points") as caught:
        print_sheet([kit.many(2)], tmp_path / "cards.pdf", SheetOptions(layout=Layout.CARDS, grid=Grid(6, 8)))
    assert caught.value.hint.startswith("Possible here: 5x")
    assert not list(tmp_path.iterdir())
