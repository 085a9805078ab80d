"""Korean questions about aims: what is done so that something happens (…도록), and what is decided (…는지)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studykit.generate.candidate import Candidate, View
from studykit.generate.languages.korean import words
from studykit.generate.languages.korean.causes import after_topic
from studykit.generate.languages.korean.clauses import Sentence, as_question, ask, before_noun, like
from studykit.generate.languages.korean.morphs import join
from studykit.generate.languages.korean.phrases import Phrase, base
from studykit.generate.languages.korean.predicates import tail

# What follows …도록 and only says that it was done so.
_DONE = re.compile(
    r"도록 (?:설계|설정|구현|처리|변경|수정|제어|최적화|관리|분리|개선|구성|조정|조치|개발|제작)?(?:합니다|했습니다|한다|했다|함)$"
)
_SHORTEST = 6  # characters of an aim worth asking for
_SO = re.compile(r"도록,? ")


def so_that(_view: View, s: Sentence) -> Iterator[Candidate]:
    """X를 추가하여 …도록 설계했습니다 -> X를 추가한 이유는?  …도록 X를 설정합니다 -> X를 설정하는 이유는?"""
    if s.tail is None or words.SAYING.search(s.text):
        return
    done = _DONE.search(s.text)
    if done:
        yield from _act_before(s, done.start())
        return
    match = _SO.search(s.text)
    acts = [
        p for p in s.found if match and p.start >= match.end() and p.role == "object" and p.ending == "main"
    ]
    if not match or not acts or s.tail.describing or not _sound(s, acts[0], match.end()):
        return
    start, lead = after_topic(s, _opening(s, match.start()), match.start())
    goal = s.text[start : match.start()]
    if len(goal) >= _SHORTEST and not words.DANGLING.match(goal):
        effect = before_noun(s, match.end(), "이유는 무엇인가요?")
        yield ask("so-that", f"{lead} {effect}", f"{goal}도록 하기 위해서입니다.")


def _sound(s: Sentence, thing: Phrase, start: int) -> bool:
    """Whether the act after …도록 is one act on something that has a name."""
    assert s.tail is not None
    name = s.text[thing.start : thing.end]
    chained = any(base(m.tag) == "EC" and start <= m.start < s.tail.start for m in s.items)
    return not chained and name not in words.WEAK and not words.POINTING.match(name)


def _opening(s: Sentence, stop: int) -> int:
    """Where the statement that holds an offset begins; a condition (…면) belongs to what follows it."""
    before = [b for b in s.breaks if b < stop and not s.text[:b].rstrip(" ,").endswith("면")]
    return before[-1] if before else 0


def _act_before(s: Sentence, stop: int) -> Iterator[Candidate]:
    """The act that …도록 설계했습니다 explains: X를 추가하여."""
    for i, m in enumerate(s.items[:-1]):
        if m.end > stop or base(m.tag) != "EC" or m.form not in {"어", "어서", "아서"}:
            continue
        found = tail(s.items, i)
        if (
            base(s.items[i + 1].tag) == "VX"
            or found is None
            or found.describing
            or found.verb in words.LEANING
        ):
            continue
        start, lead = after_topic(s, 0, found.start)
        act = s.text[start : found.start]
        goal = s.text[m.end : stop].lstrip(" ,")
        things = [p for p in s.found if p.role == "object" and start <= p.start < found.start]
        parted = _opening(s, stop) > m.end
        if things and _sound(s, things[-1], len(s.text)) and not parted and len(goal) >= _SHORTEST:
            doing = f"{act}{join([*found.stem, ('은', 'ETM')])}"
            yield ask("so-that", f"{lead} {doing} 이유는 무엇인가요?", f"{goal}도록 하기 위해서입니다.")
        return


def whether(_view: View, s: Sentence) -> Iterator[Candidate]:
    """…할 수 있는지를 결정합니다 -> 무엇을 결정하나요?"""
    match = re.search(r"는지(?:\([^)]*\))?를? (?=\S+$)", s.text)
    topic = s.topic
    if s.tail is None or not match or topic is None or topic.start > 0 or topic.role != "topic":
        return
    clause = s.text[s.rest(topic) : match.start()] + "는지"
    front = f"{s.text[: s.rest(topic)]}무엇을 {s.text[match.end() :]}"
    yield ask("whether", as_question(like(s, front)), clause)
