"""What the terminal asks of the rest of the program, as protocols.

The screens know the domain's types and these, nothing else: making, saving, exporting and printing are long
work that another layer does in a thread, so every method here is plain, blocking and free of Textual.

Errors are `studykit.errors.StudykitError`; the screens show them as notices. ``report`` is called from the
working thread with the steps done, the steps in all, and a few words for the step at hand; it raises
`Stopped` when the user has left, and implementations let that pass.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from studykit.model import BulletEvidence, Note

if TYPE_CHECKING:
    # Only named here: these modules load the parsers, the aligner and the generator.
    from studykit.progress.library import LoadedDeck
    from studykit.workflow.inputs import Job, Planned
    from studykit.workflow.making import Made, Saved

Report = Callable[[int, int, str], None]


class Stopped(Exception):  # noqa: N818 (not an error: the user left)
    """The user left while the work was under way."""


class Services(Protocol):
    """The work behind the screens."""

    def plan(self, path: Path, transcript: Path | None = None) -> Planned:
        """Find the summaries in a file or folder and pair each with its transcript."""

    def make(self, job: Job, report: Report) -> Made:
        """Parse, align and propose notes for one summary, in the light of the deck that may exist already."""

    def save(self, made: Made, notes: Sequence[Note]) -> Saved:
        """Merge the notes a person settled on into the deck file; ``draft`` stands as it is on each note.

        Notes of ``made`` that are not among ``notes`` were rejected: they must not come back by themselves.
        """

    def blanks(self, text: str, language: str) -> Sequence[tuple[int, int]]:
        """The stretches of a sentence that can be hidden whole, as character ranges, in reading order."""

    def questions(self, bullet: BulletEvidence, language: str) -> Sequence[Note]:
        """Question forms that a person may choose among for a bullet; possibly none."""

    def proposals(self, loaded: LoadedDeck) -> Mapping[str, Sequence[Note]]:
        """All cards on offer for the bullets of a deck, best first, by the bullet's text."""

    def replace_note(self, path: Path, note: Note) -> None:
        """Write an edited note into its deck file, its other lines and its history untouched."""

    def add_note(self, path: Path, note: Note) -> str:
        """Append a note made by hand to a deck file; its new id."""

    def remove_note(self, path: Path, note_id: str) -> None:
        """Take a note out of a deck file. Its reviews stay in the history."""

    def accept_draft(self, path: Path, note_id: str) -> None:
        """Make a draft an ordinary note."""

    def reject_draft(self, path: Path, note_id: str) -> None:
        """Take a draft out for good: making cards again must not bring it back."""

    def export(
        self, decks: Sequence[LoadedDeck], target: Path, *, drafts: bool, with_progress: bool, report: Report
    ) -> str:
        """Write an Anki package (``.apkg``) or ``.csv``; one sentence says what was written."""

    def print_sheet(
        self,
        decks: Sequence[LoadedDeck],
        target: Path,
        *,
        layout: str,
        paper: str,
        grid: str,
        drafts: bool,
        report: Report,
    ) -> str:
        """Write a PDF: ``layout`` sheet or cards, ``paper`` a4, letter or a5, ``grid`` such as 2x4 for cards.

        One sentence says what was written.
        """
