"""Deck files: what is written is read back, and what cannot be read is refused with its line."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from studykit.deck.check import check
from studykit.deck.edit import ensure_ids
from studykit.deck.format import dump, load
from studykit.deck.nodes import MAX_CHARS
from studykit.errors import DeckError
from studykit.model import Deck, Evidence, Flag, Kind, Note, Settings, Source

EXAMPLE = """\
format: 1
name: The chemistry of tea
language: ko
tags: [tea-1.0]
source:
  title: "Tea: an introduction"
  url: https://www.youtube.com/watch?v=abcdefghijk
  video_id: abcdefghijk
  published: 2025-02-27
  summary: ../notes/tea.md
settings:
  new_per_day: 5
  desired_retention: 0.9
  learning_steps: [1, 10]
notes:
- id: 7k3vq2m9xa
  kind: cloze
  text: 녹차의 떫은맛은 {{c1::카테킨::물질}}에서 {{c2::80°C}} 위에서 나옵니다.
  at: "05:09"
  flags:
  - rule: number-differs
    summary: 80°C
    transcript: about eighty
  evidence:
    quote: catechins come out at about eighty degrees
    at: "05:04"
    plus_minus: 8
    confidence: 0.93
    start: 0
    end: 43
  by: rules
  bullet: 녹차의 떫은맛은 카테킨에서 80°C 위에서 나옵니다.
  made: c9y6j5tiqv
- id: q2x8m1f0cd
  kind: qa
  front: 녹차의 떫은맛은 어디에서 나오나요?
  back: |-
    카테킨

    (80°C 위에서)
  at: "1:02:03"
  draft: true
