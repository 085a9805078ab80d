"""Card quality: which proposals readers keep, how good the keep score is, and what a bullet costs.

    python benchmarks/cards.py --samples DIR            against cards that readers kept and threw away
    python benchmarks/cards.py --blind OUT.json FILE... cards of summaries for blind judges, their maker hidden
    python benchmarks/cards.py --verdicts IN.json       the table of what the judges said

DIR holds ``cards.json`` (labelled cards) and ``alignment/`` (summaries and transcripts). A file for judges holds, per
card, the bullet, the words of the talk, the front and the back, shuffled; a judge adds ``"keep": [true, false, ...]``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import resource
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from studykit.align.aligner import align, without_transcript
from studykit.cloze import answer, cards_of, question
from studykit.generate.candidate import Candidate
from studykit.generate.languages import language
from studykit.generate.plan import Maker, generate, sift
from studykit.generate.result import BulletPlan, Generation
from studykit.generate.score import PATTERNS, TRAITS, probability
from studykit.generate.view import fold, views
from studykit.model import Alignment, Note, Summary, Transcript
from studykit.parse.summary import parse_summary
from studykit.parse.transcript import parse_transcript

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT.parent / "shared" / "samples"
_STEPS = 400
_RATE = 0.05
_PULL = 0.15  # how strongly a weight is drawn back to the one in the table


@dataclass(frozen=True)
class Talk:
    """A summary with what is known of its words."""

    name: str
    summary: Summary
    alignment: Alignment
    transcript: Transcript | None


@dataclass(frozen=True)
class Labelled:
    """A candidate card and whether most readers kept a card that asks for the same words."""

    talk: str
    card: Candidate
    keep: bool


def talk_of(name: str, summary: Path, transcript: Path | None) -> Talk:
    read = parse_summary(summary.read_text(encoding="utf-8"), summary.name)
    if transcript is None:
        return Talk(name, read, without_transcript(read), None)
    said = parse_transcript(transcript.read_text(encoding="utf-8"), transcript.name)
    return Talk(name, read, align(read, said), said)


def sample_talks(samples: Path) -> Iterator[Talk]:
    yield talk_of(
        "seed", ROOT / "seeds/gpt-4.5-debut.summary.md", ROOT / "seeds/gpt-4.5-debut.transcript.txt"
    )
    for summary in sorted((samples / "alignment").glob("*.summary.md")):
        stem, tongue = summary.name.removesuffix(".summary.md").rsplit(".", 1)
        yield talk_of(f"{stem}.{tongue}", summary, summary.with_name(f"{stem}.timed.md"))


def same_words(a: str, b: str) -> bool:
    """Whether two answers hide the same words, give or take a particle."""
    x, y = fold(a), fold(b)
    inside = (x in y or y in x) and min(len(x), len(y)) >= 0.7 * max(len(x), len(y))
    return x == y or inside or fuzz.ratio(x, y) >= 80


def labelled(talk: Talk, labels: Sequence[Mapping[str, Any]]) -> Iterator[Labelled]:
    """The candidates of a talk that readers judged. Whoever made the card, what counts is what it asks for."""
    tongue = language(talk.summary.language)
    maker = Maker(tongue, frozenset(), "")
    prepared = views(talk.summary, talk.alignment, tongue, checked=talk.transcript is not None)
    for number, (view, found) in enumerate(zip(prepared, talk.alignment.bullets, strict=True)):
        judged = [c for c in labels if c["talk"] == talk.name and c["bullet"] == number]
        for card in sift(view, found, maker)[0]:
            verdicts = [
                sum(c["keep"]) >= 2
                for c in judged
                if c["kind"] == card.kind and same_words(c["answer"], card.answer)
            ]
            if verdicts:
                yield Labelled(talk.name, card, any(verdicts))


def weight_names(card: Candidate) -> list[str]:
    return [f"pattern:{card.pattern}", *sorted(card.traits & TRAITS.keys())]


def nudged(data: Sequence[Labelled]) -> dict[str, float]:
    """The table's weights drawn towards the labels by gradient descent, and back to themselves by a spring."""
    start = {f"pattern:{name}": value for name, value in PATTERNS.items()} | TRAITS
    weights = dict(start)
    rows = [(weight_names(row.card), row.keep) for row in data]
    for _ in range(_STEPS):
        slope: dict[str, float] = defaultdict(float)
        for names, keep in rows:
            total = sum(weights.get(name, 0.0) for name in names)
            miss = 1 / (1 + math.exp(-total)) - keep
            for name in names:
                slope[name] += miss
        for name, value in slope.items():
            weights[name] = weights.get(name, 0.0) - _RATE * (
                value + _PULL * len(rows) ** 0.5 * (weights.get(name, 0.0) - start.get(name, 0.0))
            )
    return weights


