from __future__ import annotations

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from studykit.cloze import blanks, plain
from studykit.generate.plan import generate
from studykit.model import Alignment, Bullet, BulletEvidence, Flag, Kind, Source, Summary, Transcript

Maker = Callable[..., tuple[Summary, Alignment]]


def test_every_bullet_has_a_note_or_a_reason(deck: Maker) -> None:
    summary, alignment = deck(
        "신경망은 역전파를 사용하여 가중치를 조정합니다.",
        "이 영상에서는 강사가 과제를 소개합니다.",
        "GPU는 3,000개의 코어를 가지고 있습니다.",
    )
    plans = generate(summary, alignment, None).bullets
    assert len(plans) == 3
    assert all(bool(plan.notes) != bool(plan.reason) for plan in plans)
    assert plans[1].reason.startswith("pointer")


def test_same_input_gives_the_same_notes(deck: Maker) -> None:
    summary, alignment = deck(
        "데이터베이스는 인덱스를 사용하여 검색을 빠르게 합니다.", "캐시는 메모리에 저장됩니다."
    )
    assert generate(summary, alignment, None) == generate(summary, alignment, None)


def test_a_cloze_is_the_bullet_with_one_whole_word_hidden(deck: Maker) -> None:
    text = "검색 서버는 하루에 120만 건의 요청을 처리합니다."
    summary, alignment = deck(text)
    plan = generate(summary, alignment, None).bullets[0]
    cloze = next(note for note in (*plan.notes, *plan.proposals) if note.kind is Kind.CLOZE)
    assert text in plain(cloze.text)
    assert all(blank.answer in text for blank in blanks(cloze.text))


def test_a_number_stays_whole_and_the_particle_outside(deck: Maker) -> None:
    summary, alignment = deck("파인튜닝에는 약 10만 개의 문서가 필요합니다.")
    plan = generate(summary, alignment, None).bullets[0]
    answers = {b.answer for n in (*plan.notes, *plan.proposals) if n.text for b in blanks(n.text)}
    assert "10만 개" in answers
    assert not answers & {"10", "10만", "개", "10만 개의"}


def test_no_two_proposals_of_a_bullet_hide_the_same_words(deck: Maker) -> None:
    summary, alignment = deck("컴파일러는 소스 코드를 기계어로 변환하여 실행 파일을 만듭니다.")
    plan = generate(summary, alignment, None).bullets[0]
    hidden = [b.answer for n in (*plan.notes, *plan.proposals) if n.text for b in blanks(n.text)]
    assert len(hidden) == len(set(hidden))
    assert len(plan.notes) + len(plan.proposals) <= 4


def test_the_topic_of_the_whole_deck_is_never_asked_for(deck: Maker) -> None:
    summary, alignment = deck(
        "Rust는 소유권 규칙으로 메모리를 관리합니다.",
        "Rust는 가비지 컬렉터를 사용하지 않습니다.",
        "Rust는 빌림 검사기를 통해 데이터 경쟁을 막습니다.",
    )
    for plan in generate(summary, alignment, None).bullets:
        assert not any("{{c1::Rust}}" in n.text or n.back == "Rust" for n in (*plan.notes, *plan.proposals))


def test_flags_and_evidence_travel_with_the_note(deck: Maker, transcript: Transcript) -> None:
    summary, alignment = deck("배터리는 12시간 동안 작동합니다.", quotes=("the battery lasts ten hours",))
    flagged = alignment.bullets[0].__class__(
        alignment.bullets[0].bullet,
        alignment.bullets[0].evidence,
        flags=(Flag("number-differs", "12시간", "ten hours"),),
    )
    plan = generate(summary, alignment.__class__((flagged,)), transcript).bullets[0]
    assert plan.notes
    assert all(note.draft for note in plan.notes)
    assert plan.notes[0].flags == flagged.flags
    assert plan.notes[0].evidence == flagged.evidence


def test_a_bullet_that_the_talk_does_not_support_is_never_ready(deck: Maker, transcript: Transcript) -> None:
    summary, alignment = deck("서버를 식히기 위해 운영팀은 액체 냉각을 사용합니다.")
    plan = generate(summary, alignment, transcript).bullets[0]
    assert all(note.draft for note in plan.notes)


def test_a_note_that_the_deck_already_has_is_preferred(deck: Maker) -> None:
    summary, alignment = deck("컴파일러는 소스 코드를 기계어로 변환하여 실행 파일을 만듭니다.")
    first = generate(summary, alignment, None).bullets[0]
    other = first.proposals[-1]
    accepted = other.__class__(kind=other.kind, id="a", text=other.text, front=other.front, back=other.back)
    again = generate(summary, alignment, None, existing=(accepted,)).bullets[0]
    assert (again.notes[0].text, again.notes[0].front) == (other.text, other.front)


def test_english_bullets_get_cards_without_the_korean_engine(deck: Maker) -> None:
    summary, alignment = deck(
        "A compiler is a program that turns source code into machine code.", language="en"
    )
    plan = generate(summary, alignment, None).bullets[0]
    assert any(
        n.front == "What do you call a program that turns source code into machine code?"
        for n in (*plan.notes, *plan.proposals)
    )


def test_other_languages_get_only_safe_blanks_or_a_reason(deck: Maker) -> None:
    summary, alignment = deck("Firecrawl 僅花 42 秒就完成。", "這是一個很好的方法。", language="zh")
    plans = generate(summary, alignment, None).bullets
    assert any("{{c1::42 秒" in n.text for n in (*plans[0].notes, *plans[0].proposals))
    assert "zh" in plans[1].reason


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.text(alphabet="가나는을이다. 12%{}:c1<>()'\"`AbC\u202e\x1b-_,", min_size=1, max_size=80),
        min_size=1,
        max_size=4,
    ),
    st.sampled_from(["ko", "en", "zh"]),
)
def test_any_bullets_give_sound_notes_or_a_reason(texts: list[str], code: str) -> None:
    bullets = tuple(Bullet(i + 1, text) for i, text in enumerate(texts))
    alignment = Alignment(tuple(BulletEvidence(bullet, None) for bullet in bullets))
    for plan in generate(Summary("n.md", Source(), code, bullets), alignment, None).bullets:
        assert bool(plan.notes) != bool(plan.reason)
        for note in (*plan.notes, *plan.proposals):
            assert "\x1b" not in note.text + note.front + note.back
            assert note.kind is Kind.QA or len(blanks(note.text)) == 1


def test_a_passage_is_no_bullet(deck: Maker) -> None:
    summary, alignment = deck("가 " * 20_000)
    assert generate(summary, alignment, None).bullets[0].reason.startswith("too long")
