"""Packages nobody vouches for: refused with a sentence, never a traceback, a full disk or a stray file."""

import contextlib
import json
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studykit.anki import collection, unpack
from studykit.anki.package import export_apkg
from studykit.anki.read import extract_media, read_apkg
from studykit.errors import PackageError, StudykitError
from studykit.model import Deck, Kind, Note


def package(path: Path, **entries: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name.replace("__", "."), data)
    return path


def database(*statements: str) -> bytes:
    db = sqlite3.connect(":memory:")
    for statement in statements:
        db.execute(statement)
    db.commit()
    data = db.serialize()
    db.close()
    return data


@pytest.fixture
def good(tmp_path: Path) -> bytes:
    """The database of a package of ours."""
    path = tmp_path / "good.apkg"
    export_apkg([Deck(name="D", notes=(Note(Kind.QA, id="q1", front="x", back="y"),))], path)
    with zipfile.ZipFile(path) as archive:
        return archive.read("collection.anki2")


@pytest.fixture
def doctored(good: bytes, tmp_path: Path) -> Callable[..., Path]:
    """A package whose database was changed by some statements."""

    def make(*statements: str) -> Path:
        db = sqlite3.connect(":memory:")
        db.deserialize(good)
        for statement in statements:
            db.execute(statement)
        db.commit()
        data = db.serialize()
        db.close()
        return package(tmp_path / "bad.apkg", collection__anki2=data, media=b"{}")

    return make


def test_a_file_that_is_no_zip_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.apkg").write_bytes(b"hello")
    with pytest.raises(PackageError, match="not an Anki package"):
        read_apkg(tmp_path / "x.apkg")


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(PackageError, match="no such file"):
        read_apkg(tmp_path / "none.apkg")
    with pytest.raises(PackageError, match="cannot be read"):
        read_apkg(tmp_path)


def test_a_zip_without_a_collection_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackageError, match="holds no collection"):
        read_apkg(package(tmp_path / "x.apkg", readme__txt=b"hello"))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no database",
        database("CREATE TABLE t (x)"),
        database("CREATE TABLE notes (x)", "CREATE TABLE cards (x)"),
    ],
    ids=["empty", "text", "another database", "half a collection"],
)
def test_a_database_that_is_no_collection_is_refused(data: bytes, tmp_path: Path) -> None:
    with pytest.raises(PackageError, match="damaged, or not one of Anki's"):
        read_apkg(package(tmp_path / "x.apkg", collection__anki2=data))


@pytest.mark.parametrize(
    "statements",
    [
        ["CREATE VIEW v AS SELECT 1"],
        ["CREATE TRIGGER t AFTER INSERT ON notes BEGIN DELETE FROM notes; END"],
        ["DROP TABLE notes", "CREATE VIEW notes AS SELECT 1 AS id"],
        ["CREATE VIRTUAL TABLE f USING fts5(x)"],
    ],
    ids=["view", "trigger", "view for a table", "virtual table"],
)
def test_a_schema_with_more_than_tables_is_refused(
    statements: list[str], doctored: Callable[..., Path]
) -> None:
    with pytest.raises(PackageError, match="more than tables"):
        read_apkg(doctored(*statements))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE notes SET mid = 'x', flds = 7, tags = x'ff00'",
        "UPDATE cards SET did = 'deck', odid = ''",
        "UPDATE cards SET ord = 'first'",
        "UPDATE col SET models = 'not json'",
        "UPDATE col SET models = '[1]'",
        "UPDATE col SET models = '{\"1\": 2}'",
        "UPDATE col SET decks = '" + "[" * 100_000 + "'",
        "DELETE FROM col",
        "INSERT INTO col SELECT 2, crt, mod, scm, ver, dty, usn, ls, conf, models, decks, dconf, tags FROM col",
        "ALTER TABLE notes RENAME COLUMN flds TO fields",
    ],
)
def test_rows_of_a_wrong_kind_are_refused(statement: str, doctored: Callable[..., Path]) -> None:
    path = doctored(statement)
    with pytest.raises(PackageError):
        read_apkg(path)


def test_text_that_is_not_utf_8_is_read_with_marks(doctored: Callable[..., Path]) -> None:
    back = read_apkg(doctored("UPDATE notes SET guid = 'other', flds = CAST(x'ff' || flds AS TEXT)"))
    assert back.decks[0].notes[0].front.startswith("\ufffd")


