"""How often to be in touch, and the month arithmetic behind it (product rule 1)."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta

UNITS = ("week", "month")


@dataclass(frozen=True, slots=True)
class Cadence:
    """Be in touch every `count` (1 or more) weeks or months; `unit` is "week" or "month"."""

    count: int
    unit: str

    def __post_init__(self) -> None:
        if self.count < 1:
            raise ValueError(f"A cadence needs a count of 1 or more, not {self.count}.")
        if self.unit not in UNITS:
            raise ValueError(f"A cadence counts weeks or months, not {self.unit!r}.")


# The keys are the values of a contact's closeness.
DEFAULT_CADENCES: Mapping[str, Cadence | None] = {
    "inner": Cadence(1, "week"),
    "close": Cadence(1, "month"),
    "good": Cadence(3, "month"),
    "wide": Cadence(12, "month"),
    "not_placed": None,
}


def cadence_of(closeness: str, own: Cadence | None) -> Cadence | None:
    """The contact's own cadence, else the default of its closeness; None when there is none.

    An unknown closeness raises KeyError: it is a mistake of ours, not somebody without a cadence.
    """
    return own or DEFAULT_CADENCES[closeness]


def due_on(last_moment_on: date | None, anchor_on: date, cadence: Cadence | None) -> date | None:
    """The first day on which the contact is due; None without a cadence (product rule 1).

    The newest moment counts, or else the anchor, also where the anchor is the later of the two. Equal to
    PostgreSQL's `(d + make_interval(months => n, weeks => m))::date`; past the year 9999, `date.max`.
    """
    return None if cadence is None else add_cadence(last_moment_on or anchor_on, cadence)


def is_due(due: date | None, on: date) -> bool:
    """Whether the cadence has passed: from the due date itself onwards."""
    return due is not None and due <= on


def add_cadence(day: date, cadence: Cadence) -> date:
    """One cadence later; months are clamped, and the end of the calendar is `date.max`."""
    if cadence.unit == "month":
        return add_months(day, cadence.count)
    return _add_weeks(day, cadence.count)


def latest_due_by(on: date, cadence: Cadence) -> date:
    """The latest day from which the cadence has passed on `on`; no later day is due yet."""
    if cadence.unit == "month":
        return latest_months_before(on, cadence.count)
    return _add_weeks(on, -cadence.count)


def whole_months(start: date, end: date) -> int:
    """How many whole months lie between two days, clamped as due dates are; negative when `end` comes first."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months if add_months(start, months) <= end else months - 1


def add_months(day: date, months: int) -> date:
    """The same day `months` later (or earlier), clamped to the end of its month and to the calendar.

    31 Jan + 1 is 28 or 29 Feb, + 2 is 31 Mar: always count from the anchor, never step by step.
    """
    year, month_index = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > MAXYEAR:
        return date.max
    if year < MINYEAR:
        return date.min
    return date(year, month_index + 1, min(day.day, monthrange(year, month_index + 1)[1]))


def latest_months_before(on: date, months: int) -> date:
    """The latest day whose `add_months(day, months)` is not after `on`.

    Not always `add_months(on, -months)`: on 28 Feb 2023 three years have passed since 29 Feb 2020 too. So
    `day <= latest_months_before(on, n)`, fit for an index, says the same as `add_months(day, n) <= on`.
    """
    back = add_months(on, -months)
    return month_end(back) if on == month_end(on) else back


def month_end(day: date) -> date:
    """The last day of the month of `day`."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def _add_weeks(day: date, weeks: int) -> date:
    try:
        return day + timedelta(weeks=weeks)
    except OverflowError:
        return date.max if weeks > 0 else date.min
