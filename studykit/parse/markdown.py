"""Markdown to a flat run of blocks: what each says, where it stands, and inside which list items."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import dedent
from typing import Any

from markdown_it.token import Token

from studykit.errors import SummaryError
from studykit.parse.markdown_rules import parser

# Deeper nesting is an attack or a damaged file; the parser would drop what lies below without a word.
DEEPEST = 60

_MARKER = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s|.*\d:\d\d")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style|pre)\b.*?(?:</\1>|\Z)", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of prose.

    ``kind`` is heading, paragraph, item (the first paragraph of a list item), row (of a table; ``cells``), fence or
    embed. ``level`` is a heading's rank. ``path`` holds the serial numbers of the list items around, outermost
    first; an item's own number is its last.
    """

    line: int
    kind: str
    tokens: Sequence[Token] = ()
    level: int = 0
    path: tuple[int, ...] = ()
    cells: tuple[Sequence[Token], ...] = ()
    info: str = ""
    content: str = ""


def blocks(text: str, name: str) -> Iterator[Block]:
    """The blocks of a Markdown text in order.

    Raises:
        SummaryError: Lists or quotations are nested deeper than any note needs.
    """
    return _Walk(name).walk(text, 0, ())


@dataclass(slots=True)
class _Place:
    """Where the walk stands: list items around, the heading or table row being read."""

    path: tuple[int, ...]
    fresh: bool = False  # the item just opened has had no block yet
    heading: Token | None = None
    in_head: bool = False
    row: list[Sequence[Token]] | None = None
    row_line: int = 0


class _Walk:
    """One pass over markdown-it's block tokens; inline content is parsed when its turn comes, to save memory."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._md = parser(DEEPEST)
        self._serial = 0

    def walk(self, text: str, above: int, path: tuple[int, ...]) -> Iterator[Block]:
        """Blocks of ``text``, whose first line has ``above`` lines before it in the file."""
        env: dict[str, Any] = {}
        tokens: list[Token] = []
        self._md.block.parse(text, self._md, env, tokens)
        place = _Place(path)
        for token in tokens:
            line = above + (token.map[0] if token.map else 0) + 1
            self._guard_depth(token, line)
            if token.nesting:
                yield from self._turn(place, token, line)
            elif token.type == "inline":
                yield from self._prose(place, token, line, env)
            elif token.type == "code_block" and _MARKER.match(token.content) and not above:
                # Indented by a copy and paste, not by a programmer.
                yield from self.walk(dedent(token.content.expandtabs(4)), line - 1, place.path)
            elif token.type in {"fence", "code_block"}:
                yield Block(line, "fence", path=place.path, info=token.info, content=token.content)
            elif token.type == "html_block":
                prose = _COMMENT.sub("", token.content).strip("\n")
                yield Block(line, "embed", self._inline(prose, env), path=place.path)

    def _turn(self, place: _Place, token: Token, line: int) -> Iterator[Block]:
        """Note an opening or a closing; the end of a table's row makes a block."""
        opens = token.nesting == 1
        match token.type:
            case "list_item_open":
                self._serial += 1
                place.path, place.fresh = (*place.path, self._serial), True
            case "list_item_close":
                place.path, place.fresh = place.path[:-1], False
            case "heading_open" | "heading_close":
                place.heading = token if opens else None
            case "thead_open" | "thead_close":
                place.in_head = opens
            case "tr_open":
                place.row, place.row_line = [], line
            case "tr_close":
                cells, place.row = place.row, None
                if cells and not place.in_head:
                    yield Block(place.row_line, "row", path=place.path, cells=tuple(cells))

    def _prose(self, place: _Place, token: Token, line: int, env: dict[str, Any]) -> Iterator[Block]:
        inline = self._inline(token.content, env)
        if place.row is not None:
            place.row.append(inline)
        elif place.heading and not _is_sentence(place.heading, token.content):
            yield Block(line, "heading", inline, int(place.heading.tag[1]), place.path)
        else:
            yield Block(line, "item" if place.fresh else "paragraph", inline, path=place.path)
            place.fresh = False

    def _inline(self, content: str, env: dict[str, Any]) -> list[Token]:
        return self._md.inline.parse(content, self._md, env, [])

    def _guard_depth(self, token: Token, line: int) -> None:
        if token.level >= DEEPEST - 2:
            raise SummaryError(
                f"lists or quotations are nested more than {DEEPEST // 2} deep",
                "Take the indentation out of these lines.",
                file=self._name,
                line=line,
            )


def _is_sentence(heading: Token, content: str) -> bool:
    """Whether an underlined "heading" is a paragraph with a rule drawn right below it."""
    return heading.markup in "-=" and (
        "\n" in content or len(content) > 80 or content.rstrip()[-1:] in ".。)]"
    )
