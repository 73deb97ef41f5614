"""A meeting as a form: what it is and its day are enough; what is known of the network is filled in."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.forms.lines import LineField
from contacts.forms.links import LinkField, check_link, complete_link
from contacts.forms.list_filters import ListFilterForm
from goals.models import IdealNetwork
from networks.forms.days import check_year
from networks.models import Event, Network
from networks.services.events import EventDetails
from networks.words.events import title_for
from netzwerk.core.widgets import DayInput

FIELDS = ("title", "starts_on", "starts_at", "minutes", "place", "url", "repeats", "repeats_until", "note")
# A week of conference.
MOST_MINUTES = 7 * 24 * 60

# How a meeting probably comes again, by the rhythm of its network.
_REPEATS: dict[str, str] = {
    Network.Rhythm.WEEKLY: Event.Repeats.WEEKLY,
    Network.Rhythm.FORTNIGHTLY: Event.Repeats.FORTNIGHTLY,
    Network.Rhythm.MONTHLY: Event.Repeats.MONTHLY_WEEKDAY,
    Network.Rhythm.QUARTERLY: Event.Repeats.QUARTERLY,
}


class EventForm(forms.Form):
    """What is known about a meeting."""

    title = LineField(label=gettext_lazy("What it is"), max_length=200)
    starts_on = forms.DateField(
        label=gettext_lazy("Date"), widget=DayInput, error_messages={"required": gettext_lazy("On which day is it?")}
    )
    starts_at = forms.TimeField(
        label=gettext_lazy("Time"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=gettext_lazy("On the clock of the place."),
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes"),
        required=False,
        min_value=1,
        max_value=MOST_MINUTES,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        help_text=gettext_lazy("How long it takes."),
    )
    place = LineField(label=gettext_lazy("Place"), required=False, max_length=200)
    url = LinkField()
    repeats = forms.ChoiceField(label=gettext_lazy("Again"), required=False, choices=Event.Repeats.choices)
    repeats_until = forms.DateField(
        label=gettext_lazy("Until"),
        required=False,
        widget=DayInput,
        help_text=gettext_lazy("Empty when there is no end in sight."),
    )
    note = forms.CharField(
        label=gettext_lazy("Note"), required=False, max_length=5_000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def clean_starts_on(self) -> date:
        """Refuse a year in which nobody meets."""
        return check_year(self.cleaned_data["starts_on"])

    def clean_url(self) -> str:
        """Complete the address, and want one that is safe to follow."""
        url = complete_link(self.cleaned_data["url"])
        if url and (problem := check_link(url)):
            raise forms.ValidationError(problem)
        return url

    def clean(self) -> dict[str, Any]:
        """Want the end behind the beginning; what is once has no end."""
        data = self.cleaned_data
        if not data.get("repeats"):
            data["repeats_until"] = None
        starts_on, until = data.get("starts_on"), data.get("repeats_until")
        if starts_on and until and until < starts_on:
            self.add_error("repeats_until", _("That is before the first date."))
        return data

    def details(self) -> EventDetails:
        """Return what the valid form says."""
        return EventDetails(**{name: self.cleaned_data[name] for name in FIELDS})

    @staticmethod
    def initial_for(network: Network) -> dict[str, Any]:
        """Return what a meeting of this network probably is."""
        is_online = network.format == IdealNetwork.Format.ONLINE
        return {
            "title": title_for(network),
            "place": "" if is_online else network.place,
            "repeats": _REPEATS.get(network.rhythm, ""),
        }

    @staticmethod
    def initial_of(event: Event) -> dict[str, Any]:
        """Return the values of an existing meeting."""
        return {name: getattr(event, name) for name in FIELDS}


class OccurrenceForm(forms.Form):
    """One date: on another day for once, and a note."""

    moved_to = forms.DateField(
        label=gettext_lazy("On another day, for this once"),
        required=False,
        widget=DayInput,
        help_text=gettext_lazy("Empty when it is on its own day."),
    )
    note = forms.CharField(
        label=gettext_lazy("Note for this date"),
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_moved_to(self) -> date | None:
        """Refuse a year in which nobody meets."""
        day: date | None = self.cleaned_data["moved_to"]
        return check_year(day) if day else None


class EventFilterForm(ListFilterForm):
    """Meetings of which network, and where a page begins."""

    filters = ("network",)
    network = forms.UUIDField(required=False)
    since = forms.DateField(required=False)
    before = forms.CharField(required=False, max_length=100)
