from __future__ import annotations

from studykit.generate.hosts import host_questions
from studykit.model import Alignment, Bullet, BulletEvidence, Evidence, Mark, Source, Transcript


def asked(text: str, quote: str, speakers: tuple[tuple[str, str], ...] = ()) -> str:
    start = text.index(quote)
    marks = tuple(Mark(text.index(words), name) for words, name in speakers)
    transcript = Transcript("t.txt", Source(), text, speakers=marks)
    found = BulletEvidence(Bullet(1, "x"), Evidence(quote, start=start, end=start + len(quote)))
    return host_questions(transcript, Alignment((found,)))[0]


TALK = (
    "Welcome to the show. So what makes a turbine blade fail under heat? "
    "Well, the turbine blade creeps slowly until it touches the casing."
)


def test_the_question_before_a_passage_is_found_without_its_warm_up() -> None:
    speakers = (("Welcome", "Host"), ("Well,", "Guest"))
    assert (
        asked(TALK, "the turbine blade creeps slowly", speakers)
        == "What makes a turbine blade fail under heat?"
    )


def test_a_question_that_shares_no_word_with_the_passage_is_none() -> None:
    talk = TALK.replace("the turbine blade creeps slowly", "my garden needs more water")
    assert asked(talk, "my garden needs more water", (("Welcome", "Host"), ("Well,", "Guest"))) == ""


def test_a_question_that_leans_on_what_went_before_is_none() -> None:
    talk = TALK.replace("a turbine blade fail", "that turbine blade fail")
    assert asked(talk, "the turbine blade creeps slowly", (("Welcome", "Host"), ("Well,", "Guest"))) == ""


def test_a_transcript_without_punctuation_gives_none() -> None:
    talk = TALK.replace("?", "").replace(".", "")
    assert asked(talk, "the turbine blade creeps slowly") == ""
