"""What queue and counts need of a deck's cards, without their text, column by column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple, overload


class CardRef(NamedTuple):
    """What queue and counts need of a card without its text. ``group`` is shared by siblings."""

    id: str
    group: str
    suspended: bool
    draft: bool


class CardList(Sequence[CardRef]):
    """A deck's cards in the order of their source.

    Kept by column: to count 100,000 cards their ids are enough, and an object for each would take longer than the
    counting. ``suspended`` and ``drafts`` are places in the list.
    """

    def __init__(
        self, ids: Sequence[str], groups: Sequence[str], suspended: Iterable[int], drafts: Iterable[int]
    ) -> None:
        if len(ids) != len(groups):
            raise ValueError
        self.ids = ids
        self.groups = groups
        self.suspended = frozenset(suspended)
        self.drafts = frozenset(drafts)

    @classmethod
    def of(cls, rows: Iterable[tuple[str, str, bool, bool]]) -> CardList:
        """From one row a card: its id, its group, whether its note is suspended, whether it is a draft."""
        listed = list(rows)
        return cls(
            [row[0] for row in listed],
            [row[1] for row in listed],
            [place for place, row in enumerate(listed) if row[2]],
            [place for place, row in enumerate(listed) if row[3]],
        )

    @cached_property
    def _refs(self) -> tuple[CardRef, ...]:
        suspended, drafts = self.suspended, self.drafts
        return tuple(
            CardRef(card, group, place in suspended, place in drafts)
            for place, (card, group) in enumerate(zip(self.ids, self.groups, strict=True))
        )

    def __len__(self) -> int:
        return len(self.ids)

    @overload
    def __getitem__(self, place: int) -> CardRef: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[CardRef, ...]: ...

    def __getitem__(self, place: int | slice) -> CardRef | tuple[CardRef, ...]:
        return self._refs[place]

    def __iter__(self) -> Iterator[CardRef]:
        return iter(self._refs)
