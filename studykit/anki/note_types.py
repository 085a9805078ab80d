"""The two note types a package carries: their names and fields, frozen, and their templates, which may change.

Anki takes a changed template, but a note type whose fields or card names differ is another one to it, and notes of
the old one are never updated again. So the names below stay as they are for good; the spare fields are there
for what is not thought of yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from studykit.model import Kind

# Shared by both types, after the fields that ask and answer.
_DETAILS = ("Extra", "Quote", "Repaired", "Source", "Link", "Time", "Confidence", "Flags", "Language", "Id")
_SPARE = ("Spare1", "Spare2", "Spare3")
# Folded away in Anki's editor: nobody types there.
_COLLAPSED = frozenset({"Language", "Id", *_SPARE})

FIELD_SEPARATOR = "\x1f"  # between the fields of a note, in Anki's own storage

# When a template or the style last changed (seconds). Anki replaces its copy only by a newer one, so a learner's own
# styling stays until then. A test holds the digest of the files beside this number.
CHANGED = 1_795_500_000


@dataclass(frozen=True, slots=True)
class NoteType:
    """A note type as Anki knows it.

    Args:
        id: Fixed for ever; Anki matches note types by it.
        name: Shown in Anki.
        card: The name of its one template.
        cloze: Whether it has a card per cloze number.
        fields: Field names, in order.
        stem: The template files' first part.
    """

    id: int
    name: str
    card: str
    cloze: bool
    fields: tuple[str, ...]
    stem: str


CLOZE = NoteType(
    id=1_732_440_000_001,
    name="studykit cloze",
    card="Cloze",
    cloze=True,
    fields=("Text", *_DETAILS, *_SPARE),
    stem="cloze",
)
QA = NoteType(
    id=1_732_440_000_002,
    name="studykit Q&A",
    card="Question",
    cloze=False,
    fields=("Front", "Back", *_DETAILS, *_SPARE),
    stem="qa",
)
NOTE_TYPES = (CLOZE, QA)


def note_type(kind: Kind) -> NoteType:
    """The note type that holds notes of a kind."""
    return CLOZE if kind is Kind.CLOZE else QA


@cache
def template(name: str) -> str:
    """A template file's text.

    Args:
        name: The file's name in the package's ``templates`` folder.
    """
    return (files("studykit.anki") / "templates" / name).read_text(encoding="utf-8").strip()


def front(kind: NoteType) -> str:
    """The question side. Its fields stand bare: only those are understood when Anki counts a note's cards."""
    return template(f"{kind.stem}.front.html")


def back(kind: NoteType) -> str:
    """The answer side, with the evidence folded under it."""
    return template(f"{kind.stem}.back.html") + "\n" + template("evidence.html")


def as_anki(kind: NoteType) -> dict[str, Any]:
    """The note type as an Anki collection of schema 11 stores it."""
    # Imported here: a command that writes no package must not pay for it.
    from genanki import Model  # noqa: PLC0415

    model = Model(
        model_id=kind.id,
        name=kind.name,
        fields=[{"name": name, "collapsed": name in _COLLAPSED} for name in kind.fields],
        templates=[{"name": kind.card, "qfmt": front(kind), "afmt": back(kind)}],
        css=template("card.css"),
        model_type=Model.CLOZE if kind.cloze else Model.FRONT_BACK,
    )
    # The language stands in an attribute of the front; the card depends on what it asks alone.
    return {**model.to_json(CHANGED, None), "req": [[0, "any", [0]]]}
