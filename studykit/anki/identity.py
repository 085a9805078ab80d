"""Who is who on both sides: note ids here, guids and deck ids there."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re

# Notes that were made in Anki carry their guid in their id, so that they go back to where they came from.
_FOREIGN = "anki-"
_SAFE_GUID = re.compile(r"[\x20-\x7e]{1,64}")


def guid_for(note_id: str) -> str:
    """The guid Anki knows a note by: from its id alone, so no edit, retiming or reorder makes another note."""
    foreign = _guid_of_foreign(note_id)
    if foreign is not None:
        return foreign
    digest = hashlib.sha256(f"studykit\x1f{note_id}".encode()).digest()
    return base64.b64encode(digest[:9]).decode()


def id_for_guid(guid: str) -> str:
    """The note id for a note that was made in Anki: the same one at each import."""
    if not _SAFE_GUID.fullmatch(guid):
        guid = hashlib.sha256(guid.encode("utf-8", "surrogatepass")).hexdigest()[:10]
    return _FOREIGN + base64.b32encode(guid.encode()).decode().rstrip("=").lower()


def _guid_of_foreign(note_id: str) -> str | None:
    if not note_id.startswith(_FOREIGN):
        return None
    code = note_id.removeprefix(_FOREIGN).upper()
    try:
        guid = base64.b32decode(code + "=" * (-len(code) % 8)).decode("ascii")
    except (binascii.Error, ValueError):
        return None
    return guid if _SAFE_GUID.fullmatch(guid) else None


def deck_key(name: str) -> str:
    """Names with one key are one deck to Anki, which tells no upper from lower case."""
    return name.casefold()


def deck_id(name: str) -> int:
    """A deck's id from its name. Anki matches decks by name; id 1 is its own Default."""
    digest = hashlib.sha256(deck_key(name).encode()).digest()
    return 2**40 + int.from_bytes(digest[:5], "big")


def deck_name(name: str) -> str:
    """A deck's name as Anki keeps it: parts without edges, none empty."""
    parts = [" ".join(part.split()) for part in name.split("::")]
    return "::".join(part for part in parts if part) or "studykit"
