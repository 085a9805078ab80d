"""What generating hands on: per bullet its notes, its further proposals, and what was refused and why."""

from __future__ import annotations

from dataclasses import dataclass

from studykit.model import BulletEvidence, Note


@dataclass(frozen=True, slots=True)
class Rejected:
    """A card that was not made. ``rule`` is the gate's name, ``detail`` what it found."""

    kind: str
    text: str
    rule: str
    detail: str


@dataclass(frozen=True, slots=True)
class BulletPlan:
    """The cards of one bullet.

    ``notes`` belong in the deck: ready ones, or the best draft. ``proposals`` are further drafts, best first,
    for a person to choose from. ``reason`` says why ``notes`` is empty, and is empty where it is not. Notes
    have no id yet; the merge gives them one.
    """

    evidence: BulletEvidence
    notes: tuple[Note, ...] = ()
    reason: str = ""
    rejected: tuple[Rejected, ...] = ()
    proposals: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Generation:
    """A plan for each bullet of a summary, in its order.

    ``refused`` holds what belongs to no bullet: parts of a model's reply that could not be used.
    """

    bullets: tuple[BulletPlan, ...]
    refused: tuple[Rejected, ...] = ()

    @property
    def notes(self) -> tuple[Note, ...]:
        """All notes for the deck, in the summary's order."""
        return tuple(note for plan in self.bullets for note in plan.notes)


@dataclass(frozen=True, slots=True)
class Span:
    """A place of a text that can be blanked without cutting a word: ``text[start:end]``, better when higher."""

    start: int
    end: int
    score: float
