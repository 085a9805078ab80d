"""From a summary to a saved deck on the screen, with the real parser, aligner and generator."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from studykit.deck.format import load
from studykit.files import write_text
from studykit.model import Deck
from studykit.tui.app import StudyApp
from studykit.tui.screens.blanks import BlanksScreen
from studykit.tui.screens.decks import DecksScreen
from studykit.tui.screens.generate import GenerateScreen
from studykit.tui.screens.proposals import ProposalsScreen

if TYPE_CHECKING:
    from tests.tui.conftest import Screenshot

SUMMARY = """\
---
title: How bread rises
---

<https://www.youtube.com/watch?v=breadrising>

- A sourdough starter doubles in about 4 hours at 26 degrees [[00:10](https://www.youtube.com/watch?v=breadrising&t=10)].
- Wild yeast lives on the bran of whole grain flour [[00:40](https://www.youtube.com/watch?v=breadrising&t=40)].
- Heading
"""
TRANSCRIPT = """\
How bread rises
Channel: The Oven
YouTube video id: breadrising
Source: https://www.youtube.com/watch?v=breadrising
so if you keep your starter warm say at 26 degrees it doubles in about four hours and you can watch it climb up the
jar and then the other thing people ask is where the yeast comes from well wild yeast lives on the bran of whole grain
flour so that is why a whole grain starter is so lively
"""


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """A summary with its transcript beside it."""
    folder = tmp_path / "notes"
    folder.mkdir()
    write_text(folder / "bread.summary.md", SUMMARY)
    write_text(folder / "bread.transcript.txt", TRANSCRIPT)
    return folder


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """New decks go to ./decks."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STUDYKIT_HOME", str(tmp_path / "home"))


async def until(pilot: Pilot[int], reached: Callable[[], bool]) -> None:
    for _ in range(600):
        await pilot.pause(0.02)
        if reached():
            return
    raise AssertionError("it did not come about")


async def proposals(pilot: Pilot[int], app: StudyApp, summary: Path) -> None:
    """Open the proposals for a summary."""
    await pilot.press("g")
    await pilot.pause()
    app.screen.query_one("#summary", Input).value = str(summary)
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(app.screen, ProposalsScreen))
    await pilot.pause()


def written(tmp_path: Path) -> Deck:
    path = tmp_path / "decks" / "bread.yaml"
    return load(path.read_text(encoding="utf-8"), str(path))


async def to_proposal(pilot: Pilot[int], app: StudyApp) -> None:
    """Put the cursor on the first proposal."""
    await pilot.press(*["k"] * 9)
    for _ in range(9):
        await pilot.pause()
        if app.screen.check_action("accept", ()):
            return
        await pilot.press("j")
    raise AssertionError("nothing was proposed")


async def test_bullets_stand_beside_the_words_that_were_said(
    start: Callable[..., StudyApp], look: Callable[[StudyApp], Screenshot], notes: Path
) -> None:
    app = start()
    async with app.run_test(size=(80, 30), notifications=True) as pilot:
        await proposals(pilot, app, notes / "bread.summary.md")
        await pilot.press(*["k"] * 9)
        await pilot.pause()
        seen = look(app)
        assert "bread.summary.md + bread.transcript.txt" in seen
        assert "words found for" in seen
        assert "of 3 bullets" in seen
        assert "00:10 A sourdough starter doubles" in seen
        assert "26 degrees" in seen
        assert "no card: " in seen


async def test_what_is_accepted_rejected_and_made_by_hand_is_what_is_written(
    start: Callable[..., StudyApp], look: Callable[[StudyApp], Screenshot], notes: Path, tmp_path: Path
) -> None:
    app = start()
    async with app.run_test(size=(80, 30), notifications=True) as pilot:
        await proposals(pilot, app, notes / "bread.summary.md")
        before = len(app.screen._state.notes)  # type: ignore[attr-defined]
        await to_proposal(pilot, app)
        await pilot.press("r")
        await pilot.pause()
        assert "rejected" in look(app)
        await pilot.press(*["k"] * 9)
        await pilot.press("c")
        await until(pilot, lambda: isinstance(app.screen, BlanksScreen) and not app.screen.working)
        await pilot.press("enter")
        await pilot.pause()
        assert "by hand" in look(app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, DecksScreen))
        await pilot.pause()
        assert "How bread rises" in look(app)
        assert "bread.yaml" in look(app)
    notes_now = written(tmp_path).notes
    assert len([note for note in notes_now if not note.suspended]) == before
    assert len([note for note in notes_now if note.suspended]) == 1
    (by_hand,) = [note for note in notes_now if not note.draft]
    assert by_hand.text.startswith("A {{c1::")
    assert by_hand.bullet.startswith("A sourdough starter doubles")


async def test_an_edited_proposal_is_written_as_edited(
    start: Callable[..., StudyApp], notes: Path, tmp_path: Path
) -> None:
    app = start()
    async with app.run_test(size=(80, 30), notifications=True) as pilot:
        await proposals(pilot, app, notes / "bread.summary.md")
        await to_proposal(pilot, app)
        await pilot.press("e")
        await pilot.pause()
        area = app.screen.query(TextArea).first()
        area.text = f"Mended: {area.text}"
        await pilot.press("ctrl+s")
        await pilot.pause()
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, DecksScreen))
    assert any(
        (note.text or note.front).startswith("Mended: ") and not note.draft
        for note in written(tmp_path).notes
    )


