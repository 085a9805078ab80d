"""The session's states: what counts, when, and what it came to."""

from __future__ import annotations

from studykit.model import Rating
from studykit.review.session import LONGEST_ANSWER_MS, Session, Side


def answered(session: Session, card: str, rating: Rating, took: int = 1000) -> Session:
    return session.ask(card, 0).show().rated(rating, took)


def test_a_rating_on_the_question_side_or_at_the_end_does_nothing() -> None:
    asked = Session().ask("a.1", 0)
    assert asked.rated(Rating.GOOD, 5) is asked
    done = asked.finish()
    assert done.rated(Rating.GOOD, 5) is done
    assert done.show() is done


def test_showing_twice_is_showing_once() -> None:
    shown = Session().ask("a.1", 0).show()
    assert shown.side is Side.ANSWER
    assert shown.show() is shown


def test_time_away_is_not_counted_and_no_answer_takes_for_ever() -> None:
    asked = Session().ask("a.1", 1000)
    assert asked.duration(4000) == 3000
    assert asked.waited(2500).duration(4000) == 500
    assert asked.duration(10**12) == LONGEST_ANSWER_MS
    assert asked.duration(0) == 0


def test_the_summary_counts_cards_first_tries_and_the_hardest() -> None:
    session = Session()
    for card, rating in (("a", 1), ("b", 3), ("a", 1), ("c", 4), ("a", 3), ("b", 3), ("d", 1), ("d", 3)):
        session = answered(session, card, Rating(rating))
    summary = session.finish().summary()
    assert (summary.cards, summary.reviews, summary.duration_ms) == (4, 8, 8000)
    assert summary.first_try == 0.5
    assert dict(summary.ratings) == {Rating.AGAIN: 3, Rating.HARD: 0, Rating.GOOD: 4, Rating.EASY: 1}
    assert summary.hardest == (("a", 3), ("d", 2))


def test_a_rating_taken_back_is_not_in_the_summary() -> None:
    session = answered(answered(Session(), "a", Rating.AGAIN), "b", Rating.GOOD)
    assert session.taken_back("a").summary().first_try == 1
    assert session.taken_back("other") is session
    assert session.taken_back("a").taken_back("b").summary().first_try is None


def test_cards_seen_are_remembered_for_the_limit() -> None:
    session = Session().ask("a", 0).ask("b", 0).ask("a", 0)
    assert session.seen == {"a", "b"}
