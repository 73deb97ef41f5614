"""When to look somewhere again, and which places were a school."""

from __future__ import annotations

import re
from datetime import date, timedelta

# How often one may be asked, in weeks.
WEEKS = (1, 2, 4, 8, 12)
_SCHOOL = re.compile(
    r"\b(uni|tu|fh|th|hdm|eth)\b|univers|hochschul|fachhoch|akadem|academ|college|school|schule|gymnasi|institut|campus"
    r"|polytechn|fakult|facult",
    re.IGNORECASE,
)


def look_again_on(*, weeks: int | None, last_looked_on: date | None, since: date) -> date | None:
    """Return when a watched place comes up again: so many weeks after the last look.

    Where nobody has looked yet they count from `since`; None for a place that is not watched.
    """
    if weeks is None:
        return None
    return (last_looked_on or since) + timedelta(weeks=weeks)


def is_school(name: str) -> bool:
    """Whether an organisation sounds like a place where one studies."""
    return bool(_SCHOOL.search(name))
