from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.errors import GenerateError
from studykit.generate.answers import read_answers
from studykit.generate.reply import MAX_BYTES, read
from studykit.generate.result import Generation
from studykit.model import Alignment, Flag, Summary

Maker = Callable[..., tuple[Summary, Alignment]]
Ask = Callable[[object], Generation]

BULLETS = (
    "Acme의 수석 엔지니어인 Jane Doe는 배터리 수명이 12시간이라고 발표했습니다.",
    "펌프는 물을 식히지 않기 때문에 별도의 냉각탑이 필요합니다.",
    "공장은 하루에 10만 개의 부품을 조립합니다.",
)
QUOTES = (
    "so Jane Doe our chief engineer at Acme says the battery lasts twelve hours",
    "the pump does not cool the water so you need a separate cooling tower",
    "we assemble a hundred thousand parts a day in this factory",
)
GOOD = {
    "bullet": "B01",
    "kind": "qa",
    "text": "",
    "front": "배터리 수명이 12시간이라고 발표한 Acme의 수석 엔지니어는 누구인가요?",
    "back": "Jane Doe",
}
CLOZE = {
    "bullet": "B03",
    "kind": "cloze",
    "text": "공장은 하루에 {{c1::10만 개}}의 부품을 조립합니다.",
    "front": "",
    "back": "",
}


@pytest.fixture
def ask(deck: Maker) -> Ask:
    summary, alignment = deck(*BULLETS, title="Inside the Acme factory", quotes=QUOTES)
    return lambda reply: read_answers(
        reply if isinstance(reply, str) else json.dumps(reply, ensure_ascii=False), summary, alignment
    )


def rules(found: Generation) -> set[str]:
    return {r.rule for plan in found.bullets for r in plan.rejected} | {r.rule for r in found.refused}


def qa(front: str, back: str, bullet: str = "B01") -> dict[str, object]:
    return {
        "cards": [{"bullet": bullet, "kind": "qa", "text": "", "front": front, "back": back}],
        "skipped": [],
    }


def cloze(text: str, bullet: str = "B03") -> dict[str, object]:
    return {
        "cards": [{"bullet": bullet, "kind": "cloze", "text": text, "front": "", "back": ""}],
        "skipped": [],
    }


@pytest.mark.parametrize(
    "wrap",
    [
        "{}",
        "```json\n{}\n```",
        "Sure! Here are your cards:\n\n```\n{}\n```\nLet me know if you want more.",
        "카드를 만들었습니다.\n{}\n도움이 되었기를 바랍니다.",
        "\ufeff{}",
    ],
)
def test_a_reply_is_read_however_it_is_wrapped(ask: Ask, wrap: str) -> None:
    found = ask(wrap.replace("{}", json.dumps({"cards": [GOOD, CLOZE], "skipped": []}, ensure_ascii=False)))
    assert [note.by for note in found.notes] == ["model", "model"]
    assert not any(note.draft for note in found.notes)
    assert found.bullets[0].notes[0].back == "Jane Doe"
    evidence = found.bullets[0].notes[0].evidence
    assert evidence is not None
    assert evidence.quote == QUOTES[0]


@pytest.mark.parametrize(
    "shape",
    [
        [GOOD, CLOZE],
        {"B01": {"qa": {"question": GOOD["front"], "answer": "Jane Doe"}}, "B03": [{"cloze": CLOZE["text"]}]},
        {"result": {"flashcards": [{**GOOD, "bullet": 1, "extra": [1, 2]}, {**CLOZE, "bullet": "3"}]}},
        {"cards": [{"bullet": "B01", "cards": [{"front": GOOD["front"], "back": "Jane Doe"}]}, CLOZE]},
    ],
)
def test_other_shapes_than_the_schema_are_understood(ask: Ask, shape: object) -> None:
    assert len(ask(shape).notes) == 2


def test_half_a_reply_gives_the_cards_that_are_complete(ask: Ask) -> None:
    whole = json.dumps({"cards": [GOOD, CLOZE]}, ensure_ascii=False)
    found = ask(whole[: whole.index("10만") + 4])
    assert len(found.notes) == 1
    assert any("middle of a card" in r.detail for r in found.refused)


def test_a_trailing_comma_and_line_breaks_inside_strings_are_forgiven(ask: Ask) -> None:
    text = (
        json.dumps({"cards": [GOOD]}, ensure_ascii=False).replace("}]", "},]").replace("Acme의", "Acme의\n")
    )
    assert len(ask(text).notes) == 1


def test_a_skipped_bullet_keeps_the_models_reason(ask: Ask) -> None:
    found = ask({"cards": [GOOD], "skipped": [{"bullet": "B02", "why": "a platitude"}]})
    assert "a platitude" in found.bullets[1].reason
    assert "no card for it" in found.bullets[2].reason


def test_numbers_and_names_may_be_written_in_the_other_language(ask: Ask) -> None:
    found = ask(qa("공장이 하루에 조립하는 부품은 몇 개인가요?", "100,000개", "B03"))
    assert len(found.notes) == 1


