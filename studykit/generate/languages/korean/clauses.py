"""A Korean sentence taken apart far enough to ask about one of its parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from studykit.generate.candidate import Candidate
from studykit.generate.languages.korean.morphs import Morph, morphs
from studykit.generate.languages.korean.phrases import Phrase, base, ending, phrases
from studykit.generate.languages.korean.predicates import Tail, adnominal, asking, last_tail, particle
from studykit.model import Kind

# Endings that open a new statement; 어/어서/여 and 고 in one chain of acts (가져와 보여 주다) do not.
_BREAKS = frozenset(
    {
        "며",
        "으며",
        "지만",
        "으나",
        "나",
        "는데",
        "은데",
        "ᆫ데",
        "면서",
        "으면서",
        "고",
        "자",
        "므로",
        "으므로",
        "니",
        "으니",
        "면",
        "으면",
    }
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its morphemes. ``breaks`` are offsets where a new clause begins, the last being the main one."""

    text: str
    items: tuple[Morph, ...]
    found: tuple[Phrase, ...]
    breaks: tuple[int, ...]
    tail: Tail | None

    @property
    def main(self) -> int:
        """Where the last clause begins."""
        return self.breaks[-1] if self.breaks else 0

    @property
    def simple(self) -> bool:
        """Whether it is one clause."""
        return not self.breaks

    @property
    def topic(self) -> Phrase | None:
        """The phrase before the first 은/는 or 이/가 of the main statement, where it opens the sentence."""
        for phrase in self.found:
            if phrase.role in {"topic", "subject"}:
                return phrase
            if phrase.role in {"object", "copula", "by"}:
                return None
        return None

    @property
    def gap(self) -> str:
        """The space before the last predicate, where it stands as a word of its own."""
        at = self.tail.start if self.tail else 0
        return " " if at > 0 and self.text[at - 1] == " " else ""

    def particle_end(self, phrase: Phrase) -> int:
        """The offset after the particles of a phrase."""
        i = phrase.last
        while i < len(self.items) and base(self.items[i].tag).startswith("J"):
            i += 1
        return self.items[i - 1].end if i > phrase.last else phrase.end

    def rest(self, phrase: Phrase) -> int:
        """The offset where the words after a phrase and its particles begin."""
        end = self.particle_end(phrase)
        while end < len(self.text) and self.text[end] in " ,":
            end += 1
        return end


@lru_cache(maxsize=512)
def read(text: str) -> Sentence:
    """Take a sentence apart. A closing full stop is left out."""
    bare = text.rstrip(" .!。")
    items = morphs(bare)
    return Sentence(bare, items, phrases(bare), tuple(_breaks(bare, items)), last_tail(bare))


def _breaks(text: str, items: Sequence[Morph]) -> list[int]:
    offsets: list[int] = []
    i = 0
    while i < len(items):
        kind, stop = ending(items, i)
        if kind == "connective" and items[stop].form in _BREAKS and not _chained(text, items, stop):
            end = items[stop].end
            while end < len(text) and text[end] in " ,":
                end += 1
            if end < len(text):
                offsets.append(end)
        i = stop + 1
    return offsets


def _chained(text: str, items: Sequence[Morph], stop: int) -> bool:
    """Whether 고 only chains two verbs without a comma (열고 닫는)."""
    return items[stop].form == "고" and text[items[stop].end : items[stop].end + 1] != ","


def as_clause(sentence: Sentence, start: int, stop: int) -> str:
    """``text[start:stop]`` ready to stand before a noun: its topic marked as a subject (OpenAI는 -> OpenAI가)."""
    for phrase in sentence.found:
        if phrase.start < start or phrase.end > stop or phrase.role not in {"topic", "subject"}:
            continue
        marker = sentence.items[phrase.last]
        if phrase.role == "topic" and marker.end <= stop:
            word = sentence.text[phrase.start : phrase.end]
            return (
                sentence.text[start : marker.start]
                + particle(word, "이", "가")
                + sentence.text[marker.end : stop]
            ).strip()
        break
    return sentence.text[start:stop].strip()


def before_noun(sentence: Sentence, start: int, noun: str) -> str:
    """The clause from ``start`` on as a modifier of ``noun``: OpenAI가 발표한 모델."""
    assert sentence.tail is not None
    return f"{as_clause(sentence, start, sentence.tail.start)}{sentence.gap}{adnominal(sentence.tail)} {noun}"


def as_question(sentence: Sentence, start: int = 0) -> str:
    """The sentence from ``start`` on with the ending of a polite question."""
    assert sentence.tail is not None
    return f"{sentence.text[start : sentence.tail.start]}{asking(sentence.tail)}?"


def like(s: Sentence, text: str) -> Sentence:
    """The same sentence with other words before its last predicate."""
    assert s.tail is not None
    shift = len(text) - len(s.text)
    return replace(s, text=text, tail=replace(s.tail, start=s.tail.start + shift, stop=s.tail.stop + shift))


def ask(pattern: str, front: str, answer: str, *traits: str) -> Candidate:
    """A question as a candidate, its spaces tidied."""
    return Candidate(
        Kind.QA, pattern, " ".join(answer.split()), front=" ".join(front.split()), traits=frozenset(traits)
    )
