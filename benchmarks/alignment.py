"""How well evidence is found, how far its confidence can be trusted, and what the audit catches.

    python benchmarks/alignment.py [--samples DIR] [--quick]

Prints a table per question. `--quick` leaves out the baselines, ablations and foreign bullets.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
import tracemalloc
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.alignment_baselines import constant_rate, without
from benchmarks.alignment_faults import PLANTS
from benchmarks.alignment_sets import SAMPLES, Labelled, load, untimed
from studykit.align import concepts
from studykit.align.aligner import align
from studykit.align.glossary import bundled
from studykit.align.latin import names_in
from studykit.align.timeline import Timeline, from_cues
from studykit.model import Alignment, Bullet, Evidence, Source, Summary, Transcript


@dataclass(frozen=True)
class Score:
    """One bullet against its label.

    ``off`` is how many seconds ``at`` is from the label's first word, ``moved`` how much speech lies between the two
    first words; ``inside`` says whether the quote's own first word is said within the error bar, where that is known.
    """

    hit: bool = False
    iou: float = 0.0
    off: float | None = None
    moved: float | None = None
    inside: bool | None = None
    confidence: float = 0.0


def score(one: Labelled, alignment: Alignment) -> list[Score]:
    clock = from_cues(one.clock.cues) if one.clock else None
    return [
        Score() if found.evidence is None else _score(one, number, found.evidence, clock)
        for number, found in enumerate(alignment.bullets)
    ]


def _score(one: Labelled, number: int, evidence: Evidence, clock: Timeline | None) -> Score:
    start, end = evidence.start or 0, evidence.end or 0
    label = one.labels[number]
    shares = [(min(end, b) - max(start, a)) / (max(end, b) - min(start, a)) for a, b in label.spans]
    first, last = one.labels[0], one.labels[-1]
    rate = (last.second - first.second) / max(1, last.spans[0][0] - first.spans[0][0])
    return Score(
        hit=max(shares) > 0,
        iou=max(0.0, *shares),
        off=None if evidence.at is None else abs(evidence.at - label.second),
        moved=min(abs(start - a) for a, _ in label.spans) * rate,
        inside=abs(evidence.at - clock.at(start)) <= (evidence.plus_minus or 0)
        if clock and evidence.at is not None
        else None,
        confidence=evidence.confidence or 0.0,
    )


def row(name: str, scores: Sequence[Score], seconds: float) -> str:
    hits = [s for s in scores if s.hit]
    inside = [s.inside for s in hits if s.inside is not None]
    cells = [
        name,
        f"{len(hits)}/{len(scores)}",
        str(sum(s.iou >= 0.5 for s in scores)),
        _spread([s.moved for s in hits]),
        _spread([s.off for s in hits]),
        f"{sum(inside)}/{len(inside)}" if inside else "",
        f"{seconds:.2f}",
    ]
    return f"| {' | '.join(cells)} |"


def _spread(values: Sequence[float | None]) -> str:
    known = sorted(value for value in values if value is not None)
    return f"{statistics.median(known):.1f} / {_p90(known):.1f}" if known else ""


def _p90(values: Sequence[float]) -> float:
    return values[min(len(values) - 1, int(0.9 * len(values)))]


HEAD = "| set | hit | IoU >= .5 | first word off, s (median / p90) | `at` off, s (median / p90) | within ± | CPU, s |\n|---|---|---|---|---|---|---|"


def timed_align(one: Labelled) -> tuple[Alignment, float]:
    begin = time.process_time()
    found = align(one.summary, one.transcript)
    return found, time.process_time() - begin


def evidence_table(sets: Sequence[Labelled]) -> None:
    print("### Evidence\n\n" + HEAD)
    everything: list[Score] = []
    rates = []
    for one in sets:
        found, seconds = timed_align(one)
        scores = score(one, found)
        everything += scores
        rates.append(f"{one.name} {found.words_per_minute}")
        print(row(one.name, scores, seconds))
    print(
        f"\nWords per minute: {', '.join(rates)}\n\n### Confidence\n\n| confidence | spans | hit |\n|---|---|---|"
    )
    for low, high in ((0.9, 1.0), (0.7, 0.9), (0.5, 0.7), (0.2, 0.5)):
        inside = [s for s in everything if low <= s.confidence < high or s.confidence == high == 1.0]
        print(f"| {low} - {high} | {len(inside)} | {_share([s.hit for s in inside])} |")
    print(f"| none | {sum(s.confidence == 0 for s in everything)} | |\n")


def _share(values: Sequence[bool]) -> str:
    return f"{sum(values)}/{len(values)} ({100 * sum(values) / len(values):.0f} %)" if values else "-"


def audit_table(sets: Sequence[Labelled], draws: int = 3) -> None:
    print("### Audit: one fault planted in each bullet that can hold it\n\n| fault | flagged |\n|---|---|")
    plain = {
        one.name: [set(found.flags) for found in align(one.summary, one.transcript).bullets] for one in sets
    }
    names = sorted({name for one in sets for bullet in one.summary.bullets for name in names_in(bullet.text)})
    for kind, plant in PLANTS.items():
        caught: list[bool] = []
        for one in sets:
            for draw in range(draws):
                rng = random.Random(f"{kind} {one.name} {draw}")
                # One fault at a time: a name that is wrong in every bullet would be the summary's own.
                for number, bullet in enumerate(one.summary.bullets):
                    new = plant(bullet.text, rng, names)
                    if new:
                        bullets = list(one.summary.bullets)
                        bullets[number] = replace(bullet, text=new)
                        found = align(replace(one.summary, bullets=tuple(bullets)), one.transcript)
                        caught.append(bool(set(found.bullets[number].flags) - plain[one.name][number]))
        print(f"| {kind} | {_share(caught)} |")
    untouched = [bool(flags) for one in sets for flags in plain[one.name]]
    print(f"| none (untouched bullets) | {_share(untouched)} |\n")


def foreign_table(sets: Sequence[Labelled], rounds: int = 3) -> None:
    """Bullets of other talks mixed in, half as many as the summary has of its own."""
    own: list[float] = []
    foreign: list[float] = []
    for one in sets:
        others = [b for other in sets if other.talk != one.talk for b in other.summary.bullets]
        if not others:
            continue
        for draw in range(rounds):
            rng = random.Random(f"{one.name} {draw}")
            end = max(b.at or 0 for b in one.summary.bullets)
            strange = [
                _moved(b, rng.randint(0, end))
                for b in rng.sample(others, min(len(others), len(one.summary.bullets) // 2))
            ]
            mixed = sorted([*one.summary.bullets, *strange], key=lambda b: b.at or 0)
            for found in align(replace(one.summary, bullets=tuple(mixed)), one.transcript).bullets:
                sure = found.evidence.confidence or 0.0 if found.evidence else 0.0
                (foreign if found.bullet in strange else own).append(sure)
    alien = [
        found.evidence is not None
        for one in sets
        for other in sets
        if other.talk != one.talk
        for found in align(one.summary, other.transcript).bullets
    ]
    print("### Bullets that the talk does not hold\n\n| | share |\n|---|---|")
    print(f"| foreign bullets without evidence | {_share([c == 0 for c in foreign])} |")
    print(
        f"| foreign bullets without evidence or with confidence < .5 | {_share([c < 0.5 for c in foreign])} |"
    )
    print(f"| true bullets with evidence | {_share([c > 0 for c in own])} |")
    print(f"| true bullets with confidence >= .5 | {_share([c >= 0.5 for c in own])} |")
    print(f"| transcript of another talk: bullets with evidence | {_share(alien)} |\n")


def _moved(bullet: Bullet, second: int) -> Bullet:
    return replace(bullet, at=second, times=(second,), line=bullet.line + 10_000)


def comparison_table(sets: Sequence[Labelled]) -> None:
    print("### Baselines and ablations (transcripts without times)\n\n" + HEAD)
    timeless = [
        replace(
            one,
            summary=replace(
                one.summary,
                bullets=tuple(replace(b, at=None, times=(), time_from="none") for b in one.summary.bullets),
            ),
        )
        for one in sets
    ]
    for rate in (150, 170):
        run = constant_rate(rate)
        print(row(f"constant {rate} wpm", [s for one in sets for s in score(one, run(one))], 0))
    for name, parts, data in (
        ("names and numbers only", ("glossary", "loanwords"), sets),
        ("no glossary", ("glossary",), sets),
        ("no loanwords", ("loanwords",), sets),
        ("no chain", ("chain",), sets),
        ("no times in the summary", (), timeless),
        ("everything", (), sets),
    ):
        with without(*parts):
            begin = time.process_time()
            scores = [s for one in data for s in score(one, align(one.summary, one.transcript))]
            print(row(name, scores, (time.process_time() - begin) / len(data)))
    print()


def speed_table() -> None:
    """Time and memory against length: invented talks of half an hour to four hours."""
    print("### Length\n\n| words | CPU, s | peak memory, MB |\n|---|---|---|")
    rng = random.Random(1)
    vocabulary = [
        f"{a}{b}{c}"
        for a in ("mo", "ter", "lin", "sca", "pre", "con")
        for b in ("del", "mi", "tor", "va", "gen")
        for c in ("", "s", "ing", "er", "ation")
    ]
    for size in (5_000, 10_000, 20_000, 40_000):
        text = " ".join(rng.choices(vocabulary, k=size))
        words = text.split()
        bullets = tuple(
            Bullet(n + 1, " ".join(words[p : p + 12]), int(p * 0.36), times=(int(p * 0.36),))
            for n, p in enumerate(range(100, size - 100, size // 20))
        )
        summary = Summary("s", Source(), "en", bullets)
        begin = time.process_time()
        align(summary, Transcript("t", Source(), text))
        seconds = time.process_time() - begin
        tracemalloc.start()
        align(summary, Transcript("t", Source(), text))
        peak = tracemalloc.get_traced_memory()[1] / 1e6
        tracemalloc.stop()
        print(f"| {size} | {seconds:.2f} | {peak:.1f} |")
    print()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--samples", type=Path, default=SAMPLES, help="folder that holds alignment/ with labelled talks"
    )
    parser.add_argument("--quick", action="store_true", help="evidence and audit only")
    arguments = parser.parse_args()
    sets = load(arguments.samples)
    bundled()
    plain = untimed(sets)
    print(f"{concepts.BLOCK} words a block, {len(bundled().entries)} glossary entries, {len(sets)} sets\n")
    evidence_table(sets)
    audit_table(plain)
    if not arguments.quick:
        foreign_table(plain)
        comparison_table(plain)
        speed_table()


if __name__ == "__main__":
    main()
