"""Dates of somebody's own: one a row."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.forms.birthday import OLDEST_YEAR, month_choices
from contacts.forms.lines import LineField
from contacts.forms.rows import Row, RowForm
from contacts.rules.partial_dates import AnnualDate

NEWEST_YEAR = 2100


def occasions() -> list[str]:
    """Return what such days often are; anything else may be typed."""
    return [_("Anniversary"), _("Name day"), _("Wedding day"), _("First day at work"), _("Company anniversary")]


class OwnDateRow(RowForm):
    """What day it is, in each year, and since when, for whoever knows."""

    main: ClassVar[tuple[str, ...]] = ("label", "day", "month", "year")
    has_preferred: ClassVar[bool] = False
    is_long: ClassVar[bool] = True
    label = LineField(
        label=gettext_lazy("Occasion"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"list": "kinds-own-dates", "autocomplete": "off"}),
    )
    day = forms.IntegerField(
        label=gettext_lazy("Day"), required=False, min_value=1, max_value=31, widget=forms.NumberInput
    )
    month = forms.TypedChoiceField(
        label=gettext_lazy("Month"),
        required=False,
        choices=month_choices,
        coerce=int,
        empty_value=None,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    year = forms.IntegerField(label=gettext_lazy("Year"), required=False, min_value=OLDEST_YEAR, max_value=NEWEST_YEAR)

    def check(self, row: Row) -> Row:
        """Want a name for a day that exists."""
        if not row["label"]:
            self.add_error("label", _("Which day is it? A word is enough."))
        if row["day"] is None or row["month"] is None:
            missing = "day" if row["day"] is None else "month"
            self.add_error(missing, _("It needs a day and a month; the year may be left out."))
            return row
        try:
            AnnualDate(row["month"], row["day"], row["year"])
        except ValueError:
            self.add_error("day", _("There is no such day."))
        return row
