"""Text as the words a line may break between.

A typesetter breaks Hangul anywhere; a reader of Korean expects breaks between eojeol only. So text goes to the
page as words: an eojeol is kept whole, may break before an opening bracket, and holds the blank that its
particle belongs to. Words too wide for any line are cut at every character there, so nothing overflows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from studykit.text import has_hangul, neutralise, nfc

_CHUNK = re.compile(r"\n|[^\S\n]+|\S+")
_BEFORE_BRACKET = re.compile(r"(?<=[가-힣])(?=[(（])")
_BRACKETS = ("(", "（")
_HAN_OR_KANA = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_JOINERS = "\u200c\u200d"
# A piece this long is past any word of any language; cutting there lets it go on to a second card.
_MAX_WORD = 60
_LONGEST_NUMBER = 16  # with its unit: "140 gigabytes"
# In units of the type size. No text column is narrower than this.
_SURELY_FITS = 6.0


@dataclass(frozen=True, slots=True)
class Gap:
    """A blank to fill in. ``width`` is its answer's class (number, word or phrase), never the answer's length."""

    width: str
    hint: str = ""
    label: str = ""


Part = str | Gap


@dataclass(frozen=True, slots=True)
class Word:
    """What a line holds or does not hold.

    ``space``: one stands before it. ``whole``: no break inside. ``wide``: it may not fit a line.
    """

    parts: tuple[Part, ...]
    space: bool = True
    whole: bool = False
    wide: bool = False


Paragraph = tuple[Word, ...]


def printable(text: str) -> str:
    """Text without what cannot be drawn: control and format characters, except line breaks and joiners."""
    kept = neutralise(nfc(text.replace("\r\n", "\n")))
    return "".join(ch for ch in kept if ch in _JOINERS or unicodedata.category(ch) != "Cf")


def gap_width(answer: str) -> str:
    """The class of an answer, which decides how wide its blank is."""
    if any(ch.isdigit() for ch in answer) and len(answer) <= _LONGEST_NUMBER:
        return "number"
    return "phrase" if re.search(r"\s", answer.strip()) else "word"


def paragraphs(parts: Iterable[Part]) -> tuple[Paragraph, ...]:
    """The lines of a text, each as words. Empty lines are dropped."""
    lines: list[list[Word]] = [[]]
    word: list[Part] = []

    def close() -> None:
        lines[-1] += _words(tuple(word))
        word.clear()

    for part in parts:
        for chunk in (part,) if isinstance(part, Gap) else _CHUNK.findall(printable(part)):
            if isinstance(chunk, str) and chunk.isspace():
                close()
                if chunk == "\n":
                    lines.append([])
            else:
                word.append(chunk)
    close()
    return tuple(tuple(line) for line in lines if line)


def fitted(text: str, room: float) -> str:
    """One line of text, cut off with an ellipsis where it would be wider than ``room`` times its type size."""
    if _ems(text) <= room:
        return text
    kept = ""
    while _ems(kept + text[len(kept)] + "…") <= room:
        kept += text[len(kept)]
    return f"{kept.rstrip()}…"


def _words(parts: tuple[Part, ...]) -> Iterator[Word]:
    """One run without spaces, as the words that a line may break between."""
    space = True
    text = "".join(part for part in parts if isinstance(part, str))
    han = bool(_HAN_OR_KANA.search(text)) and not has_hangul(text)
    endless = len(text) > _MAX_WORD
    for pieces in _split(parts, every_part=han):
        shown = "".join(part for part in pieces if isinstance(part, str))
        gaps = any(isinstance(part, Gap) for part in pieces)
        yield Word(
            pieces,
            space=space,
            whole=has_hangul(shown) or ((gaps or endless or _clings(shown)) and not han),
            wide=gaps or _ems(shown) > _SURELY_FITS,
        )
        space = False


def _clings(text: str) -> bool:
    """Whether line breaking (UAX 14) would tie the word to its neighbour in spite of the space between them."""
    if not text:
        return False
    first, last = text[0], text[-1]
    opening = {"Ps", "Pi"}
    starts_plainly = first.isalnum() or first in "\"'" or unicodedata.category(first) in opening
    return not starts_plainly or unicodedata.category(last) in opening


def _split(parts: tuple[Part, ...], *, every_part: bool) -> Iterator[tuple[Part, ...]]:
    held: list[Part] = []
    for part in parts:
        pieces: list[Part] = [part] if isinstance(part, Gap) else list(_cut(part))
        for at, piece in enumerate(pieces):
            # Text written without spaces breaks anywhere, so a blank stands by itself in it.
            after_gap = bool(held) and isinstance(held[-1], Gap)
            bracket = isinstance(piece, str) and piece.startswith(_BRACKETS) and after_gap
            if held and (at > 0 or every_part or bracket):
                yield tuple(held)
                held = []
            held.append(piece)
    if held:
        yield tuple(held)


def _cut(text: str) -> Iterator[str]:
    for piece in _BEFORE_BRACKET.split(text):
        yield from (piece[i : i + _MAX_WORD] for i in range(0, len(piece), _MAX_WORD))


def _ems(text: str) -> float:
    """About how wide the text is, in units of its size."""
    return sum(1.0 if unicodedata.east_asian_width(ch) in "WF" else 0.6 for ch in text)
