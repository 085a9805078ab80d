"""A chatbot's reply read for cards, however it is wrapped: prose, fences, half JSON, missing or extra parts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from studykit.errors import GenerateError
from studykit.generate.result import Rejected

MAX_BYTES = 10 * 1024 * 1024
MAX_CARDS = 2000
_MAX_DEPTH = 8
_MAX_FIELD = 4000  # characters; longer ones are cut before anything looks at them

# Objects without objects inside. Possessive, so that no text makes it back up.
_LEAF = re.compile(r'\{(?:[^{}"]++|"(?:[^"\\]++|\\.)*+")*+\}', re.DOTALL)
_ID = re.compile(r"^\W*B?0*(\d{1,4})\W*$", re.IGNORECASE)
_NAMES = {
    "bullet": ("bullet", "bullet_id", "id", "for"),
    "kind": ("kind", "type"),
    "front": ("front", "question", "q", "prompt"),
    "back": ("back", "answer", "a"),
    "text": ("text", "cloze", "sentence"),
    "why": ("why", "reason", "skip"),
}


@dataclass(frozen=True, slots=True)
class RawCard:
    """A card as the reply holds it. ``bullet`` is its number from 1, 0 where it names none."""

    bullet: int
    kind: str = ""
    front: str = ""
    back: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a reply holds: cards, bullets it skips with its reason, and what could not be read."""

    cards: tuple[RawCard, ...] = ()
    skipped: Mapping[int, str] = field(default_factory=dict)
    refused: tuple[Rejected, ...] = ()


def read(text: str) -> Reply:
    """The cards of a reply.

    Raises:
        GenerateError: If it is larger than 10 MB, or holds no card and no skipped bullet at all.
    """
    if len(text) > MAX_BYTES or len(text.encode("utf-8", "replace")) > MAX_BYTES:
        raise GenerateError(
            "The reply is larger than 10 MB.", "Save only the chatbot's answer, which is a few kilobytes."
        )
    refused: list[Rejected] = []
    items = list(_items(text, refused))
    if len(items) > MAX_CARDS:
        refused.append(
            Rejected("reply", "", "too-many", f"only the first {MAX_CARDS} of {len(items)} parts are read")
        )
    cards: list[RawCard] = []
    skipped: dict[int, str] = {}
    for item in items[:MAX_CARDS]:
        _sort(item, cards, skipped, refused)
    if not cards and not skipped and not refused:
        raise GenerateError(
            "The reply holds no cards.",
            "Paste the chatbot's whole answer; it should hold one JSON object with a list named cards.",
        )
    return Reply(tuple(cards), skipped, tuple(refused))


def _items(text: str, refused: list[Rejected]) -> Iterator[Mapping[str, object]]:
    """The objects of a reply that may be cards, in its order, those of a broken one included."""
    for value in _documents(text):
        yield from _walk(value, {}, 0)
        return
    end = 0
    for match in islice(_LEAF.finditer(text), MAX_CARDS + 1):
        end = match.end()
        leaf = _loads(match[0])
        if isinstance(leaf, dict):
            yield leaf
        else:
            refused.append(Rejected("reply", _short(match[0]), "format", "not valid JSON"))
    rest = text[end:]
    if '{"' in rest.replace(" ", "").replace("\n", ""):
        refused.append(Rejected("reply", _short(rest), "format", "the reply ends in the middle of a card"))


def _documents(text: str) -> Iterator[object]:
    """The whole reply as one JSON document: bare, in a fence, or between two stretches of prose."""
    start, end = text.find("{"), text.rfind("}")
    fences = re.findall(r"```(?:json|JSON)?\s*\n(.*?)```", text, re.DOTALL)
    first_list, last_list = text.find("["), text.rfind("]")
    for part in (
        text,
        *fences,
        text[start : end + 1] if start >= 0 else "",
        text[first_list : last_list + 1],
    ):
        value = _loads(part) if part.strip()[:1] in {"{", "["} else None
        if isinstance(value, dict | list):
            yield value


def _loads(text: str) -> object:
    for attempt in (text, re.sub(r",(\s*[}\]])", r"\1", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _walk(value: object, inherited: Mapping[str, object], depth: int) -> Iterator[Mapping[str, object]]:
    """The card-like objects of a document; a bullet named further out counts for the cards inside it."""
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, list):
        for part in value:
            yield from _walk(part, inherited, depth + 1)
    elif isinstance(value, dict):
        own = {key: part for key, part in value.items() if isinstance(key, str)}
        merged = {**inherited, **{k: v for k, v in own.items() if k in _NAMES["bullet"]}}
        if any(
            isinstance(own.get(name), str | int) for key in ("front", "text", "why") for name in _NAMES[key]
        ):
            yield {**merged, **own}
            return
        for key, part in own.items():
            named = {"bullet": key} if _ID.match(key) else {}
            kind = {"kind": key} if key in {"qa", "cloze"} else {}
            if isinstance(part, dict | list):
                yield from _walk(part, {**merged, **named, **kind}, depth + 1)


def _sort(
    item: Mapping[str, object], cards: list[RawCard], skipped: dict[int, str], refused: list[Rejected]
) -> None:
    """One object of the reply: a card, a skipped bullet, or neither."""
    fields = {key: _field(item, names) for key, names in _NAMES.items()}
    match = _ID.match(fields["bullet"])
    bullet = int(match[1]) if match else 0
    if fields["text"] or (fields["front"] and fields["back"]):
        cards.append(
            RawCard(bullet, fields["kind"].casefold(), fields["front"], fields["back"], fields["text"])
        )
    elif fields["why"] and bullet:
        skipped[bullet] = fields["why"]
    else:
        refused.append(
            Rejected("reply", _short(str(dict(item))), "format", "neither a card nor a skipped bullet")
        )


def _field(item: Mapping[str, object], names: Sequence[str]) -> str:
    for name in names:
        value = item.get(name)
        if isinstance(value, str | int) and not isinstance(value, bool):
            return str(value)[:_MAX_FIELD].strip()
    return ""


def _short(text: str) -> str:
    return " ".join(text[:200].split())[:80]
