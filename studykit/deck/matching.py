"""Which old note each regenerated one is, and which notes stand in for each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from studykit.deck.assign import assign
from studykit.deck.facts import same_facts
from studykit.deck.identity import content, is_rejected, is_untouched
from studykit.deck.likeness import LEAST_BULLET, alike, is_edited, match
from studykit.deck.shortlist import Shortlist
from studykit.model import Note

Place = tuple[str, str]  # a kind of note and the sentence it was made from


@dataclass(frozen=True, slots=True)
class Plan:
    """What becomes of old and new notes, by their index.

    Attributes:
        same: New notes that are an old one.
        held: New notes that are not needed: an old one has their place.
        replaced: New notes that take the place of an old proposal.
        leaving: Old proposals that nobody needs any more.
        back: Retired notes whose sentence is there again, with nothing in their place.
        bullets: What became of each old sentence; those that are gone are missing.
    """

    same: Mapping[int, int]
    held: Mapping[int, int]
    replaced: Mapping[int, int]
    leaving: frozenset[int]
    back: frozenset[int]
    bullets: Mapping[str, str]


def plan(before: Sequence[Note], after: Sequence[Note], bullets: Sequence[str]) -> Plan:
    """Match notes by content, then by likeness, then by their place; ``bullets`` are the sentences there are now."""
    same: dict[int, int] = {}
    # Notes in use first: one of the same sentence that was turned down or retired must not win over them. Of the
    # retired, those that were studied.
    for rank in (_in_use, is_rejected, _is_retired_note, _is_retired_draft):
        old = [index for index, note in enumerate(before) if rank(note)]
        same |= _same(before, after, old, [index for index in range(len(after)) if index not in same])
    behind = {note.bullet for note in before if is_edited(note) or is_rejected(note)}
    now = became([note.bullet for note in before if note.bullet], bullets, behind)
    held, replaced = _by_place(before, after, same, now)
    held |= _needless(before, after, same, now)
    # A retired note must not come back beside the one that has its place now.
    same = {index: old for index, old in same.items() if index not in held}
    busy: set[Place] = {
        (note.kind, note.bullet) for index, note in enumerate(after) if index in same or index in replaced
    }
    leaving = {*replaced.values(), *_overtaken(before, after, {*same.values()}, held, now)}
    back = _back(before, {*same.values(), *leaving}, busy, now)
    served = _served(before, after, now)
    back -= {index for index in back if before[index].draft and now[before[index].bullet] in served}
    waiting: dict[Place, int] = {(before[index].kind, now[before[index].bullet]): index for index in back}
    for index, note in enumerate(after):
        holder = waiting.get((note.kind, note.bullet))
        if holder is None or index in same or index in held or index in replaced:
            continue
        if before[holder].draft:
            back.discard(holder)  # a proposal of before gives way to one of now
        else:
            held[index] = holder
    return Plan(same, held, replaced, frozenset(leaving), frozenset(back), now)


def _needless(
    before: Sequence[Note], after: Sequence[Note], same: Mapping[int, int], now: Mapping[str, str]
) -> dict[int, int]:
    """New proposals of the rules for a sentence that has a card to study, by that card: nobody needs to choose there."""
    studied = {
        now[note.bullet]: index
        for index, note in enumerate(before)
        if _is_studied(note) and note.bullet in now
    }
    return {
        index: studied[note.bullet]
        for index, note in enumerate(after)
        if note.draft
        and note.by != "model"
        and note.bullet in studied
        and (index not in same or before[same[index]].retired)
    }


def _overtaken(
    before: Sequence[Note],
    after: Sequence[Note],
    settled: set[int],
    held: Mapping[int, int],
    now: Mapping[str, str],
) -> list[int]:
    """Old proposals of the rules, of whatever kind, for sentences that a model has made a card of."""
    by_model = {note.bullet for index, note in enumerate(after) if note.by == "model" and index not in held}
    return [
        index
        for index, note in enumerate(before)
        if note.draft
        and note.by != "model"
        and index not in settled
        and now.get(note.bullet) in by_model
        and _in_use(note)
        and note.made
        and is_untouched(note)
    ]


def _served(before: Sequence[Note], after: Sequence[Note], now: Mapping[str, str]) -> set[str]:
    """The sentences that have a card to study, or a model's."""
    return {now[note.bullet] for note in before if _is_studied(note) and note.bullet in now} | {
        note.bullet for note in after if note.by == "model" or not note.draft
    }


def _is_studied(note: Note) -> bool:
    return not note.draft and not note.retired and not note.suspended


