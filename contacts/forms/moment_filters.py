"""The filters of the timeline."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from contacts.forms.list_filters import ListFilterForm
from contacts.forms.moment import OLDEST_YEAR
from contacts.models import Moment
from netzwerk.core.widgets import DayInput


def _kinds() -> list[tuple[str, str]]:
    return [("", _("All")), *((value, str(label)) for value, label in Moment.Kind.choices)]


def _initiators() -> list[tuple[str, str]]:
    known = [(value, str(label)) for value, label in Moment.Initiator.choices if value]
    return [("", _("All")), *known]


class MomentFilterForm(ListFilterForm):
    """Which moments shall be shown."""

    filters = ("kind", "who", "q", "contact", "organisation", "year", "since", "until", "initiator")
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
