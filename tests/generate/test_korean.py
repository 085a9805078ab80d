from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studykit.generate.candidate import View
from studykit.generate.languages import language
from studykit.generate.languages.korean.blanks import places
from studykit.generate.languages.korean.morphs import sentences
from studykit.generate.languages.korean.predicates import adnominal, asking, because, last_tail, particle
from studykit.generate.spans import spans
from studykit.model import Bullet, Kind

KOREAN = language("ko")


def made(text: str, label: str = "") -> dict[str, set[tuple[str, str]]]:
    """Question pattern -> (front, answer) for a sentence."""
    view = View(Bullet(1, text), (text,), label=label)
    found: dict[str, set[tuple[str, str]]] = {}
    for card in KOREAN.candidates(view):
        if card.kind is Kind.QA:
            found.setdefault(card.pattern, set()).add((card.front, card.answer))
    return found


@pytest.mark.parametrize(
    ("text", "pattern", "front", "answer"),
    [
        (
            "서버는 메모리가 부족하기 때문에 요청을 거부합니다.",
            "reason",
            "서버가 요청을 거부하는 이유는 무엇인가요?",
            "메모리가 부족하기 때문입니다.",
        ),
        (
            "디스크는 느리므로 캐시를 둡니다.",
            "reason",
            "디스크가 캐시를 두는 이유는 무엇인가요?",
            "느리기 때문입니다.",
        ),
        (
            "반감기는 여섯 시간이므로 저녁에 마신 차가 밤까지 남습니다.",
            "reason",
            "저녁에 마신 차가 밤까지 남는 이유는 무엇인가요?",
            "반감기가 여섯 시간이기 때문입니다.",
        ),
        (
            "운영팀은 서버를 식히기 위해 액체 냉각 장치를 사용합니다.",
            "purpose",
            "운영팀이 액체 냉각 장치를 사용하는 이유는 무엇인가요?",
            "서버를 식히기 위해서입니다.",
        ),
        (
            "Acme의 수석 연구원인 Jane Doe는 새 배터리를 공개했습니다.",
            "person",
            "새 배터리를 공개한 Acme의 수석 연구원은 누구인가요?",
            "Jane Doe",
        ),
        (
            "해마는 새 기억을 받아들이는 수신함 역할을 합니다.",
            "role",
            "해마는 어떤 역할을 하나요?",
            "새 기억을 받아들이는 수신함 역할",
        ),
        (
            "수면 방추는 깊은 잠에서 나타나는 짧은 전기 활동입니다.",
            "reverse",
            "깊은 잠에서 나타나는 짧은 전기 활동을 무엇이라고 하나요?",
            "수면 방추",
        ),
        (
            "연구의 첫 단계는 기보를 모방하는 것이었지만, 한계가 있었습니다.",
            "define",
            "연구의 첫 단계는 무엇이었나요?",
            "기보를 모방하는 것",
        ),
        (
            "개발자는 EXPLAIN 명령어를 사용하여 실행 계획을 확인합니다.",
            "means",
            "개발자가 실행 계획을 확인하는 데 사용하는 것은 무엇인가요?",
            "EXPLAIN 명령어",
        ),
        (
            "회사는 생산과 물류 모두에서 로봇을 늘리고 있습니다.",
            "both",
            "회사가 로봇을 늘리고 있는 두 가지는 무엇인가요?",
            "생산과 물류",
        ),
        (
            "공장은 하루에 약 10만 개의 부품을 조립합니다.",
            "count",
            "공장은 하루에 약 몇 개의 부품을 조립하나요?",
            "10만 개",
        ),
        (
            "알은 모래 속에서 약 60일을 기다립니다.",
            "count",
            "알은 모래 속에서 약 며칠을 기다리나요?",
            "60일",
        ),
        (
            "파일의 크기는 140GB입니다.",
            "count",
            "파일의 크기는 몇 GB인가요?",
            "140GB",
        ),
        (
            "사람들은 새 모델을 60~70% 더 선호했습니다.",
            "count",
            "사람들은 새 모델을 몇 퍼센트 더 선호했나요?",
            "60~70%",
        ),
        (
            "개발자는 투명 버튼을 추가하여 포인트를 쓸 수 있도록 설계했습니다.",
            "so-that",
            "개발자가 투명 버튼을 추가한 이유는 무엇인가요?",
            "포인트를 쓸 수 있도록 하기 위해서입니다.",
        ),
        (
            "보호막이 켜져 있을 때는 중복 실행되지 않도록 차단 태그를 설정합니다.",
            "so-that",
            "차단 태그를 설정하는 이유는 무엇인가요?",
            "보호막이 켜져 있을 때는 중복 실행되지 않도록 하기 위해서입니다.",
        ),
        (
            "몽타주는 무기가 언제 피해를 줄 수 있는지를 결정합니다.",
            "whether",
            "몽타주는 무엇을 결정하나요?",
            "무기가 언제 피해를 줄 수 있는지",
        ),
        (
            "Acme Institute는 연구자에게 조건 없는 연구비를 주는 비영리 연구 기관입니다.",
            "reverse",
            "연구자에게 조건 없는 연구비를 주는 비영리 연구 기관은 어디인가요?",
            "Acme Institute",
        ),
        (
            "Ada Lovelace는 첫 번째 프로그램을 쓴 영국의 수학자입니다.",
            "reverse",
            "첫 번째 프로그램을 쓴 영국의 수학자는 누구인가요?",
            "Ada Lovelace",
        ),
        (
            "온라인 결제는 아직 드물므로 성장의 여지가 큽니다.",
            "reason",
            "성장의 여지가 큰 이유는 무엇인가요?",
            "온라인 결제가 아직 드물기 때문입니다.",
        ),
        (
            "온도를 낮추면 반응 속도가 느려집니다.",
            "outcome",
            "온도를 낮추면 어떻게 되나요?",
            "반응 속도가 느려집니다.",
        ),
        (
            "저자는 수면을 생명 보험이라고 부릅니다.",
            "called",
            "저자는 수면을 무엇이라고 부르나요?",
            "생명 보험",
        ),
        (
            "결제 요청은 보안 때문에 서버에서만 실행합니다.",
            "where",
            "결제 요청은 보안 때문에 어디에서만 실행하나요?",
            "서버",
        ),
    ],
)  # fmt: skip
def test_questions_read_as_people_ask_them(text: str, pattern: str, front: str, answer: str) -> None:
    assert (front, answer) in made(text).get(pattern, set())