# Replies that are broken, hostile or untrue, and the rule that stops each.
BAD = {
    "a number nobody said": (qa("Acme의 배터리 수명은 몇 시간인가요?", "15시간"), "numbers"),
    "a number in the question": (
        qa("12시간 중 8시간을 쓰는 Acme의 수석 엔지니어는 누구인가요?", "Jane Doe"),
        "numbers",
    ),
    "a number ten times too large": (cloze("공장은 하루에 {{c1::100만 개}}의 부품을 조립합니다."), "numbers"),
    "a number beside the blank": (
        cloze("2019년에 공장은 하루에 {{c1::10만 개}}의 부품을 조립합니다."),
        "numbers",
    ),
    "a year": (qa("1999년에 배터리를 발표한 Acme의 수석 엔지니어는 누구인가요?", "Jane Doe"), "numbers"),
    "another person": (
        qa("배터리 수명이 12시간이라고 발표한 Acme의 수석 엔지니어는 누구인가요?", "John Smith"),
        "names",
    ),
    "another person in Hangul": (qa("Acme의 수석 엔지니어는 누구인가요?", "일론 머스크"), "names"),
    "another company": (
        qa("배터리 수명이 12시간이라고 발표한 Tesla의 수석 엔지니어는 누구인가요?", "Jane Doe"),
        "names",
    ),
    "another company in Hangul": (
        qa("구글의 수석 엔지니어로 배터리 수명을 발표한 사람은 누구인가요?", "Jane Doe"),
        "names",
    ),
    "an invented answer": (qa("공장은 하루에 무엇을 조립하나요?", "자율주행 잠수함", "B03"), "answer"),
    "an invented reason": (
        qa("별도의 냉각탑이 필요한 이유는 무엇인가요?", "지진에 대비하기 때문입니다.", "B02"),
        "answer",
    ),
    "denied where it is affirmed": (
        cloze("공장은 하루에 {{c1::10만 개}}의 부품을 조립하지 않습니다."),
        "negation",
    ),
    "affirmed where it is denied": (
        qa("별도의 냉각탑이 필요한 이유는 무엇인가요?", "펌프는 물을 식히기 때문입니다.", "B02"),
        "negation",
    ),
    "the wrong bullet": ({"cards": [{**CLOZE, "bullet": "B02"}]}, "numbers"),
    "the wrong bullet without numbers": (
        qa("별도의 냉각탑이 필요한 설비는 무엇인가요?", "펌프", "B01"),
        "answer",
    ),
    "a bullet that is not there": ({"cards": [{**GOOD, "bullet": "B99"}]}, "bullet"),
    "bullet zero": ({"cards": [{**GOOD, "bullet": "B00"}]}, "bullet"),
    "no bullet": ({"cards": [{"kind": "qa", "front": GOOD["front"], "back": "Jane Doe"}]}, "bullet"),
    "a negative bullet": ({"cards": [{**GOOD, "bullet": "B-1"}]}, "bullet"),
    "a script": (qa("<script>alert(1)</script> Acme의 수석 엔지니어는 누구인가요?", "Jane Doe"), "markup"),
    "an image": (qa('<img src=x onerror="x()"> Acme의 수석 엔지니어는 누구인가요?', "Jane Doe"), "markup"),
    "markup in the answer": (qa("Acme의 수석 엔지니어는 누구인가요?", "<b>Jane Doe</b>"), "markup"),
    "a link": (qa("Acme의 수석 엔지니어는 누구인가요? https://evil.example", "Jane Doe"), "markup"),
    "a Markdown link": (qa("[Acme](evil)의 수석 엔지니어는 누구인가요?", "Jane Doe"), "markup"),
    "an entity": (qa("Acme&#x27;의 수석 엔지니어는 누구인가요?", "Jane Doe"), "markup"),
    "a sound": (qa("Acme의 수석 엔지니어는 누구인가요? [sound:a.mp3]", "Jane Doe"), "markup"),
    "a template field": (qa("{{Front}} Acme의 수석 엔지니어는 누구인가요?", "Jane Doe"), "markup"),
    "an unclosed cloze": (cloze("공장은 하루에 {{c1::10만 개의 부품을 조립합니다."), "format"),
    "a cloze in a cloze": (cloze("공장은 하루에 {{c1::10만 {{c2::개}}}}의 부품을 조립합니다."), "markup"),
    "no blank": (cloze("공장은 하루에 10만 개의 부품을 조립합니다."), "format"),
    "an empty blank": (cloze("공장은 하루에 {{c1::}}의 부품을 조립합니다."), "format"),
    "blanks numbered from two": (cloze("공장은 하루에 {{c2::10만 개}}의 부품을 조립합니다."), "format"),
    "the wrong language": (qa("Who is the chief engineer of Acme?", "Jane Doe"), "language"),
    "half a number": (cloze("공장은 하루에 {{c1::1}}0만 개의 부품을 조립합니다."), "blank"),
    "everything blanked": (cloze("{{c1::공장은 하루에 10만 개의 부품을 조립합니다.}}"), "rest"),
    "an answer in the question": (qa("Acme의 수석 엔지니어 Jane Doe는 누구인가요?", "Jane Doe"), "leak"),
    "a yes-no question": (qa("Jane Doe는 Acme의 수석 엔지니어인가요?", "Acme의 수석 엔지니어"), "leak"),
    "yes or no": (qa("배터리 수명이 12시간이라고 발표했나요?", "Jane Doe"), "yes-no"),
    "a dangling opener": (qa("이 회사의 수석 엔지니어는 누구인가요?", "Jane Doe"), "dangling"),
    "a front as long as a page": (qa("Acme의 수석 엔지니어는 누구인가요? " * 30, "Jane Doe"), "length"),
    "two cards of a kind": (
        {"cards": [GOOD, {**GOOD, "front": "Acme의 수석 엔지니어는 누구인가요?"}]},
        "one-each",
    ),
    "numbers instead of text": (
        {"cards": [{"bullet": "B01", "front": 3, "back": ["x"]}], "skipped": []},
        "format",
    ),
    "fields without content": ({"cards": [{"bullet": "B01", "front": "", "back": "", "text": ""}]}, "format"),
    "a broken object among good ones": (
        '{"cards": [{"bullet": "B01", "front": "a" "b"}, ' + json.dumps(CLOZE) + "]}",
        "format",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_cards_are_refused_by_name(ask: Ask, name: str) -> None:
    reply, rule = BAD[name]
    found = ask(reply)
    assert rule in rules(found), found
    assert len(found.notes) <= 1


def test_control_and_bidi_characters_do_not_come_through(ask: Ask) -> None:
    found = ask(qa("Acme의 \u202e수석\u0007 엔지니어는\u200f 누구인가요?", "Jane\x1b[31m Doe"))
    assert all(
        ord(ch) >= 32 and ch not in "\u202e\u200f" for note in found.notes for ch in note.front + note.back
    )


@pytest.mark.parametrize("reply", ["", "I cannot help with that.", "[]", "{}", "null", "```json\n```"])
def test_a_reply_without_cards_is_an_error_with_a_hint(ask: Ask, reply: str) -> None:
    with pytest.raises(GenerateError) as error:
        ask(reply)
    assert error.value.hint


def test_a_reply_larger_than_ten_megabytes_is_an_error() -> None:
    with pytest.raises(GenerateError, match="10 MB"):
        read("가" * (MAX_BYTES // 3 + 1))


@pytest.mark.parametrize("unit", ["{", '{"', '{"a":"', "[", '{"a":{', "\\", '"', "}{", '{" {'])
def test_megabytes_of_brackets_are_read_in_one_pass(unit: str) -> None:
    try:
        read(unit * (400_000 // len(unit)))
    except GenerateError as error:
        assert error.hint  # noqa: PT017 - either outcome is fine, a hang or another error is not


def test_thousands_of_cards_are_cut_off_with_a_reason() -> None:
    found = read(json.dumps({"cards": [{**GOOD, "front": f"{i}"} for i in range(2500)]}))
    assert len(found.cards) == 2000
    assert any(r.rule == "too-many" for r in found.refused)


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = read(text)
    except GenerateError:
        return
    assert found.cards or found.skipped or found.refused


@given(st.integers(min_value=0, max_value=400))
def test_a_reply_cut_anywhere_never_gives_half_a_card(cut: int) -> None:
    whole = json.dumps({"cards": [GOOD, CLOZE], "skipped": []}, ensure_ascii=False)
    try:
        found = read(whole[:cut])
    except GenerateError:
        return
    for card in found.cards:
        assert (card.front, card.back, card.text) in {
            (GOOD["front"], GOOD["back"], ""),
            ("", "", CLOZE["text"]),
        }


def test_a_repaired_card_of_a_flagged_bullet_carries_the_flag(deck: Maker) -> None:
    summary, alignment = deck(BULLETS[0].replace("12시간", "21시간"), title="Acme", quotes=QUOTES[:1])
    flag = Flag("number-differs", "21시간", "twelve hours")
    found = alignment.bullets[0]
    flagged = Alignment((found.__class__(found.bullet, found.evidence, flags=(flag,)),))
    repaired = read_answers(
        json.dumps(qa("Acme의 Jane Doe가 발표한 배터리 수명은 몇 시간인가요?", "12시간")), summary, flagged
    )
    repeated = read_answers(
        json.dumps(qa("Acme의 Jane Doe가 발표한 배터리 수명은 몇 시간인가요?", "21시간")), summary, flagged
    )
    assert repaired.notes[0].flags == (flag,)
    assert not repaired.notes[0].draft
    assert repeated.notes[0].draft


def test_code_that_the_bullet_shows_is_no_markup(deck: Maker) -> None:
    summary, alignment = deck("The <dialog> element opens a modal with showModal().", language="en")
    reply = qa("Which method of the <dialog> element opens a modal?", "showModal()")
    assert len(read_answers(json.dumps(reply), summary, alignment).notes) == 1
