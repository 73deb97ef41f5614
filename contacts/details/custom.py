"""What the fields that the user made say about a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy

from contacts.details.base import Detail
from contacts.forms.custom_fields import CustomValuesForm
from contacts.models import Contact, CustomField, CustomValue
from contacts.services.custom_fields import set_custom_values
from contacts.words.custom_values import value_words


@dataclass(frozen=True, slots=True)
class ShownValue:
    """A field with what it says."""

    label: str
    text: str


class CustomDetail(Detail):
    """All fields that the user made."""

    key: ClassVar[str] = "custom"
    label = gettext_lazy("Fields of your own")
    template: ClassVar[str] = "contacts/details/custom.html"
    form_template: ClassVar[str] = "contacts/details/custom_form.html"

    def value(self, contact: Contact) -> Any:
        """Return what each field says."""
        values = _values(contact)
        return {str(pk): [value.text, value.number, value.day] for pk, value in sorted(values.items())}

    def is_empty(self, contact: Contact) -> bool:
        """Tell whether no field says anything."""
        return not _values(contact)

    def form(self, contact: Contact, data: Mapping[str, Any] | None = None) -> CustomValuesForm:
        """Return an input for each field."""
        return CustomValuesForm(data, custom_fields=_fields(contact), values=_values(contact))

    def save(self, contact: Contact, form: Any) -> None:
        """Store the values."""
        set_custom_values(contact=contact, values=form.facts())

    def context(self, contact: Contact) -> dict[str, Any]:
        """Return the values in words, in the order of the fields."""
        values = _values(contact)
        if not values:
            return {"custom_values": []}
        shown = [(field, values[field.pk]) for field in _fields(contact) if field.pk in values]
        return {"custom_values": [ShownValue(field.label, value_words(value)) for field, value in shown]}


def _fields(contact: Contact) -> list[CustomField]:
    return list(CustomField.objects.for_user(contact.owner))


def _values(contact: Contact) -> dict[UUID, CustomValue]:
    return {value.field_id: value for value in contact.custom_values.all()}
