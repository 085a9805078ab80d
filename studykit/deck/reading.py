"""A deck's nodes as the model: the schema of the file, key by key."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath

from studykit.deck.fields import Fields, Problem, is_empty
from studykit.deck.nodes import Mapping, Node, compose
from studykit.model import Deck, Evidence, Flag, Kind, Note, Settings, Source

FORMAT = 1

DECK_KEYS = ("format", "name", "language", "tags", "source", "settings", "notes")
SOURCE_KEYS = ("title", "url", "video_id", "channel", "published", "summary", "transcript")
SETTINGS_KEYS = (
    "new_per_day", "reviews_per_day", "desired_retention", "learning_steps", "relearning_steps", "maximum_interval",
)  # fmt: skip
NOTE_KEYS = (
    "id", "kind", "text", "front", "back", "at", "url", "draft", "suspended", "retired", "was_suspended", "edited",
    "tags", "extra", "flags", "evidence", "by", "bullet", "made", "next_ordinal",
)  # fmt: skip
EVIDENCE_KEYS = ("quote", "at", "plus_minus", "confidence", "start", "end", "repaired")
FLAG_KEYS = ("rule", "summary", "transcript")

# No spaces or dots: a card's id is the note's, a dot and a number, and is printed between spaces.
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True, slots=True)
class Entry:
    """A note and where it stands in the file; ``values`` are its value nodes by key."""

    note: Note
    node: Node
    values: dict[str, Node]


@dataclass(frozen=True, slots=True)
class Reading:
    """A deck file, read as far as it could be."""

    text: str
    deck: Deck
    root: Mapping | None
    values: dict[str, Node]
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]


def read(text: str, name: str) -> Reading:
    """Read a deck file; what is wrong with single entries is collected in ``problems``.

    Raises:
        DeckError: The file is not YAML at all, or too large.
    """
    text = text.removeprefix("\ufeff")
    fields = Fields(name)
    root = compose(text, name)
    if root is None or is_empty(root):
        fields.problems.append(
            Problem(name, 1, "empty-deck", "this file holds no deck", "Add notes: with '- front:' and 'back:' in it.", "error")
        )  # fmt: skip
        return Reading(text, Deck(""), None, {}, (), tuple(fields.problems))
    values = fields.mapping(root, "a deck", DECK_KEYS)
    entries = tuple(_entry(fields, node) for node in _note_nodes(fields, values))
    _unique_ids(fields, entries)
    deck = Deck(
        name=fields.text(values["name"], "name") if "name" in values else PurePath(name).stem,
        language=_text(fields, values, "language"),
        tags=fields.texts(values["tags"], "tags") if "tags" in values else (),
        source=_source(fields, values),
        notes=tuple(entry.note for entry in entries),
        settings=_settings(fields, values),
        format=_format(fields, values),
    )
    mapping = root if isinstance(root, Mapping) else None
    return Reading(text, deck, mapping, values, entries, tuple(fields.problems))


def _note_nodes(fields: Fields, values: dict[str, Node]) -> list[Node]:
    return fields.entries(values["notes"], "notes") if "notes" in values else []


def _format(fields: Fields, values: dict[str, Node]) -> int:
    if "format" not in values:
        return FORMAT
    number = fields.whole(values["format"], "format", 1, 9999) or FORMAT
    if number > FORMAT:
        fields.report(
            values["format"], "newer-format", f"this deck has format {number}; this version reads {FORMAT}",
            "Update studykit.",
        )  # fmt: skip
    return number


def _text(fields: Fields, values: dict[str, Node], key: str) -> str:
    return fields.text(values[key], key) if key in values else ""


def _source(fields: Fields, values: dict[str, Node]) -> Source:
    if "source" not in values or is_empty(values["source"]):
        return Source()
    found = fields.mapping(values["source"], "source", SOURCE_KEYS)
    return Source(**{key: fields.text(node, key) for key, node in found.items()})


def _settings(fields: Fields, values: dict[str, Node]) -> Settings:
    if "settings" not in values or is_empty(values["settings"]):
        return Settings()
    found = fields.mapping(values["settings"], "settings", SETTINGS_KEYS)

    def whole(key: str, low: int, high: int) -> int | None:
        return fields.whole(found[key], key, low, high) if key in found else None

    def steps(key: str) -> tuple[int, ...] | None:
        return fields.wholes(found[key], key, 1, 24 * 60) if key in found else None

    retention = "desired_retention"
    return Settings(
        new_per_day=whole("new_per_day", 0, 9999),
        reviews_per_day=whole("reviews_per_day", 0, 9999),
        desired_retention=fields.fraction(found[retention], retention, 0.7, 0.99)
        if retention in found
        else None,
        learning_steps=steps("learning_steps"),
        relearning_steps=steps("relearning_steps"),
        maximum_interval=whole("maximum_interval", 1, 36500),
    )


def _entry(fields: Fields, node: Node) -> Entry:
    values = fields.mapping(node, "a note", NOTE_KEYS)

    def text(key: str) -> str:
        return _text(fields, values, key)

    def switch(key: str) -> bool:
        return key in values and fields.switch(values[key], key)

    note = Note(
        kind=_kind(fields, node, values),
        id=_id(fields, values),
        text=text("text"),
        front=text("front"),
        back=text("back"),
        at=_time(fields, values),
        url=text("url"),
        evidence=_evidence(fields, values),
        flags=tuple(_flag(fields, flag) for flag in fields.entries(values["flags"], "flags")) if "flags" in values else (),
        tags=fields.texts(values["tags"], "tags") if "tags" in values else (),
        extra=text("extra"),
        draft=switch("draft"),
        suspended=switch("suspended"),
        retired=switch("retired"),
        was_suspended=switch("was_suspended"),
        edited=switch("edited"),
        by=text("by"),
        bullet=text("bullet"),
        made=text("made"),
        next_ordinal=fields.whole(values["next_ordinal"], "next_ordinal", 1, 1000) or 0 if "next_ordinal" in values else 0,
    )  # fmt: skip
    return Entry(note, node, values)


def _kind(fields: Fields, node: Node, values: dict[str, Node]) -> Kind:
    """The kind as written, else the one its keys show; keys of the other kind are reported."""
    questions = [key for key in ("front", "back") if key in values]
    written = fields.text(values["kind"], "kind") if "kind" in values else ""
    if written not in {"", *Kind}:
        fields.report(values["kind"], "unknown-kind", f"there is no kind {written!r}", "Write cloze or qa.")
        written = ""
    kind = Kind(written) if written else Kind.CLOZE if "text" in values and not questions else Kind.QA
    wanted = ("text",) if kind is Kind.CLOZE else ("front", "back")
    strange = [key for key in ("text", "front", "back") if key in values and key not in wanted]
    if strange:
        message = f"a {kind} note has {' and '.join(wanted)}, not {strange[0]}"
        fields.report(values[strange[0]], "wrong-kind", message, "Rename the key, or correct the kind.")
        return kind
    for key in wanted:
        if key not in values and isinstance(node, Mapping):
            fields.report(node, "missing-key", f"this {kind} note has no {key}", f"Add a {key}: line.")
    return kind


def _id(fields: Fields, values: dict[str, Node]) -> str:
    if "id" not in values or is_empty(values["id"]):
        return ""
    written = fields.text(values["id"], "id")
    if not valid_id(written):
        fields.report(
            values["id"], "wrong-id", f"{written[:40]!r} cannot be an id: letters, digits, - and _ only, at most 64",
            "Delete the id line of a new note; it gets one.",
        )  # fmt: skip
        return ""
    return written


def valid_id(text: str) -> bool:
    """Whether a text can be a note's id."""
    return _ID.fullmatch(text) is not None


