"""What must never change about the note types, and what may."""

import hashlib

from studykit.anki.note_types import CHANGED, CLOZE, NOTE_TYPES, QA, as_anki, back, front, template


def test_ids_names_and_fields_are_frozen() -> None:
    details = (
        "Extra", "Quote", "Repaired", "Source", "Link", "Time", "Confidence", "Flags", "Language", "Id",
        "Spare1", "Spare2", "Spare3",
    )  # fmt: skip
    assert (CLOZE.id, CLOZE.name, CLOZE.card) == (1_732_440_000_001, "studykit cloze", "Cloze")
    assert (QA.id, QA.name, QA.card) == (1_732_440_000_002, "studykit Q&A", "Question")
    assert CLOZE.fields == ("Text", *details)
    assert QA.fields == ("Front", "Back", *details)


def test_a_changed_template_is_dated_anew() -> None:
    """When this fails, set CHANGED to the present time and put the new digest here: Anki takes only newer ones."""
    content = "\n".join([template("card.css"), *(front(kind) + back(kind) for kind in NOTE_TYPES)])
    assert (CHANGED, hashlib.sha256(content.encode()).hexdigest()[:16]) == (1_795_500_000, "334617b1be06a464")


def test_nothing_is_fetched_and_no_script_runs() -> None:
    for kind in NOTE_TYPES:
        text = template("card.css") + front(kind) + back(kind)
        assert "<script" not in text
        assert "http" not in text
        assert "url(" not in text


def test_a_card_needs_its_first_field_alone() -> None:
    for kind in NOTE_TYPES:
        assert as_anki(kind)["req"] == [[0, "any", [0]]]
