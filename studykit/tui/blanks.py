"""Making a card by hand: which stretch of a sentence to hide, or which question to take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from studykit.model import BulletEvidence, Kind, Note

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Chooser:
    """Where the learner stands among the stretches of a sentence.

    Args:
        text: The sentence.
        spans: Stretches that can be hidden whole, as character ranges.
        at: The one chosen now; None where there is none.
    """

    text: str
    spans: tuple[Range, ...]
    at: Range | None

    @classmethod
    def begin(cls, text: str, spans: Sequence[Range]) -> Chooser:
        """Begin at the first stretch."""
        usable = sorted({(a, b) for a, b in spans if 0 <= a < b <= len(text)})
        return cls(text, tuple(usable), usable[0] if usable else None)

    def step(self, direction: int) -> Chooser:
        """The next stretch that starts elsewhere, or the one before; stays at the ends."""
        if self.at is None:
            return self
        start = self.at[0]
        starts = sorted({a for a, _ in self.spans if (a > start if direction > 0 else a < start)})
        if not starts:
            return self
        wanted = starts[0] if direction > 0 else starts[-1]
        return replace(self, at=min((span for span in self.spans if span[0] == wanted), key=_length))

    def resize(self, direction: int) -> Chooser:
        """The shortest stretch around this one, or the longest inside it; stays when there is none."""
        if self.at is None:
            return self
        a, b = self.at
        if direction > 0:
            around = [span for span in self.spans if span[0] <= a and span[1] >= b and span != self.at]
            return replace(self, at=min(around, key=_length)) if around else self
        inside = [span for span in self.spans if span[0] >= a and span[1] <= b and span != self.at]
        return replace(self, at=max(inside, key=_length)) if inside else self

    @property
    def answer(self) -> str:
        """The words that would be hidden."""
        return self.text[slice(*self.at)] if self.at else ""

    @property
    def cloze(self) -> str:
        """The sentence in cloze notation."""
        if self.at is None:
            return ""
        a, b = self.at
        return f"{self.text[:a]}{{{{c1::{self.text[a:b]}}}}}{self.text[b:]}"


def _length(span: Range) -> int:
    return span[1] - span[0]


def cloze_note(chooser: Chooser, found: BulletEvidence, url: str = "") -> Note | None:
    """The note that hides the chosen stretch, with the bullet's evidence; None without a stretch."""
    if chooser.at is None:
        return None
    bullet = found.bullet
    return Note(
        Kind.CLOZE,
        text=chooser.cloze,
        at=bullet.at,
        url=url,
        evidence=found.evidence,
        flags=found.flags,
        bullet=bullet.text,
        edited=True,
    )