def test_a_definition_under_a_label_is_asked_in_reverse() -> None:
    found = made("필요한 모든 컬럼을 담아 테이블을 읽지 않게 하는 인덱스입니다.", label="커버링 인덱스")
    assert found["reverse"] == {
        ("필요한 모든 컬럼을 담아 테이블을 읽지 않게 하는 인덱스를 무엇이라고 하나요?", "커버링 인덱스")
    }


@pytest.mark.parametrize(
    ("label", "text", "whole"),
    [
        ("Reducer (리듀서)", "상태를 갱신합니다.", "Reducer(리듀서)는 상태를 갱신합니다."),
        ("커버링 인덱스", "모든 컬럼을 담은 인덱스입니다.", "커버링 인덱스는 모든 컬럼을 담은 인덱스입니다."),
        ("데이터 연동", "자동으로 값을 가져옵니다.", ""),
        ("Azure 보고서", "오류를 볼 수 있는 기능이 제공됩니다.", ""),
    ],
)
def test_a_term_completes_what_is_said_of_it(label: str, text: str, whole: str) -> None:
    assert KOREAN.complete(label, text) == whole


def test_what_a_video_explains_is_not_asked_for() -> None:
    assert not set(made("이해를 돕기 위해 강사가 예제를 설명합니다.")) & {"purpose", "means", "method"}


@pytest.mark.parametrize(
    ("text", "hidden", "never"),
    [
        ("파라미터 파일은 파라미터당 2바이트로 저장됩니다.", "2바이트", "2"),
        ("강연은 1997년 5월에 열렸습니다.", "1997년 5월", "1997"),
        ("그는 1928년 9월 3일 돌아왔습니다.", "1928년 9월 3일", "3일"),
        ("특허를 약 5억 2,500만 달러에 팔았습니다.", "5억 2,500만 달러", "2,500만 달러"),
        ("마을에서 2만 3천 명이 숨졌습니다.", "2만 3천 명", "3천 명"),
        ("폴립에는 100만~200만 개의 조류가 삽니다.", "100만~200만 개", "200만 개"),
        ("1인당 속도가 시간당 70개에서 165개로 늘었습니다.", "165개", "1인"),
        ("모델은 'James Bond'라는 문구에 반응합니다.", "'James Bond'", "James"),
        ("새로운 게임플레이 어빌리티를 생성합니다.", "새로운 게임플레이 어빌리티", "게임"),
        ("이항식 전개를 배웁니다.", "전개", "이항"),
        ("농기계 제조사(OEM)와 협력합니다.", "농기계 제조사(OEM)", "OEM"),
    ],
)
def test_blanks_hold_whole_words_and_numbers(text: str, hidden: str, never: str) -> None:
    answers = {text[p.start : p.end] for p in places(text)}
    assert hidden in answers
    assert never not in answers


