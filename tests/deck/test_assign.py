"""One-to-one assignment: the best there is, and always the same."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from studykit.deck.assign import LARGEST, assign

PAIRS = st.tuples(st.integers(0, 4), st.integers(0, 4))


def best(scores: dict[tuple[int, int], float]) -> float:
    return max(
        sum(scores.get((left, right), 0) for left, right in enumerate(order))
        for order in permutations(range(5))
    )


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(PAIRS, st.sampled_from([1.0, 2.0, 60.0, 72.5, 80.0, 100.0])))
def test_no_other_assignment_scores_higher(scores: dict[tuple[int, int], float]) -> None:
    found = assign(scores)
    assert len(set(found.values())) == len(found)
    assert sum(scores[pair] for pair in found.items()) == best(scores)


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(PAIRS, st.sampled_from([72.0, 73.0])), st.randoms())
def test_the_order_of_the_candidates_does_not_matter(
    scores: dict[tuple[int, int], float], random: object
) -> None:
    items = list(scores.items())
    random.shuffle(items)  # type: ignore[attr-defined]
    assert assign(dict(items)) == assign(scores)


def test_a_huge_cluster_is_assigned_one_to_one_as_well() -> None:
    size = LARGEST + 1
    scores = {(a, b): 100.0 if a == b else 80.0 for a in range(size) for b in range(size)}
    assert assign(scores) == {n: n for n in range(size)}
