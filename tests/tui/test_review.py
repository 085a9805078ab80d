"""Reviewing: what each key does on each side of a card."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input, TextArea

from studykit.model import Deck, Kind, Note, Rating, Source
from studykit.progress.desk import SessionOptions
from studykit.schedule.days import StudyClock
from studykit.tui.app import StudyApp
from studykit.tui.links import has_browser
from studykit.tui.preferences import Preferences
from studykit.tui.screens import base
from studykit.tui.screens.decks import DecksScreen
from studykit.tui.screens.review import ReviewScreen
from studykit.tui.screens.summary import SummaryScreen
from studykit.tui.world import World

if TYPE_CHECKING:
    from tests.tui.conftest import Clock, Screenshot


FIRST = "aaaaaaaaa1.1"


def reps(app: StudyApp) -> dict[str, int]:
    return {card: state.reps for card, state in app.world.progress.states().items() if state.reps}


async def test_the_question_hides_answer_evidence_and_ratings(
    start: Callable[..., StudyApp], look: Callable[[StudyApp], Screenshot]
) -> None:
    app = start(review=True)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.pause()
        seen = look(app)
        assert "[ 무엇 ]" in seen.text.replace("\u00a0", " ")
        assert "자기장" not in seen
        assert "05:07" not in seen
        assert "Good" not in seen
        assert "new 5 · learning 0 · due 0" in seen


async def test_space_and_enter_show_the_answer_and_never_rate(
    start: Callable[..., StudyApp], look: Callable[[StudyApp], Screenshot]
) -> None:
    for key in ("space", "enter"):
        app = start(review=True)
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            await pilot.press(key)
            await pilot.pause()
            assert "자기장을 느껴서" in look(app)
            await pilot.press(key, key, key)
            await pilot.pause()
            assert "자기장을 느껴서" in look(app)
        assert reps(app) == {}


@pytest.mark.parametrize(("key", "label"), [("1", "Again"), ("2", "Hard"), ("3", "Good"), ("4", "Easy")])
async def test_a_rating_is_saved_and_named_with_its_interval(
    start: Callable[..., StudyApp], look: Callable[[StudyApp], Screenshot], key: str, label: str
) -> None:
    app = start(review=True)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("space")
        await pilot.pause()
        column = int(key) - 1
        seen = look(app)
        intervals = [
            part.strip()
            for part in seen.lines[seen.lines.index(seen.line("1 Again")) + 1].split("  ")
            if part.strip()
        ]
        await pilot.press(key)
        await pilot.pause()
        assert f"last: {label}, {intervals[column]}" in look(app)
    assert reps(app) == {FIRST: 1}


async def test_a_rating_on_the_question_side_does_nothing(
    start: Callable[..., StudyApp], look: Callable[[StudyApp], Screenshot]
) -> None:
    app = start(review=True)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("1", "2", "3", "4")
        await pilot.pause()
        assert "[" in look(app).line("바다거북은")
    assert reps(app) == {}


async def test_undo_takes_back_the_last_rating_and_puts_the_question_again(
    start: Callable[..., StudyApp], look: Callable[[StudyApp], Screenshot]
) -> None:
    app = start(review=True)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("space", "3")
        await pilot.pause()
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert "바다거북은" in look(app)
        assert "Undone" in look(app)
    assert reps(app) == {}


async def test_undo_reaches_back_over_a_restart(
    start: Callable[..., StudyApp], look: Callable[[StudyApp], Screenshot]
) -> None:
    app = start(review=True)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("space", "3")
        await pilot.pause()
    again = start(review=True)
    async with again.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("u")
        await pilot.pause()
        assert "바다거북은" in look(again)
    assert reps(again) == {}


async def test_nothing_to_undo_is_said(
    start: Callable[..., StudyApp], look: Callable[[StudyApp], Screenshot]
) -> None:
    app = start(review=True)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("u")
        await pilot.pause()
        assert "Nothing to undo" in look(app)


@pytest.mark.parametrize(("key", "word"), [("minus", "buried"), ("at", "suspended")])
async def test_bury_and_suspend_leave_the_card_out_and_can_be_undone(
    start: Callable[..., StudyApp], look: Callable[[StudyApp], Screenshot], key: str, word: str
) -> None:
    app = start(review=True)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press(key)
        await pilot.pause()
        assert word in look(app)
        state = app.world.progress.state(FIRST)
        assert state.suspended or state.buried_until
        assert not app.world.progress.state("aaaaaaaaa1.2").suspended
        await pilot.press("u")
        await pilot.pause()
        assert "바다거북은" in look(app)
    state = app.world.progress.state(FIRST)
    assert (state.suspended, state.buried_until) == (False, 0)


@pytest.mark.parametrize("key", ["equals_sign", "exclamation_mark"])
async def test_the_whole_note_can_be_left_out(start: Callable[..., StudyApp], key: str) -> None:
    app = start(review=True)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press(key)
        await pilot.pause()
    states = [app.world.progress.state(f"aaaaaaaaa1.{ordinal}") for ordinal in (1, 2)]
    assert all(state.suspended or state.buried_until for state in states)


async def test_a_typed_answer_is_compared_and_the_rating_stays_with_the_learner(
    start: Callable[..., StudyApp], look: Callable[[StudyApp], Screenshot]
) -> None:
    app = start(review=True)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("t")
        await pilot.press(*"자기력", "1", "enter")
        await pilot.pause()
        seen = look(app)
        assert "자기력1" in seen
        assert "There is a number too many." in seen
        assert "suggests Again" in seen
        assert "1 Again" in seen
    assert reps(app) == {}


@pytest.mark.parametrize("key", ["t", "ㅅ"])
async def test_the_key_for_typing_says_why_it_does_nothing_once_the_answer_is_shown(
    start: Callable[..., StudyApp], look: Callable[[StudyApp], Screenshot], key: str
) -> None:
    app = start(review=True)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("space")
        await pilot.pause()
        assert "t type it" not in look(app)
        await pilot.press(key)
        await pilot.pause()
        assert "Typing is for the question side" in look(app)
        assert "1 Again" in look(app)


async def test_escape_closes_the_field_and_keeps_the_question(start: Callable[..., StudyApp]) -> None:
    app = start(review=True)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("t", "x", "escape")
        await pilot.pause()
        assert isinstance(app.screen, ReviewScreen)
        assert not app.screen.query_one("#typed", Input).display
        assert app.focused is None


async def test_editing_in_place_keeps_the_card_its_side_and_its_history(
    clock: Clock, start: Callable[..., StudyApp], look: Callable[[StudyApp], Screenshot], tmp_path: Path
) -> None:
    app = start(review=True)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("space", "1")
        await pilot.pause()
        clock.forward(minutes=2)
        await pilot.press("u", "space", "e")
        await pilot.pause()
        area = app.screen.query_one("#text", TextArea)
        area.text = area.text.replace("돌아옵니다", "돌아온다")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "돌아온다" in look(app)
        assert "1 Again" in look(app)
        await pilot.press("3")
        await pilot.pause()
    assert reps(app) == {FIRST: 1}
    written = (tmp_path / "decks" / "deck0.yaml").read_text(encoding="utf-8")
    assert "돌아온다" in written
    assert "# a comment that stays" in written


async def test_flag_and_info_tell_about_the_card(
    start: Callable[..., StudyApp], look: Callable[[StudyApp], Screenshot]
) -> None:
    app = start(review=True)
    async with app.run_test(size=(80, 30), notifications=True) as pilot:
        await pilot.press("f")
        await pilot.pause()
        assert "Flagged" in look(app)
        await pilot.press("i")
        await pilot.pause()
        seen = look(app)
        assert FIRST in seen
        assert "new, flagged" in seen
        assert "made by rules" in seen
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, ReviewScreen)
    assert app.world.progress.state(FIRST).flagged


async def test_open_and_copy_use_the_second_the_words_were_found_at(
    start: Callable[..., StudyApp], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = tmp_path / "browser"
    browser.write_text(
        f'#!/bin/sh\necho noise\nprintf %s "$1" > {tmp_path}/new && mv {tmp_path}/new {tmp_path}/opened\n'
    )
    browser.chmod(0o755)
    monkeypatch.setenv("BROWSER", str(browser))
    app = start(review=True)
    async with app.run_test(size=(100, 24), notifications=True) as pilot:
        await pilot.press("o", "y")
        for _ in range(200):
            await pilot.pause(0.05)
            if (tmp_path / "opened").exists():
                break
        link = "https://www.youtube.com/watch?v=abcdefghijk&t=307s"
        assert (tmp_path / "opened").read_text() == link
        assert app.clipboard == link


async def test_without_a_browser_the_link_is_shown(
    start: Callable[..., StudyApp], look: Callable[[StudyApp], Screenshot], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("BROWSER", "DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    assert not has_browser()
    assert has_browser(platform="darwin")
    app = start(review=True)
    async with app.run_test(size=(120, 24), notifications=True) as pilot:
        await pilot.press("o")
        await pilot.pause()
        assert "There is no browser here" in look(app)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "javascript:alert(1)", "ssh://host", ""])
async def test_a_link_that_is_no_web_address_is_not_opened(url: str) -> None:
    assert base.source_link(Deck("x", source=Source(url=url)), Note(Kind.QA, front="a", back="b", at=3)) == ""


async def test_a_pause_covers_the_card_loses_nothing_and_is_not_counted(
    start: Callable[..., StudyApp], look: Callable[[StudyApp], Screenshot], clock: Clock
) -> None:
    app = start(review=True)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("space", "p")
        await pilot.pause()
        assert "Paused" in look(app)
        assert "자기장" not in look(app)
        await pilot.press("3")
        await pilot.pause()
        assert reps(app) == {}
        clock.forward(minutes=5)
        await pilot.press("space")
        await pilot.pause()
        assert "자기장" in look(app)
        assert "1 Again" in look(app)
        await pilot.press("3")
        await pilot.pause()
    (event,) = app.world.progress.events(FIRST)
    assert event.duration_ms < 60_000


async def test_siblings_of_a_sentence_are_said_to_wait(
    start: Callable[..., StudyApp], look: Callable[[StudyApp], Screenshot]
) -> None:
    app = start(review=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("space")
        await pilot.pause()
        assert "another card of this sentence waits for another day" in look(app)


async def test_a_leech_is_told_and_taken_out(
    start: Callable[..., StudyApp], look: Callable[[StudyApp], Screenshot], clock: Clock
) -> None:
    deck = "format: 1\nname: x\nsettings:\n  relearning_steps: []\nnotes:\n- id: c1\n  kind: qa\n  front: a\n  back: b\n"
    app = start(deck)
    path = app.world.library.decks[0].path
    for lapse in range(8):
        desk = app.world.desk([path])
        for rating in [Rating.EASY, Rating.AGAIN] if lapse < 7 else [Rating.EASY]:
            clock.forward(days=400)
            desk = app.world.desk([path])
            desk.show()
            desk.rate(rating)
    clock.forward(days=400)
    async with app.run_test(size=(100, 24), notifications=True) as pilot:
        await pilot.press("enter", "space", "1")
        await pilot.pause()
        assert "Leech: forgotten 8 times" in look(app)
    assert app.world.progress.state("c1.1").suspended


async def test_leaving_and_coming_back_goes_on_where_it_was(
    start: Callable[..., StudyApp], look: Callable[[StudyApp], Screenshot]
) -> None:
    app = start(review=True)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("space", "4")
        await pilot.pause()
        here = look(app).lines[5]
        await pilot.press("q")
        await pilot.pause()
        assert isinstance(app.screen, DecksScreen)
        await pilot.press("a")
        await pilot.pause()
        assert look(app).lines[5] == here


async def test_the_last_card_leads_to_the_summary(
    start: Callable[..., StudyApp], look: Callable[[StudyApp], Screenshot]
) -> None:
    app = start(review=True, options=SessionOptions(limit=1, clock=StudyClock()))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("space", "4")
        await pilot.pause()
        assert isinstance(app.screen, SummaryScreen)
        assert "1 card in" in look(app)


async def test_a_card_longer_than_the_screen_is_scrolled(
    start: Callable[..., StudyApp], look: Callable[[StudyApp], Screenshot]
) -> None:
    long = (
        "format: 1\nname: x\nnotes:\n- id: c1\n  kind: qa\n  front: " + "many words " * 300 + "\n  back: b\n"
    )
    app = start(long, review=True)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        card = app.screen.query_one("#card")
        await pilot.press("j")
        await pilot.pause()
        assert card.scroll_y > 0
        await pilot.press("k")
        await pilot.pause()
        assert card.scroll_y == 0


async def test_remapped_keys_and_their_jamo_replace_the_old_ones(
    start: Callable[..., StudyApp], look: Callable[[StudyApp], Screenshot]
) -> None:
    app = start(review=True, preferences=Preferences(keys={"review.show": "w", "review.rate-good": "g"}))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("space")
        await pilot.pause()
        assert "1 Again" not in look(app)
        await pilot.press("ㅈ")
        await pilot.pause()
        assert "g Good" in look(app)
        await pilot.press("ㅎ")
        await pilot.pause()
    assert reps(app) == {FIRST: 1}


async def test_a_held_key_that_shows_and_rates_rates_one_card(start: Callable[..., StudyApp]) -> None:
    app = start(review=True, preferences=Preferences(keys={"review.rate-good": "3,space"}))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press(*["space"] * 40)
        await pilot.pause()
    assert sum(reps(app).values()) <= 1


async def test_a_mouse_can_show_nothing_wrong_and_rate(start: Callable[..., StudyApp]) -> None:
    app = start(review=True)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("space")
        await pilot.pause()
        await pilot.click("#good")
        await pilot.pause()
    assert reps(app) == {FIRST: 1}


async def test_markup_in_a_card_is_shown_as_it_is(
    start: Callable[..., StudyApp], look: Callable[[StudyApp], Screenshot]
) -> None:
    app = start(review=True)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        for _ in range(2):
            await pilot.press("space", "4")
            await pilot.pause()
        assert "[bold]무엇[/bold]" in look(app)


async def test_an_answer_given_in_another_window_stands(
    start: Callable[..., StudyApp], look: Callable[[StudyApp], Screenshot], shelf: Callable[..., World]
) -> None:
    app = start(review=True)
    other = shelf()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("space")
        await pilot.pause()
        desk = other.desk([loaded.path for loaded in other.library.decks])
        desk.show()
        desk.rate(Rating.EASY)
        await pilot.press("1")
        await pilot.pause()
        assert "another window" in look(app)
    assert reps(app) == {FIRST: 1}
