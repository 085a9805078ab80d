"""A summary in Markdown to bullets: what each says, at which second of which video, and what was left out.

Three passes over one run of blocks: markdown-it's tree becomes blocks (markdown), times come out of their text
(inline, baretimes, statement), and one walk decides which are bullets and whose time an untimed one takes (reader,
context, verdict).
"""

from __future__ import annotations

import re

from studykit.errors import SummaryError
from studykit.model import Source, Summary
from studykit.parse import frontmatter, verdict
from studykit.parse.language import code_of, language_of
from studykit.parse.links import link_at, video_id
from studykit.parse.markdown import blocks
from studykit.parse.marks import without_marks
from studykit.parse.reader import Reader
from studykit.text import neutralise, nfc

_TITLE_PREFIX = re.compile(
    r"^\s*[\[(【]\s*(?:요약|정리|summary|notes?|要約|まとめ|摘要|总结|總結)\s*[\])】]\s*", re.IGNORECASE
)
_TITLE_SUFFIX = re.compile(r"\s+[-–—|]\s+YouTube\s*$", re.IGNORECASE)
_ID_KEYS = ("video_id", "youtube_id", "videoid", "yt_id", "youtube")
_URL_KEYS = ("media_link", "video_url", "youtube", "video", "source_url", "url", "source", "link")


def parse_summary(text: str, name: str) -> Summary:
    """The summary in ``text``; ``name`` is the file, for messages.

    Raises:
        SummaryError: It holds no statement that could become a card, or is nested too deep.
    """
    text = without_marks(nfc(neutralise(text.replace("\r\n", "\n").replace("\r", "\n"))))
    matter = frontmatter.split(text)
    named = matter.first(*_ID_KEYS)
    video = next(
        (url for key in _URL_KEYS if video_id(url := matter.first(key))),
        link_at(named, None) if named else "",
    )
    reader = Reader(video if video_id(video) else "", _roles(matter.body))
    for block in blocks(matter.body, name):
        reader.take(block)
    bullets, skipped = reader.finish()
    if not bullets:
        raise SummaryError(
            "no statement was found that could become a card",
            "Give each statement a line of its own that starts with '-', with a time such as [05:09] if there is one.",
            file=name,
            line=1,
        )
    return Summary(
        name=name,
        source=_source(matter, reader),
        language=code_of(matter.first("language", "lang")) or language_of(bullet.text for bullet in bullets),
        bullets=bullets,
        tags=_tags(matter.values.get("tags", ())),
        skipped=skipped,
    )


def _roles(body: str) -> list[tuple[int, str]]:
    lines = enumerate(body.split("\n"), 1)
    return [(number, role) for number, line in lines if len(line) < 40 and (role := verdict.speaker(line))]


def _tags(values: tuple[str, ...]) -> tuple[str, ...]:
    if len(values) == 1:
        values = tuple(values[0].split(","))
    return tuple(dict.fromkeys(tag for value in values if (tag := value.strip().lstrip("#"))))


def _source(matter: frontmatter.FrontMatter, reader: Reader) -> Source:
    title = _TITLE_SUFFIX.sub("", _TITLE_PREFIX.sub("", matter.first("title") or reader.title))
    url = link_at(reader.first_video, None) if reader.first_video else ""
    if not url:
        url = next((url for key in _URL_KEYS if (url := matter.first(key)).startswith("http")), "")
    return Source(
        title=title,
        url=url,
        video_id=video_id(url) or matter.first("video_id"),
        channel=matter.first("channel", "account_name", "author", "show"),
        published=matter.first("published"),
    )
