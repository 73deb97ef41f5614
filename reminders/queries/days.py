"""Birthdays and own dates that a mail tells: in two queries, however many people there are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q

from accounts.models import User
from contacts.models import ContactQuerySet, OwnDate
from contacts.rules.partial_dates import AnnualDate, years_on
from reminders.queries.covering import Covered
from reminders.queries.leads import told_ahead_condition
from reminders.rules.dates import LEADS, Telling, Window, tellings, windows_of

LEAP_DAY = (2, 29)
STAND_INS = {(2, 28), (3, 1)}


@dataclass(frozen=True, slots=True)
class OwnDay:
    """One occurrence of a date of somebody's own; `years` since it began, when that is known."""

    label: str
    on: date
    years: int | None


@dataclass(frozen=True, slots=True)
class DayTold:
    """One occurrence of somebody's day that a mail tells; of a birthday, `own` is None."""

    contact_id: UUID
    on: date
    own: OwnDay | None
    is_ahead: bool


def days_told(user: User, contacts: ContactQuerySet, covered: Covered) -> list[DayTold]:
    """Return the days of these people that a mail tells, the soonest first, birthdays before others; two queries.

    Beside the days it covers, those a week or a month ahead of whoever wants that. Own dates may be of people besides
    `contacts`: whoever fetches the people leaves those out.
    """
    found = [*_birthdays(user, contacts, covered), *_own_days(user, covered)]
    return sorted(dict.fromkeys(found), key=lambda one: (one.on, one.own is not None, one.own.label if one.own else ""))


def annual_between(first: date, last: date, prefix: str = "") -> Q:
    """Return a condition that holds for every day of the year kept from `first` to `last`, and for few others.

    Months and days are two lists, and not pairs joined by *or*, so that one index answers both at once; a 29 February
    is there wherever it may be kept.
    """
    days = {first + timedelta(days=n) for n in range((last - first).days + 1)}
    kept = {(day.month, day.day) for day in days}
    if kept & STAND_INS:
        kept.add(LEAP_DAY)
    months, dates = zip(*sorted(kept), strict=True)
    return Q(**{f"{prefix}month__in": sorted({*months}), f"{prefix}day__in": sorted({*dates})})


def _birthdays(user: User, contacts: ContactQuerySet, covered: Covered) -> Iterator[DayTold]:
    columns = ("id", "birthday_month", "birthday_day", "birthday_year", "date_lead_days")
    in_windows = Q()
    for window in _windows(covered):
        told = told_ahead_condition(user, window.lead) if window.lead else Q()
        in_windows |= annual_between(window.first, window.last, "birthday_") & told
    for contact_id, month, day, year, leads in contacts.filter(in_windows).order_by().values_list(*columns):
        for one in _tellings(user, AnnualDate(month, day, year), leads, covered):
            yield DayTold(contact_id, one.on, None, one.is_ahead)


def _own_days(user: User, covered: Covered) -> Iterator[DayTold]:
    columns = ("contact_id", "month", "day", "year", "contact__date_lead_days", "label")
    in_windows = Q()
    for window in _windows(covered):
        in_windows |= annual_between(window.first, window.last)
    dates = OwnDate.objects.for_user(user).filter(in_windows).order_by()
    for contact_id, month, day, year, leads, label in dates.values_list(*columns):
        annual = AnnualDate(month, day, year)
        for one in _tellings(user, annual, leads, covered):
            yield DayTold(contact_id, one.on, OwnDay(label, one.on, years_on(annual, one.on)), one.is_ahead)


def _windows(covered: Covered) -> Iterator[Window]:
    return windows_of(covered.dates_since, covered.until, () if covered.is_day else LEADS)


def _tellings(user: User, annual: AnnualDate, own_leads: list[int] | None, covered: Covered) -> tuple[Telling, ...]:
    leads = user.date_lead_days if own_leads is None else own_leads
    return tellings(
        annual,
        since=covered.dates_since,
        until=covered.until,
        leads=() if covered.is_day else leads,
        leap_day=user.leap_day,
    )
