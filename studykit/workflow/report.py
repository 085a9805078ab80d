"""What ``generate --json`` prints: every bullet with its evidence, its notes or the reason for none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from studykit.generate.result import BulletPlan, Rejected
from studykit.model import Evidence, Note
from studykit.workflow.making import Made, Saved


def as_json(made: Made, saved: Saved) -> dict[str, Any]:
    """The report of one deck; times are seconds, offsets are characters of the spoken text."""
    ids = iter(saved.merge.ids)
    by_id = {note.id: note for note in saved.merge.deck.notes}
    bullets, used = [], []
    for plan in made.bullets:
        own = [next(ids) for _ in plan.notes]
        used += own
        bullets.append(_bullet(plan, own))
    words = made.words_per_minute
    return {
        "deck": str(saved.path),
        "language": made.language,
        "alignment": {"words_per_minute": round(words, 1) if words is not None else None},
        "bullets": bullets,
        "notes": [_note(by_id[note_id]) for note_id in dict.fromkeys(used) if note_id in by_id],
        "skipped": [asdict(line) for line in made.job.parsed.skipped],
        "refused": [asdict(part) for part in made.generation.refused],
        "kept": saved.kept,
        "added": saved.added,
        "retired": saved.retired,
    }


def _bullet(plan: BulletPlan, ids: Sequence[str]) -> dict[str, Any]:
    bullet, evidence = plan.evidence.bullet, plan.evidence.evidence
    return {
        "line": bullet.line,
        "text": bullet.text,
        "at": bullet.at,
        "times": list(bullet.times),
        "evidence": _evidence(evidence) if evidence else None,
        "no_evidence": plan.evidence.reason or None,
        "audit": [asdict(flag) for flag in plan.evidence.flags],
        "notes": list(ids),
        "reason": plan.reason or None,
        "rejected": [_rejected(card) for card in plan.rejected],
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {key: value for key, value in asdict(evidence).items() if value != ""}


def _rejected(card: Rejected) -> dict[str, Any]:
    return asdict(card)


def _note(note: Note) -> dict[str, Any]:
    """A note as the deck holds it: what is not set is left out."""
    # Second 0 is set, though it equals False.
    unset: tuple[object, ...] = ("", None, (), [])
    data = {key: value for key, value in asdict(note).items() if value is not False and value not in unset}
    if note.evidence:
        data["evidence"] = _evidence(note.evidence)
    data["kind"] = note.kind.value
    return data
