"""English: closed word classes and common verbs instead of a tagger."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from studykit.generate.candidate import Candidate, View
from studykit.generate.languages.english import asks, blanks, verbs, words
from studykit.generate.languages.english.chunks import clause
from studykit.generate.languages.lexicon import of
from studykit.generate.result import Span

_END = re.compile(r"(?<=[a-z0-9)\]”\"'`%$])[.!?](?=\s+[A-Z`\"“(])")
_ABBREVIATION = re.compile(r"\b(e\.g|i\.e|etc|vs|Mr|Mrs|Ms|Dr|Prof|St|No|Fig|U\.S|cf|approx)$")


class English:
    """The English language module."""

    code = "en"
    sure = of("why who how-many cloze-number")

    def sentences(self, text: str) -> tuple[str, ...]:
        """The sentences of a bullet, in order; an abbreviation or a stop inside brackets ends none."""
        parts: list[str] = []
        last = 0
        for match in _END.finditer(text):
            before = text[last : match.start()]
            if _ABBREVIATION.search(before) or before.count("(") > before.count(")"):
                continue
            parts.append(text[last : match.end()].strip())
            last = match.end()
        rest = text[last:].strip()
        return tuple([*parts, rest] if rest else parts)

    def skip(self, view: View) -> str:
        """Why no card should be made of a bullet, or an empty string."""
        text = " ".join(view.sentences)
        if all(_points(sentence) for sentence in view.sentences):
            return "pointer: it says what the video shows, not what there is to know"
        if words.SLOGAN.search(text) and len(text.split()) < 14 and not words.NUMBER.search(text):
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
        weights = {"number": 0.9, "date": 0.9, "code": 0.8, "term": 0.7, "phrase": 0.6}
        return tuple(
            Span(p.start, p.end, weights.get(p.pattern, 0.3) - 0.3 * ("weak" in p.traits))
            for p in blanks.places(text)
        )

    def needs_context(self, sentence: str) -> bool:
        """Whether a sentence opens with a word that points backwards, or is no full sentence."""
        return bool(words.DANGLING.match(sentence)) or clause(sentence) is None

    def complete(self, label: str, sentence: str) -> str:
        """**Queues:** Useful for ... -> Queues are useful for ...: a term as the subject of what is said of it."""
        first, _, rest = sentence.partition(" ")
        low = first.casefold()
        if not asks.is_term(label) or not rest:
            return ""
        plural = re.search(r"[^s]s$", re.sub(r"\s*\([^)]*\)", "", label)) is not None
        second = rest.partition(" ")[0].casefold()
        if low in words.SAID_OF or (low.endswith("ly") and second in words.SAID_OF):
            return f"{label} {'are' if plural else 'is'} {low} {rest}"
        if (
            low in verbs.THIRD
            and low not in verbs.BASES
            and (clause(sentence) is None or verbs.THIRD[low] not in verbs.NOUNS_TOO)
        ):
            return f"{label} {verbs.THIRD[low] if plural else low} {rest}"
        return ""

    def question(self, text: str) -> bool:
        """Whether a text asks for something other than yes or no."""
        return bool(re.search(r"\b(what|which|who|whom|whose|when|where|why|how)\b", text, re.IGNORECASE))

    def subjects(self, sentences: Sequence[str]) -> tuple[str, ...]:
        """What each sentence is about."""
        found = []
        for text in sentences:
            main = clause(text)
            found.append(main.subject if main is not None else "")
        return tuple(found)


def _points(sentence: str) -> bool:
    """Whether a sentence only says what the video does."""
    lead = " ".join(sentence.split()[:6])
    return bool(words.POINTER.search(lead) and words.SAYING.search(lead))


def make(_code: str) -> English:
    """The module, for the registry."""
    return English()
