"""The decks on disk, listed without parsing YAML: parsed decks are cached by the hash of their bytes.

The cache is a file of its own beside the review history. It can be deleted at any time and is rebuilt
silently; a cache that cannot be read or written costs speed, never an error.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from studykit.errors import InputError, StudykitError
from studykit.files import read_bytes, write_text
from studykit.progress.cardlist import CardList, CardRef
from studykit.progress.collecting import no_collection
from studykit.progress.database import special_file

if TYPE_CHECKING:
    from studykit.model import Deck, Settings

# Raised whenever the model or this serialisation changes, so that an old cache is never misread.
CACHE_VERSION = 3


class LoadedDeck:
    """A deck file. Its name is at hand at once, its cards and settings when asked for, ``deck`` last.

    Args:
        path: The file.
        name: The deck's name.
        head: Gives the cards and the settings.
        read: Gives the whole deck.
    """

    def __init__(
        self,
        path: Path,
        name: str,
        head: Callable[[], tuple[CardList, Settings]],
        read: Callable[[], Deck],
    ) -> None:
        self.path = path
        self.name = name
        self._read_head = head
        self._read = read

    @cached_property
    def _head(self) -> tuple[CardList, Settings]:
        return self._read_head()

    @property
    def cards(self) -> CardList:
        """What queue and counts need of its cards."""
        return self._head[0]

    @property
    def settings(self) -> Settings:
        """Its own study settings."""
        return self._head[1]

    @property
    def drafts(self) -> int:
        """How many draft notes wait for a person."""
        return len({card.id.rpartition(".")[0] for card in self.cards if card.draft})

    @cached_property
    def deck(self) -> Deck:
        """The whole deck."""
        return self._read()


class Library:
    """The decks a person named, or all that are found.

    Attributes:
        decks: Those that can be used, in the order of their paths.
        problems: Why the others cannot be.
    """

    def __init__(
        self, find: Callable[[], Sequence[Path]], cache: Path | None, *, strict: bool = False
    ) -> None:
        """Args: names the deck files, anew for each reload; the cache's file; ``strict`` raises the first problem."""
        self._find = find
        self._cache = cache
        self._strict = strict
        self.decks: tuple[LoadedDeck, ...] = ()
        self.problems: tuple[StudykitError, ...] = ()
        self.reload()

    def reload(self) -> None:
        """Read the files again; unchanged ones come from the cache.

        Raises:
            StudykitError: with ``strict``, the first deck that cannot be used.
        """
        decks: list[LoadedDeck] = []
        problems: list[StudykitError] = []
        with _open_cache(self._cache) as cache, no_collection():
            names, heads = _names(cache), _Heads(self._cache)
            for path in self._find():
                try:
                    decks.append(_load_one(path, names, cache, heads))
                except StudykitError as err:
                    if self._strict:
                        raise
                    problems.append(err)
        self.decks, self.problems = tuple(decks), tuple(problems)


def find_decks(names: Sequence[str], folders: Sequence[Path]) -> tuple[Path, ...]:
    """The deck files that the words of a command mean: files, folders of decks, or a deck's bare name.

    Args:
        names: What the user typed; nothing means every deck of the first folder that exists.
        folders: Where decks are looked for, best first.

    Raises:
        InputError: a name that is neither file, folder nor deck.
    """
    home = next((folder for folder in folders if folder.is_dir()), None)
    if not names:
        return _in_folder(home) if home else ()
    found: list[Path] = []
    for name in names:
        path = Path(name)
        bare = [home / f"{name}{suffix}" for suffix in (".yaml", ".yml")] if home else []
        if path.is_dir():
            found += _in_folder(path)
        elif path.is_file():
            found.append(path)
        elif match := next((p for p in bare if p.is_file()), None):
            found.append(match)
        else:
            raise InputError(
                "there is no such deck", "Run 'studykit stats' to see the decks there are.", file=name
            )
    return tuple(dict.fromkeys(found))


def study_refs(decks: Iterable[LoadedDeck], *, drafts: bool = False) -> tuple[CardRef, ...]:
    """The cards of all decks that are studied."""
    return tuple(ref for deck in decks for ref in deck.cards if drafts or not ref.draft)


def _in_folder(folder: Path) -> tuple[Path, ...]:
    return tuple(sorted(p for p in folder.iterdir() if p.suffix in {".yaml", ".yml"} and p.is_file()))


# What a cache that holds something else raises while it is read.
_MISREAD = (KeyError, ValueError, TypeError, AttributeError, IndexError, RecursionError)


