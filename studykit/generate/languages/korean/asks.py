"""Korean questions, asked the way people ask them: the clause becomes a modifier and the asked-for noun stands last."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from studykit.generate.candidate import Candidate, View
from studykit.generate.languages.korean import aims, causes, words
from studykit.generate.languages.korean.clauses import (
    Sentence,
    as_clause,
    as_question,
    ask,
    before_noun,
    like,
    read,
)
from studykit.generate.languages.korean.phrases import base
from studykit.generate.languages.korean.predicates import Tail, adnominal, particle, tail

_PLAIN = 3  # syllables; a lone Korean word as short as that is easily guessed
_DEFINING = re.compile(
    r"(결정|담당|수행|의미|나타내|나타냅|관리|제어|저장|처리|보관|역할을|가리키|가리킵|뜻하|뜻합)"
)


def questions(view: View, text: str) -> Iterator[Candidate]:
    """Every question that a sentence allows."""
    sentence = read(text)
    for pattern in _PATTERNS:
        for candidate in pattern(view, sentence):
            traits = candidate.traits | _shape(sentence) | _worth(candidate.answer)
            yield replace(candidate, sentence=text, traits=traits)


def _worth(answer: str) -> set[str]:
    """Whether an answer is an empty word, or a short one that is likely to be guessed."""
    if answer in words.WEAK or words.POINTING.match(answer):
        return {"weak"}
    lone = " " not in answer and len(answer) <= _PLAIN
    return {"plain"} if lone and not re.search(r"[A-Za-z0-9]", answer) else set()


def _shape(sentence: Sentence) -> set[str]:
    return {"simple" if sentence.simple else "clauses"}


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
            yield ask("person", front, match[2])


def _definition(view: View, s: Sentence) -> Iterator[Candidate]:
    """X는 Y입니다 -> X는 무엇인가요? and, asked in reverse, Y를 무엇이라고 하나요?"""
    found = _copula(s)
    if found is None:
        return
    topic = s.topic
    if topic is None:
        if view.label and s.simple:
            yield from _named(view.label, s.text[: found.start].strip(), "label")
        return
    if topic.start > 0 or topic.role != "topic" or topic.end > found.start:
        return
    body = s.text[s.rest(topic) : found.start].strip()
    name = s.text[topic.start : topic.end]
    if not body or words.CONTRAST.match(s.text[found.stop :]):
        return
    if any(
        p.role == "subject" and p.start >= topic.end and p.ending in {"main", "connective"}
        for p in s.found
        if p.end < found.start
    ):
        return  # it says something of a part (파일은 크기가 140GB다), not what the thing is
    end = "이었나요?" if found.tenses else "인가요?"
    yield ask(
        "define",
        f"{name}{particle(name, '은', '는')} 무엇{end}",
        body,
        "topic-known",
        *(["specific"] if " " in name else []),
    )
    if s.simple:
        yield from _named(
            name, body, *(["label"] if name.replace(" ", "") == view.label.replace(" ", "") else [])
        )


def _copula(s: Sentence) -> Tail | None:
    """The 이다 that ends the first statement of a sentence."""
    for i, m in enumerate(s.items):
        if base(m.tag) == "EF" or (base(m.tag) == "EC" and any(0 <= b - m.end <= 2 for b in s.breaks)):
            found = tail(s.items, i)
            if found is not None:
                return found if found.copula else None
    return None


def _called(_view: View, s: Sentence) -> Iterator[Candidate]:
    """Y를 X라고 부릅니다 -> Y를 무엇이라고 부르나요?"""
    if s.tail is None:
        return
    for phrase in s.found:
        match = re.match(
            r"(?:이라고|라고)(?: 합니다| 부릅니다| 불립니다| 한다| 부른다| 불린다| 하며)$",
            s.text[phrase.end :],
        )
        if match and phrase.start > 6:
            front = f"{s.text[: phrase.start]}무엇이라고 {s.text[phrase.end :].split()[-1]}"
            yield ask("called", as_question(like(s, front)), s.text[phrase.start : phrase.end])


def _where(_view: View, s: Sentence) -> Iterator[Candidate]:
    """서버에서만 실행되도록 설정합니다 -> 어디에서만 …?"""
    if s.tail is None:
        return
    for phrase in s.found:
        mark = re.match(r"(에서만|에만) ", s.text[phrase.end :])
        if mark and phrase.start >= s.main:
            front = f"{s.text[: phrase.start]}어디{s.text[phrase.end :]}"
            yield ask("where", as_question(like(s, front)), s.text[phrase.start : phrase.end])


def _named(name: str, body: str, *traits: str) -> Iterator[Candidate]:
    """A definition asked in reverse; bodies with 어디, people with 누구, proper names with 무엇."""
    if len(body.split()) < 3 or body.endswith(("것", "중 하나", "때문", "위해서", "수준", "정도")):
        return
    if words.PERSON.search(body):
        asked = f"{particle(body, '은', '는')} 누구인가요?"
    elif words.BODY.search(body):
        asked = f"{particle(body, '은', '는')} 어디인가요?"
    elif re.match(r"[A-Z][A-Za-z0-9.+#-]*( [A-Z0-9][A-Za-z0-9.+#-]*)*$", name):
        asked = f"{particle(body, '은', '는')} 무엇인가요?"
    else:
        asked = f"{particle(body, '을', '를')} 무엇이라고 하나요?"
    yield ask("reverse", body + asked, name, *traits)


def _labelled(view: View, s: Sentence) -> Iterator[Candidate]:
    """**Label**: …을 결정합니다 -> …을 결정하는 것은 무엇인가요? and Label은 무엇을 결정하나요?"""
    if not is_term(view.label) or s.tail is None or s.tail.copula or s.tail.tenses or s.topic is not None:
        return
    if view.sentences and s.text not in view.sentences[0]:
        return
    if _DEFINING.search(s.text[-24:]) and s.simple:
        yield ask("label-subject", before_noun(s, 0, "것은 무엇인가요?"), view.label)


def _role(view: View, s: Sentence) -> Iterator[Candidate]:
    """해마는 … 수신함 역할을 합니다 -> 해마는 어떤 역할을 하나요?"""
    topic = s.topic
    name = s.text[topic.start : topic.end] if topic is not None and topic.start == 0 else ""
    if not name and is_term(view.label) and topic is None:
        name = view.label
    start = s.rest(topic) if topic is not None and name != view.label else 0
    match = re.match(
        r"(.+?)\s*역할을 (?:합니다|한다|함|담당합니다|수행합니다|해요|했습니다)$", s.text[start:]
    )
    if name and match and s.simple:
        asked = "했나요?" if "했" in match[0] else "하나요?"
        yield ask("role", f"{name}{particle(name, '은', '는')} 어떤 역할을 {asked}", f"{match[1]} 역할")


def is_term(label: str) -> bool:
    """Whether a label names a thing (리듀서(Reducer)) rather than a section (데이터 연동)."""
    return bool(
        re.fullmatch(
            r"[A-Za-z][A-Za-z0-9_ .+#-]*|[^()]+\s?\([A-Za-z][^()]*\)|[A-Za-z][^()]*\s?\([^()]+\)", label
        )
    )


def _object(_view: View, s: Sentence) -> Iterator[Candidate]:
    """The object of the main verb: 무엇을 …나요? right before it, else … 것은 무엇인가요?"""
    if s.tail is None or s.tail.describing:
        return
    for phrase in s.found:
        if phrase.role != "object" or phrase.ending != "main" or phrase.relative or phrase.start < s.main:
            continue
        name = s.text[phrase.start : phrase.end]
        core = s.text[s.items[phrase.core].start : phrase.end]
        if words.FRAMED.match(s.text[phrase.end :]) or core in words.WEAK:
            continue
        near = s.rest(phrase)
        between = s.text[near : s.tail.start].strip()
        traits = ["pair"] if len(phrase.joined) == 1 else []
        if name in words.WEAK:
            traits.append("weak")
        if s.topic is None:
            traits.append("subjectless")
        if re.search(r"(약|최대|최소|총|무려|단) $", s.text[: phrase.start]):
            continue
        if len(between.split()) <= 1:
            front = s.text[: phrase.start] + "무엇을 " + s.text[near:]
            yield ask("object", as_question(like(s, front)), name, *traits)
        if s.simple:
            cut = as_clause(s, 0, phrase.start)
            clause = f"{cut} {s.text[near : s.tail.start]}"
            noun = "두 가지는" if len(phrase.joined) == 1 else "것은"
            yield ask("cleft", f"{clause}{adnominal(s.tail)} {noun} 무엇인가요?", name, *traits)


def _subject(_view: View, s: Sentence) -> Iterator[Candidate]:
    """글림프 시스템은 …을 씻어 냅니다 -> …을 씻어 내는 것은 무엇인가요? Bodies are asked for with 어디."""
    topic = s.topic
    if (
        topic is None
        or topic.start > 0
        or topic.role != "topic"
        or not s.simple
        or s.tail is None
        or s.tail.copula
    ):
        return
    name = s.text[: topic.end]
    core = s.text[s.items[topic.core].start : topic.end]
    acts = any(p.role == "object" and p.ending == "main" for p in s.found)
    if topic.relative or topic.joined or core in words.WEAK or core.endswith("들") or not acts:
        return
    if words.BODY.search(core):
        yield ask("actor", before_noun(s, s.rest(topic), "곳은 어디인가요?"), name)
    elif re.search(r"[가-힣]", name) and (" " in name or re.search(r"[A-Za-z]", name)):
        yield ask("subject", before_noun(s, s.rest(topic), "것은 무엇인가요?"), name)


def _both(_view: View, s: Sentence) -> Iterator[Candidate]:
    """A와 B 모두에서 … -> … 두 가지는 무엇인가요?"""
    if s.tail is None or not s.simple:
        return
    for phrase in s.found:
        both = re.match(r" (?:모두|둘 다)(?:에서|에게|에|를|을|가|이|의|로|와|과)? +", s.text[phrase.end :])
        if both and len(phrase.joined) == 1:
            cut = as_clause(s, 0, phrase.start)
            clause = f"{cut} {s.text[phrase.end + both.end() : s.tail.start]}{adnominal(s.tail)}"
            yield ask("both", f"{clause} 두 가지는 무엇인가요?", s.text[phrase.start : phrase.end])


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
        many = "며칠" if asked == "일" else f"몇 {asked}"
        front = f"{s.text[: match.start()]}{many}{_refit(s.text[match.end() :], asked)}"
        yield ask("count", as_question(like(s, front)), value, "number")


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


_PATTERNS: tuple[Callable[[View, Sentence], Iterator[Candidate]], ...] = (
    causes.reason, causes.purpose, causes.means, causes.method, causes.outcome, aims.so_that, aims.whether,
    _person, _definition, _labelled, _role, _called, _where, _object, _subject, _both, _count,
)  # fmt: skip
