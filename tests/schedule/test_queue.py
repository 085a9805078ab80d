"""Order, limits and siblings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.schedule.queue import LEARN_AHEAD_MS, Counts, Entry, Limits, Line, Queue, build, practice
from studykit.schedule.settings import Options
from studykit.schedule.state import NEW, CardState, Phase

TODAY = 20_000
UNTIL = 10_000_000


def in_review(
    *, due: int = TODAY, stability: float = 10.0, last: int = TODAY - 10, **more: object
) -> CardState:
    return CardState(
        Phase.REVIEW,
        None,
        stability,
        5.0,
        due,
        0,
        last,
        last - 5,
        3,
        **more,  # type: ignore[arg-type]
    )


def learning(due_ms: int, *, last: int = TODAY - 1, first: int = TODAY - 1) -> CardState:
    return CardState(Phase.LEARNING, 0, 1.0, 5.0, due_ms, 0, last, first, 1)


def entries(*cards: str) -> list[Entry]:
    return [Entry(card) for card in cards]


def queue(deck: list[Entry], states: dict[str, CardState], *options: Options, **limits: object) -> Queue:
    return build(deck, states, options or (Options(),), TODAY, UNTIL, Limits(**limits))  # type: ignore[arg-type]


def test_reviews_go_by_what_is_most_forgotten_and_new_cards_by_source() -> None:
    states = {
        "fresh": in_review(stability=100.0),
        "stale": in_review(stability=2.0),
        "late": in_review(stability=10.0, last=TODAY - 60),
        "later": in_review(due=TODAY + 1),
    }
    made = queue(entries("n2", "fresh", "stale", "n1", "late", "later"), states)
    assert made.reviews == ("late", "stale", "fresh")
    assert made.new == ("n2", "n1")
    assert made.counts == Counts(new=2, learning=0, review=3)


def test_a_learning_card_comes_at_its_time_before_everything_else() -> None:
    made = queue(entries("r", "l", "n"), {"l": learning(5000), "r": in_review()})
    assert made.pick(4999) == "r"
    assert made.pick(5000) == "l"


def test_a_learning_card_comes_early_only_when_nothing_else_is_left() -> None:
    made = queue(entries("l"), {"l": learning(LEARN_AHEAD_MS)})
    assert made.pick(0) == "l"
    assert made.pick(-1) is None
    assert made.counts.learning == 1


def test_limits_count_what_was_done_today_per_deck() -> None:
    cards = [Entry(f"{deck}{n}", deck) for deck in (0, 1) for n in range(6)]
    states = {
        "00": CardState(Phase.REVIEW, None, 5.0, 5.0, TODAY + 5, 0, TODAY, TODAY, 1),
        "01": in_review(due=TODAY + 5, last=TODAY),
        **{f"{deck}{n}": in_review() for deck in (0, 1) for n in (2, 3)},
    }
    made = queue(cards, states, Options(new_per_day=2, reviews_per_day=2), Options(new_per_day=3))
    assert made.new == ("04", "10", "11", "14")
    assert len(made.reviews) == 1 + 2


def test_a_session_may_ask_for_its_own_number_of_new_cards() -> None:
    cards = entries(*"abcdef")
    assert queue(cards, {}, Options(new_per_day=1), new=4).new == ("a", "b", "c", "d")
    assert queue(cards, {}, new=0).new == ()


def test_a_session_of_few_cards_keeps_to_them() -> None:
    states = {"l": learning(0), "r1": in_review(), "r2": in_review()}
    made = queue(entries("l", "r1", "r2", "n1"), states, cards=2)
    assert made.counts == Counts(new=0, learning=1, review=1)
    again = queue(entries("l", "r1", "r2", "n1"), states, cards=2, seen=frozenset({"r2", "x"}))
    assert (again.learning, tuple(again.reviews), tuple(again.new)) == ((), ("r2",), ())


def test_one_card_of_a_bullet_is_shown_per_day() -> None:
    cards = [
        Entry("a1", 0, "a"),
        Entry("a2", 0, "a"),
        Entry("b1", 0, "b"),
        Entry("b2", 0, "b"),
        Entry("c1", 0, "c"),
    ]
    states = {"a2": in_review(), "b2": in_review(due=TODAY + 5, last=TODAY)}
    made = queue(cards, states)
    assert (tuple(made.reviews), tuple(made.new)) == (("a2",), ("c1",))


def test_a_learning_card_hides_its_siblings_but_never_itself() -> None:
    cards = [Entry("a1", 0, "a"), Entry("a2", 0, "a"), Entry("a3", 0, "a")]
    states = {"a1": learning(0), "a2": learning(9), "a3": in_review()}
    assert queue(cards, states).counts == Counts(new=0, learning=2, review=0)


def test_equal_bullets_of_two_decks_are_no_siblings() -> None:
    made = queue([Entry("x", 0, "same"), Entry("y", 1, "same")], {}, Options(), Options())
    assert made.new == ("x", "y")


def test_suspended_and_buried_cards_wait() -> None:
    states = {
        "s": in_review(suspended=True),
        "b": in_review(buried_until=TODAY + 1),
        "back": in_review(buried_until=TODAY),
    }
    assert queue(entries("s", "b", "back"), states).reviews == ("back",)


def test_after_a_rating_the_card_leaves_or_waits_for_its_step() -> None:
    made = queue(entries("a", "b"), {})
    waiting = made.after("a", learning(600), UNTIL)
    assert (waiting.pick(0), waiting.pick(600), waiting.counts.total) == ("b", "a", 2)
    assert made.after("a", in_review(due=TODAY + 3), UNTIL).counts == Counts(new=1)
    assert made.after("a", learning(UNTIL), UNTIL).counts.total == 1


def test_practice_takes_every_card_that_is_not_suspended_most_forgotten_first() -> None:
    states = {"known": in_review(due=TODAY + 90, stability=500.0), "weak": in_review(stability=1.0),
              "off": in_review(suspended=True)}  # fmt: skip
    made = practice(entries("new", "known", "weak", "off"), states, TODAY)
    assert (*made.reviews, *made.new) == ("weak", "known", "new")


STATES = st.one_of(
    st.just(NEW),
    st.builds(in_review, due=st.integers(TODAY - 5, TODAY + 5), last=st.integers(TODAY - 9, TODAY)),
    st.builds(
        learning, st.integers(0, 2 * UNTIL), last=st.integers(TODAY - 1, TODAY), first=st.just(TODAY - 1)
    ),
    st.builds(in_review, suspended=st.booleans(), buried_until=st.integers(TODAY, TODAY + 1)),
)


@given(
    states=st.lists(STATES, max_size=30), groups=st.data(), new=st.integers(0, 9), reviews=st.integers(0, 9)
)
def test_a_queue_never_breaks_its_rules(
    states: list[CardState], groups: st.DataObject, new: int, reviews: int
) -> None:
    cards = [Entry(f"c{n}", 0, f"g{groups.draw(st.integers(0, 9))}") for n in range(len(states))]
    known = {card.card: state for card, state in zip(cards, states, strict=True)}
    group_of = {card.card: card.group for card in cards}
    made = queue(cards, known, Options(new_per_day=new, reviews_per_day=reviews))
    shown = [waiting.card for waiting in made.learning] + [*made.reviews, *made.new]
    assert len(set(shown)) == len(shown)
    assert len(made.new) <= new
    assert len(made.reviews) <= reviews
    assert not any(known[card].hidden(TODAY) for card in shown)
    assert all(known[card].due <= TODAY for card in made.reviews)
    groups_shown = [group_of[card] for card in (*made.reviews, *made.new)]
    assert len(set(groups_shown)) == len(groups_shown)
    busy = {group_of[card] for card, state in known.items() if state.reps and state.last_day == TODAY}
    assert not busy & set(groups_shown)


def test_taking_cards_out_of_a_line_keeps_the_others_in_order() -> None:
    line = Line("abcd")
    assert tuple(line.without(frozenset("a"))) == ("b", "c", "d")
    assert tuple(line.without(frozenset("a")).without(frozenset("c"))) == ("b", "d")
    assert line.without(frozenset("x")) is line
    assert line.without(frozenset("a")) == ("b", "c", "d") == tuple(line)[1:]
    assert (line[-1], line[1:3], len(line.without(frozenset("a"))), "a" in line.without(frozenset("a"))) == (
        "d",
        ("b", "c"),
        3,
        False,
    )
    assert not Line()
    with pytest.raises(IndexError):
        Line()[0]
