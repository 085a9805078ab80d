"""Which rewordings claim the same, and which are other facts though they look alike."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studykit.deck.facts import same_facts

SAME = [
    ("구글은 매출의 30%를 얻습니다", "구글이 매출의 30%를 얻었습니다"),
    ("구글은 매출의 30%를 얻습니다", "구굴은 매출의 30%를 얻습니다"),
    ("테슬라는 값을 낮추었습니다", "테슬라가 값을 낮추었습니다"),
    ("최신 이정표를 나타내며 앞섭니다", "최신 이정표를 보여주며 앞섭니다"),
    ("이 방법은 사용할 수 있다", "이 방법은 사용할수있다"),
    ("보상 함수가 행동을 정하믜로 오래 걸렸습니다", "보상 함수가 행동을 정하므뢔 오래 걸렸습니다"),
    ("인공지능 연구", "인공 지능 연구"),
    ("ＧＰＴ 4.5는 큽니다", "GPT 4.5는 큽니다"),
    ("밥의 온도를 36도로 맞춘다", "밥의 온도를 36도에 맞춘다"),
    ("kWh당 100달러", "kWh댱 100달러"),
    ("매출은 1,000억 원입니다", "매출은 1000억 원입니다"),
    ("The model was released by Gogle", "The model was released by Google"),
    ("It took three weeks to build", "It took about three weeks to build"),
    ("She announced the launch of GPT 4.5", "She announces the launch of GPT 4.5"),
    ("a machine that was never built", "a machine that was nver built"),
    ("Kant's view of duty", "Kant’s view of duty"),
]
OTHER = [
    ("구글은 매출의 30%를 얻습니다", "메타는 매출의 30%를 얻습니다"),
    ("구글은 매출의 30%를 얻습니다", "구글은 매출의 35%를 얻습니다"),
    ("구글이 메타를 이겼다", "메타가 구글을 이겼다"),
    ("구글이 메타를 이겼다", "구글을 메타가 이겼다"),
    ("30%에서 40%로 늘었다", "40%에서 30%로 늘었다"),
    ("남한의 수도", "북한의 수도"),
    ("두 가지 축", "세 가지 축"),
    ("전문가는 말했다", "전문의는 말했다"),
    ("매출이 증가했습니다", "매출이 감소했습니다"),
    ("그는 동의했습니다", "그는 동의하지 않았습니다"),
    ("3월에 시작했다", "3일에 시작했다"),
    ("10퍼센트 늘었다", "10% 늘었다"),
    ("공장의 생산량은 컸습니다", "공장의 생산력은 컸습니다"),
    ("김민수는 책임자입니다", "박지훈은 책임자입니다"),
    ("GPT 4.5는 뛰어납니다", "Claude 3.7은 뛰어납니다"),
    ("GPT-4보다 낫다", "GPT-4o보다 낫다"),
    ("東京の人口", "大阪の人口"),
    ("Google released the model", "Meta released the model"),
    ("The model was released by Google", "The model was released by Meta"),
    ("Alice beats Bob", "Bob beats Alice"),
    ("It is good", "It is not good"),
    ("They can fly", "They can't fly"),
    ("sales increased again", "sales decreased again"),
    ("It took three weeks", "It took three months"),
    ("It costs $10", "It costs 10%"),
    ("Kant's view of duty", "Hume's view of duty"),
]


@pytest.mark.parametrize(("old", "new"), SAME)
def test_typos_particles_endings_and_spacing_change_no_fact(old: str, new: str) -> None:
    assert same_facts(old, new)
    assert same_facts(new, old)


@pytest.mark.parametrize(("old", "new"), OTHER)
def test_another_number_name_or_noun_is_another_fact(old: str, new: str) -> None:
    assert not same_facts(old, new)
    assert not same_facts(new, old)


def test_what_a_person_added_is_no_other_fact_but_what_was_exchanged_is() -> None:
    mine = "Remember Berlin 1989: 구글은 매출의 30%를 얻습니다"
    assert not same_facts(mine, "구글은 매출의 30%를 얻습니다")
    assert same_facts(mine, "구글은 매출의 30%를 얻습니다", added_by_hand=True)
    assert not same_facts(mine, "구글은 매출의 35%를 얻습니다", added_by_hand=True)
    assert not same_facts(mine, "메타는 매출의 30%를 얻습니다", added_by_hand=True)


SENTENCES = st.one_of(
    st.text(max_size=25),
    st.lists(
        st.sampled_from(
            ["구글은", "메타는", "30%", "4.5", "GPT", "not", "안", "the", "Kant", "東京", "나타내며"]
        )
    ).map(" ".join),
)


@settings(max_examples=200, deadline=None)
@given(SENTENCES, SENTENCES)
def test_the_order_of_comparison_does_not_matter(old: str, new: str) -> None:
    assert same_facts(old, old)
    assert same_facts(old, new) == same_facts(new, old)
