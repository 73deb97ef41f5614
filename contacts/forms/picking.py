"""People picked in a form: ticked, found by part of the name when only one person has it, or not known yet."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from contacts.forms.lines import LinesField
from contacts.forms.moment import MOST_NEWCOMERS, best_of
from contacts.models import Contact
from contacts.models.contact import NAME_LENGTH
from contacts.queries import people_named

PICKER = ("who", "contacts", "newcomers")


class PickingForm(forms.Form):
    """The field of the picker (`contacts/_who.html`); `but` is somebody who cannot be picked."""

    who = forms.CharField(label=gettext_lazy("With whom"), required=False, max_length=200)
    contacts = forms.ModelMultipleChoiceField(queryset=Contact.objects.none(), required=False)
    newcomers = LinesField(required=False, max_length=NAME_LENGTH, most=MOST_NEWCOMERS)

    def __init__(self, *args: Any, user: User, but: Contact | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.but = user, but
        people = self.fields["contacts"]
        assert isinstance(people, forms.ModelMultipleChoiceField)
        queryset = Contact.objects.for_user(user).present().prefetch_related("positions__organisation")
        people.queryset = queryset.exclude(pk=but.pk) if but else queryset

    def let_nobody_be_picked(self) -> None:
        """Leave the picker out, where it is known who it is."""
        for name in PICKER:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Take the one person who has the name; with several, let the user choose."""
        data = self.cleaned_data
        if "who" not in self.fields:
            return data
        is_wrong = {*PICKER} & self.errors.keys()
        if not is_wrong and not data.get("contacts") and not data.get("newcomers"):
            data["contacts"] = self._found(data.get("who", ""))
        return data

    def _found(self, who: str) -> list[Contact]:
        found = self.without(people_named(self.user, who))
        best = best_of(found, who)
        if best:
            return [best]
        self.add_error("who", self._question(who, has_found=bool(found)))
        return []

    def _question(self, who: str, *, has_found: bool) -> str:
        if not who:
            return _("Who was it?")
        if has_found:
            return _("More than one person has that name. Which one was it?")
        return _("Nobody here has that name.")

    def without(self, people: list[Contact]) -> list[Contact]:
        """Return these people but for the one who cannot be picked."""
        return [contact for contact in people if self.but is None or contact.pk != self.but.pk]

    def picked_people(self) -> list[Contact]:
        """Return the people that are ticked, also where something else is wrong; ids of nobody are left out."""
        field = self.fields["contacts"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        try:
            return sorted(field.clean(self["contacts"].value() or []), key=lambda contact: contact.folded_name)
        except forms.ValidationError:
            return []

    def picked_newcomers(self) -> list[str]:
        """Return the names of people to be entered, also where something else is wrong."""
        try:
            return list(self.fields["newcomers"].clean(self["newcomers"].value()))
        except forms.ValidationError:
            return []
