"""Korean questions about whole clauses: why, what for, by which means, how, what then."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studykit.generate.candidate import Candidate, View
from studykit.generate.languages.korean import words
from studykit.generate.languages.korean.clauses import Sentence, as_clause, ask, before_noun
from studykit.generate.languages.korean.morphs import join
from studykit.generate.languages.korean.phrases import base, ending
from studykit.generate.languages.korean.predicates import Tail, adnominal, because, particle, tail

_USING = re.compile(r"(?:을|를)\s*(?:사용|활용|이용)(?:하여|해서|해)\s+|(?:을|를)\s*통(?:해서|해|하여)\s+")
_DUE_TO = re.compile(r"(?<=기) 때문에,?\s+|(?<=[가-힣A-Za-z0-9)]) 때문에,?\s+")
_FOR = re.compile(r"(?<=기) 위(?:해서|해|하여),?\s+|(?<=[을를]) 위(?:해서|해|하여),?\s+")
_PART = 3  # syllables up to which a subject names a part or measure (크기, 비용)
_TURNS = frozenset(
    {
        "되",
        "지",
        "나아지",
        "늘",
        "줄",
        "생기",
        "사라지",
        "높아지",
        "낮아지",
        "커지",
        "빨라지",
        "느려지",
        "멈추",
        "끝나",
    }
)
_CATEGORIES = (
    "함수", "태그", "도구", "모델", "알고리즘", "기술", "기법", "훅", "컴포넌트", "클래스", "언어", "프레임워크", "라이브러리",
    "키", "배열", "이벤트", "이펙트", "방식",
)  # fmt: skip


def reason(_view: View, s: Sentence) -> Iterator[Candidate]:
    """…기 때문에 / …므로 -> …이유는 무엇인가요?"""
    if s.tail is None or words.SAYING.search(s.text):
        return
    match = _DUE_TO.search(s.text)
    if match:
        yield from _why(s, match.start(), match.end(), " 때문입니다.")
        return
    for i, m in enumerate(s.items):
        if m.form in {"므로", "으므로"} and base(m.tag) == "EC":
            found = tail(s.items, i)
            if found is not None:
                after = re.compile(r"[,\s]*").match(s.text, m.end)
                assert after is not None
                yield from _why(s, found.start, after.end(), because(found))


def _why(s: Sentence, stop: int, after: int, ending: str) -> Iterator[Candidate]:
    """The question for an effect that begins at ``after``, its cause ending at ``stop``."""
    start = max((b for b in s.breaks if b < stop), default=0)
    cause_start, lead = after_topic(s, start, stop)
    if after - cause_start < 4 or len(s.text) - after < 6:
        return
    cause = s.text[cause_start:stop]
    cut = False
    if lead and _own_subject(s, after):
        part = next((p for p in s.found if p.start == after and p.role == "subject"), None)
        if part is not None and part.end - part.start <= _PART:
            lead = lead[:-1] + "의"  # 파일은 ...므로 크기가 ...: the size is the file's
        else:
            cut = True
            gap = " " if s.text[stop - 1] == " " else ""
            lead, cause = (
                "",
                as_clause(s, start, stop) + gap,
            )  # two subjects: the first belongs to the cause alone
    effect = before_noun(s, after, "이유는 무엇인가요?")
    front = f"{lead} {effect}"
    yield ask("reason", front, cause + ending, *(["led"] if start else []), *(["cut"] if cut else []))


def _own_subject(s: Sentence, at: int) -> bool:
    """Whether the statement from an offset on has a subject of its own."""
    return any(
        base(m.tag) == "JKS" and m.start >= at and ending(s.items, i + 1)[0] == "main"
        for i, m in enumerate(s.items)
    )


def _opens_with_subject(s: Sentence, at: int) -> bool:
    return any(p.start == at and p.role in {"subject", "topic"} for p in s.found)


def after_topic(s: Sentence, start: int, stop: int) -> tuple[int, str]:
    """Where a clause goes on after its topic, and all up to that topic as a subject."""
    topics = [p for p in s.found if p.role == "topic" and start <= p.start and s.particle_end(p) < stop]
    if not topics:
        return start, ""
    phrase = topics[-1]
    word = s.text[phrase.start : phrase.end]
    return s.rest(phrase), s.text[: phrase.end] + particle(word, "이", "가")


def purpose(_view: View, s: Sentence) -> Iterator[Candidate]:
    """…기 위해 / …을 위해 -> …이유는 무엇인가요?"""
    match = _FOR.search(s.text)
    if (
        s.tail is None
        or s.tail.copula
        or not match
        or len(s.text) - match.end() < 8
        or words.SAYING.search(s.text)
    ):
        return
    if _modifies(s, match.end()):
        return  # 도끼를 위해 만든 로직: the aim of the axe's logic, not of the sentence
    start = max((b for b in s.breaks if b < match.start()), default=0)
    goal_start, lead = after_topic(s, start, match.start())
    goal = s.text[goal_start : match.start()]
    if words.DANGLING.match(goal):
        return
    effect = before_noun(s, match.end(), "이유는 무엇인가요?")
    traits = ["led"] if start else []
    if not lead and not _opens_with_subject(s, match.end()):
        traits.append("subjectless")
    yield ask("purpose", f"{s.text[:start]}{lead} {effect}", f"{goal} 위해서입니다.", *traits)


def _modifies(s: Sentence, at: int) -> bool:
    """Whether the word at an offset is a verb that only describes the noun after it."""
    end = s.text.find(" ", at)
    return any(base(m.tag) == "ETM" and at <= m.start < end for m in s.items)


def outcome(_view: View, s: Sentence) -> Iterator[Candidate]:
    """…면 …됩니다 -> …면 어떻게 되나요?"""
    if s.tail is None or len(s.breaks) != 1 or s.tail.tenses:
        return
    before = s.text[: s.main].rstrip(" ,")
    # "모델이 나아지면 더 나아집니다" would give its answer away.
    if before.endswith("면") and s.tail.verb in _TURNS and s.tail.verb not in before.split()[-1]:
        yield ask("outcome", f"{before} 어떻게 되나요?", s.text[s.main :] + ".")


def means(_view: View, s: Sentence) -> Iterator[Candidate]:
    """X를 사용하여 …합니다 -> …하는 데 사용하는 것은 무엇인가요?"""
    if not _does(s.tail) or words.SAYING.search(s.text):
        return
    assert s.tail is not None
    for phrase in s.found:
        match = _USING.match(s.text, phrase.end)
        if not match or phrase.role != "object" or phrase.relative or not s.main <= phrase.start:
            continue
        if len(s.text) - match.end() < 10:
            continue
        lead = as_clause(s, s.main, phrase.start)
        act = f"{as_clause(s, match.end(), s.tail.start)}{s.gap}{join([*s.tail.stem, ('는', 'ETM')])}"
        used = "사용한" if s.tail.tenses else "사용하는"
        name = s.text[phrase.start : phrase.end]
        yield ask("means", f"{lead} {act} 데 {used} {category(name)} 무엇인가요?", name)


def method(_view: View, s: Sentence) -> Iterator[Candidate]:
    """X를 조절해 Y를 나타냅니다 -> Y를 나타내는 방법은 무엇인가요?"""
    if not _does(s.tail) or _USING.search(s.text) or words.SAYING.search(s.text):
        return
    assert s.tail is not None
    chain = [m for m in s.items if base(m.tag) == "EC" and m.start >= s.main]
    if len(chain) != 1:
        return  # a chain of acts (가서 받고 만들었다) is a story, not a method
    for i, m in enumerate(s.items[:-1]):
        if base(m.tag) != "EC" or m.form not in {"어", "어서", "아서"} or base(s.items[i + 1].tag) == "VX":
            continue
        found = tail(s.items, i)
        if found is None or found.describing or base(found.stem[0][1]) not in {"VV", "XSV"} or m.end < s.main:
            continue
        if found.verb in words.LEANING:
            continue
        after = re.compile(r"[,\s]*").match(s.text, m.end)
        assert after is not None
        result = [p for p in s.found if p.start >= after.end() and p.role == "object" and p.ending == "main"]
        start, lead = after_topic(s, s.main, found.start)
        does = [p for p in s.found if start <= p.start < found.start and p.role in {"object", "by"}]
        if not result or not does or s.text[after.end() : s.tail.start].count(" ") < 2:
            continue
        how = f"{s.text[start : found.start]}{adnominal(found)} 것"
        yield ask("method", f"{lead} {before_noun(s, after.end(), '방법은 무엇인가요?')}", how)
        return


def category(name: str) -> str:
    """것은, or the noun that a name ends with: … 함수는."""
    for noun in _CATEGORIES:
        if name.endswith(" " + noun):
            return noun + particle(noun, "은", "는")
    return "것은"


def _does(found: Tail | None) -> bool:
    """Whether a sentence ends in an act rather than in a state or a possibility."""
    return found is not None and not found.describing and found.verb not in {"있", "없", "되", "지"}
