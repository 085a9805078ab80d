"""English words with their kind, by closed classes, common verbs and neighbours; no tagger is needed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from studykit.generate.languages.english import verbs, words
from studykit.generate.languages.lexicon import of

_TOKEN = re.compile(
    r"`[^`\n]+`|\$[^$\n]{1,40}\$|\"[^\"\n]{1,60}\"|“[^”\n]{1,60}”|\([^()]{0,120}\)|[$€£]?\d[\d,.]*\d%?"
    r"|\w[\w'’+#/.–-]*[\w+#]|\w[+#%]*|[^\w\s]"
)
# Nouns in -ing; any other such word is read as an act.
_THINGS = of(
    """
    learning training processing computing engineering testing programming scaling reasoning meaning building feeling thinking
    marketing advertising pricing timing setting heading string thing king ring spring morning evening finding warning
    rendering scheduling caching routing hashing sorting encoding mapping binding coding writing reading growing weeding farming
    networking streaming modeling modelling monitoring logging debugging onboarding hosting funding spending saving banking
    mining drilling housing manufacturing threading tuning fine-tuning pre-training prompting sampling something nothing anything everything
    being offering opening ending beginning briefing rating ranking understanding
    """
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word. ``kind``: noun (adjectives included), det, prep, conj, pron, aux, adv, verb, ing, punct, paren."""

    text: str
    kind: str
    start: int
    end: int


_CLOSED = (
    ("aux", words.AUXILIARIES), ("det", words.DETERMINERS), ("pron", words.PRONOUNS), ("adv", words.ADVERBS),
    ("conj", words.CONJUNCTIONS), ("prep", words.PREPOSITIONS),
)  # fmt: skip


def _kind(word: str) -> str:
    low = word.casefold()
    if word.startswith("(") and len(word) > 1:
        return "paren"
    if not re.search(r"\w", word):
        return "punct"
    closed = next((kind for kind, members in _CLOSED if low in members), "")
    return closed or _open_kind(word, low)


def _open_kind(word: str, low: str) -> str:
    """The kind of a word that is in no closed class; "verb?" is decided by its neighbours."""
    if len(word) > 1 and word.isupper():
        return "noun"  # REST is no verb
    if low.endswith("ly") and len(low) > 4 and word[0].islower():
        return "adv"
    if low.endswith("ing") and word[0].islower() and len(low) > 5 and word.isalpha() and low not in _THINGS:
        return "ing"
    known = low in verbs.THIRD or low in verbs.PAST or low in verbs.BASES or low in verbs.PARTICIPLES
    return (
        "verb?"
        if known
        or (
            low.endswith("ed")
            and not low.endswith("eed")
            and len(low) > 4
            and word[0].islower()
            and word.isalpha()
        )
        else "noun"
    )


@lru_cache(maxsize=512)
def tokens(text: str) -> tuple[Token, ...]:
    """The words of a sentence; a word that may be a noun or a verb is decided by its neighbours."""
    raw = [(m[0], _kind(m[0]), m.start(), m.end()) for m in _TOKEN.finditer(text)]
    found: list[Token] = []
    for i, (word, _, start, end) in enumerate(raw):
        if word.casefold() == "that" and found and found[-1].kind in {"noun", "paren"}:
            found.append(Token(word, "conj", start, end))
            continue
        found.append(Token(word, _settled(raw, found, i), start, end))
    return tuple(found)


def _settled(raw: list[tuple[str, str, int, int]], found: list[Token], i: int) -> str:
    """The kind of a word among its neighbours."""
    kind = raw[i][1]
    if kind == "ing" and i + 1 < len(raw) and raw[i + 1][0].casefold() == "of":
        return "noun"  # the shipping of features
    return _decided(raw, found, i) if kind == "verb?" else kind


def _decided(raw: list[tuple[str, str, int, int]], before: list[Token], i: int) -> str:
    """Verb or noun (adjectives included), for a word that can be both."""
    word = raw[i][0].casefold()
    near = [token for token in before if token.kind != "paren"]
    last = near[-1].kind if near else "start"
    after = raw[i + 1][1] if i + 1 < len(raw) else "end"
    third = word in verbs.THIRD and word not in verbs.BASES
    certain = third and verbs.THIRD[word] not in verbs.NOUNS_TOO
    participle = (
        word in verbs.PAST or word in verbs.PARTICIPLES or (word.endswith("ed") and not word.endswith("eed"))
    )
    to = last == "prep" and near[-1].text.casefold() == "to"
    if to or last in {"aux", "pron"} or (certain and last in {"noun", "ing"}):
        verb = True
    elif last in {"det", "prep", "start"}:
        verb = False
    elif last in {"punct", "conj"}:
        verb = after in {"det", "noun", "pron", "adv", "ing"}
    elif last == "noun" and _open_phrase(near) and not participle:
        # "the final results show": a noun phrase that a determiner opened swallows one more noun, not a finite verb.
        ahead = list(takewhile(lambda later: later[1] != "punct", raw[i + 1 :]))
        only = third and not any(_may_be_finite(*later[:2]) for later in ahead)
        verb = only or (after in {"det", "pron", "adv"} and word not in verbs.PAST)
    elif participle:
        verb = after != "noun" or last == "noun"
    elif third and after == "verb?" and raw[i + 1][0].casefold() in verbs.BASES:
        verb = False  # proper names function: the verb comes next
    elif third:
        verb = after in {"det", "noun", "prep", "pron", "adv", "conj", "ing", "paren", "verb?"}
    else:
        # "guards determine whether": a plural before a bare form makes it a verb.
        plural = last == "noun" and near[-1].text.endswith("s") and after in {"conj", "prep", "ing", "noun"}
        verb = after in {"det", "pron", "adv"} or (plural and word not in verbs.NOUNS_TOO)
    return "verb" if verb else "noun"


def _may_be_finite(word: str, kind: str) -> bool:
    return kind == "aux" or (kind == "verb?" and not word.casefold().endswith("ed"))


def _open_phrase(before: list[Token]) -> bool:
    """Whether the nouns just read were opened by a determiner or preposition."""
    i = len(before) - 1
    while i >= 0 and before[i].kind == "noun":
        i -= 1
    return i >= 0 and before[i].kind in {"det", "prep", "verb", "ing"}
