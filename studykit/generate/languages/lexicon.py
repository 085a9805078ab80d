"""Word lists written as plain text."""

from __future__ import annotations


def listed(text: str) -> tuple[str, ...]:
    """The words of a text, in order."""
    return tuple(text.split())


def of(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())
