"""Anki's own backend in a process of its own: one JSON request per line in, one JSON answer per line out.

Run as ``python oracle.py COLLECTION``. Nothing of studykit is imported here.
"""

import json
import sys
from typing import Any

from anki.collection import (
    Collection,
    DeckIdLimit,
    ExportAnkiPackageOptions,
    ImportAnkiPackageOptions,
    ImportAnkiPackageRequest,
)

OUTCOMES = ("new", "updated", "duplicate", "conflicting", "first_field_match", "missing_notetype")


class Oracle:
    """The operations a test may ask for, by name."""

    def __init__(self, path: str) -> None:
        self.col: Any = Collection(path)

    def load(self, path: str, *, progress: bool = False) -> dict[str, int]:
        options = ImportAnkiPackageOptions(with_scheduling=progress)
        request = ImportAnkiPackageRequest(package_path=path, options=options)
        log = self.col.import_anki_package(request).log
        return {name: len(getattr(log, name)) for name in OUTCOMES}

    def save(self, path: str, *, deck: str = "", legacy: bool = False, progress: bool = True) -> Any:
        options = ExportAnkiPackageOptions(
            with_scheduling=progress, with_deck_configs=False, with_media=True, legacy=legacy
        )
        found = self.col.decks.id_for_name(deck) if deck else None
        limit = DeckIdLimit(found) if found else None
        return self.col.export_anki_package(out_path=path, options=options, limit=limit)

    def notes(self) -> list[dict[str, Any]]:
        found = []
        for nid in self.col.find_notes("", order=False):
            note = self.col.get_note(nid)
            kind = note.note_type()
            assert kind
            found.append(
                {"nid": nid, "guid": note.guid, "kind": kind["name"], "fields": dict(note.items()),
                 "tags": note.tags, "mod": note.mod, "decks": [self.col.decks.name(c.did) for c in note.cards()]}
            )  # fmt: skip
        return found

    def cards(self) -> list[dict[str, Any]]:
        columns = (
            "id", "nid", "did", "ord", "type", "queue", "due", "ivl", "factor", "reps", "lapses", "left", "flags",
            "data",
        )  # fmt: skip
        rows = self.col.db.all(f"select {', '.join(columns)} from cards order by nid, ord")
        return [dict(zip(columns, row, strict=True)) for row in rows]

    def revlog(self) -> list[list[int]]:
        rows: list[list[int]] = self.col.db.all(
            "select id, cid, ease, ivl, lastIvl, factor, time, type from revlog order by id"
        )
        return rows

    def decks(self) -> list[str]:
        return [deck.name for deck in self.col.decks.all_names_and_ids()]

    def today(self) -> Any:
        return self.col.sched.today

    def edit(self, nid: int, field: str, value: str) -> None:
        note = self.col.get_note(nid)
        note[field] = value
        self.col.update_note(note)

    def add(self, kind: str, deck: str, fields: dict[str, str], tags: list[str]) -> Any:
        model = self.col.models.by_name(kind)
        assert model
        note = self.col.new_note(model)
        for name, value in fields.items():
            note[name] = value
        note.tags = tags
        target = self.col.decks.id(deck)
        assert target
        self.col.add_note(note, target)
        return note.id

    def media(self, name: str, data: str) -> Any:
        return self.col.media.write_data(name, data.encode())

    def answer(self, deck: str, ratings: list[int]) -> int:
        """Answers the deck's next cards, and says how many."""
        found = self.col.decks.id_for_name(deck)
        assert found
        self.col.decks.select(found)
        for done, rating in enumerate(ratings):
            card = self.col.sched.getCard()
            if card is None:
                return done
            self.col.sched.answerCard(card, rating)
        return len(ratings)

    def suspend(self, cids: list[int]) -> None:
        self.col.sched.suspend_cards(cids)

    def cram(self, deck: str) -> None:
        """Moves a deck's cards into a filtered deck."""
        filtered = self.col.sched.get_or_create_filtered_deck(0)
        filtered.name = "Filtered"
        filtered.config.search_terms[0].search = f'deck:"{deck}"'
        self.col.sched.add_or_update_filtered_deck(filtered)

    def reschedule(self, cids: list[int]) -> None:
        """Moves due dates by hand, then forgets the cards: rows of the log that are no answers."""
        self.col.sched.set_due_date(cids, "3")
        self.col.sched.schedule_cards_as_new(cids)

    def fsrs(self) -> None:
        self.col.set_config("fsrs", True)

    def memory(self, cid: int) -> list[float]:
        state = self.col.get_card(cid).memory_state
        return [state.stability, state.difficulty] if state else []

    def recompute(self, cid: int) -> list[float]:
        """What Anki makes of a card's review log by itself."""
        state = self.col.compute_memory_state(cid)
        return [state.stability, state.difficulty]

    def render(self, cid: int) -> dict[str, str]:
        card = self.col.get_card(cid)
        return {"question": card.question(), "answer": card.answer(), "css": card.render_output().css}

    def connect(self, action: str, params: dict[str, Any]) -> Any:
        """What the AnkiConnect add-on does for an action, by the same calls of the backend."""
        return getattr(self, f"on_{action}")(**params)

    def on_version(self) -> int:
        return 6

    def on_findNotes(self, query: str) -> list[int]:  # noqa: N802 - the add-on's names
        return list(self.col.find_notes(query))

    def on_findCards(self, query: str) -> list[int]:  # noqa: N802
        return list(self.col.find_cards(query))

    def on_notesInfo(self, notes: list[int]) -> list[dict[str, Any]]:  # noqa: N802
        found = []
        for note in map(self.col.get_note, notes):
            fields = {
                name: {"value": value, "order": order} for order, (name, value) in enumerate(note.items())
            }
            cards = self.col.db.list("select id from cards where nid = ? order by ord", note.id)
            found.append(
                {"noteId": note.id, "modelName": note.note_type()["name"], "fields": fields, "tags": note.tags,
                 "cards": cards}
            )  # fmt: skip
        return found

    def on_updateNoteFields(self, note: dict[str, Any]) -> None:  # noqa: N802
        for name, value in note["fields"].items():
            self.edit(note["id"], name, value)

    def on_addTags(self, notes: list[int], tags: str) -> None:  # noqa: N802
        self.col.tags.bulk_add(notes, tags)

    def on_importPackage(self, path: str) -> bool:  # noqa: N802
        options = ImportAnkiPackageOptions(merge_notetypes=True, with_scheduling=True, with_deck_configs=True)
        self.col.import_anki_package(ImportAnkiPackageRequest(package_path=path, options=options))
        return True

    def on_getReviewsOfCards(self, cards: list[int]) -> dict[int, list[dict[str, int]]]:  # noqa: N802
        names = ("id", "usn", "ease", "ivl", "lastIvl", "factor", "time", "type")
        query = f"select {', '.join(names)} from revlog where cid = ?"
        return {
            card: [dict(zip(names, row, strict=True)) for row in self.col.db.all(query, card)]
            for card in cards
        }

    def on_insertReviews(self, reviews: list[list[int]]) -> None:  # noqa: N802
        for row in reviews:
            self.col.db.execute(
                "insert into revlog (id,cid,usn,ease,ivl,lastIvl,factor,time,type) values (?,?,?,?,?,?,?,?,?)",
                *row,
            )

    def sql(self, query: str) -> list[Any]:
        rows: list[Any] = self.col.db.all(query)
        return rows


def main() -> None:
    oracle = Oracle(sys.argv[1])
    for line in sys.stdin:
        name, arguments = json.loads(line)
        try:
            answer = {"answer": getattr(oracle, name)(**arguments)}
        except Exception as err:  # noqa: BLE001 - whatever went wrong is the test's to see
            answer = {"error": f"{type(err).__name__}: {err}"}
        print(json.dumps(answer), flush=True)
    oracle.col.close()


if __name__ == "__main__":
    main()