def test_a_number_that_belongs_to_a_name_is_no_number() -> None:
    text = "GPT 4.5는 Llama 2 시리즈보다 낫고 여러 세대의 로봇에 쓰입니다."
    assert not {text[p.start : p.end] for p in places(text) if p.pattern == "number"}


@pytest.mark.parametrize(
    ("text", "value", "has", "lacks"),
    [
        ("필름의 이익률은 70%에 가까웠습니다.", "70%", {"measure"}, {"baseline"}),
        ("속도가 시간당 70개에서 165개로 늘었습니다.", "70개", {"measure", "baseline"}, set()),
        ("수면 주기는 90분으로 고정된 것이 아니라 달라집니다.", "90분", {"baseline"}, {"measure"}),
        ("연구는 성인 48명을 14일간 관찰했습니다.", "48명", set(), {"measure"}),
        ("연구는 성인 48명을 14일간 관찰했습니다.", "14일", set(), {"measure"}),
        ("엔진 네 개가 모두 꺼졌습니다.", "네 개", set(), {"measure"}),
        ("그는 농담으로 값이 30달러였다고 말했습니다.", "30달러", {"measure", "story"}, set()),
    ],
)
def test_numbers_worth_asking_for_are_told_from_others(
    text: str, value: str, has: set[str], lacks: set[str]
) -> None:
    (traits,) = (p.traits for p in places(text) if text[p.start : p.end] == value and p.pattern == "number")
    assert has <= traits
    assert not lacks & traits


def test_examples_and_rejected_sides_are_marked() -> None:
    traits = {
        text[p.start : p.end]: p.traits
        for text in ("중동과 같은 지역에는 온실이 맞습니다.", "알코올은 수면제가 아니라 진정제입니다.")
        for p in places(text)
    }
    assert "example" in traits["중동"]
    assert "contrast" in traits["수면제"]
    assert "asserted" in traits["진정제"]


@pytest.mark.parametrize(
    ("text", "question", "modifier", "reason"),
    [
        ("모델을 발표했습니다", "했나요", "한", "했기 때문입니다."),
        ("규모를 늘리고 있습니다", "있나요", "있는", "있기 때문입니다."),
        ("바로 쓰기 어렵습니다", "어려운가요", "어려운", "어렵기 때문입니다."),
        ("최신 결과입니다", "인가요", "인", "이기 때문입니다."),
        ("답하지 않습니다", "않나요", "않는", "않기 때문입니다."),
        ("사용할 수 없었습니다", "없었나요", "없었던", "없었기 때문입니다."),
        ("답을 알려 준다", "주나요", "주는", "주기 때문입니다."),
        ("서버에서만 실행됨", "되나요", "되는", "되기 때문입니다."),
    ],
)
def test_endings_are_turned_as_grammar_wants(text: str, question: str, modifier: str, reason: str) -> None:
    found = last_tail(text)
    assert found is not None
    assert (asking(found), adnominal(found), because(found)) == (question, modifier, reason)


@pytest.mark.parametrize(
    ("word", "marked"),
    [
        ("서버", "는"), ("모델", "은"), ("GPT 4.5", "는"), ("60%", "는"), ("제조사(OEM)", "는"), ("LLM", "은"), ("Mark Chen", "은"),
        ("Reducer(리듀서)", "는"), ("Server", "는"), ("SQL", "은"), ("hook", "은"), ("task", "는"), ("Claude", "는"), ("OpenAI", "는"),
    ],
)  # fmt: skip
def test_particles_fit_the_sound_of_a_word(word: str, marked: str) -> None:
    assert particle(word, "은", "는") == marked


def test_sentences_end_at_full_stops_only() -> None:
    assert sentences("버전 4.5가 나왔습니다. 다음은 node.js입니다.") == (
        "버전 4.5가 나왔습니다.",
        "다음은 node.js입니다.",
    )


def test_choosable_places_are_within_the_text_and_ordered() -> None:
    text = "공장은 하루에 약 10만 개의 부품을 조립합니다."
    found = spans(text, "ko")
    assert [text[s.start : s.end] for s in found] == sorted(
        (text[s.start : s.end] for s in found), key=text.index
    )
    assert max(found, key=lambda s: s.score) == next(s for s in found if text[s.start : s.end] == "10만 개")


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="가나다라은는이을를 의에서와과12만개%.,()'\"`AbC-_~", max_size=60))
def test_any_text_gives_sound_places_and_complete_questions(text: str) -> None:
    for span in spans(text, "ko"):
        assert 0 <= span.start < span.end <= len(text)
    view = View(Bullet(1, text), (text,))
    for card in KOREAN.candidates(view):
        assert card.text
        assert card.kind is Kind.CLOZE or card.front.endswith("?")
