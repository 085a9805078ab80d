"""Morphemes of a Korean sentence, by kiwipiepy, loaded once and only when a Korean deck is made."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiwipiepy import Kiwi  # type: ignore[import-untyped]

# What must stay one noun: code spans, identifiers and names with digits or inner marks.
_WHOLE = (r"`[^`\n]+`", r"[A-Za-z][A-Za-z0-9]*(?:[._+#/-][A-Za-z0-9]+)+(?:\+\+|#)?", r"[A-Za-z](?:\+\+|#)")


@dataclass(frozen=True, slots=True)
class Morph:
    """A morpheme: dictionary form, Sejong tag, and where it stands in the sentence."""

    form: str
    tag: str
    start: int
    end: int


@cache
def _engine() -> Kiwi:
    from kiwipiepy import Kiwi  # noqa: PLC0415 - seconds and 260 MB, paid only by those who generate Korean

    # The multi-word, typo and default dictionaries cost 300 MB and change no token that cards depend on.
    kiwi = Kiwi(num_workers=1, load_default_dict=False, load_typo_dict=False, load_multi_dict=False)
    for pattern in _WHOLE:
        kiwi.add_re_word(pattern, "NNP")
    return kiwi


@lru_cache(maxsize=4096)
def morphs(text: str) -> tuple[Morph, ...]:
    """The morphemes of a text, in order."""
    return tuple(Morph(t.form, t.tag, t.start, t.start + t.len) for t in _engine().tokenize(text))


@lru_cache(maxsize=1024)
def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text; a full stop inside brackets, quotes or a number ends none."""
    ends = [
        m.end()
        for m in re.finditer(
            r"(?<=[다요죠까음함됨임])[.!?](?=\s|$)|(?<=[A-Za-z0-9가-힣)\]’”'\"`])[.!?](?=\s+[가-힣A-Z`'\"‘“])",
            text,
        )
    ]
    parts, last = [], 0
    for end in [*ends, len(text)]:
        part = text[last:end].strip()
        if part:
            parts.append(part)
        last = end
    return tuple(parts)


def join(items: Sequence[tuple[str, str]]) -> str:
    """Morphemes put together as written: contractions and vowel harmony done."""
    return str(_engine().join(list(items)))
