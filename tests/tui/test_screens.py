"""Deck list, editor, browser, drafts, dialogs, statistics, summary, help, palette: what a person sees and does."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from studykit.deck.format import load
from studykit.model import Deck, Kind, Note
from studykit.progress.desk import SessionOptions
from studykit.schedule.days import StudyClock
from studykit.tui.app import StudyApp
from studykit.tui.preferences import Preferences
from studykit.tui.screens.decks import DecksScreen
from studykit.tui.screens.dialogs import ExportScreen
from studykit.tui.screens.drafts import DraftsScreen
from studykit.tui.screens.edit import EditScreen
from studykit.tui.screens.longwork import LongWorkScreen
from studykit.tui.screens.page import PageScreen
from studykit.tui.screens.review import ReviewScreen

if TYPE_CHECKING:
    from tests.tui.conftest import Clock, Screenshot


def deck_on_disk(tmp_path: Path, number: int = 0) -> Deck:
    path = tmp_path / "decks" / f"deck{number}.yaml"
    return load(path.read_text(encoding="utf-8"), str(path))


async def until(pilot: Pilot[int], reached: Callable[[], bool]) -> None:
    for _ in range(400):
        await pilot.pause(0.02)
        if reached():
            return
    raise AssertionError("it did not come about")


def working(app: StudyApp) -> bool:
    return isinstance(app.screen, LongWorkScreen) and app.screen.working


# The deck list


async def test_the_deck_list_says_what_waits_and_when(
    start: Callable[..., StudyApp], look: Callable[[StudyApp], Screenshot]
) -> None:
    app = start()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.pause()
        seen = look(app)
        assert seen.line("바다거북의 항해").split()[-5:] == ["3", "0", "0", "1", "now"]
        assert "Bread · Sourdough" in seen
        assert "1 draft note waits for you: d" in seen
        assert "due in the next seven days: 0 0 0 0 0 0 0" in seen


async def test_the_cursor_chooses_the_deck_that_enter_reviews(
    start: Callable[..., StudyApp], look: Callable[[StudyApp], Screenshot]
) -> None:
    app = start()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("j", "j", "enter")
        await pilot.pause()
        assert isinstance(app.screen, ReviewScreen)
        assert "feed a starter" in look(app)


async def test_counts_are_new_after_a_session_and_the_next_time_is_named(
    start: Callable[..., StudyApp], look: Callable[[StudyApp], Screenshot]
) -> None:
    app = start()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("enter", "space", "4")
        await pilot.pause()
        await pilot.press("q")
        await pilot.pause(0.1)
        assert isinstance(app.screen, DecksScreen)
        assert look(app).line("바다거북").split()[-5:-1] == ["2", "0", "0", "1"]


async def test_without_decks_the_list_offers_to_make_one(
    start: Callable[..., StudyApp], look: Callable[[StudyApp], Screenshot], tmp_path: Path
) -> None:
    app = start("# nothing")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        (tmp_path / "decks" / "deck0.yaml").unlink()
        await pilot.press("r")
        await pilot.pause()
        assert "No decks yet" in look(app)
        assert "g makes one" in look(app)
        await pilot.press("enter", "d", "x")
        await pilot.pause()
        assert isinstance(app.screen, DecksScreen)


async def test_a_deck_that_cannot_be_read_is_named_and_the_others_work(
    start: Callable[..., StudyApp], look: Callable[[StudyApp], Screenshot], deck_text: str
) -> None:
    app = start(deck_text, "format: 1\nname: broken\nnots: []\n")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.pause()
        assert "deck1.yaml:3:" in "".join(look(app).text.split())
        assert "바다거북의 항해" in look(app)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, ReviewScreen)


async def test_practice_schedules_nothing(
    start: Callable[..., StudyApp], look: Callable[[StudyApp], Screenshot]
) -> None:
    app = start()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("z", "space")
        await pilot.pause()
        assert "practice, nothing is scheduled" in look(app)
        assert "4 Easy" in look(app)
        assert "day" not in look(app)
        assert "min" not in look(app)
        await pilot.press("minus")
        await pilot.pause()
        assert "This is practice: nothing is recorded." in look(app)
        await pilot.press("space", "4")
        await pilot.pause()
    assert app.world.progress.states() == {}


async def test_what_a_command_said_holds_for_its_own_session_only(
    start: Callable[..., StudyApp], look: Callable[[StudyApp], Screenshot]
) -> None:
    app = start(review=True, options=SessionOptions(practise=True, limit=1, clock=StudyClock()))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.pause()
        assert "practice, nothing is scheduled" in look(app)
        await pilot.press("q", "enter")
        await pilot.pause()
        assert "new 3 · learning 0 · due 0" in look(app)
        await pilot.press("space", "4")
        await pilot.pause()
    assert app.world.progress.state("aaaaaaaaa1.1").reps == 1


async def test_q_quits_with_nothing_wrong(start: Callable[..., StudyApp]) -> None:
    app = start()
    async with app.run_test() as pilot:
        await pilot.press("q")
        await pilot.pause()
    assert app.return_code == 0


# The editor


async def edited(pilot: Pilot[int], app: StudyApp, key: str = "e") -> TextArea:
    await pilot.press(key)
    await pilot.pause()
    assert isinstance(app.screen, EditScreen)
    return app.screen.query(TextArea).first()


async def test_a_sentence_without_a_blank_is_not_saved_and_nothing_is_lost(
    start: Callable[..., StudyApp], look: Callable[[StudyApp], Screenshot]
) -> None:
    app = start(review=True)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        area = await edited(pilot, app)
        area.text = "no blank"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "has no blank" in look(app)
        assert area.text == "no blank"


async def test_leaving_with_changes_asks_once(
    start: Callable[..., StudyApp], look: Callable[[StudyApp], Screenshot], tmp_path: Path, deck_text: str
) -> None:
    app = start(review=True)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        area = await edited(pilot, app)
        area.text += "!"
        await pilot.press("escape")
        await pilot.pause()
        assert "Not saved yet" in look(app)
        await pilot.press("ctrl+c")
        await pilot.pause()
        assert isinstance(app.screen, ReviewScreen)
    assert (tmp_path / "decks" / "deck0.yaml").read_text(encoding="utf-8") == deck_text


async def test_selected_words_become_a_blank_with_a_number_never_used(start: Callable[..., StudyApp]) -> None:
    app = start(review=True)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        area = await edited(pilot, app)
        place = area.text.index("해변")
        area.selection = type(area.selection)((0, place), (0, place + 2))
        await pilot.press("ctrl+b")
        await pilot.pause()
        assert "{{c3::해변}}" in area.text
        area.selection = type(area.selection)((0, 0), (0, 0))
        await pilot.press("ctrl+b")
        await pilot.pause()
        assert area.text.count("{{c") == 3


async def test_the_own_editor_changes_the_text(
    start: Callable[..., StudyApp], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    script = tmp_path / "editor.sh"
    script.write_text('#!/bin/sh\nprintf "From outside {{c1::x}}" > "$1"\n')
    script.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(script))
    monkeypatch.delenv("VISUAL", raising=False)
    app = start(review=True)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        area = await edited(pilot, app)
        monkeypatch.setattr(type(app), "suspend", lambda _app: __import__("contextlib").nullcontext())
        await pilot.press("ctrl+e")
        await pilot.pause()
        assert area.text == "From outside {{c1::x}}"


async def test_without_an_editor_it_is_said(
    start: Callable[..., StudyApp], look: Callable[[StudyApp], Screenshot], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.delenv("VISUAL", raising=False)
    app = start(review=True)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await edited(pilot, app)
        await pilot.press("ctrl+e")
        await pilot.pause()
        assert "names no editor" in look(app)


# The browser


async def test_search_finds_cards_that_hold_all_words_in_any_order(
    start: Callable[..., StudyApp], look: Callable[[StudyApp], Screenshot]
) -> None:
    app = start()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("b")
        await pilot.pause()
        assert "7 of 7 cards" in look(app)
        await pilot.press("slash", *"거북", "space", *"달빛")
        await pilot.pause()
        assert "1 of 7 cards" in look(app)
        assert "달빛" in look(app)
        await pilot.press("enter", "escape")
        await pilot.pause()
        assert "7 of 7 cards" in look(app)
        assert "Browse" in look(app)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, DecksScreen)


async def test_filters_go_round_and_count(
    start: Callable[..., StudyApp], look: Callable[[StudyApp], Screenshot]
) -> None:
    app = start()
    async with app.run_test(size=(100, 24), notifications=True) as pilot:
        await pilot.press("b")
        await pilot.pause()
        found = {}
        for _ in range(9):
            line = look(app).line("filter: ")
            found[line.split("filter: ")[1].split("  ")[0]] = line.split()[-4]
            await pilot.press("f")
            await pilot.pause()
    assert found == {
        "all": "7", "due": "0", "new": "6", "drafts": "1", "suspended": "0", "flagged": "0",
        "differs from the talk": "2", "no evidence": "1", "leeches": "0",
    }  # fmt: skip


async def test_a_card_is_suspended_and_brought_back(
    start: Callable[..., StudyApp], look: Callable[[StudyApp], Screenshot]
) -> None:
    app = start()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("b")
        await pilot.pause()
        await pilot.press("at")
        await pilot.pause()
        assert app.world.progress.state("aaaaaaaaa1.1").suspended
        assert "suspended" in look(app)
        await pilot.press("at")
        await pilot.pause()
    assert not app.world.progress.state("aaaaaaaaa1.1").suspended


async def test_a_note_suspended_in_its_file_is_brought_back_there(
    start: Callable[..., StudyApp], tmp_path: Path, deck_text: str
) -> None:
    app = start(deck_text.replace("  back: 달빛", "  back: 달빛\n  suspended: true"))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("b")
        await pilot.pause()
        await pilot.press("j", "j", "j", "at")
        await pilot.pause()
    assert not any(note.suspended for note in deck_on_disk(tmp_path).notes)


async def test_an_edit_in_the_browser_is_written_and_the_cursor_stays(
    start: Callable[..., StudyApp], look: Callable[[StudyApp], Screenshot], tmp_path: Path
) -> None:
    app = start()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("b")
        await pilot.pause()
        await pilot.press("j", "j")
        area = await edited(pilot, app)
        area.text = "새 질문은 무엇인가요?"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "새 질문은" in look(app).lines[5] + look(app).lines[4]
    assert deck_on_disk(tmp_path).notes[1].front == "새 질문은 무엇인가요?"


async def test_one_more_card_of_a_bullet_is_added_to_the_deck(
    start: Callable[..., StudyApp], look: Callable[[StudyApp], Screenshot], tmp_path: Path
) -> None:
    app = start()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("b")
        await pilot.pause()
        await pilot.press("c")
        await until(pilot, lambda: not working(app))
        await pilot.press("enter")
        await pilot.pause()
        assert "8 of 8 cards" in look(app)
    added = deck_on_disk(tmp_path).notes[-1]
    assert "{{c1::" in added.text
    assert added.evidence is not None
    assert added.id


# Drafts


async def test_a_draft_is_accepted_and_studied_from_then_on(
    start: Callable[..., StudyApp], look: Callable[[StudyApp], Screenshot], tmp_path: Path
) -> None:
    app = start()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("d")
        await pilot.pause()
        assert isinstance(app.screen, DraftsScreen)
        assert "1 of 1" in look(app)
        assert "[60일]" in look(app)
        await pilot.press("a")
        await pilot.pause()
        assert "last draft" in look(app)
        await pilot.press("q")
        await pilot.pause()
        assert look(app).line("바다거북").split()[-5:] == ["4", "0", "0", "0", "now"]
    assert not deck_on_disk(tmp_path).notes[3].draft


async def test_a_rejected_draft_greets_nobody_again_and_can_be_taken_back(
    start: Callable[..., StudyApp], look: Callable[[StudyApp], Screenshot], tmp_path: Path
) -> None:
    app = start()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("d", "r")
        await pilot.pause()
        note = deck_on_disk(tmp_path).notes[3]
        assert (note.draft, note.suspended) == (True, True)
        await pilot.press("b")
        await pilot.pause()
        assert "rejected" in look(app)
        await pilot.press("a")
        await pilot.pause()
        note = deck_on_disk(tmp_path).notes[3]
        assert (note.draft, note.suspended) == (False, False)


@pytest.mark.parametrize("decision", ["r", "a"])
async def test_u_takes_the_last_decision_on_a_draft_back(
    start: Callable[..., StudyApp], look: Callable[[StudyApp], Screenshot], tmp_path: Path, decision: str
) -> None:
    app = start()
    before = deck_on_disk(tmp_path)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("d")
        await pilot.pause()
        assert "u undo" not in look(app)
        await pilot.press(decision)
        await pilot.pause()
        assert deck_on_disk(tmp_path) != before
        assert "u undo" in look(app)
        await pilot.press("u")
        await pilot.pause()
        assert "1 of 1" in look(app)
        assert "u undo" not in look(app)
        assert deck_on_disk(tmp_path) == before
        await pilot.press("q")
        await pilot.pause()
        assert "1 draft note waits for you" in look(app)


async def test_u_takes_a_question_made_in_place_of_a_draft_back(
    start: Callable[..., StudyApp], look: Callable[[StudyApp], Screenshot], tmp_path: Path
) -> None:
    app = start()
    before = deck_on_disk(tmp_path)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("d")
        await pilot.pause()
        assert isinstance(app.screen, DraftsScreen)
        app.screen._take(Note(Kind.QA, front="알은 어디에 있나요?", back="모래 속"), before.notes[3], "made")
        await pilot.pause()
        assert len(deck_on_disk(tmp_path).notes) == len(before.notes) + 1
        await pilot.press("u")
        await pilot.pause()
        assert "1 of 1" in look(app)
    assert deck_on_disk(tmp_path) == before


async def test_a_draft_can_wait_or_be_mended(
    start: Callable[..., StudyApp], look: Callable[[StudyApp], Screenshot], tmp_path: Path
) -> None:
    app = start()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("d", "s")
        await pilot.pause()
        assert "1 still wait" in look(app)
        await pilot.press("b")
        area = await edited(pilot, app)
        area.text = area.text.replace("60일", "두 달")
        await pilot.press("ctrl+s")
        await pilot.pause()
    note = deck_on_disk(tmp_path).notes[3]
    assert "{{c1::두 달}}" in note.text
    assert (note.draft, note.edited) == (False, True)


async def test_another_card_of_the_bullet_is_one_key_away(
    start: Callable[..., StudyApp], look: Callable[[StudyApp], Screenshot], tmp_path: Path
) -> None:
    app = start()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("d")
        await pilot.pause()
        assert "n another" in look(app)
        first = look(app).text
        await pilot.press("n")
        await until(pilot, lambda: not working(app) and look(app).text != first)
        other = look(app).line("모래 속에서")
        assert "[60일]" not in other
        assert "card 2 of " in look(app).lines[1]
        await pilot.press("a")
        await pilot.pause()
        assert "last draft" in look(app)
    notes = deck_on_disk(tmp_path).notes
    studied = [note for note in notes if note.bullet.startswith("알은") and not note.draft]
    assert len(studied) == 1
    assert "{{c1::60일}}" not in studied[0].text
    assert not [note for note in notes if note.draft and not note.suspended]


async def test_going_through_all_cards_on_offer_comes_back_to_the_draft(
    start: Callable[..., StudyApp], look: Callable[[StudyApp], Screenshot], tmp_path: Path
) -> None:
    app = start()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("d")
        await pilot.pause()
        await pilot.press("n")
        await until(pilot, lambda: not working(app) and "[60일]" not in look(app))
        for _ in range(6):
            await pilot.press("n")
            await pilot.pause()
            if "[60일]" in look(app):
                break
        await pilot.press("a")
        await pilot.pause()
    note = deck_on_disk(tmp_path).notes[3]
    assert (note.text.count("{{c1::60일}}"), note.draft, note.edited) == (1, False, False)


async def test_a_draft_becomes_a_card_by_hand_in_two_keys(
    start: Callable[..., StudyApp], tmp_path: Path
) -> None:
    app = start()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("d")
        await pilot.pause()
        await pilot.press("c")
        await until(pilot, lambda: not working(app))
        await pilot.press("enter")
        await pilot.pause()
    note = deck_on_disk(tmp_path).notes[3]
    assert note.text.startswith("{{c1::알}}")
    assert (note.draft, note.id) == (False, "aaaaaaaaa4")


# Export, print, statistics


async def test_export_writes_a_package_and_says_where(
    start: Callable[..., StudyApp],
    look: Callable[[StudyApp], Screenshot],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("STUDYKIT_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    app = start()
    async with app.run_test(size=(200, 24), notifications=True) as pilot:
        await pilot.press("x")
        await pilot.pause()
        assert f"writes {tmp_path / 'deck0.apkg'}" in look(app)
        app.screen.query_one("#target", Input).value = "out.apkg"
        await pilot.pause()
        assert f"writes {tmp_path / 'out.apkg'}" in look(app)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, DecksScreen))
        (notice,) = app._notifications
        assert f"in {tmp_path / 'out.apkg'}" in notice.message
        assert "out.apkg" in look(app)
    assert zipfile.is_zipfile(tmp_path / "out.apkg")


async def test_print_writes_a_pdf_with_the_chosen_settings(
    start: Callable[..., StudyApp], tmp_path: Path
) -> None:
    app = start()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("p")
        await pilot.pause()
        await pilot.press("down", "right")
        await pilot.pause()
        assert app.screen.query_one("#grid").display
        app.screen.query_one("#target", Input).value = str(tmp_path / "out.pdf")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, DecksScreen))
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF")


async def test_a_file_that_cannot_be_written_is_a_notice_and_the_dialog_stays(
    start: Callable[..., StudyApp],
    look: Callable[[StudyApp], Screenshot],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("STUDYKIT_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    app = start()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("x")
        await pilot.pause()
        app.screen.query_one("#target", Input).value = "nowhere.xyz"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "does not say" in look(app) and not working(app))
        assert isinstance(app.screen, ExportScreen)
        assert app.return_code is None


async def test_the_file_name_follows_the_decks_until_it_is_named(
    start: Callable[..., StudyApp], look: Callable[[StudyApp], Screenshot]
) -> None:
    app = start()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("x")
        await pilot.pause()
        field = app.screen.query_one("#target", Input)
        assert field.value == "deck0.apkg"
        field.value = "~nobody-of-this-name/x.apkg"
        await pilot.pause()
        assert "~nobody-of-this-name/x.apkg" in look(app)
        field.value = "deck0.apkg"
        await pilot.press("right")
        assert field.value == "studykit.apkg"
        field.value = "mine.apkg"
        await pilot.press("right")
        assert field.value == "mine.apkg"


async def test_statistics_show_all_decks_then_each(
    start: Callable[..., StudyApp], look: Callable[[StudyApp], Screenshot]
) -> None:
    app = start(review=True)
    async with app.run_test(size=(80, 40), notifications=True) as pilot:
        for _ in range(2):
            await pilot.press("space", "3")
            await pilot.pause()
        await pilot.press("q", "s")
        await pilot.pause()
        seen = look(app)
        assert "2 reviews" in seen
        assert "Mon" in seen
        assert "Answers" in seen
        assert seen.line("Good").split()[-2:] == ["100%", "2"]
        await pilot.press("right", "right")
        await pilot.pause()
        assert "Bread::Sourdough" in look(app)
        assert "0 reviews" in look(app)


# After reviewing


async def test_the_summary_draws_the_answers_and_names_the_hardest(
    start: Callable[..., StudyApp], look: Callable[[StudyApp], Screenshot], clock: Clock
) -> None:
    app = start(review=True)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("space", "1")
        await pilot.pause()
        for _ in range(12):
            clock.forward(minutes=11)
            await pilot.press("space", "4")
            await pilot.pause()
            if not isinstance(app.screen, ReviewScreen):
                break
        seen = look(app)
        assert "first try" in seen
        assert (
            seen.line("again").split()[-1] == "1"
            if "again" in seen
            else seen.line("Again").split()[-1] == "1"
        )
        assert "자기장 (2 tries)" in seen
        assert "tomorrow" in seen
        await pilot.press("r")
        await pilot.pause()
        assert "practice, nothing is scheduled · 1 left" in look(app)
        assert "무엇" in look(app)
        await pilot.press("q", "a")
        await pilot.pause()
        await pilot.press("u")
        await pilot.pause()
        assert isinstance(app.screen, ReviewScreen)


async def test_a_tag_that_no_card_has_is_told(
    start: Callable[..., StudyApp], look: Callable[[StudyApp], Screenshot]
) -> None:
    app = start(review=True, options=SessionOptions(tag="[bold]", clock=StudyClock()))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.pause()
        assert "No card has the tag “[bold]”." in look(app)


async def test_nothing_due_offers_practice(
    start: Callable[..., StudyApp], look: Callable[[StudyApp], Screenshot]
) -> None:
    app = start(review=True, options=SessionOptions(limit=0, clock=StudyClock()))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.pause()
        assert "Nothing is due" in look(app)
        await pilot.press("r")
        await pilot.pause()
        assert isinstance(app.screen, ReviewScreen)
        await pilot.press("space", "3")
        await pilot.pause()
    assert app.world.progress.states() == {}


# Help, palette, themes


@pytest.mark.parametrize("key", ["", "enter", "b", "x", "s"])
async def test_help_lists_the_keys_of_the_screen_one_came_from(
    start: Callable[..., StudyApp], look: Callable[[StudyApp], Screenshot], key: str
) -> None:
    app = start()
    async with app.run_test(size=(100, 50), notifications=True) as pilot:
        if key:
            await pilot.press(key)
        await pilot.pause()
        before = app.screen
        await pilot.press("f1")
        await pilot.pause()
        assert isinstance(app.screen, PageScreen)
        assert "Keys —" in look(app)
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is before


async def test_the_palette_finds_an_action_and_does_it(
    start: Callable[..., StudyApp], look: Callable[[StudyApp], Screenshot]
) -> None:
    app = start()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("ctrl+p")
        await pilot.pause()
        await pilot.press(*"stat")
        await pilot.pause(0.3)
        await pilot.press("enter")
        await until(pilot, lambda: "Statistics" in look(app))


async def test_every_theme_can_be_chosen_and_a_theme_of_others_has_our_colours(
    start: Callable[..., StudyApp], look: Callable[[StudyApp], Screenshot]
) -> None:
    app = start(preferences=Preferences(theme="nord"))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("enter", "space")
        await pilot.pause()
        assert "1 Again" in look(app)
        await pilot.press("f2")
        await pilot.pause()
        assert app.theme != "nord"


async def test_the_bar_of_keys_can_be_clicked(
    start: Callable[..., StudyApp], look: Callable[[StudyApp], Screenshot]
) -> None:
    app = start(review=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        row = next(number for number, line in enumerate(look(app).lines) if "space show" in line)
        await pilot.click(offset=(look(app).lines[row].index("show"), row))
        await pilot.pause()
        assert "1 Again" in look(app)
        row = next(number for number, line in enumerate(look(app).lines) if "? help" in line)
        await pilot.click(offset=(look(app).lines[row].index("help"), row))
        await pilot.pause()
        assert isinstance(app.screen, PageScreen)
