"""The keep score: how likely a demanding reader is to keep a card, from a short table of weights.

The score is a logistic sum of the card's pattern and traits. The weights began as judgement and were nudged by
cards that readers kept and threw away (``benchmarks/cards.py`` does it again, leaving whole talks out).
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from studykit.generate.candidate import Candidate, View
from studykit.generate.languages.lexicon import of
from studykit.generate.view import fold, holds
from studykit.model import Flag, Kind

READY = 0.65  # studied without being asked, if the language is sure of the pattern
DRAFT = 0.12  # worth a place in the deck as a draft
PROPOSED = 0.08  # worth showing beside it

# Traits that no score makes up for.
UNSURE = of(
    "range tally no-context no-evidence differs flagged subjectless vague much aside story baseline unproved second-sentence"
)

# What a pattern is worth by itself, in log-odds.
PATTERNS: dict[str, float] = {
    "model": 2.0, "both": 1.6, "reason": 1.0, "purpose": 1.0, "so-that": 0.7, "whether": 0.7, "person": 1.1,
    "reverse": 0.8, "label-subject": 0.3, "means": 0.5, "role": 0.7, "called": 0.4, "where": 0.2, "method": -0.3,
    "define": 0.0, "count": 0.6, "outcome": 0.3, "object": -0.3, "cleft": -0.2, "subject": -0.3, "actor": 0.0,
    "what-is": 0.3, "what-for": 0.7, "why": 1.0, "how": 0.5, "how-many": 0.4, "who": 0.6, "host": -0.5,
    "what-does": 0.0, "cloze-number": -0.1, "cloze-person": 0.7, "cloze-phrase": -0.3, "cloze-change": -0.4,
    "cloze-named": -0.2, "cloze-core": -1.0, "cloze-mate": -0.5, "cloze-modifier": -1.2, "cloze-role": -0.9,
    "cloze-code": 0.1, "cloze-term": -0.4, "cloze-date": 0.6,
}  # fmt: skip

TRAITS: dict[str, float] = {
    "role-object": 0.3, "role-copula": 0.5, "role-by": 0.5, "role-topic": -1.0, "role-subject": -0.4, "role-place": 0.0,
    "role-than": -1.0, "role-with": -0.5, "role-bare": -0.5, "role-naming": 0.0, "role-genitive": -0.7,
    "role-appositive": -0.5, "role-focus": -0.1, "role-list": -0.9, "role-final": -0.2, "in-main": 0.3,
    "in-adnominal": -0.4, "in-nominal": -0.3, "in-connective": 0.2, "instrument": 0.2, "latin": 0.7, "code": 0.6,
    "several-words": 0.5, "pair": 0.7, "list": -0.5, "partial": -0.8, "opens": -1.0, "described": -0.1, "range": 0.0,
    "glossed": 0.2, "topic-known": -0.5, "label": 0.5, "subjectless": -0.5, "cut": -0.7, "clauses": -0.6,
    "short-answer": -0.6, "one-word": -0.4, "long": -0.7, "aside": -0.9, "second-sentence": -1.2, "no-context": -1.1,
    "no-evidence": -0.8, "in-quote": -0.2, "differs": -1.0, "repeats": -0.3, "story": -0.9, "much": -0.8, "baseline": -1.0,
    "unproved": -0.5, "led": -0.1, "and-so-on": -0.5, "tally": -0.7, "bare": -0.5, "asserted": 1.1, "role-as": 0.5,
    "only-number": 0.2, "measure": 1.2, "aim": -0.2, "vague": -0.8, "conceded": -0.3, "plain": -0.5,
    "holds-topic": -0.8, "specific": 0.6, "framed": -0.1, "holds-number": -0.7, "other-language": -0.5,
}  # fmt: skip


def probability(card: Candidate) -> float:
    """The keep score of a card, 0..1."""
    total = PATTERNS.get(card.pattern, -0.5) + sum(TRAITS.get(trait, 0.0) for trait in card.traits)
    return 1 / (1 + math.exp(-total))


def is_ready(card: Candidate, sure: frozenset[str]) -> bool:
    """Whether a card is good enough to be studied without a person's look.

    Besides the score this wants what rules get right: a blank for a number that measures something or for a phrase that
    nothing else would fit, or a question about one plain claim. A question that runs over several clauses is where rules
    go wrong without noticing.

    Args:
        card: The card, scored.
        sure: The patterns that its language is sure of; a model's card needs none.
    """
    if card.pattern != "model" and card.pattern not in sure:
        return False
    fitting = True
    if card.pattern in _PARTICULAR:
        fitting = bool(card.traits & _PARTICULAR[card.pattern])
    elif card.kind is Kind.QA and card.pattern != "model":
        several = _SEVERAL.search(re.sub(r"^\(.*?\) |\([^()]*\)", "", card.prompt))
        fitting = not several and "clauses" not in card.traits
    return fitting and card.score >= READY and not card.traits & UNSURE


# What a blank of a pattern must be so that nothing else fits it.
_PARTICULAR = {"cloze-number": of("measure"), "cloze-phrase": of("latin code glossed asserted pair")}
# A comma or a connective ending parts clauses; two subjects in a row are two statements pressed into one.
_SEVERAL = re.compile(r"[,;] |(?:며|지만|으나|는데) |^\S+[이가] \S+[이가] ")


_MUCH = 0.4  # of a sentence hidden: what is left asks for nothing


def common_traits(card: Candidate, view: View) -> set[str]:
    """The traits that do not depend on the language."""
    traits: set[str] = set()
    answer = card.answer.strip()
    if len(answer) <= 2 and not any(ch.isdigit() for ch in answer):
        traits.add("short-answer")
    if " " not in answer and card.kind is Kind.CLOZE and "number" not in card.traits:
        traits.add("one-word")
    if card.kind is Kind.CLOZE and len(fold(answer)) >= _MUCH * len(fold(card.sentence)):
        traits.add("much")
    if any(word and word in fold(answer) and word != fold(answer) for word in view.topic.words):
        traits.add("holds-topic")
    if len(card.prompt) > 130:
        traits.add("long")
    if view.checked and not view.quote:
        traits.add("no-evidence")
    if view.quote and _said(answer, view.quote):
        traits.add("in-quote")
    if view.sentences and card.sentence and card.sentence not in view.sentences[0]:
        traits.add("second-sentence")
    return traits


def flag_traits(card: Candidate, flags: Sequence[Flag]) -> set[str]:
    """What the audit's findings mean for a card: asking for what the talk says otherwise is worst."""
    traits = {"flagged"} if any(flag.rule not in _MILD for flag in flags) else set()
    for flag in flags:
        if flag.rule not in _MILD and (holds(card.answer, flag.summary) or holds(flag.summary, card.answer)):
            traits.add("differs")
    return traits


# Findings that make no statement wrong.
_MILD = of("hedge-dropped")


def _said(answer: str, quote: str) -> bool:
    """Whether the digits and Latin words of an answer stand in the quote."""
    wanted = re.findall(r"\d+(?:\.\d+)?|[A-Za-z]{2,}", answer.casefold())
    heard = set(re.findall(r"\d+(?:\.\d+)?|[A-Za-z]{2,}", quote.casefold()))
    return bool(wanted) and all(word in heard for word in wanted)
