"""Push and pull, against a real backend behind the add-on's protocol."""

import socket
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from studykit.anki.connect import AnkiConnect
from studykit.anki.edits import edits
from studykit.anki.ledger import Ledger
from studykit.anki.package import export_apkg
from studykit.anki.progress import ProgressExport
from studykit.anki.sync import Pushed, pull, push
from studykit.errors import PackageError
from studykit.model import Deck, Kind, Note, Rating
from studykit.schedule.events import Event, EventKind, Memory
from studykit.schedule.state import CardState, Phase

DAY = 20_000
NOON = DAY * 86_400_000 + 12 * 3_600_000


def counts(done: Pushed) -> tuple[int, int, int, tuple[str, ...]]:
    return done.new, done.updated, done.same, done.kept


def client(server: Any, **options: Any) -> AnkiConnect:
    return AnkiConnect(server.port, **options)


def first_push(server: Any, deck: Deck) -> Ledger:
    done = push(client(server), [deck], ledger=Ledger(), now=1_000_000_000)
    assert counts(done) == (3, 0, 0, ())
    return done.ledger


def test_a_push_adds_once_and_then_finds_all_the_same(talk: Deck, server: Any, anki: Any) -> None:
    ledger = first_push(server, talk)
    assert counts(push(client(server), [talk], ledger=ledger, now=2_000_000_000)) == (0, 0, 3, ())
    assert len(anki.notes()) == 3
    assert "Talks::Scaling" in anki.decks()


def test_a_pushed_note_is_the_one_a_package_updates(
    talk: Deck, server: Any, anki: Any, tmp_path: Path
) -> None:
    ledger = first_push(server, talk)
    changed = replace(talk, notes=(talk.notes[0], replace(talk.notes[1], back="new"), *talk.notes[2:]))
    export_apkg([changed], tmp_path / "a.apkg", ledger=ledger, now=2_000_000_000)
    log = anki.load(path=tmp_path / "a.apkg")
    assert (log["new"], log["updated"], log["duplicate"]) == (0, 1, 2)


def test_an_edit_here_updates_one_note_and_keeps_its_reviews(talk: Deck, server: Any, anki: Any) -> None:
    ledger = first_push(server, talk)
    anki.answer(deck="Talks::Scaling", ratings=[3, 3, 3, 3])
    before = anki.revlog()
    changed = replace(talk, notes=(talk.notes[0], replace(talk.notes[1], back="a < b"), *talk.notes[2:]))
    assert counts(push(client(server), [changed], ledger=ledger, now=2_000_000_000)) == (0, 1, 2, ())
    assert "a &lt; b" in {note["fields"].get("Back") for note in anki.notes()}
    assert anki.revlog() == before


def test_a_note_edited_in_anki_is_kept_and_told(talk: Deck, server: Any, anki: Any) -> None:
    ledger = first_push(server, talk)
    nids = {note["fields"]["Id"]: note["nid"] for note in anki.notes()}
    anki.edit(nid=nids["aaaaaaaaa3"], field="Back", value="Mark")
    changed = replace(talk, notes=(*talk.notes[:2], replace(talk.notes[2], back="Chen")))
    done = push(client(server), [changed], ledger=ledger, now=2_000_000_000)
    assert counts(done) == (0, 0, 2, ("aaaaaaaaa3",))
    assert edits(pull(client(server)).notes, [changed], done.ledger)[0].new.back == "Mark"
    forced = push(client(server), [changed], ledger=ledger, now=2_000_000_000, overwrite=True)
    assert counts(forced) == (0, 1, 2, ())
    assert edits(pull(client(server)).notes, [changed], forced.ledger) == ()


def test_tags_are_added_and_those_of_anki_stay(talk: Deck, server: Any, anki: Any) -> None:
    ledger = first_push(server, talk)
    anki.connect(action="addTags", params={"notes": [anki.notes()[0]["nid"]], "tags": "leech"})
    done = push(client(server), [replace(talk, tags=("talk", "more tags"))], ledger=ledger, now=2_000_000_000)
    assert counts(done) == (0, 3, 0, ())
    assert all("more_tags" in note["tags"] for note in anki.notes())
    assert sum("leech" in note["tags"] for note in anki.notes()) == 1


def history(card: str, times: int) -> ProgressExport:
    memories = [Memory(Phase.REVIEW, None, 3.0 + n, 5.0, DAY + 3 * (n + 1)) for n in range(times)]
    reviews = [
        Event(card=card, at_ms=NOON + n * 3 * 86_400_000, id=n, kind=EventKind.REVIEW, day=DAY + 3 * n, rating=Rating.GOOD,
              duration_ms=5_000 + n, was=memories[n - 1] if n else Memory(Phase.NEW, None, None, None, 0), now=memory)
        for n, memory in enumerate(memories)
    ]  # fmt: skip
    last = reviews[-1]
    state = CardState(
        Phase.REVIEW, None, memories[-1].stability, 5.0, memories[-1].due, last.at_ms, last.day, DAY, times
    )
    return ProgressExport({card: state}, reviews)


