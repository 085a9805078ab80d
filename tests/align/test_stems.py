"""English stems, Korean shapes and loanwords: what must meet meets, and what must not does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.align.english import stem
from studykit.align.glossary import Glossary, bundled
from studykit.align.korean import bare, predicate_shapes
from studykit.align.loanwords import Sounds
from studykit.align.words import read_words


@pytest.mark.parametrize(
    "family",
    [
        "efficient efficiency efficiently",
        "predict predicts prediction predictable predicted",
        "develop developing development developers",
        "emotion emotional emotionally",
        "scale scaling scales",
        "compute computing computation",
        "run ran running",
        "study studies studied",
        "weed weeds weeding",
        "buy bought",
    ],
)
def test_words_of_one_family_share_a_stem(family: str) -> None:
    assert len({stem(word) for word in family.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("cat", "car"), ("model", "modern"), ("planet", "plane"), ("nation", "native")]
)
def test_words_of_two_families_keep_two_stems(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("늘리", "늘려"),
        ("늘리", "늘렸"),
        ("어렵", "어려운"),
        ("다르", "달라"),
        ("쓰", "썼"),
        ("듣", "들"),
        ("크", "큰"),
        ("배우", "배웠"),
    ],
)
def test_a_predicate_is_known_in_its_irregular_shapes(word: str, shape: str) -> None:
    assert shape in predicate_shapes(word)


def test_particles_come_off_one_by_one() -> None:
    assert list(bare("학교에서는")) == ["학교에서는", "학교에서", "학교"]


@pytest.mark.parametrize(
    ("hangul", "english"),
    [
        ("벤치마크를", "benchmark"), ("패러다임의", "paradigm"), ("파라미터", "parameters"), ("시퀀스에서", "sequence"),
        ("커널", "kernel"), ("파이썬", "python"), ("자바스크립트", "javascript"), ("암모니아에", "ammonia"), ("셀러리", "celery"),
        ("프로토타입을", "prototype"), ("트랜스포머", "transformer"), ("바이러스가", "virus"), ("에너지", "energy"), ("알파고의", "alphago"),
    ],
)  # fmt: skip
def test_a_loanword_meets_the_word_it_was_borrowed_from(hangul: str, english: str) -> None:
    assert english in Sounds([english]).like(hangul)


@pytest.mark.parametrize(
    ("hangul", "english"),
    [("사람이", "salmon"), ("생각합니다", "singular"), ("연구는", "young"), ("문제를", "mango")],
)
def test_native_words_do_not_meet_words_by_chance(hangul: str, english: str) -> None:
    assert english not in Sounds([english]).like(hangul)


def terms(text: str, glossary: Glossary | None = None) -> dict[str, tuple[tuple[str, ...], ...]]:
    return {text[t.start : t.end]: t.phrases for t in (glossary or bundled()).terms(text)}


def test_the_longest_stem_wins_and_compounds_are_taken_apart() -> None:
    found = terms("비지도 학습과 기후변화를 이해했습니다")
    assert list(found) == ["비지도", "학습", "기후변화", "이해"]


def test_one_syllable_means_something_only_as_a_word() -> None:
    assert "암" in terms("식품의 잔류물은 암과 관련이 있다")
    assert "암" not in terms("암묵적인 약속")


def test_a_stem_is_found_in_any_shape_of_its_predicate() -> None:
    for text in ("규모를 늘리고", "규모를 늘렸다", "규모를 늘린다"):
        assert any(
            ("scale",) in {(p[0][:4] + p[0][4:],) for p in phrases} or phrases
            for phrases in terms(text).values()
        )
        assert any(key.startswith("늘") for key in terms(text))


def test_a_deck_adds_stems_of_its_own_and_overrides() -> None:
    own = bundled().extended({"벌통": ["beehive", "hive"], "여왕": ["queen bee"], " ": ["nothing"], "빈": []})
    assert terms("벌통과 여왕", own) == {
        "벌통": ((stem("beehive"),), (stem("hive"),)),
        "여왕": (("queen", "bee"),),
    }
    assert "벌통" not in terms("벌통과 여왕")


def test_the_glossary_is_large_and_clean() -> None:
    entries = bundled().entries
    assert len(entries) >= 600
    assert all(phrases for phrases in entries.values())
    assert all("가" <= key[0] <= "힣" for key in entries)


@given(st.text(alphabet=st.characters(min_codepoint=0x20, max_codepoint=0xD7A3), max_size=60))
def test_any_text_gives_terms_in_order_that_do_not_overlap(text: str) -> None:
    place = 0
    for term in bundled().terms(text):
        assert place <= term.start < term.end <= len(text)
        place = term.end


def test_english_words_that_stand_for_one_another_are_known() -> None:
    synonyms = bundled().synonyms
    for one, other in (
        ("reimburse", "pay"),
        ("musician", "rapper"),
        ("tremble", "shiver"),
        ("purchase", "buy"),
    ):
        assert stem(other) in synonyms[stem(one)]
    assert stem("bee") not in synonyms.get(stem("bank"), ())


def test_noise_longer_than_any_word_is_no_loanword() -> None:
    assert Sounds(["robot" * 6]).like("로봇" * 6)
    assert not Sounds(["robot" * 9]).like("로봇" * 9)


@pytest.mark.parametrize("noise", ["a" * 5_000_000, "a" + "." * 1_000_000 + "a", "가" * 1000])
def test_a_word_without_end_is_read_in_parts(noise: str) -> None:
    words = read_words(f"they said {noise} twice")
    assert [words.text[start:end] for start, end in zip(words.starts, words.ends, strict=True)][:2] == [
        "they",
        "said",
    ]
    assert max(map(len, words.forms)) <= 200
    assert (
        "".join(words.text[start:end] for start, end in zip(words.starts, words.ends, strict=True))
        == f"theysaid{noise}twice"
    )
