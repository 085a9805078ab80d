"""Regeneration: what was learned, edited or decided stays; what the summary changed arrives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from studykit.deck.edit import accept_draft, reject_draft, replace_note, set_suspended
from studykit.deck.format import dump, load
from studykit.deck.identity import digest
from studykit.deck.merge import Merge, merge
from studykit.errors import DeckError
from studykit.model import Bullet, BulletEvidence, Deck, Evidence, Kind, Note, Source

TEA = "녹차의 떫은맛은 카테킨에서 80°C 위에서 나옵니다."
PORT = "부산의 등대는 1904년에 세워졌고 한 가족이 지켰습니다."
CHIP = "Nvidia built its first data-center chip in 2006."


def cloze(text: str, bullet: str, **more: Any) -> Note:
    return Note(
        Kind.CLOZE, text=text, bullet=bullet, by=more.pop("by", "rules"), at=more.pop("at", 60), **more
    )


def qa(front: str, back: str, bullet: str, **more: Any) -> Note:
    return Note(
        Kind.QA,
        front=front,
        back=back,
        bullet=bullet,
        by=more.pop("by", "rules"),
        at=more.pop("at", 60),
        **more,
    )


TEA_NOTE = cloze("녹차의 떫은맛은 {{c1::카테킨}}에서 80°C 위에서 나옵니다.", TEA)
PORT_NOTE = qa("부산의 등대는 언제 세워졌나요?", "1904년", PORT)
CHIP_NOTE = cloze("Nvidia built its first data-center chip in {{c1::2006}}.", CHIP)


def bullet_of(text: str, at: int = 60) -> BulletEvidence:
    return BulletEvidence(Bullet(1, text, at), None, "no transcript")


def regenerated(old: str | None, *notes: Note, bullets: Sequence[str] | None = None, **deck: Any) -> Merge:
    source = deck.pop("source", Source(video_id="abcdefghijk"))
    new = Deck("Talk", source=source, notes=notes, **deck)
    found = None if bullets is None else [bullet_of(text) for text in bullets]
    done = merge(old, new, "talk.yaml", bullets=found)
    assert load(done.text, "talk.yaml") == done.deck
    assert merge(done.text, new, "talk.yaml", bullets=found).text == done.text
    return done


def first(*notes: Note, **deck: Any) -> str:
    return regenerated(None, *notes, **deck).text


def by_id(done: Merge) -> dict[str, Note]:
    return {note.id: note for note in done.deck.notes}


def test_a_new_deck_is_written_with_ids_and_digests() -> None:
    done = regenerated(None, TEA_NOTE, PORT_NOTE)
    assert (done.kept, done.added, done.retired) == (0, 2, 0)
    assert done.ids == tuple(note.id for note in done.deck.notes)
    assert all(note.made == digest(note) for note in done.deck.notes)
    assert done.text == dump(done.deck)


def test_the_same_input_gives_the_same_bytes() -> None:
    text = first(TEA_NOTE, PORT_NOTE)
    assert first(TEA_NOTE, PORT_NOTE) == text
    done = regenerated(text, TEA_NOTE, PORT_NOTE)
    assert done.text == text
    assert (done.kept, done.added, done.retired) == (2, 0, 0)


def test_a_typo_and_a_new_time_change_a_note_in_place() -> None:
    text = first(TEA_NOTE, PORT_NOTE)
    typo = cloze(
        "녹챠의 떫은맛은 {{c1::카테킨}}에서 80°C 위에서 나옵니다.", TEA.replace("녹차", "녹챠"), at=63
    )
    done = regenerated(text, typo, PORT_NOTE)
    assert done.ids == regenerated(None, TEA_NOTE, PORT_NOTE).ids
    assert (done.kept, done.added, done.retired) == (2, 0, 0)
    assert (done.deck.notes[0].text, done.deck.notes[0].at) == (typo.text, 63)
    assert done.text.partition("- id: " + done.ids[1])[2] == text.partition("- id: " + done.ids[1])[2]


@pytest.mark.parametrize(
    ("old", "new"),
    [("1904년", "1914년"), ("부산", "인천"), ("등대", "다리"), ("한 가족이", "세 가족이")],
)
def test_another_number_or_name_is_another_note_and_the_old_one_retires(old: str, new: str) -> None:
    note = cloze("부산의 {{c1::등대}}는 1904년에 세워졌고 한 가족이 지켰습니다.", PORT)
    text = first(note)
    changed = cloze(note.text.replace(old, new), PORT.replace(old, new))
    done = regenerated(text, changed)
    assert (done.kept, done.added, done.retired) == (0, 1, 1)
    kept = next(found for found in done.deck.notes if found.retired)
    assert (kept.text, kept.suspended) == (note.text, True)
    assert done.ids[0] != kept.id


def test_a_retired_note_comes_back_with_its_bullet() -> None:
    text = first(TEA_NOTE, PORT_NOTE)
    gone = regenerated(text, PORT_NOTE)
    assert gone.retired == 1
    assert regenerated(gone.text, PORT_NOTE).retired == 0
    assert regenerated(gone.text, TEA_NOTE, PORT_NOTE).text == text


def test_a_note_that_was_suspended_before_it_retired_comes_back_suspended() -> None:
    text = first(TEA_NOTE, PORT_NOTE)
    text = set_suspended(text, "talk.yaml", load(text, "talk.yaml").notes[0].id, suspended=True)
    gone = regenerated(text, PORT_NOTE)
    assert regenerated(gone.text, TEA_NOTE, PORT_NOTE).text == text


def test_a_note_comes_back_with_its_bullet_though_another_card_is_made_of_it_now() -> None:
    text = first(TEA_NOTE, PORT_NOTE)
    gone = regenerated(text, PORT_NOTE)
    other = cloze("녹차의 떫은맛은 카테킨에서 {{c1::80°C}} 위에서 나옵니다.", TEA)
    assert regenerated(gone.text, other, PORT_NOTE).text == text


def test_a_retired_draft_does_not_come_back_in_place_of_a_new_card() -> None:
    text = first(replace(TEA_NOTE, draft=True), PORT_NOTE)
    gone = regenerated(text, PORT_NOTE)
    other = cloze("녹차의 떫은맛은 카테킨에서 {{c1::80°C}} 위에서 나옵니다.", TEA)
    done = regenerated(gone.text, other, PORT_NOTE)
    assert [note.text for note in done.deck.notes if not note.retired and note.text] == [other.text]
    assert regenerated(gone.text, PORT_NOTE, bullets=[TEA, PORT]).text == text


def test_a_person_may_keep_a_retired_note_active() -> None:
    gone = regenerated(first(TEA_NOTE, PORT_NOTE), PORT_NOTE)
    text = gone.text.replace("  suspended: true\n", "")
    assert regenerated(text, PORT_NOTE).text == text


def test_a_bullet_that_is_still_there_keeps_its_note_though_none_was_made_now() -> None:
    text = first(TEA_NOTE, PORT_NOTE)
    done = regenerated(text, PORT_NOTE, bullets=[TEA, PORT])
    assert done.text == text
    assert done.retired == 0


def test_a_kept_note_follows_its_bullet_in_time() -> None:
    text = first(TEA_NOTE)
    done = merge(text, Deck("Talk"), "talk.yaml", bullets=[bullet_of(TEA, at=75)])
    assert done.text == text.replace('at: "01:00"', 'at: "01:15"').replace(
        load(text, "t").notes[0].made, done.deck.notes[0].made
    )


def test_another_choice_from_the_same_bullet_does_not_displace_a_studied_note() -> None:
    text = first(TEA_NOTE)
    other = cloze("녹차의 떫은맛은 카테킨에서 {{c1::80°C}} 위에서 나옵니다.", TEA)
    done = regenerated(text, other)
    assert done.text == text
    assert done.ids == (load(text, "t").notes[0].id,)


def test_an_edited_note_is_found_by_comparing_and_only_marked() -> None:
    text = first(TEA_NOTE, PORT_NOTE)
    edited = text.replace("언제 세워졌나요?", "몇 년에 세워졌나요?  # 1904!").replace(
        "notes:", "# mine\nnotes:"
    )
    done = regenerated(edited, TEA_NOTE, PORT_NOTE)
    assert done.text == edited.replace('  at: "01:00"\n  evidence: null\n  by: rules\n  bullet: 부산',
                                       '  at: "01:00"\n  edited: true\n  evidence: null\n  by: rules\n  bullet: 부산')  # fmt: skip
    typo = qa("부산의 등대는 언제 세워졌습니까?", "1904년", PORT.replace("세워졌고", "세워젔고"), at=99)
    assert regenerated(done.text, TEA_NOTE, typo).text == done.text


def test_an_edited_note_may_fall_behind_its_summary() -> None:
    slip = cloze(TEA_NOTE.text.replace("카테킨", "캬테킨"), TEA.replace("카테킨", "캬테킨"))
    edited = first(slip).replace("위에서 나옵니다", "위에서만 나옵니다", 1)
    marked = regenerated(edited, TEA_NOTE).text
    other_slip = cloze(TEA_NOTE.text.replace("카테킨", "카테캰"), TEA.replace("카테킨", "카테캰"))
    assert regenerated(marked, other_slip).text == marked


def test_an_edited_answer_keeps_its_place_even_when_it_is_another_one() -> None:
    text = first(PORT_NOTE).replace("back: 1904년", "back: 20세기 초")
    done = regenerated(text, PORT_NOTE)
    assert len(done.deck.notes) == 1
    assert done.deck.notes[0].back == "20세기 초"


def test_hand_written_notes_are_never_touched() -> None:
    mine = "# my own\n- front: What is tea?\n  back: a drink  # of course\n"
    text = first(TEA_NOTE) + mine
    done = regenerated(text, PORT_NOTE)
    own = next(note for note in done.deck.notes if note.front == "What is tea?")
    assert mine.replace("- front", f"- id: {own.id}\n  front") in done.text
    assert not own.retired


def test_a_card_a_person_wrote_is_not_made_again() -> None:
    text = 'name: Talk\nnotes:\n- id: own\n  front: 부산의 등대는 언제 세워졌나요?\n  back: "1904년"\n'
    done = regenerated(text, PORT_NOTE)
    assert done.text.endswith('back: "1904년"\n')
    assert done.ids == ("own",)
    assert done.added == 0


def test_order_comments_blank_lines_and_line_ends_survive() -> None:
    text = first(TEA_NOTE, PORT_NOTE, CHIP_NOTE)
    text = (
        text.replace("notes:\n", "\n# all my notes\n\nnotes:\n\n")
        .replace("- id", "\n# look\n- id")
        .replace("\n", "\r\n")
    )
    done = regenerated(text, CHIP_NOTE, replace(PORT_NOTE, at=65), TEA_NOTE)
    moved = text.replace(
        'at: "01:00"\r\n  evidence: null\r\n  by: rules\r\n  bullet: 부산',
        'at: "01:05"\r\n  evidence: null\r\n  by: rules\r\n  bullet: 부산',
    )
    assert done.text == moved.replace(load(text, "t").notes[1].made, done.deck.notes[1].made)


def test_a_new_note_goes_below_its_neighbour() -> None:
    done = regenerated(first(TEA_NOTE, CHIP_NOTE), TEA_NOTE, PORT_NOTE, CHIP_NOTE)
    assert [note.bullet for note in done.deck.notes] == [TEA, PORT, CHIP]
    done = regenerated(first(TEA_NOTE, CHIP_NOTE), PORT_NOTE, TEA_NOTE, CHIP_NOTE)
    assert [note.bullet for note in done.deck.notes] == [PORT, TEA, CHIP]


def test_the_name_tags_and_settings_a_person_chose_stay() -> None:
    text = first(TEA_NOTE, tags=("a",)).replace("name: Talk", "name: Tea::Green").replace("[a]", "[b, c]")
    done = regenerated(text, TEA_NOTE, tags=("a", "d"))
    assert done.text == text


def test_what_was_unknown_of_the_talk_is_filled_in() -> None:
    text = "# t\nname: Talk\nsource:  # of mine\n  title: My title\n  summary: a.md\nnotes: []\n"
    source = Source(title="Other", video_id="abcdefghijk", published="2025-02-27", summary="b.md")
    done = regenerated(text, source=source)
    assert done.text == "# t\nname: Talk\nsource:  # of mine\n  title: My title\n  video_id: abcdefghijk\n  published: 2025-02-27\n  summary: b.md\nnotes: []\n"  # fmt: skip
    assert "source:\n  title: Other\n" in regenerated("name: Talk\nnotes: []\n", source=source).text


def test_the_link_is_only_kept_for_another_video() -> None:
    own = replace(TEA_NOTE, url="https://www.youtube.com/watch?v=abcdefghijk&t=60s")
    other = replace(PORT_NOTE, url="https://www.youtube.com/watch?v=zzzzzzzzzzz&t=60s")
    done = regenerated(None, own, other)
    assert [note.url for note in done.deck.notes] == ["", other.url]


# Clozes.


def test_a_cloze_in_front_of_another_does_not_renumber_it() -> None:
    text = first(TEA_NOTE)
    two = cloze("{{c1::녹차}}의 떫은맛은 {{c2::카테킨}}에서 80°C 위에서 나옵니다.", TEA)
    done = regenerated(text, two)
    assert done.deck.notes[0].text == "{{c2::녹차}}의 떫은맛은 {{c1::카테킨}}에서 80°C 위에서 나옵니다."
    assert done.added == 0


def test_a_studied_blank_stays_when_generation_drops_it() -> None:
    two = cloze("녹차의 {{c1::떫은맛}}은 {{c2::카테킨}}에서 80°C 위에서 나옵니다.", TEA)
    text = first(two)
    assert regenerated(text, TEA_NOTE).text == text


def test_a_studied_blank_that_is_dropped_follows_the_correction_of_its_answer() -> None:
    two = cloze(
        "녹차의 {{c1::떫은맞::미각}}은 {{c2::카테킨}}에서 80°C 위에서 나옵니다.",
        TEA.replace("떫은맛", "떫은맞"),
    )
    done = regenerated(first(two), TEA_NOTE)
    assert done.deck.notes[0].text == "녹차의 {{c1::떫은맛::미각}}은 {{c2::카테킨}}에서 80°C 위에서 나옵니다."


def test_a_dropped_blank_never_moves_to_another_claim() -> None:
    two = cloze(
        "녹차의 떫은맛은 {{c1::카테킨}}에서 {{c2::천천히 위에서}} 나옵니다.",
        TEA.replace("80°C 위에서", "천천히 위에서"),
    )
    done = regenerated(
        first(two),
        cloze(
            "녹차의 떫은맛은 {{c1::카테킨}}에서 옆으로 위에서 나옵니다.",
            TEA.replace("80°C 위에서", "옆으로 위에서"),
        ),
    )
    assert "{{c2" not in done.deck.notes[-1].text


def test_the_number_of_a_blank_that_had_to_go_is_never_used_again() -> None:
    two = cloze(
        "녹차의 떫은맛은 {{c1::카테킨}}에서 80°C 위에서 {{c2::천천히}} 나옵니다.",
        TEA.replace("나옵", "천천히 나옵"),
    )
    gone = regenerated(first(two), TEA_NOTE)
    assert gone.deck.notes[0].text == TEA_NOTE.text
    assert gone.deck.notes[0].next_ordinal == 3
    three = cloze("{{c1::녹차}}의 떫은맛은 {{c2::카테킨}}에서 80°C 위에서 나옵니다.", TEA)
    back = regenerated(gone.text, three)
    assert back.deck.notes[0].text == "{{c3::녹차}}의 떫은맛은 {{c1::카테킨}}에서 80°C 위에서 나옵니다."
    assert back.deck.notes[0].next_ordinal == 0


def test_there_is_no_cloze_beyond_the_last_number() -> None:
    text = first(TEA_NOTE)
    note = load(text, "t").notes[0]
    text = text.replace(note.made, digest(note) + "\n  next_ordinal: 501")
    two = cloze("{{c1::녹차}}의 떫은맛은 {{c2::카테킨}}에서 80°C 위에서 나옵니다.", TEA)
    assert regenerated(text, two).text == text


# Drafts and models.


DRAFT = replace(PORT_NOTE, draft=True)
MODEL = qa("부산의 등대를 지킨 것은 누구인가요?", "한 가족", PORT, by="model")


def test_a_models_card_takes_the_place_of_a_draft() -> None:
    text = first(DRAFT)
    done = regenerated(text, MODEL)
    old, new = sorted(done.deck.notes, key=lambda note: note.by, reverse=True)
    assert (old.front, old.retired, old.draft) == (DRAFT.front, True, True)
    assert (new.front, new.by, new.draft) == (MODEL.front, "model", False)
    # The rules proposing their draft again does not bring it back beside the model's card.
    assert regenerated(done.text, DRAFT).text == done.text


def test_a_models_card_takes_the_place_of_a_draft_of_another_kind() -> None:
    draft = cloze("부산의 등대는 {{c1::1904년}}에 세워졌고 한 가족이 지켰습니다.", PORT, draft=True)
    done = regenerated(first(draft), MODEL)
    assert {note.by: note.retired for note in done.deck.notes} == {"rules": True, "model": False}
    assert regenerated(done.text, MODEL).text == done.text
    assert regenerated(done.text, draft).text == done.text
    other = qa("부산의 등대는 몇 년에 세워졌나요?", "1904년", PORT, draft=True)
    assert regenerated(done.text, other).text == done.text


def test_a_sentence_with_an_accepted_card_gets_no_further_proposal() -> None:
    draft = cloze("부산의 등대는 {{c1::1904년}}에 세워졌고 한 가족이 지켰습니다.", PORT, draft=True)
    text = first(draft)
    accepted = accept_draft(text, "talk.yaml", load(text, "t").notes[0].id)
    assert regenerated(accepted, DRAFT).text == accepted


def test_a_changed_proposal_stays_beside_a_models_card() -> None:
    draft = cloze("부산의 등대는 {{c1::1904년}}에 세워졌고 한 가족이 지켰습니다.", PORT, draft=True)
    edited = first(draft).replace("세워졌고", "지어졌고", 1)
    assert edited != first(draft)
    done = regenerated(edited, MODEL)
    assert [note.retired for note in done.deck.notes] == [False, False]


def test_a_card_that_had_the_talks_number_stays_when_the_summary_is_corrected() -> None:
    wrong, right = (
        "독일은 마이너스 가격을 357시간 기록했습니다.",
        "독일은 마이너스 가격을 457시간 기록했습니다.",
    )
    card = qa("독일이 마이너스 가격을 기록한 시간은 얼마인가요?", "457시간", wrong, by="model")
    text = first(card)
    draft = cloze("독일은 마이너스 가격을 {{c1::457시간}} 기록했습니다.", right, draft=True)
    done = regenerated(text, draft, bullets=[right])
    (note,) = done.deck.notes
    assert (note.id, note.retired, note.bullet) == (load(text, "t").notes[0].id, False, right)
    # A card that says what the summary no longer says goes.
    other = qa("독일이 마이너스 가격을 기록한 시간은 얼마인가요?", "357시간", wrong)
    assert regenerated(first(other), draft, bullets=[right]).deck.notes[0].retired


def test_a_models_wording_of_the_same_draft_is_the_same_note() -> None:
    text = first(DRAFT)
    better = replace(DRAFT, front="부산의 등대는 몇 년에 세워졌나요?", by="model", draft=False)
    done = regenerated(text, better)
    (note,) = done.deck.notes
    assert (note.id, note.front, note.by, note.draft) == (
        load(text, "t").notes[0].id,
        better.front,
        "model",
        False,
    )
    # Rules never write over what a model made.
    assert regenerated(done.text, DRAFT).text == done.text


@pytest.mark.parametrize(
    "new", [MODEL, replace(PORT_NOTE, front="부산의 등대는 몇 년에 세워졌나요?", by="model")]
)
def test_a_models_card_never_takes_the_place_of_an_accepted_note(new: Note) -> None:
    text = first(DRAFT)
    accepted = accept_draft(text, "talk.yaml", load(text, "t").notes[0].id)
    done = regenerated(accepted, new)
    assert done.text == accepted
    assert done.added == 0


def test_an_accepted_draft_stays_accepted() -> None:
    text = first(DRAFT, TEA_NOTE)
    accepted = text.replace("  draft: true\n", "")
    assert regenerated(accepted, DRAFT, TEA_NOTE).text == accepted


def test_a_rejected_draft_is_not_proposed_again() -> None:
    text = first(DRAFT)
    rejected = reject_draft(text, "talk.yaml", load(text, "t").notes[0].id)
    assert regenerated(rejected, DRAFT).text == rejected
    other_draft = qa("등대를 지킨 것은 누구인가요?", "한 가족", PORT, draft=True)
    assert regenerated(rejected, other_draft).text == rejected
    gone = regenerated(rejected, TEA_NOTE)
    assert regenerated(gone.text, TEA_NOTE, DRAFT).text.startswith(rejected)


def test_a_ready_card_stands_beside_a_rejected_draft() -> None:
    text = first(DRAFT)
    rejected = reject_draft(text, "talk.yaml", load(text, "t").notes[0].id)
    done = regenerated(rejected, MODEL)
    assert done.text.startswith(rejected)
    assert [note.front for note in done.deck.notes] == [DRAFT.front, MODEL.front]


def test_a_rejected_draft_does_not_stand_in_for_the_note_in_use() -> None:
    sentence = "Nvidia built its first chip in 2006 and sold 1,200 of them."
    draft = cloze(sentence.replace("2006", "{{c1::2006}}"), sentence, draft=True)
    text = first(draft)
    rejected = reject_draft(text, "talk.yaml", load(text, "t").notes[0].id)
    model = cloze(sentence.replace("1,200", "{{c1::1,200}}"), sentence, by="model")
    done = regenerated(rejected, model)
    typo = sentence.replace("chip", "cip")
    both = cloze(typo.replace("2006", "{{c1::2006}}").replace("1,200", "{{c2::1,200}}"), typo, by="model")
    after = regenerated(done.text, both)
    assert after.ids == done.ids
    assert (
        by_id(after)[done.ids[0]].text
        == "Nvidia built its first cip in {{c2::2006}} and sold {{c1::1,200}} of them."
    )


def test_a_draft_that_becomes_sure_is_no_draft_any_more() -> None:
    text = first(DRAFT)
    assert regenerated(text, PORT_NOTE).text == text.replace("  draft: true\n", "")


def test_tags_and_extra_of_a_person_stay_when_the_text_follows_the_summary() -> None:
    text = first(TEA_NOTE)
    note = load(text, "t").notes[0]
    text = replace_note(text, "talk.yaml", replace(note, tags=("exam",), extra="mother's favourite"))
    done = regenerated(
        text, cloze(TEA_NOTE.text.replace("나옵니다", "나온다"), TEA.replace("나옵니다", "나온다"))
    )
    (after,) = done.deck.notes
    assert after.text.endswith("나온다.")
    assert (after.id, after.tags, after.extra, after.edited) == (
        note.id,
        ("exam",),
        "mother's favourite",
        False,
    )


def test_evidence_that_became_better_is_updated_in_place() -> None:
    text = first(TEA_NOTE)
    found = replace(TEA_NOTE, evidence=Evidence("catechins, at eighty degrees", 58, 8, 0.9, 10, 38))
    done = regenerated(text, found)
    assert done.deck.notes[0].evidence == found.evidence
    assert done.kept == 1


def test_evidence_stays_when_there_is_no_transcript_this_time() -> None:
    found = Evidence("catechins, at eighty degrees", 58, 8, 0.9, 10, 38)
    text = first(replace(TEA_NOTE, evidence=found), replace(PORT_NOTE, evidence=found))
    done = regenerated(text, replace(TEA_NOTE, at=70), bullets=[TEA, PORT])
    assert [note.evidence for note in done.deck.notes] == [found, found]
    assert done.deck.notes[0].at == 70


def test_evidence_that_is_not_found_any_more_is_said_to_be_missing() -> None:
    found = Evidence("catechins, at eighty degrees", 58, 8, 0.9, 10, 38)
    text = first(replace(TEA_NOTE, evidence=found), replace(PORT_NOTE, evidence=found))
    done = regenerated(text, replace(TEA_NOTE, evidence=found), PORT_NOTE)
    assert [note.evidence for note in done.deck.notes] == [found, None]
    assert "  evidence: null\n" in done.text


def test_two_equal_sentences_keep_their_own_notes() -> None:
    one, two = replace(CHIP_NOTE, at=10), replace(CHIP_NOTE, at=500)
    text = first(one, two)
    ids = [note.id for note in load(text, "t").notes]
    assert len(set(ids)) == 2
    assert regenerated(text, two, one).ids == (ids[1], ids[0])


def test_a_broken_deck_is_refused_not_overwritten() -> None:
    with pytest.raises(DeckError, match="no key 'fornt'"):
        merge("notes:\n- fornt: a\n  back: b\n", Deck("x"), "talk.yaml")
