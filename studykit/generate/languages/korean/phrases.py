"""Noun phrases of a Korean sentence: where they stand, which particle follows, and what governs them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from studykit.generate.languages.korean.morphs import Morph, morphs
from studykit.generate.languages.lexicon import of

_NOUN = frozenset({"NNG", "NNP", "NR", "SL", "SH", "SN", "XPN", "XSN", "W_SERIAL", "XR", "SB"})
_GLUE = frozenset("%_-./#&+~–—·×°$€£₩`*^=<>|@\\:")
_ABSTRACT = frozenset(
    {"것", "수", "때", "데", "바", "줄", "뿐", "듯", "만큼", "대로", "채", "등", "중", "거", "때문"}
)
_OPENING = of("때 대신 순간 경우 후 뒤 전 동안 시 직후 직전 이후 결과 다음")
_CLOSING = of("모두 시 때 중 이후 이전 직전 직후 후 전 내 당시 등 시점 동안 이상 이하 역할")
# Adjectives that compare or quantify; they name no kind of thing.
# Nouns of time that stand before a phrase without belonging to it.
_WHEN = of("오늘날 현재 최근 당시 매일 매년 올해 지난해 이후 이전 초기 처음 나중")
_LOOSE = of("같 있 없 다르 많 적 이러하 그러하 어떠하")
_NUMERALS = frozenset(
    ["한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열", "스무", "첫", "몇", "수", "여러"]
)
_MODIFIER_TAGS = frozenset({"XSA", "VCP", "VA", "XSN"})
_ROLES = {
    "JKO": "object", "JKS": "subject", "JKC": "complement", "JKG": "genitive", "JKQ": "naming", "VCP": "naming",
    "JC": "list", "SP": "list", "MAJ": "list",
}  # fmt: skip
_NAMING = frozenset({"라는", "라고", "란", "라"})
_BY = dict.fromkeys(("로", "으로", "로서", "으로써", "로써", "으로서"), "by") | {
    "보다": "than", "와": "with", "과": "with",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Phrase:
    """A maximal noun phrase. ``first:last`` are its morphemes, ``core`` the first morpheme of its last noun run.

    ``role`` is read off what follows: object, subject, topic, copula, naming (…라는), appositive (…인), by (로),
    with (와/과), than (보다), place, bare, ... ``ending`` is that of the predicate it belongs to: main,
    connective, adnominal, nominal or none. ``joined`` are the starts of its list mates.
    """

    start: int
    end: int
    first: int
    last: int
    core: int
    role: str
    ending: str
    joined: tuple[int, ...] = ()
    relative: bool = False  # a clause with a verb stands before it and describes it


def base(tag: str) -> str:
    """A tag without its conjugation class."""
    return tag.partition("-")[0]


def is_noun(items: Sequence[Morph], i: int) -> bool:
    """Whether the morpheme at ``i`` can be part of a noun run."""
    m = items[i]
    tag = base(m.tag)
    if tag in _NOUN:
        return True
    if tag == "NNB" and m.form in {"바", "간"} and i > 0 and base(items[i - 1].tag) in _NOUN:
        return True  # 프로그레스 바, 창업자 간의 갈등
    if tag == "NNB":
        return (
            m.form not in _ABSTRACT and i > 0 and (is_numeral(items, i - 1) or base(items[i - 1].tag) == "SN")
        )
    if tag in {"SW", "SO", "SP"} and m.form in _GLUE:
        near = 0 < i < len(items) - 1 and items[i - 1].end == m.start and items[i + 1].start == m.end
        return (near and tag != "SP") or (m.form in {"%", "`", "#", "+"} and tag == "SW")
    return is_numeral(items, i)


def is_numeral(items: Sequence[Morph], i: int) -> bool:
    """Whether the morpheme at ``i`` counts something: 두 (개), 만, 10."""
    m = items[i]
    tag = base(m.tag)
    return tag in {"SN", "NR"} or (
        tag == "MM" and m.form in _NUMERALS and i + 1 < len(items) and base(items[i + 1].tag) == "NNB"
    )


def _group_end(items: Sequence[Morph], i: int) -> int | None:
    """The index after the bracket or quotation that opens at ``i``; None where none opens or it holds a sentence."""
    if base(items[i].tag) != "SSO":
        return None
    depth = 0
    for j in range(i, min(len(items), i + 40)):
        tag = base(items[j].tag)
        depth += (tag == "SSO") - (tag == "SSC")
        if depth == 0:
            return j + 1
    return None


def _belongs(items: Sequence[Morph], i: int, *, first: bool) -> bool:
    """Whether the group that opens at ``i`` is part of a noun: a quoted name, or a gloss right after a noun."""
    if items[i].form in {"(", "["}:
        return (
            not first
            and items[i].start == items[i - 1].end
            and items[i + 1].form not in {"예", "즉", "e", "e.g"}
        )
    return first or items[i].start == items[i - 1].end


def noun_runs(items: Sequence[Morph]) -> list[tuple[int, int]]:
    """Index ranges of adjoining nouns, brackets after them included; verb stems (사용+하) end a run before them."""
    runs: list[tuple[int, int]] = []
    i = 0
    while i < len(items):
        j = i
        while j < len(items):
            group = _group_end(items, j)
            if group is not None and _belongs(items, j, first=j == i):
                j = group
            elif is_noun(items, j):
                j += 1
            else:
                break
        if j == i:
            # An aside in brackets is passed over: nothing in it is the point.
            i = _group_end(items, i) or i + 1 if items[i].form in {"(", "["} else i + 1
            continue
        first, end = _trimmed(items, i, j)
        if end > first:
            runs.append((first, end))
        i = max(j, i + 1)
    return runs


def _trimmed(items: Sequence[Morph], first: int, end: int) -> tuple[int, int]:
    """A run without what is no noun of its own: verb stems (활성화+하), 때 and 경우 around it, adverbs in -적으로."""
    after = items[end] if end < len(items) else None
    if after is not None and base(after.tag) in {"XSV", "XSA"}:
        end -= 1
        while end > first and items[end - 1].end == items[end].start:
            end -= 1
    while (
        first < end and items[first].form in _OPENING and (first == 0 or base(items[first - 1].tag) == "ETM")
    ):
        first += 1
    while end - first > 1 and items[first].form in _WHEN and items[first].end < items[first + 1].start:
        first += 1
    while end - 1 > first and items[end - 1].form in _CLOSING and items[end - 2].end < items[end - 1].start:
        end -= 1
    while end > first and items[end - 1].form in _GLUE - {"%", "+", "#"}:
        end -= 1
    if end - first > 1 and items[end - 1].form in {"과", "와"} and items[end - 1].start == items[end - 2].end:
        end -= 1  # the tagger reads 기능과, as a department
    if end > first and items[end - 1].form == "적" and after is not None and not _describes(items, end):
        return first, first
    return first, end


def _describes(items: Sequence[Morph], i: int) -> bool:
    """Whether 인 follows, so that what ends in -적 is an adjective before a noun."""
    return base(items[i].tag) == "VCP" and i + 1 < len(items) and base(items[i + 1].tag) == "ETM"


def _link(items: Sequence[Morph], end: int, start: int) -> str:
    """How a run that ends before ``end`` hangs on one that begins at ``start``: genitive, list, adjective or ""."""
    between = items[end:start]
    tags = [base(m.tag) for m in between]
    if tags in (["JKG"], ["JKG", "MM"]):
        return "genitive"
    if tags in (["JC"], ["SP"]) or [m.form for m in between] in (["및"], ["또는"], ["혹은"], [",", "그리고"]):
        return "list"
    if len(between) >= 2 and tags[-1] == "ETM" and tags[0] in {"XSA", "VCP"} and between[-1].form != "라는":
        return "adjective" if len(between) == 2 else ""
    if len(between) == 3 and tags == ["NNG", "XSA", "ETM"]:
        return "adjective"
    return ""


def _role(items: Sequence[Morph], k: int) -> str:
    """What the morphemes from ``k`` on make of the noun run before them."""
    if k >= len(items):
        return "final"
    form, tag = items[k].form, base(items[k].tag)
    after = items[k + 1] if k + 1 < len(items) else items[k]
    if tag == "JX":
        return "topic" if form in {"은", "는", "ᆫ"} else "focus"
    if tag == "VCP" and after.form not in _NAMING:
        return "appositive" if base(after.tag) == "ETM" else "copula"
    if form == "역할":
        return "as"
    return _BY.get(form, "place") if tag == "JKB" else _ROLES.get(tag, "bare")


def ending(items: Sequence[Morph], k: int) -> tuple[str, int]:
    """The kind of ending of the first predicate from ``k`` on, and its index; auxiliaries are passed over."""
    for i in range(k, len(items)):
        tag = base(items[i].tag)
        after = base(items[i + 1].tag) if i + 1 < len(items) else ""
        if tag == "EF":
            return "main", i
        if tag == "EC" and after != "VX":
            return "connective", i
        if tag == "ETM" and not (after == "NNB" and items[i + 1].form == "수"):
            nominal = after == "NNB" and items[i + 1].form == "것"
            return ("nominal" if nominal else "adnominal"), i
        if tag == "ETN":
            return "nominal", i
    return "none", len(items)


@lru_cache(maxsize=1024)
def phrases(text: str) -> tuple[Phrase, ...]:
    """The noun phrases of a sentence, in order."""
    items = morphs(text)
    runs = noun_runs(items)
    found: list[Phrase] = []
    first, joined = 0, list[int]()
    for n, (i, j) in enumerate(runs):
        link = _link(items, runs[n - 1][1], i) if n else ""
        if not link:
            first, joined = i, []
        elif link == "list":
            joined.append(items[i].start)
        nxt = _link(items, j, runs[n + 1][0]) if n + 1 < len(runs) else ""
        start = _with_adjective(items, first)
        kind, _ = ending(items, j)
        role = "inner-" + nxt if nxt else _role(items, j)
        found.append(
            Phrase(
                start=items[start].start,
                end=items[j - 1].end,
                first=start,
                last=j,
                core=i,
                role=role,
                ending=kind,
                joined=tuple(joined),
                relative=start > 0 and base(items[start - 1].tag) == "ETM",
            )
        )
    return tuple(found)


def _with_adjective(items: Sequence[Morph], first: int) -> int:
    """The start of a phrase moved before a one-word adjective (새로운, 가능한) that describes it."""
    i = first
    if i >= 1 and base(items[i - 1].tag) == "MM" and items[i - 1].form in {"첫", "새", "전"}:
        i -= 1
    while i >= 2 and base(items[i - 1].tag) == "ETM" and base(items[i - 2].tag) == "VA":
        if items[i - 2].form in _LOOSE:
            break
        i -= 2
    return i
