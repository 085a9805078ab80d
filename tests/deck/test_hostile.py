"""Decks from strangers: what is too much is refused, and nothing takes more than linear time."""

from __future__ import annotations

import pytest

from studykit.deck import nodes
from studykit.deck.check import check
from studykit.deck.edit import ensure_ids
from studykit.deck.format import load
from studykit.deck.merge import merge
from studykit.errors import DeckError
from studykit.model import Deck, Kind, Note


@pytest.mark.parametrize(
    "text",
    [
        "{{c1::" * 60_000,
        "{{c1::a}}" * 40_000,
        "".join(f"{{{{c{number % 999 + 1}::word {number}::hint}}}} " for number in range(8_000)),
        "}}" * 100_000,
        "::" * 100_000,
        "가 나 " * 60_000,
        "- " * 100_000,
        "1," * 100_000,
    ],
    ids=["open", "many", "numbers", "close", "colons", "words", "dashes", "digits"],
)
def test_a_huge_text_is_read_checked_and_merged_in_a_moment(text: str) -> None:
    deck = ensure_ids(f"notes:\n- kind: cloze\n  text: '{text}'\n  bullet: '{text}'\n  made: x\n", "x.yaml")
    assert load(deck, "x.yaml").notes[0].text == text
    assert check(deck, "x.yaml")
    done = merge(
        deck, Deck("x", notes=(Note(Kind.CLOZE, text=text + "!", bullet=text + "!", by="rules"),)), "x.yaml"
    )
    assert done.added == 1


@pytest.mark.parametrize("text", ["notes:\n" + "- a\n" * 500, "k: v\n" * 500])
def test_a_deck_of_too_many_entries_is_refused(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nodes, "MAX_NODES", 400)
    with pytest.raises(DeckError, match="too many entries"):
        load(text, "x.yaml")


@pytest.mark.parametrize(
    "text",
    [
        '"\\e[31mkey": x\n',
        'notes:\n- id: "\\e[2J"\n  front: a\n  back: b\n',
        'notes:\n- kind: "\\e]0;x\\a"\n  front: a\n  back: b\n',
        'notes:\n- front: a\n  back: b\n  at: "\\e[1m"\n',
    ],
)
def test_nothing_in_a_message_can_steer_a_terminal(text: str) -> None:
    problems = check(text, "x.yaml")
    assert problems
    assert not any("\x1b" in problem.message + problem.remedy for problem in problems)
