"""Decks and notes as hypothesis draws them, and fixtures shared by the deck tests."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import strategies as st

from studykit.deck.fields import clean
from studykit.model import Deck, Evidence, Flag, Kind, Note, Settings, Source

TRAPS = (
    "no", "On", "y", "~", "null", "5:09", "1:02:03", "2025-02-27", "1_000", "0777", "0o17", "0x1F", "1e5", ".5", "=", "<<", "-", "?",
    "- a", "a: b", "a #b", "#b", "a:", "{{c1::Seoul}} is big", "[a]", "'", '"', "\\", "%", "@", "`", "!x", "&x", "*x", "|", ">",
    " a", "a ", "a\nb", "a\n\nb", "\na", "a\n", "a\n b", "a \nb", "a\tb", "---", "...", "가\u0301", "\u1100\u1161", "a\u2028b", "\ufeffa",
    "a\u00a0", "\u3000", "\u200d", "😀", "\x1b[31m", "a\r\nb", "\x85", "a\x85b", "\ufffe",
)  # fmt: skip


def texts() -> st.SearchStrategy[str]:
    """Texts as a deck keeps them: any characters, and the words that YAML trips over."""
    return st.one_of(
        st.sampled_from(TRAPS), st.text(max_size=30), st.text("ab :#-'\"\n,[]{}가\\", max_size=12)
    ).map(clean)


SECONDS = st.none() | st.integers(0, 359_999)
WORDS = st.lists(texts(), max_size=3).map(tuple)
FLAGS = st.lists(st.builds(Flag, texts(), texts(), texts()), max_size=2).map(tuple)
EVIDENCE = st.builds(
    Evidence, texts(), at=SECONDS, plus_minus=st.none() | st.integers(0, 900), confidence=st.none() | st.floats(0, 1),
    start=st.none() | st.integers(0, 10**6), end=st.none() | st.integers(0, 10**6), repaired=texts(),
)  # fmt: skip


@st.composite
def notes(draw: Any, note_id: str = "") -> Note:
    cloze = draw(st.booleans())
    flags = {key: draw(st.booleans()) for key in ("draft", "suspended", "retired", "was_suspended", "edited")}
    return Note(
        kind=Kind.CLOZE if cloze else Kind.QA,
        id=note_id,
        text=draw(texts()) if cloze else "",
        front="" if cloze else draw(texts()),
        back="" if cloze else draw(texts()),
        at=draw(SECONDS),
        url=draw(texts()),
        evidence=draw(st.none() | EVIDENCE),
        flags=draw(FLAGS),
        tags=draw(WORDS),
        extra=draw(texts()),
        by=draw(texts()),
        bullet=draw(texts()),
        made=draw(texts()),
        next_ordinal=draw(st.integers(0, 500)),
        **flags,
    )


STEPS = st.none() | st.lists(st.integers(1, 1440), max_size=3).map(tuple)
SETTINGS = st.builds(
    Settings, new_per_day=st.none() | st.integers(0, 9999), reviews_per_day=st.none() | st.integers(0, 9999),
    desired_retention=st.none() | st.floats(0.7, 0.99), learning_steps=STEPS, relearning_steps=STEPS,
    maximum_interval=st.none() | st.integers(1, 36500),
)  # fmt: skip
SOURCES = st.builds(Source, *([texts()] * 7))


@st.composite
def decks(draw: Any) -> Deck:
    count = draw(st.integers(0, 3))
    return Deck(
        name=draw(texts()),
        language=draw(texts()),
        tags=draw(WORDS),
        source=draw(SOURCES),
        notes=tuple(draw(notes(note_id=f"note-{number}")) for number in range(count)),
        settings=draw(SETTINGS),
    )


# Test modules share nothing by import, so strategies come as fixtures; of the session, for hypothesis draws many examples in one test.
@pytest.fixture(scope="session")
def any_deck() -> st.SearchStrategy[Deck]:
    return decks()


@pytest.fixture(scope="session")
def any_text() -> st.SearchStrategy[str]:
    return texts()


@pytest.fixture(scope="session")
def any_note() -> st.SearchStrategy[Note]:
    return notes()
