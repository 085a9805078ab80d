"""Card quality: what readers kept, how good the keep score is, and what a bullet costs.

    python -m benchmarks.cards                            the cards in blind/: drafts, ready and a model's side by side
    python -m benchmarks.cards --samples DIR              the same, and labels of three more talks for the keep score
    python -m benchmarks.cards --fit [--samples DIR]      the weights that the labels would have
    python -m benchmarks.cards --blind OUT.json FILE...   cards of summaries for readers, their maker hidden

A FILE is ``NAME.summary.md`` with ``NAME.transcript.txt`` and, if a chatbot has answered, ``NAME.reply.txt`` beside it.
Readers follow ``blind/brief.txt``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import resource
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from benchmarks.cards_labels import (
    SAMPLES,
    TABLE,
    Labelled,
    Talk,
    Verdict,
    area,
    blind_talks,
    card_text,
    labelled,
    labelled_by_answer,
    nudged,
    sample_talks,
    scored,
    seed_talk,
    talk_of,
    verdicts,
)
from studykit.generate.answers import read_answers
from studykit.generate.plan import generate
from studykit.generate.result import BulletPlan, Generation
from studykit.generate.score import probability
from studykit.model import Note

SETS = {
    "a": "five talks",
    "b": "six talks",
    "c": "six talks more",
    "s": "the seed",
}
MAKERS: dict[str, Callable[[Verdict], bool]] = {
    "a model, ready": lambda v: v.by == "model" and v.ready,
    "a model, all": lambda v: v.by == "model",
    "a model, another reply": lambda v: v.by == "model, another reply",
    "rules, ready": lambda v: v.by == "rules" and v.ready,
    "rules, best of up to four": lambda v: v.by == "rules",
}


def report_verdicts(judged: Sequence[Verdict], bullets: dict[str, int]) -> None:
    print("| set | bullets | cards | kept by most readers | a kept card on |\n|---|---|---|---|---|")
    for letter, name in SETS.items():
        for maker, made in MAKERS.items():
            chosen = [v for v in judged if v.talk.startswith(letter) and made(v)]
            if not chosen:
                continue
            count = sum(n for talk, n in bullets.items() if talk.startswith(letter))
            kept = [v for v in chosen if v.kept]
            on = len({(v.talk, v.bullet) for v in kept})
            print(
                f"| {name}: {maker} | {count} | {len(chosen)} | {len(kept)} ({len(kept) / len(chosen):.0%})"
                f" | {on} ({on / count:.0%}) |"
            )
    agree = sum(len(set(v.keep)) == 1 for v in judged) / len(judged)
    print(f"\nAll readers agree on {agree:.0%} of the cards.")


def report_score(data: Sequence[Labelled]) -> None:
    now = area([(probability(row.card), row.keep) for row in data])
    print(f"\nThe keep score on {len(data)} judged candidates: area {now:.2f}")
    held_out = []
    for talk in sorted({row.talk for row in data}):
        weights = nudged([row for row in data if row.talk != talk])
        held_out += [(scored(weights, row.card), row.keep) for row in data if row.talk == talk]
    print(f"Weights drawn to the other talks' labels: area {area(held_out):.2f}")
    print("\n| keep score, each talk by the others' labels | cards | kept |\n|---|---|---|")
    for low in (0.0, 0.2, 0.4, 0.6, 0.8):
        inside = [keep for score, keep in held_out if low <= score < low + 0.2]
        if inside:
            print(f"| {low:.1f}-{low + 0.2:.1f} | {len(inside)} | {sum(inside) / len(inside):.0%} |")


def report_fit(data: Sequence[Labelled]) -> None:
    weights = nudged(data)
    for name in sorted(TABLE, key=lambda name: -abs(weights[name] - TABLE[name])):
        if round(weights[name], 1) != TABLE[name]:
            print(f"{name} {TABLE[name]:+.1f} -> {weights[name]:+.1f}")


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


def write_blind(out: Path, files: Iterable[Path]) -> None:
    """Every card offered for the summaries, a bullet's cards shuffled; the makers go into a file of their own."""
    rng = random.Random(out.name)
    items: list[dict[str, object]] = []
    key: dict[str, list[dict[str, object]]] = {}
    for file in files:
        name = file.name.removesuffix(".summary.md")
        talk = talk_of(name, file, file.with_name(f"{name}.transcript.txt"))
        reply = file.with_name(f"{name}.reply.txt")
        runs: dict[str, Sequence[BulletPlan]] = {
            "rules": generate(talk.summary, talk.alignment, talk.transcript).bullets
        }
        if reply.exists():
            runs["model"] = read_answers(reply.read_text("utf-8"), talk.summary, talk.alignment).bullets
        for number, found in enumerate(talk.alignment.bullets):
            shown = {card_text(note): None for plans in runs.values() for note in offered(plans[number])}
            cards = []
            for text in rng.sample(list(shown), len(shown)):
                card_id = f"k{len(key) + 1:04d}"
                cards.append({"id": card_id, "card": text})
                key[card_id] = [
                    {"talk": name, "bullet": number, "by": by, "ready": not note.draft, "card": text}
                    for by, plans in runs.items()
                    for note in offered(plans[number])
                    if card_text(note) == text
                ]
            said = found.evidence.quote if found.evidence else ""
            head = {"talk": talk.summary.source.title, "heading": " > ".join(found.bullet.headings)}
            items.append({**head, "bullet": found.bullet.text, "said": said, "cards": cards})
    out.write_text(json.dumps(items, ensure_ascii=False, indent=1), encoding="utf-8")
    out.with_suffix(".key.json").write_text(json.dumps(key, ensure_ascii=False), encoding="utf-8")
    print(f"{len(key)} cards of {len(items)} bullets in {out}")


def offered(plan: BulletPlan) -> tuple[Note, ...]:
    return (*plan.notes, *plan.proposals)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--samples", type=Path, nargs="?", const=SAMPLES)
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--blind", type=Path)
    parser.add_argument("files", nargs="*", type=Path)
    given = parser.parse_args()
    if given.blind:
        write_blind(given.blind, given.files)
        return
    talks, judged = [seed_talk(), *blind_talks()], verdicts()
    data = [row for talk in talks for row in labelled(talk, judged)]
    if given.samples:
        labels = json.loads((given.samples / "cards.json").read_text(encoding="utf-8"))
        data += [row for talk in sample_talks(given.samples) for row in labelled_by_answer(talk, labels)]
    if given.fit:
        report_fit(data)
        return
    report_verdicts(judged, {talk.name: len(talk.summary.bullets) for talk in talks})
    report_score(data)
    report_cost(talks)


if __name__ == "__main__":
    main()
