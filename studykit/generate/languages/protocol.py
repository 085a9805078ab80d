"""What a language must offer for cards to be made in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from studykit.generate.candidate import Candidate, View
from studykit.generate.result import Span


class Language(Protocol):
    """A language's grammar, as far as cards need it. Everything is deterministic."""

    code: str
    sure: frozenset[str]  # patterns whose cards strangers kept on bullets that nobody had tuned them on

    def sentences(self, text: str) -> tuple[str, ...]:
        """The sentences of a bullet, in order."""

    def skip(self, view: View) -> str:
        """Why no card should be made of a bullet (slogan, pointer into the video, ...), or an empty string."""

    def candidates(self, view: View) -> Iterable[Candidate]:
        """Every card that this language can propose for a bullet, in no particular order."""

    def spans(self, text: str) -> tuple[Span, ...]:
        """Places that may be blanked without cutting a word, in the text's order."""

    def needs_context(self, sentence: str) -> bool:
        """Whether a sentence leaves open what it is about."""

    def complete(self, label: str, sentence: str) -> str:
        """A statement without a subject made whole by its label (Queues: Useful for ...), or an empty string."""

    def question(self, text: str) -> bool:
        """Whether a text asks for something other than yes or no."""

    def subjects(self, sentences: Sequence[str]) -> tuple[str, ...]:
        """What each sentence is about: its leading noun phrase, empty where it has none."""