def scored(weights: Mapping[str, float], card: Candidate) -> float:
    return 1 / (1 + math.exp(-sum(weights.get(name, 0.0) for name in weight_names(card))))


def area(pairs: Sequence[tuple[float, bool]]) -> float:
    """The chance that a kept card scores above one thrown away."""
    good = [score for score, keep in pairs if keep]
    bad = [score for score, keep in pairs if not keep]
    wins = sum((g > b) + 0.5 * (g == b) for g in good for b in bad)
    return wins / (len(good) * len(bad)) if good and bad else float("nan")


def report_samples(samples: Path) -> None:
    labels = json.loads((samples / "cards.json").read_text(encoding="utf-8"))
    talks = [talk for talk in sample_talks(samples) if any(c["talk"] == talk.name for c in labels)]
    print("| talk | bullets with a kept card | its words proposed first | among four | ready cards |")
    print("|---|---|---|---|---|")
    for talk in talks:
        report_hits(talk, labels)
    data = [row for talk in talks for row in labelled(talk, labels)]
    print(
        f"\nkeep score on {len(data)} judged candidates: area {area([(probability(r.card), r.keep) for r in data]):.2f}"
    )
    held_out = []
    for talk in talks:
        weights = nudged([row for row in data if row.talk != talk.name])
        held_out += [(scored(weights, row.card), row.keep) for row in data if row.talk == talk.name]
    print(f"weights nudged by the other talks' labels: area {area(held_out):.2f}")
    report_calibration(held_out)
    weights, table = nudged(data), {f"pattern:{name}": value for name, value in PATTERNS.items()} | TRAITS
    moved = sorted(weights, key=lambda name: -abs(weights[name] - table.get(name, 0.0)))[:12]
    print("moved most: " + ", ".join(f"{n} {table.get(n, 0.0):+.2f} -> {weights[n]:+.2f}" for n in moved))
    report_cost(talks)


def report_hits(talk: Talk, labels: Sequence[Mapping[str, Any]]) -> None:
    plans = generate(talk.summary, talk.alignment, talk.transcript).bullets
    total = first = four = ready = 0
    for number, plan in enumerate(plans):
        ready += sum(not note.draft for note in plan.notes)
        kept = [
            c["answer"]
            for c in labels
            if c["talk"] == talk.name and c["bullet"] == number and sum(c["keep"]) >= 2
        ]
        if kept:
            hits = [any(same_words(back_of(note), k) for k in kept) for note in offered(plan)]
            total, first, four = total + 1, first + any(hits[:1]), four + any(hits)
    print(f"| {talk.name} | {total} | {first} | {four} | {ready} |")


def report_calibration(pairs: Sequence[tuple[float, bool]]) -> None:
    print("\n| keep score | cards | kept |\n|---|---|---|")
    for low in (0.0, 0.2, 0.4, 0.6, 0.8):
        inside = [keep for score, keep in pairs if low <= score < low + 0.2]
        if inside:
            print(f"| {low:.1f}-{low + 0.2:.1f} | {len(inside)} | {sum(inside) / len(inside):.0%} |")


