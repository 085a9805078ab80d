"""Names in Latin letters, as a summary writes them."""

from __future__ import annotations

import re

from studykit.text import has_hangul

_NAME = re.compile(
    r"(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9]*(?:[.'’&-][A-Za-z0-9]+)*(?: [A-Z][A-Za-z0-9]*(?:[.'’&-][A-Za-z0-9]+)*)*"
)
_COMPOUND = re.compile(r"-[a-z]+$")  # R&D-driven
# Capitals that name nothing in particular.
_GENERIC = frozenset(
    """ai it ceo cto cfo ok tv pc us uk eu i a usa llm llms api app apps web ml eur usd krw jpy gbp""".split()  # noqa: SIM905
)


def names_in(text: str) -> list[str]:
    """The Latin names of a bullet, words of one name together."""
    korean = has_hangul(text) or any("\u3040" <= ch <= "\u9fff" for ch in text)
    found = []
    for match in _NAME.finditer(text):
        start = match.start()
        name = match[0]
        if not korean:
            # In English a sentence opens with a capital that means nothing.
            while name and not is_name(text, start, name.split(" ")[0]):
                head, _, name = name.partition(" ")
                start += len(head) + 1
        name = _COMPOUND.sub("", name.removesuffix("'s").removesuffix("’s"))
        if len(name) > 1 and any(ch.isupper() for ch in name) and name.lower() not in _GENERIC:
            found.append(name)
    return found


def is_name(text: str, start: int, token: str) -> bool:
    """Whether a Latin token in English text is a name: capitals or digits inside, or a capital past the first word."""
    if any(ch.isupper() or ch.isdigit() for ch in token[1:]):
        return True
    return (
        token[0].isupper()
        and start > 0
        and text[:start].rstrip(" \"'“‘(")[-1:] not in {"", ".", "!", "?", ":"}
    )
