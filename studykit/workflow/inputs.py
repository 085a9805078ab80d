"""From the paths a person names to summaries with their transcripts, and a reason for each file left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from studykit.errors import InputError, StudykitError, SummaryError, UsageError
from studykit.files import read_bytes
from studykit.model import Summary, Transcript
from studykit.parse.encoding import decode
from studykit.parse.pairing import pair
from studykit.parse.sniff import kind_of
from studykit.parse.summary import parse_summary
from studykit.parse.transcript import parse_transcript

SUFFIXES = frozenset({".md", ".markdown", ".mdown", ".txt", ".text", ".srt", ".vtt", ".ass", ".ssa", ".json"})
# A folder of notes holds hundreds; more is likely a wrong path such as the whole home folder.
MAX_FILES = 5000


@dataclass(frozen=True, slots=True)
class Job:
    """One summary to make cards of, read and parsed, with its file and its transcript's."""

    summary: Path
    transcript: Path | None
    parsed: Summary
    spoken: Transcript | None


@dataclass(frozen=True, slots=True)
class Planned:
    """What the paths hold: jobs, and one sentence for each file left out."""

    jobs: tuple[Job, ...]
    left: tuple[str, ...] = ()


@dataclass(slots=True)
class _Sorted:
    """Files by what they are; parsed models carry their path as their name."""

    summaries: list[Summary]
    transcripts: list[Transcript]
    left: list[str]


def plan_inputs(paths: Sequence[Path], transcript: Path | None = None) -> Planned:
    """Read what the paths name and pair summaries with transcripts.

    A summary named alone is paired with a transcript lying beside it, if one fits. Faulty files that were named
    are errors; those found in a folder are left out with the reason.

    Raises:
        StudykitError: a named file cannot be used, or ``--transcript`` does not go with the summaries.
    """
    found = _sort(paths)
    if transcript is not None:
        if len(found.summaries) != 1:
            raise UsageError(
                f"--transcript goes with one summary, and {len(found.summaries)} were named",
                "Name one summary, or a folder whose files are paired by video and title.",
            )
        spoken = parse_transcript(_text(transcript), str(transcript))
        return Planned((_job(found.summaries[0], spoken),), tuple(found.left))
    if not found.summaries:
        raise _nothing_to_do(found)
    beside = [] if found.transcripts else _beside(found.summaries)
    pairing = pair(found.summaries, [*found.transcripts, *beside])
    spoken_for = {pair.summary.name: pair.transcript for pair in pairing.pairs}
    given = {spoken.name for spoken in found.transcripts}
    left = [f"{one.name}: {one.reason}" for one in pairing.left if one.name in given]
    jobs = tuple(_job(summary, spoken_for.get(summary.name)) for summary in found.summaries)
    return Planned(jobs, (*found.left, *left))


def _sort(paths: Sequence[Path]) -> _Sorted:
    found = _Sorted([], [], [])
    for path in paths:
        if path.is_dir():
            for file in _files_in(path):
                try:
                    _sort_one(file, found, named=False)
                except StudykitError as err:
                    found.left.append(str(err))
        else:
            _sort_one(path, found, named=True)
    return found


def _sort_one(path: Path, found: _Sorted, *, named: bool) -> None:
    if path.suffix.lower() in {".yaml", ".yml"}:
        raise InputError(
            "this is a deck, not a summary", "Name the notes it was made from, or study it.", file=str(path)
        )
    text = _text(path)
    kind = kind_of(path.name, text)
    if kind == "transcript":
        found.transcripts.append(parse_transcript(text, str(path)))
    elif kind == "summary" or named:
        found.summaries.append(parse_summary(text, str(path)))
    else:
        found.left.append(f"{path}: neither a summary with bullets nor a transcript")


def _beside(summaries: Sequence[Summary]) -> list[Transcript]:
    """Transcripts in the folders of the summaries; faulty ones do not matter, nobody named them."""
    transcripts = []
    for folder in sorted({Path(summary.name).parent for summary in summaries}):
        for path in _files_in(folder, deep=False):
            try:
                text = _text(path)
                if kind_of(path.name, text) == "transcript":
                    transcripts.append(parse_transcript(text, str(path)))
            except StudykitError:
                continue
    return transcripts


def _files_in(folder: Path, *, deep: bool = True) -> Iterator[Path]:
    pattern = "**/*" if deep else "*"
    files = [
        path
        for path in folder.glob(pattern)
        if path.suffix.lower() in SUFFIXES
        and path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    ]
    if len(files) > MAX_FILES:
        raise InputError(
            f"{len(files)} files are too many for one folder of notes",
            "Name a smaller folder.",
            file=str(folder),
        )
    yield from sorted(files)


def _nothing_to_do(found: _Sorted) -> StudykitError:
    if found.transcripts:
        return SummaryError(
            "this is a transcript, and no summary goes with it",
            "Name the summary first: studykit generate SUMMARY --transcript FILE.",
            file=found.transcripts[0].name,
        )
    return InputError(
        "no summary was found" + (f" ({found.left[0]})" if found.left else ""),
        "A summary is a Markdown file of bullets with video times.",
    )


def _job(summary: Summary, spoken: Transcript | None) -> Job:
    return Job(Path(summary.name), Path(spoken.name) if spoken else None, summary, spoken)


def _text(path: Path) -> str:
    return decode(read_bytes(path), str(path))
