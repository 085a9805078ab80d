"""Bytes of a file to text: UTF-8, or whatever a byte order mark announces. Never a silent guess."""

from __future__ import annotations

import codecs

from studykit.errors import InputError

LARGEST = 50 * 1024 * 1024

# The longer marks first: UTF-32-LE begins with the mark of UTF-16-LE.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The plain set of each, and the first bytes of its everyday characters.
_EVERYDAY = {
    "cp949": ("euc_kr", 0xB0, 0xC8),
    "cp932": ("shift_jis", 0x88, 0x97),
    "gb18030": ("gb2312", 0xB0, 0xD7),
    "big5": ("big5", 0xA4, 0xC6),
}
_LEGACY = (
    ("cp949", "CP949 (EUC-KR)"),
    ("cp932", "Shift_JIS (CP932)"),
    ("gb18030", "GB18030 (GBK)"),
    ("big5", "Big5"),
)


def decode(data: bytes, name: str) -> str:
    """The text of a file, with line feeds as line ends.

    Raises:
        InputError: It is too large, no text, or in an encoding that has to be named first.
    """
    if len(data) > LARGEST:
        raise InputError(
            f"this file is larger than {LARGEST // 2**20} MB",
            "Split it, or check that it is a text file.",
            file=name,
        )
    encoding = "utf-8"
    for mark, announced in _MARKS:
        if data.startswith(mark):
            data, encoding = data[len(mark) :], announced
            break
    else:
        _refuse_binary(data, name)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _refusal(data, encoding, error, name) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _refuse_binary(data: bytes, name: str) -> None:
    head = data[:4096]
    zeros = head.count(0)
    if data.startswith((b"%PDF-", b"{\\rtf")):
        raise InputError("this is a PDF or RTF file", "Save its text as a plain text file.", file=name)
    if not zeros:
        return
    if zeros >= len(head) // 3 and (not any(head[1::2]) or not any(head[::2])):
        which = "UTF-16-LE" if not any(head[1::2]) else "UTF-16-BE"
        raise InputError(f"this looks like {which} without a byte order mark", "Save it as UTF-8.", file=name)
    raise InputError("this is not a text file", "Give the notes or the transcript as text.", file=name)


def _refusal(data: bytes, encoding: str, error: UnicodeDecodeError, name: str) -> InputError:
    if encoding != "utf-8":
        return InputError(
            f"this file is damaged: it is not {encoding.upper()} all through", "Save it as UTF-8.", file=name
        )
    line = data.count(b"\n", 0, error.start) + 1
    likely = _likely(data)
    guess = f"; it may be {likely[1]}" if likely else ""
    hint = f"Convert it: iconv -f {likely[0].upper()} -t UTF-8" if likely else "Save it as UTF-8."
    return InputError(f"this is not UTF-8{guess}", hint, file=name, line=line)


def _likely(data: bytes) -> tuple[str, str] | None:
    """The legacy encoding to suggest: one that decodes all of a sample into letters."""
    sample = data[:65536].rsplit(b"\n", 1)[0] or data[:65536]
    scored = []
    for codec, title in _LEGACY:
        try:
            text = sample.decode(codec)
        except UnicodeDecodeError:
            continue
        foreign = [ch for ch in text if ch > "\x7f"]
        common = sum(_is_common(ch, codec) for ch in foreign)
        scored.append((common / max(1, len(foreign)), codec, title))
    if not scored:
        return None
    share, codec, title = max(scored, key=lambda entry: entry[0])
    return (codec, title) if share > 0.5 else None


def _is_common(ch: str, codec: str) -> bool:
    """Whether a character is of the everyday part of a set: any bytes decode to its rare part."""
    if codec == "cp932" and "\u3040" <= ch <= "\u30ff":
        return True
    plain, first, last = _EVERYDAY[codec]
    encoded = ch.encode(plain, "ignore")
    return len(encoded) == 2 and first <= encoded[0] <= last
