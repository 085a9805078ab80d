"""The main job, end to end: the seeds become a deck, a package, a sheet and a review."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from studykit.cloze import cards_of
from studykit.deck.format import load
from studykit.model import Deck, Kind

ROOT = Path(__file__).parents[1]
COMMITTED = ROOT / "decks" / "gpt-4.5-debut.yaml"
CHATBOT = ROOT / "decks" / "gpt-4.5-debut.chatbot.yaml"
SECONDS = [0, 43, 162, 309, 397, 641, 790, 841, 1011, 1051, 1138, 1165, 1365]

Studykit = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def workplace(tmp_path: Path) -> Path:
    """A folder with the seeds and an empty folder for decks."""
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    (tmp_path / "decks").mkdir()
    return tmp_path


@pytest.fixture
def deck() -> Deck:
    """The committed deck."""
    return load(COMMITTED.read_text(encoding="utf-8"), str(COMMITTED))


def test_generating_from_the_seeds_gives_the_committed_deck(studykit: Studykit, workplace: Path) -> None:
    done = studykit("generate", "seeds")
    assert done.returncode == 0, done.stderr
    made = workplace / "decks" / COMMITTED.name
    assert done.stdout == f"decks/{COMMITTED.name}\n"
    assert made.read_bytes() == COMMITTED.read_bytes()


def test_generating_again_changes_no_byte(studykit: Studykit, workplace: Path) -> None:
    made = workplace / "decks" / COMMITTED.name
    shutil.copy(COMMITTED, made)
    before = made.stat().st_mtime_ns
    done = studykit("generate", "seeds", "--json")
    report = json.loads(done.stdout)
    assert (report["added"], report["retired"]) == (0, 0)
    assert report["kept"] == len(report["notes"]) > 0
    assert made.read_bytes() == COMMITTED.read_bytes()
    assert made.stat().st_mtime_ns == before


def test_the_recorded_reply_gives_the_committed_deck(studykit: Studykit, workplace: Path) -> None:
    talk = "seeds/gpt-4.5-debut"
    done = studykit(
        "generate", f"{talk}.summary.md", "--answers", f"{talk}.reply.txt", "-o", f"decks/{CHATBOT.name}",
        "--name", "GPT 4.5 debut, by chatbot",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert (workplace / "decks" / CHATBOT.name).read_bytes() == CHATBOT.read_bytes()
    deck = load(CHATBOT.read_text(encoding="utf-8"), CHATBOT.name)
    assert {note.by for note in deck.notes} == {"model"}
    # The slogans of the summary give no card.
    assert not {790, 841} & {note.at for note in deck.notes}


def test_a_dry_run_reports_every_bullet_and_writes_nothing(studykit: Studykit, workplace: Path) -> None:
    done = studykit("generate", "seeds", "--json", "--dry-run")
    report = json.loads(done.stdout)
    assert [bullet["at"] for bullet in report["bullets"]] == SECONDS
    assert report["language"] == "ko"
    assert list((workplace / "decks").iterdir()) == []
    ids = {note["id"] for note in report["notes"]}
    assert all("at" in note for note in report["notes"])
    for bullet in report["bullets"]:
        assert bullet["notes"] or bullet["reason"]
        assert set(bullet["notes"]) <= ids
    # Speech runs at 135 to 215 words a minute.
    assert 135 < report["alignment"]["words_per_minute"] < 215


def test_every_quote_is_a_verbatim_slice_of_what_was_said(studykit: Studykit, workplace: Path) -> None:
    report = json.loads(studykit("generate", "seeds", "--json", "--dry-run").stdout)
    spoken = (
        (workplace / "seeds" / "gpt-4.5-debut.transcript.txt").read_text(encoding="utf-8").splitlines()[5]
    )
    found = [bullet["evidence"] for bullet in report["bullets"] if bullet["evidence"]]
    assert len(found) >= 10
    for evidence in found:
        assert spoken[evidence["start"] : evidence["end"]] == evidence["quote"]
        assert 0 <= evidence["confidence"] <= 1
        assert evidence["plus_minus"] > 0


def test_the_package_holds_every_note_that_is_studied(studykit: Studykit, tmp_path: Path, deck: Deck) -> None:
    done = studykit("export", COMMITTED, "-o", "deck.apkg")
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(tmp_path / "deck.apkg") as package:
        package.extract("collection.anki2", tmp_path)
    ready = [note for note in deck.notes if not note.draft]
    collection = sqlite3.connect(tmp_path / "collection.anki2")
    try:
        (notes,) = collection.execute("select count(*) from notes").fetchone()
        (cards,) = collection.execute("select count(*) from cards").fetchone()
    finally:
        collection.close()
    assert notes == len(ready) > 0
    assert cards == sum(len(cards_of(note)) for note in ready)


def test_the_sheet_holds_every_question_in_an_embedded_hangul_font(
    studykit: Studykit, tmp_path: Path, deck: Deck
) -> None:
    done = studykit("print", COMMITTED, "-o", "sheet.pdf", "--drafts")
    assert done.returncode == 0, done.stderr
    pdf = pypdfium2.PdfDocument(tmp_path / "sheet.pdf")
    try:
        text = "".join(page.get_textpage().get_text_bounded() for page in pdf)
    finally:
        pdf.close()
    letters = "".join(text.split())
    for note in deck.notes:
        question = note.front if note.kind is Kind.QA else note.text.partition("{{")[0]
        assert "".join(question.split()) in letters
    assert b"/FontFile" in (tmp_path / "sheet.pdf").read_bytes()


def test_a_review_of_the_deck_is_saved_rating_by_rating(studykit: Studykit) -> None:
    done = studykit("review", COMMITTED, "--plain", "--drafts", stdin="\n3\n\n1\nu\nq\n")
    assert done.returncode == 0, done.stderr
    saved = [line.split() for line in done.stdout.splitlines() if line.startswith("saved ")]
    assert [words[2] for words in saved] == ["good", "again"]
    stats = json.loads(studykit("stats", COMMITTED, "--json").stdout)
    assert stats["reviews"] == 1
    assert set(stats["due"]) >= {"new", "learning", "review"}


def test_the_committed_deck_has_no_fault(studykit: Studykit) -> None:
    done = studykit("check", COMMITTED)
    assert (done.returncode, done.stdout) == (0, "")
