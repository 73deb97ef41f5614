"""What else is known about a person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contacts.details.base import Detail
from contacts.forms.about import BirthdayForm, LastInTouchForm, MetForm, NoteForm, PlaceForm
from contacts.forms.birthday import birthday_initial
from contacts.models import Contact, LastInTouch, Origin
from contacts.pages.portrait import birthday_soon
from contacts.services.changing import change_facts, set_birthday, set_last_in_touch
from contacts.wording import annual_words, dotted, origin_words

FACT = "contacts/details/fact.html"


class FactsDetail(Detail):
    """Columns of a contact, in a form whose fields have their names."""

    template: ClassVar[str] = FACT
    form_class: ClassVar[type[forms.Form]]
    columns: ClassVar[tuple[str, ...]]

    def value(self, contact: Contact) -> Any:
        """Return the columns."""
        return {column: getattr(contact, column) for column in self.columns}

    def form(self, contact: Contact, data: Mapping[str, Any] | None = None) -> forms.BaseForm:
        """Return the form of the columns."""
        return self.form_class(data, initial=self.value(contact), auto_id=f"id_{self.key}_%s")

    def save(self, contact: Contact, form: Any) -> None:
        """Set them."""
        change_facts(contact=contact, facts=form.cleaned_data)

    def context(self, contact: Contact) -> dict[str, Any]:
        """Return the columns as the text."""
        return {"facts": [{"label": self.label, "text": getattr(contact, self.columns[0])}]}


class PlaceDetail(FactsDetail):
    """Where somebody lives or works."""

    key: ClassVar[str] = "place"
    label: ClassVar[str | Promise] = _("Place")
    form_class = PlaceForm
    columns = ("place",)


class BirthdayDetail(Detail):
    """The birthday; its year may be unknown."""

    key: ClassVar[str] = "birthday"
    label = _("Birthday")
    template: ClassVar[str] = FACT
    form_template: ClassVar[str] = "contacts/_birthday_fields.html"

    def value(self, contact: Contact) -> Any:
        """Return its parts."""
        return birthday_initial(contact.birthday)

    def form(self, contact: Contact, data: Mapping[str, Any] | None = None) -> forms.BaseForm:
        """Return the three fields."""
        return BirthdayForm(data, initial=self.value(contact))

    def save(self, contact: Contact, form: Any) -> None:
        """Set it, or take it away."""
        set_birthday(contact=contact, birthday=form.cleaned_data["birthday"])

    def context(self, contact: Contact) -> dict[str, Any]:
        """Return it in words, with how soon it is."""
        if contact.birthday is None:
            return {"facts": [{"label": self.label, "text": "–"}]}
        soon = birthday_soon(contact, contact.owner, timezone.localdate())
        return {"facts": [{"label": self.label, "text": annual_words(contact.birthday), "more": soon}]}


class MetDetail(FactsDetail):
    """How one came to know each other."""

    key: ClassVar[str] = "met"
    label: ClassVar[str | Promise] = pgettext_lazy("about a person", "How you met")
    form_class = MetForm
    columns = ("origin", "where_met", "how_met")

    def is_empty(self, contact: Contact) -> bool:
        """Tell whether nothing is known; an origin somewhere else says nothing."""
        return contact.origin == Origin.OTHER and not contact.where_met and not contact.how_met

    def context(self, contact: Contact) -> dict[str, Any]:
        """Return what is known, the most telling first."""
        texts = [contact.how_met, contact.where_met, origin_words(contact.origin)]
        return {"facts": [{"label": self.label, "text": dotted(*texts) or "–"}]}


class LastInTouchDetail(FactsDetail):
    """When one was last in touch, roughly."""

    key: ClassVar[str] = "last-in-touch"
    label: ClassVar[str | Promise] = _("Last in touch, roughly")
    form_class = LastInTouchForm
    columns = ("last_in_touch",)

    def is_empty(self, contact: Contact) -> bool:
        """Tell whether it was not answered."""
        return contact.last_in_touch == LastInTouch.NOT_SURE

    def save(self, contact: Contact, form: Any) -> None:
        """Set it; the due date follows while there is no moment."""
        answer = form.cleaned_data["last_in_touch"]
        set_last_in_touch(contact=contact, last_in_touch=answer, today=timezone.localdate())

    def context(self, contact: Contact) -> dict[str, Any]:
        """Return the answer."""
        return {"facts": [{"label": self.label, "text": contact.get_last_in_touch_display()}]}


class NoteDetail(FactsDetail):
    """The note, in Markdown."""

    key: ClassVar[str] = "note"
    label: ClassVar[str | Promise] = _("Note")
    template: ClassVar[str] = "contacts/details/note.html"
    form_class = NoteForm
    columns = ("note",)
