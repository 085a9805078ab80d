"""Marked text to clean statements: where one ends and the next begins, and what is left without its times."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from studykit.parse.marks import (
    BOLD,
    BOLD_END,
    BULLETS,
    ITALIC,
    ITALIC_END,
    LINK,
    LINK_END,
    TIME,
    VERBATIM,
    Marked,
    Stamp,
    plain,
)
from studykit.parse.removal import without_times

_OPEN = f"{BOLD}{ITALIC}"
_CLOSE = f"{BOLD_END}{ITALIC_END}"
_AROUND = rf"[\s\[\]()（）【】{_OPEN}{_CLOSE}.,;:·|–—-]*"
_STARTS = re.compile(rf"[\s\[(（【〔{_OPEN}{LINK}>*•-]*{TIME}")
_TIMED_LINE = re.compile(rf"\A{_STARTS.pattern}|{TIME}[\s\])）】〕{_CLOSE}{LINK_END}.,;:。]*$")
# A sign at the start of a line that makes an item of it: "•", "・", "-x", "1.x", "1、", "一、", "①", "(1)".
_SIGN = re.compile(
    rf"\s*(?:(?P<bullet>{BULLETS})\ufe0f?\s+|(?P<dot>[・ㆍ·])\s*|(?P<dash>-)(?=[^\W\d_])"
    r"|(?P<number>\d{1,2}[.)](?=[^\W\d_])|\d{1,2}、)|(?P<han>[一二三四五六七八九十]{1,3}、)|(?P<ring>[①-⑳])\s*"
    r"|(?P<round>[(（]\d{1,2}[)）])\s*(?=\S))"
)
_ONLY_TIMES = re.compile(rf"{_AROUND}(?:{TIME}{_AROUND})+")
# "* **A:** * **B:** ..." pasted onto one line.
_INLINE_BULLET = re.compile(
    rf"(?<=\s)[*•-]\s+(?={BOLD}[^{BOLD}{BOLD_END}]{{1,80}}(?:[:：]{BOLD_END}|{BOLD_END}\s?[:：]))"
)
_BOX = re.compile(r"\s*(?:\[[ xX]\]\s+|[>–—]\s+)+")
_LABEL = re.compile(
    rf"\s*[{_OPEN}]+([^{_OPEN}{_CLOSE}]{{1,200}}?)\s*(?:[:：]\s*[{_CLOSE}]+|[{_CLOSE}]+\s*(?:[:：]|[–—-]+\s))"
)
_ALL_BOLD = re.compile(rf"\s*{BOLD}[^{BOLD}{BOLD_END}]+{BOLD_END}\s*[:：.]?\s*")
_SPACE = re.compile(r"\s+")
_FOOTNOTE = re.compile(r"(?<=\S)\[\^[^\]\s]{1,40}\](?!:)")
_EMPTY_LINK = re.compile(f"[ ]?[(（\\[]{LINK}{LINK_END}[)）\\]]")
_LINKED = re.compile(f"{LINK}[^{LINK}{LINK_END}]*{LINK_END}")


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of a block.

    ``label`` is its leading bold term; ``beyond_links`` is what no link contributes, ``beyond_code`` what no code
    does; ``sign`` is what makes an item of it where Markdown sees none. ``shift`` counts the lines between the
    block's first line and this one.
    """

    text: str
    label: str = ""
    stamps: tuple[Stamp, ...] = ()
    links: tuple[str, ...] = ()
    beyond_links: str = ""
    beyond_code: str = ""
    bold_label: bool = False
    all_bold: bool = False
    sign: str = ""
    shift: int = 0


def statements(marked: Marked) -> Iterator[Statement]:
    """The statements of a block: usually one, several where each line carries a time or a bullet of its own."""
    stamp = word = line = 0
    for piece in _pieces(marked.text):
        times, words = piece.count(TIME), piece.count(VERBATIM)
        part = Marked(
            piece, marked.stamps[stamp : stamp + times], marked.verbatim[word : word + words], marked.links
        )
        lead = len(piece) - len(piece.lstrip("\n"))
        yield replace(clean(part), shift=line + lead)
        stamp, word, line = stamp + times, word + words, line + piece.count("\n")


def clean(marked: Marked) -> Statement:
    """The statement without its times, links and markup."""
    sign = _SIGN.match(marked.text) or _BOX.match(marked.text)
    text = without_times(marked.text[sign.end() :] if sign else marked.text)
    text = _EMPTY_LINK.sub("", text)
    text = _FOOTNOTE.sub("", text)
    label = _LABEL.match(text)
    return Statement(
        text=_finish(text, marked.verbatim),
        label=_finish(label[1], marked.verbatim) if label else "",
        stamps=tuple(marked.stamps),
        links=tuple(marked.links),
        bold_label=bool(label and BOLD in label[0]),
        beyond_links=_finish(_linkless(text).replace(VERBATIM, "`"), []),
        beyond_code=_finish(text.replace(VERBATIM, ""), []),
        sign=_sign(marked.text),
        all_bold=bool(_ALL_BOLD.fullmatch(text)),
    )


def _sign(text: str) -> str:
    """The sign a statement begins with; numbers of one style are one sign."""
    match = _SIGN.match(text)
    if not match or not match.lastgroup:
        return ""
    return match[match.lastgroup] if match.lastgroup == "bullet" else match.lastgroup


def is_only_times(text: str) -> bool:
    """Whether marked text holds a time and no words."""
    return bool(_ONLY_TIMES.fullmatch(text))


def _pieces(text: str) -> list[str]:
    """``text`` cut where a statement begins; joined, the pieces are the text."""
    lines = text.split("\n")
    if len(lines) > 1:
        starts = [bool(_STARTS.match(line)) for line in lines]
        alone = [is_only_times(line) for line in lines]
        if all(map(_TIMED_LINE.search, lines)) and not any(alone):
            begins = [True] * len(lines)
        elif starts[0]:
            begins = starts
        else:
            begins = [bool(_SIGN.match(line)) for line in lines]
        pieces = [lines[0]]
        for line, begin in zip(lines[1:], begins[1:], strict=True):
            if begin:
                pieces.append("\n" + line)
            else:
                pieces[-1] += "\n" + line
    else:
        pieces = lines
    return [part for piece in pieces for part in _inline_bullets(piece)]


def _inline_bullets(piece: str) -> list[str]:
    cuts = [match.span() for match in _INLINE_BULLET.finditer(piece)]
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(piece)]
    return [piece[start:end] for start, end in zip(starts, ends, strict=True)]


def _linkless(text: str) -> str:
    """``text`` without what stands inside links."""
    return _LINKED.sub(" ", text)


def _finish(text: str, verbatim: list[str]) -> str:
    """Plain text: markup gone, white space single, code and math back in their places."""
    words = _SPACE.sub(" ", plain(text)).strip().split(VERBATIM)
    whole = [words[0]]
    for kept, after in zip(verbatim, words[1:], strict=False):
        whole.extend((kept, after))
    return "".join(whole).strip()
