"""Taking times out of marked text, with their brackets and the punctuation that only they needed."""

from __future__ import annotations

import re

from studykit.parse.marks import BOLD, BOLD_END, BULLETS, ITALIC, ITALIC_END, POINTERS, TIME, plain

_PAIRS = {
    "[": "]",
    "(": ")",
    "（": "）",
    "【": "】",
    "〔": "〕",
    "<": ">",
    "「": "」",
    BOLD: BOLD_END,
    ITALIC: ITALIC_END,
}
_LEADING_JUNK = re.compile(rf"(?:[\s:：·|>➜→–—]|-(?!\d)|[.,](?!\S)|{BULLETS}\ufe0f?)+")
_TRAILING_JUNK = f" \t\n-–—|·@~➜→{POINTERS}"
_BETWEEN = re.compile(r"\s*(?:[,;/·~–—、&-]|and|to|및|と|和)?\s*")
_WIDEST_GAP = 12
_CLOSING = ".,;:!?)]}。、，！？：；）】」』…”’"
# "... as said at [05:09]." and "(from [05:09])" lose the word that led to the time as well.
_PREPOSITION = re.compile(r"(?:\s+|(?<=[(（]))(?:at|from|see|around|see at|@)$", re.IGNORECASE)


def without_times(text: str) -> str:
    """``text`` less its times, their brackets and the punctuation between them."""
    groups = _groups(text)
    if not groups:
        return text
    edges = [0, *(edge for group in groups for edge in group), len(text)]
    prose = [text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
    prose = [stretch.rstrip(POINTERS) for stretch in prose[:-1]] + prose[-1:]
    if not _visible(prose[0]):
        junk = _LEADING_JUNK.match(prose[1])
        prose[1] = prose[1][junk.end() :] if junk else prose[1]
    if not _visible(prose[-1]):
        prose[-2] = prose[-2].rstrip(_TRAILING_JUNK)
    out = [prose[0]]
    for stretch in prose[1:]:
        out[-1], glue, after = _joint(out[-1], stretch)
        out.extend((glue, after))
    return "".join(out)


def _groups(text: str) -> list[tuple[int, int]]:
    """The spans to take out: runs of times with the brackets around them."""
    groups: list[tuple[int, int]] = []
    position = text.find(TIME)
    while position >= 0:
        floor = groups[-1][1] if groups else 0
        left, right = _widened(text, position, position + 1, floor)
        if groups and left - floor <= _WIDEST_GAP and _BETWEEN.fullmatch(text, floor, left):
            left, right = _widened(text, groups.pop()[0], right, groups[-1][1] if groups else 0)
        groups.append((left, right))
        position = text.find(TIME, right)
    return groups


def _widened(text: str, left: int, right: int, floor: int) -> tuple[int, int]:
    """The span with every pair of brackets that holds nothing else."""
    while True:
        before, after = left - 1, right
        while before >= floor and text[before] == " ":
            before -= 1
        while after < len(text) and text[after] == " ":
            after += 1
        if before < floor or after == len(text) or _PAIRS.get(text[before]) != text[after]:
            return left, right
        left, right = before, after + 1


def _joint(before: str, after: str) -> tuple[str, str, str]:
    """The two sides of a time that is gone, and what belongs between them."""
    left, right = before.rstrip(), after.lstrip()
    if not right or right[0] in _CLOSING:
        left = _PREPOSITION.sub("", left)
        before = left if not right else before
    if not left or not right:
        return before, "", after
    if left[-1] in _PAIRS:
        empty = _PAIRS[left[-1]] == right[0]
        return (left[:-1].rstrip(), "", right[1:]) if empty else (left, "", right)
    if right[0] in _CLOSING:
        # "... said. [05:09]." had its full stop twice.
        return left, "", right[1:] if right[0] in ".。" and left[-1] in ".。" else right
    apart = before != left, after != right
    if apart[1] or (apart[0] and not "가" <= right[0] <= "힣"):
        return left, " ", right
    latin = left[-1].isascii() and left[-1].isalnum() and right[0].isascii() and right[0].isalnum()
    return left, " " if latin else "", right


def _visible(text: str) -> str:
    return plain(text).strip(f" \n{POINTERS}")
