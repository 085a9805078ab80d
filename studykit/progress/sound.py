"""Bounds of what the history can hold, as SQL: a damaged file, or another program, may have put anything there.

They are looked at in the query that reads the rows: over 100,000 of them that costs a fraction of a look at each.
"""

from __future__ import annotations

from studykit.progress.failures import BACKUPS, DamagedError
from studykit.schedule.settings import MOST_STEPS

# The year 9000: nothing after it is a date that can be shown.
LAST_DAY = 2_567_000
LAST_MS = LAST_DAY * 86_400_000
# Thirty years: sums of such durations stay far from what SQLite's integers hold.
LONGEST_MS = 1_000_000_000_000
STABILITY = (0.001, 1e6)
DIFFICULTY = (1.0, 10.0)
_MOST = 1_000_000_000
_SUM = 1 << 60


def _memory(prefix: str, least: int) -> str:
    """A memory that the scheduler can go on from."""
    phase, step, due = f"{prefix}phase", f"{prefix}step", f"{prefix}due"
    stability, difficulty = f"{prefix}stability", f"{prefix}difficulty"
    return f"""{phase} between {least} and 3 and ({phase} in (1, 3)) = ({step} is not null)
      and ({step} is null or {step} between 0 and {MOST_STEPS})
      and case when {phase} = 0 then {stability} is null and {difficulty} is null
        else {stability} between {STABILITY[0]} and {STABILITY[1]}
          and {difficulty} between {DIFFICULTY[0]} and {DIFFICULTY[1]} end
      and {due} between 0 and case {phase} when 2 then {LAST_DAY} else {LAST_MS} end"""


STATE_SOUND = f"""({_memory("", 0)}
  and last_ms between 0 and {LAST_MS} and last_day between 0 and {LAST_DAY} and first_day between 0 and {LAST_DAY}
  and reps between 0 and {_MOST} and tested between 0 and reps and lapses between 0 and tested
  and spent_ms between 0 and {_SUM} and buried_until between 0 and {LAST_DAY} + 1
  and suspended in (0, 1) and flagged in (0, 1) and leech in (0, 1) and head >= 0) is true"""
LOG_SOUND = f"""(kind between 1 and 8 and (rating is null or rating between 1 and 4) and (kind <> 1 or rating is not null)
  and at_ms between 0 and {LAST_MS} and day between 0 and {LAST_DAY} and duration_ms between 0 and {LONGEST_MS}
  and leech in (0, 1) and (was_phase is null or {_memory("was_", 0)})
  and (now_phase is null or {_memory("now_", 1)})) is true"""
TALLY_SOUND = f"""(day between 0 and {LAST_DAY} and age between 0 and 4 and rating between 1 and 4
  and abs(reviews) <= {_MOST} and abs(ms) <= {_SUM}) is true"""

_REBUILD = "Make it again from the reviews: studykit log rebuild"


def bad_state(card: str) -> DamagedError:
    """The error for a state that no review can lead to."""
    return DamagedError(f"the state of card {card!r} holds a value that cannot be", _REBUILD)


def bad_counts() -> DamagedError:
    """The error for counts of reviews that cannot be."""
    return DamagedError("the counts of reviews hold a value that cannot be", _REBUILD)


def bad_settings() -> DamagedError:
    """The error for the settings of earlier reviews; a rebuild leaves them out."""
    return DamagedError("the settings of earlier reviews cannot be read", _REBUILD)


def bad_entry(card: str) -> DamagedError:
    """The error for an entry of the log itself, which nothing can make again."""
    return DamagedError(
        f"the log of card {card!r} holds a value that cannot be", f"Keep a copy of the file. {BACKUPS}"
    )


def bad_weights() -> DamagedError:
    """The error for the weights in use."""
    return DamagedError(
        "the scheduler's weights cannot be read", "Go back to the default ones: studykit optimize --reset"
    )
