"""The end of a Korean sentence turned into a question, a noun modifier or a reason."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from studykit.generate.languages.korean.morphs import Morph, join, morphs
from studykit.generate.languages.korean.phrases import base
from studykit.text import has_final_consonant

_STEMS = frozenset({"VV", "VA", "VX", "XSV", "XSA", "VCP", "VCN"})
_DESCRIBING = frozenset({"VA", "XSA", "VCP", "VCN"})


@dataclass(frozen=True, slots=True)
class Tail:
    """The last predicate of a clause. ``start`` is where its inflected part begins, ``stop`` where its ending ends."""

    stem: tuple[tuple[str, str], ...]
    tenses: tuple[tuple[str, str], ...]
    start: int
    stop: int
    describing: bool  # an adjective or copula: 어렵다, 중요하다, 이다

    @property
    def copula(self) -> bool:
        """Whether it is 이다."""
        return base(self.stem[-1][1]) == "VCP"

    @property
    def verb(self) -> str:
        """Its dictionary stem."""
        return self.stem[-1][0]


def tail(items: Sequence[Morph], stop: int) -> Tail | None:
    """The predicate whose ending stands at index ``stop``; None where no predicate stands before it."""
    i = stop - 1
    while i >= 0 and base(items[i].tag) == "EP":
        i -= 1
    if i < 0 or base(items[i].tag) not in _STEMS:
        return None
    return Tail(
        stem=((items[i].form, items[i].tag),),
        tenses=tuple((m.form, m.tag) for m in items[i + 1 : stop] if m.form not in {"시", "으시"}),
        start=items[i].start,
        stop=items[stop].end,
        describing=_describing(items, i),
    )


def _describing(items: Sequence[Morph], i: int) -> bool:
    """Whether the predicate at ``i`` conjugates as an adjective; 않다 and 못하다 follow the word they negate."""
    if base(items[i].tag) == "VX" and items[i].form in {"않", "못하"}:
        k = i - 2
        return k >= 0 and base(items[k].tag) in _DESCRIBING and items[k].form not in {"있", "없"}
    if base(items[i].tag) == "VX":
        return items[i].form == "싶"
    return base(items[i].tag) in _DESCRIBING and items[i].form not in {"있", "없"}


def last_tail(text: str) -> Tail | None:
    """The predicate that ends a sentence; None for a sentence that ends in a noun."""
    items = morphs(text)
    stops = [i for i, m in enumerate(items) if base(m.tag) == "EF"]
    return tail(items, stops[-1]) if stops else None


def asking(found: Tail) -> str:
    """The predicate as the end of a polite question: 하나요, 했나요, 어려운가요, 인가요."""
    past = any(form in {"었", "았", "였"} for form, _ in found.tenses)
    if found.copula and past:
        return join([*found.stem, ("었", "EP"), ("나요", "EF")])
    end = "은가요" if found.describing and not found.tenses else "나요"
    return join([*found.stem, *found.tenses, (end, "EF")])


def adnominal(found: Tail) -> str:
    """The predicate before a noun: 하는, 한, 어려운, 였던, 할."""
    forms = [form for form, _ in found.tenses]
    if "겠" in forms:
        return join([*found.stem, ("을", "ETM")])
    if any(form in {"었", "았", "였"} for form in forms):
        if found.describing or found.verb in {"있", "없"}:
            return join([*found.stem, ("었", "EP"), ("던", "ETM")])
        return join([*found.stem, ("은", "ETM")])
    return join([*found.stem, ("은" if found.describing else "는", "ETM")])


def because(found: Tail) -> str:
    """The predicate as a reason: 하기 때문입니다."""
    tenses = [(form, tag) for form, tag in found.tenses if form != "겠"]
    return join([*found.stem, *tenses, ("기", "ETN")]) + " 때문입니다."


# English words that Koreans end in a stop: hook 훅, web 웹, chat 챗; others end in a vowel: task 태스크.
_STOPPED = re.compile(r"^[a-z]{1,3}(?<![aeiou])[aeiou]{1,2}(?:ck|[kpbtg])$|^(?:app|net|set)$")


def particle(word: str, after_consonant: str, after_vowel: str) -> str:
    """The particle that fits a word, Latin names and digits by how Koreans read them."""
    return after_consonant if _closed(word) else after_vowel


def _closed(word: str) -> bool:
    """Whether a word is read with a consonant at its end."""
    gloss = re.search(r"\(([가-힣 ]+)\)$", word)
    core = gloss[1] if gloss else re.sub(r"\s*[(\[][^()]*[)\]]$", "", word)
    core = core.rstrip("`'\"’”)] ")
    last = core[-1:]
    if "가" <= last <= "힣":
        return has_final_consonant(core)
    if last.isdigit():
        return last in "013678"
    if last == "%":
        return False
    spoken = core.split()[-1] if core.split() else ""
    return last in "lmnLMNR" or _STOPPED.match(spoken.casefold()) is not None
