"""The registry is complete and consistent: every action has a method, a key, its jamo, and a place in the docs."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from pathlib import Path
from typing import Any

import pytest
from textual.binding import Binding

import studykit.tui.screens
from studykit.tui.actions import (
    ACTIONS,
    SCOPES,
    Action,
    actions_of,
    bindings_of,
    conflicts,
    keymap,
    keys_page,
)
from studykit.tui.app import StudyApp
from studykit.tui.keyboard import is_key, split_keys
from studykit.tui.screens.base import StudyScreen

for module in pkgutil.iter_modules(studykit.tui.screens.__path__):
    importlib.import_module(f"studykit.tui.screens.{module.name}")


def screens(cls: type[StudyScreen[Any]] = StudyScreen) -> list[type[StudyScreen[Any]]]:
    return [cls, *(found for sub in cls.__subclasses__() for found in screens(sub))]


OWNERS = {
    scope: [screen for screen in screens() if getattr(screen, "scope", None) == scope and screen.BINDINGS]
    for scope in SCOPES
} | {"app": [StudyApp]}


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_every_action_is_done_by_a_method_of_its_screens(action: Action) -> None:
    method = f"action_{action.method.partition('(')[0]}"
    assert OWNERS[action.scope]
    assert all(hasattr(owner, method) for owner in OWNERS[action.scope])


def test_every_action_method_of_a_screen_is_in_the_registry() -> None:
    known = {(action.scope, action.method.partition("(")[0]) for action in ACTIONS}
    for screen in screens():
        own = [name for name, _ in inspect.getmembers(screen) if name.startswith("action_")]
        written_here = [name for name in own if "studykit" in getattr(screen, name).__module__]
        assert {(screen.scope, name.removeprefix("action_")) for name in written_here} <= known


def test_no_key_means_two_things_on_one_screen() -> None:
    assert conflicts({}) == []
    assert conflicts({"review.undo": "t"})[0][1:] == ("review.type", "review.undo")


def test_every_letter_also_answers_to_its_jamo() -> None:
    bindings = [binding for binding in bindings_of("review") if isinstance(binding, Binding)]
    undo = next(binding for binding in bindings if binding.id == "review.undo")
    assert split_keys(undo.key) == ("u", "ctrl+z", "ㅕ")
    assert keymap({"review.undo": "w"}) == {"review.undo": "w,ㅈ"}


def test_every_key_is_one_that_can_be_pressed() -> None:
    assert all(is_key(key) for action in ACTIONS for key in split_keys(action.keys))
    assert not is_key("spacebar")
    assert not is_key("hyper+x")


def test_ids_are_unique_and_belong_to_a_screen() -> None:
    assert len({action.id for action in ACTIONS}) == len(ACTIONS)
    assert {action.scope for action in ACTIONS} == set(SCOPES)
    assert all(actions_of(scope) for scope in SCOPES)


def test_the_page_of_keys_is_current() -> None:
    page = Path(__file__).parents[2] / "docs" / "keys.md"
    assert page.read_text(encoding="utf-8") == keys_page(), (
        "run: python -m studykit.tui.actions > docs/keys.md"
    )
