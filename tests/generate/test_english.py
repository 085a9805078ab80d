from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studykit.generate.candidate import View
from studykit.generate.languages import language
from studykit.generate.languages.english.blanks import places
from studykit.model import Bullet, Kind

ENGLISH = language("en")


def made(text: str, label: str = "", heading: str = "") -> dict[str, set[tuple[str, str]]]:
    view = View(Bullet(1, text), ENGLISH.sentences(text), label=label, heading=heading)
    found: dict[str, set[tuple[str, str]]] = {}
    for card in ENGLISH.candidates(view):
        if card.kind is Kind.QA:
            found.setdefault(card.pattern, set()).add((card.front, card.answer))
    return found


@pytest.mark.parametrize(
    ("text", "pattern", "front", "answer"),
    [
        (
            "Wings generate lift because they push air downward.",
            "why",
            "Why do wings generate lift?",
            "Because they push air downward.",
        ),
        (
            "The pump stopped because the filter was full.",
            "why",
            "Why did the pump stop?",
            "Because the filter was full.",
        ),
        (
            "The mirror is cooled because warm glass bends.",
            "why",
            "Why is the mirror cooled?",
            "Because warm glass bends.",
        ),
        (
            "The engineers cut the cost of training by sorting samples by length.",
            "how",
            "How do the engineers cut the cost of training?",
            "By sorting samples by length.",
        ),
        (
            "Guards determine whether a request may pass.",
            "whether",
            "What do guards determine?",
            "Whether a request may pass.",
        ),
        (
            "A stall happens when the angle of attack grows too large.",
            "whether",
            "When does a stall happen?",
            "When the angle of attack grows too large.",
        ),
        (
            "Queues are useful for buffering spiky traffic.",
            "what-for",
            "What are queues useful for?",
            "For buffering spiky traffic.",
        ),
        (
            "Collison argues that most startups fail because their founders quarrel.",
            "why",
            "According to Collison, why do most startups fail?",
            "Because their founders quarrel.",
        ),
        ("Ada Lovelace wrote the first program.", "who", "Who wrote the first program?", "Ada Lovelace"),
        (
            "The robot has three degrees of freedom.",
            "how-many",
            "How many degrees of freedom does the robot have?",
            "three",
        ),
        (
            "The compiler turns source code into machine code.",
            "what-does",
            "What does the compiler turn into machine code?",
            "source code",
        ),
        (
            "The city depends on snow melt for its water.",
            "what-does",
            "What does the city depend on for its water?",
            "snow melt",
        ),
        (
            "A backend is a computer that listens for requests on open ports.",
            "reverse",
            "What do you call a computer that listens for requests on open ports?",
            "A backend",
        ),
    ],
)
def test_questions_are_grammatical(text: str, pattern: str, front: str, answer: str) -> None:
    assert (front, answer) in made(text).get(pattern, set())


@pytest.mark.parametrize(
    ("text", "label", "heading", "answer"),
    [
        ("A fixed-size collection of items that sit side by side.", "Definition", "Arrays", "Arrays"),
        ("A chain of nodes scattered across memory.", "Linked List", "", "Linked List"),
        ("These are the points that mark the middle of each cluster.", "Centroids", "", "Centroids"),
    ],
)
def test_a_definition_is_asked_in_reverse(text: str, label: str, heading: str, answer: str) -> None:
    assert {back for _, back in made(text, label, heading)["reverse"]} == {answer}


@pytest.mark.parametrize(
    ("label", "text", "whole"),
    [
        ("Queues", "Useful for handling bursts.", "Queues are useful for handling bursts."),
        ("CI/CD", "Allows for instant shipping.", "CI/CD allows for instant shipping."),
        (
            "Data Pipelines",
            "Increasingly important for training.",
            "Data Pipelines are increasingly important for training.",
        ),
        ("Drawbacks", "Lacks random access.", ""),
        ("Arrays", "Every item sits beside the next.", ""),
    ],
)
def test_a_term_completes_what_is_said_of_it(label: str, text: str, whole: str) -> None:
    assert ENGLISH.complete(label, text) == whole


