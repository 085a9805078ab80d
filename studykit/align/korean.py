"""Korean words reduced to stems: particles off, predicates in the shapes their endings give them.

This is not a morphological analysis. It serves look-ups in a list of known stems, where the longest match
at the front of a word is nearly always the right one and costs microseconds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_BASE, _MEDIALS, _FINALS = 0xAC00, 21, 28
# Indices in the Unicode order of final consonants.
_NONE, _N, _L, _M, _P, _SS = 0, 4, 8, 16, 17, 20
_T = 7
# Medials before and after an ending in -어/-아 is drawn together with them (늘리 + 어 -> 늘려).
_CONTRACTED = {20: (6,), 8: (9,), 13: (14,), 18: (4, 0), 0: (0,), 4: (4,), 11: (10,)}

PARTICLES = tuple(
    sorted(
        ["은", "는", "이", "가", "을", "를", "의", "에", "에서", "에게", "에게서", "한테", "께", "께서", "로", "으로", "와", "과", "랑", "이랑", "하고", "도", "만", "까지", "부터", "마저", "조차", "밖에", "보다", "처럼", "같이", "마다", "이나", "나", "이라도", "라도", "이란", "란", "이라는", "라는", "이라고", "라고", "이며", "며", "이고", "고", "입니다", "이다", "인", "인데", "이지만", "지만", "들", "들은", "들이", "들을", "들의", "들에게", "들과", "에는", "에도", "에만", "에서는", "에서도", "으로는", "으로도", "로는", "로도", "로써", "으로써", "로서", "으로서", "만의", "만이", "만을", "까지의", "부터의", "에의", "와의", "과의", "으로의", "로의", "보다는", "보다도", "이라면", "라면", "이었습니다", "였습니다", "이었", "였", "하는", "하여", "해", "한", "할", "하며", "하고", "합니다", "했습니다", "하기", "하지", "했던", "하면", "된", "되는", "되어", "되고", "됩니다", "되며", "될", "되었습니다", "됐습니다", "적", "적인", "적으로", "적이고", "적이며", "적인가", "에서의", "에게는", "이라기보다", "라기보다", "같은", "등", "등을", "등의", "등이", "식", "식의"],
        key=len,
        reverse=True,
    )
)  # fmt: skip


def _split(ch: str) -> tuple[int, int, int]:
    code = ord(ch) - _BASE
    return code // (_MEDIALS * _FINALS), code // _FINALS % _MEDIALS, code % _FINALS


def _syllable(initial: int, medial: int, final: int) -> str:
    return chr(_BASE + (initial * _MEDIALS + medial) * _FINALS + final)


def is_hangul(ch: str) -> bool:
    """Whether a character is one Hangul syllable."""
    return "가" <= ch <= "힣"


def mostly_hangul(text: str) -> bool:
    """Whether a text is Korean, judged by its beginning: a third of its characters are syllables."""
    sample = text[:4000]
    return sum(map(is_hangul, sample)) > 0.3 * max(1, len(sample))


def bare(word: str) -> Iterator[str]:
    """A word as it is, then with each particle it may end in taken off, shortest remainder last."""
    yield word
    for size in range(1, min(7, len(word) - 1)):
        if word[-size:] in _PARTICLE_SET:
            yield word[:-size]


_PARTICLE_SET = frozenset(PARTICLES)


def predicate_shapes(stem: str) -> frozenset[str]:
    """The beginnings a predicate stem (늘리, 어렵, 다르) can have in running text."""
    head, last = stem[:-1], stem[-1:]
    if not last or not is_hangul(last):
        return frozenset({stem})
    initial, medial, final = _split(last)
    shapes = {stem}
    if final == _NONE:
        shapes |= {head + _syllable(initial, medial, f) for f in (_N, _L, _M, _P)}
        for after in _CONTRACTED.get(medial, ()):
            shapes |= {head + _syllable(initial, after, f) for f in (_NONE, _SS)}
        if last == "르" and head and is_hangul(head[-1]):  # 다르 -> 달라, 달랐
            i, m, _ = _split(head[-1])
            doubled = head[:-1] + _syllable(i, m, _L)
            shapes |= {doubled + x for x in "라러랐렀"}
        if last == "하":
            shapes |= {head + x for x in ("해", "했", "하여")}
    elif final == _P:  # 어렵 -> 어려운, 어려워
        shapes |= {head + _syllable(initial, medial, _NONE) + x for x in "운우울워웠움와왔"}
    elif final == _T:  # 듣 -> 들어
        shapes.add(head + _syllable(initial, medial, _L))
    elif final == _L:  # 줄 -> 주는, 준, 줍니다
        shapes |= {head + _syllable(initial, medial, f) for f in (_N, _P)}
    return frozenset(shapes)


def follows_predicate(text: str, end: int) -> bool:
    """Whether what stands at ``end`` can continue a predicate whose beginning ends there."""
    return _ENDING.match(text, end) is not None


_ENDING = re.compile(
    r"(?![가-힣])|는|고|며|면|지|다|기|게|던|도록|려|거나|니|어|아|었|았|은|을|습|서|야|요|음|자|네|해|했|하|되|됩|된|될"
)
