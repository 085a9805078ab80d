"""The lint for decks: each fault is found at its line, and a good deck has none."""

from __future__ import annotations

import pytest

from studykit.deck.check import check, check_all
from studykit.deck.format import dump
from studykit.model import Deck, Evidence, Kind, Note


def found(notes: str) -> list[tuple[int, str]]:
    problems = check(f"name: x\nnotes:\n{notes}", "x.yaml")
    assert all(problem.message and problem.remedy and problem.file == "x.yaml" for problem in problems)
    return [(problem.line, problem.rule) for problem in problems]


def test_a_good_deck_has_no_problems() -> None:
    notes = """\
- id: n1
  text: Boil at {{c1::80°C::temperature}} for {{c2::three minutes}}
  tags: [tea]
- id: n2
  front: Where does tea come from?
  back: China
- front: 녹차의 떫은맛을 내는 물질은 무엇인가요?
  back: 카테킨
"""
    assert found(notes) == []


@pytest.mark.parametrize(
    ("note", "line", "rule"),
    [
        ("- text: '{{c1::a {{c2::b}} c}}'\n", 3, "nested-cloze"),
        ("- text: 'x {{c1::a} b'\n", 3, "broken-cloze"),
        ("- text: 'x {{c1:a}} b'\n", 3, "broken-cloze"),
        ("- text: 'x {{C1::a}} b {{c1::c}}'\n", 3, "broken-cloze"),
        ("- text: 'x c1::a}} b {{c1::c}}'\n", 3, "broken-cloze"),
        ("- text: 'x {{c1::}} b'\n", 3, "empty-cloze"),
        ("- text: 'x {{c0::a}} b'\n", 3, "cloze-number"),
        ("- text: 'x {{c501::a}} b'\n", 3, "cloze-number"),
        ("- text: 'x {{c2::a}} b'\n  next_ordinal: 2\n", 4, "cloze-number"),
        ("- text: 'x {{c1::a}} {{c3::b}}'\n", 3, "cloze-gap"),
        ("- text: just a sentence\n", 3, "no-cloze"),
        ("- text: ' '\n", 3, "empty-text"),
        ("- front:\n  back: b\n", 3, "empty-text"),
        ("- front: a\n  back: #b\n", 4, "empty-text"),
        ("- front: 'a {{c1::b}}'\n  back: c\n", 3, "cloze-in-qa"),
        ("- front: a\n  back: " + "b " * 101 + "\n", 4, "long-answer"),
        ("- text: 'x {{c1::" + "b" * 81 + "}}'\n", 3, "long-answer"),
        ("- front: Is Seoul in Korea?\n  back: Seoul\n", 3, "leak"),
        ("- front: 서울의 강은 무엇인가요?\n  back: 서울\n", 3, "leak"),
        ("- text: 'Tea is {{c1::green}}, so green'\n", 3, "leak"),
        ("- text: 'Tea is {{c1::green::not green}}'\n", 3, "leak"),
        ("- front: a\n  back: b\n  tags: [two words]\n", 5, "tag-space"),
        ("- front: a\n  back: b\n- front: A\n  back: c\n", 5, "repeated-note"),
        ("- front: a\n  back: b\n  made: abc\n", 3, "no-evidence"),
        ('- front: a\n  back: "b\\e"\n', 4, "control-characters"),
    ],
)  # fmt: skip
def test_a_fault_is_found_at_its_line(note: str, line: int, rule: str) -> None:
    assert (line, rule) in found(note)


@pytest.mark.parametrize(
    "note",
    [
        "- front: What did GPT 4.5 cost?\n  back: '4'\n",
        "- front: Which art is meant?\n  back: a\n",
        "- front: Name a start-up\n  back: art\n",
        "- text: 'One {{c1::cell}} in many {{c2::cells}}'\n",
        "- text: 'From {{c1::tea}} to {{c1::tea}}'\n",
        "- text: 'Braces {{ }} are {{c1::plain}}'\n",
        "- front: a\n  back: b\n- front: a\n  back: b\n  retired: true\n",
    ],
)
def test_what_only_looks_like_a_fault_is_left_alone(note: str) -> None:
    assert found(note) == []


def test_all_problems_are_listed_not_only_the_first() -> None:
    notes = "- {id: a, front: a, back: b}\n- {id: a, front: c, back: d}\n- front: e\n  bakc: f\n- text: none\n  at: noon\n"
    assert found(notes) == [
        (4, "duplicate-id"), (5, "missing-key"), (6, "unknown-key"), (7, "no-cloze"), (8, "wrong-time"),
    ]  # fmt: skip


def test_a_retired_note_is_not_complained_about() -> None:
    assert found("- text: nothing hidden\n  retired: true\n") == []


def test_a_file_that_is_no_deck_is_one_problem_with_its_line() -> None:
    (problem,) = check("name: x\nnotes:\n- front: a: b\n", "x.yaml")
    assert (problem.line, problem.rule, problem.level) == (3, "not-a-deck", "error")
    (problem,) = check("", "x.yaml")
    assert problem.level == "error"


def test_a_deck_without_notes_is_worth_a_word() -> None:
    (problem,) = check("name: x\nnotes: []\n", "x.yaml")
    assert (problem.rule, problem.level) == ("no-notes", "info")


def test_levels_tell_what_stops_a_deck_from_what_is_only_worth_knowing() -> None:
    levels = {
        problem.rule: problem.level
        for problem in check("notes:\n- front: a\n  bakc: b\n- text: a\n  tags: [b c]\n", "x")
    }
    assert levels == {
        "missing-key": "error",
        "unknown-key": "error",
        "no-cloze": "warning",
        "tag-space": "info",
    }


def test_a_generated_deck_passes() -> None:
    note = Note(
        Kind.QA, "n1", front="a", back="b", evidence=Evidence("q", at=1), bullet="a b", made="x", by="rules"
    )
    assert check(dump(Deck("x", notes=(note,))), "x.yaml") == ()


def test_an_id_in_two_decks_is_found() -> None:
    note = "notes:\n- id: n1\n  front: a\n  back: b\n"
    (problem,) = check_all([(note, "x.yaml"), ("name: y\n" + note, "y.yaml")])
    assert (problem.file, problem.line, problem.rule) == ("y.yaml", 3, "id-in-two-decks")
    assert "x.yaml" in problem.message
    assert [p.rule for p in check_all([(note, "x.yaml"), ("nonsense", "y.yaml")])] == ["wrong-kind"]
