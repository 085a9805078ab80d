"""Fields: HTML that shows a note's text and nothing else, and back."""

import html
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.anki.fields import FieldWriter, clean, cloze_html, confidence_mark, tag, to_html, web_link
from studykit.anki.note_types import CLOZE, QA
from studykit.anki.plain import to_text
from studykit.cloze import parse_cloze
from studykit.model import Deck, Evidence, Flag, Kind, Note, Source
from studykit.parse.links import link_at

MARKS = st.sampled_from(
    ["<", ">", "&", "{{", "}}", "{", "::", "[sound:", "[$]", "\n", "\r\n", "&amp;", "<b>", "c1::", "한"]
)
TEXTS = st.lists(st.one_of(MARKS, st.text(max_size=5)), max_size=12).map("".join)


@given(TEXTS)
def test_a_field_shows_what_was_written(text: str) -> None:
    field = to_html(text)
    assert html.unescape(field.replace("<br>", "\n")) == clean(text)
    assert set(re.findall(r"<[^>]*>", field)) <= {"<br>"}
    assert not re.search(r"\{\{|\}\}|\[sound:|\[\$|\x1f", field)


@given(TEXTS)
def test_text_comes_back_from_its_field(text: str) -> None:
    # Edges, runs of empty lines and hard spaces are Anki's editor's business.
    wanted = re.sub(r"[ \t]*\n[ \t]*", "\n", clean(text).replace("\xa0", " "))
    assert to_text(to_html(text)) in {re.sub(r"\n{3,}", "\n\n", wanted).strip(), wanted.strip()}


@given(TEXTS)
def test_clozes_come_back_from_their_field(text: str) -> None:
    assert [type(part) for part in parse_cloze(clean(text))] == [
        type(part) for part in parse_cloze(html.unescape(cloze_html(parse_cloze(clean(text)))))
    ]


def test_text_is_composed_and_freed_of_controls() -> None:
    assert to_html("\u1112\u1161\u11ab\x1f\x1b[31m\u202e") == "한[31m"
    assert unicodedata.is_normalized("NFC", to_html("é"))


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "", "https://a b", 'https://x"onclick=y', "file:///x"]
)
def test_only_web_addresses_become_links(url: str) -> None:
    assert web_link(url) == ""


def test_a_link_is_fit_for_an_attribute() -> None:
    assert web_link("https://www.youtube.com/watch?v=a&t=3s") == "https://www.youtube.com/watch?v=a&amp;t=3s"


def test_tags_are_one_word() -> None:
    assert [tag(text) for text in ("gpt 4.5", " a \u3000b\t", "한국::농업", "")] == [
        "gpt_4.5",
        "a_b",
        "한국::농업",
        "",
    ]


@pytest.mark.parametrize(
    ("confidence", "mark"),
    [
        (0.99, "●●●● sure"),
        (0.75, "●●●○ likely"),
        (0.5, "●●○○ perhaps"),
        (0.1, "●○○○ doubtful"),
        (0.0, "●○○○ doubtful"),
    ],
)
def test_confidence_is_a_mark_and_a_word(confidence: float, mark: str) -> None:
    assert confidence_mark(confidence, None) == mark
    assert confidence_mark(confidence, 8) == f"{mark} · ±8 s"


def fields_of(note: Note, source: Source | None = None) -> dict[str, str]:
    deck = Deck(name="D", language="ko", source=source or Source())
    names = CLOZE.fields if note.kind is Kind.CLOZE else QA.fields
    return dict(zip(names, FieldWriter(deck)(note), strict=True))


def test_a_link_opens_the_talk_at_the_notes_second() -> None:
    source = Source(title="T", url="https://youtu.be/abcdefghijk", channel="C", published="2025-02-27")
    fields = fields_of(Note(Kind.QA, id="a", front="q", back="a", at=309), source)
    assert fields["Link"] == "https://www.youtube.com/watch?v=abcdefghijk&amp;t=309s"
    assert (fields["Time"], fields["Source"]) == ("05:09", "T · C · 2025-02-27")


@given(st.sampled_from(["https://youtu.be/abcdefghijk?t=9", "https://vimeo.com/123#t=4s", "https://x.org/a?987654321=1",
    "https://x.org/talk.mp3", "https://x.org/p?a=1&b=2", "javascript:alert(1)", ""]), st.none() | st.integers(0, 99_999))  # fmt: skip
def test_links_of_a_deck_are_what_they_are_one_by_one(url: str, at: int | None) -> None:
    fields = fields_of(Note(Kind.QA, id="a", front="q", back="a", at=at), Source(url=url))
    assert fields["Link"] == (web_link(link_at(url, at)) if url else "")


def test_a_note_without_a_second_takes_that_of_its_evidence() -> None:
    source = Source(url="https://youtu.be/abcdefghijk")
    fields = fields_of(Note(Kind.QA, id="a", front="q", back="a", evidence=Evidence("said", at=61)), source)
    assert (fields["Time"], fields["Link"][-5:], fields["Quote"]) == ("01:01", "t=61s", "said")


def test_misheard_words_stand_beside_what_was_meant() -> None:
    evidence = Evidence("work against gp40 open aai said", repaired="work against GPT-4o OpenAI said")
    fields = fields_of(Note(Kind.QA, id="a", front="q", back="a", evidence=evidence))
    assert fields["Quote"] == "work against gp40 open aai said"
    assert fields["Repaired"] == "gp40 open aai → GPT-4o OpenAI"


def test_a_card_from_a_talk_says_when_there_is_no_evidence() -> None:
    assert (
        fields_of(Note(Kind.QA, id="a", front="q", back="a", bullet="b"))["Confidence"] == "no evidence found"
    )
    assert fields_of(Note(Kind.QA, id="a", front="q", back="a"))["Confidence"] == ""


def test_flags_say_both_sides() -> None:
    flags = (Flag("number-differs", "60~70%", "60% <b>"), Flag("not-said", "x", ""))
    shown = to_text(fields_of(Note(Kind.QA, id="a", front="q", back="a", flags=flags))["Flags"])
    assert shown == ("! the numbers differ; notes: 60~70% — talk: 60% <b>\n! not said; notes: x")
