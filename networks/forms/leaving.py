"""Leaving a network as a form: the last day, why, and with whom to keep in touch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.forms.lines import LineField
from contacts.models import Closeness, Contact
from contacts.rules.cadence import DEFAULT_CADENCES, Cadence, add_months
from contacts.wording import cadence_words
from networks.services.leaving import Placing
from netzwerk.core.widgets import DayInput

FARTHEST_MONTHS, OLDEST_YEAR = 120, 1900
# A rhythm of their own, by the code of the form.
CADENCES = {
    "1-month": Cadence(1, "month"),
    "3-month": Cadence(3, "month"),
    "6-month": Cadence(6, "month"),
    "12-month": Cadence(12, "month"),
}
AS_NOW = ""


@dataclass(frozen=True, slots=True)
class KeepRow:
    """Somebody from the network: ticked, how often, and what is wrong with that."""

    contact: Contact
    is_ticked: bool
    choices: list[tuple[str, str]]
    chosen: str
    error: str

    @property
    def tick_name(self) -> str:
        """The name of the box."""
        return f"keep-{self.contact.pk}"

    @property
    def often_name(self) -> str:
        """The name of the list of how often."""
        return f"often-{self.contact.pk}"


class LeavingForm(forms.Form):
    """The last day of the membership, the reason, and for each of these people whether to keep in touch."""

    left_on = forms.DateField(label=gettext_lazy("Last day of the membership"), widget=DayInput)
    reason = LineField(label=gettext_lazy("Why, in a few words"), required=False, max_length=300)

    def __init__(
        self, *args: Any, people: Sequence[Contact], today: date, since_on: date | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people, self.today, self.since_on = people, today, since_on
        for contact in people:
            self.fields[f"keep-{contact.pk}"] = forms.BooleanField(required=False)
            self.fields[f"often-{contact.pk}"] = forms.ChoiceField(required=False, choices=often_choices(contact))

    def clean_left_on(self) -> date:
        """Refuse a day before joining, and one too far away."""
        day: date = self.cleaned_data["left_on"]
        if day.year < OLDEST_YEAR or (self.since_on and day < self.since_on):
            raise forms.ValidationError(_("That is before you joined."))
        if day > add_months(self.today, FARTHEST_MONTHS):
            raise forms.ValidationError(_("That is more than ten years away."))
        return day

    def clean(self) -> dict[str, Any]:
        """Want to know how often for whoever is ticked and has no cadence yet."""
        data = self.cleaned_data
        for contact in self.people:
            is_kept, often = data.get(f"keep-{contact.pk}"), data.get(f"often-{contact.pk}")
            if is_kept and not often and contact.cadence is None:
                self.add_error(f"often-{contact.pk}", _("Choose how often."))
        return data

    def placings(self) -> list[Placing]:
        """Return how the ticked people shall be placed; whoever stays as now is left out."""
        data = self.cleaned_data
        ticked = [contact for contact in self.people if data.get(f"keep-{contact.pk}")]
        return [placing_of(contact, data[f"often-{contact.pk}"]) for contact in ticked if data[f"often-{contact.pk}"]]

    def rows(self) -> list[KeepRow]:
        """Return a row for each of the people."""
        return [self._row(contact) for contact in self.people]

    def _row(self, contact: Contact) -> KeepRow:
        tick, often = self[f"keep-{contact.pk}"], self[f"often-{contact.pk}"]
        error = " ".join(str(each) for each in often.errors)
        return KeepRow(contact, bool(tick.value()), often_choices(contact), str(often.value() or ""), error)


def often_choices(contact: Contact) -> list[tuple[str, str]]:
    """Return how often one can keep in touch with somebody: as now, by a closeness, or in a rhythm of their own."""
    now = contact.cadence
    first = _("As now: %(often)s") % {"often": cadence_words(now)} if now else _("How often?")
    by_closeness = [
        (value, f"{label}: {cadence_words(cadence)}")
        for value, label in Closeness.choices
        if (cadence := DEFAULT_CADENCES[value]) is not None
    ]
    own = [(code, _("Only a rhythm: %(often)s") % {"often": cadence_words(each)}) for code, each in CADENCES.items()]
    return [(AS_NOW, first), *by_closeness, *own]


def placing_of(contact: Contact, often: str) -> Placing:
    """Return how somebody is placed by a choice: a rhythm of their own leaves the closeness as it is."""
    if cadence := CADENCES.get(often):
        return Placing(contact, contact.closeness, cadence)
    return Placing(contact, often)


def write_placing(placing: Placing) -> str:
    """Return a placing as one word of an address."""
    own = placing.own_cadence
    return f"{placing.contact.pk}.{placing.closeness}." + (f"{own.count}.{own.unit}" if own else "")


def read_placings(words: Sequence[str], people: Sequence[Contact]) -> list[Placing]:
    """Return the placings that these words say of these people; what is none is left out."""
    by_id = {str(contact.pk): contact for contact in people}
    return [found for word in words if (found := _read_placing(word, by_id))]


def ids_in(words: Sequence[str]) -> list[str]:
    """Return the ids of the people whom these words are about."""
    return [word.split(".", 1)[0] for word in words]


def _read_placing(word: str, by_id: dict[str, Contact]) -> Placing | None:
    pk, _dot, rest = word.partition(".")
    closeness, _dot, own = rest.partition(".")
    contact = by_id.get(pk)
    if contact is None or closeness not in Closeness.values:
        return None
    count, _dot, unit = own.partition(".")
    is_cadence = count.isdecimal() and 1 <= int(count) <= FARTHEST_MONTHS and unit in ("week", "month")
    return Placing(contact, closeness, Cadence(int(count), unit) if is_cadence else None)
