"""Who introduced somebody: found by part of the name, chosen when several have it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from contacts.forms.lines import LineField
from contacts.forms.picking import best_of, which_of
from contacts.models import Contact
from contacts.models.contact import NAME_LENGTH
from contacts.queries import people_named
from contacts.wording import subtitle_words


class IntroducerForm(forms.Form):
    """The name of whoever introduced a contact, or nothing. `introducer` is the one who is known so far."""

    who = LineField(
        label=gettext_lazy("Who introduced you"),
        max_length=NAME_LENGTH,
        required=False,
        help_text=gettext_lazy("Part of a name of somebody among your contacts. Empty takes it away."),
    )
    pick = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, contact: Contact, introducer: Contact | None) -> None:
        initial = {"who": introducer.name if introducer else ""}
        super().__init__(data, initial=initial, auto_id="id_introducer_%s")
        self.fields["who"].widget.attrs |= {"class": "form-control", "autocomplete": "off"}
        self.contact, self.introducer = contact, introducer
        self.found: list[Contact] = []

    def clean(self) -> dict[str, Any]:
        """Find out who is meant."""
        data = self.cleaned_data
        who = data.get("who", "")
        if self.errors or not who:
            return {**data, "introducer": None}
        if self.introducer is not None and who == self.introducer.name:
            return {**data, "introducer": self.introducer}
        named = people_named(self.contact.owner, who)
        self.found = [person for person in named if person.pk != self.contact.pk]
        picked = next((person for person in self.found if person.pk == data.get("pick")), None)
        return {**data, "introducer": picked or self._only_one(who)}

    def _only_one(self, who: str) -> Contact | None:
        best = best_of(self.found, who)
        if best is None:
            self.add_error("who", which_of(self.found))
        return best

    @property
    def choices(self) -> list[tuple[Contact, str]]:
        """The people to choose from, each with what tells them apart."""
        if not self.errors:
            return []
        return [(person, subtitle_words(person)) for person in self.found]