async def test_why_names_the_reason_and_the_cards_that_were_not_made(
    start: Callable[..., StudyApp], look: Callable[[StudyApp], Screenshot], notes: Path
) -> None:
    app = start()
    async with app.run_test(size=(80, 30), notifications=True) as pilot:
        await proposals(pilot, app, notes / "bread.summary.md")
        await pilot.press(*["j"] * 12)
        await pilot.press("w")
        await pilot.pause()
        assert "Why" in look(app)
        assert "Heading" in look(app)
        assert "no card" in look(app)


async def test_leaving_writes_nothing_and_asks_once_after_a_decision(
    start: Callable[..., StudyApp], look: Callable[[StudyApp], Screenshot], notes: Path, tmp_path: Path
) -> None:
    app = start()
    async with app.run_test(size=(80, 30), notifications=True) as pilot:
        await proposals(pilot, app, notes / "bread.summary.md")
        await to_proposal(pilot, app)
        await pilot.press("r")
        await pilot.pause()
        await pilot.press("q")
        await pilot.pause()
        assert "Nothing is saved yet" in look(app)
        await pilot.press("q")
        await until(pilot, lambda: isinstance(app.screen, GenerateScreen))
    assert not (tmp_path / "decks" / "bread.yaml").exists()


async def test_a_file_dropped_on_the_deck_list_starts_at_once(
    start: Callable[..., StudyApp], notes: Path
) -> None:
    app = start()
    async with app.run_test(size=(80, 30), notifications=True) as pilot:
        await pilot.pause()
        app.post_message(Paste(f"'{notes / 'bread.summary.md'}' "))
        await until(pilot, lambda: isinstance(app.screen, ProposalsScreen))


async def test_a_folder_is_worked_off_summary_by_summary(
    start: Callable[..., StudyApp], notes: Path, tmp_path: Path
) -> None:
    write_text(
        notes / "other.summary.md",
        SUMMARY.replace("breadrising", "otherbread1").replace("How bread rises", "Other"),
    )
    app = start()
    async with app.run_test(size=(80, 30), notifications=True) as pilot:
        await proposals(pilot, app, notes)
        first = app.screen
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ProposalsScreen) and app.screen is not first)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, DecksScreen))
    assert {path.name for path in (tmp_path / "decks").glob("*.yaml")} >= {"bread.yaml", "other.yaml"}


@pytest.mark.parametrize("name", ["missing.md", "empty.md", "binary.md"])
async def test_a_file_that_cannot_be_used_is_a_notice(
    start: Callable[..., StudyApp], look: Callable[[StudyApp], Screenshot], notes: Path, name: str
) -> None:
    (notes / "empty.md").write_bytes(b"")
    (notes / "binary.md").write_bytes(b"\x00\x01\x02\xff" * 50)
    app = start()
    async with app.run_test(size=(80, 30), notifications=True) as pilot:
        await pilot.press("g")
        await pilot.pause()
        app.screen.query_one("#summary", Input).value = str(notes / name)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, GenerateScreen) and not app.screen.working)
        await pilot.pause()
        assert name in "".join(look(app).text.split())
        assert isinstance(app.screen, GenerateScreen)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, DecksScreen)


async def test_the_next_card_on_offer_takes_the_place_of_the_one_under_the_cursor(
    start: Callable[..., StudyApp], look: Callable[[StudyApp], Screenshot], notes: Path, tmp_path: Path
) -> None:
    app = start()
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await proposals(pilot, app, notes / "bread.summary.md")
        before = app.screen._state  # type: ignore[attr-defined]
        await pilot.press("n")
        await pilot.pause()
        after = app.screen._state  # type: ignore[attr-defined]
        assert after.items[0].note != before.items[0].note
        assert after.items[0].note.bullet == before.items[0].note.bullet
        await pilot.press("a", "enter")
        await until(pilot, lambda: isinstance(app.screen, DecksScreen))
    studied = [note for note in written(tmp_path).notes if not note.draft]
    assert (studied[0].text, studied[0].front) == (after.items[0].note.text, after.items[0].note.front)
