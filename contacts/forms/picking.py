"""People picked in a form: ticked, found by part of the name when only one person has it, or not known yet."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from contacts.forms.lines import LinesField
from contacts.models import Contact, fold_name
from contacts.models.contact import NAME_LENGTH
from contacts.queries import people_named

PICKER = ("who", "contacts", "newcomers")
MOST_NEWCOMERS = 20


class PickedForm(forms.Form):
    """Who is ticked, and names of people who are not among the contacts yet; `but` is somebody who cannot be picked."""

    contacts = forms.ModelMultipleChoiceField(queryset=Contact.objects.none(), required=False)
    newcomers = LinesField(required=False, max_length=NAME_LENGTH, most=MOST_NEWCOMERS)

    def __init__(self, *args: Any, user: User, but: Contact | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.but = user, but
        people = self.fields["contacts"]
        assert isinstance(people, forms.ModelMultipleChoiceField)
        queryset = Contact.objects.for_user(user).present().with_positions()
        people.queryset = queryset.exclude(pk=but.pk) if but else queryset

    def clean(self) -> dict[str, Any]:
        """Return what each field says."""
        return self.cleaned_data

    def named(self, text: str) -> list[Contact]:
        """Return whom one could mean who typed this, but for the one who cannot be picked."""
        return [contact for contact in people_named(self.user, text) if contact != self.but]

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


class PickingForm(PickedForm):
    """The whole picker (`contacts/_who.html`): without JavaScript a name that one person has is enough."""

    # What is asked when nobody was said.
    question: ClassVar[str | Promise] = gettext_lazy("Who was it?")
    who = forms.CharField(label=gettext_lazy("With whom"), required=False, max_length=200)

    def let_nobody_be_picked(self) -> None:
        """Leave the picker out, where it is known who it is."""
        for name in PICKER:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Take the one person who has the name; with several, let the user choose."""
        data = super().clean()
        if "who" not in self.fields or {*PICKER} & self.errors.keys():
            return data
        if not data["contacts"] and not data["newcomers"]:
            data["contacts"] = self._found(data["who"])
        return data

    def _found(self, who: str) -> list[Contact]:
        found = self.named(who)
        best = best_of(found, who)
        if best is None:
            self.add_error("who", which_of(found) if who else str(self.question))
        return [best] if best else []


class FreePickingForm(PickingForm):
    """The whole picker where nobody has to be named, and a name that is typed counts beside those who are ticked."""

    def clean(self) -> dict[str, Any]:
        """Take who is typed beside those who are ticked, too."""
        data = super().clean()
        who = data.get("who", "")
        ticked = [*data.get("contacts", ()), *data.get("newcomers", ())]
        if who and ticked and not self.errors and not any(_is_named(each, who) for each in ticked):
            data["contacts"] = [*data["contacts"], *super()._found(who)]
        return data

    def _found(self, who: str) -> list[Contact]:
        return super()._found(who) if who.strip() else []


def _is_named(each: Contact | str, who: str) -> bool:
    """Return whether this is whom the text means, as far as a name can say."""
    name = each.folded_name if isinstance(each, Contact) else fold_name(each)
    return f" {fold_name(who)}" in f" {name}"


def best_of(found: list[Contact], who: str) -> Contact | None:
    """Return whom the text means beyond doubt: the only one who has exactly that name, or has it in a name at all."""
    folded = fold_name(who)
    if not folded:
        return None
    exact = [contact for contact in found if contact.folded_name == folded]
    named = [contact for contact in found if f" {contact.folded_name}".find(f" {folded}") >= 0]
    for fitting in (exact, named, found):
        if fitting:
            return fitting[0] if len(fitting) == 1 else None
    return None


def which_of(found: list[Contact]) -> str:
    """Return what is wrong with a name that does not say which one of these is meant."""
    if found:
        return _("More than one person has that name. Which one was it?")
    return _("Nobody here has that name.")
