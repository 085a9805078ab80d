"""What alignment is measured against: a constant rate of speech, and the aligner with parts taken out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from unittest import mock

from benchmarks.alignment_sets import Labelled
from studykit.align import aligner, loanwords, settle
from studykit.align.glossary import Glossary
from studykit.align.path import Step, posteriors
from studykit.model import Alignment, BulletEvidence, Evidence


def constant_rate(words_per_minute: float) -> Callable[[Labelled], Alignment]:
    """The baseline that knows nothing but a rate: forty words from the stated second."""

    def run(one: Labelled) -> Alignment:
        text = one.transcript.text
        per_second = words_per_minute / 60 * len(text) / max(1, len(text.split()))
        found = []
        for bullet in one.summary.bullets:
            start = min(len(text) - 1, int((bullet.at or 0) * per_second))
            end = min(len(text), start + 215)
            found.append(BulletEvidence(bullet, Evidence(text[start:end], bullet.at, 0, 0.5, start, end)))
        return Alignment(tuple(found))

    return run


@contextmanager
def without(*parts: str) -> Iterator[None]:
    """The aligner with parts taken out."""
    with ExitStack() as stack:
        if "glossary" in parts:
            stack.enter_context(mock.patch.object(aligner, "bundled", return_value=Glossary({})))
        if "loanwords" in parts:
            stack.enter_context(mock.patch.object(loanwords.Sounds, "like", return_value={}))
        if "chain" in parts:
            stack.enter_context(mock.patch.object(settle, "posteriors", _alone))
        yield


def _alone(steps: Sequence[Step]) -> list[list[float]]:
    """Every bullet placed by itself."""
    return [posteriors([step])[0] for step in steps]
