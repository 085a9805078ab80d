from __future__ import annotations

import pytest

from studykit.generate.candidate import Candidate, Topic, View
from studykit.generate.gates import GATES, alike, refusal
from studykit.generate.languages import language
from studykit.model import Bullet, Kind

ENGLISH = language("en")
VIEW = View(Bullet(1, "x"), ("x",), topic=Topic(words=frozenset({"acme"})))


def cloze(sentence: str, answer: str, *traits: str) -> Candidate:
    start = sentence.index(answer)
    return Candidate(
        Kind.CLOZE, "cloze-phrase", answer, sentence, start, start + len(answer), traits=frozenset(traits)
    )


def qa(front: str, answer: str, pattern: str = "what-does") -> Candidate:
    return Candidate(Kind.QA, pattern, answer, front=front)


@pytest.mark.parametrize(
    ("card", "rule"),
    [
        (cloze("The class std::vector holds many items.", "std::vector"), "cloze-marks"),
        (cloze("The set {a, b} holds two items.", "{a, b}"), "cloze-marks"),
        (cloze("The text {{c1::x}} names the pump house.", "pump house"), "cloze-marks"),
        (cloze("The pump feeds the pump house.", "pump"), "leak"),
        (qa("What cools the cooling tower?", "The cooling tower"), "leak"),
        (cloze("Acme makes batteries for ships.", "Acme"), "topic"),
        (cloze("It " + "very " * 12 + "long sentence indeed goes on.", ("very " * 11).strip()), "length"),
        (qa("What stands in the hall? " * 20, "A turbine"), "length"),
        (cloze("Use turbines.", "turbines"), "rest"),
        (cloze("The plan needs a good method now.", "method", "weak"), "weak"),
        (cloze("Formats such as JPEG are read by it.", "JPEG", "example"), "example"),
        (cloze("The model uses heat rather than light.", "light", "contrast"), "contrast"),
        (qa("What does the plant make?", "Bolts, nuts, springs and gears"), "list"),
        (cloze("It stores the contents of a file.", "contents of a file"), "dangling"),
        (qa("Does the plant make bolts?", "Yes, daily"), "yes-no"),
        (cloze("The device has 30 blades in it.", "30", "bare-number"), "number"),
        (qa("What is Acme?", "A maker of batteries", "what-is"), "vague"),
        (cloze("The pump cools them with cold water.", "them"), "pronoun"),
    ],
)
def test_each_gate_stops_its_fault(card: Candidate, rule: str) -> None:
    found = refusal(card, VIEW, ENGLISH)
    assert found is not None
    assert found[0] == rule
    assert found[1]


def test_every_gate_has_a_fault_of_its_own() -> None:
    names = [name for name, _ in GATES]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("front", "answer"),
    [
        ("Which model came after GPT 4.5?", "GPT-4"),
        ("How many of the 150 tests failed?", "15"),
        ("What is 8 times 4?", "32"),
    ],
)
def test_a_longer_number_or_name_does_not_leak_a_shorter_one(front: str, answer: str) -> None:
    assert refusal(qa(front, answer), VIEW, ENGLISH) is None


def test_a_context_excuses_an_opener_that_points_back() -> None:
    card = cloze("It stores the contents of a file.", "contents of a file")
    shown = Candidate(**{**{f: getattr(card, f) for f in card.__dataclass_fields__}, "context": "Git blob"})
    assert refusal(shown, VIEW, ENGLISH) is None
    assert shown.prompt.startswith("(Git blob) It stores the [...]")


def test_cards_that_ask_the_same_are_alike_and_others_are_not() -> None:
    first = qa("What does the pump cool?", "The reactor")
    assert alike(qa("What does the pump cool today?", "the reactor"), [first])
    assert not alike(qa("What does the pump cool?", "The turbine"), [first])
    assert not alike(cloze("The pump cools the reactor in winter.", "the reactor"), [first])
