"""The gates: one list of small rules, each with a name, that every card must pass, whoever made it.

A rule returns what is wrong, or an empty string. Better no card than a bad one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from rapidfuzz import fuzz
from rapidfuzz.utils import default_process

from studykit.cloze import blanks
from studykit.generate.candidate import Candidate, View
from studykit.generate.languages.protocol import Language
from studykit.generate.view import fold, holds
from studykit.model import Kind

Rule = Callable[[Candidate, View, Language], str]

MAX_ANSWER_WORDS = 10
MAX_REASON_WORDS = 16  # a reason or definition is a clause
MAX_FRONT = 320  # characters
_CLAUSE_PATTERNS = frozenset(
    {
        "reason",
        "purpose",
        "define",
        "outcome",
        "what-is",
        "why",
        "how",
        "host",
        "what-for",
        "so-that",
        "whether",
    }
)
_DANGLING_KO = re.compile(
    r"^(이는|이를|이것|이러한|이런|이렇게|이로|이때|이들|그는|그녀|그것|그들|이에|이와|해당|이 |그 |저 |둘 다|전자|후자)"
)
# No heading tells what these point at.
_LOST = re.compile(r"^(이는|이를|이러한|이런|이렇게|이로|그러한|그런|둘 다|전자|후자) ?")
_DANGLING_EN = re.compile(
    r"^(it|its|this|these|those|that|they|their|them|he|she|his|her|such|here|there|both|the (former|latter|company|founders|speaker|author|video|talk))\b",
    re.IGNORECASE,
)
_SPLIT = re.compile(r",\s*|\s+및\s+|\s+and\s+|\s+or\s+|·")


def _leak(card: Candidate, _view: View, _language: Language) -> str:
    """The answer stands in the front."""
    answer = fold(card.answer)
    if len(answer) < 2:
        return ""
    shown = re.sub(r"\[[^\]]*\]", " | ", card.prompt) if card.kind is Kind.CLOZE else card.front
    if holds(shown, card.answer) or (card.context and answer in fold(card.context)):
        return f"“{card.answer}” stands in the front"
    words = [w for w in re.findall(r"[A-Za-z가-힣]{2,}", card.answer) if len(fold(w)) > 2]
    glossed = [w for w in words if fold(w) in fold(card.context)]
    return f"“{glossed[0]}” stands in the heading" if glossed and len(glossed) == len(words) else ""


def _topic_word(card: Candidate, view: View, _language: Language) -> str:
    """The answer is what the whole deck is about."""
    return "the deck's topic" if fold(card.answer) in view.topic.words else ""


def _length(card: Candidate, _view: View, _language: Language) -> str:
    """An answer that nobody can say in one breath, or a front that nobody reads to its end."""
    words = len(card.answer.split())
    clause = card.pattern in _CLAUSE_PATTERNS or (card.pattern == "model" and card.kind is Kind.QA)
    limit = MAX_REASON_WORDS if clause else MAX_ANSWER_WORDS
    if words > limit:
        return f"the answer has {words} words, more than {limit}"
    if len(card.prompt) > MAX_FRONT:
        return f"the front has {len(card.prompt)} characters, more than {MAX_FRONT}"
    return "" if card.answer.strip() else "no answer"


def _rest(card: Candidate, _view: View, _language: Language) -> str:
    """Too little is left to tell the answer from."""
    if card.kind is Kind.QA:
        return ""
    left = len(fold(card.sentence)) - len(fold(card.answer))
    return "the rest of the sentence says too little" if left < max(8, len(fold(card.answer)) * 0.6) else ""


def _weak(card: Candidate, _view: View, _language: Language) -> str:
    return "an empty word" if "weak" in card.traits else ""


def _example(card: Candidate, _view: View, _language: Language) -> str:
    return "an example, which anything fits" if "example" in card.traits else ""


def _contrast(card: Candidate, _view: View, _language: Language) -> str:
    return "the rejected side of a contrast" if "contrast" in card.traits else ""


def _list(card: Candidate, _view: View, _language: Language) -> str:
    parts = [p for p in _SPLIT.split(re.sub(r"\([^)]*\)", "", card.answer)) if p.strip()]
    return f"a list of {len(parts)}" if len(parts) > 3 else ""


def _dangling(card: Candidate, _view: View, _language: Language) -> str:
    """The front opens with a word that points at something not shown."""
    text = card.front if card.kind is Kind.QA else card.sentence
    match = _LOST.match(text) or (
        None if card.context else _DANGLING_KO.match(text) or _DANGLING_EN.match(text)
    )
    return f"“{match[0].strip()}” points at something not shown" if match else ""


def _yes_no(card: Candidate, _view: View, language: Language) -> str:
    if card.kind is Kind.QA and card.pattern != "host" and not language.question(card.front):
        return "it asks for yes or no"
    return ""


def _number(card: Candidate, _view: View, _language: Language) -> str:
    """Half a number, or a number without its measure."""
    if "bare-number" in card.traits and not re.fullmatch(r"(1[5-9]|20)\d\d", card.answer):
        return "a number without its measure"
    return ""


def _vague(card: Candidate, view: View, _language: Language) -> str:
    """A bare "what is X?" about what the whole deck is about has many answers."""
    if card.pattern in {"define", "what-is"}:
        name = re.sub(r"(은|는) 무엇.*$|^What (is|are) (an? |the )?|\?$", "", card.front, flags=re.IGNORECASE)
        if fold(name) in view.topic.words or len(fold(name)) < 2:
            return f"what “{name}” is has many answers"
    return ""


def _pronoun(card: Candidate, _view: View, _language: Language) -> str:
    bare = card.answer.strip().casefold()
    if bare in {
        "it",
        "this",
        "that",
        "they",
        "them",
        "you",
        "we",
        "he",
        "she",
        "이것",
        "그것",
        "우리",
        "여러분",
        "자신",
        "저",
        "나",
    }:
        return "a pronoun"
    return ""


def _markup(card: Candidate, _view: View, _language: Language) -> str:
    """Words that would be read as cloze markup: std::vector inside a blank, braces around it."""
    if card.kind is Kind.QA:
        return ""
    if "::" in card.answer or "}" in card.answer[-1:] or "{{" in card.answer or "}}" in card.answer:
        return f"“{card.answer}” cannot stand in a blank"
    found = blanks(card.text)
    whole = [blank.answer for blank in found] == [card.answer] or card.pattern == "model"
    return "" if whole and len(found) >= 1 else "its sentence holds cloze marks of its own"


GATES: tuple[tuple[str, Rule], ...] = (
    ("cloze-marks", _markup),
    ("leak", _leak),
    ("topic", _topic_word),
    ("length", _length),
    ("rest", _rest),
    ("weak", _weak),
    ("example", _example),
    ("contrast", _contrast),
    ("list", _list),
    ("dangling", _dangling),
    ("yes-no", _yes_no),
    ("number", _number),
    ("vague", _vague),
    ("pronoun", _pronoun),
)


def refusal(card: Candidate, view: View, language: Language) -> tuple[str, str] | None:
    """The first gate that a card fails, and why; None where it passes all."""
    for name, rule in GATES:
        detail = rule(card, view, language)
        if detail:
            return name, detail
    return None


def alike(card: Candidate, others: Sequence[Candidate]) -> bool:
    """Whether a card asks for the same thing in nearly the same words as one of the others."""
    return any(
        card.kind is other.kind
        and fold(card.answer) == fold(other.answer)
        and fuzz.token_set_ratio(card.prompt, other.prompt, processor=default_process) >= 90
        for other in others
    )
