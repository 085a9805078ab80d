"""``?``: every key of the screen one came from, out of the registry."""

from __future__ import annotations

from textual.content import Content

from studykit.tui.actions import SCOPES, actions_of, keys_of
from studykit.tui.keyboard import shown
from studykit.tui.screens.page import PageScreen, Paragraph, aligned
from studykit.tui.world import World


def help_screen(world: World, scope: str) -> PageScreen:
    """The help of one screen."""
    glyphs = world.glyphs
    keys = world.preferences.keys
    own, everywhere = (
        [(" ".join(shown(key) for key in keys_of(action, keys)), action.help) for action in actions_of(name)]
        for name in (scope, "app")
    )
    width = max(len(label) for label, _ in (*own, *everywhere))
    signs = [
        (f"{glyphs.play} 05:09", "The second of the talk; o opens it there."),
        (f"{glyphs.plus_minus}8 s", "How exact that second is."),
        (
            glyphs.dot_on * 3 + glyphs.dot_off,
            "How sure it is that the quote supports the card: sure, likely, perhaps, doubtful.",
        ),
        ("!", "The notes and the talk differ here. Decide for yourself, then edit or keep."),
    ]
    blank: Paragraph = (Content(""), Content(""))
    paragraphs = [
        *aligned([(label.ljust(width), text) for label, text in own]),
        blank,
        *aligned([(label.ljust(width), text) for label, text in everywhere]),
        blank,
        *aligned([(label.ljust(width), text) for label, text in signs], "$accent"),
        blank,
        (
            Content(""),
            Content.styled("Letters work on a Korean layout too: u and ㅕ are the same key.", "$muted"),
        ),
    ]
    return PageScreen(world, f"Keys {glyphs.dash} {SCOPES[scope]}", paragraphs)
