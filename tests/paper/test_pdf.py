"""What a reader program finds in the PDF: codes, links, bookmarks, tags, standards."""

from __future__ import annotations

import ctypes
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from pypdfium2 import raw

from studykit.errors import PrintError
from studykit.model import Deck, Source
from studykit.paper.calibration import print_calibration
from studykit.paper.options import Backs, Layout, Paper, SheetOptions
from studykit.paper.qr import QrMaker
from studykit.paper.sheet import print_sheet


def codes_on(pdf: Any, dpi: int) -> list[str]:
    return [
        barcode.text
        for page in pdf.pages
        for barcode in zxingcpp.read_barcodes(page.render(scale=dpi / 72).to_pil().convert("L"))
    ]


def links_on(page: Any) -> list[str]:
    position, link = ctypes.c_int(0), raw.FPDF_LINK()
    found = []
    while raw.FPDFLink_Enumerate(page, position, link):
        action = raw.FPDFLink_GetAction(link)
        size = raw.FPDFAction_GetURIPath(page.pdf, action, None, 0)
        buffer = ctypes.create_string_buffer(size)
        raw.FPDFAction_GetURIPath(page.pdf, action, buffer, size)
        found.append(buffer.value.decode())
    return found


@pytest.mark.parametrize("dpi", [150, 300])
@pytest.mark.parametrize("layout", list(Layout))
def test_every_code_leads_to_its_second(kit: Any, tmp_path: Path, layout: Layout, dpi: int) -> None:
    print_sheet([kit.many(24)], tmp_path / "out.pdf", SheetOptions(layout=layout))
    found = codes_on(kit.Pdf(tmp_path / "out.pdf"), dpi)
    assert sorted(found) == sorted(f"https://youtu.be/abcdefghijk?t={n}" for n in range(1, 25))


def test_a_longer_address_has_a_larger_code_that_is_read_too(kit: Any, tmp_path: Path) -> None:
    url = "https://media.example.org/lectures/2025/spring/oceanography/week-07/tides-and-currents.mp4"
    deck = kit.deck(kit.qa("질문?", "답", at=754), source=Source(url=url))
    print_sheet([deck], tmp_path / "out.pdf", SheetOptions())
    assert codes_on(kit.Pdf(tmp_path / "out.pdf"), 150) == [f"{url}#t=754"]


def test_an_address_too_long_for_a_code_is_left_as_a_link(kit: Any, tmp_path: Path) -> None:
    url = f"https://example.org/{'x' * 300}.mp4"
    deck = kit.deck(kit.qa("질문?", "답", at=5), source=Source(url=url))
    print_sheet([deck], tmp_path / "out.pdf", SheetOptions())
    pdf = kit.Pdf(tmp_path / "out.pdf")
    assert codes_on(pdf, 150) == []
    assert f"{url}#t=5" in links_on(pdf.pages[0])


def test_links_are_live_and_lead_to_the_second(kit: Any, tides: Deck, tmp_path: Path) -> None:
    print_sheet([tides], tmp_path / "out.pdf", SheetOptions())
    links = links_on(kit.Pdf(tmp_path / "out.pdf").pages[0])
    assert "https://youtu.be/abcdefghijk" in links
    for second in (61, 95, 3725):
        assert f"https://www.youtube.com/watch?v=abcdefghijk&t={second}s" in links


def test_only_the_web_is_linked_to(kit: Any, tmp_path: Path) -> None:
    deck = kit.deck(
        kit.qa("질문?", "답", at=5, url="file:///etc/passwd"), source=Source(url="javascript:alert(1)")
    )
    print_sheet([deck], tmp_path / "out.pdf", SheetOptions())
    assert links_on(kit.Pdf(tmp_path / "out.pdf").pages[0]) == []


def test_the_file_is_tagged_titled_and_has_bookmarks(kit: Any, tides: Deck, tmp_path: Path) -> None:
    other = kit.deck(kit.qa("화산은 무엇을 뿜나요?", "용암", "v1"), name="화산")
    print_sheet([tides, other], tmp_path / "out.pdf", SheetOptions(title="이번 주"))
    pdf = kit.Pdf(tmp_path / "out.pdf")
    assert pdf.document.get_metadata_value("Title") == "이번 주"
    assert pdf.document.is_tagged()
    names = [mark.get_title() for mark in pdf.document.get_toc()]
    assert names == ["이번 주", "조석의 원리", "화산", "정답", "조석의 원리", "화산"]
    assert b"/Lang(ko)" in (tmp_path / "out.pdf").read_bytes().replace(b" ", b"")


@pytest.mark.parametrize("layout", list(Layout))
@pytest.mark.parametrize(("standard", "mark"), [("ua-1", b"pdfuaid:part"), ("a-2a", b"pdfaid:conformance")])
def test_a_standard_is_met_and_declared(
    tides: Deck, tmp_path: Path, layout: Layout, standard: Any, mark: bytes
) -> None:
    """The typesetter checks the standard's rules and refuses a file that breaks one."""
    print_sheet(
        [tides],
        tmp_path / "out.pdf",
        SheetOptions(layout=layout, standards=(standard,), made=date(2025, 3, 1)),
    )
    assert mark in (tmp_path / "out.pdf").read_bytes()


def test_both_standards_at_once_with_the_talks_date(kit: Any, tides: Deck, tmp_path: Path) -> None:
    print_sheet([tides], tmp_path / "out.pdf", SheetOptions(standards=("ua-1", "a-2a")))
    assert "20250227" in kit.Pdf(tmp_path / "out.pdf").document.get_metadata_value("CreationDate")


