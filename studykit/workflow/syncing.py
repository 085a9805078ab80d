"""A running Anki brought up to date, and what it has brought back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from studykit.anki.connect import AnkiConnect
from studykit.anki.ledger import load_ledger, save_ledger
from studykit.anki.sync import Pushed, pull, push
from studykit.progress.library import LoadedDeck
from studykit.workflow.exporting import ledger_path, progress_of
from studykit.workflow.importing import Brought, absorb
from studykit.workflow.studying import Study

KEY_NAME = "ANKICONNECT_KEY"


def client(environment: Mapping[str, str], port: int | None = None) -> AnkiConnect:
    """The client of the Anki on this machine; the add-on's key comes from the environment."""
    key = environment.get(KEY_NAME, "")
    return AnkiConnect(key=key) if port is None else AnkiConnect(port, key)


def push_decks(
    anki: AnkiConnect,
    decks: Sequence[LoadedDeck],
    *,
    now: int,
    drafts: bool = False,
    with_progress: bool = False,
    overwrite: bool = False,
) -> Pushed:
    """Add and update notes in a running Anki. ``now`` is in seconds.

    Raises:
        PackageError: Anki does not answer, or refuses.
    """
    own = [loaded.deck for loaded in decks]
    done = push(
        anki,
        own,
        ledger=load_ledger(ledger_path()),
        now=now,
        drafts=drafts,
        progress=progress_of(own, drafts=drafts) if with_progress else None,
        overwrite=overwrite,
    )
    save_ledger(ledger_path(), done.ledger)
    return done


def pull_decks(
    anki: AnkiConnect, decks: Sequence[LoadedDeck], study: Study, now_ms: int, *, take_edits: bool = False
) -> Brought:
    """Take in the reviews and edits of a running Anki.

    Raises:
        PackageError: Anki does not answer, or refuses.
    """
    return absorb(pull(anki), decks, study, now_ms, name="Anki", take_edits=take_edits)