def _by_place(
    before: Sequence[Note], after: Sequence[Note], same: Mapping[int, int], now: Mapping[str, str]
) -> tuple[dict[int, int], dict[int, int]]:
    """New notes that an old one of their kind and sentence stands for, and those that such a one gives way to."""
    taken = set(same.values())
    holders: dict[Place, list[int]] = {}
    for index, note in enumerate(before):
        if index not in taken and note.made and not note.retired and note.bullet in now:
            holders.setdefault((note.kind, now[note.bullet]), []).append(index)
    held: dict[int, int] = {}
    replaced: dict[int, int] = {}
    for index, note in enumerate(after):
        if index in same and not before[same[index]].retired:
            continue
        waiting = holders.get((note.kind, note.bullet))
        if waiting:
            holder = waiting.pop(0)
            (replaced if _gives_way(before[holder], note) else held)[index] = holder
    return held, replaced


def _is_retired_note(note: Note) -> bool:
    return note.retired and not note.draft


def _is_retired_draft(note: Note) -> bool:
    return note.retired and note.draft


def _in_use(note: Note) -> bool:
    return not note.retired and not is_rejected(note)


def _same(before: Sequence[Note], after: Sequence[Note], old: list[int], new: list[int]) -> dict[int, int]:
    """Pairs among the given indices, by equal content and then by likeness."""
    equal = _exact([before[index] for index in old], [after[index] for index in new])
    same = {new[b]: old[a] for b, a in equal.items()}
    old = [index for place, index in enumerate(old) if place not in set(equal.values())]
    new = [index for index in new if index not in same]
    alike_ones = match([before[index] for index in old], [after[index] for index in new])
    return same | {new[b]: old[a] for b, a in alike_ones.items()}


def became(earlier: Sequence[str], present: Sequence[str], behind: AbstractSet[str]) -> dict[str, str]:
    """What became of sentences: equal ones first, then those most alike that make the same claims.

    Two old sentences may have become one: a note that a person edited keeps the wording it was made from, while its
    sibling follows the summary. Such sentences are ``behind``.
    """
    now = list(dict.fromkeys(present))
    still = set(now)
    same = {text: text for text in earlier if text in still}
    gone = [text for text in dict.fromkeys(earlier) if text not in same]
    shortlist = Shortlist(now)
    scores = {
        (a, b): score
        for a, was in enumerate(gone)
        for b in shortlist.of(was)
        if (score := alike(was, now[b])) >= LEAST_BULLET and same_facts(was, now[b], behind=was in behind)
    }
    fresh = {pair: score for pair, score in scores.items() if now[pair[1]] not in same}
    pairs = assign(fresh)
    for a, b in sorted(scores, key=lambda pair: (-scores[pair], pair)):
        pairs.setdefault(a, b)
    return same | {gone[a]: now[b] for a, b in pairs.items()}


def _exact(before: Sequence[Note], after: Sequence[Note]) -> dict[int, int]:
    """New notes whose content stands in the deck already; of several, the one of the same sentence and time."""
    places: dict[tuple[str, ...], list[int]] = {}
    for index, note in enumerate(before):
        places.setdefault(content(note), []).append(index)
    same: dict[int, int] = {}
    for close in (True, False):
        for index, note in enumerate(after):
            candidates = places.get(content(note), [])
            found = [old for old in candidates if not close or _together(before[old], note)]
            if index not in same and found:
                same[index] = found[0]
                candidates.remove(found[0])
    return same


def _together(old: Note, new: Note) -> bool:
    return (old.bullet, old.at) == (new.bullet, new.at)


def _gives_way(old: Note, new: Note) -> bool:
    """Whether an old note is only a proposal and the new one of its place better than that."""
    better = not new.draft or (new.by == "model" and old.by != "model")
    return old.draft and better and is_untouched(old)


def _back(before: Sequence[Note], settled: set[int], busy: set[Place], now: Mapping[str, str]) -> set[int]:
    """Retired notes, not generated again, whose sentence is there and has no other note of their kind.

    Args:
        before: The old notes.
        settled: Those that were generated again or give way.
        busy: Places that a note generated again has.
        now: What became of each old sentence.
    """
    here = [
        index
        for index, note in enumerate(before)
        if note.made and note.bullet in now and index not in settled
    ]
    busy = busy | {
        (before[index].kind, now[before[index].bullet]) for index in here if not before[index].retired
    }
    back: set[int] = set()
    for index in sorted(here, key=lambda index: (before[index].draft, index)):
        place = before[index].kind, now[before[index].bullet]
        if before[index].retired and place not in busy:
            busy.add(place)
            back.add(index)
    return back
