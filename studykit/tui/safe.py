"""Text of decks and files on its way to the screen."""

from __future__ import annotations

from studykit.text import neutralise, nfc


def safe(text: str) -> str:
    """Text for the screen: composed, without control or bidi characters, tabs as spaces."""
    return neutralise(nfc(text)).expandtabs(4)


def one_line(text: str) -> str:
    """Text for a list: as `safe`, whitespace folded."""
    return " ".join(safe(text).split())
