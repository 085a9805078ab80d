"""English sentences cut into noun phrases and a main verb, with closed word classes and no tagger."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from studykit.generate.languages.english import verbs, words

_TOKEN = re.compile(
    r"`[^`\n]+`|\"[^\"\n]{1,60}\"|“[^”\n]{1,60}”|[$€£]?\d[\d,.]*\d%?|[\w][\w'’+#/.-]*[\w+#]|\w%?|\([^()]{0,80}\)|[^\w\s]"
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
    """The main clause of a sentence: ``subject`` is ``text[:verb.start]``; ``verb`` its finite verb."""

    text: str
    tokens: tuple[Token, ...]
    verb: int  # index into tokens

    @property
    def subject(self) -> str:
        """The words before the verb."""
        return self.text[: self.tokens[self.verb].start].strip()

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
    if low.endswith("ly") and len(low) > 4 and word[0].islower():
        return "adv"
    if low.endswith("ing") and low in verbs.GERUNDS:
        return "ing"
    return "verb?" if low in verbs.THIRD or low in verbs.PAST or low in verbs.BASES else "noun"


@lru_cache(maxsize=512)
def tokens(text: str) -> tuple[Token, ...]:
    """The words of a sentence; a word that may be a noun or a verb is decided by its neighbours."""
    raw = [(m[0], _kind(m[0]), m.start(), m.end()) for m in _TOKEN.finditer(text)]
    found: list[Token] = []
    for i, (word, kind, start, end) in enumerate(raw):
        found.append(Token(word, _decided(raw, found, i) if kind == "verb?" else kind, start, end))
    return tuple(found)


def _decided(raw: list[tuple[str, str, int, int]], before: list[Token], i: int) -> str:
    """Verb or noun, for a word that can be both."""
    word = raw[i][0].casefold()
    last = before[-1].kind if before else "start"
    after = raw[i + 1][1] if i + 1 < len(raw) else "end"
    if last in {"det", "prep", "paren"} and not (last == "prep" and before[-1].text.casefold() == "to"):
        return "noun"
    if last == "prep" or last in {"aux", "pron"}:
        return "verb"
    if last == "start":
        return "verb" if word in verbs.BASES and after in {"det", "noun", "adv", "pron"} else "noun"
    if after in {"det", "prep", "pron", "conj", "adv", "ing", "paren"} or (
        word not in verbs.BASES and after == "noun"
    ):
        return "verb"
    if last == "conj":
        return "verb" if after in {"det", "noun"} else "noun"
    return (
        "noun"
        if after in {"aux", "punct", "end", "verb?"}
        else "verb"
        if last == "noun" and word in verbs.PAST
        else "noun"
    )


@lru_cache(maxsize=512)
def clause(text: str) -> Clause | None:
    """The main clause of a sentence that opens with its subject; None where no finite verb can be made out."""
    items = tokens(text)
    if not items or items[0].kind in {"prep", "conj", "adv", "verb", "aux", "ing", "punct"}:
        return None
    relative = False
    for i, token in enumerate(items):
        low = token.text.casefold()
        if token.kind == "conj" and low in {"that", "which", "who", "where", "when", "whose"}:
            relative = True
        elif token.kind == "punct" and token.text in ":;":
            return None
        elif _finite(token):
            if relative:
                relative = False
                continue
            return Clause(text, items, i) if i else None
    return None


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
        while k < len(items) and items[k].kind == "noun":
            k += 1
        if k == j:
            i += 1
            continue
        found.append(_chunk(items, i, j, k, verb))
        i = k
    return tuple(_joined(text, found))


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
    if verb >= 0 and k <= verb and b < 0:
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
            if re.fullmatch(r"of( the| a| an| its| their)?", between):
                pass
            elif (
                re.fullmatch(r"(,|and|or|, and|&)( the| a| an| its| their)?", between)
                and chunk.role != "subject"
            ):
                joined.append(found[j].start)
            else:
                break
            end, j = found[j].end, j + 1
        if end > chunk.end:
            whole.append(Chunk(chunk.start, end, chunk.start, chunk.role, chunk.before, tuple(joined)))
    return whole
