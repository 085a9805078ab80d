from __future__ import annotations

from studykit.generate.languages import language
from studykit.generate.view import views
from studykit.model import Alignment, Bullet, BulletEvidence, Source, Summary

ENGLISH = language("en")


def seen(*bullets: Bullet, title: str = "") -> list[tuple[str, ...]]:
    summary = Summary("n.md", Source(title=title), "en", bullets)
    alignment = Alignment(tuple(BulletEvidence(b, None) for b in bullets))
    return [view.context for view in views(summary, alignment, ENGLISH, checked=False)]


def test_heading_and_label_are_the_context_of_a_bare_statement() -> None:
    bullet = Bullet(
        1, "Performance: Offers instant access to any element.", label="Performance", headings=("1. Arrays",)
    )
    assert seen(bullet) == [("Arrays", "Performance")]


def test_headings_that_say_nothing_are_passed_over() -> None:
    bullet = Bullet(1, "It stores text.", headings=("2. What is a Backend?", "Key points"))
    assert seen(bullet) == [("Backend",)]


def test_a_title_before_a_colon_is_a_label_but_a_sentence_is_not() -> None:
    label = Bullet(1, "Adjacency Matrix: A square grid of connections.")
    sentence = Bullet(2, "The theory is wrong: Air arrives earlier above the wing.")
    summary = Summary("n.md", Source(), "en", (label, sentence))
    alignment = Alignment(tuple(BulletEvidence(b, None) for b in (label, sentence)))
    found = views(summary, alignment, ENGLISH, checked=False)
    assert [view.label for view in found] == ["Adjacency Matrix", ""]
    assert found[0].sentences == ("A square grid of connections.",)


def test_the_decks_central_name_stands_before_statements_that_leave_it_out() -> None:
    bullets = (
        Bullet(1, "Acme builds robots."),
        Bullet(2, "Acme sells software to farms."),
        Bullet(3, "Acme employs 40 people."),
        Bullet(4, "The arms have three joints."),
        Bullet(5, "NASA tested one robot."),
    )
    assert seen(*bullets, title="Inside Acme") == [(), (), (), ("Acme",), ()]
