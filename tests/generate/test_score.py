from __future__ import annotations

import pytest

from studykit.generate.candidate import Candidate, View
from studykit.generate.languages import language
from studykit.generate.score import (
    DRAFT,
    PATTERNS,
    READY,
    TRAITS,
    UNSURE,
    common_traits,
    is_ready,
    probability,
)
from studykit.model import Bullet, Kind

SURE = language("ko").sure | language("en").sure


def card(pattern: str, *traits: str, score: float = 0.0) -> Candidate:
    return Candidate(Kind.QA, pattern, "x", front="x?", traits=frozenset(traits), score=score)


def test_the_score_is_a_probability_that_traits_move() -> None:
    plain = probability(card("object"))
    assert (
        0
        < probability(card("object", "weak", "opens", "no-context"))
        < plain
        < probability(card("reason"))
        < 1
    )


def test_thresholds_separate_ready_from_draft_from_dropped() -> None:
    assert 0 < DRAFT < READY < 1
    assert is_ready(card("reason", score=READY), SURE)
    assert not is_ready(card("reason", score=READY - 0.01), SURE)


@pytest.mark.parametrize("trait", sorted(UNSURE))
def test_no_score_makes_up_for_a_trait_that_rules_ready_out(trait: str) -> None:
    assert not is_ready(card("reason", trait, score=0.99), SURE)


def test_a_pattern_that_strangers_did_not_keep_is_never_ready() -> None:
    assert not is_ready(card("method", score=0.99), SURE)
    assert PATTERNS.keys() >= SURE


def test_every_weight_is_within_reach_of_a_reader() -> None:
    assert all(abs(weight) <= 2 for weight in (*PATTERNS.values(), *TRAITS.values()))


def test_a_blank_that_hides_half_the_sentence_is_not_ready() -> None:
    view = View(Bullet(1, "x"), ("모델은 창의적인 글쓰기와 코딩에서 뛰어납니다.",))
    sentence = view.sentences[0]
    long, short = "창의적인 글쓰기와 코딩", "코딩"
    for answer, much in ((long, True), (short, False)):
        start = sentence.index(answer)
        made = Candidate(Kind.CLOZE, "cloze-phrase", answer, sentence, start, start + len(answer))
        assert ("much" in common_traits(made, view)) is much