def _unique_ids(fields: Fields, entries: tuple[Entry, ...]) -> None:
    lines: dict[str, int] = {}
    for entry in entries:
        if not entry.note.id:
            continue
        line = entry.values["id"].start[0] + 1
        first = lines.setdefault(entry.note.id, line)
        if first != line:
            fields.report(
                entry.values["id"], "duplicate-id", f"the id {entry.note.id} is taken by the note at line {first}",
                "Delete this id line of the copy; it gets an id of its own.",
            )  # fmt: skip


def _time(fields: Fields, values: dict[str, Node], what: str = "at") -> int | None:
    return fields.time(values["at"], what) if "at" in values and not is_empty(values["at"]) else None


def _evidence(fields: Fields, values: dict[str, Node]) -> Evidence | None:
    # "evidence: null" says that it was looked for and none was found.
    if "evidence" not in values or is_empty(values["evidence"]):
        return None
    found = fields.mapping(values["evidence"], "evidence", EVIDENCE_KEYS)

    def whole(key: str) -> int | None:
        return fields.whole(found[key], key, 0, 10**9) if key in found else None

    return Evidence(
        quote=_text(fields, found, "quote"),
        at=_time(fields, found, "at of evidence"),
        plus_minus=whole("plus_minus"),
        confidence=fields.fraction(found["confidence"], "confidence") if "confidence" in found else None,
        start=whole("start"),
        end=whole("end"),
        repaired=_text(fields, found, "repaired"),
    )


def _flag(fields: Fields, node: Node) -> Flag:
    found = fields.mapping(node, "a flag", FLAG_KEYS)
    return Flag(*(_text(fields, found, key) for key in FLAG_KEYS))
