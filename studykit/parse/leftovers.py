"""What a Markdown parser leaves in the text: note tools' macros and comments, highlights, emphasis it did not see."""

from __future__ import annotations

import re

from studykit.parse.baretimes import times_of
from studykit.parse.marks import BOLD, BOLD_END, ITALIC, ITALIC_END, TIME, VERBATIM, Marked

# Hugo's and Jekyll's shortcodes, the macros of Logseq and Roam, Obsidian's comments.
_SHORTCODE = re.compile(
    r"\{\{[<%]([^{}\n]{0,300})[%>]\}\}|\{%([^{}\n]{0,300})%\}"
    r"|\{\{((?:video|youtube|vimeo|youtube-timestamp|renderer)\b[^{}\n]{0,300})\}\}|%%[^%]{1,2000}%%"
)
_VIDEO_SHORTCODE = re.compile(
    r"\b(?:youtube|youtu_be|yt)\b\D{0,20}?[\s\"']([\w-]{11})(?=[\s\"']|$)", re.IGNORECASE
)
_PROPERTY = re.compile(
    r"^[ \t]*[\w-]{1,40}::(?:[ \t][^\n]{0,300})?$", re.MULTILINE
)  # Logseq's "collapsed:: true"
_HIGHLIGHT = re.compile(r"==(?=\S)([^=\n]{1,500})(?<=\S)==")
# CommonMark sees no end of emphasis in "**시스템(GAS)**을": a bracket before it, a letter after it.
_LEFT_BOLD = re.compile(r"\*\*(?=\S)([^*\n]{1,500}?)(?<=\S)\*\*")
_LEFT_ITALIC = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,300}?[^\w\s*])\*(?=\w)")
_LEFT_STARS = re.compile(r"(?<!\w)\*{2,}(?=\S)|(?<=\S)\*{2,}(?!\w)")


def without_leftovers(marked: Marked) -> Marked:
    """The block without what a page would not show. A time in a macro stays, and so does its video."""
    marked.text = _emphasised(_without_shortcodes(marked))
    return marked


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
    if "::" in text:
        text = _PROPERTY.sub(lambda match: "".join(ch for ch in match[0] if ch in {TIME, VERBATIM}), text)
    return _HIGHLIGHT.sub(r"\1", text) if "==" in text else text


def _emphasised(text: str) -> str:
    """Emphasis that the parser left standing as stars; stars that have lost their partner go."""
    if "*" not in text:
        return text
    text = _LEFT_BOLD.sub(rf"{BOLD}\1{BOLD_END}", text)
    text = _LEFT_ITALIC.sub(rf"{ITALIC}\1{ITALIC_END}", text)
    return _LEFT_STARS.sub("", text)
