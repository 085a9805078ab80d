"""Study sheets of 13 and 1,000 cards, beside the same content made with fpdf2; and a soak of hostile cards.

    python benchmarks/print.py               CPU, memory, size and pages, each measured in a process of its own
    python benchmarks/print.py --soak 500    that many random long cards: is every character inside its cell?

fpdf2 gets what a straightforward program would write with it: question, blank, time and QR code in rows, an
answer key with quotes, an embedded Hangul font, the QR code as one rectangle for each run of dark modules.
"""

from __future__ import annotations

import argparse
import importlib.util
import itertools
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from studykit.cloze import Card, answer, masked
from studykit.model import Deck, Evidence, Kind, Note, Source
from studykit.paper.fontfiles import package_fonts
from studykit.paper.options import Grid, Layout, Paper, SheetOptions
from studykit.paper.sheet import print_sheet

SUBJECTS = ("조석", "해류", "파도", "바람", "빙하", "화산", "지각판", "대기", "구름", "번개")
VERBS = ("일으키는 힘은 무엇인가요?", "처음 설명한 사람은 누구인가요?", "결정하는 값은 얼마인가요?")
WORDS = [
    "the",
    "moon",
    "pulls",
    "water",
    "nearest",
    "to",
    "it",
    "so",
    "that",
    "twice",
    "a",
    "day",
    "every",
    "coast",
    "sees",
    "high",
    "tide",
    "and",
    "low",
    "tide",
    "again",
]


def deck_of(count: int) -> Deck:
    """A deck in the manner of the seed: half questions, half clozes, each with a quote and a second."""
    chance = random.Random(count)
    notes = []
    for i in range(count):
        subject, other = chance.sample(SUBJECTS, 2)
        quote = " ".join(chance.choice(WORDS) for _ in range(chance.randrange(12, 32)))
        evidence = Evidence(quote, at=7 * i, plus_minus=8, confidence=0.9)
        if i % 2:
            front = f"{i}번째로 본 {subject}과 {other}을 {chance.choice(VERBS)}"
            notes.append(
                Note(Kind.QA, id=f"n{i:09}", front=front, back=f"{other} {i}", at=7 * i, evidence=evidence)
            )
        else:
            text = f"{subject}은 {{{{c1::{other}의 변화::요인}}}}에 따라 하루에 {i}번 넘게 달라지며, 그 폭은 위치에 따라 크게 다릅니다."
            notes.append(Note(Kind.CLOZE, id=f"n{i:09}", text=text, at=7 * i, evidence=evidence))
    source = Source(
        title="Tides",
        url="https://www.youtube.com/watch?v=abcdefghijk",
        channel="Sea School",
        published="2025-02-27",
    )
    return Deck("바다와 하늘", language="ko", source=source, notes=tuple(notes))


def with_fpdf2(deck: Deck, path: Path) -> int:
    import segno
    from fpdf import FPDF

    pdf = FPDF(format="A4", unit="mm")
    pdf.add_font("nanum", fname=str(next(package_fonts())))
    pdf.set_auto_page_break(auto=False)
    pdf.add_page()
    pdf.set_font("nanum", size=14)
    pdf.cell(0, 10, deck.name, new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("nanum", size=10.5)
    for number, note in enumerate(deck.notes, start=1):
        if pdf.get_y() > 260:
            pdf.add_page()
        top = pdf.get_y()
        pdf.cell(10, 6, str(number))
        question = masked(note.text, 1, "[{} __________]") if note.kind is Kind.CLOZE else note.front
        pdf.multi_cell(130, 6, question, new_x="LMARGIN", new_y="NEXT")
        pdf.text(155, top + 4, f"{(note.at or 0) // 60:02}:{(note.at or 0) % 60:02}")
        code = segno.make(f"https://youtu.be/abcdefghijk?t={note.at}", error="m", micro=False)
        for y, row in enumerate(code.matrix):
            x = 0
            for dark, run in itertools.groupby(row):
                length = len(list(run))
                if dark:
                    pdf.rect(175 + x * 0.42, top + y * 0.42, length * 0.42, 0.42, style="F")
                x += length
        pdf.set_y(max(pdf.get_y(), top + 17))
    pdf.add_page()
    for number, note in enumerate(deck.notes, start=1):
        if pdf.get_y() > 260:
            pdf.add_page()
        pdf.cell(10, 6, str(number))
        pdf.multi_cell(60, 6, answer(Card(note)), new_x="RIGHT", new_y="TOP")
        quote = note.evidence.quote if note.evidence else ""
        pdf.multi_cell(110, 6, f"“{quote}”", new_x="LMARGIN", new_y="NEXT")
    pdf.output(str(path))
    return int(pdf.pages_count)


def measure_one(maker: str, count: int) -> dict[str, float]:
    """Print once in this process; CPU seconds include imports made for it, memory is the process's peak."""
    deck = deck_of(count)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "out.pdf"
        started, cpu = time.perf_counter(), time.process_time()
        if maker == "fpdf2 sheet":
            pages = with_fpdf2(deck, path)
        else:
            layout = Layout.CARDS if maker == "studykit cards" else Layout.SHEET
            pages = print_sheet([deck], path, SheetOptions(layout=layout)).pages
        return {
            "cpu": time.process_time() - cpu,
            "wall": time.perf_counter() - started,
            "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            "kb": path.stat().st_size / 1024,
            "pages": pages,
        }


def compare() -> None:
    print("| cards | maker | CPU s | wall s | peak MB | file KB | pages |")
    print("|---|---|---|---|---|---|---|")
    for count in (13, 1000):
        for maker in ("studykit sheet", "fpdf2 sheet", "studykit cards"):
            command = [sys.executable, __file__, "--one", maker, "--count", str(count)]
            runs = [
                json.loads(subprocess.run(command, capture_output=True, check=True).stdout) for _ in range(3)
            ]
            best = min(runs, key=lambda run: run["cpu"])
            print(
                f"| {count} | {maker} | {best['cpu']:.2f} | {best['wall']:.2f} | {best['mb']:.0f} | {best['kb']:.0f} | {best['pages']:.0f} |"
            )


def soak(count: int) -> int:
    """Print random long cards ten at a time on every paper, and count the characters outside their cell."""
    helpers = _tests("conftest"), _tests("test_cards")
    kit, cards = helpers[0].Kit(), helpers[1]
    outside = seen = 0
    shapes = (
        (Paper.A4, 2, 4, False),
        (Paper.LETTER, 3, 3, False),
        (Paper.A4, 2, 3, True),
        (Paper.A5, 2, 4, False),
    )
    for batch, (paper, columns, rows, large) in zip(range(-(-count // 10)), itertools.cycle(shapes)):
        options = SheetOptions(layout=Layout.CARDS, paper=paper, grid=Grid(columns, rows), large=large)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "out.pdf"
            print_sheet([cards.long_deck(kit, 10, seed=1000 + batch)], path, options)
            for char, fits in cards.placed(helpers[0].Pdf(path), paper, columns, rows):
                seen += 1
                outside += not fits
                if not fits:
                    print(f"outside: {char}", file=sys.stderr)
    print(f"{count} cards, {seen} characters, {outside} outside their cell")
    return int(outside > 0)


def _tests(name: str) -> Any:
    path = Path(__file__).parent.parent / "tests" / "paper" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"paper_{name}", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--soak", type=int, metavar="CARDS")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument("--count", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        print(json.dumps(measure_one(arguments.one, arguments.count)))
        return 0
    if arguments.soak:
        return soak(arguments.soak)
    compare()
    return 0


if __name__ == "__main__":
    sys.exit(main())
