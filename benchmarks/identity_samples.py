"""Sentences of real summaries, with the cards readers kept, for the identity benchmark."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from studykit.parse.summary import parse_summary
from studykit.text import has_hangul


def from_samples(folder: Path) -> list[list[str]]:
    """Sentences with marked names and spans, a question and its answer, from ``cards.json`` and the summaries beside it."""
    cards: list[dict[str, Any]] = json.loads((folder / "cards.json").read_text("utf-8"))
    entries: dict[tuple[str, int], dict[str, Any]] = {}
    for card in cards:
        if sum(card["keep"]) > len(card["keep"]) / 2:
            entries.setdefault((card["talk"], card["bullet"]), {}).setdefault(card["kind"], card)
    found = []
    for (talk, number), kept in entries.items():
        path = folder / "alignment" / f"{talk}.summary.md"
        if "qa" in kept and path.exists():
            text = parse_summary(path.read_text("utf-8"), str(path)).bullets[number].text
            found.append(
                [
                    _marked(text, [card["answer"] for card in kept.values()]),
                    kept["qa"]["front"],
                    kept["qa"]["answer"],
                ]
            )
    return [entry for entry in found if "<" in entry[0]]


def _marked(text: str, answers: list[str]) -> str:
    text = re.sub(r"[<>{}]", "", text)
    names = r"[A-Z][A-Za-z]{3,}" if has_hangul(text) else r"(?<=[a-z,] )[A-Z][A-Za-z]{3,}"
    text = re.sub(names, lambda match: f"{{{match[0]}}}", text, count=1)
    for answer in sorted(answers, key=len):
        if text.count(answer) == 1 and not re.search(r"[<>{}]", answer) and f"<{answer}" not in text:
            text = text.replace(answer, f"<{answer}>")
    return text
