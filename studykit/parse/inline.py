"""A block's inline content as one string in which every time, link and emphasis is a single character.

The characters come from Unicode's private use area and are removed from the input first, so that patterns over the
string see structure and prose at once, and code and math, which stand behind a character of their own, not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from studykit.parse.links import url_seconds, video_id
from studykit.parse.times import format_time, parse_time
from studykit.text import neutralise

TIME, VERBATIM = "\ue000", "\ue001"
BOLD, BOLD_END, ITALIC, ITALIC_END = "\ue002", "\ue003", "\ue004", "\ue005"
LINK, LINK_END = "\ue006", "\ue007"
_MARKS = re.compile("[\ue000-\ue007]")
_SIGNS = {
    "softbreak": "\n",
    "hardbreak": "\n",
    "strong_open": BOLD,
    "strong_close": BOLD_END,
    "em_open": ITALIC,
    "em_close": ITALIC_END,
}
_EMPHASIS = re.compile(f"[{BOLD}{BOLD_END}{ITALIC}{ITALIC_END}]")

_CLOCK = r"\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?s?"
# What people put before a time to point at it.
POINTERS = "⏱⏲⏰🕐🕑🕒🕓🕔🕕🕖🕗🕘🕙🕚🕛▶►📍🎬📺🔗👉\ufe0f"
_BRACKETED = re.compile(r"([\[(（【〔])([^\[\](){}（）【】〔〕\n]{1,80})([\])）】〕])")
_LEAD_IN = re.compile(
    r"[^\w\[(]*(?:(?:t\s*=|at|from|timestamps?|time|타임스탬프|시간|時間|时间)\s*[:：]?\s*)?", re.IGNORECASE
)
_POINTED = re.compile(rf"[@＠{POINTERS}]\s?({_CLOCK})(?![\d:])|\s[-–—]{{1,3}}\s({_CLOCK})(?=\s*$)")
_DASH = re.compile(r"\s*(?:[-–—―~～〜−,;/、·]|to|→)\s*")
_LEADING = re.compile(
    rf"(?P<before>[\s{BOLD}{ITALIC}{POINTERS}]*(?:(?:time|timestamps?|타임스탬프|시간|時間|时间)\s?[:：]\s?)?)(?P<times>{_CLOCK}(?:\s*[-–—~～]\s*{_CLOCK})?)"
    rf"(?=[\s{BOLD_END}{ITALIC_END}\]:·•|➜→–—-]|$)(?!\s*(?:[ap]\.?m\b|시|時))",
    re.IGNORECASE,
)
_HREF = re.compile(
    r"<(a|iframe|video|source)\b[^>]{0,500}?\b(?:href|src)\s*=\s*[\"']?([^\"'\s>]{1,2000})", re.IGNORECASE
)
_SHORTCODE = re.compile(r"\{\{[<%]([^{}\n]{0,300})[%>]\}\}|\{%([^{}\n]{0,300})%\}")
_VIDEO_SHORTCODE = re.compile(
    r"\b(?:youtube|youtu_be|yt)\b\D{0,20}?[\s\"']([\w-]{11})(?=[\s\"']|$)", re.IGNORECASE
)
# CommonMark sees no end of emphasis in "**시스템(GAS)**을": a bracket before it, a letter after it.
_LEFT_BOLD = re.compile(r"\*\*(?=\S)([^*\n]{1,500}?)(?<=\S)\*\*")
_LEFT_ITALIC = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,300}?[^\w\s*])\*(?=\w)")
_LEFT_STARS = re.compile(r"(?<!\w)\*{2,}(?=\S)|(?<=\S)\*{2,}(?!\w)")
_DOTTED = re.compile(r"\d{1,3}\.[0-5]\d")
_MARKUP_ONLY = re.compile(rf"[^{BOLD}{ITALIC}]")
# Labels of links that only say "look there".
_POINTING = re.compile(
    r"(?:watch|jump|go to|link|here|video|source|timestamp|time|play|view|youtube|clip|보기|영상|링크|바로가기|시청|여기|출처"
    r"|動画|リンク|こちら|视频|影片|链接|連結)(?: (?:here|video|it|this|clip|보기))?",
    re.IGNORECASE,
)
_SEPARATORS = " \t\n-–—:：|·•▶►"


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time found in the text, and the address it was found on ("" for a bare one).

    ``unlabelled``: the address stands there as itself; its second may be no more than where a viewer stopped.
    """

    seconds: int
    url: str = ""
    unlabelled: bool = False


