"""Decks and PDF reading for the tests of paper."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
from pypdfium2 import raw

from studykit.model import Deck, Evidence, Flag, Kind, Note, Source

MM = 25.4 / 72


@dataclass(frozen=True)
class Char:
    """One character on a page; millimetres from the left and top."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Line:
    """A drawn path: its middle and its extent, in millimetres."""

    x: float
    y: float
    width: float
    height: float


class Pdf:
    """What a test asks of a PDF."""

    def __init__(self, path: Path) -> None:
        self.document = pdfium.PdfDocument(path)
        self.pages = list(self.document)
        self._chars: dict[int, list[Char]] = {}

    def text(self, page: int) -> str:
        return str(self.pages[page].get_textpage().get_text_bounded())

    def flat(self, page: int) -> str:
        """A page's text without spaces and line ends, which depend on where lines break."""
        return "".join(self.text(page).split())

    def chars(self, page: int) -> list[Char]:
        if page not in self._chars:
            self._chars[page] = self._read(page)
        return list(self._chars[page])

    def _read(self, page: int) -> list[Char]:
        height = self.pages[page].get_height()
        text = self.pages[page].get_textpage()
        found = []
        for i in range(text.count_chars()):
            letter = chr(raw.FPDFText_GetUnicode(text, i))
            if letter.strip() and letter != "\0":
                left, bottom, right, top = text.get_charbox(i)
                found.append(Char(letter, left * MM, (height - top) * MM, right * MM, (height - bottom) * MM))
        return found

    def lines(self, page: int) -> list[Line]:
        """The drawn paths, as boxes around their middle; an axis-parallel line has no height or no width."""
        height = self.pages[page].get_height()
        found = []
        for item in self.pages[page].get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=5):
            left, bottom, right, top = item.get_bounds()
            middle = ((left + right) / 2 * MM, (height - (top + bottom) / 2) * MM)
            found.append(Line(*middle, (right - left) * MM, (top - bottom) * MM))
        return found

    def type_sizes(self, page: int) -> list[tuple[float, float]]:
        """Each character's size in points, and how far from the top it stands."""
        text = self.pages[page].get_textpage()
        height = self.pages[page].get_height()
        return [
            (raw.FPDFText_GetFontSize(text, i), (height - text.get_charbox(i)[3]) * MM)
            for i in range(text.count_chars())
            if chr(raw.FPDFText_GetUnicode(text, i)).strip()
        ]

    def fonts(self) -> dict[str, bool]:
        """Font names, and whether each is embedded."""
        found = {}
        for page in self.pages:
            for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=5):
                font = raw.FPDFTextObj_GetFont(item)
                size = raw.FPDFFont_GetBaseFontName(font, None, 0)
                buffer = ctypes.create_string_buffer(size)
                raw.FPDFFont_GetBaseFontName(font, buffer, size)
                found[buffer.value.decode()] = bool(raw.FPDFFont_GetIsEmbedded(font))
        return found


class Kit:
    """Short ways to make decks and to read what was printed."""

    Pdf = Pdf
    source = Source(
        title="Why tides turn",
        url="https://www.youtube.com/watch?v=abcdefghijk",
        video_id="abcdefghijk",
        channel="Sea School",
        published="2025-02-27",
    )

    def qa(self, front: str, back: str, note_id: str = "q000000001", **more: Any) -> Note:
        return Note(Kind.QA, id=note_id, front=front, back=back, **more)

    def cloze(self, text: str, note_id: str = "c000000001", **more: Any) -> Note:
        return Note(Kind.CLOZE, id=note_id, text=text, **more)

    def deck(self, *notes: Note, name: str = "조석의 원리", language: str = "ko", **more: Any) -> Deck:
        return Deck(name, language=language, notes=notes, **{"source": self.source, **more})

    def many(self, count: int) -> Deck:
        """A deck of short, numbered questions, each with a link."""
        notes = (self.qa(f"질문{i}은 무엇인가요?", f"답변{i}", f"n{i:09}", at=i) for i in range(1, count + 1))
        return self.deck(*notes)


@pytest.fixture
def kit() -> Kit:
    return Kit()


@pytest.fixture
def tides(kit: Kit) -> Deck:
    """A deck with all that a note can carry."""
    quote = Evidence("the moon pulls the water nearest to it", at=63, plus_minus=8, confidence=0.9)
    return kit.deck(
        kit.qa("조석을 일으키는 가장 큰 힘은 무엇의 인력인가요?", "달", "q000000001", at=61, evidence=quote),
        kit.cloze("바닷물은 하루에 {{c1::두 번::횟수}} 높아집니다.", "c000000002", at=95),
        kit.cloze(
            "{{c1::사리}}는 보름에, {{c2::조금}}(neap tide)은 반달에 일어납니다.",
            "c000000003",
            at=3725,
            flags=(Flag("number-differs", "보름", "full moon and new moon"),),
            extra="외울 것: 여덟 물때",
        ),
    )
