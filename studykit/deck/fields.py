"""Typed values out of YAML nodes, every problem with its line, none of them stopping the reading."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches

from studykit.deck.nodes import Mapping, Node, Scalar, Sequence, line_of
from studykit.parse.times import parse_time
from studykit.text import neutralise, nfc

_TRUE = frozenset({"true", "yes", "on"})
_FALSE = frozenset({"false", "no", "off"})
_NOTHING = frozenset({"", "~", "null"})

_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a deck.

    Attributes:
        level: ``error`` when the deck cannot be used before it is mended, ``warning`` when it should be mended,
            ``info`` when it is only worth knowing.
    """

    file: str
    line: int
    rule: str
    message: str
    remedy: str
    level: str = "warning"


def clean(text: str) -> str:
    """Text as a deck keeps it: NFC, without control and direction characters."""
    return nfc(neutralise(text)) if _UNSAFE.search(text) else nfc(text)


class Fields:
    """Reads nodes and collects what is wrong with them."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[Problem] = []

    def report(self, node: Node, rule: str, message: str, remedy: str, level: str = "error") -> None:
        """Note a problem at the line of ``node``."""
        self.problems.append(Problem(self.name, line_of(node), rule, message, remedy, level))

    def mapping(self, node: Node, what: str, known: Collection[str]) -> dict[str, Node]:
        """The values by key; unknown and repeated keys are reported."""
        if not isinstance(node, Mapping):
            self.report(
                node, "wrong-kind", f"{what} must be keys with values", "Write it as key: value lines."
            )
            return {}
        found: dict[str, Node] = {}
        for key_node, value in node.items:
            key = key_node.value[:60] if isinstance(key_node, Scalar) else ""
            if key in found:
                self.report(
                    key_node, "duplicate-key", f"the key {key!r} is here twice", "Delete one of them."
                )
            elif key in known:
                found[key] = value
            else:
                close = get_close_matches(key, known, 1)
                remedy = f"Did you mean {close[0]!r}?" if close else f"Known here: {', '.join(known)}."
                self.report(key_node, "unknown-key", f"{what} has no key {key!r}", remedy)
        return found

    def entries(self, node: Node, what: str) -> list[Node]:
        """The nodes of a list; an empty value is an empty list."""
        if isinstance(node, Sequence):
            return node.items
        if not is_empty(node):
            self.report(node, "wrong-kind", f"{what} must be a list", "Start each entry with '- '.")
        return []

    def text(self, node: Node, what: str) -> str:
        """A text exactly as written."""
        if isinstance(node, Scalar):
            if _UNSAFE.search(node.value):
                self.report(
                    node, "control-characters", f"{what} holds invisible control characters; they are left out",
                    "Type the text again.", "info",
                )  # fmt: skip
            return clean(node.value)
        self.report(node, "wrong-kind", f"{what} must be text", 'Put it in double quotes: "..."')
        return ""

    def texts(self, node: Node, what: str) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(self.text(item, f"an entry of {what}") for item in self.entries(node, what))

    def whole(self, node: Node, what: str, low: int, high: int) -> int | None:
        """A whole number within bounds."""
        text = node.value if isinstance(node, Scalar) else ""
        if text.isascii() and text.isdigit() and len(text) < 12 and low <= int(text) <= high:
            return int(text)
        self.report(
            node, "wrong-number", f"{what} must be a whole number from {low} to {high}", "Correct it."
        )
        return None

    def wholes(self, node: Node, what: str, low: int, high: int) -> tuple[int, ...] | None:
        """A list of whole numbers within bounds."""
        numbers = [self.whole(item, f"an entry of {what}", low, high) for item in self.entries(node, what)]
        return tuple(number for number in numbers if number is not None)

    def fraction(self, node: Node, what: str, low: float = 0, high: float = 1) -> float | None:
        """A decimal number within bounds."""
        try:
            number = float(node.value) if isinstance(node, Scalar) and node.value.isascii() else -1
        except ValueError:
            number = -1
        if low <= number <= high:
            return number
        self.report(node, "wrong-number", f"{what} must be a number from {low:g} to {high:g}", "Correct it.")
        return None

    def switch(self, node: Node, what: str) -> bool:
        """True or false."""
        text = node.value.lower() if isinstance(node, Scalar) else "?"
        if text in _TRUE or text in _FALSE:
            return text in _TRUE
        self.report(node, "wrong-switch", f"{what} must be true or false", "Write true, or delete the line.")
        return False

    def time(self, node: Node, what: str) -> int | None:
        """Seconds; ``"05:09"``, bare ``5:09`` and bare ``309`` are the same time."""
        text = node.value.strip() if isinstance(node, Scalar) else "?"
        seconds = parse_time(text)
        if seconds is not None:
            return seconds
        self.report(
            node, "wrong-time", f"{what} is not a time: {text[:40]!r}", 'Write it as "05:09" or "1:02:03".'
        )
        return None


def is_empty(node: Node) -> bool:
    """Whether a value was left out or says null."""
    return isinstance(node, Scalar) and node.style == "" and node.value.lower() in _NOTHING