def report_cost(talks: Sequence[Talk]) -> None:
    bullets = sum(len(talk.summary.bullets) for talk in talks)
    start = time.perf_counter()
    digests = [digest(generate(talk.summary, talk.alignment, talk.transcript)) for talk in talks]
    spent = (time.perf_counter() - start) / bullets * 1000
    again = [digest(generate(talk.summary, talk.alignment, talk.transcript)) for talk in talks]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"\n{spent:.1f} ms a bullet (engine loaded), peak {memory} MB, two runs alike: {digests == again}")


def digest(found: Generation) -> str:
    return hashlib.sha256(repr(found).encode()).hexdigest()


def offered(plan: BulletPlan) -> tuple[Note, ...]:
    return (*plan.notes, *plan.proposals)


def back_of(note: Note) -> str:
    return answer(cards_of(note)[0])


def write_blind(out: Path, files: Sequence[Path]) -> None:
    """Every card offered for the summaries, in an order that tells nothing of its maker or rank."""
    rows = []
    for file in files:
        talk = talk_of(file.stem, file, None)
        for number, plan in enumerate(generate(talk.summary, talk.alignment, None).bullets):
            for rank, note in enumerate(offered(plan)):
                front = question(cards_of(note)[0])
                key = hashlib.sha256(f"{file.name}:{number}:{front}".encode()).hexdigest()[:12]
                state = "ready" if not note.draft else "draft"
                rows.append(
                    {
                        "id": key, "talk": file.name, "bullet": number, "title": talk.summary.source.title,
                        "text": plan.evidence.bullet.text, "quote": note.evidence.quote if note.evidence else "",
                        "kind": str(note.kind), "front": front, "back": back_of(note), "made": f"{state}:{rank}",
                    }
                )  # fmt: skip
    rows.sort(key=lambda row: str(row["id"]))
    out.write_text(
        json.dumps(
            [{k: v for k, v in row.items() if k != "made"} for row in rows], ensure_ascii=False, indent=1
        ),
        encoding="utf-8",
    )
    out.with_suffix(".key.json").write_text(
        json.dumps({row["id"]: row["made"] for row in rows}), encoding="utf-8"
    )
    print(f"{len(rows)} cards of {len({(r['talk'], r['bullet']) for r in rows})} bullets in {out}")


def report_verdicts(file: Path) -> None:
    """What most judges kept: ready cards one by one, drafts by bullet."""
    rows = json.loads(file.read_text(encoding="utf-8"))
    key = json.loads(file.with_suffix(".key.json").read_text(encoding="utf-8"))
    kept = {row["id"]: sum(row["keep"]) * 2 > len(row["keep"]) for row in rows if row.get("keep")}
    ready = [kept[i] for i in kept if key[i].startswith("ready")]
    bullets: dict[tuple[str, int], list[tuple[str, bool]]] = defaultdict(list)
    for row in rows:
        if row["id"] in kept:
            bullets[row["talk"], row["bullet"]].append((key[row["id"]], kept[row["id"]]))
    best = [any(keep for _, keep in cards) for cards in bullets.values()]
    first = [any(keep for made, keep in cards if made.endswith(":0")) for cards in bullets.values()]
    print("| what | kept | of |\n|---|---|---|")
    for name, values in (
        ("ready cards", ready),
        ("bullets, best of four", best),
        ("bullets, first proposal", first),
    ):
        print(
            f"| {name} | {sum(values) / len(values):.0%} | {len(values)} |"
            if values
            else f"| {name} | - | 0 |"
        )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--samples", type=Path, default=SAMPLES)
    parser.add_argument("--blind", type=Path)
    parser.add_argument("--verdicts", type=Path)
    parser.add_argument("files", nargs="*", type=Path)
    given = parser.parse_args()
    if given.blind:
        write_blind(given.blind, given.files)
    elif given.verdicts:
        report_verdicts(given.verdicts)
    else:
        report_samples(given.samples)


if __name__ == "__main__":
    main()