class _Heads:
    """Cards and settings of all cached decks, read in one query when the first is asked for.

    A connection per deck would cost more than all the decks' cards.
    """

    def __init__(self, cache_path: Path | None) -> None:
        self.cache_path = cache_path

    @cached_property
    def _texts(self) -> dict[str, str]:
        with contextlib.suppress(sqlite3.Error), _open_cache(self.cache_path) as cache:
            if cache is not None:
                return dict(cache.execute("select digest, head from deck"))
        return {}

    def read(self, path: Path, digest: str) -> tuple[CardList, Settings]:
        """Those of one deck, as it was listed; from its file when the cache was deleted since."""
        from studykit.progress.packing import unpack_head  # noqa: PLC0415

        with contextlib.suppress(*_MISREAD):
            return unpack_head(self._texts[digest])
        return _head_of(_read_file(path))


def _load_one(
    path: Path, names: Mapping[str, str], cache: sqlite3.Connection | None, heads: _Heads
) -> LoadedDeck:
    data = read_bytes(path)
    digest = hashlib.sha256(data).hexdigest()
    if (name := names.get(digest)) is not None:
        return LoadedDeck(
            path,
            name,
            lambda: heads.read(path, digest),
            lambda: _read_cached(path, digest, heads.cache_path),
        )
    # Imported here: reading YAML takes a tenth of a second to get ready, and cached decks need none of it.
    from studykit.deck.edit import ensure_ids  # noqa: PLC0415
    from studykit.deck.format import load  # noqa: PLC0415
    from studykit.parse.encoding import decode  # noqa: PLC0415
    from studykit.progress.packing import pack  # noqa: PLC0415

    text = decode(data, str(path))
    with_ids = ensure_ids(text, str(path))
    if with_ids != text:
        write_text(path, with_ids)
        digest = hashlib.sha256(with_ids.encode("utf-8")).hexdigest()
    deck = load(with_ids, str(path))
    if cache is not None:
        with contextlib.suppress(sqlite3.Error):
            cache.execute("insert or replace into deck values (?, ?, ?, ?)", (digest, deck.name, *pack(deck)))
    return LoadedDeck(path, deck.name, lambda: _head_of(deck), lambda: deck)


def _head_of(deck: Deck) -> tuple[CardList, Settings]:
    from studykit.progress.packing import rows_of  # noqa: PLC0415

    return CardList.of(rows_of(deck)), deck.settings


def _names(cache: sqlite3.Connection | None) -> dict[str, str]:
    """The name of each deck in the cache, by its file's digest: one query, for opening a row per deck costs more."""
    if cache is not None:
        with contextlib.suppress(sqlite3.Error):
            return dict(cache.execute("select digest, name from deck"))
    return {}


def _read_cached(path: Path, digest: str, cache_path: Path | None) -> Deck:
    """The whole deck, from the cache as it was listed; from its file when the cache was deleted since."""
    from studykit.progress.packing import unpack  # noqa: PLC0415

    with contextlib.suppress(sqlite3.Error, *_MISREAD), _open_cache(cache_path) as cache, no_collection():
        query = "select payload from deck where digest = ?"
        if cache is not None and (row := cache.execute(query, (digest,)).fetchone()):
            return unpack(row[0])
    return _read_file(path)


def _read_file(path: Path) -> Deck:
    from studykit.deck.format import load  # noqa: PLC0415
    from studykit.parse.encoding import decode  # noqa: PLC0415

    return load(decode(read_bytes(path), str(path)), str(path))


@contextlib.contextmanager
def _open_cache(path: Path | None) -> Iterator[sqlite3.Connection | None]:
    """The cache, or None where there cannot be one."""
    connection = None
    if path is not None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = _connect(path)
        except (OSError, sqlite3.Error):
            with contextlib.suppress(OSError, sqlite3.Error):
                path.unlink(missing_ok=True)
                connection = _connect(path)
    try:
        yield connection
    finally:
        if connection is not None:
            with contextlib.suppress(sqlite3.Error):
                connection.commit()
            connection.close()


def _connect(path: Path) -> sqlite3.Connection:
    if special_file(path) is not None:
        raise sqlite3.OperationalError
    connection = sqlite3.connect(path, timeout=2)
    try:
        connection.execute("pragma synchronous = off")
        (version,) = connection.execute("pragma user_version").fetchone()
        if version != CACHE_VERSION:
            connection.execute("drop table if exists deck")
            connection.execute(
                "create table deck (digest text primary key, name text, head text, payload text) without rowid"
            )
            connection.execute(f"pragma user_version = {CACHE_VERSION}")
            connection.commit()
    except sqlite3.Error:
        connection.close()
        raise
    return connection
