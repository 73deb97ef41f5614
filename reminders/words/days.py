"""Birthdays and own dates in words: when they are or, after an outage, were, and how many years that makes."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contacts.models import Contact
from contacts.rules.partial_dates import years_on
from reminders.queries.days import OwnDay

WEEK = 7


def birthday_sentence(contact: Contact, birthday_on: date, on: date) -> str:
    """Say when the birthday is or was and, where the year is known, which one."""
    age = years_on(contact.birthday, birthday_on) if contact.birthday else None
    words = {"age": age, **_when(birthday_on, on)}
    days = (birthday_on - on).days
    return (_birthday_with_age(days) if age else _birthday(days)) % words


def own_day_sentence(own: OwnDay, on: date) -> str:
    """Say which date of somebody's own is or was when and, where the year is known, how many years it has been."""
    words = {"label": own.label.rstrip(". "), "years": own.years, **_when(own.on, on)}
    days = (own.on - on).days
    return (_own_day_with_years(days, own.years) if own.years else _own_day(days)) % words


def _when(day: date, on: date) -> dict[str, object]:
    """Return the weekday, which is clear for a week, or else the date, and how many days ahead it is."""
    days = (day - on).days
    return {"day": date_format(day, "l" if abs(days) < WEEK else "MONTH_DAY_FORMAT"), "days": days}


def _birthday(days: int) -> str:
    near = {-1: _("Birthday was yesterday."), 0: _("Birthday today."), 1: _("Birthday tomorrow.")}
    if days in near:
        return near[days]
    if days < 0:
        return _("Birthday was on %(day)s.")
    return _("Birthday on %(day)s.") if days < WEEK else _("Birthday on %(day)s, in %(days)s days.")


def _birthday_with_age(days: int) -> str:
    near = {
        -1: _("Birthday was yesterday (turned %(age)s)."),
        0: _("Birthday today (turns %(age)s)."),
        1: _("Birthday tomorrow (turns %(age)s)."),
    }
    if days in near:
        return near[days]
    if days < 0:
        return _("Birthday was on %(day)s (turned %(age)s).")
    if days < WEEK:
        return _("Birthday on %(day)s (turns %(age)s).")
    return _("Birthday on %(day)s, in %(days)s days (turns %(age)s).")


def _own_day(days: int) -> str:
    near = {-1: _("%(label)s was yesterday."), 0: _("%(label)s today."), 1: _("%(label)s tomorrow.")}
    if days in near:
        return near[days]
    if days < 0:
        return _("%(label)s was on %(day)s.")
    return _("%(label)s on %(day)s.") if days < WEEK else _("%(label)s on %(day)s, in %(days)s days.")


def _own_day_with_years(days: int, years: int) -> str:
    if days == 0:
        return ngettext("%(label)s today (%(years)s year).", "%(label)s today (%(years)s years).", years)
    if days == 1:
        return ngettext("%(label)s tomorrow (%(years)s year).", "%(label)s tomorrow (%(years)s years).", years)
    if days == -1:
        return ngettext(
            "%(label)s was yesterday (%(years)s year).", "%(label)s was yesterday (%(years)s years).", years
        )
    if days < 0:
        return ngettext(
            "%(label)s was on %(day)s (%(years)s year).", "%(label)s was on %(day)s (%(years)s years).", years
        )
    if days < WEEK:
        return ngettext("%(label)s on %(day)s (%(years)s year).", "%(label)s on %(day)s (%(years)s years).", years)
    return ngettext(
        "%(label)s on %(day)s, in %(days)s days (%(years)s year).",
        "%(label)s on %(day)s, in %(days)s days (%(years)s years).",
        years,
    )
