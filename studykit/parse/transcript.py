"""A transcript of any common shape to the words that were said, with what the file knows about their times."""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from studykit.errors import TranscriptError
from studykit.model import Source, Transcript
from studykit.parse import captions, frontmatter, headers, jsoncues, timedlines
from studykit.parse.language import code_of, language_of
from studykit.parse.links import link_at, video_id
from studykit.parse.spoken import Piece, assemble, readable
from studykit.text import neutralise, nfc

_NAMED_ID = re.compile(r"\[([\w-]{11})\](?:\.[\w-]+)*$", re.ASCII)
_JSON = re.compile(r"\s*(?:\{\s*\"|\[\s*[\{\]])")
_EMBED = re.compile(
    r"^!?\[[^\]\n]{0,300}\]\((https?://[^\s)]{1,1000})\)|^<?(https?://[^\s>]{1,1000})>?\s*$", re.MULTILINE
)
_MARKUP = re.compile(r"\s*<(?:\?xml|!doctype|html|transcript|timedtext|tt)\b", re.IGNORECASE)
_TSV = "start\tend\ttext"
_ROW = re.compile(r"(\d{1,9})\t(\d{1,9})\t(.*)", re.ASCII)
_HEAD = 20_000


@dataclass(frozen=True, slots=True)
class _Read:
    pieces: Sequence[Piece]
    values: Mapping[str, str] = field(default_factory=dict)


def parse_transcript(text: str, name: str) -> Transcript:
    """The transcript in ``text``; ``name`` is the file, for messages and for the identifier some tools put in it.

    Raises:
        TranscriptError: It holds no speech, or breaks the rules of its format; with the line.
    """
    text = nfc(neutralise(text.replace("\r\n", "\n").replace("\r", "\n"))).removeprefix("\ufeff")
    read = _read(text, name)
    spoken = assemble(read.pieces)
    if not spoken.text:
        raise TranscriptError(
            "the file holds no speech", "Give the words of the talk as text.", file=name, line=1
        )
    return Transcript(
        name=name,
        source=_source(read.values, name),
        text=spoken.text,
        language=code_of(read.values.get("language", "")) or language_of([spoken.text]),
        cues=tuple(spoken.cues),
        speakers=tuple(spoken.speakers),
        chapters=tuple(spoken.chapters),
    )


def _read(text: str, name: str) -> _Read:
    """Recognised by content, not by name: people rename files."""
    suffix = PurePath(name).suffix.lower()
    if text[:40].lower().startswith(_TSV):
        return _Read(_table(text, name))
    if _JSON.match(text) or suffix == ".json":
        values, pieces = jsoncues.read(text, name)
        return _Read(pieces, values)
    if text.lstrip().startswith("[Script Info]") or suffix in {".ass", ".ssa"}:
        return _Read(_substation(text, name))
    if _MARKUP.match(text):
        raise TranscriptError(
            "this is XML or a web page, not a transcript",
            "Save the captions as SRT, WebVTT or JSON.",
            file=name,
            line=1,
        )
    if captions.looks_timed(text) or suffix in {".srt", ".vtt"}:
        return _Read(captions.read(text, name), captions.header(text))
    return _lines(text, name)


def _lines(text: str, name: str) -> _Read:
    """Plain and timed lines, below front matter or header lines."""
    matter = frontmatter.split(text)
    lines = matter.body.split("\n")
    head = headers.read(lines)
    lines[: head.lines] = [""] * head.lines
    top = next((number for number, line in enumerate(lines) if line.strip()), 0)
    title = lines[top][2:].strip() if lines[top].startswith("# ") else ""
    if title:
        lines[top] = ""
    found = timedlines.read(lines, name)
    values = {
        "title": matter.first("title"),
        "video_id": matter.first("video_id"),
        "url": matter.first("source_url", "url", "source", "media_link", "link", "video"),
        "channel": matter.first("channel", "account_name", "author", "uploader", "show"),
        "published": matter.first("published", "date"),
        "language": matter.first("language", "lang"),
    }
    values = {"title": title, **head.values, **{key: value for key, value in values.items() if value}}
    if not (values.get("video_id") or video_id(values.get("url", ""))):
        above = "\n".join(lines[: found.above])[:_HEAD]  # all of a transcript without times
        links = [match[1] or match[2] for match in _EMBED.finditer(above)]
        values["url"] = next((url for url in (*links, found.link) if video_id(url)), values.get("url", ""))
    return _Read(found.pieces, values)


def _table(text: str, name: str) -> list[Piece]:
    """Whisper's table: start and end in milliseconds, then the words."""
    pieces: list[Piece] = []
    for number, line in enumerate(text.split("\n")[1:], 2):
        match = _ROW.fullmatch(line)
        if match:
            pieces.append(Piece(match[3], int(match[1]) / 1000, int(match[2]) / 1000))
        elif line.strip():
            raise TranscriptError(
                "this row has no start and end in milliseconds",
                "Write: start, end, text, with tabs between.",
                file=name,
                line=number,
            )
    return sorted(pieces, key=lambda piece: piece.at or 0.0)


def _substation(text: str, name: str) -> list[Piece]:
    # Imported here: few transcripts come in this format, and the library takes its time.
    from pysubs2 import SSAFile  # noqa: PLC0415
    from pysubs2.exceptions import Pysubs2Error  # noqa: PLC0415

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # a field it would replace by a default
            events = SSAFile.from_string(text, format_="ass")
    except (Pysubs2Error, RuntimeWarning, ValueError, IndexError, KeyError, TypeError, AttributeError):
        raise TranscriptError(
            "the SubStation file cannot be read", "Save the captions as SRT.", file=name, line=1
        ) from None
    spoken = (event for event in sorted(events) if not (event.is_comment or event.is_drawing))
    return [
        Piece(
            " ".join(event.plaintext.split()),
            event.start / 1000,
            max(event.start, event.end) / 1000,
            event.name,
        )
        for event in spoken
    ]


def _source(values: Mapping[str, str], name: str) -> Source:
    values = {key: readable(value) for key, value in values.items()}
    in_name = _NAMED_ID.search(PurePath(name).name)
    url = values.get("url", "")
    video = values.get("video_id") or video_id(url) or (in_name[1] if in_name else "")
    if not video_id(url):
        url = link_at(video, None) if video else url
    return Source(
        title=values.get("title", ""),
        url=link_at(url, None),
        video_id=video,
        channel=re.sub(r"^\[\[|\]\]$", "", values.get("channel", "")),
        published=values.get("published", ""),
    )
