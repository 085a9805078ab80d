"""Names that captions mis-hear, put right from the names a summary writes: "open aai" -> OpenAI.

A repair is shown beside the quote and never replaces it. It is made only where the heard words are close to a
name in sound or letters and are no plain words of their own: a wrong repair would put words into a mouth.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

from studykit.align.english import STOPWORDS
from studykit.align.names import abbreviates, misheard

# Likeness (0..100) from which heard words are taken for a name: lower where they already look like one.
_CAPITAL, _PLAIN, _JOINED = 80.0, 90.0, 85.0
_LONGEST = 3  # words that one name can be heard as
_TOKEN = re.compile(r"\S+")
_BARE = re.compile(r"[^a-z0-9]")
_EDGES = re.compile(r"^(\W*)(.*?)((?:['’]s)?\W*)$", re.DOTALL)


def repairable(names: Iterable[str]) -> tuple[str, ...]:
    """The single names worth listening for, longest first: with a capital, without a version number."""
    parts = {part for name in names for part in (name, *name.split(" ")) if _usable(part)}
    return tuple(sorted(parts, key=lambda n: (-len(n), n)))


def _usable(name: str) -> bool:
    letters = name.replace(" ", "")
    return (
        len(letters) > 2 and letters.isascii() and letters.isalpha() and any(ch.isupper() for ch in letters)
    )


def repaired(quote: str, names: Sequence[str]) -> str:
    """The quote with mis-heard names put right; an empty string where nothing was."""
    tokens = list(_TOKEN.finditer(quote))
    exact = {_bare(name) for name in names}
    out: list[str] = []
    place = number = 0
    while number < len(tokens):
        found = next(
            (
                (size, name)
                for size in range(min(_LONGEST, len(tokens) - number), 0, -1)
                if (name := _name_for([t[0] for t in tokens[number : number + size]], names, exact))
            ),
            None,
        )
        if found is None:
            number += 1
            continue
        size, name = found
        last = tokens[number + size - 1]
        head, tail = _EDGES.match(tokens[number][0]), _EDGES.match(last[0])
        out += [quote[place : tokens[number].start()], head[1] if head else "", name, tail[3] if tail else ""]
        place = last.end()
        number += size
    fixed = "".join([*out, quote[place:]])
    return fixed if fixed != quote else ""


def _bare(text: str) -> str:
    return _BARE.sub("", text.lower())


def _name_for(tokens: Sequence[str], names: Sequence[str], exact: set[str]) -> str:
    """The name that some heard words stand for, or an empty string."""
    last = _EDGES.match(tokens[-1])
    heard = _bare("".join(tokens[:-1]) + (last[2] if last else tokens[-1]))
    if len(heard) < 3 or not heard.isalpha():
        return ""
    if len(tokens) == 1 and heard in exact:
        return ""
    plain = [t.lower().strip(".,?!") for t in tokens]
    if len(tokens) > 1 and (plain[0] in STOPWORDS or (plain[-1] in STOPWORDS and plain[-1] != "ai")):
        return ""
    for name in names:
        letters = _bare(name)
        if heard == letters:
            # "open AI" and "chat GPT" are only written apart; a name of two words is right as it stands.
            return name if len(tokens) > 1 + name.count(" ") else ""
        if heard in {letters + "s", letters.removesuffix("s")} or abs(len(heard) - len(letters)) > max(
            2, len(letters) // 2
        ):
            continue
        if _alike(tokens, heard, name, letters):
            return name
    return ""


def _alike(tokens: Sequence[str], heard: str, name: str, letters: str) -> bool:
    if len(tokens) == 1:
        if abbreviates(heard, letters) and not set("aeiouy") & set(heard) and len(letters) > 4:
            return True
        if len(letters) <= 4:
            return name.isupper() and misheard(letters, heard) and not set("aeiouy") & set(heard)
        if heard.startswith(letters) or letters.startswith(heard):
            return False  # Germany is not a mis-heard German
        least = _CAPITAL if tokens[0][0].isupper() else _PLAIN
    else:
        least = _JOINED
    return heard[0] == letters[0] and fuzz.ratio(heard, letters) >= least