def test_progress_goes_with_new_cards_and_later_reviews_follow(talk: Deck, server: Any, anki: Any) -> None:
    card = "aaaaaaaaa1.2"
    done = push(client(server), [talk], ledger=Ledger(), now=1_000_000_000, progress=history(card, 2))
    assert len(anki.revlog()) == 2
    assert sum(found["queue"] == 2 for found in anki.cards()) == 1
    later = push(client(server), [talk], ledger=done.ledger, now=2_000_000_000, progress=history(card, 5))
    assert later.reviews == 3
    again = push(client(server), [talk], ledger=later.ledger, now=2_000_000_000, progress=history(card, 5))
    assert again.reviews == 0
    back = pull(client(server))
    assert [(r.card, r.at_ms, r.duration_ms) for r in back.reviews] == [
        (event.card, event.at_ms, event.duration_ms) for event in history(card, 5).reviews
    ]


def test_a_pull_brings_texts_reviews_and_suspended_cards(talk: Deck, server: Any, anki: Any) -> None:
    ledger = first_push(server, talk)
    anki.answer(deck="Talks::Scaling", ratings=[1, 2, 3, 4])
    anki.suspend(cids=[anki.cards()[1]["id"]])
    back = pull(client(server))
    assert [note.note.id for note in back.notes] == ["aaaaaaaaa1", "aaaaaaaaa2", "aaaaaaaaa3"]
    assert edits(back.notes, [talk], ledger) == ()
    assert sorted(int(review.rating) for review in back.reviews) == [1, 2, 3, 4]
    assert back.suspended == ("aaaaaaaaa1.2",)


def test_cloze_numbers_with_gaps_keep_their_names(server: Any, anki: Any) -> None:
    note = Note(Kind.CLOZE, id="gap", text="{{c2::a}} {{c7::b}}")
    push(client(server), [Deck(name="Gaps", notes=(note,))], ledger=Ledger(), now=1_000_000_000)
    anki.answer(deck="Gaps", ratings=[3, 3])
    assert {review.card for review in pull(client(server)).reviews} == {"gap.2", "gap.7"}


def test_anki_that_does_not_run_is_said_so(talk: Deck) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(PackageError, match="no running Anki") as caught:
        push(AnkiConnect(port), [talk], ledger=Ledger(), now=1)
    assert "Start Anki" in caught.value.hint


@pytest.mark.parametrize("raw", [b"hello", b"[]", b"{}", b'{"result": 1}', b"[" * 100_000])
def test_a_stranger_at_the_port_is_told_from_anki(raw: bytes, server: Any) -> None:
    server.raw = raw
    with pytest.raises(PackageError, match="not AnkiConnect"):
        pull(client(server))


def test_an_old_add_on_is_refused(server: Any) -> None:
    server.raw = b'{"result": 5, "error": null}'
    with pytest.raises(PackageError, match="too old"):
        pull(client(server))


def test_an_api_key_is_asked_for_and_sent(talk: Deck, server: Any) -> None:
    server.key = "secret"
    with pytest.raises(PackageError, match="API key"):
        pull(client(server))
    done = push(client(server, key="secret"), [talk], ledger=Ledger(), now=1)
    assert done.new == 3
    tagged = replace(talk, tags=("talk", "more"))
    assert push(client(server, key="secret"), [tagged], ledger=done.ledger, now=2).updated == 3


@pytest.mark.parametrize(
    ("action", "error", "message"),
    [
        ("findNotes", "collection is not available", "no profile open"),
        ("importPackage", "boom", "refused “importPackage”: boom"),
    ],
)
def test_what_anki_refuses_is_passed_on(
    action: str, error: str, message: str, talk: Deck, server: Any
) -> None:
    server.failing[action] = error
    with pytest.raises(PackageError, match=message):
        push(client(server), [talk], ledger=Ledger(), now=1)


def test_a_failure_among_many_updates_is_told(talk: Deck, server: Any) -> None:
    ledger = first_push(server, talk)
    server.failing["updateNoteFields"] = "note was not found"
    changed = replace(talk, notes=(replace(talk.notes[0], extra="x"), *talk.notes[1:]))
    with pytest.raises(PackageError, match="note was not found"):
        push(client(server), [changed], ledger=ledger, now=2)


def test_an_anki_that_hangs_is_given_up(talk: Deck) -> None:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        accepted: list[socket.socket] = []
        thread = threading.Thread(target=lambda: accepted.append(listening.accept()[0]))
        thread.start()
        with pytest.raises(PackageError, match="did not answer"):
            pull(AnkiConnect(listening.getsockname()[1], timeout=0.2))
        thread.join()
        accepted[0].close()
