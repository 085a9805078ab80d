"""Decks to an Anki package or a CSV file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from studykit.anki.ledger import load_ledger, save_ledger
from studykit.anki.package import export_apkg
from studykit.anki.progress import ProgressExport
from studykit.cloze import study_cards
from studykit.deck.csv import to_csv
from studykit.errors import UsageError
from studykit.files import write_text
from studykit.model import Deck
from studykit.progress.config import load_config
from studykit.progress.home import home, progress_path
from studykit.progress.store import Progress
from studykit.schedule.events import EventKind
from studykit.schedule.replay import effective
from studykit.text import counted


def ledger_path() -> Path:
    """What was sent to Anki and when, so that an update updates what changed and nothing else."""
    return home() / "anki-exports.json"


def export(
    decks: Sequence[Deck], path: Path, *, drafts: bool = False, with_progress: bool = False, now: int
) -> str:
    """Write the decks to ``path``; its ending decides the format. ``now`` is in seconds.

    Returns:
        One sentence that says what was written.

    Raises:
        UsageError: an ending that is neither ``.apkg`` nor ``.csv``.
        StudykitError: there is nothing to export, or the file cannot be written.
    """
    kind = path.suffix.lower()
    if kind == ".csv":
        if with_progress:
            raise UsageError(
                "a CSV file cannot hold progress", "Export an .apkg, or leave out --with-progress."
            )
        write_text(path, to_csv(decks, drafts=drafts))
        return f"{counted(len(study_cards(decks, drafts=drafts)), 'card')} in {path}"
    if kind != ".apkg":
        raise UsageError(f"{path} does not say what to write", "End the name in .apkg for Anki, or in .csv.")
    ledger = ledger_path()
    done = export_apkg(
        decks,
        path,
        drafts=drafts,
        progress=progress_of(decks, drafts=drafts) if with_progress else None,
        ledger=load_ledger(ledger),
        now=now,
    )
    save_ledger(ledger, done.ledger)
    left = f"; left out: {len(done.left)} ({done.left[0].reason})" if done.left else ""
    return f"{counted(done.notes, 'note')}, {counted(done.cards, 'card')} in {path}{left}"


def progress_of(decks: Sequence[Deck], *, drafts: bool) -> ProgressExport:
    """States and counted reviews of the cards."""
    if not progress_path().exists():
        return ProgressExport()
    cards = tuple(card.id for card in study_cards(decks, drafts=drafts))
    options = load_config().options
    with Progress.open() as progress:
        known = ProgressExport(
            states=progress.states(cards),
            reviews=[
                event
                for card in cards
                for event in effective(progress.events(card))
                if event.kind is EventKind.REVIEW
            ],
            desired_retention=options.desired_retention,
            learning_steps=len(options.learning_steps),
            relearning_steps=len(options.relearning_steps),
        )
        # The last of FSRS-6's weights is the exponent of the forgetting curve.
        return replace(known, decay=progress.parameters[20]) if progress.parameters else known
