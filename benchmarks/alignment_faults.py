"""Faults planted in bullets that were right: what an audit is for."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

from studykit.align.glossary import bundled
from studykit.align.latin import names_in

Plant = Callable[[str, random.Random, Sequence[str]], str | None]

_KOREAN_NEGATIONS = (
    ("지 않기", "기"), ("지 않고", "고"), ("지 않으며", "며"), ("지 않는", "는"), ("지 않은", "은"), ("지 않습니다", "습니다"),
    ("지 않았습니다", "었습니다"), ("지 못했습니다", "었습니다"), ("지 못하는", "는"), ("수 없", "수 있"), ("이 아니라", "이라"), ("없이", "함께"),
)  # fmt: skip
_ENGLISH_NEGATIONS = (
    (r"\bcannot\b", "can"),
    (r"n't\b", ""),
    (r"\b(?:not|never|no) ", ""),
    (r"\bwithout\b", "with"),
)
_KOREAN_HEDGES = (
    ("약 ", ""),
    ("거의 ", ""),
    ("대략 ", ""),
    ("아마 ", ""),
    ("사실상 ", ""),
    ("수도 있습니다", "습니다"),
    ("것 같습니다", "것입니다"),
)
_ENGLISH_HEDGES = (
    (r"\b(?:about|around|nearly|almost|roughly|approximately|probably|maybe|perhaps) ", ""),
    (r"\b(?:may|might|could) ", "will "),
)


def changed_number(text: str, rng: random.Random, _: Sequence[str]) -> str | None:
    """One number with one digit changed, or one number word with another."""
    words = {"세 ": "네 ", "두 ": "다섯 ", "three": "five", "two": "four"}
    spots = [
        *re.finditer(r"\d+(?:[.,]\d+)*", text),
        *(m for w in words for m in re.finditer(rf"(?<![가-힣\w]){w}(?=[개가\s])", text)),
    ]
    if not spots:
        return None
    spot = rng.choice(spots)
    if spot[0] in words:
        return text[: spot.start()] + words[spot[0]] + text[spot.end() :]
    digits = [n for n, ch in enumerate(spot[0]) if ch.isdigit()]
    place = rng.choice(digits)
    digit = rng.choice([d for d in "123456789" if d != spot[0][place]])
    return text[: spot.start()] + spot[0][:place] + digit + spot[0][place + 1 :] + text[spot.end() :]


def swapped_name(text: str, rng: random.Random, others: Sequence[str]) -> str | None:
    """One name replaced by another that the bullet does not hold; a name in Hangul by one in Hangul."""
    own = names_in(text)
    hangul = [text[t.start : t.end] for t in bundled().terms(text) if t.name]
    if not own and not hangul:
        return None
    name = rng.choice([*own, *hangul])
    pool = sorted(bundled().names) if name in hangul else [other for other in others if other not in text]
    pool = [other for other in pool if re.fullmatch(r"[가-힣]{2,}", other)] if name in hangul else pool
    return text.replace(name, rng.choice(pool), 1) if pool else None


def dropped_negation(text: str, rng: random.Random, _: Sequence[str]) -> str | None:
    """One negation left out."""
    return _dropped(text, rng, _KOREAN_NEGATIONS, _ENGLISH_NEGATIONS)


def dropped_hedge(text: str, rng: random.Random, _: Sequence[str]) -> str | None:
    """One "about", "nearly" or "may" left out. 할 수 있다 stays: it mostly renders "can", which is no hedge."""
    return _dropped(text, rng, _KOREAN_HEDGES, _ENGLISH_HEDGES)


def _dropped(
    text: str, rng: random.Random, korean: Sequence[tuple[str, str]], english: Sequence[tuple[str, str]]
) -> str | None:
    found = [text.replace(old, new, 1) for old, new in korean if old in text]
    found += [re.sub(old, new, text, count=1) for old, new in english if re.search(old, text)]
    return rng.choice(found) if found else None


PLANTS: dict[str, Plant] = {
    "changed number": changed_number,
    "swapped name": swapped_name,
    "dropped negation": dropped_negation,
    "dropped hedge": dropped_hedge,
}
