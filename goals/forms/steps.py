"""Another day for a next step."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from contacts.rules.cadence import Cadence, add_cadence, add_months
from netzwerk.core.widgets import DayInput

LONGEST_MONTHS = 120
# How far from today a step can be moved with one click.
SPANS = (
    ("day", pgettext_lazy("when to do a next step", "Tomorrow")),
    ("week", pgettext_lazy("when to do a next step", "In a week")),
    ("month", pgettext_lazy("when to do a next step", "In a month")),
)


class StepMoveForm(forms.Form):
    """A span from today, or a day of one's own."""

    span = forms.ChoiceField(required=False, choices=SPANS)
    due_on = forms.DateField(label=gettext_lazy("By when"), required=False, widget=DayInput)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        """Find the day, and want it to lie ahead, but not too far."""
        data = self.cleaned_data
        if self.errors:
            return data
        day = _day_in(data["span"], self.today) if data.get("span") else data.get("due_on")
        if day is None:
            self.add_error("due_on", _("A day helps to keep it."))
        elif day < self.today:
            self.add_error("due_on", _("Please choose a day that is still to come."))
        elif day > add_months(self.today, LONGEST_MONTHS):
            self.add_error("due_on", _("That is more than ten years away."))
        data["day"] = day
        return data


def _day_in(span: str, today: date) -> date:
    return today + timedelta(days=1) if span == "day" else add_cadence(today, Cadence(1, span))
