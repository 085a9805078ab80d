"""What was sent to Anki, and when it last changed: so that an update updates what changed and nothing else.

Anki takes a note of a package only if the note's ``mod`` is newer than its own. A package stamped with the present
time would overwrite every note, one stamped with a fixed time would update none. So the ledger keeps, for each
note, a digest of what was last exported and the time at which that digest was first seen. The same notes give
the same package, an edit makes exactly its own note newer, and a note edited in Anki stays until it is
edited here as well.

Without an entry (a first export, or a ledger that was lost) a note gets `FIRST`, which is older than anything a
learner did in Anki: a lost ledger never overwrites, it only leaves Anki's text until the next edit.

The ledger is data about this computer's exports. It lives in the user's data folder, not in the decks.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from studykit.errors import PackageError
from studykit.files import read_bytes, write_text

# 2020-01-01: older than any change a learner can have made to a note of ours.
FIRST = 1_577_836_800
_FORMAT = 1
_REMEMBERED = 8
_MAX_BYTES = 256 * 2**20


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of one exported note.

    Args:
        digest: Of its fields and tags as last exported.
        mod: When that was first exported (seconds), or `FIRST`.
        since: When the note was exported first (seconds), or `FIRST`; the date Anki shows as its creation.
        past: Digests it had before, latest first: what Anki may still hold without anyone having edited it there.
    """

    digest: str
    mod: int = FIRST
    since: int = FIRST
    past: tuple[str, ...] = ()

    def knows(self, fields: str) -> bool:
        """Whether fields with that `field_digest` were exported from here."""
        return any(seen.startswith(fields) for seen in (self.digest, *self.past))


@dataclass(frozen=True, slots=True)
class Ledger:
    """Entries by note id."""

    entries: Mapping[str, Entry] = field(default_factory=dict)

    def stamped(self, digests: Mapping[str, str], now: int) -> Ledger:
        """The ledger after an export.

        Args:
            digests: What is exported, by note id.
            now: The time of the export (seconds); 0 stamps new notes with `FIRST`.
        """
        entries = dict(self.entries)
        for note_id, digest in digests.items():
            old = entries.get(note_id)
            if old is None:
                entries[note_id] = Entry(digest, since=now or FIRST)
            elif old.digest != digest:
                # A clock set back must not make the change look older than what Anki has.
                past = tuple(seen for seen in (old.digest, *old.past) if seen != digest)[:_REMEMBERED]
                entries[note_id] = Entry(digest, max(now, old.mod + 1), old.since, past)
        return Ledger(entries)


def field_digest(kind: str, row: str) -> str:
    """A digest of a note's type and joined fields: what tells whether anyone edited it in Anki."""
    return blake2b(f"{kind}\x1f{row}".encode(), digest_size=9).hexdigest()


def digest(kind: str, row: str, tags: tuple[str, ...]) -> str:
    """A digest of all that an update brings; it starts with the `field_digest`.

    Tags stand apart: Anki adds its own and writes them as its other notes do.
    """
    return field_digest(kind, row) + _tag_digest(tags)


@lru_cache(256)
def _tag_digest(tags: tuple[str, ...]) -> str:
    return blake2b("\x1f".join(tags).encode(), digest_size=4).hexdigest()


def load_ledger(path: Path) -> Ledger:
    """The ledger in a file; an empty one where there is no file.

    Raises:
        PackageError: the file is not a ledger.
    """
    if not path.exists():
        return Ledger()
    try:
        content = json.loads(read_bytes(path, limit=_MAX_BYTES, regular=True))
        if content["format"] != _FORMAT:
            raise PackageError(
                f"this ledger has format {content['format']}, which this version does not read",
                "Use the version of studykit that wrote it.",
                file=str(path),
            )
        return Ledger({note_id: _entry(row) for note_id, row in content["notes"].items()})
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as err:
        raise PackageError(
            "this is not a ledger of exports, or it is damaged",
            "Move it away: the next export starts a new one, and Anki keeps its notes as they are.",
            file=str(path),
        ) from err


def save_ledger(path: Path, ledger: Ledger) -> None:
    """Write the ledger in one step, keeping entries that another process has added or renewed meanwhile.

    Raises:
        InputError: the file cannot be written.
        PackageError: the file that is there is not a ledger.
    """
    entries = dict(load_ledger(path).entries)
    for note_id, entry in ledger.entries.items():
        if note_id not in entries or entries[note_id].mod <= entry.mod:
            entries[note_id] = entry
    rows = {note_id: [e.digest, e.mod, e.since, *e.past] for note_id, e in sorted(entries.items())}
    write_text(path, json.dumps({"format": _FORMAT, "notes": rows}, indent=0) + "\n")


def _entry(row: Any) -> Entry:
    known, mod, since, *past = row
    if not (isinstance(known, str) and all(isinstance(seen, str) for seen in past)):
        raise TypeError
    return Entry(known, int(mod), int(since), tuple(past))