def test_an_unknown_standard_is_refused() -> None:
    with pytest.raises(PrintError, match="no PDF standard"):
        SheetOptions(standards=("x-4",))  # type: ignore[arg-type]


def test_an_eojeol_is_never_broken_over_two_lines(kit: Any, tmp_path: Path) -> None:
    words = [
        "나랏말씀이",
        "중국과",
        "달라",
        "문자와",
        "서로",
        "통하지",
        "아니하므로",
        "어리석은",
        "백성이",
    ] * 9
    deck = kit.deck(kit.qa(" ".join(words), "답", at=1))
    print_sheet([deck], tmp_path / "out.pdf", SheetOptions(paper=Paper.A5, columns=2))
    pdf = kit.Pdf(tmp_path / "out.pdf")
    lines = [line for page in range(len(pdf.pages) - 1) for line in pdf.text(page).split("\r\n")]
    body = [line for line in lines if any(word in line for word in words)]
    assert len(body) > 9
    assert all(set(line.split()) <= {*words, "1"} for line in body)


def test_a_blanks_width_tells_nothing_of_the_answers_length(kit: Any, tmp_path: Path) -> None:
    deck = kit.deck(kit.cloze("하나 {{c1::달}}은 끝", "c1"), kit.cloze("하나 {{c1::대류권계면}}은 끝", "c2"))
    print_sheet([deck], tmp_path / "out.pdf", SheetOptions())
    chars = kit.Pdf(tmp_path / "out.pdf").chars(0)
    opened = [c.right for c in chars if c.text == "["]
    closed = [c.left for c in chars if c.text == "]"]
    first, second = (end - start for start, end in zip(opened, closed, strict=True))
    assert first == pytest.approx(second, abs=0.05)
    assert first > 20


def test_large_print_is_eighteen_points(kit: Any, tides: Deck, tmp_path: Path) -> None:
    print_sheet([tides], tmp_path / "out.pdf", SheetOptions(large=True))
    sizes = [round(size) for size, _ in kit.Pdf(tmp_path / "out.pdf").type_sizes(0)]
    assert max(set(sizes), key=sizes.count) == 18


def test_without_evidence_the_key_has_no_quotes(kit: Any, tides: Deck, tmp_path: Path) -> None:
    print_sheet([tides], tmp_path / "out.pdf", SheetOptions(evidence=False))
    key = kit.Pdf(tmp_path / "out.pdf").flat(1)
    assert "themoonpulls" not in key
    assert "fullmoonandnewmoon" in key


def test_a_very_long_entry_runs_over_to_the_next_page(kit: Any, tmp_path: Path) -> None:
    deck = kit.deck(kit.qa("물음 " * 3000 + "끝글자", "답" * 5000, at=1))
    print_sheet([deck], tmp_path / "out.pdf", SheetOptions())
    pdf = kit.Pdf(tmp_path / "out.pdf")
    assert "끝글자" in "".join(pdf.flat(page) for page in range(len(pdf.pages)))
    for page in range(len(pdf.pages)):
        assert all(c.left > 12 and c.right < 198 and c.bottom < 290 for c in pdf.chars(page))


@pytest.mark.parametrize(
    ("backs", "corrections"), [(Backs.LONG, ("-10", "+10")), (Backs.SHORT, ("+10", "-10"))]
)
def test_the_calibration_page_shows_the_numbers_to_type(
    kit: Any, tmp_path: Path, backs: Backs, corrections: tuple[str, str]
) -> None:
    assert print_calibration(tmp_path / "test.pdf", SheetOptions(backs=backs), language="ko") == 2
    pdf = kit.Pdf(tmp_path / "test.pdf")
    signs = [(c.left, c.text) for c in pdf.chars(0) if c.text in "+-" and 140 < c.top < 157]
    assert min(signs)[1] == corrections[0][0]
    assert max(signs)[1] == corrections[1][0]
    crosses = {
        (round(line.x, 1), round(line.y, 1)) for line in pdf.lines(1) if line.width > 29 or line.height > 29
    }
    assert (105, 148.5) in crosses


@pytest.mark.parametrize("backs", [Backs.FOLD, Backs.SINGLE])
def test_calibration_is_for_backs_on_the_other_side(tmp_path: Path, backs: Backs) -> None:
    with pytest.raises(PrintError, match="on the other side"):
        print_calibration(tmp_path / "test.pdf", SheetOptions(backs=backs))


def test_progress_rises_to_the_number_of_cards(kit: Any, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    print_sheet(
        [kit.many(120)],
        tmp_path / "out.pdf",
        SheetOptions(),
        progress=lambda done, of: seen.append((done, of)),
    )
    assert seen == sorted(seen)
    assert len(seen) > 3
    assert seen[-1] == (120, 120)


def test_links_of_one_length_share_a_mask_and_equal_links_a_code() -> None:
    maker = QrMaker()
    first = maker.make("https://youtu.be/abcdefghijk?t=100")
    assert first is maker.make("https://youtu.be/abcdefghijk?t=100")
    assert first
    assert first.modules == 37


def test_printing_is_imported_without_its_engines() -> None:
    script = "import sys, studykit.paper.sheet, studykit.paper.calibration, studykit.paper.grades; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"typst", "segno", "fontTools"} & set(loaded)