@dataclass(slots=True)
class Marked:
    """``text`` with one ``TIME`` for each of ``stamps`` and one ``VERBATIM`` for each of ``verbatim``, in order.

    ``links`` are all addresses seen, timed or not.
    """

    text: str = ""
    stamps: list[Stamp] = field(default_factory=list)
    verbatim: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


def without_marks(text: str) -> str:
    """``text`` without the characters this module gives a meaning to."""
    return _MARKS.sub("", text)


def unmarked(text: str) -> str:
    """Marked text without its emphasis."""
    return _EMPHASIS.sub("", text)


def mark(tokens: Sequence[Token]) -> Marked:
    """The inline tokens of one block as marked text, bare times included."""
    writer = _Writer()
    for token in tokens:
        writer.take(token)
    return _with_bare_times(writer.finish())


class _Writer:
    """Collects marked text token by token; the label of a link is kept apart until the link ends."""

    def __init__(self) -> None:
        self._marked = Marked()
        self._parts: list[str] = []
        self._href = ""
        self._label_from = -1

    def take(self, token: Token) -> None:
        """Add one token."""
        kind = token.type
        if kind in {"text", "text_special"}:
            # An entity may bring back what was taken out of the file.
            self._parts.append(neutralise(without_marks(token.content), keep="\t").replace("\t", " "))
        elif kind in _SIGNS:
            self._parts.append(_SIGNS[kind])
        elif kind == "code_inline" and ":" in token.content and times_of(token.content.strip("[]() ")):
            self._parts.append(f"[{token.content.strip('[]() ')}]")  # "`05:09`" is set as code, but none
        elif kind in {"code_inline", "math"}:
            self._parts.append(VERBATIM)
            self._marked.verbatim.append(" ".join(token.content.split()))
        elif kind == "link_open":
            self._open(str(token.attrGet("href") or ""))
        elif kind == "link_close":
            self._close()
        elif kind == "wikilink":
            self._parts.append(_noted(token))
        elif kind == "image":
            self._address(str(token.attrGet("src") or ""))
        elif kind == "html_inline":
            self._html(token.content)

    def finish(self) -> Marked:
        """Everything taken so far."""
        self._close()
        self._marked.text = "".join(self._parts)
        return self._marked

    def _close(self) -> None:
        """End the link that is open, if one is."""
        if self._label_from >= 0:
            label = "".join(self._parts[self._label_from :])
            del self._parts[self._label_from :]
            href, self._href, self._label_from = self._href, "", -1
            self._parts.append(self._linked(label, href))

    def _open(self, href: str) -> None:
        self._close()
        self._href, self._label_from = neutralise(href, keep=""), len(self._parts)

    def _html(self, tag: str) -> None:
        name = tag.strip("</> \t\n").split(None, 1)[0].lower() if tag.strip("</> \t\n") else ""
        if name in {"br", "p", "/p", "li", "div", "tr", "td"}:
            # A line feed counts the file's lines, so a tag never makes one.
            self._parts.append(" ")
        if tag.startswith("</a"):
            self._close()
        elif match := _HREF.match(tag):
            if match[1].lower() == "a":
                self._open(match[2])
            else:
                self._address(match[2])

    def _address(self, url: str) -> None:
        if video_id(url):
            self._marked.links.append(url)

    def _linked(self, label: str, href: str) -> str:
        """A link as marked text: its times, then what its label says beyond them."""
        self._marked.links.append(href)
        plain = label.strip()
        named, rest = _split_label(plain)
        seconds = url_seconds(href)
        if seconds is not None:
            named = [seconds, *named[1:]]
        unlabelled = not plain or plain == href or plain.startswith(("http://", "https://", "www."))
        if unlabelled or (named and _POINTING.fullmatch(rest.strip(f" {POINTERS}→"))):
            rest = ""
        self._marked.stamps.extend(Stamp(at, href, unlabelled) for at in named)
        if named:
            return TIME * len(named) + (f" {rest}" if rest else "")
        return f"{LINK}{rest}{LINK_END}"


