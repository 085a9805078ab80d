"""The model as YAML text, in the deck's own style: same input, same bytes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from studykit.deck.fields import clean
from studykit.model import Deck, Flag, Kind, Note, Settings, Source
from studykit.parse.times import format_time


class Raw(str):
    """Text that is already YAML."""

    __slots__ = ()


Value = str | bool | int | float | Sequence["Value"] | Mapping[str, "Value"]

# Words and numbers that some YAML reader takes for something else than text.
_WORDS = frozenset(["null", "true", "false", "yes", "no", "on", "off", "y", "n"]) | {"~", "=", "<<", ""}
_NUMERIC = re.compile(r"[-+.]?[0-9][0-9a-fA-FxXoOeETZ_.,:+\s-]*|[-+]?\.(?:inf|nan)", re.IGNORECASE)
_FIRST = frozenset("-?:,[]{}#&*!|>'\"%@`")
_FLOW = frozenset(",[]{}:?")
# Characters nobody sees, or that YAML cannot hold: written as escapes.
_INVISIBLE = (
    "\x00-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufffe\uffff"
)
_UNSEEN = re.compile(f"[{_INVISIBLE}]")
_ESCAPED = re.compile(f'["\\\\{_INVISIBLE}]')
_NAMED = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def scalar(text: str, *, flow: bool = False) -> str:
    """One line of YAML for a text: plain where every reader sees text, else in double quotes."""
    text = clean(text)
    return text if _is_plain(text, flow=flow) else f'"{_ESCAPED.sub(_escape, text)}"'


def _is_plain(text: str, *, flow: bool) -> bool:
    return not (
        text.lower() in _WORDS
        or text[0] in _FIRST
        or text != text.strip()
        or text[-1] == ":"
        or text.startswith("...")
        or ": " in text
        or " #" in text
        or _UNSEEN.search(text)
        or _NUMERIC.fullmatch(text)
        or (flow and not _FLOW.isdisjoint(text))
    )


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    return _NAMED.get(match[0]) or (f"\\x{code:02X}" if code < 0x100 else f"\\u{code:04X}")


def flow(value: Value) -> str:
    """A value on one line."""
    if isinstance(value, Raw):
        return value
    if isinstance(value, str):
        return scalar(value, flow=True)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, Sequence):
        return "[" + ", ".join(flow(item) for item in value) + "]"
    return repr(value)


def pair(key: str, value: Value, indent: int, *, literal: bool = True) -> list[str]:
    """The lines of ``key: value`` in block style; the first comes without its indent.

    ``literal`` allows text of several lines to stand line by line; without it, it is one line in quotes.
    """
    if isinstance(value, Raw):
        return [f"{key}: {value}"]
    if isinstance(value, str):
        lines = clean(value).split("\n")
        if not literal or not _can_stand(lines):
            return [f"{key}: {scalar(value)}"]
        return [f"{key}: |-", *(f"{' ' * indent}  {line}" if line else "" for line in lines)]
    if isinstance(value, Mapping):
        return [f"{key}:", *block(value, indent + 2, literal=literal)]
    if isinstance(value, Sequence) and value and isinstance(value[0], Mapping):
        items = [item for item in value if isinstance(item, Mapping)]
        return [f"{key}:", *(line for item in items for line in entry(item, indent, literal=literal))]
    return [f"{key}: {flow(value)}"]


def block(fields: Mapping[str, Value], indent: int, *, literal: bool = True) -> list[str]:
    """A mapping's lines."""
    lines: list[str] = []
    for key, value in fields.items():
        first, *rest = pair(key, value, indent, literal=literal)
        lines += [" " * indent + first, *rest]
    return lines


def entry(fields: Mapping[str, Value], indent: int, *, literal: bool = True) -> list[str]:
    """A mapping's lines as an entry of a list."""
    first, *rest = block(fields, indent + 2, literal=literal)
    return [" " * indent + "- " + first.lstrip(" "), *rest]


def _can_stand(lines: Sequence[str]) -> bool:
    """Whether lines of text can stand as they are: no blanks that an editor would trim or YAML would fold."""
    return (
        len(lines) > 1
        and bool(lines[0])
        and bool(lines[-1])
        and not any(line != line.strip() or _UNSEEN.search(line) for line in lines)
    )


def dump(deck: Deck) -> str:
    """A deck as the text of its file."""
    fields: dict[str, Value] = {"format": deck.format, "name": deck.name}
    if deck.language:
        fields["language"] = deck.language
    if deck.tags:
        fields["tags"] = deck.tags
    if source := source_fields(deck.source):
        fields["source"] = source
    if settings := settings_fields(deck.settings):
        fields["settings"] = settings
    lines = block(fields, 0)
    lines.append("notes:" if deck.notes else "notes: []")
    for note in deck.notes:
        lines += entry(note_fields(note), 0)
    return "\n".join(lines) + "\n"


def source_fields(source: Source) -> dict[str, Value]:
    """What is known of the talk, in the file's order."""
    fields: dict[str, Value] = {
        key: value
        for key in ("title", "url", "video_id", "channel", "published", "summary", "transcript")
        if (value := getattr(source, key))
    }
    if _DATE.fullmatch(source.published):
        # Read back as the text it is, so it needs no quotes here.
        fields["published"] = Raw(source.published)
    return fields


def settings_fields(settings: Settings) -> dict[str, Value]:
    """The settings that are set."""
    keys = (
        "new_per_day",
        "reviews_per_day",
        "desired_retention",
        "learning_steps",
        "relearning_steps",
        "maximum_interval",
    )
    return {key: value for key in keys if (value := getattr(settings, key)) is not None}


def note_fields(note: Note) -> dict[str, Value]:
    """A note's keys and values, in the file's order; only what is set."""
    cloze = note.kind is Kind.CLOZE
    content: dict[str, Value] = {"text": note.text} if cloze else {"front": note.front, "back": note.back}
    switches = ("draft", "suspended", "retired", "was_suspended", "edited")
    details: dict[str, Value | None] = {
        "at": _time(note.at),
        "url": note.url,
        **{key: getattr(note, key) for key in switches},
        "tags": note.tags,
        "extra": note.extra,
        "flags": [_flag(flag) for flag in note.flags],
        "evidence": _evidence(note),
        "by": note.by,
        "bullet": note.bullet,
        "made": note.made,
        "next_ordinal": note.next_ordinal,
    }
    head: dict[str, Value] = {"id": note.id} if note.id else {}
    return {
        **head,
        "kind": str(note.kind),
        **content,
        **{key: value for key, value in details.items() if value},
    }


def _time(seconds: int | None) -> Raw | None:
    return None if seconds is None else Raw(f'"{format_time(seconds)}"')


def _flag(flag: Flag) -> dict[str, Value]:
    return {"rule": flag.rule, "summary": flag.summary, "transcript": flag.transcript}


def _evidence(note: Note) -> Value | None:
    evidence = note.evidence
    if evidence is None:
        # Of a generated note: it was looked for and not found, which a reader should see.
        return Raw("null") if note.bullet else None
    details: dict[str, Value | None] = {
        "at": _time(evidence.at),
        "plus_minus": evidence.plus_minus,
        "confidence": evidence.confidence,
        "start": evidence.start,
        "end": evidence.end,
        "repaired": evidence.repaired or None,
    }
    return {"quote": evidence.quote, **{key: value for key, value in details.items() if value is not None}}
