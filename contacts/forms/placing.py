"""How close a person is, how often to be in touch, and until when not."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.models import Closeness, Contact
from contacts.rules.cadence import DEFAULT_CADENCES, Cadence, add_cadence, add_months
from contacts.services import SNOOZE_SPANS
from contacts.wording import cadence_words
from netzwerk.core.widgets import DayInput

MOST_CADENCE = 120
LONGEST_SNOOZE_MONTHS = 120


class PlacingForm(forms.Form):
    """Closeness, and a cadence of their own for whom its default does not fit."""

    closeness = forms.ChoiceField(label=gettext_lazy("Closeness"), choices=Closeness.choices)
    cadence_count = forms.IntegerField(
        label=gettext_lazy("Every"), required=False, min_value=1, max_value=MOST_CADENCE, widget=forms.NumberInput
    )
    cadence_unit = forms.ChoiceField(
        label=gettext_lazy("Weeks or months"), required=False, choices=Contact.CadenceUnit.choices
    )

    @classmethod
    def initial_of(cls, contact: Contact) -> dict[str, Any]:
        """Return the values of a contact."""
        return {
            "closeness": contact.closeness,
            "cadence_count": contact.own_cadence_count or "",
            "cadence_unit": contact.own_cadence_unit or Contact.CadenceUnit.MONTH,
        }

    def own_cadence(self) -> Cadence | None:
        """Return the cadence that was typed, if any."""
        count = self.cleaned_data["cadence_count"]
        return Cadence(count, self.cleaned_data["cadence_unit"] or "month") if count else None

    def cards(self) -> list[dict[str, Any]]:
        """Return the choices with the cadence that each brings."""
        chosen = self["closeness"].value()
        return [
            {"value": value, "label": label, "text": self._text(value), "is_checked": value == chosen}
            for value, label in Closeness.choices
        ]

    def _text(self, closeness: str) -> str:
        people = {
            Closeness.INNER: _("About 5 people"),
            Closeness.CLOSE: _("About 15 people"),
            Closeness.GOOD: _("About 50 people"),
            Closeness.WIDE: _("About 150 people"),
        }
        cadence = DEFAULT_CADENCES[closeness]
        if cadence is None:
            return _("No reminders")
        return f"{people[Closeness(closeness)]}, {cadence_words(cadence)}"


class SnoozeForm(forms.Form):
    """A span, or a date."""

    span = forms.ChoiceField(required=False, choices=[(span, span) for span in SNOOZE_SPANS])
    until = forms.DateField(
        label=gettext_lazy("Until"),
        required=False,
        widget=DayInput,
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        """Compute the date, and want it to lie ahead, but not too far."""
        data = self.cleaned_data
        if self.errors:
            return data
        span = data.get("span")
        day = add_cadence(self.today, SNOOZE_SPANS[span]) if span else data.get("until")
        if day is None:
            self.add_error("until", _("Until when?"))
        elif day <= self.today:
            self.add_error("until", _("Please choose a day that is still to come."))
        elif day > add_months(self.today, LONGEST_SNOOZE_MONTHS):
            self.add_error("until", _("That is more than ten years away. Let them rest instead."))
        data["day"] = day
        return data
