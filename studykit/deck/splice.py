"""Changes to a deck's text that touch nothing but the values they change.

Comments, blank lines, order, quoting and line ends of everything else stay byte for byte. A change is a list of
``Edit``; positions come from the nodes' marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from studykit.deck import nodes
from studykit.deck.nodes import LINE_BREAK, Node, Scalar
from studykit.deck.writing import Value, block, entry, flow, pair

_INDENTED_COMMENT = re.compile(r"^[ \t]+#", re.MULTILINE)


class Edit(NamedTuple):
    """Put ``text`` in place of the characters from ``start`` to ``end``."""

    start: int
    end: int
    text: str


class Text:
    """A file's text with its lines: turns places into offsets and edits into new text."""

    def __init__(self, text: str) -> None:
        self.text = text
        breaks = list(LINE_BREAK.finditer(text))
        self.starts = [0, *(match.end() for match in breaks)]
        self.stops = [*(match.start() for match in breaks), len(text)]
        self.newline = breaks[0][0] if breaks and breaks[0][0] in {"\r\n", "\r"} else "\n"
        # An indented comment below a text of several lines would become part of it: such texts go on one line then.
        self.literal = not _INDENTED_COMMENT.search(text)

    def offset(self, place: tuple[int, int]) -> int:
        """The offset of a 0-based line and column."""
        line, column = place
        return self.starts[line] + column if line < len(self.starts) else len(self.text)

    def end_of(self, node: Node) -> int:
        """Where a node's last character ends: blank lines after a block of text are not part of it."""
        while not isinstance(node, Scalar) and not node.flow:
            node = node.items[-1][1] if isinstance(node, nodes.Mapping) else node.items[-1]
        end = self.offset(node.end)
        if isinstance(node, Scalar) and node.style in {"|", ">"}:
            start = self.offset(node.start)
            end = start + len(self.text[start:end].rstrip())
        return end

    def is_explicit(self, node: nodes.Mapping) -> bool:
        """Whether a mapping writes a key the long way: ``? key`` and ``: value`` on lines of their own."""
        return any(
            self.text[self.starts[key.start[0]] : self.offset(key.start)].rstrip().endswith("?")
            for key, _ in node.items
        )

    def line_end(self, offset: int) -> int:
        """The end of the line that ``offset`` is in, before its line break."""
        found = LINE_BREAK.search(self.text, offset)
        return found.start() if found else len(self.text)

    def line_start(self, offset: int) -> int:
        """The first offset of the line that ``offset`` is in."""
        return max(start for start in self.starts if start <= offset)

    def apply(self, edits: Iterable[Edit]) -> str:
        """The text after all edits; those at one place keep their order."""
        parts: list[str] = []
        done = 0
        for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
            parts += [self.text[done : edit.start], self._lines(edit.text)]
            done = edit.end
        return "".join([*parts, self.text[done:]])

    def _lines(self, text: str) -> str:
        return text if self.newline == "\n" else text.replace("\n", self.newline)


def insert_after(text: Text, end: int, lines: Sequence[str]) -> Edit:
    """Put lines below the line that ``end`` is in."""
    place = text.line_end(end)
    return Edit(place, place, "".join("\n" + line for line in lines))


def insert_first(text: Text, node: nodes.Mapping, key: str, value: str) -> Edit:
    """Put a key in front of all others of a mapping."""
    if node.flow:
        place = text.offset(node.start) + 1
        return Edit(place, place, f"{key}: {value}, ")
    start = node.start if text.is_explicit(node) else node.items[0][0].start
    place = text.offset(start)
    return Edit(place, place, f"{key}: {value}\n" + " " * start[1])


