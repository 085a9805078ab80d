"""Links to a second of a video: reading them in every shape, writing them in one.

The canonical form of a YouTube link is ``https://www.youtube.com/watch?v=ID&t=309s``. Vimeo and plain media
files take ``#t=309s`` and ``#t=309`` (W3C media fragments). Any other link is kept as it is.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from studykit.parse.times import parse_time, unit_seconds

_LONGEST_URL = 4000
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_YOUTUBE_ID = re.compile(r"[A-Za-z0-9_-]{11}")
_YOUTUBE = ("youtube.com", "youtube-nocookie.com")
_EMBEDDED = {"embed", "shorts", "live", "v", "e"}
_MEDIA = re.compile(r"\.(?:mp[34]|m4[av]|og[gva]|opus|wav|webm|mov|mkv)$", re.IGNORECASE)
_PLAYERS = {*_YOUTUBE, "youtu.be", "dailymotion.com"}
_TIME_KEYS = {"t", "start", "time_continue"}


def video_id(url: str) -> str:
    """The video's identifier at YouTube or Vimeo; an empty string for anything else."""
    return _identify(_split(unwrap(url)))


def url_seconds(url: str) -> int | None:
    """The second a link points at, or None.

    Of several ``t=`` the last counts: note tools append theirs to the address the viewer happened to copy.
    """
    parts = _split(unwrap(url))
    if parts is None:
        return None
    # Elsewhere "start=10" turns a page.
    keys = _TIME_KEYS if _host(parts) in _PLAYERS else {"t"}
    values = [value for key, value in _pairs(parts.query) + _pairs(parts.fragment) if key in keys]
    return _seconds(values[-1]) if values else None


def link_at(source_or_url: str, seconds: int | None) -> str:
    """The canonical link to a second of a video, given its address or its YouTube identifier.

    Addresses without a way to name a second come back as they are.
    """
    url = unwrap(source_or_url)
    if _YOUTUBE_ID.fullmatch(url):
        return _youtube(url, seconds)
    parts = _split(url)
    name = _identify(parts)
    if parts and name and _is_vimeo(parts):
        bare = f"https://vimeo.com{parts.path.removeprefix('/video').rstrip('/')}"
        return bare if seconds is None else f"{bare}#t={seconds}s"
    if name:
        return _youtube(name, seconds)
    if parts and parts.scheme and _MEDIA.search(parts.path):
        bare = parts._replace(fragment="").geturl()
        return bare if seconds is None else f"{bare}#t={seconds}"
    return url


def short_link(url: str, seconds: int | None) -> str:
    """The shortest link to a second, for QR codes: ``https://youtu.be/ID?t=309``."""
    parts = _split(unwrap(url))
    name = _identify(parts) if parts and not _is_vimeo(parts) else ""
    if not name and _YOUTUBE_ID.fullmatch(url):
        name = url
    if not name:
        return link_at(url, seconds)
    return f"https://youtu.be/{name}" + ("" if seconds is None else f"?t={seconds}")


@lru_cache(1024)
def unwrap(url: str) -> str:
    """The address inside a search-engine or consent-page wrapper; any other address unchanged."""
    url = url.strip()
    for _ in range(2):
        parts = _split(url)
        if parts is None or not re.search(r"(?:^|\.)google\.[a-z.]{2,6}$", _host(parts)):
            break
        match = re.search(r"(?:^|&)(?:q|url|continue)=(https?(?::|%3A).*)", parts.query, re.IGNORECASE)
        if not match:
            break
        # An unencoded inner address runs to the end: its own "&t=3" belongs to it.
        url = unquote(match[1]) if "%3A" in match[1][:9].upper() else match[1].replace("%3F", "?")
        url = url.replace("%3D", "=").replace("%26", "&")
    return url


def _youtube(name: str, seconds: int | None) -> str:
    return f"https://www.youtube.com/watch?v={name}" + ("" if seconds is None else f"&t={seconds}s")


@lru_cache(1024)
def _split(url: str) -> SplitResult | None:
    if len(url) > _LONGEST_URL:
        return None
    try:
        return urlsplit(url)
    except ValueError:
        return None


def _host(parts: SplitResult) -> str:
    try:
        return (parts.hostname or "").removeprefix("www.").removeprefix("m.").removeprefix("music.")
    except ValueError:
        return ""


def _pairs(query: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(query.replace("&amp;", "&").replace("?", "&"), max_num_fields=100)
    except ValueError:
        return []


def _seconds(value: str) -> int | None:
    start = value.split(",", 1)[0]  # a media fragment may name a range
    return unit_seconds(start) if ":" not in start else parse_time(start)


def _is_vimeo(parts: SplitResult) -> bool:
    return _host(parts) in {"vimeo.com", "player.vimeo.com"}


@lru_cache(1024)
def _identify(parts: SplitResult | None) -> str:
    if parts is None or parts.scheme not in {"http", "https"}:
        return ""
    steps = [step for step in parts.path.split("/") if step]
    if _is_vimeo(parts):
        return next((step for step in steps if step.isascii() and step.isdigit()), "")
    host = _host(parts)
    if host == "youtu.be":
        name = steps[0] if steps else ""
    elif host not in _YOUTUBE:
        name = ""
    elif len(steps) > 1 and steps[0] in _EMBEDDED:
        name = steps[1]
    else:
        name = next((value for key, value in _pairs(parts.query) if key == "v"), "")
    return name if _ID.fullmatch(name) else ""
