"""The log as lines of JSON, to keep, to read, or to bring to another device and merge there.

Merging is a union: an event is known by its card, time and id, so merging twice changes nothing, and two devices
that merge each other's log end with the same states. The first line describes the file, each further line is one
event; docs/scheduling.md documents the keys.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TextIO

from studykit.errors import ProgressError
from studykit.model import Rating
from studykit.progress.failures import told
from studykit.progress.rows import LOG_ROWS, PUT_EVENT, event_of, event_row
from studykit.progress.sound import DIFFICULTY, LAST_DAY, LAST_MS, LONGEST_MS, STABILITY
from studykit.progress.store import Progress
from studykit.schedule.events import Event, EventKind, Memory
from studykit.schedule.settings import MOST_STEPS, options_in
from studykit.schedule.state import Phase

FORMAT = 1
SKEW_MS = 2 * 60_000
LONGEST_LINE = 4096
LONGEST_ID = 200
_LOG_OF = f"select {LOG_ROWS} from log where card = ?"  # noqa: S608 - constants
_LOG = f"select {LOG_ROWS} from log order by at_ms, id"  # noqa: S608 - constants


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge did.

    Args:
        added: Events that were new here.
        known: Events that were here already.
        cards: Cards whose history grew.
        warnings: What looks wrong, one sentence each.
    """

    added: int
    known: int
    cards: int
    warnings: tuple[str, ...] = ()


def export_log(progress: Progress, out: TextIO, now_ms: int) -> int:
    """Write the whole log; returns the number of events."""
    with told(progress.path):
        schemes = progress.schemes.stored()
        head = {
            "studykit": "review log",
            "format": FORMAT,
            "written_ms": now_ms,
            "schemes": {str(scheme): json.loads(text) for scheme, text in schemes.items()},
        }
        out.write(_line(head))
        count = 0
        for row in progress.connection.execute(_LOG):
            out.write(_line(_to_json(event_of(row))))
            count += 1
    return count


def import_log(progress: Progress, lines: Iterable[str], name: str, now_ms: int) -> Merged:
    """Merge a log written by `export_log`, all of it or, when a line is wrong, nothing.

    Raises:
        ProgressError: A line is not what it should be, or the history cannot be written.
    """
    numbered = enumerate(lines, 1)
    head = _read(*next(numbered, (1, "")), name)
    if head.get("studykit") != "review log" or head.get("format") != FORMAT:
        raise ProgressError(
            "this is not a review log that this studykit can read", "Export it with a studykit of this version.",
            file=name, line=1,
        )  # fmt: skip
    schemes = _schemes(head.get("schemes", {}), name)
    events = (_from_json(_read(n, line, name), n, name) for n, line in numbered if line.strip())
    merged = merge(progress, events, now_ms, schemes)
    written = head.get("written_ms")
    if isinstance(written, int) and written > now_ms + SKEW_MS:
        ahead = f"{name} was written at a time that has not come yet here: one of the two clocks is wrong."
        return Merged(merged.added, merged.known, merged.cards, (ahead, *merged.warnings))
    return merged


def merge(
    progress: Progress, events: Iterable[Event], now_ms: int, schemes: dict[int, str] | None = None
) -> Merged:
    """Add the events that are not there yet and make the states of their cards again, in one transaction."""
    known, future = 0, 0
    added: dict[str, set[tuple[int, int]]] = {}
    with progress.writing():
        progress.connection.executemany("insert or ignore into scheme values (?, ?)", (schemes or {}).items())
        for event in events:
            if progress.connection.execute(PUT_EVENT, event_row(event)).rowcount:
                added.setdefault(event.card, set()).add((event.at_ms, event.id))
                future += event.at_ms > now_ms + SKEW_MS
            else:
                known += 1
        for card, new in added.items():
            after = [event_of(row) for row in progress.connection.execute(_LOG_OF, (card,))]
            progress.account(card, [e for e in after if (e.at_ms, e.id) not in new], after)
    warnings = (
        (f"{future} reviews lie in the future: the clock of one device is wrong, and intervals may be off.",)
        if future
        else ()
    )
    return Merged(sum(map(len, added.values())), known, len(added), warnings)


def _line(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"


def _to_json(event: Event) -> dict[str, Any]:
    full = {
        "card": event.card,
        "at": event.at_ms,
        "id": event.id,
        "kind": event.kind.name.lower(),
        "day": event.day,
        "ref": event.ref,
        "rating": event.rating and int(event.rating),
        "ms": event.duration_ms,
        "scheme": event.scheme,
        "was": _memory_to_json(event.was),
        "now": _memory_to_json(event.now),
        "leech": event.leech,
    }
    return {key: value for key, value in full.items() if value or key in {"at", "day"}}


def _memory_to_json(memory: Memory | None) -> list[Any] | None:
    if memory is None:
        return None
    return [int(memory.phase), memory.step, memory.stability, memory.difficulty, memory.due]


def _read(number: int, line: str, name: str) -> dict[str, Any]:
    try:
        value = json.loads(line) if len(line) <= LONGEST_LINE or number == 1 else None
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise _wrong("this line is not an entry of a review log", number, name)
    return value


def _from_json(value: dict[str, Any], number: int, name: str) -> Event:
    try:
        kind = EventKind[str(value["kind"]).upper()]
        return Event(
            card=_card(value["card"]),
            at_ms=_whole(value["at"], LAST_MS),
            id=_whole(value["id"]),
            kind=kind,
            day=_whole(value["day"], LAST_DAY),
            ref=_whole(value.get("ref", 0)),
            rating=Rating(value["rating"]) if kind is EventKind.REVIEW else None,
            duration_ms=_whole(value.get("ms", 0), LONGEST_MS),
            scheme=_whole(value.get("scheme", 0)),
            was=_memory(value.get("was"), Phase.NEW),
            now=_memory(value.get("now"), Phase.LEARNING),
            leech=value.get("leech") is True,
        )
    except (KeyError, ValueError, TypeError) as error:
        raise _wrong("this line is not an entry of a review log", number, name) from error


def _card(value: Any) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST_ID or not value.isprintable():
        raise ValueError
    return value


def _memory(value: Any, least: Phase) -> Memory | None:
    if value is None:
        return None
    phase, step, stability, difficulty, due = value
    known = Phase(phase)
    if (
        known < least
        or (known is not Phase.NEW) != (stability is not None)
        or (stability is None) != (difficulty is None)
        or known.stepping != (step is not None)
    ):
        raise ValueError
    return Memory(
        known,
        None if step is None else _whole(step, MOST_STEPS),
        None if stability is None else _within(stability, *STABILITY),
        None if difficulty is None else _within(difficulty, *DIFFICULTY),
        _whole(due, LAST_DAY if known is Phase.REVIEW else LAST_MS),
    )


def _within(value: Any, low: float, high: float) -> float:
    if not isinstance(value, (int, float)) or not low <= value <= high:
        raise ValueError
    return float(value)


def _whole(value: Any, most: int = 2**63 - 1) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= most:
        raise ValueError
    return value


def _schemes(value: Any, name: str) -> dict[int, str]:
    try:
        texts = {int(key): json.dumps(scheme, sort_keys=True) for key, scheme in value.items()}
        for text in texts.values():
            options_in(text)
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise _wrong("the settings in the first line cannot be read", 1, name) from error
    return texts


def _wrong(message: str, number: int, name: str) -> ProgressError:
    return ProgressError(
        message, "Nothing was merged; export the log again on the other device.", file=name, line=number
    )
