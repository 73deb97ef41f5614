"""The name, in its parts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from contacts.details.base import Detail
from contacts.forms.names import NameForm
from contacts.models import Contact
from contacts.pages.portrait import also_called, full_name
from contacts.services.naming import NAME_COLUMNS, rename_contact


class NameDetail(Detail):
    """What a person is called."""

    key: ClassVar[str] = "name"
    label = _("Name")
    template: ClassVar[str] = "contacts/details/name.html"
    form_template: ClassVar[str] = "contacts/details/name_form.html"

    def value(self, contact: Contact) -> Any:
        """Return the parts of the name."""
        return {column: getattr(contact, column) for column in NAME_COLUMNS}

    def form(self, contact: Contact, data: Mapping[str, Any] | None = None) -> forms.BaseForm:
        """Return the form of the parts."""
        return NameForm(data, initial=self.value(contact), auto_id="id_name_%s")

    def save(self, contact: Contact, form: Any) -> None:
        """Rename the contact."""
        rename_contact(contact=contact, names=form.cleaned_data)

    def context(self, contact: Contact) -> dict[str, Any]:
        """Return the name with its title, and what else they are or were called."""
        return {"full_name": full_name(contact), "also": also_called(contact)}
