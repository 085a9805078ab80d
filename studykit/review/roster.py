"""A deck's cards as queue and statistics need them: without their text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from studykit.model import Settings


class Ref(Protocol):
    """A card as the deck list knows it."""

    @property
    def id(self) -> str:
        """The card's id."""

    @property
    def group(self) -> str:
        """Equal for siblings."""

    @property
    def suspended(self) -> bool:
        """Whether its note is suspended in the deck."""

    @property
    def draft(self) -> bool:
        """Whether its note is a draft."""


class Listed(Protocol):
    """Cards by column, in the order of their source."""

    @property
    def ids(self) -> Sequence[str]:
        """The cards' ids."""

    @property
    def groups(self) -> Sequence[str]:
        """Equal for siblings."""

    @property
    def suspended(self) -> frozenset[int]:
        """The places of those whose note is suspended in the deck."""

    @property
    def drafts(self) -> frozenset[int]:
        """The places of drafts."""


class Roster(Protocol):
    """A deck's cards without their text."""

    @property
    def name(self) -> str:
        """The deck's name."""

    @property
    def cards(self) -> Listed:
        """Its cards."""

    @property
    def settings(self) -> Settings:
        """Its own study settings."""
