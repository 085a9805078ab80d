"""Parse speed and growth, and what the parsers find in a folder of real notes.

    python benchmarks/parse.py [--samples DIR] [--large]

Speed is megabytes per second of processor time at 1, 10 and 100 times the size of a usual file: the last column, time
over size against the first row, stays near 1 where the parser is linear. ``--large`` adds a note of 10 MB.

With samples, it counts how many of the distinct times that an independent reading found (notes/expected_url_times.json)
come in, whether any was invented, what was skipped and why, and whether the spoken text of the timed transcripts
(alignment/NAME.timed.md) is that of their plain twins, letter by letter.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from studykit.errors import StudykitError
from studykit.parse.summary import parse_summary
from studykit.parse.transcript import parse_transcript

VIDEO = "https://www.youtube.com/watch?v=AbCdEf_1-23"
WORDS = [
    "and",
    "so",
    "we",
    "said",
    "that",
    "plants",
    "turn",
    "to",
    "the",
    "light",
    "because",
    "that",
    "is",
    "where",
    "they",
    "find",
    "what",
    "they",
    "need",
]


def note(megabytes: float) -> str:
    """A note of headings, bold labels, links, code and math, about 250 bytes a bullet."""
    parts: list[str] = [f"<{VIDEO}&t=108s>\n"]
    size = number = 0
    while size < megabytes * 1e6:
        number += 1
        clock = f"[[{number // 60 % 60:02}:{number % 60:02}]({VIDEO}&t=108s&t={number})]"
        part = f"- **Term {number}:** 식물 {number}은 `turn({number})`와 $x_{{{number}}}$에 따라 *빛*을 향해 돕니다 {clock}.\n"
        part += f"  * What follows number {number} has no time of its own, and takes that one.\n"
        if number % 10 == 1:
            part = f"\n## {number}. Light {clock}\n\n{part}"
        parts.append(part)
        size += len(part.encode())
    return "".join(parts)


def talk(hours: float) -> list[tuple[float, float, str]]:
    """Captions of three seconds, nine words each: 180 words a minute."""
    count = int(hours * 1200)
    return [
        (n * 3.0, n * 3.0 + 2.9, " ".join(WORDS[(n * 7 + k) % len(WORDS)] for k in range(9)))
        for n in range(count)
    ]


def clock(seconds: float, mark: str) -> str:
    millis = round(seconds * 1000)
    return f"{millis // 3_600_000:02}:{millis // 60_000 % 60:02}:{millis // 1000 % 60:02}{mark}{millis % 1000:03}"


def srt(hours: float) -> str:
    return "".join(
        f"{n}\n{clock(at, ',')} --> {clock(until, ',')}\n{text}\n\n"
        for n, (at, until, text) in enumerate(talk(hours), 1)
    )


def rolling(hours: float) -> str:
    parts, before = ["WEBVTT\n\n"], ""
    for at, until, text in talk(hours):
        first, *rest = text.split()
        tagged = first + "".join(
            f"<{clock(at + 0.3 * k, '.')}><c> {word}</c>" for k, word in enumerate(rest, 1)
        )
        parts.append(f"{clock(at, '.')} --> {clock(until, '.')} align:start\n{before or ' '}\n{tagged}\n\n")
        parts.append(f"{clock(until, '.')} --> {clock(until + 0.01, '.')} align:start\n{text}\n \n\n")
        before = text
    return "".join(parts)


def listed(hours: float) -> str:
    return json.dumps(
        [{"text": text, "start": at, "duration": until - at} for at, until, text in talk(hours)]
    )


def lines(hours: float) -> str:
    return "".join(f"[{clock(at, '.')[:8]}] {text}\n" for at, _, text in talk(hours))


def plain(hours: float) -> str:
    return " ".join(text for _, _, text in talk(hours))


def measure(
    title: str, make: Callable[[float], str], parse: Callable[[str], object], sizes: tuple[float, ...]
) -> None:
    base = 0.0
    for size in sizes:
        text = make(size)
        megabytes = len(text.encode()) / 1e6
        start = time.process_time()
        parse(text)
        taken = time.process_time() - start
        base = base or taken / megabytes
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        growth = taken / megabytes / base
        print(
            f"| {title} | {megabytes:.3f} | {taken:.3f} | {megabytes / taken:.2f} | {growth:.2f} | {memory:.0f} |"
        )


def speed(*, large: bool) -> None:
    parse_summary("- warm up [00:01]", "a.md")
    print("| input | MB | s | MB/s | growth | peak MB so far |\n|---|---|---|---|---|---|")
    notes = (0.01, 0.1, 1.0, 10.0) if large else (0.01, 0.1, 1.0)
    measure("summary", note, lambda text: parse_summary(text, "a.md"), notes)
    shapes: dict[str, Callable[[float], str]] = {
        "plain": plain,
        "SRT": srt,
        "rolling WebVTT": rolling,
        "JSON": listed,
        "timed lines": lines,
    }
    for title, make in shapes.items():
        measure(f"{title}, to 10 h", make, lambda text: parse_transcript(text, "a"), (0.1, 1.0, 10.0))


def found_in(folder: Path) -> None:
    expected = json.loads((folder / "notes" / "expected_url_times.json").read_text(encoding="utf-8"))
    reasons: Counter[str] = Counter()
    total = hit = in_bullets = invented = bullets = 0
    for name, times in expected.items():
        text = (folder / "notes" / name).read_text(encoding="utf-8")
        try:
            summary = parse_summary(text, name)
        except StudykitError as error:
            print(error)
            total += len(set(times))
            continue
        in_force = {
            seconds
            for bullet in summary.bullets
            for seconds in (*bullet.times, bullet.at)
            if seconds is not None
        }
        seen = in_force | {seconds for line in summary.skipped for seconds in line.times}
        written = set(times)
        total, hit, in_bullets = (
            total + len(written),
            hit + len(written & seen),
            in_bullets + len(written & in_force),
        )
        # A note without a single link has only bare times, which the independent reading does not list.
        invented += len(seen - written) if written else 0
        bullets += len(summary.bullets)
        reasons.update(line.reason.split(" (")[0] for line in summary.skipped)
        if written - seen or (written and seen - written):
            print(f"{name}: missing {sorted(written - seen)}, not expected {sorted(seen - written)}")
    print(
        f"\n{len(expected)} notes, {bullets} bullets; distinct times {hit} of {total} found ({in_bullets} on bullets), {invented} invented"
    )
    for reason, count in reasons.most_common():
        print(f"  {count:3} skipped: {reason}")


def transcripts_in(folder: Path) -> None:
    for timed in sorted((folder / "alignment").glob("*.timed.md")):
        plain_twin = timed.with_name(timed.name.replace(".timed.md", ".transcript.txt"))
        transcript = parse_transcript(timed.read_text(encoding="utf-8"), timed.name)
        same = transcript.text == plain_twin.read_text(encoding="utf-8").strip()
        print(f"{timed.name}: {len(transcript.cues)} cues, text {'equal' if same else 'DIFFERENT'}")


def main() -> None:
    parser = argparse.ArgumentParser(description="Parse speed, growth, and what is found in real notes.")
    parser.add_argument("--samples", type=Path, default=Path(__file__).parents[2] / "shared" / "samples")
    parser.add_argument("--large", action="store_true", help="add a note of 10 MB")
    options = parser.parse_args()
    speed(large=options.large)
    if (options.samples / "notes").is_dir():
        found_in(options.samples)
        transcripts_in(options.samples)


if __name__ == "__main__":
    main()
