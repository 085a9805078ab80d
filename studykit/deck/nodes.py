"""YAML as a tree that remembers where everything stands.

Scalars stay the text that was written: what a value means is decided by the key it belongs to, never by YAML's
guesses (``no``, ``5:09``, ``2025-02-27`` and ``1_000`` are text). The tree is built from libyaml's events rather
than by a composer: ten times faster, and depth, aliases and size are counted before anything is built from them.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple, NoReturn

import yaml

from studykit.errors import DeckError

MAX_CHARS = 16_000_000
MAX_NODES = 600_000  # 15,000 generated notes
MAX_DEPTH = 12  # a deck needs five
TOO_DEEP = "this is nested deeper than any deck"
MAX_ALIASES = 100

# The C parser where PyYAML has it; the pure one reads the same, slower.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# YAML's own line breaks: an offset computed from str.splitlines would count form feeds too.
LINE_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")

_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_LOOKS_LIKE_YAML = re.compile(r"""^\s*(?:-\s+)*[\w-]+:\s+(?:[\[{&*!|>%@`"']|.*:\s|.*:$)""")


class Scalar(NamedTuple):
    """A text. ``style`` is ``'``, ``"``, ``|``, ``>`` or empty; places are 0-based lines and columns."""

    value: str
    style: str
    start: tuple[int, int]
    end: tuple[int, int]


class Mapping(NamedTuple):
    """Keys and values in the order written, duplicates included."""

    items: list[tuple[Node, Node]]
    flow: bool
    start: tuple[int, int]
    end: tuple[int, int]


class Sequence(NamedTuple):
    """A list."""

    items: list[Node]
    flow: bool
    start: tuple[int, int]
    end: tuple[int, int]


Node = Scalar | Mapping | Sequence


def line_of(node: Node) -> int:
    """The 1-based line a node starts on."""
    return node.start[0] + 1


def compose(text: str, name: str) -> Node | None:
    """The document's root; None for a file that holds nothing but comments.

    Raises:
        DeckError: The text is too large, too deep, not YAML, or uses tags or a second document.
    """
    if len(text) > MAX_CHARS:
        raise DeckError(
            f"this deck has {len(text):,} characters; the limit is {MAX_CHARS:,}",
            "Split it in two.",
            file=name,
        )
    if found := _UNREADABLE.search(text):
        line = len(LINE_BREAK.findall(text, 0, found.start())) + 1
        raise DeckError(
            f"the character U+{ord(found[0]):04X} is not allowed in a deck",
            "Delete it.",
            file=name,
            line=line,
        )
    try:
        return _Builder(name).build(text)
    except yaml.MarkedYAMLError as error:
        raise _syntax_error(error, text, name) from None
    except yaml.YAMLError as error:
        raise DeckError(
            f"this is not YAML: {error}", "Compare it with docs/deck-format.md.", file=name
        ) from None


class _Builder:
    """Turns the event stream into a tree with a stack instead of recursion."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.anchors: dict[str, Node] = {}
        self.aliases = 0
        self.nodes = 0
        # Open collections: start event and children so far (keys and values alternate in a mapping).
        self.stack: list[tuple[yaml.CollectionStartEvent, list[Node]]] = []
        self.root: Node | None = None

    def build(self, text: str) -> Node | None:
        documents = 0
        for event in yaml.parse(text, Loader=_Loader):
            if isinstance(event, yaml.ScalarEvent):
                self._scalar(event)
            elif isinstance(event, yaml.CollectionStartEvent):
                self._open(event)
            elif isinstance(event, yaml.CollectionEndEvent):
                self._close(event)
            elif isinstance(event, yaml.AliasEvent):
                self._alias(event)
            elif isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._refuse(event, "a second document starts here (---)", "Keep one deck per file.")
        return self.root

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        self._check(event)
        node = Scalar(event.value, _style(event), _place(event.start_mark), _place(event.end_mark))
        self._add(node, event.anchor)

    def _open(self, event: yaml.CollectionStartEvent) -> None:
        self._check(event)
        if len(self.stack) >= MAX_DEPTH:
            self._refuse(event, TOO_DEEP, "Compare it with docs/deck-format.md.")
        self.stack.append((event, []))

    def _close(self, event: yaml.CollectionEndEvent) -> None:
        start, children = self.stack.pop()
        flow, first = bool(start.flow_style), _place(start.start_mark)
        # libyaml ends a block collection where the next token starts; comments in between are not part of it.
        last = _place(event.end_mark) if flow or not children else children[-1].end
        node: Node
        if isinstance(start, yaml.MappingStartEvent):
            node = Mapping(list(zip(children[::2], children[1::2], strict=True)), flow, first, last)
        else:
            node = Sequence(children, flow, first, last)
        self._add(node, start.anchor)

    def _alias(self, event: yaml.AliasEvent) -> None:
        self.aliases += 1
        if self.aliases > MAX_ALIASES:
            self._refuse(event, f"more than {MAX_ALIASES} aliases (*name)", "Write the text out.")
        if event.anchor not in self.anchors:
            self._refuse(event, f"the alias *{event.anchor} has no anchor before it", "Write the text out.")
        place = _place(event.start_mark), _place(event.end_mark)
        target = self.anchors[event.anchor]
        # It stands where the alias is, and as one piece: what is inside it belongs to the anchor.
        node = target if isinstance(target, Scalar) else target._replace(flow=True)
        self._add(node._replace(start=place[0], end=place[1]), None)

    def _check(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self._refuse(event, "this deck has too many entries", "Split it in two.")
        if event.tag is not None and event.tag != "!":
            self._refuse(event, f"YAML tags ({event.tag}) are not used in decks", "Delete the tag.")

    def _add(self, node: Node, anchor: str | None) -> None:
        if anchor is not None:
            self.anchors[anchor] = node
        if self.stack:
            self.stack[-1][1].append(node)
        else:
            self.root = node

    def _refuse(self, event: yaml.Event, message: str, hint: str) -> NoReturn:
        raise DeckError(message, hint, file=self.name, line=_place(event.start_mark)[0] + 1)


def _place(mark: Any) -> tuple[int, int]:
    return mark.line, mark.column


def _style(event: yaml.ScalarEvent) -> str:
    return event.style if event.style in {"'", '"', "|", ">"} else ""


def _syntax_error(error: yaml.MarkedYAMLError, text: str, name: str) -> DeckError:
    """A parser's complaint with the hint that helps most often: unquoted text that YAML reads as markup."""
    mark = error.problem_mark or error.context_mark
    number = mark.line if mark else 0
    lines = LINE_BREAK.split(text)
    if "nesting depth" in (error.problem or ""):
        # From libyaml 0.2.6 on the parser has a limit of its own, and may reach it first.
        return DeckError(TOO_DEEP, "Compare it with docs/deck-format.md.", file=name, line=number + 1)
    # The parser often notices one line late.
    for candidate in (number, number - 1):
        line = lines[candidate] if 0 <= candidate < len(lines) else ""
        if "\t" in line[: len(line) - len(line.lstrip())]:
            return DeckError(
                "this line is indented with a tab", "Indent with spaces.", file=name, line=candidate + 1
            )
        if _LOOKS_LIKE_YAML.match(line):
            return DeckError(
                f"YAML cannot read this line: {error.problem}",
                'Put the text after the key in double quotes: text: "..."',
                file=name,
                line=candidate + 1,
            )
    return DeckError(
        f"YAML cannot read this line: {error.problem}",
        "Compare its indentation and quotes with docs/deck-format.md.",
        file=name,
        line=min(number, len(lines) - 1) + 1,
    )
