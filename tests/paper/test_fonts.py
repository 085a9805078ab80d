from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path
from typing import Any

import pytest
import typst
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from studykit.errors import PrintError
from studykit.paper import fonts
from studykit.paper.cmap import FontFileError, read_faces
from studykit.paper.fontfiles import bold_of, package_fonts
from studykit.paper.fonts import EMBEDDED, EMBEDDED_CODES, choose_fonts, needed_codes
from studykit.paper.options import SheetOptions
from studykit.paper.sheet import print_sheet


def nanum() -> Path:
    spec = importlib.util.find_spec("koreanize_matplotlib")
    assert spec
    assert spec.submodule_search_locations
    return Path(spec.submodule_search_locations[0]) / "fonts" / "NanumGothic.ttf"


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which no font is found."""
    for search in ("package_fonts", "preferred_fonts", "other_fonts"):
        monkeypatch.setattr(fonts, search, lambda: iter(()))


def test_the_characters_of_a_font_are_those_fonttools_reads() -> None:
    (face,) = read_faces(nanum())
    wanted = {code for code, glyph in TTFont(nanum()).getBestCmap().items() if glyph != ".notdef"}
    assert {code for code in range(0x110000) if code in face} == wanted


@given(st.binary(max_size=400) | st.integers(12, 3000).map(lambda n: nanum().read_bytes()[:n]))
def test_a_file_that_is_no_font_is_refused_and_nothing_else_happens(
    tmp_path_factory: Any, data: bytes
) -> None:
    path = tmp_path_factory.mktemp("font") / "broken.ttf"
    path.write_bytes(data)
    with pytest.raises(FontFileError):
        read_faces(path)


def test_the_font_package_is_found_as_data_with_its_bold_weight() -> None:
    first = next(package_fonts())
    assert first == nanum()
    bold = bold_of(first)
    assert bold
    assert bold.name == "NanumGothicBold.ttf"


def test_the_font_the_user_names_comes_first(tmp_path: Path) -> None:
    mine = tmp_path / "mine.ttf"
    mine.write_bytes(nanum().read_bytes())
    choice = choose_fonts(needed_codes("한글 abc"), mine)
    assert choice.faces[0].path == mine
    assert not choice.missing


@pytest.mark.parametrize("content", [None, b"not a font"])
def test_a_font_that_cannot_be_used_is_named(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "mine.ttf"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(PrintError) as error:
        choose_fonts(needed_codes("a"), path)
    assert error.value.file == str(path)


def test_a_sheet_uses_the_font_that_was_named(kit: Any, tides: Any, tmp_path: Path) -> None:
    print_sheet([tides], tmp_path / "sheet.pdf", SheetOptions(font=nanum()))
    assert any("NanumGothic" in name for name in kit.Pdf(tmp_path / "sheet.pdf").fonts())


def test_without_any_font_a_korean_sheet_says_what_to_install(bare: None, tides: Any, tmp_path: Path) -> None:
    with pytest.raises(PrintError, match=r"card q000000001\.1 has “.” \(U\+[0-9A-F]{4}\)") as error:
        print_sheet([tides], tmp_path / "sheet.pdf", SheetOptions())
    assert "pip install --no-deps koreanize-matplotlib" in error.value.hint


def test_without_any_font_an_english_sheet_is_printed(bare: None, kit: Any, tmp_path: Path) -> None:
    deck = kit.deck(kit.qa("What pulls the tide? “café” – naïve", "The Moon"), name="Tides", language="en")
    print_sheet([deck], tmp_path / "sheet.pdf", SheetOptions())
    pdf = kit.Pdf(tmp_path / "sheet.pdf")
    assert all("Libertinus" in name for name in pdf.fonts())
    assert "Whatpullsthetide?“café”–naïve" in pdf.flat(0)


def test_the_font_inside_typst_draws_what_it_is_trusted_with() -> None:
    """In typst's SVG, characters without a glyph all refer to one and the same drawing."""
    source = (
        f'#set text(font: "{EMBEDDED}", fallback: false, ligatures: false)\n'
        "#set page(width: 50pt, height: auto)\n"
        "#for c in json(bytes(sys.inputs.codes)) [#box(c)\n\n]"
    )
    letters = ["한", *(chr(code) for code in sorted(EMBEDDED_CODES))]
    svg = typst.compile(
        source.encode(), format="svg", sys_inputs={"codes": json.dumps(letters)}, ignore_system_fonts=True
    )
    assert isinstance(svg, bytes)
    drawn = re.findall(r'href="#(g[0-9A-F]+)"', svg.decode())
    assert len(drawn) == len(letters)
    assert drawn.count(drawn[0]) == 1


def test_spaces_joiners_and_selectors_need_no_glyph() -> None:
    assert needed_codes(" \t\n\u00a0\u200d\ufe0f\U000e0101") == frozenset()
    assert needed_codes("a\U000f1234") == {0x61, 0xF1234}


def test_a_backslash_is_not_drawn_as_a_won_sign(kit: Any, tmp_path: Path) -> None:
    deck = kit.deck(kit.qa(r"경로 C:\학습", "답"))
    print_sheet([deck], tmp_path / "sheet.pdf", SheetOptions(font=nanum()))
    assert any("DejaVu" in name for name in kit.Pdf(tmp_path / "sheet.pdf").fonts())
