"""How often, and for how long, a kind of job is tried again after an error."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

# What a wait grows by at most, so that jobs that failed together do not all come back together.
SPREAD = 0.25
_MOST_DOUBLINGS = 30


@dataclass(frozen=True, slots=True)
class Retries:
    """The wait doubles from `first` up to `longest`; a job fails once it had `attempts` tries and is `lasts` old.

    Both must have come: a job that waited out an outage of days still gets its tries.
    """

    attempts: int = 8
    first: timedelta = timedelta(seconds=30)
    longest: timedelta = timedelta(days=1)
    lasts: timedelta = timedelta(0)

    def next_try(self, *, attempts: int, written_at: datetime, now: datetime, chance: float = 0) -> datetime | None:
        """Return when a job is tried again whose try number `attempts` has just failed; None when it was the last.

        `chance`, from 0 to 1, spreads the tries of different jobs.
        """
        wait = min(self.first * 2 ** min(max(attempts, 1) - 1, _MOST_DOUBLINGS), self.longest)
        at = now + wait * (1 + SPREAD * chance)
        return None if attempts >= self.attempts and at > written_at + self.lasts else at
