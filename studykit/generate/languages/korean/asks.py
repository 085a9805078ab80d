"""Korean questions, asked the way people ask them: the clause becomes a modifier and the asked-for noun stands last."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from studykit.generate.candidate import Candidate, View
from studykit.generate.languages.korean import words
from studykit.generate.languages.korean.clauses import Sentence, as_clause, as_question, before_noun, read
from studykit.generate.languages.korean.morphs import join
from studykit.generate.languages.korean.phrases import base
from studykit.generate.languages.korean.predicates import adnominal, particle
from studykit.model import Kind

_USING = re.compile(r"(?:을|를)\s*(사용|활용|이용|적용)(?:하여|해서|해)\s+|(?:을|를)\s*통(?:해서|해|하여)\s+")
_DEFINING = re.compile(
    r"(결정|담당|수행|의미|나타내|나타냅|관리|제어|저장|처리|보관|역할을|가리키|가리킵|뜻하|뜻합)"
)


def questions(view: View, text: str) -> Iterator[Candidate]:
    """Every question that a sentence allows."""
    sentence = read(text)
    for pattern in _PATTERNS:
        for candidate in pattern(view, sentence):
            yield replace(candidate, traits=candidate.traits | _shape(sentence))


def _shape(sentence: Sentence) -> set[str]:
    return {"simple" if sentence.simple else "clauses"}


def _ask(pattern: str, front: str, answer: str, *traits: str) -> Candidate:
    tidy = re.sub(r"\s+", " ", front).strip()
    return Candidate(
        Kind.QA, pattern, re.sub(r"\s+", " ", answer).strip(), front=tidy, traits=frozenset(traits)
    )


def _reason(_view: View, s: Sentence) -> Iterator[Candidate]:
    """…기 때문에 / …므로 -> …이유는 무엇인가요?"""
    if s.tail is None:
        return
    match = re.search(r"(?<=기) 때문에,?\s+|(?<=[가-힣A-Za-z0-9)]) 때문에,?\s+|므로,?\s+", s.text)
    if not match:
        return
    start = max((b for b in s.breaks if b < match.start() and b != match.end()), default=0)
    cause_start, lead = _after_topic(s, start, match.start())
    cause = s.text[cause_start : match.start()]
    if match[0].startswith("므로"):
        stem = next(
            (
                (m.form, m.tag)
                for m in reversed(s.items)
                if m.end <= match.start() + 1 and base(m.tag)[0] in "VX"
            ),
            None,
        )
        cause_text = _because_of_stem(s, match.start(), cause_start, stem)
    else:
        cause_text = f"{cause} 때문입니다."
    if not cause_text or len(cause) < 3:
        return
    effect = before_noun(s, match.end(), "이유는 무엇인가요?")
    traits = ["cut"] if start else []
    if re.match(r"\S+(가|이) ", effect) and lead and _opens_with_subject(s, match.end()):
        lead = re.sub(r"(이|가)$", "의", lead)
    yield _ask("reason", f"{lead} {effect}", cause_text, *traits)


def _because_of_stem(s: Sentence, at: int, start: int, stem: tuple[str, str] | None) -> str:
    """2바이트로 저장되므로 -> 2바이트로 저장되기 때문입니다."""
    if stem is None:
        return ""
    head = s.text[start:at]
    return f"{head.removesuffix('으')}기 때문입니다."


def _opens_with_subject(s: Sentence, at: int) -> bool:
    return any(p.start == at and p.role == "subject" for p in s.found)


def _after_topic(s: Sentence, start: int, stop: int) -> tuple[int, str]:
    """Where a clause goes on after its topic, and that topic as a subject."""
    for phrase in s.found:
        if phrase.start == start and phrase.role == "topic" and phrase.end < stop:
            word = s.text[phrase.start : phrase.end]
            return s.rest(phrase), word + particle(word, "이", "가")
    return start, ""


def _purpose(_view: View, s: Sentence) -> Iterator[Candidate]:
    """…기 위해 / …을 위해 -> …이유는 무엇인가요?"""
    if s.tail is None:
        return
    match = re.search(r"(?<=기) 위(?:해서|해|하여),?\s+|(?<=[을를]) 위(?:해서|해|하여),?\s+", s.text)
    if not match:
        return
    start = max((b for b in s.breaks if b < match.start()), default=0)
    goal_start, lead = _after_topic(s, start, match.start())
    goal = s.text[goal_start : match.start()]
    if len(s.text) - match.end() < 8:
        return
    effect = before_noun(s, match.end(), "이유는 무엇인가요?")
    yield _ask("purpose", f"{lead} {effect}", f"{goal} 위해서입니다.", *(["cut"] if start else []))


def _person(_view: View, s: Sentence) -> Iterator[Candidate]:
    """역할인 이름은 … -> … 역할은 누구인가요?"""
    for phrase in s.found:
        if phrase.role not in {"topic", "subject"} or phrase.start > 0 or s.tail is None or not s.simple:
            continue
        match = re.match(r"(.+?)(?:인|이자)\s+([A-Z가-힣][^\s,]*(?:\s[A-Z][^\s,]*)*)$", s.text[: phrase.end])
        if match and re.search(
            r"(책임자|창업자|대표|교수|연구원|CEO|CTO|작가|감독|의장|회장|사장|박사|개발자|과학자)$", match[1]
        ):
            role = match[1]
            front = before_noun(s, s.rest(phrase), f"{role}{particle(role, '은', '는')} 누구인가요?")
            yield _ask("person", front, match[2])


def _definition(view: View, s: Sentence) -> Iterator[Candidate]:
    """X는 Y입니다 -> X는 무엇인가요? and, asked in reverse, Y를 무엇이라고 하나요?"""
    if s.tail is None or not s.tail.copula or (s.tail.tenses and not s.simple):
        return
    topic = s.topic
    if topic is None or topic.start > 0 or topic.role != "topic":
        if view.label and topic is None and s.simple:
            body = s.text[: s.tail.start].strip()
            yield from _named(view.label, body, "label")
        return
    body = s.text[s.rest(topic) : s.tail.start].strip()
    name = s.text[topic.start : topic.end]
    if not s.simple or not body:
        return
    end = "이었나요?" if s.tail.tenses else "인가요?"
    yield _ask("define", f"{name}{particle(name, '은', '는')} 무엇{end}", body, "topic-known")
    yield from _named(name, body)


def _named(name: str, body: str, *traits: str) -> Iterator[Candidate]:
    """A definition asked in reverse."""
    if len(body.split()) >= 3 and not body.endswith(("것", "중 하나", "때문", "위해서", "수준", "정도")):
        yield _ask("reverse", f"{body}{particle(body, '을', '를')} 무엇이라고 하나요?", name, *traits)


def _labelled(view: View, s: Sentence) -> Iterator[Candidate]:
    """**Label**: …을 결정합니다 -> …을 결정하는 것은 무엇인가요?"""
    if not view.label or s.tail is None or s.tail.copula or s.tail.tenses or s.topic is not None:
        return
    if _DEFINING.search(s.text[-24:]):
        yield _ask("label-subject", before_noun(s, 0, "것은 무엇인가요?"), view.label)


def _means(_view: View, s: Sentence) -> Iterator[Candidate]:
    """X를 사용하여 …합니다 -> …하는 데 사용하는 것은 무엇인가요?"""
    if s.tail is None or s.tail.describing:
        return
    for phrase in s.found:
        match = _USING.match(s.text, phrase.end)
        if not match or phrase.role != "object" or len(s.text) - match.end() < 10 or phrase.relative:
            continue
        start = max((b for b in s.breaks if b <= phrase.start), default=0)
        lead = as_clause(s, start, phrase.start)
        act = as_clause(s, match.end(), s.tail.start)
        gap = " " if s.text[s.tail.start - 1] == " " else ""
        doing = join([*s.tail.stem, ("는", "ETM")])
        used = "사용한" if s.tail.tenses else "사용하는"
        name = s.text[phrase.start : phrase.end]
        yield _ask("means", f"{lead} {act}{gap}{doing} 데 {used} {_category(name)} 무엇인가요?", name)


_CATEGORIES = (
    "함수",
    "태그",
    "도구",
    "모델",
    "알고리즘",
    "기술",
    "기법",
    "훅",
    "컴포넌트",
    "클래스",
    "언어",
    "프레임워크",
    "라이브러리",
    "키",
)


def _category(name: str) -> str:
    """것은, or the noun that a name ends with: … 함수는."""
    for noun in _CATEGORIES:
        if name.endswith(" " + noun):
            return noun + particle(noun, "은", "는")
    return "것은"


def _object(_view: View, s: Sentence) -> Iterator[Candidate]:
    """The object of the main verb: 무엇을 …나요? right before it, else … 것은 무엇인가요?"""
    if s.tail is None or s.tail.describing:
        return
    for phrase in s.found:
        if phrase.role != "object" or phrase.ending != "main" or phrase.relative or phrase.start < s.main:
            continue
        name = s.text[phrase.start : phrase.end]
        near = s.rest(phrase)
        between = s.text[near : s.tail.start].strip()
        traits = ["pair"] if len(phrase.joined) == 1 else []
        if name in words.WEAK:
            traits.append("weak")
        if s.topic is None:
            traits.append("subjectless")
        if len(between.split()) <= 1:
            front = s.text[: phrase.start] + "무엇을 " + s.text[near:]
            yield _ask("object", as_question(_like(s, front)), name, *traits)
        if s.simple:
            cut = as_clause(s, 0, phrase.start)
            clause = f"{cut} {s.text[near : s.tail.start]}"
            noun = "두 가지는" if len(phrase.joined) == 1 else "것은"
            yield _ask("cleft", f"{clause}{adnominal(s.tail)} {noun} 무엇인가요?", name, *traits)


def _like(s: Sentence, text: str) -> Sentence:
    """The same sentence with other words before its last predicate."""
    assert s.tail is not None
    shift = len(text) - len(s.text)
    return replace(s, text=text, tail=replace(s.tail, start=s.tail.start + shift, stop=s.tail.stop + shift))


def _both(_view: View, s: Sentence) -> Iterator[Candidate]:
    """A와 B 모두에서 … -> … 두 가지는 무엇인가요?"""
    if s.tail is None or not s.simple:
        return
    for phrase in s.found:
        name = s.text[phrase.start : phrase.end]
        if name.endswith((" 모두", " 둘 다")) and len(phrase.joined) == 1:
            pair = name.removesuffix(" 모두").removesuffix(" 둘 다")
            cut = as_clause(s, 0, phrase.start)
            clause = f"{cut} {s.text[s.rest(phrase) : s.tail.start]}{adnominal(s.tail)}"
            yield _ask("both", f"{clause} 두 가지는 무엇인가요?", pair)


def _count(_view: View, s: Sentence) -> Iterator[Candidate]:
    """A whole number with its measure in the last clause: 몇 …나요?"""
    if s.tail is None:
        return
    for match in words.NUMBER.finditer(s.text):
        if match.start() < s.main:
            continue
        unit = re.search(
            r"(%|퍼센트|배|개월|개|명|번|회|가지|년|시간|분|초|달러|원|인치|GB|MB|TB|바이트|살|단계|일|주|건|곳|마일|에이커|토큰)$",
            match[0],
        )
        if not unit:
            continue
        kind = _governor(s, match.start())
        if kind not in {"main", "none"}:
            continue
        asked = "퍼센트" if unit[1] == "%" else unit[1]
        value = s.text[match.start() : match.end()]
        if words.YEAR.match(value):
            asked = "년"
        front = f"{s.text[: match.start()]}몇 {asked}{_refit(s.text[match.end() :], asked)}"
        yield _ask("count", as_question(_like(s, front)), value, "number")


def _refit(rest: str, new: str) -> str:
    """The rest of a sentence with its first particle fitted to a new word (60~70%를 -> 몇 퍼센트를)."""
    for closed, open_ in (("을", "를"), ("이", "가"), ("은", "는"), ("과", "와")):
        for mark in (closed, open_):
            if rest.startswith(mark + " "):
                return particle(new, closed, open_) + rest[1:]
    return rest


def _governor(s: Sentence, at: int) -> str:
    for phrase in s.found:
        if phrase.start <= at < phrase.end:
            return phrase.ending
    return "none"


def _outcome(_view: View, s: Sentence) -> Iterator[Candidate]:
    """…면 …됩니다 -> …면 어떻게 되나요?"""
    if s.tail is None or len(s.breaks) != 1 or s.tail.tenses:
        return
    before = s.text[: s.main].rstrip(" ,")
    result = s.text[s.main :]
    if before.endswith("면") and s.tail.verb in {
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
    }:
        yield _ask("outcome", f"{before} 어떻게 되나요?", result + ".")


_PATTERNS: tuple[Callable[[View, Sentence], Iterator[Candidate]], ...] = (
    _reason, _purpose, _person, _definition, _labelled, _means, _object, _both, _count, _outcome,
)  # fmt: skip
