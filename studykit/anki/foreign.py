"""Notes that were made in Anki, as notes of ours: basic and cloze ones; any other is named and left."""

from __future__ import annotations

import re

from studykit.anki.collection import StoredNote, StoredType, fields_in
from studykit.anki.identity import id_for_guid
from studykit.anki.plain import MAX_FIELD, to_text
from studykit.cloze import blanks
from studykit.model import Kind, Note

_OPENING = re.compile(r"\{\{c\d+(?:,\d+)*::")
_OCCLUSION = "image-occlusion:"


class LeftOutError(Exception):
    """Why a note cannot be one of ours; the text is the end of a sentence."""


def check_fields(stored: StoredNote, kind: StoredType) -> None:
    """Make sure that a note has the fields of its type, none of a length that only a pasted web page has.

    Raises:
        LeftOutError: it has not.
    """
    if len(stored.fields) != len(kind.fields) or any(len(field) > MAX_FIELD for field in stored.fields):
        raise LeftOutError("its fields are damaged or too long")


def to_note(stored: StoredNote, kind: StoredType) -> Note:
    """The note as one of ours, as plain text.

    Raises:
        LeftOutError: its kind or content has no place here.
    """
    if len(kind.templates) != 1:
        raise LeftOutError(f"it makes {len(kind.templates)} cards from one note")
    texts = {name: to_text(field) for name, field in zip(kind.fields, stored.fields, strict=True)}
    question, answer = kind.templates[0]
    asked = [name for name in fields_in(question) if name in texts]
    # A typed answer shows its field, compared with what was typed.
    answered = [
        name for name in fields_in(answer.replace("{{type:", "{{")) if name in texts and name not in asked
    ]
    note_id = id_for_guid(stored.guid)
    if kind.cloze:
        text = next((texts[name] for name in asked if blanks(texts[name])), "")
        _check_cloze(text)
        return Note(Kind.CLOZE, id=note_id, text=text, extra=_extra(texts, answered), tags=stored.tags)
    front = "\n".join(texts[name] for name in asked if texts[name])
    answered = [name for name in answered if texts[name]]
    if not front or not answered:
        raise LeftOutError("its front or back holds no text")
    return Note(
        Kind.QA,
        id=note_id,
        front=front,
        back=texts[answered[0]],
        extra=_extra(texts, answered[1:]),
        tags=stored.tags,
    )


def _check_cloze(text: str) -> None:
    if _OCCLUSION in text:
        raise LeftOutError("it hides parts of an image")
    if not text:
        raise LeftOutError("it has no cloze")
    if len(_OPENING.findall(text)) != len(blanks(text)) or any(
        not part.answer.strip() for part in blanks(text)
    ):
        raise LeftOutError("its clozes are nested, shared or empty")


def _extra(texts: dict[str, str], names: list[str]) -> str:
    """The other fields of the answer side, named where there are several."""
    filled = [name for name in names if texts[name]]
    if len(filled) == 1:
        return texts[filled[0]]
    return "\n".join(f"{name}: {texts[name]}" for name in filled)
