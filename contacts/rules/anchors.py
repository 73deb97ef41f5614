"""Where the silence with a new contact begins, when no moment is known yet (product rule 1, *Anchor*)."""

from datetime import date, timedelta
from enum import StrEnum

from contacts.rules.cadence import Cadence, add_months, latest_due_by
from contacts.rules.states import dormant_before, quiet_before


class Roughly(StrEnum):
    """The answers to *last in touch, roughly*."""

    THIS_MONTH = "this_month"
    THIS_YEAR = "this_year"
    ONE_TO_THREE = "one_to_three"
    LONGER = "longer"
    NOT_SURE = "not_sure"


def anchor_for(roughly: str, entered_on: date) -> date:
    """The day from which the silence counts, given the answer and the day of entry.

    *This month* and *not sure* count from the day of entry, *this year* from the middle of the year so far
    (yesterday at the latest), *1 to 3 years ago* from two years ago, *longer* from four. So on the first day
    the first is fresh with any cadence, the second neither quiet nor dormant, the others quiet and dormant.
    """
    match Roughly(roughly):
        case Roughly.THIS_MONTH | Roughly.NOT_SURE:
            return entered_on
        case Roughly.THIS_YEAR:
            return _middle_of_year_so_far(entered_on)
        case Roughly.ONE_TO_THREE:
            return add_months(entered_on, -24)
        case Roughly.LONGER:
            return add_months(entered_on, -48)


def _middle_of_year_so_far(day: date) -> date:
    new_year = day.replace(month=1, day=1)
    middle = new_year + (day - new_year) // 2
    return min(middle, day - timedelta(days=1))


def spread_anchors(
    anchor: date, cadence: Cadence | None, n: int, after: date = date.min, places: range | None = None
) -> list[date]:
    """Anchors for `n` contacts entered together, so that they do not all fall due at once (product rule 1).

    They lie evenly in the one cadence that ends with `anchor`, oldest first, so the due dates lie after it,
    the soonest first and the last exactly a cadence away. All anchors stay later than `after`. Without a
    cadence nothing falls due, and all keep the anchor. `places` asks for some of the `n` only, counted from 0.
    """
    wanted = range(n) if places is None else places
    if cadence is None:
        return [anchor] * len(wanted)
    start = max(latest_due_by(anchor, cadence), min(after, anchor - timedelta(days=1)))
    window = (anchor - start).days
    return [anchor - timedelta(days=(n - 1 - place) * window // n) for place in wanted]


def anchors_for(
    roughly: str, entered_on: date, cadence: Cadence | None, n: int, places: range | None = None
) -> list[date]:
    """Anchors for `n` contacts of one import with one answer and cadence: spread, and true to the answer.

    None of them is spread so far back that it comes out quiet or dormant where the answer says it is not.
    `places` asks for some of the `n` only, counted from 0: an import asks batch by batch.
    """
    anchor = anchor_for(roughly, entered_on)
    return spread_anchors(anchor, cadence, n, _limit_of(Roughly(roughly), entered_on), places)


def _limit_of(roughly: Roughly, entered_on: date) -> date:
    match roughly:
        case Roughly.LONGER:
            return date.min
        case Roughly.ONE_TO_THREE:
            return dormant_before(entered_on)
        case _:
            return quiet_before(entered_on)
