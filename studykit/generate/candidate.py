"""A card that might be made, before the gates and the keep score have seen it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from studykit.cloze import masked, plain
from studykit.model import Bullet, Kind


@dataclass(frozen=True, slots=True)
class Topic:
    """What a whole deck is about.

    ``words`` are the folded names that stand in so many bullets that asking for them teaches nothing;
    ``name`` is the one that a sentence without a subject is about, or empty; it is ``central`` when many bullets
    have it as their subject.
    """

    title: str = ""
    name: str = ""
    words: frozenset[str] = frozenset()
    central: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """A bullet as a card maker reads it.

    ``sentences`` are its statements without the label; ``label`` the bold term before them; ``context`` the
    headings or names that a reader needs when the card stands alone; ``quote`` the words of the talk, if found.
    """

    bullet: Bullet
    sentences: tuple[str, ...]
    label: str = ""
    context: tuple[str, ...] = ()
    heading: str = ""
    quote: str = ""
    checked: bool = False  # a transcript was given, so that an empty quote means "not found"
    topic: Topic = field(default_factory=Topic)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible card. ``traits`` name what the keep score weighs; ``context`` goes in front of the card.

    For a cloze by rule ``sentence[start:end]`` is the blank; a question, and a cloze that a model wrote, have
    their whole text in ``front``.
    """

    kind: Kind
    pattern: str
    answer: str
    sentence: str = ""
    start: int = 0
    end: int = 0
    hint: str = ""
    front: str = ""
    context: str = ""
    traits: frozenset[str] = frozenset()
    score: float = 0.0

    @property
    def text(self) -> str:
        """The note's cloze text, or the question's front."""
        prefix = f"({self.context}) " if self.context else ""
        if self.front:
            return prefix + self.front
        hint = f"::{self.hint}" if self.hint else ""
        blank = f"{{{{c1::{self.sentence[self.start : self.end]}{hint}}}}}"
        return prefix + self.sentence[: self.start] + blank + self.sentence[self.end :]

    @property
    def prompt(self) -> str:
        """What the learner sees before answering."""
        return self.text if self.kind is Kind.QA else masked(self.text, 1)

    @property
    def whole(self) -> str:
        """The statement that the card teaches, in one line."""
        return f"{self.text} {self.answer}" if self.kind is Kind.QA else plain(self.text)

    def with_traits(self, *traits: str) -> Candidate:
        """The same candidate with further traits."""
        return replace(self, traits=self.traits | set(traits))
