"""Every screen, narrow and wide, with and without Unicode: nothing is clipped, nothing changed unseen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from studykit.tui.app import StudyApp
from studykit.tui.preferences import Preferences
from studykit.tui.screens.base import StudyScreen
from studykit.tui.screens.longwork import LongWorkScreen
from studykit.tui.widgets.keybar import KeyBar

if TYPE_CHECKING:
    from tests.tui.conftest import Screenshot

Snapshot = Callable[[StudyApp, str], None]
SCREENS = {
    "decks": "",
    "question": "a",
    "answer": "a space",
    "typing": "a t",
    "edit": "a e",
    "info": "a i",
    "browser": "b",
    "drafts": "d",
    "blanks": "d c",
    "stats": "s",
    "export": "x",
    "print": "p right",
    "generate": "g",
    "help": "f1",
    "summary": "a " + "space 4 " * 9,
}


async def go(pilot: Pilot[int], app: StudyApp, keys: str) -> None:
    await pilot.pause()
    for key in keys.split():
        await pilot.press(key)
        await pilot.pause()
    for _ in range(400):
        if not (isinstance(app.screen, LongWorkScreen) and app.screen.working):
            return
        await pilot.pause(0.02)


def english(deck_text: str) -> str:
    """The same shape of deck, all in ASCII."""
    plain = {
        "바다거북의 항해": "Turtles", "바다거북은": "Turtles feel", "자기장::무엇": "magnetic fields::what",
        "을 느껴서": " and", "70~80%": "70-80%", "가 태어난 해변으로 돌아옵니다": " return to their beach",
    }  # fmt: skip
    for korean, words in plain.items():
        deck_text = deck_text.replace(korean, words)
    return "".join(ch if ch.isascii() else "x" for ch in deck_text)


@pytest.mark.parametrize("name", SCREENS)
@pytest.mark.parametrize("size", [(80, 24), (40, 20)], ids=["80x24", "40x20"])
async def test_every_screen_fits_its_terminal_with_its_keys_in_sight(
    start: Callable[..., StudyApp], look: Callable[[StudyApp], Screenshot], name: str, size: tuple[int, int]
) -> None:
    app = start()
    async with app.run_test(size=size) as pilot:
        await go(pilot, app, SCREENS[name])
        seen = look(app)
        assert all(cell_len(line) <= size[0] for line in seen.lines)
        assert isinstance(app.screen, StudyScreen)
        bar = app.screen.query_one(KeyBar)
        assert bar.region.bottom <= size[1]
        assert bar.content_region.height == len(bar.render().plain.split("\n"))
        for widget in app.screen.query("*"):
            if widget.display and widget.region.width:
                assert widget.region.right <= size[0], widget


@pytest.mark.parametrize("name", SCREENS)
async def test_in_ascii_every_screen_draws_ascii_only(
    start: Callable[..., StudyApp], look: Callable[[StudyApp], Screenshot], deck_text: str, name: str
) -> None:
    app = start(english(deck_text), preferences=Preferences(ascii=True))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await go(pilot, app, SCREENS[name])
        odd = {ch for ch in look(app).text.replace("\u00a0", " ") if not ch.isascii()}
        assert odd == set()


@pytest.mark.parametrize("name", ["decks", "answer", "browser", "summary"])
async def test_screens_look_as_they_did(
    start: Callable[..., StudyApp], snapshot: Snapshot, name: str
) -> None:
    app = start()
    async with app.run_test(size=(80, 24)) as pilot:
        await go(pilot, app, SCREENS[name])
        snapshot(app, name)


async def test_a_narrow_light_answer_looks_as_it_did(
    start: Callable[..., StudyApp], snapshot: Snapshot
) -> None:
    app = start(preferences=Preferences(theme="studykit-paper"))
    async with app.run_test(size=(40, 24)) as pilot:
        await go(pilot, app, "a space")
        snapshot(app, "answer-narrow-paper")


async def test_resizing_keeps_the_card_and_its_side(
    start: Callable[..., StudyApp], look: Callable[[StudyApp], Screenshot]
) -> None:
    app = start()
    async with app.run_test(size=(120, 40)) as pilot:
        await go(pilot, app, "a space")
        await pilot.resize_terminal(40, 20)
        await pilot.pause()
        seen = look(app)
        assert "자기장" in seen
        assert "4 Easy" in seen
        assert all(cell_len(line) <= 40 for line in seen.lines)
