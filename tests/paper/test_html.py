from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from studykit.errors import PrintError
from studykit.model import Deck
from studykit.paper.options import Layout, SheetOptions
from studykit.paper.sheet import print_sheet

VOID = {"meta", "br", "wbr", "path"}


class Page(HTMLParser):
    """The text, tags and addresses of a page."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.text = ""
        self.tags: set[str] = set()
        self.addresses: list[str] = []
        self.open: list[str] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.addresses += [
            value or ""
            for name, value in attrs
            if name in {"href", "src", "style", "xlink:href"} or name[:2] == "on"
        ]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture
def options() -> SheetOptions:
    return SheetOptions(html=True)


def test_the_page_holds_every_question_and_then_every_answer(
    tides: Deck, tmp_path: Path, options: SheetOptions
) -> None:
    print_sheet([tides], tmp_path / "sheet.html", options)
    page = Page(tmp_path / "sheet.html")
    assert page.open == []
    questions, key = page.text.split("정답", 1)
    for question in ("조석을 일으키는 가장 큰 힘은 무엇의 인력인가요?", "바닷물은 하루에", "횟수"):
        assert question in questions
    for answer in ("두 번", "사리", "조금", "the moon pulls", "여덟 물때"):
        assert answer in key
        assert answer not in questions


def test_nothing_is_loaded_and_nothing_runs(tides: Deck, tmp_path: Path, options: SheetOptions) -> None:
    print_sheet([tides], tmp_path / "sheet.html", options)
    page = Page(tmp_path / "sheet.html")
    assert not page.tags & {"script", "link", "img", "iframe", "object", "form"}
    assert page.addresses
    assert all(
        address.startswith(("https://youtu.be/", "https://www.youtube.com/watch?"))
        for address in page.addresses
    )
    text = (tmp_path / "sheet.html").read_text(encoding="utf-8")
    assert "Content-Security-Policy" in text
    assert "url(" not in text


def test_markup_in_a_card_is_shown_as_it_is(kit: Any, tmp_path: Path, options: SheetOptions) -> None:
    hostile = """<script>alert(1)</script><a href="javascript:x">'"&amp;</style></title>"""
    source = kit.source.__class__(title="t", url="javascript:alert(1)", channel=hostile)
    note = kit.cloze(
        hostile + "{{c1::a::" + "<b>" + "}}", "n1", url="javascript:alert(2)", at=3, extra=hostile
    )
    print_sheet([kit.deck(note, name=hostile, source=source)], tmp_path / "sheet.html", options)
    page = Page(tmp_path / "sheet.html")
    assert "script" not in page.tags
    assert page.addresses == []
    assert page.text.count("".join(hostile)) >= 4


def test_the_same_cards_give_the_same_page(tides: Deck, tmp_path: Path, options: SheetOptions) -> None:
    for name in ("a.html", "b.html"):
        print_sheet([tides], tmp_path / name, options)
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_cut_out_cards_are_not_made_as_html() -> None:
    with pytest.raises(PrintError, match="cannot be HTML"):
        SheetOptions(html=True, layout=Layout.CARDS)


def test_the_files_name_and_what_it_holds_agree(kit: Any, tmp_path: Path, options: SheetOptions) -> None:
    deck = kit.many(1)
    assert print_sheet([deck], tmp_path / "a.HTML", SheetOptions()).pages == 0
    assert (tmp_path / "a.HTML").read_text(encoding="utf-8").startswith("<!doctype html>")
    for name, wrong in (("b.pdf", options), ("c.html", SheetOptions(layout=Layout.CARDS))):
        with pytest.raises(PrintError, match="HTML"):
            print_sheet([deck], tmp_path / name, wrong)
        assert not (tmp_path / name).exists()
