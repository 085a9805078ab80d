"""Identity under regeneration: decks are edited thousands of times, and every card must keep its history.

    python -m benchmarks.identity [--edits 10000] [--seed 1] [--samples DIR]

Summaries are edited as people edit them (typos, times, order, numbers, names ...), decks as people edit decks (texts, comments,
tags, drafts accepted or turned down), and after each edit the deck is regenerated twice: nothing may be lost, and the second
time nothing may change.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from benchmarks.identity_edits import run
from benchmarks.identity_samples import from_samples
from benchmarks.identity_world import SENTENCES


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--edits", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--samples", type=Path, help="a folder with cards.json and summaries to draw sentences from"
    )
    options = parser.parse_args()
    started = time.perf_counter()
    sentences = from_samples(options.samples) if options.samples else SENTENCES
    tally = run(options.seed, options.edits, sentences=sentences)
    took = time.perf_counter() - started
    count = tally.edits.total()
    print(f"{count:,} edits in {took:.0f} s, {1000 * took / count:.0f} ms each (two merges and the audit)")
    for name, times in tally.edits.most_common():
        print(f"  {name:28}{times:6,}")
    print("faults:", dict(tally.faults) or "none")
    for example in tally.examples:
        print("  ", example)
    return 1 if tally.faults else 0


if __name__ == "__main__":
    sys.exit(main())
