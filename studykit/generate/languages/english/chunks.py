"""English sentences cut into noun phrases and a main verb, with closed word classes and no tagger."""

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
_ASIDE = re.compile(r"\((e\.g|i\.e|like|such as|for example|via|see)\b", re.IGNORECASE)
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


@dataclass(frozen=True, slots=True)
class Chunk:
    """A noun phrase. ``role``: subject, object, copula, by, place, or bare; ``core`` is where its last noun run begins."""

    start: int
    end: int
    core: int
    role: str
    before: str  # the word before it, folded
    joined: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Clause:
    """The main clause of a sentence: ``verb`` is its finite verb, ``subject`` what stands before."""

    text: str
    tokens: tuple[Token, ...]
    verb: int  # index into tokens
    start: int = 0  # where the subject begins; before it stands an adverbial

    @property
    def subject(self) -> str:
        """The words before the verb."""
        return self.text[self.start : self.tokens[self.verb].start].strip()

    @property
    def rest(self) -> str:
        """The words after the verb."""
        return self.text[self.tokens[self.verb].end :].strip()


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


@lru_cache(maxsize=512)
def clause(text: str) -> Clause | None:
    """The main clause of a sentence; None where no finite verb can be made out. A leading adverbial is set aside."""
    items = tokens(text)
    start = _lead(items)
    if start >= len(items) or items[start].kind in {"prep", "conj", "verb", "aux", "punct"}:
        return None
    if items[start].kind == "ing" and not (start + 1 < len(items) and _finite(items[start + 1])):
        return None
    relative = 0
    for i in range(start, len(items)):
        token = items[i]
        low = token.text.casefold()
        if token.kind == "conj" and low in {"that", "which", "who", "where", "when", "whose"}:
            relative += 1
        elif token.kind == "punct" and token.text in ":;,":
            if token.text != ",":
                return None
        elif _finite(token) and i > start:
            if relative:
                relative -= 1
                continue
            if token.kind == "verb" and _reduced(items, i):
                continue
            return Clause(text, items, i, items[start].start)
    return None


def _lead(items: tuple[Token, ...]) -> int:
    """The index after a leading adverbial and its comma (After years of research, ...); 0 where there is none."""
    if items and items[0].kind in {"prep", "adv", "ing"}:
        for i, token in enumerate(items[:16]):
            if token.text == ",":
                return i + 1
    return 0


def _reduced(items: tuple[Token, ...], i: int) -> bool:
    """Whether a participle only describes the noun before it (nodes scattered across memory): a verb follows later."""
    low = items[i].text.casefold()
    if low in verbs.THIRD or low in verbs.BASES:
        return False
    if i + 1 >= len(items) or items[i + 1].kind not in {"prep", "adv"}:
        return False
    relative = 0
    for token in items[i + 1 :]:
        if token.kind == "conj" and token.text.casefold() in {
            "that",
            "which",
            "who",
            "where",
            "when",
            "whose",
        }:
            relative += 1
        elif _finite(token):
            if not relative:
                return True
            relative -= 1
    return False


def _finite(token: Token) -> bool:
    low = token.text.casefold()
    if token.kind == "aux":
        return low not in {"be", "been", "being"}
    return token.kind == "verb" and (low in verbs.THIRD or low in verbs.PAST or low in verbs.BASES)


@lru_cache(maxsize=512)
def chunks(text: str) -> tuple[Chunk, ...]:
    """The noun phrases of a sentence with the role that the word before them gives."""
    items = tokens(text)
    main = clause(text)
    verb = main.verb if main else -1
    found: list[Chunk] = []
    i = 0
    while i < len(items):
        j = i + (items[i].kind == "det")
        k = j
        while k < len(items) and (items[k].kind == "noun" or (k > j and _glossed_on(items, k))):
            k += 1
        if k == j:
            i += 1
            continue
        found.append(_chunk(items, i, j, k, verb))
        i = k
    return tuple(_joined(text, found))


def _glossed_on(items: tuple[Token, ...], k: int) -> bool:
    """Whether a short gloss stands inside a phrase: Cross-Origin Resource Sharing (CORS) policies."""
    return (
        items[k].kind == "paren"
        and len(items[k].text) <= 24
        and k + 1 < len(items)
        and items[k + 1].kind == "noun"
        and not _ASIDE.match(items[k].text)
    )


def _chunk(items: tuple[Token, ...], i: int, j: int, k: int, verb: int) -> Chunk:
    end = items[k - 1].end
    if (
        k < len(items)
        and items[k].kind == "paren"
        and len(items[k].text) <= 24
        and "e.g" not in items[k].text
    ):
        end = items[k].end
    b = i - 1
    while b >= 0 and items[b].kind == "adv":
        b -= 1
    before = items[b].text.casefold() if b >= 0 else ""
    if verb >= 0 and k <= verb and (b < 0 or items[b].text == ","):
        role = "subject"
    elif b >= 0 and items[b].kind == "verb":
        role = "object" if b == verb or verb < 0 or items[verb].kind == "aux" else "inner-object"
    elif b >= 0 and items[b].kind == "ing":
        role = "inner-object"
    elif before in words.BE:
        role = "copula"
    elif before in {"by", "with", "using", "via", "through", "into", "as", "called", "to"}:
        role = "by"
    elif b >= 0 and items[b].kind == "prep":
        role = "of" if before == "of" else "place"
    else:
        role = "bare"
    return Chunk(items[j].start, end, items[k - 1].start, role, before)


def _joined(text: str, found: list[Chunk]) -> list[Chunk]:
    """Phrases that hang together (A of B, A and B) also as one."""
    whole: list[Chunk] = []
    for i, chunk in enumerate(found):
        whole.append(chunk)
        end, joined, j = chunk.end, list[int](), i + 1
        while j < len(found):
            between = text[end : found[j].start].strip().casefold()
            if re.fullmatch(r"of( the| a| an| its| their| every| each)?", between):
                pass
            elif re.fullmatch(r"(and|or|&)( the| a| an| its| their)?", between) and chunk.role != "subject":
                joined.append(found[j].start)
            else:
                break
            end, j = found[j].end, j + 1
        if end > chunk.end:
            whole.append(Chunk(chunk.start, end, chunk.start, chunk.role, chunk.before, tuple(joined)))
    return whole
