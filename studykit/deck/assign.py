"""One-to-one assignment with the highest total score (Kuhn and Munkres), in a fixed order for equal ones."""

from __future__ import annotations

from collections.abc import Mapping

# Above this size the exact method takes minutes; only a hostile or machine-made deck has so many look-alikes.
LARGEST = 300


def assign(scores: Mapping[tuple[int, int], float]) -> dict[int, int]:
    """The pairs ``{left: right}`` of scored candidates that together score highest.

    Args:
        scores: Positive scores of the pairs that may be made.
    """
    result: dict[int, int] = {}
    for component in _components(scores):
        lefts = sorted({left for left, _ in component})
        rights = sorted({right for _, right in component})
        if len(lefts) == 1 or len(rights) == 1 or len(lefts) * len(rights) > LARGEST**2:
            result |= _greedy(component, scores)
            continue
        weights = [[scores.get((left, right), 0.0) for right in rights] for left in lefts]
        for row, column in _hungarian(weights):
            pair = lefts[row], rights[column]
            if pair in scores:
                result[pair[0]] = pair[1]
    return dict(sorted(result.items()))


def _components(scores: Mapping[tuple[int, int], float]) -> list[list[tuple[int, int]]]:
    """The candidates in groups that share no note."""
    by_left: dict[int, list[tuple[int, int]]] = {}
    by_right: dict[int, list[tuple[int, int]]] = {}
    for pair in sorted(scores):
        by_left.setdefault(pair[0], []).append(pair)
        by_right.setdefault(pair[1], []).append(pair)
    groups: list[list[tuple[int, int]]] = []
    while by_left:
        waiting = by_left.pop(min(by_left))
        group: list[tuple[int, int]] = []
        while waiting:
            pair = waiting.pop()
            group.append(pair)
            for linked in by_right.pop(pair[1], ()):
                waiting += by_left.pop(linked[0], ())
        groups.append(group)
    return groups


def _greedy(component: list[tuple[int, int]], scores: Mapping[tuple[int, int], float]) -> dict[int, int]:
    chosen: dict[int, int] = {}
    taken: set[int] = set()
    for left, right in sorted(component, key=lambda pair: (-scores[pair], pair)):
        if left not in chosen and right not in taken:
            chosen[left] = right
            taken.add(right)
    return chosen


def _hungarian(weights: list[list[float]]) -> list[tuple[int, int]]:
    """Row and column of each pair of a best assignment, by shortest augmenting paths with potentials."""
    if len(weights) > len(weights[0]):
        turned = [list(column) for column in zip(*weights, strict=True)]
        return [(row, column) for column, row in _hungarian(turned)]
    state = _Potentials(weights)
    for row in range(1, len(weights) + 1):
        state.add(row)
    return [(row - 1, column - 1) for column, row in enumerate(state.owner) if row and column]


class _Potentials:
    """The state of the method: rows and columns are 1-based, column 0 stands for the row being added."""

    def __init__(self, weights: list[list[float]]) -> None:
        self.weights = weights
        self.size = len(weights[0])
        self.row = [0.0] * (len(weights) + 1)
        self.column = [0.0] * (self.size + 1)
        self.owner = [0] * (self.size + 1)  # the row each column belongs to

    def add(self, row: int) -> None:
        """Give ``row`` a column, moving others along the cheapest path."""
        self.owner[0] = row
        slack = [float("inf")] * (self.size + 1)
        came_from = [0] * (self.size + 1)
        used = [False] * (self.size + 1)
        column = 0
        while self.owner[column]:
            used[column] = True
            self._relax(column, slack, came_from, used)
            following = min((c for c in range(1, self.size + 1) if not used[c]), key=slack.__getitem__)
            self._shift(slack[following], slack, used)
            column = following
        while column:
            self.owner[column] = self.owner[came_from[column]]
            column = came_from[column]

    def _relax(self, column: int, slack: list[float], came_from: list[int], used: list[bool]) -> None:
        row = self.owner[column]
        for other in range(1, self.size + 1):
            cost = -self.weights[row - 1][other - 1] - self.row[row] - self.column[other]
            if not used[other] and cost < slack[other]:
                slack[other], came_from[other] = cost, column

    def _shift(self, delta: float, slack: list[float], used: list[bool]) -> None:
        for column in range(self.size + 1):
            if used[column]:
                self.row[self.owner[column]] += delta
                self.column[column] -= delta
            else:
                slack[column] -= delta
