from __future__ import annotations

from typing import Any

from studykit.model import Evidence, Source
from studykit.paper.choose import Choice, Order, choose
from studykit.paper.entries import Entry, entries


def only(kit: Any, note: Any, **more: Any) -> Entry:
    (entry,) = entries(choose([kit.deck(note, **more)], Choice()), together=True)
    return entry


def test_numbers_run_in_printing_order_and_siblings_stay_together(kit: Any) -> None:
    deck = kit.deck(
        kit.cloze("{{c1::가}} {{c2::나}} {{c3::다}}", "a"),
        kit.qa("라?", "마", "b"),
        kit.cloze("{{c1::바}} {{c2::사}}", "c"),
    )
    for seed in range(5):
        chosen = choose([deck], Choice(order=Order.RANDOM, seed=seed))
        made = entries(chosen, together=True)
        assert [number for entry in made for number in entry.numbers] == [1, 2, 3, 4, 5, 6]
        assert sorted(len(entry.cards) for entry in made) == [1, 2, 3]
        assert made[0].cards[0].note == chosen[0][1].note
    assert len(entries(choose([deck], Choice()), together=False)) == 6


def test_a_notes_own_link_goes_before_the_decks(kit: Any) -> None:
    entry = only(kit, kit.qa("가?", "나", at=75, url="https://vimeo.com/12345678"))
    assert entry.time == "01:15"
    assert entry.link == "https://vimeo.com/12345678#t=75s"


def test_without_a_time_of_its_own_a_note_takes_its_evidences(kit: Any) -> None:
    entry = only(kit, kit.qa("가?", "나", evidence=Evidence("words", at=3661, plus_minus=4)))
    assert (entry.time, entry.accuracy) == ("1:01:01", "±4 s")
    assert entry.short == "https://youtu.be/abcdefghijk?t=3661"


def test_without_a_time_or_a_video_there_is_no_link(kit: Any) -> None:
    assert only(kit, kit.qa("가?", "나")).link == ""
    entry = only(kit, kit.qa("가?", "나", at=5), source=Source())
    assert (entry.time, entry.link, entry.short) == ("00:05", "", "")
