"""Questions that show the answer of another question on the same sheet.

Two cards made from one bullet often do: "Who announced GPT 4.5?" beside "Mark Chen announced [...]". On a screen
they are reviewed on different days; on one sheet of paper the first is worth nothing.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from studykit.paper.entries import Chosen, Entry, entries
from studykit.paper.words import Paragraph

# A syllable or a digit stands in half of all sentences without telling anything.
_SHORTEST = 2


def giveaways(sheet: Sequence[Entry]) -> tuple[tuple[int, int], ...]:
    """Pairs of numbers: the first one's question shows the second one's answer."""
    texts = [_flat(entry.question) for entry in sheet]
    starts: list[int] = []
    length = 0
    for text in texts:
        starts.append(length)
        length += len(text) + 1
    joined = "\n".join(texts)
    pairs: set[tuple[int, int]] = set()
    for entry in sheet:
        for number, answer in zip(entry.numbers, entry.answers, strict=True):
            for place in _found(_flat(answer), joined):
                shown_by = sheet[bisect_right(starts, place) - 1]
                if shown_by is not entry:
                    pairs.add((shown_by.numbers[0], number))
    return tuple(sorted(pairs))


def apart(chosen: Sequence[Chosen]) -> tuple[Chosen, ...]:
    """The cards, without those that show, or are shown by, the question of an earlier one."""
    sheet = entries(chosen, together=True)
    entry_of = {number: at for at, entry in enumerate(sheet) for number in entry.numbers}
    clashes: dict[int, set[int]] = {}
    for shows, shown in giveaways(sheet):
        one, other = entry_of[shows], entry_of[shown]
        clashes.setdefault(one, set()).add(other)
        clashes.setdefault(other, set()).add(one)
    kept: set[int] = set()
    for at in range(len(sheet)):
        if not clashes.get(at, set()) & kept:
            kept.add(at)
    wanted = {id(card) for at in kept for card in sheet[at].cards}
    return tuple(pair for pair in chosen if id(pair[1]) in wanted)


def _found(answer: str, text: str) -> Iterator[int]:
    """Where the answer stands in the text, not inside a longer Latin word or number."""
    if len(answer) < _SHORTEST:
        return
    place = text.find(answer)
    while place >= 0:
        before, after = text[place - 1 : place], text[place + len(answer) : place + len(answer) + 1]
        if not (_same_word(before, answer[0]) or _same_word(answer[-1], after)):
            yield place
        place = text.find(answer, place + 1)


def _same_word(left: str, right: str) -> bool:
    """Whether two neighbours belong to one word. In Korean a particle follows without a space."""
    latin = left.isascii() and right.isascii()
    return latin and left.isalnum() and right.isalnum()


def _flat(lines: Sequence[Paragraph]) -> str:
    """The text with one space between words, in one case, with a mark where a blank stands."""
    words = [
        (" " if word.space else "") + "".join(p if isinstance(p, str) else "\0" for p in word.parts)
        for line in lines
        for word in line
    ]
    return unicodedata.normalize("NFC", "".join(words)).strip().casefold().rstrip(".")