"""


def note_from(lines: str) -> Note:
    return load(f"notes:\n- {lines}\n", "tea.yaml").notes[0]


def refused(text: str) -> DeckError:
    with pytest.raises(DeckError) as caught:
        load(text, "tea.yaml")
    assert caught.value.file == "tea.yaml"
    assert caught.value.hint
    return caught.value


def test_a_deck_reads_into_the_model_and_is_written_as_it_was() -> None:
    deck = load(EXAMPLE, "tea.yaml")
    assert deck.source == Source(
        title="Tea: an introduction", url="https://www.youtube.com/watch?v=abcdefghijk", video_id="abcdefghijk",
        published="2025-02-27", summary="../notes/tea.md",
    )  # fmt: skip
    assert deck.settings == Settings(new_per_day=5, desired_retention=0.9, learning_steps=(1, 10))
    assert deck.notes[0].evidence == Evidence(
        "catechins come out at about eighty degrees", 304, 8, 0.93, 0, 43
    )
    assert deck.notes[0].flags == (Flag("number-differs", "80°C", "about eighty"),)
    assert (deck.notes[1].at, deck.notes[1].draft, deck.notes[1].back) == (
        3723,
        True,
        "카테킨\n\n(80°C 위에서)",
    )
    assert dump(deck) == EXAMPLE


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_any_deck_survives_writing_and_reading(
    any_deck: st.SearchStrategy[Deck], data: st.DataObject
) -> None:
    deck = data.draw(any_deck)
    text = dump(deck)
    assert load(text, "tea.yaml") == deck
    assert dump(load(text, "tea.yaml")) == text


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_other_yaml_readers_see_the_same_texts(
    any_deck: st.SearchStrategy[Deck], data: st.DataObject
) -> None:
    deck = data.draw(any_deck)
    seen: Any = yaml.load(dump(deck), Loader=yaml.SafeLoader)
    assert seen["name"] == deck.name
    for written, note in zip(seen["notes"], deck.notes, strict=True):
        for key in ("text", "front", "back", "extra", "bullet"):
            assert written.get(key, "") == getattr(note, key)
        assert tuple(written.get("tags", ())) == note.tags


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=60) | st.text("ab:-#&*!|>{}[]\"'%@`\n \t,?", max_size=60))
def test_any_text_is_a_deck_or_an_error_with_a_line(text: str) -> None:
    try:
        load(text, "tea.yaml")
    except DeckError as error:
        line = error.line
    else:
        line = 1
    assert line is not None
    assert line >= 1
    problems = check(text, "tea.yaml")
    assert all(problem.line >= 1 for problem in problems)
    if not any(problem.level == "error" for problem in problems):
        assert all(note.id for note in load(ensure_ids(text, "tea.yaml"), "tea.yaml").notes)


def test_the_least_a_person_has_to_write() -> None:
    deck = load(
        "notes:\n- front: What is green tea rich in?\n  back: catechins\n- text: It is {{c1::green}}\n",
        "d/my tea.yaml",
    )
    assert deck.name == "my tea"
    assert [note.kind for note in deck.notes] == [Kind.QA, Kind.CLOZE]
    assert all(note.id == "" for note in deck.notes)


def test_an_empty_list_of_notes_is_a_deck() -> None:
    for notes in ("notes:", "notes: []", "notes: null", "# nothing yet"):
        assert load(f"name: tea\n{notes}\n", "tea.yaml") == Deck("tea")


@pytest.mark.parametrize(
    "written",
    [
        "no",
        "Yes",
        "on",
        "null",
        "~",
        "5:09",
        "2025-02-27",
        "1_000",
        "0777",
        "0x1F",
        "1e5",
        "=",
        "<<",
        ".5",
        "true",
        "12:30:45",
    ],
)
def test_what_yaml_takes_for_something_else_stays_the_text_it_is(written: str) -> None:
    note = note_from(f"front: {written}\n  back: {written}")
    assert (note.front, note.back) == (written, written)


@pytest.mark.parametrize("written", ['"05:09"', "5:09", "05:09", "309", '"309"', "0:05:09"])
def test_a_time_is_read_quoted_or_bare(written: str) -> None:
    assert note_from(f"front: a\n  back: b\n  at: {written}").at == 309


def test_texts_are_composed_and_control_characters_left_out() -> None:
    note = note_from('front: "\\u1112\\u1161\\u11ab \\e[31mred\\u202e"\n  back: "\\0"')
    assert (note.front, note.back) == ("한 [31mred", "")


def test_a_few_anchors_are_allowed() -> None:
    deck = load(
        "notes:\n- {front: a, back: b, tags: &t [x, y]}\n- front: c\n  back: d\n  tags: *t\n", "tea.yaml"
    )
    assert deck.notes[1].tags == ("x", "y")


@pytest.mark.parametrize(
    ("text", "line", "part"),
    [
        ("", 1, "no deck"),
        ("# only a comment\n", 1, "no deck"),
        ("just words", 1, "keys with values"),
        ("- a\n- b\n", 1, "keys with values"),
        ("name: x\nnmae: y\n", 2, "no key 'nmae'"),
        ("name: x\nname: y\n", 2, "twice"),
        ("notes: 5\n", 1, "must be a list"),
        ("notes:\n- 5\n", 2, "keys with values"),
        ("notes:\n- front: a\n  back: b\n  bakc: c\n", 4, "no key 'bakc'"),
        ("notes:\n- front: a\n  back: b\n  back: c\n", 4, "twice"),
        ("notes:\n- front: a\n", 2, "no back"),
        ("notes:\n- kind: poem\n  front: a\n  back: b\n", 2, "no kind 'poem'"),
        ("notes:\n- kind: cloze\n  front: a\n  back: b\n", 3, "has text, not front"),
        ("notes:\n- kind: qa\n  text: a\n  front: a\n  back: b\n", 3, "front and back"),
        ("notes:\n- front: [a]\n  back: b\n", 2, "must be text"),
        ("notes:\n- front: a\n  back: b\n  at: noon\n", 4, "not a time"),
        ("notes:\n- front: a\n  back: b\n  draft: maybe\n", 4, "true or false"),
        ("notes:\n- front: a\n  back: b\n  tags: one\n", 4, "must be a list"),
        ("notes:\n- front: a\n  back: b\n  evidence:\n    quot: c\n", 5, "no key 'quot'"),
        ("notes:\n- front: a\n  back: b\n  evidence:\n    confidence: 93\n", 5, "from 0 to 1"),
        ("notes:\n- front: a\n  back: b\n  evidence:\n    confidence: nan\n", 5, "from 0 to 1"),
        ("notes:\n- {id: a, front: a, back: b}\n- {id: a, front: c, back: d}\n", 3, "taken by the note at line 2"),
        ("notes:\n- id: a b\n  front: a\n  back: b\n", 2, "cannot be an id"),
        ("format: 2\nnotes: []\n", 1, "format 2"),
        ("format: one\n", 1, "whole number"),
        ("settings:\n  new_per_day: many\n", 2, "whole number"),
        ("settings:\n  desired_retention: 1.0\n", 2, "from 0.7 to 0.99"),
        ("name: a\n---\nname: b\n", 2, "second document"),
        ("name: !!python/object/apply:os.system [ls]\n", 1, "tags"),
        ("name: *missing\n", 1, "no anchor"),
        ("name: x\nnotes:\n- front: what: this\n  back: b\n", 3, "YAML cannot read"),
        ("name: x\nnotes:\n- text: {{c1::Seoul}} is big\n", 3, "YAML cannot read"),
        ("name: x\nnotes:\n\t- front: a\n", 3, "tab"),
        ('name: "x\n', 1, "YAML cannot read"),
        ("name: \x1b[31m\n", 1, "U+001B"),
        ("name: a\nlanguage: \x00\n", 2, "U+0000"),
        ("x: " + "[" * 50_000, 1, "nested deeper"),
        ("x: " + "{a: " * 50_000, 1, "nested deeper"),
        ("- " * 50_000, 1, "nested deeper"),
    ],
)  # fmt: skip
def test_a_broken_deck_is_refused_with_its_line(text: str, line: int, part: str) -> None:
    error = refused(text)
    assert part in error.message
    assert error.line == line


def test_aliases_cannot_multiply() -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a, *a, *a]\n" for n in range(40))
    assert "aliases" in refused(bomb).message


def test_a_deck_beyond_the_limit_is_refused_before_it_is_parsed() -> None:
    assert "limit" in refused("#" * (MAX_CHARS + 1)).message


def test_further_errors_are_counted() -> None:
    error = refused("nmae: x\nnotes:\n- front: a\n- back: b\n  foo: c\n")
    assert error.line == 1
    assert "3 more" in error.message


def test_a_text_that_opens_with_braces_gets_the_hint_to_quote_it() -> None:
    assert "double quotes" in refused("notes:\n- text: {{c1::Seoul}} is big\n").hint
