"""The page about deck files describes what the code reads."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from studykit.deck.check import check
from studykit.deck.format import dump, load
from studykit.deck.reading import DECK_KEYS, EVIDENCE_KEYS, FLAG_KEYS, NOTE_KEYS, SETTINGS_KEYS, SOURCE_KEYS

PAGE = (Path(__file__).parents[2] / "docs" / "deck-format.md").read_text("utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize(
    "key", sorted({*DECK_KEYS, *SOURCE_KEYS, *SETTINGS_KEYS, *NOTE_KEYS, *EVIDENCE_KEYS, *FLAG_KEYS})
)
def test_every_key_is_explained(key: str) -> None:
    assert re.search(rf"`{key}(?:: [a-z]+)?`", PAGE)


def test_the_examples_are_decks_without_faults() -> None:
    shortest, generated, lines = EXAMPLES
    assert check(shortest, "tea.yaml") == ()
    assert check(generated, "tea.yaml") == ()
    assert dump(load(generated, "tea.yaml")) == generated
    assert load("notes:\n" + lines, "tea.yaml").notes[0].back == "unsupervised learning\nreasoning"
