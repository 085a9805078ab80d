"""Negation, hedges and comparisons: small words that turn a statement round, and get lost in summaries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from studykit.align.concepts import Concept
from studykit.align.english import STOPWORDS
from studykit.align.numbers import Quantity, quantities, same
from studykit.align.spans import Span
from studykit.align.words import Words
from studykit.model import Flag

_NOT = frozenset(
    """not no never cannot can't don't doesn't didn't won't wouldn't couldn't shouldn't isn't aren't wasn't weren't hasn't
    haven't hadn't ain't nobody nothing none neither nor without unable cant dont doesnt didnt wont isnt""".split()  # noqa: SIM905
)
# "not only", "no doubt", "don't think so": the words are there, the negation is not.
_NOT_NEGATING = frozenset("only just necessarily doubt problem matter think know really even".split())  # noqa: SIM905
_NEGATED = re.compile(
    r"않|못[하해했할 ]|(?<![가-힣])못|없|아니|아닌|아닙|(?<![가-힣])안 |불가|거부|거절|금지|막[는아았습]|제외|대신|보다는|어렵|어려|힘들|실패|부족|전혀|비공개|무의미|벗어|말아|말고|말라"
    r"|\b(?:not|no|never|without|cannot|unable|un\w+|in(?:ability|capable)|fail\w*|refus\w*|lack\w*|neither|nor|nobody|nothing|none|"
    r"instead|rather|\w+n't|impossible|hard|difficult|wrong\w*|removes?|less|fewer)\b",
    re.IGNORECASE,
)
# What makes a number approximate or bounded, before or after it.
_ABOUT_BEFORE = re.compile(
    r"(?:\b(?:about|around|almost|nearly|roughly|approximately|approx|close to|some|maybe|probably|perhaps|up to|at least|at most|"
    r"more than|less than|over|under|north of|as many as|as much as|order of|like maybe)\s+(?:(?:um|uh|like|a|an|the|say|kind of|sort of|about)\s+)*)$",
    re.IGNORECASE,
)
_ABOUT_SUMMARY = re.compile(
    r"약|거의|대략|정도|쯤|가까|이상|이하|넘|최대|최소|안팎|미만|초과|남짓|여 |경|무렵|얼추|어림|내외|가량|수준|달하|육박|추정|아마|할 수|일 수"
    r"|\b(?:about|around|almost|nearly|roughly|approximately|some|up to|over|under|more than|less than|at least|at most|close to|"
    r"maybe|perhaps|probably|estimated|may|might|could|likely|as many as|as much as|order of)\b",
    re.IGNORECASE,
)
_HEDGES = re.compile(
    r"\b(?:might|maybe|may|possibly|perhaps|probably|presumably|supposedly|allegedly|i'm not sure|not sure|i don't know if|"
    r"could be|most likely|it seems|seems to)\b",
    re.IGNORECASE,
)
_HEDGED_SUMMARY = re.compile(
    r"수 있|수도|것 같|듯|아마|가능|추정|예상|전망|보인|보입|보고|생각|모른|모릅|지도|믿|주장|것으로|느낌|기대|우려|걱정|거의|약 |원|바라|고자|려고|려 |시도|적합할|좋을"
    r"|\b(?:may|might|could|can|probably|perhaps|maybe|likely|possibl\w*|seem\w*|think\w*|believ\w*|suggest\w*|expect\w*|appear\w*|"
    r"apparent\w*|presum\w*|suppos\w*|alleg\w*|would|should|wants?|hopes?|tends?|bet|yet)\b",
    re.IGNORECASE,
)
_AT_LEAST = re.compile(r"\b(?:at least|more than|over|no less than|north of|minimum)\s*$", re.IGNORECASE)
_AT_MOST = re.compile(
    r"\b(?:at most|less than|under|fewer than|up to|no more than|maximum|below)\s*$", re.IGNORECASE
)
_LEAST_SUMMARY = re.compile(
    r"이상|넘[는은게어]|최소|초과|적어도|\b(?:at least|more than|over)\b", re.IGNORECASE
)
_MOST_SUMMARY = re.compile(
    r"이하|미만|최대|못 미|많아야|\b(?:at most|less than|under|fewer than|up to)\b", re.IGNORECASE
)
_UP = re.compile(
    r"증가|늘[리어었려렸]|상승|높[이아여였]|커[지졌진]|확대|많아|빨라|개선|향상|나아[지졌진]"
    r"|\b(?:increas\w*|rais\w*|ris(?:e|es|ing)|rose|grow\w*|grew|more|higher|faster|bigger|larger|up|improv\w*|better|expand\w*)\b",
    re.IGNORECASE,
)
_DOWN = re.compile(
    r"감소|줄[이어었여였인일입]|하락|낮[추아춰췄]|축소|적어[지졌진]|느려|악화|나빠|떨어[지졌진뜨]"
    r"|\b(?:decreas\w*|reduc\w*|lower\w*|f[ae]ll(?:s|ing|en)?|drop\w*|less|fewer|smaller|slower|down|shrink\w*|cut\w*|declin\w*|"
    r"worse\w*|cheaper|remov\w*)\b",
    re.IGNORECASE,
)
# Words between a "not" and what it turns round.
_LIGHT = frozenset(
    """a an the to be been being have had really very at all so that it this them your their his her its my our any much even get
    got going gonna able quite actually always ever yet fully directly um uh like kind of sort""".split()  # noqa: SIM905
)
# A bare "not" turns a verb round only after one of these; elsewhere it sets off a noun ("lap dogs, not watchdogs").
_AUXILIARY = re.compile(
    r"(?:do|does|did|is|are|was|were|be|been|am|can|could|will|would|should|may|might|must|have|has|had|\w+'(?:re|s|m|ve|ll|d))"
)
_LEAST_SHARED = 2  # concepts a clause must share with the bullet before its hedge is the bullet's


