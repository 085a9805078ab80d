"""What the terminal asks of the rest of the program, as protocols.

The screens know the domain's types and these, nothing else: making, saving, exporting and printing are long
work that another layer does in a thread, so every method here is plain, blocking and free of Textual.

Errors are `studykit.errors.StudykitError`; the screens show them as notices. ``report`` is called from the
working thread with the steps done, the steps in all, and a few words for the step at hand; it raises
`Stopped` when the user has left, and implementations let that pass.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from studykit.generate.result import BulletPlan
from studykit.model import BulletEvidence, Note
from studykit.progress.library import LoadedDeck

Report = Callable[[int, int, str], None]


class Stopped(Exception):  # noqa: N818 (not an error: the user left)
    """The user left while the work was under way."""


class Job(Protocol):
    """One summary to make cards of."""

    @property
    def summary(self) -> Path:
        """The summary file."""

    @property
    def transcript(self) -> Path | None:
        """The talk's transcript, where one was found."""


class Planned(Protocol):
    """What a path turned out to hold."""

    @property
    def jobs(self) -> Sequence[Job]:
        """Summaries with their transcripts."""

    @property
    def left(self) -> Sequence[str]:
        """One sentence for each file that was left out, with the reason."""


class Made(Protocol):
    """The proposals for one summary. Nothing is written yet."""

    @property
    def path(self) -> Path:
        """The deck file that `Services.save` will write."""

    @property
    def language(self) -> str:
        """ISO 639-1 code of the summary."""

    @property
    def words_per_minute(self) -> float | None:
        """The talk's pace, where the alignment found one."""

    @property
    def bullets(self) -> Sequence[BulletPlan]:
        """One plan per bullet, in the summary's order."""


class Saved(Protocol):
    """What a merge did to a deck file."""

    @property
    def path(self) -> Path:
        """The deck file."""

    @property
    def kept(self) -> int:
        """Notes that stood there before and stay."""

    @property
    def added(self) -> int:
        """New notes."""

    @property
    def retired(self) -> int:
        """Notes whose bullet is gone."""


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

    def replace_note(self, path: Path, note: Note) -> None:
        """Write an edited note into its deck file, its other lines and its history untouched."""

    def add_note(self, path: Path, note: Note) -> str:
        """Append a note made by hand to a deck file; its new id."""

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
