"""Which decks a command means, and the review history they are studied with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from studykit.cloze import waiting_drafts
from studykit.model import Deck
from studykit.progress.home import home
from studykit.progress.library import Library, find_decks
from studykit.text import counted


def left_waiting(decks: Iterable[Deck], *, drafts: bool) -> str:
    """What to say of the drafts that an export or a sheet does not hold; empty where there are none."""
    count = 0 if drafts else waiting_drafts(decks)
    return f"{counted(count, 'draft')} left out; --drafts takes them too" if count else ""


def deck_folders() -> tuple[Path, ...]:
    """Where decks are looked for, best first: ``./decks``, then the user's data folder."""
    return (Path("decks"), home() / "decks")


def target_folder() -> Path:
    """Where a new deck goes when no place is named."""
    return next((folder for folder in deck_folders() if folder.is_dir()), deck_folders()[-1])


def open_library(names: Sequence[str] = (), *, strict: bool = True) -> Library:
    """The decks that ``names`` mean; without names, all there are.

    Raises:
        StudykitError: a name that means nothing; with ``strict``, the first deck that cannot be used.
    """
    return Library(lambda: find_decks(names, deck_folders()), home() / "cache.sqlite", strict=strict)
