"""From a summary and its transcript to a deck file: align, propose, merge, write."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from studykit.align.aligner import align, without_transcript
from studykit.deck.format import load
from studykit.deck.identity import content
from studykit.deck.merge import Merge, merge
from studykit.errors import UsageError
from studykit.files import read_bytes, write_text
from studykit.generate.answers import read_answers
from studykit.generate.plan import generate
from studykit.generate.result import BulletPlan, Generation
from studykit.model import Alignment, Deck, Note, Source
from studykit.parse.encoding import decode
from studykit.workflow.decks import target_folder
from studykit.workflow.inputs import Job

Report = Callable[[int, int, str], None]

_STEPS = 3


Cards = Callable[[Job, Alignment, Sequence[Note]], Generation]
"""Makes the cards of a job, given its evidence and the deck's present notes."""


def by_rules(job: Job, alignment: Alignment, existing: Sequence[Note]) -> Generation:
    """Cards by rule, offline."""
    return generate(job.parsed, alignment, job.spoken, existing=existing)


def by_reply(reply: str) -> Cards:
    """Cards out of a chatbot's reply to `asking.request_for`, behind the same gates."""

    def cards(job: Job, alignment: Alignment, _existing: Sequence[Note]) -> Generation:
        about = job.spoken.source.channel if job.spoken else ""
        return read_answers(reply, job.parsed, alignment, checked=job.spoken is not None, about=about)

    return cards


def unheard(done: int, total: int, step: str) -> None:
    """A report that nobody listens to."""


@dataclass(frozen=True, slots=True)
class Made:
    """Proposals for one summary. Nothing is written yet."""

    job: Job
    path: Path
    alignment: Alignment
    generation: Generation
    old_text: str | None

    @property
    def language(self) -> str:
        """ISO 639-1 code of the summary."""
        return self.job.parsed.language

    @property
    def words_per_minute(self) -> float | None:
        """The talk's pace, where the alignment found one."""
        return self.alignment.words_per_minute

    @property
    def bullets(self) -> tuple[BulletPlan, ...]:
        """One plan per bullet, in the summary's order."""
        return self.generation.bullets


@dataclass(frozen=True, slots=True)
class Saved:
    """What a merge does to a deck file."""

    path: Path
    merge: Merge

    @property
    def kept(self) -> int:
        """Notes that stood there before and stay."""
        return self.merge.kept

    @property
    def added(self) -> int:
        """New notes."""
        return self.merge.added

    @property
    def retired(self) -> int:
        """Notes whose bullet is gone, or that a better one replaces, as of now."""
        return self.merge.retired

    @property
    def ready(self) -> int:
        """Notes of the deck that are studied."""
        return sum(not (note.draft or note.retired or note.suspended) for note in self.merge.deck.notes)

    @property
    def drafts(self) -> int:
        """Notes of the deck that wait for a decision."""
        return sum(note.draft and not (note.retired or note.suspended) for note in self.merge.deck.notes)

    @property
    def gone(self) -> int:
        """Retired notes of the deck."""
        return sum(note.retired for note in self.merge.deck.notes)

    def left_out(self, notes: Sequence[Note]) -> int:
        """How many of the notes that were made gave way to another one in the deck."""
        by_id = {note.id: note for note in self.merge.deck.notes}
        holders = [by_id[note_id] for note_id in self.merge.ids]
        return sum(content(note) != content(holder) for note, holder in zip(notes, holders, strict=True))


def deck_paths(jobs: Sequence[Job], output: Path | None) -> tuple[Path, ...]:
    """The deck file of each job.

    Raises:
        UsageError: one file is named for several decks, or two summaries have the same name.
    """
    if output is not None and output.suffix in {".yaml", ".yml"}:
        if len(jobs) > 1:
            raise UsageError(
                f"{output} is one file, and there are {len(jobs)} decks to write", "Name a folder with -o."
            )
        return (output,)
    if output is not None and output.suffix and not output.is_dir():
        raise UsageError(
            f"{output} does not say what to write", "End a deck's name in .yaml, or name a folder."
        )
    folder = output or target_folder()
    paths = tuple(folder / f"{_stem(job.summary)}.yaml" for job in jobs)
    twice = next((path for path in paths if paths.count(path) > 1), None)
    if twice is not None:
        raise UsageError(
            f"two summaries would both become {twice}", "Rename one, or make them one by one with -o."
        )
    return paths


def find_evidence(job: Job) -> Alignment:
    """Where each bullet was said, or why that is not known."""
    return align(job.parsed, job.spoken) if job.spoken else without_transcript(job.parsed)


def make(job: Job, path: Path, report: Report = unheard, *, cards: Cards = by_rules) -> Made:
    """Find the evidence and propose notes, in the light of the deck that may exist at ``path``.

    Raises:
        StudykitError: the existing deck cannot be read, or no language module fits.
    """
    report(0, _STEPS, "reading")
    old_text = decode(read_bytes(path, regular=True), str(path)) if path.exists() else None
    existing = load(old_text, str(path)).notes if old_text is not None else ()
    report(1, _STEPS, "finding the words")
    alignment = find_evidence(job)
    report(2, _STEPS, "making cards")
    generation = cards(job, alignment, existing)
    report(_STEPS, _STEPS, "done")
    return Made(job, path, alignment, generation, old_text)


def settle(made: Made, notes: Sequence[Note], name: str = "") -> Saved:
    """The deck file that these notes lead to. Nothing is written.

    ``name`` is a new deck's name, by default the talk's title; a deck that exists keeps its own.
    """
    new = Deck(
        name=name or made.job.parsed.source.title or _stem(made.job.summary),
        language=made.language,
        # Anki and most tools take no space in a tag.
        tags=tuple(dict.fromkeys("-".join(tag.split()) for tag in made.job.parsed.tags if tag.strip())),
        source=_source(made),
        notes=tuple(notes),
    )
    bullets = [plan.evidence for plan in made.bullets]
    return Saved(made.path, merge(made.old_text, new, str(made.path), bullets=bullets))


def write(saved: Saved, old_text: str | None) -> None:
    """Write the deck, unless it already stands there as it would be written."""
    if saved.merge.text != old_text:
        write_text(saved.path, saved.merge.text)


def _source(made: Made) -> Source:
    """What is known of the talk: the summary's word first, then the transcript's."""
    summary = made.job.parsed.source
    spoken = made.job.spoken.source if made.job.spoken else Source()
    return replace(
        summary,
        url=summary.url or spoken.url,
        title=summary.title or spoken.title,
        video_id=summary.video_id or spoken.video_id,
        channel=summary.channel or spoken.channel,
        published=summary.published or spoken.published,
        summary=_relative(made.job.summary, made.path.parent),
        transcript=_relative(made.job.transcript, made.path.parent) if made.job.transcript else "",
    )


def _relative(path: Path, folder: Path) -> str:
    return Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix()


def _stem(path: Path) -> str:
    stem = path.name.removesuffix(path.suffix)
    for ending in (".summary", "-summary", "_summary", ".notes"):
        stem = stem.removesuffix(ending)
    return stem
