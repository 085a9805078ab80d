"""Opening a package that nobody vouches for: nothing is unpacked by name, nothing without a limit.

A package is a zip file with a SQLite database and numbered media files. The database goes to a temporary folder
and is opened so that all it can do is be read (see `studykit.anki.untrusted`). Media are looked up by number and
written under the digest of their bytes, so no name in the package ever becomes a path.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import zstandard

from studykit.anki.wire import WireError, fields_of
from studykit.errors import PackageError
from studykit.files import replacing

MAX_COLLECTION = 2**30
MAX_MEDIA_FILE = 2**28
MAX_MEDIA_LIST = 2**26
MAX_ENTRIES = 200_000
_CHUNK = 2**20
# A zstd frame says how much memory it wants; Anki's own need 8 MB.
_MAX_WINDOW = 2**27

# Newest first: a package of a present-day Anki carries a decoy under the oldest name, for older versions.
_COLLECTIONS = (("collection.anki21b", True), ("collection.anki21", False), ("collection.anki2", False))
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}$")


@dataclass(frozen=True, slots=True)
class Media:
    """A media file of a package.

    Args:
        name: Its name in Anki, for people to read; never used as a path.
        entry: Its name in the zip file.
    """

    name: str
    entry: str


@dataclass(frozen=True, slots=True)
class Stored:
    """A media file that was written: its name in Anki, and where it is now."""

    name: str
    path: Path


class Package:
    """An open package. Use `open_package`."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self._zip = archive
        self._name = name
        self._entries = {info.filename: info for info in archive.infolist()}
        found = [(entry, packed) for entry, packed in _COLLECTIONS if entry in self._entries]
        if not found:
            raise self._refusal(
                "this is not an Anki package: it holds no collection", "Export it from Anki again."
            )
        self._collection, self._packed = found[0]

    def collection(self, folder: Path) -> Path:
        """Unpack the database into a folder of ours.

        Raises:
            PackageError: it is larger than `MAX_COLLECTION` or damaged.
        """
        path = folder / "collection.db"
        with path.open("wb") as file:
            for chunk in self._chunks(self._collection, MAX_COLLECTION):
                file.write(chunk)
        return path

    def media(self) -> tuple[Media, ...]:
        """The media files that are really there.

        Raises:
            PackageError: the list is damaged or too long.
        """
        if "media" not in self._entries:
            return ()
        data = b"".join(self._chunks("media", MAX_MEDIA_LIST))
        try:
            names = _listed(data) if self._packed else _named(data)
        except (ValueError, TypeError, AttributeError, RecursionError, WireError):
            raise self._refusal(
                "the package's list of media is damaged", "Export it from Anki again."
            ) from None
        return tuple(Media(name, entry) for entry, name in names if entry in self._entries)

    def store(self, media: Media, folder: Path) -> Stored:
        """Write a media file as ``SHA-256.suffix`` into a folder.

        Raises:
            PackageError: it is larger than `MAX_MEDIA_FILE` or damaged.
            InputError: the folder cannot be written.
        """
        folder.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256()
        with tempfile.TemporaryDirectory() as aside:
            path = Path(aside) / "media"
            with path.open("wb") as file:
                for chunk in self._chunks(media.entry, MAX_MEDIA_FILE):
                    digest.update(chunk)
                    file.write(chunk)
            suffix = _SUFFIX.search(media.name)
            target = folder / (digest.hexdigest() + (suffix[0].lower() if suffix else ""))
            with replacing(target) as temporary:
                temporary.write_bytes(path.read_bytes())
        return Stored(media.name, target)

    def _chunks(self, entry: str, limit: int) -> Iterator[bytes]:
        """An entry's bytes, unpacked as it is read, so that a bomb costs no more than the limit."""
        size = 0
        try:
            with contextlib.ExitStack() as stack:
                stream: IO[bytes] = stack.enter_context(self._zip.open(self._entries[entry]))
                if self._packed:
                    decoder = zstandard.ZstdDecompressor(max_window_size=_MAX_WINDOW)
                    stream = stack.enter_context(decoder.stream_reader(stream, read_across_frames=True))
                while chunk := stream.read(_CHUNK):
                    size += len(chunk)
                    if size > limit:
                        raise self._refusal(
                            f"the package unpacks to more than {limit // 2**20} MB", "Export a single deck."
                        )
                    yield chunk
        except _BROKEN as err:
            raise self._refusal(
                "the package is damaged, or not one of Anki's", "Export it from Anki again."
            ) from err

    def _refusal(self, message: str, hint: str) -> PackageError:
        return PackageError(message, hint, file=self._name)


# All that reading a zip entry may raise: broken, truncated, encrypted, in a compression nobody uses.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    zstandard.ZstdError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
)


@contextlib.contextmanager
def open_package(path: Path) -> Iterator[Package]:
    """Open an ``.apkg`` or ``.colpkg`` file.

    Raises:
        PackageError: it cannot be read or is none of Anki's.
    """
    name = str(path)
    try:
        archive = zipfile.ZipFile(path)
    except FileNotFoundError:
        raise PackageError("there is no such file", "Check the path.", file=name) from None
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as err:
        raise PackageError(
            "this is not an Anki package", "Name an .apkg file exported from Anki.", file=name
        ) from err
    except OSError as err:
        raise PackageError("this file cannot be read", "Check its permissions.", file=name) from err
    with archive:
        if len(archive.infolist()) > MAX_ENTRIES:
            raise PackageError("the package holds too many files", "Export a single deck.", file=name)
        yield Package(archive, name)


def _named(data: bytes) -> list[tuple[str, str]]:
    """The list of older packages: JSON, zip entry to name."""
    content: Any = json.loads(data)
    return [(entry, str(name)) for entry, name in content.items()]


def _listed(data: bytes) -> list[tuple[str, str]]:
    """The list of newer packages: protobuf, whose n-th entry (field 1) has its name in field 1."""
    names = []
    for number, (_, entry) in enumerate(pair for pair in fields_of(data) if pair[0] == 1):
        inner = dict(fields_of(entry)) if isinstance(entry, bytes) else {}
        name = inner.get(1, b"")
        names.append((str(number), name.decode("utf-8", "replace") if isinstance(name, bytes) else ""))
    return names
