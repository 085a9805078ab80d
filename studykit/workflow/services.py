"""The long work behind the terminal's screens: generating, saving, exporting, printing. Meets `tui.ports.Services`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from studykit.deck import edit
from studykit.errors import StudykitError
from studykit.files import read_bytes, write_text
from studykit.generate.languages import language as tongue
from studykit.generate.plan import generate
from studykit.model import Alignment, Bullet, BulletEvidence, Deck, Kind, Note, Source, Summary
from studykit.parse.encoding import decode
from studykit.progress.library import LoadedDeck
from studykit.workflow.inputs import Job, Planned, plan_inputs
from studykit.workflow.making import Made, Saved, deck_paths, make, settle, write

Report = Callable[[int, int, str], None]


class Workshop:
    """Work on files. Every method blocks; the engines are loaded when first needed.

    Args:
        clock_s: The time now, seconds.
    """

    def __init__(self, clock_s: Callable[[], int]) -> None:
        self._clock_s = clock_s

    def plan(self, path: Path, transcript: Path | None = None) -> Planned:
        """Find the summaries in a file or folder and pair each with its transcript."""
        return plan_inputs([path], transcript)

    def make(self, job: Job, report: Report) -> Made:
        """Find the evidence and propose notes for one summary."""
        return make(job, deck_paths([job], None)[0], report)

    def save(self, made: Made, notes: Sequence[Note]) -> Saved:
        """Merge the notes a person settled on into the deck file.

        A proposed note that is not among them was rejected. It is kept as a suspended draft, which is how a deck
        remembers what must not be proposed again.
        """
        chosen = {_content(note) for note in notes}
        rejected = [
            replace(note, draft=True, suspended=True)
            for note in made.generation.notes
            if _content(note) not in chosen
        ]
        saved = settle(made, [*notes, *rejected])
        write(saved, made.old_text)
        return saved

    def blanks(self, text: str, language: str) -> Sequence[tuple[int, int]]:
        """The stretches of a sentence that can be hidden whole, as character ranges."""
        return [(span.start, span.end) for span in tongue(language).spans(text)]

    def questions(self, bullet: BulletEvidence, language: str) -> Sequence[Note]:
        """Question forms for one bullet, best first: whatever the generator would propose for it alone."""
        alone = Summary("", Source(), language, (bullet.bullet,))
        (plan,) = generate(alone, Alignment((bullet,)), None).bullets
        return [note for note in (*plan.notes, *plan.proposals) if note.kind is Kind.QA]

    def proposals(self, loaded: LoadedDeck) -> Mapping[str, Sequence[Note]]:
        """Whatever the generator would propose for the bullets of a deck, best first, by the bullet's text.

        The summary is read again for its headings; without it the deck's own sentences must do. The evidence is the
        deck's.
        """
        deck = loaded.deck
        known = {note.bullet: _bullet_of(note) for note in deck.notes if note.bullet}
        summary = _summary_of(loaded.path, deck) or Summary(
            deck.name, deck.source, deck.language, tuple(found.bullet for found in known.values())
        )
        alignment = Alignment(
            tuple(
                replace(known[bullet.text], bullet=bullet)
                if bullet.text in known
                else BulletEvidence(bullet, None, "")
                for bullet in summary.bullets
            )
        )
        plans = generate(summary, alignment, None).bullets
        return {plan.evidence.bullet.text: (*plan.notes, *plan.proposals) for plan in plans}

    def replace_note(self, path: Path, note: Note) -> None:
        """Write an edited note into its deck file."""
        self._rewrite(path, lambda text: edit.replace_note(text, str(path), note))

    def add_note(self, path: Path, note: Note) -> str:
        """Append a note made by hand; its new id."""
        text, note_id = edit.append_note(_read(path), str(path), note)
        write_text(path, text)
        return note_id

    def remove_note(self, path: Path, note_id: str) -> None:
        """Take a note out of its deck file."""
        self._rewrite(path, lambda text: edit.remove_note(text, str(path), note_id))

    def accept_draft(self, path: Path, note_id: str) -> None:
        """Make a draft an ordinary note."""
        self._rewrite(path, lambda text: edit.accept_draft(text, str(path), note_id))

    def reject_draft(self, path: Path, note_id: str) -> None:
        """Take a draft out for good."""
        self._rewrite(path, lambda text: edit.reject_draft(text, str(path), note_id))

    def export(
        self, decks: Sequence[LoadedDeck], target: Path, *, drafts: bool, with_progress: bool, report: Report
    ) -> str:
        """Write an Anki package or a CSV file."""
        from studykit.workflow.exporting import export  # noqa: PLC0415 (loads genanki)

        report(0, 1, "writing")
        done = export(
            [loaded.deck for loaded in decks],
            target,
            drafts=drafts,
            with_progress=with_progress,
            now=self._clock_s(),
        )
        report(1, 1, "written")
        return done

    def print_sheet(
        self,
        decks: Sequence[LoadedDeck],
        target: Path,
        *,
        layout: str,
        paper: str,
        grid: str,
        drafts: bool,
        report: Report,
    ) -> str:
        """Write a study sheet or cards to cut out as PDF."""
        from studykit.workflow.printing import print_decks, sentence, sheet_options  # noqa: PLC0415 (loads typst)

        options = sheet_options(layout=layout, paper=paper, grid=grid, drafts=drafts)
        return sentence(print_decks([loaded.deck for loaded in decks], target, options, report), target)

    @staticmethod
    def _rewrite(path: Path, change: Callable[[str], str]) -> None:
        before = _read(path)
        after = change(before)
        if after != before:
            write_text(path, after)


def _bullet_of(note: Note) -> BulletEvidence:
    return BulletEvidence(Bullet(0, note.bullet, note.at, note.url), note.evidence, "", note.flags)


def _summary_of(path: Path, deck: Deck) -> Summary | None:
    """The summary a deck was made from, where it still lies there and can be read."""
    file = path.parent / deck.source.summary
    if not deck.source.summary or not file.is_file():
        return None
    try:
        return plan_inputs([file]).jobs[0].parsed
    except StudykitError:
        return None


def _read(path: Path) -> str:
    return decode(read_bytes(path), str(path))


def _content(note: Note) -> tuple[str, str, str]:
    """What two proposals of one bullet cannot share."""
    return note.text, note.front, note.back