def _noted(token: Token) -> str:
    """A wikilink's words; "[[05:09]]" and "[[talk.mp4#t=309]]" are times, not the names of notes."""
    if times_of(token.content):
        return f"[{token.content}]"
    seconds = url_seconds(token.info) if "#t=" in token.info else None
    if seconds is None:
        return token.content
    return f"[{format_time(seconds)}]" + (f" {token.content}" if token.content != token.info else "")


def _split_label(label: str) -> tuple[list[int], str]:
    """The times a link's label begins with, and the words after them."""
    if times := times_of(label.strip(f"[]() \n{BOLD}{BOLD_END}{ITALIC}{ITALIC_END}")):
        return times, ""
    match = _LEADING.match(label)
    if not match:
        return [], label
    return times_of(match["times"]), label[match.end() :].lstrip(_SEPARATORS)


def times_of(text: str) -> list[int]:
    """The seconds of a text that is nothing but times ("0:32–1:23", "t=1593s"); empty for any other text."""
    lead = _LEAD_IN.match(text)
    rest = text[lead.end() :].strip() if lead else text
    found = [parse_time(part) for part in _DASH.split(rest)]
    if not found or None in found or (rest.isdigit() and "=" not in text):
        return []
    return [seconds for seconds in found if seconds is not None]


def _with_bare_times(marked: Marked) -> Marked:
    """Bare times in brackets, and at the start of a block or its lines, become stamps in their places."""
    stamps: list[Stamp] = []
    linked = iter(marked.stamps)
    out: list[str] = []

    def keep(stretch: str) -> None:
        stamps.extend(next(linked) for _ in range(stretch.count(TIME)))
        out.append(stretch)

    def found(times: Iterable[int]) -> str:
        new = [Stamp(at) for at in times]
        stamps.extend(new)
        return TIME * len(new)

    text = _emphasised(_without_shortcodes(marked))
    led = False
    for number, line in enumerate(text.split("\n")):
        if number:
            out.append("\n")
        end = 0
        leading = _LEADING.match(line) if not number or led else None
        if leading and (times := times_of(leading["times"])):
            out.extend((_MARKUP_ONLY.sub("", leading["before"]), found(times)))
            end = leading.end()
        if not number:
            led = bool(leading) or line.lstrip(f" [(【（{BOLD}{ITALIC}").startswith(TIME)
        for match in _bare(line, end):
            times = _pointed(match) if match.re is _POINTED else _bracketed(match, line)
            if times and match.start() >= end:
                keep(line[end : match.start()])
                out.extend(
                    (" ", found(times)) if match.re is _POINTED else (match[1], found(times), match[3])
                )
                end = match.end()
        keep(line[end:])
    return Marked("".join(out), stamps, marked.verbatim, marked.links)


def _emphasised(text: str) -> str:
    """Emphasis that the parser left standing as stars; stars that have lost their partner go."""
    if "*" not in text:
        return text
    text = _LEFT_BOLD.sub(rf"{BOLD}\1{BOLD_END}", text)
    text = _LEFT_ITALIC.sub(rf"{ITALIC}\1{ITALIC_END}", text)
    return _LEFT_STARS.sub("", text)


def _bare(line: str, start: int) -> list[re.Match[str]]:
    """Where bare times may be: in brackets, behind a pointer, behind a dash at the end of the line."""
    if ":" not in line and "[" not in line and "=" not in line:
        return []
    found = [*_BRACKETED.finditer(line, start), *_POINTED.finditer(line, start)]
    return sorted(found, key=lambda match: match.start())


def _pointed(match: re.Match[str]) -> list[int]:
    return times_of(match[1] or match[2])


def _bracketed(match: re.Match[str], line: str) -> list[int]:
    inside = match[2]
    if re.search(r":\d\d|\dm|\ds|t\s?=", inside):
        return times_of(inside)
    # "[12.34]" is a time where people put times, at the start or the end; elsewhere it is a number.
    at_edge = not line[: match.start()].strip(" *-") or not line[match.end() :].strip(" .,;:。，)")
    return times_of(inside) if match[1] == "[" and at_edge and _DOTTED.fullmatch(inside.strip()) else []


def _without_shortcodes(marked: Marked) -> str:
    def drop(match: re.Match[str]) -> str:
        if video := _VIDEO_SHORTCODE.search(match[1] or match[2] or ""):
            marked.links.append(f"https://youtu.be/{video[1]}")
        return ""

    return _SHORTCODE.sub(drop, marked.text) if "{" in marked.text else marked.text
