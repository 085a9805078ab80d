"""English sentences cut into noun phrases and a main verb, with closed word classes and no tagger."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from studykit.generate.languages.english import verbs, words
from studykit.generate.languages.english.tokens import Token, tokens

_ASIDE = re.compile(r"\((e\.g|i\.e|like|such as|for example|via|see)\b", re.IGNORECASE)


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
            # Before an infinitive stands the finite verb, read as a noun.
            infinitive = items[i - 1].text.casefold() == "to"
            return None if infinitive else Clause(text, items, i, items[start].start)
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
