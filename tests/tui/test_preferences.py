"""Themes, keys and signs from the configuration, and what is said when they cannot be used."""

from __future__ import annotations

from typing import Any

import pytest
from textual.color import Color
from textual.theme import Theme

from studykit.errors import ConfigError
from studykit.tui.preferences import Preferences, preferences, theme_names
from studykit.tui.themes import OWN_THEMES


def test_nothing_set_means_the_defaults() -> None:
    assert preferences({"new_per_day": 5}) == Preferences()


def test_theme_signs_and_keys_are_read() -> None:
    found = preferences({"tui": {"theme": "nord", "ascii": True}, "keys": {"review.show": "space"}})
    assert found == Preferences("nord", {"review.show": "space"}, True)


def test_one_key_may_show_and_rate_because_both_are_never_possible_at_once() -> None:
    found = preferences({"keys": {"review.rate-good": "3,space"}})
    assert found.keys == {"review.rate-good": "3,space"}


@pytest.mark.parametrize(
    ("config", "words"),
    [
        ({"tui": {"theme": "sunset"}}, "sunset"),
        ({"tui": {"colour": 1}}, "colour"),
        ({"tui": 3}, "tui"),
        ({"tui": {"ascii": "yes"}}, "true or false"),
        ({"keys": []}, "table"),
        ({"keys": {"review.shw": "space"}}, "review.shw"),
        ({"keys": {"review.show": 3}}, "review.show"),
        ({"keys": {"review.show": ""}}, "review.show"),
        ({"keys": {"review.show": "spacebar"}}, "spacebar"),
        ({"keys": {"review.undo": "t"}}, "review.type"),
        ({"keys": {"review.undo": "ㅅ"}}, "review.type"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_with_its_file(config: dict[str, Any], words: str) -> None:
    with pytest.raises(ConfigError, match=r"config\.toml") as caught:
        preferences(config, "config.toml")
    assert words in str(caught.value)
    assert caught.value.hint


def contrast(one: Color, other: Color) -> float:
    """WCAG 2.1: 4.5 is enough for text of ordinary size."""

    def luminance(colour: Color) -> float:
        parts = [c / 255 for c in colour.rgb]
        linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", OWN_THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("name", ["foreground", "accent", "muted", "again", "hard", "good", "easy", "error"])
def test_our_colours_can_be_read_on_every_ground(theme: Theme, name: str) -> None:
    colour = Color.parse(getattr(theme, name, None) or theme.variables[name])
    for ground in (theme.background, theme.surface, theme.panel):
        assert contrast(colour, Color.parse(ground)) >= 4.5


def test_our_themes_come_first() -> None:
    assert theme_names()[:2] == tuple(theme.name for theme in OWN_THEMES)
