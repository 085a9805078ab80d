"""Korean: morphemes by kiwipiepy, blanks with particles outside, questions in cleft form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from studykit.generate.candidate import Candidate, View
from studykit.generate.languages.korean import asks, blanks, words
from studykit.generate.languages.korean.clauses import read
from studykit.generate.languages.korean.morphs import sentences
from studykit.generate.languages.korean.predicates import particle
from studykit.generate.languages.lexicon import of
from studykit.generate.result import Span


class Korean:
    """The Korean language module."""

    code = "ko"
    sure = of("reason purpose both person reverse means cloze-number cloze-phrase")

    def sentences(self, text: str) -> tuple[str, ...]:
        """The sentences of a bullet, in order."""
        return sentences(text)

    def skip(self, view: View) -> str:
        """Why no card should be made of a bullet, or an empty string."""
        text = " ".join(view.sentences)
        if all(_points(sentence) for sentence in view.sentences):
            return "pointer: it says what the video shows, not what there is to know"
        if words.WONDERING.search(text.rstrip(" .")):
            return "a question, not a statement"
        if words.OPINION.search(text):
            return "slogan: an opinion that anyone would agree with"
        if words.SLOGAN.search(text.rstrip(".")) and not words.NUMBER.search(text):
            return "slogan: nothing in it can be asked for"
        return ""

    def candidates(self, view: View) -> Iterable[Candidate]:
        """Every blank and every question of a bullet's sentences."""
        for sentence in view.sentences:
            if _points(sentence):
                continue
            text = words.content(sentence)
            yield from blanks.clozes(view, text)
            yield from asks.questions(view, text)

    def spans(self, text: str) -> tuple[Span, ...]:
        """Places that may be blanked without cutting a word."""
        weights = {
            "number": 0.9,
            "person": 0.8,
            "phrase": 0.7,
            "core": 0.5,
            "mate": 0.5,
            "role": 0.4,
            "modifier": 0.4,
        }
        return tuple(
            Span(p.start, p.end, weights.get(p.pattern, 0.3) - 0.3 * ("weak" in p.traits))
            for p in blanks.places(text)
        )

    def needs_context(self, sentence: str) -> bool:
        """Whether a sentence has no subject, or opens with a word that points backwards."""
        found = read(sentence).found
        named = any(p.role == "topic" or (p.role == "subject" and p.ending in _OPEN) for p in found)
        return bool(words.DANGLING.match(sentence)) or not named

    def complete(self, label: str, sentence: str) -> str:
        """**리듀서(Reducer)**: 상태를 … -> 리듀서(Reducer)는 상태를 …: a term as the topic of what is said of it."""
        found = read(sentence)
        defines = found.tail is not None and found.tail.copula and found.simple
        own = any(p.role in {"topic", "subject"} and p.ending in {"main", "connective"} for p in found.found)
        if own or found.topic is not None or not (asks.is_term(label) or (label and defines)):
            return ""
        term = re.sub(r"\s+\(", "(", label)  # a gloss belongs to its word: 리듀서(Reducer)
        return "" if words.DANGLING.match(sentence) else f"{term}{particle(term, '은', '는')} {sentence}"

    def question(self, text: str) -> bool:
        """Whether a text asks for something other than yes or no."""
        return any(
            word in text
            for word in (
                "무엇",
                "누구",
                "몇",
                "언제",
                "어디",
                "어떤",
                "어떻게",
                "왜",
                "얼마",
                "어느",
                "뭐",
                "어떠",
                "어땠",
                "어떨",
            )
        )

    def subjects(self, sentences: Sequence[str]) -> tuple[str, ...]:
        """What each sentence is about."""
        found = []
        for text in sentences:
            topic = read(text).topic
            found.append(text[topic.start : topic.end] if topic is not None and topic.start == 0 else "")
        return tuple(found)


# Endings of a statement, against those of a clause that describes a noun.
_OPEN = frozenset({"main", "connective"})


def _points(sentence: str) -> bool:
    """Whether a sentence only says what the video does."""
    return bool(words.POINTER.search(sentence) and words.SAYING.search(sentence.rstrip(".")))


def make(_code: str) -> Korean:
    """The module, for the registry."""
    return Korean()
