"""The proposals for one summary and what the learner decides on each, as a pure state.

Nothing is lost by changing one's mind: a rejected card stays in the list and can be taken back until the deck
is written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from studykit.cloze import parse_cloze
from studykit.generate.result import BulletPlan
from studykit.model import Kind, Note


class Verdict(StrEnum):
    """What is to become of a proposal; the values are the words of the list."""

    READY = "ready"
    DRAFT = "draft"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    EDITED = "edited"
    BY_HAND = "by hand"


@dataclass(frozen=True, slots=True)
class Proposal:
    """One card on offer. ``bullet`` is the index of its bullet."""

    bullet: int
    note: Note
    verdict: Verdict

    @property
    def kept(self) -> Note | None:
        """The note as it will stand in the deck; None when rejected."""
        if self.verdict is Verdict.REJECTED:
            return None
        return replace(self.note, draft=self.verdict is Verdict.DRAFT)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the list: a bullet, one of its proposals, or the reason why it has none."""

    bullet: int
    proposal: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Proposals:
    """All bullets and proposals of a summary."""

    plans: tuple[BulletPlan, ...]
    items: tuple[Proposal, ...]

    @classmethod
    def begin(cls, plans: Sequence[BulletPlan]) -> Proposals:
        """As generated: drafts wait, the others are ready."""
        items = [
            Proposal(number, note, Verdict.DRAFT if note.draft else Verdict.READY)
            for number, plan in enumerate(plans)
            for note in plan.notes
        ]
        return cls(tuple(plans), tuple(items))

    def lines(self) -> tuple[Line, ...]:
        """The list, in the summary's order."""
        found: list[Line] = []
        for number, plan in enumerate(self.plans):
            found.append(Line(number))
            own = [Line(number, index) for index, item in enumerate(self.items) if item.bullet == number]
            found += own or [Line(number, reason=plan.reason or "no card")]
        return tuple(found)

    def accept(self, index: int) -> Proposals:
        """Study it."""
        return self._with(index, verdict=Verdict.ACCEPTED) if self._open(index) else self._restore(index)

    def reject(self, index: int) -> Proposals:
        """Leave it out; once more takes it back."""
        if self.items[index].verdict is Verdict.REJECTED:
            return self._restore(index)
        return self._with(index, verdict=Verdict.REJECTED)

    def edit(self, index: int, note: Note) -> Proposals:
        """Another text for it; an edited card is an accepted one."""
        return self._with(index, note=note, verdict=Verdict.EDITED)

    def another(self, index: int) -> Proposals:
        """The next card on offer for its bullet in its place, after the last the first again."""
        item = self.items[index]
        plan = self.plans[item.bullet]
        taken = [other.note for other in self.items if other.bullet == item.bullet and other is not item]
        offers = [note for note in (*plan.notes, *plan.proposals) if note not in taken]
        if item.note not in offers:
            offers = [item.note, *offers]
        note = offers[(offers.index(item.note) + 1) % len(offers)]
        return self._with(index, note=note, verdict=Verdict.DRAFT if note.draft else Verdict.READY)

    def add(self, bullet: int, note: Note) -> Proposals:
        """A card made by hand, after the bullet's others."""
        place = max((i + 1 for i, item in enumerate(self.items) if item.bullet <= bullet), default=0)
        item = Proposal(bullet, note, Verdict.BY_HAND)
        return replace(self, items=(*self.items[:place], item, *self.items[place:]))

    @property
    def notes(self) -> tuple[Note, ...]:
        """What is to be written."""
        return tuple(note for item in self.items if (note := item.kept) is not None)

    def count(self, *verdicts: Verdict) -> int:
        """How many proposals have one of these verdicts."""
        return sum(item.verdict in verdicts for item in self.items)

    @property
    def ready(self) -> int:
        """How many will be studied."""
        return len(self.items) - self.count(Verdict.DRAFT, Verdict.REJECTED)

    @property
    def decided(self) -> bool:
        """Whether the learner changed anything."""
        return any(item.verdict not in {Verdict.READY, Verdict.DRAFT} for item in self.items)

    def _open(self, index: int) -> bool:
        return self.items[index].verdict is Verdict.DRAFT

    def _restore(self, index: int) -> Proposals:
        item = self.items[index]
        if item.verdict is not Verdict.REJECTED:
            return self
        return self._with(index, verdict=Verdict.DRAFT if item.note.draft else Verdict.READY)

    def _with(self, index: int, *, note: Note | None = None, verdict: Verdict) -> Proposals:
        item = replace(self.items[index], note=note or self.items[index].note, verdict=verdict)
        return replace(self, items=(*self.items[:index], item, *self.items[index + 1 :]))


def proposal_text(note: Note, arrow: str) -> str:
    """A card in one line: ``…GPT-4보다 {60~70%} 더…``, or question, arrow, answer."""
    if note.kind is Kind.QA:
        return f"{note.front} {arrow} {note.back}"
    return "".join(part if isinstance(part, str) else f"{{{part.answer}}}" for part in parse_cloze(note.text))
