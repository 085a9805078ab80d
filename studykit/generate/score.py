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

READY = 0.72  # studied without being asked, if the pattern is one of SURE
DRAFT = 0.12  # worth a place in the deck as a draft
PROPOSED = 0.08  # worth showing beside it

# Patterns whose cards strangers kept on bullets that nobody had tuned them on; any other card waits as a draft.
SURE = of("reason purpose both person reverse means why who how-many cloze-number")

# Traits that no score makes up for.
UNSURE = of(
    "range tally no-context no-evidence differs flagged subjectless vague aside story baseline unproved second-sentence"
)

# What a pattern is worth by itself, in log-odds.
PATTERNS: dict[str, float] = {
    "model": 2.0,
    "both": 1.6, "reason": 1.4, "purpose": 1.0, "so-that": 0.7, "whether": 0.7, "person": 1.0, "reverse": 1.0, "label-subject": 0.3, "means": 0.5,
    "role": 0.7, "called": 0.5, "where": 0.2, "method": -0.3, "define": 0.1, "count": 0.2, "outcome": 0.2, "object": -0.2, "cleft": 0.0, "subject": -0.2, "actor": 0.0, "what-is": 0.3, "what-for": 0.7, "why": 1.0, "how": 0.5,
    "how-many": 0.4, "who": 0.6, "host": -0.5, "what-does": 0.0,
    "cloze-number": 0.5, "cloze-person": 0.5, "cloze-phrase": -0.6, "cloze-change": -0.5, "cloze-named": -0.3, "cloze-core": -0.9, "cloze-mate": -0.7,
    "cloze-modifier": -1.1, "cloze-role": -0.9, "cloze-code": 0.1, "cloze-term": -0.3, "cloze-date": 0.4,
}  # fmt: skip

TRAITS: dict[str, float] = {
    "role-object": 0.4, "role-copula": 0.5, "role-by": 0.5, "role-topic": -0.9, "role-subject": -0.8,
    "role-place": -0.3, "role-than": -1.0, "role-with": -0.4, "role-bare": -0.6, "role-naming": 0.1, "role-genitive": -0.8,
    "role-appositive": -0.5, "role-focus": -0.2, "role-list": -1.0, "role-final": -0.2,
    "in-main": 0.4, "in-adnominal": -0.5, "in-nominal": -0.4, "in-connective": -0.3,
    "instrument": 0.3, "latin": 0.3, "code": 0.5, "several-words": 0.6, "pair": 0.5, "list": -0.5, "partial": -0.6,
    "opens": -0.8, "described": -0.2, "range": -0.2, "glossed": 0.2, "topic-known": -0.4, "label": 0.5,
    "subjectless": -0.5, "cut": -0.6, "clauses": -0.4, "short-answer": -0.6, "one-word": -0.4,
    "long": -0.4, "aside": -0.9, "second-sentence": -0.4, "no-context": -0.6, "no-evidence": -0.8, "in-quote": 0.0,
    "differs": -1.2, "repeats": -0.3, "story": -0.9, "baseline": -0.8, "unproved": -0.5, "led": 0.0, "and-so-on": -0.5, "tally": -0.6, "bare": -0.5, "asserted": 0.8, "role-as": 0.5, "only-number": 0.4, "measure": 1.4, "aim": -0.2, "vague": -0.7, "conceded": -0.4, "plain": -0.7, "holds-topic": -0.6, "specific": 0.6, "framed": -0.2, "holds-number": -0.9, "other-language": -0.5,
}  # fmt: skip


def probability(card: Candidate) -> float:
    """The keep score of a card, 0..1."""
    total = PATTERNS.get(card.pattern, -0.5) + sum(TRAITS.get(trait, 0.0) for trait in card.traits)
    return 1 / (1 + math.exp(-total))


def is_ready(card: Candidate) -> bool:
    """Whether a card is good enough to be studied without a person's look.

    Besides the score this wants what rules get right: a blank for a number that measures something, or a question
    about one plain claim. A question that runs over several clauses is where rules go wrong without noticing.
    """
    if card.pattern == "model":
        fitting = True
    elif card.kind is Kind.CLOZE:
        fitting = card.pattern in SURE and "measure" in card.traits
    else:
        several = _SEVERAL.search(re.sub(r"^\(.*?\) |\([^()]*\)", "", card.prompt))
        fitting = card.pattern in SURE and not several and "clauses" not in card.traits
    return fitting and card.score >= READY and not card.traits & UNSURE


# A comma or a connective ending parts clauses; two subjects in a row are two statements pressed into one.
_SEVERAL = re.compile(r"[,;] |(?:며|지만|으나|는데) |^\S+[이가] \S+[이가] ")


def common_traits(card: Candidate, view: View) -> set[str]:
    """The traits that do not depend on the language."""
    traits: set[str] = set()
    answer = card.answer.strip()
    if len(answer) <= 2 and not any(ch.isdigit() for ch in answer):
        traits.add("short-answer")
    if " " not in answer and card.kind is Kind.CLOZE and "number" not in card.traits:
        traits.add("one-word")
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