def negation_flags(text: str, concepts: Sequence[Concept], span: Span, words: Words) -> Iterator[Flag]:
    """A word of the bullet that the quote only ever negates, in a bullet that negates nothing; and the reverse."""
    inside = range(span.first, span.after)
    negated = _negated_words(words, inside)
    if _NEGATED.search(text):
        return
    for concept in concepts:
        places = [p for p in concept.places if p in inside]
        if places and concept.kind in {"term", "word", "sound"} and all(p in negated for p in places):
            first = places[0]
            start = negated[first]
            yield Flag("negation-dropped", concept.text, words.text[words.starts[start] : words.ends[first]])
            return


def _negated_words(words: Words, inside: range) -> dict[int, int]:
    """The first word that means something after each negation, with the word that negates it."""
    found: dict[int, int] = {}
    for number in inside:
        if words.forms[number] not in _NOT:
            continue
        if words.forms[number] == "not" and not _AUXILIARY.fullmatch(
            words.forms[number - 1] if number else ""
        ):
            continue
        for after in range(number + 1, min(number + 7, inside.stop)):
            if words.text[words.ends[after - 1] - 1] in ".?!,;" or words.forms[after] in _NOT_NEGATING:
                break
            if words.forms[after] not in _LIGHT:
                if words.forms[after] not in STOPWORDS:
                    found[after] = number
                break
    return found


def hedge_flags(text: str, said: Sequence[Quantity], words: Words) -> Iterator[Flag]:
    """A number given as exact that the talk gives as approximate or as a bound."""
    for number in quantities(text):
        if number.word or number.name:
            continue
        around = text[max(0, number.start - 14) : number.start] + " " + text[number.end : number.end + 10]
        if _ABOUT_SUMMARY.search(around):
            continue
        for other in said:
            if not (same(number.low, other.low) and same(number.high, other.high)):
                continue
            before = _ABOUT_BEFORE.search(words.text[max(0, other.start - 40) : other.start])
            if before:
                yield Flag(
                    "hedge-dropped",
                    text[number.start : number.end],
                    before[0] + words.text[other.start : other.end],
                )
                break


def doubt_flags(text: str, concepts: Sequence[Concept], span: Span, words: Words) -> Iterator[Flag]:
    """A statement given as fact whose words the talk puts under "probably", "might" and the like."""
    if _HEDGED_SUMMARY.search(text):
        return
    start, end = words.starts[span.first], words.ends[span.after - 1]
    for match in _HEDGES.finditer(words.text, start, end):
        first = words.number_at(match.start())
        scope = range(first, min(first + 8, span.after))
        shared = [c for c in concepts if any(p in scope for p in c.places)]
        if len(shared) >= _LEAST_SHARED:
            yield Flag("hedge-dropped", shared[0].text, words.text[match.start() : words.ends[scope[-1]]])
            return


def comparison_flags(text: str, said: Sequence[Quantity], words: Words, quote: str) -> Iterator[Flag]:
    """A bound turned round (at least for at most), or a rise for a fall."""
    for number in quantities(text):
        around = text[max(0, number.start - 10) : number.start] + " " + text[number.end : number.end + 6]
        for other in said:
            if not same(number.low, other.low):
                continue
            before = words.text[max(0, other.start - 16) : other.start]
            turned = (_LEAST_SUMMARY.search(around) and _AT_MOST.search(before)) or (
                _MOST_SUMMARY.search(around) and _AT_LEAST.search(before)
            )
            if turned:
                yield Flag(
                    "comparison-differs",
                    text[number.start : number.end],
                    (before + words.text[other.start : other.end]).strip(),
                )
    up, down = _UP.search(text), _DOWN.search(text)
    said_up, said_down = _UP.search(quote), _DOWN.search(quote)
    if up and not down and said_down and not said_up:
        yield Flag("comparison-differs", up[0], said_down[0])
    elif down and not up and said_up and not said_down:
        yield Flag("comparison-differs", down[0], said_up[0])
