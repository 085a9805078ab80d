"""Study days: the day a review counts for starts at an hour of the learner's own, not at midnight.

A study day is an integer: days from 1970-01-01 to its local date. It starts at the first instant at which the
wall clock reads the roll-over hour or later, so each instant has exactly one day, and days never run backwards,
whatever a time zone does with its clocks.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

ROLLOVER_HOUR = 4
EPOCH = date(1970, 1, 1).toordinal()
_SECOND_MS = 1000


def date_of(day: int) -> date:
    """The local date of a study day."""
    return date.fromordinal(day + EPOCH)


@dataclass(frozen=True, slots=True)
class StudyClock:
    """Instants to study days and back.

    Args:
        tz: The learner's time zone; None means the one the machine is set to.
        rollover_hour: The hour (0..23) at which a study day starts.
    """

    tz: tzinfo | None = None
    rollover_hour: int = ROLLOVER_HOUR

    def local(self, ms: int) -> datetime:
        """The wall clock at an instant given in UTC milliseconds."""
        aware = datetime.fromtimestamp(ms // _SECOND_MS, UTC)
        return aware.astimezone(self.tz)

    def day_of(self, ms: int) -> int:
        """The study day an instant (UTC milliseconds) belongs to."""
        shifted = self.local(ms).replace(tzinfo=None) - timedelta(hours=self.rollover_hour)
        day = shifted.toordinal() - EPOCH
        # Only where the wall clock was set back over the roll-over is the day later than the reading says.
        while self.start_of(day + 1) <= ms:
            day += 1
        return day

    def start_of(self, day: int) -> int:
        """The first instant (UTC milliseconds) of a study day."""
        midnight = datetime.combine(date_of(day), datetime.min.time())
        wall = midnight + timedelta(hours=self.rollover_hour)
        early, late = self._seconds(wall, 0), self._seconds(wall, 1)
        if late < early:
            # The wall clock skips this reading; the day starts where it jumps.
            return self._first(late, early, wall) * _SECOND_MS
        return early * _SECOND_MS

    def _seconds(self, wall: datetime, fold: int) -> int:
        return int(wall.replace(tzinfo=self.tz, fold=fold).timestamp())

    def _first(self, low: int, high: int, wall: datetime) -> int:
        while low < high:
            middle = (low + high) // 2
            if self.local(middle * _SECOND_MS).replace(tzinfo=None) >= wall:
                high = middle
            else:
                low = middle + 1
        return low
