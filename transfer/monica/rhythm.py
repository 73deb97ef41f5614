"""How often one wants to be in touch, and days of the year: what Monica's reminders come to."""

from __future__ import annotations

from typing import NamedTuple

from contacts.rules.partial_dates import AnnualDate
from transfer.cleaning import LABEL_LENGTH
from transfer.monica.values import Json, collection, day_of, is_true, line, number_of, properties_of
from transfer.records import DateRecord

MOST_OWN_DATES = 100
LONGEST = 120
_DAYS_OF_MONTH = 365.25 / 12


class Rhythm(NamedTuple):
    """A cadence, days of the year, and how many reminders come to neither."""

    times: int
    unit: str
    own_dates: tuple[DateRecord, ...]
    left_out: int


def rhythm_of(contact: object, birthday: AnnualDate | None) -> Rhythm:
    """Read the reminders of a person: every week or month is a cadence, every year a date; the one of the birthday is
    the birthday's. A cadence that Monica has as *stay in touch* goes before the ones of reminders.
    """
    times, unit = cadence_of_days(number_of(properties_of(contact).get("stay_in_touch_frequency")))
    dates: dict[tuple[str, int, int], DateRecord] = {}
    left_out = 0
    for reminder in collection(contact, "reminder"):
        said = properties_of(reminder)
        every, step = line(said.get("frequency_type")), number_of(said.get("frequency_number")) or 1
        day = day_of(said.get("initial_date"))
        if every in {"week", "month"} and step <= LONGEST and not times and not is_true(said.get("inactive")):
            times, unit = step, every
        elif every == "year" and step == 1 and day and len(dates) < MOST_OWN_DATES:
            if not _is_birthday(said, AnnualDate(day.month, day.day), birthday):
                label = line(said.get("title"), LABEL_LENGTH) or "-"
                dates.setdefault((label, day.month, day.day), DateRecord(label, AnnualDate(day.month, day.day)))
        else:
            left_out += 1
    return Rhythm(times, unit, tuple(dates.values()), left_out)


def cadence_of_days(days: int) -> tuple[int, str]:
    """Return a number of days as weeks or months, whichever is nearer to how people say it; none for no days."""
    if not days:
        return 0, ""
    if days < 4 * 7:
        return max(1, round(days / 7)), "week"
    return min(LONGEST, round(days / _DAYS_OF_MONTH)), "month"


def _is_birthday(said: Json, day: AnnualDate, birthday: AnnualDate | None) -> bool:
    """Monica makes the reminder of a birthday itself, and then it cannot be deleted."""
    if "delible" in said and not is_true(said["delible"]):
        return True
    return birthday is not None and (day.month, day.day) == (birthday.month, birthday.day)
