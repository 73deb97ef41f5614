"""The filters of the timeline."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from contacts.forms.moment import OLDEST_YEAR
from contacts.models import Moment
from netzwerk.core.widgets import DayInput

FIELDS = ("kind", "who", "q", "contact", "organisation", "year", "since", "until", "initiator")


def _kinds() -> list[tuple[str, str]]:
    return [("", _("All")), *((value, str(label)) for value, label in Moment.Kind.choices)]


def _initiators() -> list[tuple[str, str]]:
    known = [(value, str(label)) for value, label in Moment.Initiator.choices if value]
    return [("", _("All")), *known]


class MomentFilterForm(forms.Form):
    """Which moments shall be shown. A value that makes no sense filters nothing."""

    who = forms.CharField(label=pgettext_lazy("filter", "With"), required=False, max_length=200)
    q = forms.CharField(label=gettext_lazy("In the note"), required=False, max_length=200)
    kind = forms.ChoiceField(label=gettext_lazy("What it was"), required=False, choices=_kinds)
    since = forms.DateField(label=pgettext_lazy("filter", "From"), required=False, widget=DayInput)
    until = forms.DateField(label=pgettext_lazy("filter", "To"), required=False, widget=DayInput)
    initiator = forms.ChoiceField(label=gettext_lazy("Who got in touch"), required=False, choices=_initiators)
    year = forms.IntegerField(required=False, min_value=OLDEST_YEAR, max_value=9998)
    contact = forms.UUIDField(required=False)
    organisation = forms.UUIDField(label=gettext_lazy("Organisation"), required=False)
    before = forms.UUIDField(required=False)

    def chosen(self) -> dict[str, Any]:
        """Return the filters that are set."""
        self.is_valid()
        values = {name: self.cleaned_data.get(name) for name in FIELDS}
        return {name: value for name, value in values.items() if value}

    def address(self, path: str, without: tuple[str, ...] = (), **more: object) -> str:
        """Return the address of the page with these filters, some left out or set to something else."""
        kept = {name: _spelled(value) for name, value in self.chosen().items() if name not in without}
        query = urlencode({**kept, **more})
        return f"{path}?{query}" if query else path


def _spelled(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