def test_a_zip_bomb_costs_no_more_than_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpack, "MAX_COLLECTION", 2**20)
    with pytest.raises(PackageError, match="more than 1 MB"):
        read_apkg(package(tmp_path / "x.apkg", collection__anki2=bytes(50 * 2**20)))
    bomb = zstandard.ZstdCompressor().compress(bytes(50 * 2**20))
    with pytest.raises(PackageError, match="more than 1 MB"):
        read_apkg(package(tmp_path / "y.apkg", collection__anki21b=bomb))


def test_a_zstd_frame_that_wants_much_memory_is_refused(tmp_path: Path) -> None:
    parameters = zstandard.ZstdCompressionParameters(window_log=30)
    data = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    frame = data.compress(bytes(1000)) + data.flush()
    with pytest.raises(PackageError, match="damaged"):
        read_apkg(package(tmp_path / "x.apkg", collection__anki21b=frame))


def test_more_rows_than_anyone_has_are_refused(
    doctored: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collection, "MAX_REVIEWS", 3)
    rows = ",".join(f"({n}, 1, 0, 3, 1, 1, 0, 0, 1)" for n in range(1, 6))
    with pytest.raises(PackageError, match="more than 3 rows"):
        read_apkg(doctored(f"INSERT INTO revlog VALUES {rows}"))


def test_a_truncated_package_is_refused(good: bytes, tmp_path: Path) -> None:
    whole = package(tmp_path / "x.apkg", collection__anki2=good).read_bytes()
    (tmp_path / "cut.apkg").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(PackageError):
        read_apkg(tmp_path / "cut.apkg")


def test_media_names_never_become_paths(good: bytes, tmp_path: Path) -> None:
    names = {
        "0": "../../outside.png",
        "1": "/etc/passwd",
        "2": "a\x00b.mp3",
        "../up": "x.png",
        "3": "none.png",
    }
    path = tmp_path / "x.apkg"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("collection.anki2", good)
        archive.writestr("media", json.dumps(names))
        for entry in ("0", "1", "2", "../up"):
            archive.writestr(entry, entry)
    folder = tmp_path / "inner" / "media"
    stored = extract_media(path, read_apkg(path).media, folder)
    assert {item.path.parent for item in stored} == {folder}
    assert len(list(folder.iterdir())) == 4
    assert sorted(p.name for p in tmp_path.iterdir()) == ["good.apkg", "inner", "x.apkg"]


@pytest.mark.parametrize("media", [b"not json", b"[1, 2]", b'{"0": ' + b"[" * 50_000])
def test_a_damaged_list_of_media_is_refused(media: bytes, good: bytes, tmp_path: Path) -> None:
    path = package(tmp_path / "x.apkg", collection__anki2=good, media=media)
    with pytest.raises(PackageError, match="list of media"):
        read_apkg(path)


def test_a_large_media_file_is_refused(good: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpack, "MAX_MEDIA_FILE", 2**20)
    path = tmp_path / "x.apkg"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("collection.anki2", good)
        archive.writestr("media", '{"0": "x.png"}')
        archive.writestr("0", bytes(2**21))
    with pytest.raises(PackageError, match="more than 1 MB"):
        extract_media(path, read_apkg(path).media, tmp_path / "media")
    assert list((tmp_path / "media").iterdir()) == []


def test_a_schema_that_is_not_text_is_refused(good: bytes, tmp_path: Path) -> None:
    damaged = good.replace(b"CREATE TABLE notes", b"CREATE T\xc3BLE notes")
    assert damaged != good
    with pytest.raises(PackageError, match="damaged"):
        read_apkg(package(tmp_path / "x.apkg", collection__anki2=damaged))


DAMAGE = st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=20)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(damage=DAMAGE, inner=st.booleans())
def test_any_damage_gives_a_refusal_or_a_reading(
    damage: list[tuple[float, int]], inner: bool, good: bytes, tmp_path: Path
) -> None:
    path = package(tmp_path / "whole.apkg", collection__anki2=good, media=b"{}")
    target = bytearray(good if inner else path.read_bytes())
    for place, value in damage:
        # Half of the damage goes to the first page, which holds the schema.
        size = 4096 if value % 2 else len(target)
        target[int(place * min(size, len(target)))] = value
    if inner:
        package(path, collection__anki2=bytes(target))
    else:
        path.write_bytes(target)
    with contextlib.suppress(StudykitError):
        read_apkg(path)


def test_a_review_outside_all_calendars_is_left(doctored: Callable[..., Path]) -> None:
    row = "(9223372036854775807, (select min(id) from cards), -1, 3, 1, 0, 0, 100, 0)"
    imported = read_apkg(doctored(f"insert into revlog values {row}"))
    assert imported.reviews == ()
