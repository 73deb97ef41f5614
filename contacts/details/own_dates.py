"""Dates of a person's own: anniversaries, name days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext

from contacts.details.rows import RowsDetail
from contacts.forms.own_dates import OwnDateRow, occasions
from contacts.models import Contact, OwnDate
from contacts.rules.partial_dates import AnnualDate, next_occurrence, years_on
from contacts.services.own_dates import OwnDateFacts, set_own_dates
from contacts.wording import annual_words, dotted, soon_words


@dataclass(frozen=True, slots=True)
class ShownDate:
    """A date in words: what it is, when, and how soon it is again."""

    label: str
    day: str
    soon: str


class OwnDatesDetail(RowsDetail):
    """All dates of a person's own."""

    key: ClassVar[str] = "own-dates"
    label = gettext_lazy("Days to remember")
    offer = gettext_lazy("Day to remember")
    template: ClassVar[str] = "contacts/details/own_dates.html"
    row_form = OwnDateRow

    def value(self, contact: Contact) -> Any:
        """Return the rows."""
        return [{"label": row.label, "day": row.day, "month": row.month, "year": row.year} for row in _rows(contact)]

    def proposals(self) -> Sequence[str]:
        """Return what such days often are."""
        return occasions()

    def save(self, contact: Contact, form: Any) -> None:
        """Store the rows."""
        rows = form.rows()
        dates = [
            OwnDateFacts(label=row["label"], annual=AnnualDate(row["month"], row["day"], row["year"])) for row in rows
        ]
        set_own_dates(contact=contact, dates=dates)

    def context(self, contact: Contact) -> dict[str, Any]:
        """Return the dates in words, the one that comes next first."""
        return {"own_dates": shown_dates(contact, timezone.localdate())}


def shown_dates(contact: Contact, today: date) -> list[ShownDate]:
    """Return the dates of a contact in words, the one that comes next first; one query."""
    leap_day = contact.owner.leap_day
    coming = [(next_occurrence(row.annual, today, leap_day), row) for row in _rows(contact)]
    return [
        ShownDate(row.label, annual_words(row.annual), dotted(soon_words(day, today), _years_words(row, day)))
        for day, row in sorted(coming, key=lambda pair: (pair[0], pair[1].label))
    ]


def _years_words(row: OwnDate, day: date) -> str:
    years = years_on(row.annual, day)
    return ngettext("%(count)s year then", "%(count)s years then", years) % {"count": years} if years else ""


def _rows(contact: Contact) -> list[OwnDate]:
    return list(contact.own_dates.all())
