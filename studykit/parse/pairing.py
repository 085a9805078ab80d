"""Which transcript belongs to which summary: by video, else by title, else by file name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from studykit.model import Summary, Transcript

_KIND_WORDS = re.compile(
    r"[._ -](?:summary|notes?|transcript|captions?|요약|자막|스크립트|timed|[a-z]{2}(?:-[A-Za-z]{2,4})?)$",
    re.IGNORECASE,
)
_BRACKETED_ID = re.compile(r"\s*\[[\w-]{11}\]")
_LEAD = re.compile(
    r"^\s*[\[(【]\s*(?:요약|정리|summary|notes?|transcript|要約|摘要|总结|자막)\s*[\])】]\s*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Pair:
    """A summary with its transcript. ``by`` is video, title or file name."""

    summary: Summary
    transcript: Transcript
    by: str


@dataclass(frozen=True, slots=True)
class Left:
    """A file that found no partner, and why."""

    name: str
    kind: str  # summary | transcript
    reason: str


@dataclass(frozen=True, slots=True)
class Pairing:
    """Pairs in the order of the summaries, then what was left."""

    pairs: tuple[Pair, ...]
    left: tuple[Left, ...]


def pair(summaries: Sequence[Summary], transcripts: Sequence[Transcript]) -> Pairing:
    """Pair each summary with the transcript of its video.

    Several summaries may share one transcript. Of several transcripts the one with times is taken, then the
    longer one. A summary and a transcript that name different videos never meet, whatever their titles.
    """
    pairs: list[Pair] = []
    left: list[Left] = []
    for summary in summaries:
        found = _find(summary, transcripts)
        if found:
            pairs.append(Pair(summary, *found))
        else:
            left.append(Left(summary.name, "summary", _why(summary)))
    taken = {id(pair.transcript) for pair in pairs}
    left.extend(Left(t.name, "transcript", _unused(t, pairs)) for t in transcripts if id(t) not in taken)
    return Pairing(tuple(pairs), tuple(left))


def _find(summary: Summary, transcripts: Sequence[Transcript]) -> tuple[Transcript, str] | None:
    videos = {summary.source.video_id, *(bullet.video_id for bullet in summary.bullets)} - {""}
    main = [t for t in transcripts if t.source.video_id and t.source.video_id == summary.source.video_id]
    same_video = main or [t for t in transcripts if t.source.video_id in videos]
    if same_video:
        return _best(same_video), "video"
    free = [t for t in transcripts if not (videos and t.source.video_id)]
    for by, key in _KEYS:
        wanted = key(summary)
        matching = [t for t in free if wanted and key(t) == wanted]
        if matching:
            return _best(matching), by
    return None


def _best(transcripts: Sequence[Transcript]) -> Transcript:
    return max(transcripts, key=lambda t: (bool(t.cues), len(t.text)))


def _why(summary: Summary) -> str:
    if summary.source.video_id:
        return f"no transcript of video {summary.source.video_id}, and none with this title"
    return "it names no video, and no transcript has its title or file name"


def _unused(transcript: Transcript, pairs: Sequence[Pair]) -> str:
    video = transcript.source.video_id
    other = next(
        (pair.transcript.name for pair in pairs if video and pair.transcript.source.video_id == video), ""
    )
    if other:
        return f"{other} is of the same video and was taken"
    return f"no summary of video {video}" if video else "no summary has its title or file name"


def _title(thing: Summary | Transcript) -> str:
    return _letters(_LEAD.sub("", thing.source.title))


def _file_name(thing: Summary | Transcript) -> str:
    stem = PurePath(thing.name).stem
    for _ in range(3):
        stem = _BRACKETED_ID.sub("", _KIND_WORDS.sub("", stem))
    return _letters(stem)


def _letters(text: str) -> str:
    """What is left of a title when punctuation, spaces, case and width are put aside."""
    return "".join(ch for ch in unicodedata.normalize("NFKC", text).casefold() if ch.isalnum())


_KEYS: tuple[tuple[str, Callable[[Summary | Transcript], str]], ...] = (
    ("title", _title),
    ("file name", _file_name),
)
