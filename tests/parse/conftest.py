"""Short ways to parse a few lines of notes."""

from collections.abc import Callable

import pytest

from studykit.model import Bullet, Summary
from studykit.parse.summary import parse_summary

VIDEO = "https://www.youtube.com/watch?v=AbCdEf_1-23"

Notes = Callable[[str], Summary]
OneNote = Callable[[str], Bullet]


@pytest.fixture(scope="session")
def notes() -> Notes:
    """Parse notes in which ``URL`` stands for the address of a video."""
    return lambda text: parse_summary(text.replace("URL", VIDEO), "notes.md")


@pytest.fixture(scope="session")
def note(notes: Notes) -> OneNote:
    """Parse notes that hold exactly one bullet."""

    def parse(text: str) -> Bullet:
        (bullet,) = notes(text).bullets
        return bullet

    return parse
