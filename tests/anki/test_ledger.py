"""What the ledger stamps: the law that makes updates update, and nothing else."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.anki.ledger import FIRST, Entry, Ledger, digest, field_digest, load_ledger, save_ledger
from studykit.errors import PackageError

DIGESTS = st.dictionaries(st.sampled_from("abc"), st.sampled_from("xyz"))


@given(st.lists(st.tuples(DIGESTS, st.integers(0, 4_000_000_000)), max_size=12))
def test_mod_grows_when_content_changed_and_only_then(exports: list[tuple[dict[str, str], int]]) -> None:
    ledger = Ledger()
    for digests, now in exports:
        after = ledger.stamped(digests, now)
        for note_id, entry in after.entries.items():
            before = ledger.entries.get(note_id)
            if before is None:
                assert entry.mod == FIRST
            elif before.digest == entry.digest:
                assert entry == before
            else:
                assert entry.mod > before.mod
                assert entry.since == before.since
        assert set(after.entries) == set(ledger.entries) | set(digests)
        ledger = after


def test_a_clock_set_back_does_not_hide_a_change() -> None:
    ledger = Ledger({"a": Entry("x", mod=2_000_000_000)}).stamped({"a": "y"}, 1_000)
    assert ledger.entries["a"].mod == 2_000_000_001


def test_what_was_exported_before_is_known() -> None:
    ledger = Ledger()
    for text in ("one", "two", "three", "one"):
        ledger = ledger.stamped({"a": digest("kind", text, ("tag",))}, 1_000)
    entry = ledger.entries["a"]
    assert all(entry.knows(field_digest("kind", text)) for text in ("one", "two", "three"))
    assert not entry.knows(field_digest("kind", "four"))
    assert len(entry.past) == 2


def test_tags_change_the_digest_but_not_that_of_the_fields() -> None:
    plain, tagged = digest("kind", "x", ()), digest("kind", "x", ("t",))
    assert plain != tagged
    assert plain.startswith(field_digest("kind", "x"))
    assert tagged.startswith(field_digest("kind", "x"))


def test_a_saved_ledger_is_read_again(tmp_path: Path) -> None:
    ledger = Ledger({"b": Entry("x", 5, 4, ("w", "v")), "a": Entry("y")})
    save_ledger(tmp_path / "ledger.json", ledger)
    assert load_ledger(tmp_path / "ledger.json") == ledger
    assert load_ledger(tmp_path / "none.json") == Ledger()


def test_saving_keeps_what_another_process_added(tmp_path: Path) -> None:
    path = tmp_path / "ledger.json"
    save_ledger(path, Ledger({"a": Entry("new", 9), "b": Entry("x", 1)}))
    save_ledger(path, Ledger({"a": Entry("old", 5), "c": Entry("z", 3)}))
    assert {note_id: entry.digest for note_id, entry in load_ledger(path).entries.items()} == {
        "a": "new",
        "b": "x",
        "c": "z",
    }


@pytest.mark.parametrize(
    "content",
    ["", "{}", "[]", "null", '{"format": 1}', '{"format": 1, "notes": {"a": 1}}', '{"format": 1, "notes": {"a": [1, 2, 3]}}',
     '{"format": 1, "notes": {"a": ["x", "late", 3]}}', "\x00\xff", "[" * 100_000],
)  # fmt: skip
def test_a_damaged_ledger_is_refused_with_what_to_do(content: str, tmp_path: Path) -> None:
    path = tmp_path / "ledger.json"
    path.write_text(content, encoding="latin-1")
    with pytest.raises(PackageError) as caught:
        load_ledger(path)
    assert "Move it away" in caught.value.hint


def test_a_ledger_of_a_later_version_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "ledger.json"
    path.write_text(json.dumps({"format": 2, "notes": {}}))
    with pytest.raises(PackageError, match="format 2"):
        save_ledger(path, Ledger({"a": Entry("x")}))
    assert json.loads(path.read_text()) == {"format": 2, "notes": {}}