def test_no_question_is_made_of_a_sentence_that_is_misread() -> None:
    """The verb is "was"; "hit" is part of the subject."""
    assert "why" not in made(
        "Larkfield's CDN hit ratio was only 61% because every link looked like a new page."
    )


@pytest.mark.parametrize(
    ("text", "value", "has", "lacks"),
    [
        ("The price of modules fell by 20% in a year.", "20%", {"measure"}, set()),
        ("Participation rose from 49% to 86% that year.", "49%", {"baseline"}, set()),
        ("The saving rate climbed within 28 months.", "28 months", set(), {"measure"}),
        ("He recalls that the service cost $300 then.", "$300", {"measure", "story"}, set()),
    ],
)
def test_numbers_worth_asking_for_are_told_from_others(
    text: str, value: str, has: set[str], lacks: set[str]
) -> None:
    (traits,) = (p.traits for p in places(text) if text[p.start : p.end] == value and p.pattern == "number")
    assert has <= traits
    assert not lacks & traits


def test_an_article_before_a_name_is_no_number() -> None:
    text = "It replaced the old metric as a Core Web Vital."
    assert not [p for p in places(text) if p.pattern == "number"]


@pytest.mark.parametrize(
    "text",
    [
        "It stores the contents of a file.",
        "You can install it globally with one command.",
        "Use threads to run tasks in parallel.",
        "Stated as a pattern they observed, not measured.",
        "Rigorously fixed in size upon creation.",
    ],
)
def test_no_question_is_made_of_a_sentence_without_a_plain_subject(text: str) -> None:
    assert not set(made(text)) & {"why", "how", "what-does", "how-many"}


@pytest.mark.parametrize(
    ("text", "hidden", "never"),
    [
        ("After 15 to 20 years of research they found it.", "15 to 20 years", "15"),
        ("The talk was given on May 11, 1997 in Rome.", "Rome", "Ro"),
        ("Nearly a billion pictures were taken.", "a billion", "billion"),
        ("A manager keeps a Node.js server running.", "Node.js server", "Node"),
        ("The Haber–Bosch process feeds half the world.", "Haber–Bosch process", "Bosch process"),
        ("Browsers enforce security policies on every page.", "security policies", "enforce"),
        ("Access takes $O(1)$ time.", "$O(1)$", "O(1)"),
    ],
)
def test_blanks_hold_whole_words_and_numbers(text: str, hidden: str, never: str) -> None:
    answers = {text[p.start : p.end] for p in places(text)}
    assert hidden in answers
    assert never not in answers


def test_examples_and_rejected_sides_are_marked() -> None:
    text = "The tool edits formats such as JPEG files rather than raw frames."
    traits = {text[p.start : p.end]: p.traits for p in places(text)}
    assert "example" in traits["JPEG files"]
    assert "contrast" in traits["raw frames"]


def test_abbreviations_and_brackets_end_no_sentence() -> None:
    text = "It stores text (e.g. Notes. Or lists) vs. Images. The rest is lost."
    assert ENGLISH.sentences(text) == (
        "It stores text (e.g. Notes. Or lists) vs. Images.",
        "The rest is lost.",
    )


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("The video introduces the main tools.", "pointer"),
        ("The speaker closes by inviting everyone to try it.", "pointer"),
        ("Testing is a game-changer for every team.", "slogan"),
    ],
)
def test_what_teaches_nothing_is_skipped_with_a_reason(text: str, start: str) -> None:
    assert ENGLISH.skip(View(Bullet(1, text), (text,))).startswith(start)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab cThe is of and 12%$.,;:()'\"`-_A", max_size=70))
def test_any_text_gives_sound_places_and_complete_questions(text: str) -> None:
    for span in ENGLISH.spans(text):
        assert 0 <= span.start < span.end <= len(text)
    for card in ENGLISH.candidates(View(Bullet(1, text), ENGLISH.sentences(text))):
        assert card.kind is Kind.CLOZE or card.front.endswith("?")
