from __future__ import annotations

from typing import Any

import pytest

from studykit.model import Deck, Evidence, Flag
from studykit.paper.choose import Choice, Known, Order, Which, choose


@pytest.fixture
def deck(kit: Any) -> Deck:
    made: Deck = kit.deck(
        kit.qa("달은 무엇을 당기나요?", "바닷물", "a", at=90, tags=("bio::cell",)),
        kit.qa(
            "해는 무엇인가요?",
            "별",
            "b",
            at=10,
            evidence=Evidence("the sun is a star"),
            flags=(Flag("x", "1", "2"),),
        ),
        kit.cloze("{{c1::화성}}은 {{c2::붉은}} 행성", "c", at=50, extra="Olympus Mons"),
        kit.qa("초안?", "답", "d", draft=True),
        kit.qa("멈춤?", "답", "e", suspended=True),
        kit.qa("물러남?", "답", "f", retired=True),
        tags=("astronomy",),
    )
    return made


def ids(deck: Deck, choice: Choice, known: Known | None = None) -> list[str]:
    return [card.id for _, card in choose([deck], choice, known)]


def test_all_but_drafts_and_what_was_put_aside(deck: Deck) -> None:
    assert ids(deck, Choice()) == ["a.1", "b.1", "c.1", "c.2"]
    assert ids(deck, Choice(drafts=True)) == ["a.1", "b.1", "c.1", "c.2", "d.1"]
    assert ids(deck, Choice(), Known(suspended=frozenset({"c.1"}))) == ["a.1", "b.1", "c.2"]


def test_due_leeches_and_flagged(deck: Deck) -> None:
    known = Known(due={"c.2": 5, "a.1": 3}, leeches=frozenset({"c.1"}), flagged=frozenset({"a.1"}))
    assert ids(deck, Choice(Which.DUE), known) == ["a.1", "c.2"]
    assert ids(deck, Choice(Which.LEECHES), known) == ["c.1"]
    assert ids(deck, Choice(Which.FLAGGED), known) == ["a.1", "b.1"]


def test_tags_include_those_below_and_the_decks_own(deck: Deck) -> None:
    assert ids(deck, Choice(tags=("bio",))) == ids(deck, Choice(tags=("BIO::cell",))) == ["a.1"]
    assert ids(deck, Choice(tags=("bi",))) == []
    assert len(ids(deck, Choice(tags=("astronomy",)))) == 4


def test_search_looks_in_answer_quote_and_own_words(deck: Deck) -> None:
    assert ids(deck, Choice(search="바닷물")) == ["a.1"]
    assert ids(deck, Choice(search="SUN star")) == ["b.1"]
    assert ids(deck, Choice(search="olympus")) == ["c.1", "c.2"]
    assert ids(deck, Choice(search="c1::")) == []


def test_orders(deck: Deck) -> None:
    assert ids(deck, Choice(order=Order.TIME)) == ["b.1", "c.1", "c.2", "a.1"]
    assert ids(deck, Choice(order=Order.DUE), Known(due={"c.2": 1, "b.1": 2})) == ["c.2", "b.1", "a.1", "c.1"]
    shuffles = {tuple(ids(deck, Choice(order=Order.RANDOM, seed=seed))) for seed in range(20)}
    assert len(shuffles) > 5
    assert ids(deck, Choice(order=Order.RANDOM, seed=3)) == ids(deck, Choice(order=Order.RANDOM, seed=3))


@pytest.mark.parametrize(("limit", "count"), [(None, 4), (2, 2), (0, 0), (-1, 0), (99, 4)])
def test_the_limit_counts_cards(deck: Deck, limit: int | None, count: int) -> None:
    assert len(ids(deck, Choice(limit=limit))) == count
