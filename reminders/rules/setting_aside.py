"""Leaving people alone whom the user did not react to (product rule 5)."""

from collections.abc import Iterable
from datetime import date, timedelta

NAMINGS_UNTIL_SET_ASIDE = 2
SET_ASIDE_FOR = timedelta(weeks=4)


def set_aside_until(namings: Iterable[date], reactions: Iterable[date], on: date) -> date | None:
    """The first day on which somebody may be named again; None if nothing ever set them aside.

    Named on two dates without any reaction since, somebody is set aside for four weeks from the second. All
    dates are local. Namings of `on` itself do not count yet, so that nobody vanishes from Today on the day of
    the mail. A reaction, also a late one, ends it and starts the count anew; so do the four weeks.
    """
    answered_on = max((day for day in reactions if day <= on), default=date.min)
    until, unanswered = None, 0
    for named_on in sorted({day for day in namings if answered_on < day < on}):
        if until is not None and named_on < until:
            continue
        unanswered += 1
        if unanswered == NAMINGS_UNTIL_SET_ASIDE:
            until, unanswered = named_on + SET_ASIDE_FOR, 0
    return until
