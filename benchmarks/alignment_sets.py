"""Labelled talks for the alignment benchmarks: the seed, and whatever a samples folder holds."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from studykit.model import Summary, Transcript
from studykit.parse.summary import parse_summary
from studykit.parse.transcript import parse_transcript

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT.parent / "shared" / "samples"


@dataclass(frozen=True)
class Label:
    """Where a bullet was said: ``spans`` that support it, the first being the labelled one, and its second."""

    spans: tuple[tuple[int, int], ...]
    second: float


@dataclass(frozen=True)
class Labelled:
    """A summary, its talk, and the label of each bullet; ``clock`` is the talk with times, where there is one."""

    name: str
    talk: str
    summary: Summary
    transcript: Transcript
    labels: tuple[Label, ...]
    clock: Transcript | None = None


def load(samples: Path) -> list[Labelled]:
    """The seed, then every labelled set of the samples folder, each without and with times."""
    return [*_seed(), *_sampled(samples / "alignment")]


def _seed() -> Iterator[Labelled]:
    seeds = ROOT / "seeds"
    raw = json.loads((ROOT / "benchmarks" / "alignment" / "seed.json").read_text(encoding="utf-8"))
    labels = tuple(
        Label(((item["start"], item["end"]), *((a, b) for a, b in item["alternates"])), float(item["second"]))
        for item in raw
    )
    summary, transcript = (seeds / f"gpt-4.5-debut.{kind}" for kind in ("summary.md", "transcript.txt"))
    yield Labelled("seed", "seed", _summary(summary), _transcript(transcript), labels)


def _sampled(folder: Path) -> Iterator[Labelled]:
    for gold in sorted(folder.glob("*.*.gold.json")):
        name = gold.name.removesuffix(".gold.json")
        talk = name.rsplit(".", 1)[0]
        raw = json.loads(gold.read_text(encoding="utf-8"))
        labels = tuple(Label(((item["start"], item["end"]),), float(item["t0"])) for item in raw)
        summary = _summary(folder / f"{name}.summary.md")
        timed = folder / f"{talk}.timed.md"
        clock = _transcript(timed) if timed.exists() else None
        yield Labelled(name, talk, summary, _transcript(folder / f"{talk}.transcript.txt"), labels, clock)
        if clock:
            yield Labelled(f"{name} timed", talk, summary, clock, labels, clock)


def _summary(path: Path) -> Summary:
    summary = parse_summary(path.read_text(encoding="utf-8"), path.name)
    return replace(summary, bullets=tuple(b for b in summary.bullets if b.at is not None))


def _transcript(path: Path) -> Transcript:
    return parse_transcript(path.read_text(encoding="utf-8"), path.name)


def untimed(sets: Sequence[Labelled]) -> list[Labelled]:
    """The sets whose transcript has no times: the hard case, and the one the seed is."""
    return [one for one in sets if not one.transcript.cues]
