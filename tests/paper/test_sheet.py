from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from studykit.errors import InputError, PrintError
from studykit.model import Deck
from studykit.paper.options import SheetOptions
from studykit.paper.sheet import print_sheet


def test_every_question_is_on_the_first_page_and_no_answer_is(kit: Any, tides: Deck, tmp_path: Path) -> None:
    printed = print_sheet([tides], tmp_path / "sheet.pdf", SheetOptions())
    pdf = kit.Pdf(tmp_path / "sheet.pdf")
    assert (printed.pages, printed.cards) == (2, 4)
    assert len(pdf.pages) == 2
    questions = pdf.flat(0)
    for shown in (
        "조석을일으키는가장큰힘은무엇의인력인가요?",
        "바닷물은하루에",
        "횟수",
        "높아집니다.",
        "(neaptide)은반달에",
    ):
        assert shown in questions
    for hidden in ("두번", "사리", "조금", "themoonpulls", "fullmoon", "여덟물때"):
        assert hidden not in questions
        assert hidden in pdf.flat(1)


def test_hangul_is_drawn_with_an_embedded_font(kit: Any, tides: Deck, tmp_path: Path) -> None:
    print_sheet([tides], tmp_path / "sheet.pdf", SheetOptions())
    fonts = kit.Pdf(tmp_path / "sheet.pdf").fonts()
    assert fonts
    assert all(fonts.values())


def test_the_same_cards_give_the_same_bytes(tides: Deck, tmp_path: Path) -> None:
    for name in ("one.pdf", "two.pdf"):
        print_sheet([tides], tmp_path / name, SheetOptions())
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


def test_clozes_of_one_note_do_not_answer_each_other(kit: Any, tmp_path: Path) -> None:
    deck = kit.deck(kit.cloze("{{c1::서울}}은 {{c2::대한민국}}의 수도입니다."))
    printed = print_sheet([deck], tmp_path / "sheet.pdf", SheetOptions())
    pdf = kit.Pdf(tmp_path / "sheet.pdf")
    assert printed.cards == 2
    assert "서울" not in pdf.flat(0)
    assert "대한민국" not in pdf.flat(0)
    assert "서울" in pdf.flat(1)


def test_markup_in_a_card_is_printed_as_it_is(kit: Any, tmp_path: Path) -> None:
    hostile = r'#panic("x") $x^2$ @ref [a](b) \alpha *b* _i_ `c` <l> // no /* no */ = h - l ~ -- ... "q" {{c9}} %PDF {"a":1} &amp;'
    deck = kit.deck(kit.qa(hostile, "답"), name=hostile)
    print_sheet([deck], tmp_path / "sheet.pdf", SheetOptions())
    assert kit.Pdf(tmp_path / "sheet.pdf").flat(0).count("".join(hostile.split())) == 2


def test_control_and_direction_characters_are_left_out(kit: Any, tmp_path: Path) -> None:
    deck = kit.deck(kit.qa("가\x1b[31m나\u202e다\u0000라\u200b마", "답"))
    print_sheet([deck], tmp_path / "sheet.pdf", SheetOptions())
    assert "가[31m나다라마" in kit.Pdf(tmp_path / "sheet.pdf").flat(0)


def test_drafts_suspended_and_retired_notes_stay_off_the_sheet(kit: Any, tmp_path: Path) -> None:
    deck = kit.deck(
        kit.qa("보이는 질문", "답", "n1"),
        kit.qa("초안 질문", "답", "n2", draft=True),
        kit.qa("멈춘 질문", "답", "n3", suspended=True),
        kit.qa("물러난 질문", "답", "n4", retired=True),
    )
    assert print_sheet([deck], tmp_path / "a.pdf", SheetOptions()).cards == 1
    assert print_sheet([deck], tmp_path / "b.pdf", SheetOptions(drafts=True)).cards == 2
    assert "초안질문" in kit.Pdf(tmp_path / "b.pdf").flat(0)


def test_a_deck_with_nothing_to_print_is_refused(kit: Any, tmp_path: Path) -> None:
    with pytest.raises(PrintError, match="no cards to print"):
        print_sheet([kit.deck()], tmp_path / "sheet.pdf", SheetOptions())
    assert not list(tmp_path.iterdir())


def test_a_failed_write_leaves_the_old_file(tides: Deck, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    with pytest.raises(InputError):
        print_sheet([tides], blocked / "sheet.pdf", SheetOptions())
    assert blocked.read_text() == "not a folder"


def test_a_missing_glyph_is_named_with_its_card_and_code_point(kit: Any, tmp_path: Path) -> None:
    deck = kit.deck(kit.qa("이 기호 \U000f1234 는?", "답", "x1"), kit.qa("평범한 질문", "답", "x2"))
    with pytest.raises(PrintError, match=r"card x1\.1 has .* \(U\+F1234\)") as error:
        print_sheet([deck], tmp_path / "sheet.pdf", SheetOptions())
    assert "--font" in error.value.hint
    assert not list(tmp_path.iterdir())


def test_the_numbers_of_the_sheet_are_kept_beside_it(kit: Any, tides: Deck, tmp_path: Path) -> None:
    printed = print_sheet([tides], tmp_path / "sheet.pdf", SheetOptions())
    kept = json.loads((tmp_path / "sheet.cards.json").read_text())
    assert printed.numbering == tmp_path / "sheet.cards.json"
    assert kept["cards"] == ["q000000001.1", "c000000002.1", "c000000003.1", "c000000003.2"]
    assert kept["sheet"] == printed.code
    assert printed.code in kit.Pdf(tmp_path / "sheet.pdf").flat(0)


def test_decks_follow_each_other_under_their_names(kit: Any, tides: Deck, tmp_path: Path) -> None:
    other = kit.deck(kit.qa("화산은 무엇을 뿜나요?", "용암", "v1"), name="화산")
    print_sheet([tides, other], tmp_path / "sheet.pdf", SheetOptions())
    pdf = kit.Pdf(tmp_path / "sheet.pdf")
    first = pdf.flat(0)
    assert (
        first.index("조석의원리")
        < first.index("조석을일으키는")
        < first.index("화산")
        < first.index("화산은무엇을")
    )
    assert "덱2개" in first


def test_a_generated_card_without_evidence_says_so(kit: Any, tmp_path: Path) -> None:
    made = kit.qa("질문?", "답", "n1", by="rules", bullet="달이 물을 당긴다")
    print_sheet(
        [kit.deck(made, kit.qa("손으로 쓴 질문?", "답", "n2"))], tmp_path / "sheet.pdf", SheetOptions()
    )
    assert kit.Pdf(tmp_path / "sheet.pdf").flat(1).count("영상에서근거를찾지못했습니다.") == 1
