"""Negation, hedges and comparisons: small words that turn a statement round, and get lost in summaries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from studykit.align.concepts import Concept
from studykit.align.english import stem
from studykit.align.numbers import Quantity, quantities, same
from studykit.align.spans import Span
from studykit.align.words import Words
from studykit.model import Flag

_NOT = frozenset(
    """not no never cannot can't don't doesn't didn't won't wouldn't couldn't shouldn't isn't aren't wasn't weren't hasn't
    haven't hadn't ain't nobody nothing none neither nor without unable cant dont doesnt didnt wont isnt""".split()  # noqa: SIM905
)
# "not only", "no doubt": the words are there, the negation is not.
_NOT_NEGATING = frozenset("only just necessarily doubt problem matter know even".split())  # noqa: SIM905
# A bullet negates a word in Korean after it, in English before it.
_NEGATED_AFTER = re.compile(
    r"[가-힣]*\s?(?:[가-힣]+\s)?[가-힣]*?(?:않|못|없|아니|아닌|아닙|불가|어렵|어려|힘들|실패|거부|거절|금지|막[는아았]|멈[추춰췄]|그만|중단|피[하해했]|제외|부족|무의미|벗어|대신|보다|말라|마세|마십)"
)
_NEGATED_BEFORE = re.compile(
    r"(?:(?<![가-힣])(?:안|못) [가-힣]*|\b(?:not|no|never|without|cannot|unable to|\w+n't|fails? to|failed to|refus\w+ to|hard(?:ly)?|instead of|unlike|before|rather than|as opposed to|stop\w*|avoid\w*|quit\w*|nobody|none|nothing|neither|nor)\s(?:\w+\s){0,4})$",
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
    r"could be|most likely|it seems|seems to|almost|nearly|virtually|hardly|barely)\b",
    re.IGNORECASE,
)
_HEDGED_SUMMARY = re.compile(
    r"수 있|수도|것 같|듯|아마|가능|추정|예상|전망|보인|보입|생각|지도 모|믿|것으로 보|우려|추측|짐작|약 |정도|거의|대략|사실상|대부분|대체로|주로|일부"
    r"|\b(?:may|might|could|probably|perhaps|maybe|likely|possibl\w*|seem\w*|think\w*|believ\w*|suggest\w*|expect\w*|appear\w*|"
    r"apparent\w*|presum\w*|suppos\w*|alleg\w*|about|around|nearly|almost|roughly|mostly|mainly|essentially|virtually)\b",
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
    r"증가|늘[리어었려렸]|상승|높[이아여였]|키[우워웠운]|커[지졌진]|확대|많아|빨라|개선|향상|나아[지졌진]"
    r"|\b(?:increas\w*|rais\w*|ris(?:e|es|ing)|rose|grow\w*|grew|more|higher|faster|bigger|larger|up|improv\w*|better|expand\w*)\b",
    re.IGNORECASE,
)
_DOWN = re.compile(
    r"감소|줄[이어었여였인일입]|하락|낮[추아춰췄]|축소|적어[지졌진]|느려|악화|나빠|떨어[지졌뜨]"
    r"|\b(?:decreas\w*|reduc\w*|lower\w*|f[ae]ll(?:s|ing|en)?|drop\w*|less|fewer|smaller|slower|down|shrink\w*|cut\w*|declin\w*|"
    r"worse\w*|cheaper|remov\w*)\b",
    re.IGNORECASE,
)
_ANYTHING = re.compile(
    r"more|less|up|down|better|worse\w*|cut\w*|grow\w*|fewer|bigger|larger|smaller", re.IGNORECASE
)
# Verbs that only tell that something is said or seen.
_FRAME = re.compile(r"말[하합했]|보[며고았]|봅|봤|설명|소개|강조|결론|주장|평가")
# Words between a "not" and what it turns round.
_LIGHT = frozenset(
    """a an the to be been being have had really very at all so that it this them your their his her its my our any much even get
    gets getting got going gonna able quite actually always ever yet fully directly um uh like kind of sort there's there in with on for by make makes do does have has take takes""".split()  # noqa: SIM905
)
# A bare "not" turns a verb round only after one of these; elsewhere it sets off a noun ("lap dogs, not watchdogs").
_AUXILIARY = re.compile(
    r"(?:do|does|did|is|are|was|were|be|been|am|can|could|will|would|should|may|might|must|have|has|had|\w+'(?:re|s|m|ve|ll|d))"
)
_SCOPE = 4  # words that a "don't" can turn round
_BE_NOT = frozenset("isn't aren't wasn't weren't isnt ain't".split())  # noqa: SIM905
_LEAST_SHARED = (
    2  # concepts a clause must share with the bullet before its hedge, or its "don't", is the bullet's
)
_ASKING = frozenset("do does did can could will would is are was were".split())  # noqa: SIM905 - "do they sleep"
_AROUND = 14  # words beside a quote in which its sentence may begin or end
_BREAKERS = frozenset("but so because then which i you we they he she it and if when".split())  # noqa: SIM905
# They end a clause even right behind its "don't": "what REM doesn't so deep sleep ...".
_ENDS = frozenset("but so because then which and if when".split())  # noqa: SIM905


