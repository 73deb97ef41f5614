"""Forms of the log of a goal: a note, or how far one has come."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from goals.forms.fields import length_of
from goals.models import LogEntry
from netzwerk.core.widgets import DayInput

# The largest whole number of the column.
MOST = 2_147_483_647


class NoteForm(forms.Form):
    """Something that happened on the way."""

    text = forms.CharField(
        label=gettext_lazy("What happened?"),
        max_length=length_of(LogEntry, "text"),
        error_messages={"required": gettext_lazy("A few words are enough.")},
    )
    happened_on = forms.DateField(
        label=pgettext_lazy("of something that happened", "When"),
        widget=DayInput,
        error_messages={"required": gettext_lazy("On which day?")},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"happened_on": today}, **kwargs})
        self.today = today

    def clean_happened_on(self) -> date:
        """Want a day that has come."""
        day: date = self.cleaned_data["happened_on"]
        if day > self.today:
            raise forms.ValidationError(_("Please choose a day that is not still to come."))
        return day

    def said(self) -> dict[str, Any]:
        """Return what the valid form says, as the services take it."""
        return dict(self.cleaned_data)

    @staticmethod
    def initial_of(entry: LogEntry) -> dict[str, Any]:
        """Return an entry as initial values."""
        return {"text": entry.text, "happened_on": entry.happened_on, "number": entry.number}


class ProgressForm(NoteForm):
    """How far one has come; a word about it if one likes."""

    number = forms.IntegerField(
        label=gettext_lazy("How far are you?"),
        min_value=0,
        max_value=MOST,
        error_messages={"required": gettext_lazy("A number, please: how far you have come.")},
    )
    text = forms.CharField(label=gettext_lazy("A short note"), required=False, max_length=length_of(LogEntry, "text"))

    field_order = ("number", "happened_on", "text")


LOG_FORMS: dict[str, type[NoteForm]] = {LogEntry.Kind.NOTE: NoteForm, LogEntry.Kind.PROGRESS: ProgressForm}
