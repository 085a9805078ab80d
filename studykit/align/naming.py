"""Audit of names: every name of a bullet must be said near its quote, be in the title, or be what the talk is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from studykit.align.concepts import BLOCK
from studykit.align.english import stem
from studykit.align.korean import is_hangul
from studykit.align.latin import names_in
from studykit.align.scene import Scene
from studykit.model import Flag

_NAME_BEFORE, _NAME_AFTER, _NAME_FAR = 90, 40, 80  # a name is said once and then taken up by "it" and "they"
_ALIKE = 0.78
# A name said in this many stretches of the talk, or this share of them, is what the talk is about.
_RECURRING, _RECURRING_SHARE = 4, 0.04


# Written short, and said in full.
_UNIT = re.compile(r"[KMGTP]B|[KMG]bps|[KMGT]Hz|[kMGT]Wh?|USD|EUR|GBP")


def name_flags(scene: Scene) -> Iterator[Flag]:
    """Names that are said nowhere near the quote, in Latin letters or known to the glossary."""
    known = re.sub(r"\W+", "", scene.known.lower())
    # A talk in Korean says Latin names in Hangul, in more spellings than can be told from other names.
    for name in () if scene.talk.korean else names_in(scene.text):
        if _UNIT.fullmatch(name):
            continue
        letters = [re.sub(r"[^a-z0-9]", "", part.lower()) for part in (name.replace(" ", ""), *_parts(name))]
        if any((one.rstrip("0123456789") or one) in known for one in letters):
            continue
        yield from _missing_name(scene, name, _name_places(scene, name))
    for term in scene.glossary.terms(scene.text):
        inside = term.start > 0 and is_hangul(scene.text[term.start - 1])  # 표준이란 is not about Iran
        if not term.name or inside or any("".join(phrase) in known for phrase in term.phrases):
            continue
        places = {p for phrase in term.phrases for p in scene.talk.places(phrase)}
        places |= {p for phrase in term.phrases for p in scene.talk.names.like("".join(phrase))}
        written = scene.text[term.start : term.end]
        places |= {
            p
            for p in scene.talk.by_front.get(written[:2], ())
            if scene.talk.words.forms[p].startswith(written)
        }
        places |= {p for form in scene.talk.sounds.like(written) for p in scene.talk.words.by_form[form]}
        yield from _missing_name(scene, written, places)


def _missing_name(scene: Scene, name: str, places: Iterable[int]) -> Iterator[Flag]:
    """A name that is not said near the quote, unless the talk comes back to it all the time.

    Where the quote names somebody else, even such a name is doubted.
    """
    places = set(places)
    after = max(_NAME_AFTER, min(scene.until - scene.span.after, _NAME_FAR))
    if any(scene.near(place, _NAME_BEFORE, after) for place in places):
        return
    recurring = len({place // BLOCK for place in places}) >= max(
        _RECURRING, _RECURRING_SHARE * scene.talk.blocks
    )
    rival = _rival(scene)
    if rival or not recurring:
        yield Flag("name-not-said", name, rival or "not said here")


def _parts(name: str) -> list[str]:
    return [name.replace(" ", ""), *(p for p in re.split(r"[ -]", name) if len(p) > 1 and not p[0].isdigit())]


def _name_places(scene: Scene, name: str) -> Iterator[int]:
    """Where a name, or something that sounds, reads or means like it, is said."""
    joined = re.sub(r"[^a-z0-9]", "", name.lower())
    for part in _parts(name):
        plain = re.sub(r"[^a-z0-9]", "", part.lower())
        # One word of a longer name counts where it is written as a name: "Mark", but not any "scale" for Scale AI.
        whole = plain == joined or not scene.talk.capitals
        found = {
            p
            for v in (plain, plain.rstrip("0123456789"))
            if v
            for p, s in scene.talk.names.like(v).items()
            if s >= _ALIKE
        }
        found.update(scene.talk.names.initials(part))
        for other in scene.glossary.synonyms.get(stem(plain), ()) if whole else ():
            found.update(scene.talk.words.by_stem.get(other, ()))
        yield from (p for p in found if whole or scene.talk.words.text[scene.talk.words.starts[p]].isupper())


def _rival(scene: Scene) -> str:
    """Names in the quote that the bullet does not mention: what may have been meant."""
    words = scene.talk.words
    mentioned = {re.sub(r"\W", "", n.lower()) for n in names_in(scene.text)}
    rivals = []
    for number in range(scene.span.first + 1, scene.span.after):
        token = words.text[words.starts[number] : words.ends[number]].strip(".,;:!?\"'()")
        before = words.text[words.ends[number - 1] - 1]
        if len(token) > 2 and token[0].isupper() and before not in ".!?" and token.lower() not in mentioned:
            rivals.append(token)
    return " … ".join(dict.fromkeys(rivals[:4]))
