"""The three fields of a birthday; the year may be unknown."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.rules.partial_dates import AnnualDate

OLDEST_YEAR = 1850
FIELDS = ("birthday_day", "birthday_month", "birthday_year")
SAID_BELOW = "birthday-error birthday-hint"


def month_choices() -> list[tuple[str, str]]:
    """Return the months by name, after an empty choice."""
    return [("", "—"), *((str(month), str(name)) for month, name in MONTHS.items())]


class BirthdayFields(forms.Form):
    """Day and month, and the year for whoever knows it."""

    birthday_day = forms.IntegerField(
        label=gettext_lazy("Day"),
        required=False,
        min_value=1,
        max_value=31,
        widget=forms.NumberInput(attrs={"class": "form-control", "aria-describedby": SAID_BELOW}),
    )
    birthday_month = forms.TypedChoiceField(
        label=gettext_lazy("Month"),
        required=False,
        choices=month_choices,
        coerce=int,
        empty_value=None,
        widget=forms.Select(attrs={"class": "form-select", "aria-describedby": SAID_BELOW}),
    )
    birthday_year = forms.IntegerField(
        label=gettext_lazy("Year"),
        required=False,
        min_value=OLDEST_YEAR,
        widget=forms.NumberInput(attrs={"class": "form-control", "aria-describedby": SAID_BELOW}),
    )

    @property
    def birthday_fields(self) -> list[forms.BoundField]:
        """The three fields; the template stands them side by side, and what is wrong below them."""
        return [self[name] for name in FIELDS]

    @property
    def birthday_errors(self) -> list[str]:
        """What is wrong with any of the three."""
        return [str(error) for name in FIELDS for error in self[name].errors]

    def clean_birthday(self) -> AnnualDate | None:
        """Return the birthday, or say which part is missing or wrong; called by `clean`."""
        if any(field in self.errors for field in FIELDS):
            return None
        day, month, year = (self.cleaned_data.get(field) for field in FIELDS)
        if day is None and month is None and year is None:
            return None
        if day is None or month is None:
            missing = "birthday_day" if day is None else "birthday_month"
            self.add_error(missing, _("A birthday needs a day and a month; the year may be left out."))
            return None
        return self._annual(day, month, year)

    def _annual(self, day: int, month: int, year: int | None) -> AnnualDate | None:
        try:
            annual = AnnualDate(month, day, year)
        except (ValueError, OverflowError):
            self.add_error("birthday_day", _("There is no such day."))
            return None
        if year is not None and date(year, month, day) > timezone.localdate():
            self.add_error("birthday_year", _("This birthday is still to come."))
            return None
        return annual


def birthday_initial(annual: AnnualDate | None) -> dict[str, Any]:
    """Return the values of the three fields."""
    if annual is None:
        return {}
    return {"birthday_day": annual.day, "birthday_month": annual.month, "birthday_year": annual.year}
