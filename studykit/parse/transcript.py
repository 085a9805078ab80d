"""A transcript of any common shape to the words that were said, with what the file knows about their times."""

from __future__ import annotations

from studykit.errors import TranscriptError
from studykit.model import Source, Transcript
from studykit.parse import headers
from studykit.parse.language import language_of
from studykit.parse.links import link_at, video_id
from studykit.parse.spoken import Piece, assemble
from studykit.text import neutralise, nfc


def parse_transcript(text: str, name: str) -> Transcript:
    """The transcript in ``text``; ``name`` is the file, for messages.

    Raises:
        TranscriptError: It holds no speech, or breaks the rules of its format.
    """
    text = nfc(neutralise(text.replace("\r\n", "\n").replace("\r", "\n")))
    lines = text.split("\n")
    head = headers.read(lines)
    spoken = assemble(Piece(line) for line in lines[head.lines :] if line.strip())
    if not spoken.text:
        raise TranscriptError(
            "The file holds no speech.", "Give the words of the talk as text.", file=name, line=1
        )
    values = head.values
    url = values.get("url", "")
    return Transcript(
        name=name,
        source=Source(
            title=values.get("title", ""),
            url=link_at(values.get("video_id") or url, None),
            video_id=values.get("video_id") or video_id(url),
            channel=values.get("channel", ""),
            published=values.get("published", ""),
        ),
        text=spoken.text,
        language=values.get("language", "")[:2].lower() or language_of([spoken.text]),
        cues=tuple(spoken.cues),
        speakers=tuple(spoken.speakers),
        chapters=tuple(spoken.chapters),
    )
