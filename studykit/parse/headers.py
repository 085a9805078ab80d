"""The lines above the speech of a plain transcript: a title, then ``Key: value`` lines that tools write."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

_KEYS = {
    "title": "title", "제목": "title", "タイトル": "title", "标题": "title", "標題": "title",
    "channel": "channel", "author": "channel", "uploader": "channel", "podcast": "channel", "show": "channel",
    "채널": "channel", "チャンネル": "channel", "频道": "channel", "頻道": "channel",
    "published at": "published", "published": "published", "date": "published", "upload date": "published",
    "uploaded": "published", "게시일": "published", "날짜": "published", "公開日": "published", "发布时间": "published",
    "youtube video id": "video_id", "video id": "video_id",
    "source": "url", "url": "url", "link": "url", "video": "url", "video url": "url", "youtube": "url",
    "출처": "url", "영상": "url", "링크": "url", "動画": "url", "链接": "url",
    "language": "language", "언어": "language", "duration": "", "length": "", "views": "", "description": "",
    "transcript": "", "transcribed by": "",
}  # fmt: skip
_PAIR = re.compile(r"[#*\s-]*([^\W\d_][^:：]{0,29}?)\**\s*[:：]\**(?:\s+(.*)|)")
_RULE = re.compile(
    r"\s*(?:[-=*_]{3,}|#*\s*(?:full )?(?:transcript|자막|스크립트|字幕)\s*[:：]?)\s*", re.IGNORECASE
)
_DEEPEST = 20
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Headers:
    """What the header lines say (keys of ``Source``, and ``language``), and how many lines they take."""

    values: Mapping[str, str] = field(default_factory=dict)
    lines: int = 0


def read(lines: Sequence[str]) -> Headers:
    """Header lines end with the last line of a known key; without one, there is no header at all.

    A first line without a colon above them is the title.
    """
    values: dict[str, str] = {}
    end = 0
    for number, line in enumerate(lines[:_DEEPEST]):
        if len(line) > _LONGEST:
            break
        pair = _PAIR.fullmatch(line)
        known = pair is not None and pair[1].strip().lower() in _KEYS
        if pair and known:
            key = _KEYS[pair[1].strip().lower()]
            if key and pair[2]:
                values.setdefault(key, pair[2].strip().strip("<>"))
            end = number + 1
        elif (
            line.strip()
            and not pair
            and not _RULE.fullmatch(line)
            and number
            and any(map(str.strip, lines[:number]))
        ):
            break
    if not end:
        return Headers()
    first = next((line for line in lines[:end] if line.strip()), "")
    pair = _PAIR.fullmatch(first)
    if not pair or pair[1].strip().lower() not in _KEYS:
        values.setdefault("title", first.strip("# \t"))
    while end < len(lines) and (not lines[end].strip() or _RULE.fullmatch(lines[end])):
        end += 1
    return Headers(values, end)
