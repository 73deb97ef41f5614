"""Who introduced somebody to the user."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from contacts.details.base import Detail
from contacts.forms.introducer import IntroducerForm
from contacts.models import Contact
from contacts.queries.ties import introducer_of
from contacts.services.ties import set_introducer


class IntroducerDetail(Detail):
    """Another contact, by a tie of the kind *introduced*."""

    key: ClassVar[str] = "introducer"
    label = _("Introduced by")
    template: ClassVar[str] = "contacts/details/introducer.html"
    form_template: ClassVar[str] = "contacts/details/introducer_form.html"

    def value(self, contact: Contact) -> Any:
        """Return the id."""
        introducer = introducer_of(contact.owner, contact)
        return str(introducer.pk) if introducer else ""

    def form(self, contact: Contact, data: Mapping[str, Any] | None = None) -> forms.BaseForm:
        """Return the field for the name."""
        return IntroducerForm(data, contact=contact, introducer=introducer_of(contact.owner, contact))

    def save(self, contact: Contact, form: Any) -> None:
        """Make the tie, or take it away."""
        set_introducer(contact=contact, introducer=form.cleaned_data["introducer"])

    def context(self, contact: Contact) -> dict[str, Any]:
        """Return the person."""
        return {"introducer": introducer_of(contact.owner, contact)}

    def whole_context(self, contact: Contact) -> dict[str, Any]:
        """Return the person, and whether there is none."""
        said = self.context(contact)
        return {"is_empty": said["introducer"] is None, **said}
