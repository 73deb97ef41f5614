"""The quick marks of a person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy

from contacts.details.base import Detail
from contacts.forms.quick_marks import QuickMarksForm
from contacts.models import Contact
from contacts.services.changing import set_quick_marks
from contacts.words.quick_marks import quick_mark_words


class QuickMarksDetail(Detail):
    """Trust, willing to help, standing, shared time: what tells whom to revive."""

    key: ClassVar[str] = "quick-marks"
    label = gettext_lazy("Quick marks")
    template: ClassVar[str] = "contacts/details/fact.html"
    form_template: ClassVar[str] = "contacts/details/quick_marks_form.html"

    def value(self, contact: Contact) -> Any:
        """Return the four."""
        return contact.quick_marks._asdict()

    def form(self, contact: Contact, data: Mapping[str, Any] | None = None) -> forms.BaseForm:
        """Return the four radios."""
        return QuickMarksForm(data, initial=self.value(contact), auto_id="id_quick_marks_%s")

    def save(self, contact: Contact, form: Any) -> None:
        """Set them."""
        set_quick_marks(contact=contact, marks=form.marks())

    def context(self, contact: Contact) -> dict[str, Any]:
        """Return what is marked, in words."""
        return {"facts": [{"label": self.label, "text": quick_mark_words(contact.quick_marks) or "–"}]}
