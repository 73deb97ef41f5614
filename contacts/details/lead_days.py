"""How many days ahead the days of a person are told, where it differs from the settings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from contacts.details.base import Detail
from contacts.forms.lead_days import OWN, SETTINGS, LeadDaysForm
from contacts.models import Contact
from contacts.services.changing import set_lead_days
from contacts.words.lead_days import lead_days_words


class LeadDaysDetail(Detail):
    """When birthday and days to remember are told, beside the mail that covers them."""

    key: ClassVar[str] = "lead-days"
    label: ClassVar[str | Promise] = gettext_lazy("Reminder of these days")
    template: ClassVar[str] = "contacts/details/fact.html"

    def value(self, contact: Contact) -> Any:
        """Return the days, or None where the settings hold."""
        return contact.date_lead_days

    def is_empty(self, contact: Contact) -> bool:
        """Tell whether the settings hold; to be told by the covering mail alone is a choice, too."""
        return contact.date_lead_days is None

    def form(self, contact: Contact, data: Mapping[str, Any] | None = None) -> forms.BaseForm:
        """Return the choice between the settings and days of their own."""
        own = contact.date_lead_days
        initial = {"told": SETTINGS if own is None else OWN, "days": own or []}
        return LeadDaysForm(data, initial=initial, usual=contact.owner.date_lead_days)

    def save(self, contact: Contact, form: Any) -> None:
        """Keep it; the next mail is planned anew."""
        set_lead_days(contact=contact, lead_days=form.cleaned_data["lead_days"])

    def context(self, contact: Contact) -> dict[str, Any]:
        """Return it in words."""
        return {"facts": [{"label": self.label, "text": lead_days_words(contact.date_lead_days or [])}]}
