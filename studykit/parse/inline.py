"""markdown-it's inline tokens to marked text: links become times or words, code and math stand aside."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from markdown_it.token import Token

from studykit.parse.baretimes import LEADING, times_of, with_bare_times
from studykit.parse.leftovers import without_leftovers
from studykit.parse.links import url_seconds, video_id
from studykit.parse.marks import (
    BOLD,
    BOLD_END,
    ITALIC,
    ITALIC_END,
    LINK,
    LINK_END,
    POINTERS,
    TIME,
    VERBATIM,
    Marked,
    Stamp,
    without_marks,
)
from studykit.parse.times import format_time
from studykit.text import neutralise

_SIGNS = {
    "softbreak": "\n",
    "hardbreak": "\n",
    "strong_open": BOLD,
    "strong_close": BOLD_END,
    "em_open": ITALIC,
    "em_close": ITALIC_END,
}
_HREF = re.compile(
    r"<(a|iframe|video|source)\b[^>]{0,500}?\b(?:href|src)\s*=\s*[\"']?([^\"'\s>]{1,2000})", re.IGNORECASE
)
# Labels of links that only say "look there".
_POINTING = re.compile(
    r"\[?\d{1,3}\]?|(?:watch|jump|go to|link|here|video|source|timestamp|time|play|view|youtube|clip|보기|영상|링크|바로가기|시청|여기|출처"
    r"|動画|リンク|こちら|视频|影片|链接|連結)(?: (?:here|video|it|this|clip|보기))?",
    re.IGNORECASE,
)
_SEPARATORS = " \t\n-–—:：|·•▶►"


def mark(tokens: Sequence[Token]) -> Marked:
    """The inline tokens of one block as marked text, bare times included."""
    writer = _Writer()
    for token in tokens:
        writer.take(token)
    return with_bare_times(without_leftovers(writer.finish()))


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
    match = LEADING.match(label)
    if not match:
        return [], label
    return times_of(match["times"]), label[match.end() :].lstrip(_SEPARATORS)
