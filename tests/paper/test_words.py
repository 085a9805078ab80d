from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from studykit.paper.words import Gap, Part, Word, fitted, gap_width, paragraphs, printable

texts = st.text(st.sampled_from("가나다 abc()（日本語かな.,-\n\t\u200b\u202e'\"“[]{}#$1９é"), max_size=200)
gaps = st.builds(Gap, st.sampled_from(["number", "word", "phrase"]))
parts = st.lists(texts | gaps, max_size=6)


def shown(word: Word) -> str:
    return "".join(part if isinstance(part, str) else "_" for part in word.parts)


def line(*given: Part) -> list[str]:
    """The words of one line; a plus sign stands where there is no space before one."""
    (words,) = paragraphs(given)
    return [shown(word) if word.space else f"+{shown(word)}" for word in words]


@given(parts)
def test_no_character_and_no_blank_is_lost(given_parts: list[Part]) -> None:
    wanted = "".join(part if isinstance(part, str) else "_" for part in given_parts)
    found = "".join(shown(word) for words in paragraphs(given_parts) for word in words)
    assert found == "".join(printable(wanted).split())


@given(parts)
def test_a_space_is_never_added(given_parts: list[Part]) -> None:
    text = "".join(part if isinstance(part, str) else "_" for part in given_parts)
    for words in paragraphs(given_parts):
        joined = "".join(f" {shown(w)}" if w.space and at else shown(w) for at, w in enumerate(words))
        assert joined in {" ".join(row.split()) for row in printable(text).split("\n")}


def test_an_eojeol_is_kept_whole_and_may_break_before_a_bracket() -> None:
    assert line("비지도 학습(unsupervised learning)은 좋다") == [
        "비지도",
        "학습",
        "+(unsupervised",
        "learning)은",
        "좋다",
    ]
    (words,) = paragraphs(["나랏말싸미 abc"])
    assert [word.whole for word in words] == [True, False]


def test_a_latin_call_is_not_broken_before_its_bracket() -> None:
    assert line("print(x) f(y)") == ["print(x)", "f(y)"]


def test_a_particle_stays_with_its_blank() -> None:
    gap = Gap("word")
    assert line("우리는 ", gap, "을(를) 봅니다") == ["우리는", "_을", "+(를)", "봅니다"]
    (words,) = paragraphs(["우리는 ", gap, "을 봅니다"])
    assert words[1].whole


def test_text_without_spaces_lets_a_blank_stand_alone() -> None:
    assert line("東京は", Gap("word"), "の首都です") == ["東京は", "+_", "+の首都です"]


def test_a_blank_is_as_wide_as_the_class_of_its_answer() -> None:
    assert {gap_width(a) for a in ("7", "60~70%", "1,000 km")} == {"number"}
    assert {gap_width(a) for a in ("달", "비지도학습", "supercalifragilistic")} == {"word"}
    assert {gap_width(a) for a in ("비지도 학습", "the far side of the moon")} == {"phrase"}


@given(st.text(max_size=60), st.floats(1, 40))
def test_a_line_is_cut_to_the_room_there_is(text: str, room: float) -> None:
    cut = fitted(text, room)
    assert cut == text or (cut.endswith("…") and text.startswith(cut[:-1]) and len(cut) <= room / 0.6 + 1)
