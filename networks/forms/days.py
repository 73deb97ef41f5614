"""Days in forms: which of them can be meant."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from netzwerk.core.widgets import DayInput

YEARS = range(1900, 2200)


def check_year(day: date) -> date:
    """Return the day, or raise the error of a form when no calendar of today reaches so far."""
    if day.year < YEARS.start:
        raise forms.ValidationError(_("That is too long ago."))
    if day.year >= YEARS.stop:
        raise forms.ValidationError(_("That is too far away."))
    return day


def check_past(day: date, today: date) -> date:
    """Return a day that is over or today, or raise the error of a form."""
    if day > today:
        raise forms.ValidationError(_("That day is still to come."))
    return check_year(day)


class PastDayForm(forms.Form):
    """About something that happened today or on a day before: `day` names the field that says when."""

    day: ClassVar[str]

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields[self.day].widget.attrs["max"] = today.isoformat()
        self.initial = {self.day: today, **self.initial}

    def clean(self) -> dict[str, Any]:
        """Refuse a day that has not come, or that nobody remembers."""
        if day := self.cleaned_data.get(self.day):
            try:
                check_past(day, self.today)
            except forms.ValidationError as error:
                self.add_error(self.day, error)
        return self.cleaned_data


def past_day(label: Any) -> forms.DateField:
    """Return the field of such a day."""
    return forms.DateField(label=label, widget=DayInput, error_messages={"required": gettext_lazy("When was it?")})
