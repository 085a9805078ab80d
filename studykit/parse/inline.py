"""A block's inline content as one string in which every time, link and emphasis is a single character.

The characters come from Unicode's private use area and are removed from the input first, so that patterns over the
string see structure and prose at once, and code and math, which stand behind a character of their own, not at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
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

_CLOCK = r"\d{1,3}[:：]\d{2}(?:[:：]\d{2})?(?:[.,]\d{1,3})?s?"
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
# Hugo's and Jekyll's shortcodes, the macros of Logseq and Roam, Obsidian's comments.
_SHORTCODE = re.compile(
    r"\{\{[<%]([^{}\n]{0,300})[%>]\}\}|\{%([^{}\n]{0,300})%\}"
    r"|\{\{((?:video|youtube|vimeo|youtube-timestamp|renderer)\b[^{}\n]{0,300})\}\}|%%[^%]{1,2000}%%"
)
_HIGHLIGHT = re.compile(r"==(?=\S)([^=\n]{1,500})(?<=\S)==")
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
    r"\[?\d{1,3}\]?|(?:watch|jump|go to|link|here|video|source|timestamp|time|play|view|youtube|clip|보기|영상|링크|바로가기|시청|여기|출처"
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
        self._struck: tuple[int, int, int] | None = None
        self._handlers: dict[str, Callable[[Token], None]] = {
            "text": self._text,
            "text_special": self._text,
            "code_inline": self._code,
            "math": self._code,
            "wikilink": self._wikilink,
            "link_open": self._link_open,
            "link_close": self._link_close,
            "image": self._image,
            "s_open": self._strike,
            "s_close": self._strike,
            "html_inline": self._html,
        }

    def take(self, token: Token) -> None:
        """Add one token; kinds that say nothing are passed over."""
        if token.type in _SIGNS:
            self._parts.append(_SIGNS[token.type])
        elif handler := self._handlers.get(token.type):
            handler(token)

    def _text(self, token: Token) -> None:
        # An entity may bring back what was taken out of the file.
        self._parts.append(neutralise(without_marks(token.content), keep="\t").replace("\t", " "))

    def _code(self, token: Token) -> None:
        inside = token.content.strip("[]() ")
        if token.type == "code_inline" and ":" in inside and times_of(inside):
            self._parts.append(f"[{inside}]")  # "`05:09`" is set as code, but none
        else:
            self._parts.append(VERBATIM)
            self._marked.verbatim.append(" ".join(token.content.split()))

    def _wikilink(self, token: Token) -> None:
        self._parts.append(_noted(token))

    def _link_open(self, token: Token) -> None:
        self._open(str(token.attrGet("href") or ""))

    def _link_close(self, _token: Token) -> None:
        self._close()

    def _image(self, token: Token) -> None:
        self._address(str(token.attrGet("src") or ""))

    def _strike(self, token: Token) -> None:
        """What is struck through is taken back."""
        if token.nesting == 1:
            self._struck = (len(self._parts), len(self._marked.stamps), len(self._marked.verbatim))
        elif self._struck and self._struck[0] >= self._label_from:
            parts, stamps, words = self._struck
            del self._parts[parts:], self._marked.stamps[stamps:], self._marked.verbatim[words:]
            self._struck = None

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

    def _html(self, token: Token) -> None:
        tag = token.content
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
    if not any(sign in line for sign in ":：[=分"):
        return []
    found = [*_BRACKETED.finditer(line, start), *_POINTED.finditer(line, start)]
    return sorted(found, key=lambda match: match.start())


def _pointed(match: re.Match[str]) -> list[int]:
    return times_of(match[1] or match[2])


def _bracketed(match: re.Match[str], line: str) -> list[int]:
    inside = unmarked(match[2])
    if re.search(r"[:：]\d\d|\dm|\ds|t\s?=|\d\s?[분分]\s?\d", inside):
        return times_of(inside)
    # "[12.34]" is a time where people put times, at the start or the end; elsewhere it is a number.
    at_edge = not line[: match.start()].strip(" *-") or not line[match.end() :].strip(" .,;:。，)")
    return times_of(inside) if match[1] == "[" and at_edge and _DOTTED.fullmatch(inside.strip()) else []


def _without_shortcodes(marked: Marked) -> str:
    """The text less what a page generator or a note tool would not show; a time in it stays, and so does its video."""

    def drop(match: re.Match[str]) -> str:
        inside = match[1] or match[2] or match[3] or ""
        if video := _VIDEO_SHORTCODE.search(inside):
            marked.links.append(f"https://youtu.be/{video[1]}")
        _, named, clock = inside.partition("-timestamp")
        bare = f"[{clock.strip(' :')}]" if named and times_of(f"t={clock.strip(' :')}") else ""
        return bare.replace("[", "[t=") + "".join(ch for ch in match[0] if ch in {TIME, VERBATIM})

    text = _SHORTCODE.sub(drop, marked.text) if "{" in marked.text or "%%" in marked.text else marked.text
    return _HIGHLIGHT.sub(r"\1", text) if "==" in text else text
