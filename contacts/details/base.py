"""The base of what is changed in place: a form, a way to save it, and a guard against two tabs."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise

from contacts.models import Contact
from netzwerk.core.seen import seen_of


class Detail(ABC):
    """One thing known about a person, or a few that belong together: the parts of a name, all mail addresses.

    `template` shows it; its variables are `contact`, `detail` and what `context` returns. `form_template` holds the
    inputs alone (the form tag, the buttons and the note about another tab come from `contacts/_detail_form.html`);
    without one of its own the form is rendered field by field. On a page `{% shown_detail "key" %}` (load `details`)
    shows it. A contact comes with its details fetched, so `value`
    and `context` of what lies on the contact ask nothing of the database; other rows are one query each.
    """

    key: ClassVar[str]
    label: ClassVar[str | Promise]
    # What an empty one is offered as, when the label says too much.
    offer: ClassVar[str | Promise] = ""
    template: ClassVar[str]
    form_template: ClassVar[str] = ""

    @abstractmethod
    def value(self, contact: Contact) -> Any:
        """Return what is stored now, as plain values: what the guard against two tabs compares."""

    @abstractmethod
    def form(self, contact: Contact, data: Mapping[str, Any] | None = None) -> forms.BaseForm | forms.BaseFormSet[Any]:
        """Return the form, bound when there is data."""

    @abstractmethod
    def save(self, contact: Contact, form: Any) -> None:
        """Store what a valid form says; calls one service."""

    def is_empty(self, contact: Contact) -> bool:
        """Tell whether nothing is known; then the page offers it in a word."""
        value = self.value(contact)
        return not (any(value.values()) if isinstance(value, dict) else value)

    def context(self, contact: Contact) -> dict[str, Any]:
        """Return what the template shows beside the contact."""
        del contact
        return {}

    def whole_context(self, contact: Contact) -> dict[str, Any]:
        """Return `context`, and whether it is empty; one that asks the database for both asks once."""
        return {"is_empty": self.is_empty(contact), **self.context(contact)}

    def fingerprint(self, contact: Contact) -> str:
        """Return what tells the stored value from any other; a form carries that of the one it was made from."""
        return seen_of(self.value(contact))