def change_mapping(
    text: Text, node: nodes.Mapping, old: Mapping[str, Value], new: Mapping[str, Value]
) -> list[Edit]:
    """The edits that turn a mapping with the values ``old`` into one with ``new``; equal values are not touched.

    Keys that stand in the file but not in ``old`` (a default written out) stay unless ``new`` sets them.
    """
    if old == new:
        return []
    if node.flow or not node.items:
        return [Edit(text.offset(node.start), text.offset(node.end), flow(new))]
    if text.is_explicit(node):
        lines = block(new, node.start[1], literal=False)
        return [Edit(text.offset(node.start), text.end_of(node), "\n".join(lines).lstrip())]
    present = {key.value: (key, value) for key, value in node.items if isinstance(key, Scalar)}
    edits = _removals(text, node, {key for key in old if key not in new})
    indent = node.items[0][0].start[1]
    before: Node | None = None
    for key, value in new.items():
        same = key in old and old[key] == value
        if key in present:
            if not same:
                edits += _replacement(text, *present[key], key, old.get(key), value)
            before = present[key][1]
        elif not same and before is not None:
            edits.append(
                insert_after(text, text.end_of(before), block({key: value}, indent, literal=text.literal))
            )
        elif not same:
            place = text.offset(node.items[0][0].start)
            edits.append(
                Edit(place, place, "\n".join([*pair(key, value, indent, literal=text.literal), " " * indent]))
            )
    return edits


def _replacement(
    text: Text, key_node: Node, node: Node, key: str, old: Value | None, new: Value
) -> list[Edit]:
    if isinstance(node, nodes.Mapping) and isinstance(old, Mapping) and isinstance(new, Mapping):
        return change_mapping(text, node, old, new)
    start, end = text.offset(key_node.start), text.end_of(node)
    comment = text.text[end : text.line_end(end)].strip()
    lines = pair(key, new, key_node.start[1], literal=text.literal and not comment)
    return [Edit(start, end, "\n".join(lines))]


def _removals(text: Text, node: nodes.Mapping, gone: AbstractSet[str]) -> list[Edit]:
    keys = [key.value if isinstance(key, Scalar) else "" for key, _ in node.items]
    kept = [index for index, key in enumerate(keys) if key not in gone]
    first = kept[0] if kept else len(keys)
    edits = []
    if 0 < first < len(keys):
        # The first key shares its line with the dash of the list: what is kept moves up to it.
        start, stop = (text.offset(node.items[index][0].start) for index in (0, first))
        edits.append(Edit(start, stop, ""))
    edits += [
        _removal(text, *item)
        for key, item in zip(keys[first:], node.items[first:], strict=True)
        if key in gone
    ]
    return edits


def _removal(text: Text, key: Node, value: Node) -> Edit:
    start, end = text.offset(key.start), text.end_of(value)
    stop = text.line_end(end)
    if text.text[end:stop].strip():
        return Edit(start, text.text.index("#", end), "")  # the comment behind it stays
    after = LINE_BREAK.match(text.text, stop)
    if after:
        return Edit(text.starts[key.start[0]], after.end(), "")
    return Edit(text.stops[key.start[0] - 1], stop, "")


def insert_entry(text: Text, sequence: nodes.Sequence, after: int, fields: Mapping[str, Value]) -> Edit:
    """Put an entry into a list, below entry ``after`` (-1: above all)."""
    column = sequence.start[1]
    if sequence.flow:
        if after < 0:
            place = text.offset(sequence.start) + 1
            return Edit(place, place, flow(fields) + (", " if sequence.items else ""))
        place = text.offset(sequence.items[after].end)
        return Edit(place, place, ", " + flow(fields))
    lines = entry(fields, column, literal=text.literal)
    if after < 0:
        place = text.starts[sequence.start[0]]
        return Edit(place, place, "".join(line + "\n" for line in lines))
    return insert_after(text, text.end_of(sequence.items[after]), lines)


def remove_entry(text: Text, sequence: nodes.Sequence, index: int) -> Edit:
    """Take an entry out of a list."""
    items = sequence.items
    if sequence.flow:
        if index + 1 < len(items):
            return Edit(text.offset(items[index].start), text.offset(items[index + 1].start), "")
        start = text.offset(items[index - 1].end) if index else text.offset(items[index].start)
        return Edit(start, text.offset(items[index].end), "")
    dash = text.text.rindex("-", 0, text.offset(items[index].start))
    stop = text.line_end(text.end_of(items[index]))
    after = LINE_BREAK.match(text.text, stop)
    return Edit(text.line_start(dash), after.end() if after else stop, "")
