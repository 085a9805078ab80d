"""Export beside plain genanki and Anki's own exporter: CPU and size at 1,000, 10,000 and 100,000 notes.

    python benchmarks/anki.py [--sizes 1000,10000,100000] [--rounds 5]

Each measurement runs in a process of its own. All three write the same notes in the same note types, a cloze of two
cards or a question. Ours and genanki's start from the deck and end with the file; genanki's is the shortest program
that does it, html.escape and nothing more. Anki exports, without media, a collection that has just imported our
package.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
import warnings
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any

from studykit.model import Deck, Evidence, Flag, Kind, Note, Source

WORDS = [
    "확장",
    "실험",
    "비지도",
    "학습",
    "축",
    "모델",
    "추론",
    "데이터",
    "컴퓨팅",
    "사용자",
    "선호",
    "생산성",
    "지식",
    "작업",
    "창의적",
    "글쓰기",
    "코딩",
    "감성",
    "지능",
    "연구",
    "책임자",
    "발표",
    "release",
    "largest",
    "best",
    "yet",
    "axis",
    "unsupervised",
    "learning",
    "people",
    "prefer",
    "margin",
    "everyday",
    "use",
    "cases",
    "almost",
    "rate",
]


def deck(size: int) -> Deck:
    """A deck like a generated one: Korean notes, an English quote, a link, now and then a flag."""
    chance = random.Random(7)

    def words(count: int) -> str:
        return " ".join(chance.choices(WORDS, k=count))

    notes = []
    for number in range(size):
        at = chance.randrange(4000)
        evidence = Evidence(
            words(28), at=at, plus_minus=8, confidence=round(chance.random(), 2), start=0, end=100
        )
        flags = (Flag("number-differs", "60~70%", "almost 70%"),) if number % 8 == 0 else ()
        if number % 2:
            note = Note(Kind.QA, front=words(8) + "?", back=words(2))
        else:
            text = f"{words(5)} {{{{c1::{words(2)}::hint}}}} {words(4)} {{{{c2::{words(1)}}}}}."
            note = Note(Kind.CLOZE, text=text)
        made: dict[str, Any] = {
            "id": f"{number:010d}",
            "at": at,
            "evidence": evidence,
            "flags": flags,
            "bullet": words(12),
        }
        notes.append(replace(note, **made))
    source = Source(title="A talk & more", url="https://www.youtube.com/watch?v=abcdefghijk", channel="C")
    return Deck(name="Benchmark", language="ko", tags=("talk",), source=source, notes=tuple(notes))


def ours(size: int, path: Path) -> float:
    from studykit.anki.package import export_apkg

    made = deck(size)
    start = time.process_time()
    export_apkg([made], path, now=1_800_000_000)
    return time.process_time() - start


def genanki(size: int, path: Path) -> float:
    import genanki as library

    from studykit.anki.note_types import CLOZE, QA, as_anki

    made = deck(size)
    warnings.simplefilter("ignore")  # it warns of some "<" that are escaped
    start = time.process_time()
    models = {}
    for kind in (CLOZE, QA):
        described = as_anki(kind)
        models[kind.stem] = library.Model(
            kind.id, kind.name, fields=described["flds"], templates=described["tmpls"], css=described["css"],
            model_type=described["type"],
        )  # fmt: skip
    target = library.Deck(2_000_000_000, made.name)
    for note in made.notes:
        asks = [note.text] if note.kind is Kind.CLOZE else [note.front, note.back]
        fields = [escape(text) for text in (*asks, *plain_details(note, made))]
        guid = library.guid_for(note.id)
        target.add_note(library.Note(models[note.kind.value], fields, guid=guid, tags=made.tags))
    library.Package([target]).write_to_file(path)
    return time.process_time() - start


def plain_details(note: Note, made: Deck) -> list[str]:
    """The other fields, put together as simply as can be."""
    assert note.evidence
    flags = "".join(f"<div>{flag.rule}: {flag.summary} {flag.transcript}</div>" for flag in note.flags)
    minutes, seconds = divmod(note.at or 0, 60)
    return [
        note.extra, note.evidence.quote, note.evidence.repaired, made.source.title, f"{made.source.url}&t={note.at}s",
        f"{minutes:02}:{seconds:02}", f"●●●○ likely · ±{note.evidence.plus_minus} s", flags, made.language, note.id,
        "", "", "",
    ]  # fmt: skip


def anki(size: int, path: Path) -> float:
    from anki.collection import Collection, ExportAnkiPackageOptions, ImportAnkiPackageRequest

    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "source.apkg"
        ours(size, source)
        col = Collection(str(Path(folder) / "collection.anki2"))
        col.import_anki_package(ImportAnkiPackageRequest(package_path=str(source)))
        options = ExportAnkiPackageOptions(with_scheduling=False, with_media=False, legacy=True)
        start = time.process_time()
        col.export_anki_package(out_path=str(path), options=options, limit=None)
        spent = time.process_time() - start
        col.close()
    return spent


WRITERS = {"studykit": ours, "genanki": genanki, "Anki (legacy)": anki}


def measure(writer: str, size: int) -> tuple[float, int]:
    """CPU seconds and bytes, from a process of its own."""
    # -P: this file must not stand in for the package of the same name.
    command = [sys.executable, "-P", __file__, "--one", writer, str(size)]
    reply = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return reply["cpu"], reply["bytes"]


def one(writer: str, size: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "out.apkg"
        cpu = WRITERS[writer](size, path)
        print(json.dumps({"cpu": cpu, "bytes": path.stat().st_size}))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--one", nargs=2, metavar=("WRITER", "SIZE"))
    arguments = parser.parse_args()
    if arguments.one:
        one(arguments.one[0], int(arguments.one[1]))
        return
    print(f"best of {arguments.rounds}, each in a process of its own\n")
    print("| notes | writer | CPU s | MB | CPU / genanki's | size / genanki's |\n|--:|---|--:|--:|--:|--:|")
    for size in map(int, arguments.sizes.split(",")):
        rounds = [{writer: measure(writer, size) for writer in WRITERS} for _ in range(arguments.rounds)]
        figures = {writer: min(figures[writer] for figures in rounds) for writer in WRITERS}
        cpu, length = figures["genanki"]
        for writer, (spent, written) in figures.items():
            ratios = f"{spent / cpu:.2f} | {written / length:.2f}"
            print(f"| {size:,} | {writer} | {spent:.2f} | {written / 1e6:.2f} | {ratios} |")


if __name__ == "__main__":
    main()