def negation_flags(text: str, concepts: Sequence[Concept], span: Span, words: Words) -> Iterator[Flag]:
    """Something the talk negates in words that the bullet shares, and the bullet states."""
    inside = range(span.first, min(len(words), span.after + _AROUND))
    written = set(re.findall(r"[a-z']+", text.lower()))
    for negation, scope in _negations(words, inside):
        if words.forms[negation] in written or any(
            _negated_at(text, c) for c in concepts if any(p in scope for p in c.places)
        ):
            continue  # the bullet negates it too, in its own way
        shared = [
            c
            for c in concepts
            if any(p in scope for p in c.places)
            and not _FRAME.match(text, c.start)
            and not _said_plainly(c, scope, words, inside)
        ]
        # The word right after the negation decides; words farther on do where several are the bullet's.
        if (
            any(_is_word(c, scope[0], words) for c in shared if c.kind != "number")
            or len(shared) >= _LEAST_SHARED
        ):
            yield Flag(
                "negation-dropped", shared[0].text, words.text[words.starts[negation] : words.ends[scope[-1]]]
            )
            return


def _negated_at(text: str, concept: Concept) -> bool:
    """Whether the bullet negates a concept where it says it."""
    end = concept.start + len(concept.text)
    return bool(
        _NEGATED_AFTER.match(text, end, min(len(text), end + 14))
        or _NEGATED_BEFORE.search(text[max(0, concept.start - 45) : concept.start])
    )


def _is_word(concept: Concept, place: int, words: Words) -> bool:
    """Whether a concept is heard at a word; in English as itself, not as a synonym."""
    return place in concept.places and (
        concept.kind != "word" or stem(concept.text.lower()) == words.stems[place]
    )


def _said_plainly(concept: Concept, scope: Sequence[int], words: Words, inside: range) -> bool:
    """Whether the quote also says the concept outside the negation and not right beside it."""
    return any(
        p in inside and not scope[0] - 1 <= p <= scope[-1] + 4 and words.forms[p - 2] not in _ASKING
        for p in concept.places
    )


def _negations(words: Words, inside: range) -> Iterator[tuple[int, list[int]]]:
    """Each negation with the words it can turn round: those that mean something, up to the end of its clause."""
    for number in inside:
        form = words.forms[number]
        before = words.forms[number - 1] if number else ""
        if form not in _NOT or (form == "not" and not _AUXILIARY.fullmatch(before)):
            continue
        # After "is not" only the next word is turned round: "not good at all for the health" says nothing of health.
        most = 1 if form == "not" or form in _BE_NOT else _SCOPE
        scope: list[int] = []
        for after in range(number + 1, min(number + 10, inside.stop)):
            word = words.forms[after]
            if (
                words.text[words.ends[after - 1] - 1] in ".?!;"
                or word in _NOT_NEGATING
                or word in (_BREAKERS if scope else _ENDS if most > 1 else ())
            ):
                break
            if word not in _LIGHT and word not in _BREAKERS and word != "think":
                scope.append(after)
                if len(scope) == most:
                    break
        if scope:
            yield number, scope


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
    start = words.starts[span.first]
    end = words.ends[min(len(words), span.after + _AROUND) - 1]
    for match in _HEDGES.finditer(words.text, start, end):
        first = words.number_at(match.start())
        scope = range(first, min(first + 9, len(words)))
        shared = [c for c in concepts if any(p in scope for p in c.places)]
        if len(shared) >= _LEAST_SHARED:
            yield Flag("hedge-dropped", shared[0].text, words.text[match.start() : words.ends[scope[-1]]])
            return


def comparison_flags(
    text: str, said: Sequence[Quantity], words: Words, span: Span, concepts: Sequence[Concept]
) -> Iterator[Flag]:
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
    # "more" and "up" are said of anything; that they are there as well shows that a rise was meant, no more.
    up, down = _UP.search(text), _DOWN.search(text)
    said_up, said_down = _ways(_UP, words, span), _ways(_DOWN, words, span)
    if up and not down and said_down and not said_up:
        yield from _turned(up[0], said_down, words, concepts)
    elif down and not up and said_up and not said_down:
        yield from _turned(down[0], said_up, words, concepts)


def _ways(way: re.Pattern[str], words: Words, span: Span) -> list[re.Match[str]]:
    """The words of the quote that go one way."""
    return list(way.finditer(words.text, words.starts[span.first], words.ends[span.after - 1]))


def _turned(
    here: str, said: Sequence[re.Match[str]], words: Words, concepts: Sequence[Concept]
) -> Iterator[Flag]:
    """The other way, unless the bullet has a rendering of its own for the word ("reduces iron" for 환원)."""
    rendered = {place for concept in concepts for place in concept.places}
    other = next(
        (
            match[0]
            for match in said
            if words.number_at(match.start()) not in rendered and not _ANYTHING.fullmatch(match[0])
        ),
        "",
    )
    if other:
        yield Flag("comparison-differs", here, other)
