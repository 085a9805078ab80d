"""The inline rules that markdown-it lacks: math, wikilinks and bare addresses.

Without them ``$a_1 * b_2$`` and the ``_`` of a video's identifier could be read as emphasis.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

_ADDRESS = re.compile(r"://[^\s<>\"'`|\\^{}…（）「」『』【】《》、。，]{1,2000}")
_MATHS = re.compile(r"[\\^_=+{}<>|]")
_WIKILINK = re.compile(r"\[\[([^\[\]\n]{1,300})\]\](?!\()")


def parser(deepest: int) -> MarkdownIt:
    """A CommonMark parser with tables, strike-through and the rules of this module."""
    md = MarkdownIt("commonmark", {"maxNesting": deepest}).enable(["table", "strikethrough"])
    # Addresses are read here, not written to a page: encoding and vetting each one costs a quarter of the time.
    md.normalizeLink = _unchanged  # type: ignore[method-assign]
    md.normalizeLinkText = _unchanged  # type: ignore[method-assign,assignment]
    md.validateLink = _welcome  # type: ignore[method-assign,assignment]
    md.inline.add_terminator_char("$")
    md.inline.ruler.before("link", "wikilink", _wikilink)
    md.inline.ruler.before("escape", "math", _math)
    md.inline.ruler.after("text", "address", _address)
    return md


def _unchanged(url: str) -> str:
    return url


def _welcome(_url: str) -> bool:
    return True


def _wikilink(state: StateInline, silent: bool) -> bool:
    embed = state.src.startswith("![[", state.pos)
    match = _WIKILINK.match(state.src, state.pos + embed)
    if not match:
        return False
    target, _, alias = match[1].partition("|")
    if not silent and not embed:
        token = state.push("wikilink", "", 0)
        token.content, token.info = alias or target, target
    state.pos = match.end()
    return True


def _math(state: StateInline, silent: bool) -> bool:
    src, start = state.src, state.pos
    if src[start] != "$":
        return False
    width = 2 if src.startswith("$$", start) else 1
    fence = "$" * width
    end = src.find(fence, start + width)
    inside = src[start + width : end] if end > 0 else ""
    if not _is_math(inside, src[end + width : end + width + 1], width):
        return False
    if not silent:
        state.push("math", "", 0).content = fence + inside + fence
    state.pos = end + width
    return True


def _is_math(inside: str, after: str, width: int) -> bool:
    """Money is told from math as pandoc does it, and by what stands between the signs."""
    if not inside or len(inside) > 2000 or not inside.strip():
        return False
    if width == 2:
        return True
    if inside[0].isspace() or inside[-1].isspace() or after.isalnum():
        return False
    # "$x$" is math; between "$5" and "90$" stands money.
    single_word = not inside[0].isdigit() and not any(ch.isspace() for ch in inside)
    return single_word or bool(_MATHS.search(inside))


def _address(state: StateInline, silent: bool) -> bool:
    src, pos = state.src, state.pos
    if src[pos] != ":" or state.linkLevel or not src.startswith("://", pos):
        return False
    scheme = (
        "https"
        if src.endswith("https", pos - 5, pos)
        else "http"
        if src.endswith("http", pos - 4, pos)
        else ""
    )
    match = _ADDRESS.match(src, pos)
    if not scheme or not match or not state.pending.endswith(scheme):
        return False
    rest = _trimmed(match[0])
    if not silent:
        state.pending = state.pending[: -len(scheme)]
        token = state.push("link_open", "a", 1)
        token.attrs = {"href": scheme + rest}
        state.push("link_close", "a", -1)
    state.pos = pos + len(rest)
    return True


def _trimmed(address: str) -> str:
    """Without the punctuation of the sentence around, and cut where a query runs into a word of the sentence."""
    query = address.find("?")
    if query >= 0 and (foreign := re.search(r"[^!-~]", address[query:])):
        address = address[: query + foreign.start()]
    while address and (
        address[-1] in ".,;:!?*_~"
        or (address[-1] == ")" and address.count("(") < address.count(")"))
        or (address[-1] == "]" and address.count("[") < address.count("]"))
    ):
        address = address[:-1]
    return address
