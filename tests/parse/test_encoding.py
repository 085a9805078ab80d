"""Bytes to text: announced encodings are read, others are refused by name."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.errors import InputError
from studykit.parse import encoding
from studykit.parse.encoding import decode

KOREAN = "- 식물은 빛을 따라 몸을 돌립니다.\n- 뿌리는 아래로 자랍니다.\n"


@pytest.mark.parametrize(
    ("mark", "codec"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_utf8_and_marked_encodings_are_read(mark: bytes, codec: str) -> None:
    assert decode(mark + KOREAN.encode(codec), "a.md") == KOREAN


def test_line_ends_become_line_feeds() -> None:
    assert decode(b"a\r\nb\rc\n", "a.md") == "a\nb\nc\n"


@pytest.mark.parametrize(
    ("text", "codec", "named"),
    [
        (KOREAN, "cp949", "CP949"),
        ("植物は光に向かって曲がります。これはよく知られたことです。\n", "cp932", "Shift_JIS"),
        ("植物向着光生长，这是众所周知的事情。根向下生长。\n", "gb18030", "GB18030"),
    ],
)
def test_legacy_encodings_are_refused_by_name_and_line(text: str, codec: str, named: str) -> None:
    with pytest.raises(InputError) as caught:
        decode(b"ascii first\n" + text.encode(codec), "a.md")
    assert named in caught.value.message
    assert caught.value.line == 2
    assert "iconv" in caught.value.hint


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "not a text file"),
        (b"%PDF-1.7\n", "PDF"),
        (b"{\\rtf1 x}", "RTF"),
        ("plain text".encode("utf-16-le"), "UTF-16-LE"),
        ("plain text".encode("utf-16-be"), "UTF-16-BE"),
        (codecs.BOM_UTF16_LE + b"a", "damaged"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words):
        decode(data, "a.md")


def test_a_huge_file_is_refused_before_it_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoding, "LARGEST", 10)
    with pytest.raises(InputError, match="larger than"):
        decode(b"\xff" * 11, "a.md")


@given(st.binary(max_size=300))
def test_any_bytes_give_text_or_a_refusal(data: bytes) -> None:
    try:
        text, refused = decode(data, "a.md"), None
    except InputError as error:
        text, refused = "", error
    assert isinstance(text, str)
    assert refused is None or (refused.hint and refused.file == "a.md")
