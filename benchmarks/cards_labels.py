"""Cards that readers judged, and what the keep score makes of them.

``blind/verdicts.jsonl`` has a line a card: its talk (``blind/talks/``), bullet, maker, text, and what each reader said.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from studykit.align.aligner import align, without_transcript
from studykit.generate.candidate import Candidate
from studykit.generate.languages import language
from studykit.generate.plan import Maker, sift
from studykit.generate.score import PATTERNS, TRAITS
from studykit.generate.view import fold, views
from studykit.model import Alignment, BulletEvidence, Kind, Note, Summary, Transcript
from studykit.parse.summary import parse_summary
from studykit.parse.transcript import parse_transcript

ROOT = Path(__file__).resolve().parent.parent
BLIND = Path(__file__).resolve().parent / "blind"
SAMPLES = ROOT.parent / "shared" / "samples"
TABLE = {f"pattern:{name}": value for name, value in PATTERNS.items()} | TRAITS
_STEPS = 300
_PULL = 6.0  # how strongly a weight is drawn back to the one in the table: as much as six labels


@dataclass(frozen=True)
class Talk:
    """A summary with what is known of its words."""

    name: str
    summary: Summary
    alignment: Alignment
    transcript: Transcript | None


@dataclass(frozen=True)
class Verdict:
    """A judged card."""

    talk: str
    bullet: int
    by: str
    ready: bool
    card: str
    keep: tuple[bool, ...]

    @property
    def kept(self) -> bool:
        """Whether most readers kept it; of two readers both."""
        return 2 * sum(self.keep) > len(self.keep)


@dataclass(frozen=True)
class Labelled:
    """A candidate card and whether most readers kept it, or one that asks for the same words."""

    talk: str
    card: Candidate
    keep: bool


def talk_of(name: str, summary: Path, transcript: Path | None) -> Talk:
    read = parse_summary(summary.read_text(encoding="utf-8"), summary.name)
    if transcript is None:
        return Talk(name, read, without_transcript(read), None)
    said = parse_transcript(transcript.read_text(encoding="utf-8"), transcript.name)
    return Talk(name, read, align(read, said), said)


def seed_talk() -> Talk:
    return talk_of(
        "seed", ROOT / "seeds/gpt-4.5-debut.summary.md", ROOT / "seeds/gpt-4.5-debut.transcript.txt"
    )


def blind_talks() -> Iterator[Talk]:
    for summary in sorted((BLIND / "talks").glob("*.summary.md")):
        name = summary.name.removesuffix(".summary.md")
        yield talk_of(name, summary, summary.with_name(f"{name}.transcript.txt"))


def sample_talks(samples: Path) -> Iterator[Talk]:
    for summary in sorted((samples / "alignment").glob("*.summary.md")):
        stem, tongue = summary.name.removesuffix(".summary.md").rsplit(".", 1)
        yield talk_of(f"{stem}.{tongue}", summary, summary.with_name(f"{stem}.timed.md"))


def verdicts() -> list[Verdict]:
    lines = (BLIND / "verdicts.jsonl").read_text(encoding="utf-8").splitlines()
    return [Verdict(**{**row, "keep": tuple(row["keep"])}) for row in map(json.loads, lines)]


def card_text(note: Note) -> str:
    """A note as readers saw it."""
    return note.text if note.kind is Kind.CLOZE else f"Q: {note.front}  A: {note.back}"


def candidates(talk: Talk) -> Iterator[tuple[int, Candidate, BulletEvidence, Maker]]:
    """Every card by rule that passes the gates, with the number of its bullet."""
    tongue = language(talk.summary.language)
    maker = Maker(tongue, frozenset(), "")
    prepared = views(talk.summary, talk.alignment, tongue, checked=talk.transcript is not None)
    for number, (view, found) in enumerate(zip(prepared, talk.alignment.bullets, strict=True)):
        for card in sift(view, found, maker)[0]:
            yield number, card, found, maker


def labelled(talk: Talk, judged: Sequence[Verdict]) -> Iterator[Labelled]:
    """The candidates that readers judged word for word."""
    known = {(v.bullet, v.card): v.kept for v in judged if v.talk == talk.name}
    for number, card, found, maker in candidates(talk):
        key = number, card_text(maker.note(card, found, draft=True))
        if key in known:
            yield Labelled(talk.name, card, known[key])


def labelled_by_answer(talk: Talk, labels: Sequence[Mapping[str, Any]]) -> Iterator[Labelled]:
    """The candidates that ask for the same words as a judged card of ``cards.json``."""
    for number, card, _, _ in candidates(talk):
        said = [
            sum(c["keep"]) >= 2
            for c in labels
            if c["talk"] == talk.name and c["bullet"] == number
            if c["kind"] == card.kind and same_words(c["answer"], card.answer)
        ]
        if said:
            yield Labelled(talk.name, card, any(said))


def same_words(a: str, b: str) -> bool:
    return fold(a) == fold(b) or fuzz.ratio(fold(a), fold(b)) >= 85


def weight_names(card: Candidate) -> list[str]:
    return [f"pattern:{card.pattern}", *sorted(card.traits & TRAITS.keys())]


def nudged(data: Sequence[Labelled]) -> dict[str, float]:
    """The table's weights drawn towards the labels, and back to themselves by a spring (ridge logistic regression)."""
    weights = dict(TABLE)
    rows = [(weight_names(row.card), row.keep) for row in data]
    step = 4 / (len(rows) * 0.6 + _PULL)
    for _ in range(_STEPS):
        slope: dict[str, float] = defaultdict(float)
        for names, keep in rows:
            miss = _logistic(sum(weights.get(name, 0.0) for name in names)) - keep
            for name in names:
                slope[name] += miss
        for name, value in slope.items():
            pull = _PULL * (weights.get(name, 0.0) - TABLE.get(name, 0.0))
            weights[name] = weights.get(name, 0.0) - step / 4 * (value + pull)
    return weights


def scored(weights: Mapping[str, float], card: Candidate) -> float:
    return _logistic(sum(weights.get(name, 0.0) for name in weight_names(card)))


def _logistic(total: float) -> float:
    return 1 / (1 + math.exp(-total))


def area(pairs: Sequence[tuple[float, bool]]) -> float:
    """The chance that a kept card scores above one thrown away."""
    good = [score for score, keep in pairs if keep]
    bad = [score for score, keep in pairs if not keep]
    wins = sum((g > b) + 0.5 * (g == b) for g in good for b in bad)
    return wins / (len(good) * len(bad)) if good and bad else float("nan")
