"""Forms about people's rights: how long nobody was touched, and what becomes of people."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from contacts.models import Contact
from netzwerk.core.ids import read_ids
from transfer.queries.untouched import USUAL_YEARS, YEARS

# So many are decided upon at once: those of a few pages.
MOST_AT_ONCE = 500


class Deed(models.TextChoices):
    """What becomes of people."""

    KEEP = "keep", _("Keep, and ask again in a year")
    ANONYMISE = "anonymise", _("Make anonymous")
    ERASE = "erase", _("Erase")


class DeedForm(forms.Form):
    """What becomes of some people, and for what is final, that it was confirmed."""

    do = forms.ChoiceField(choices=Deed, error_messages={"required": _("Choose what shall become of them.")})
    sure = forms.BooleanField(required=False)
    empties_shared_notes = forms.BooleanField(required=False)

    def __init__(self, user: User, data: QueryDict) -> None:
        super().__init__(data)
        self.user = user
        self.asked = read_ids(data.getlist("people"))

    def clean(self) -> dict[str, Any]:
        """Find the people among the user's own; whoever is not there any more is left out."""
        cleaned = dict(self.cleaned_data)
        if len(self.asked) > MOST_AT_ONCE:
            raise forms.ValidationError(_("Choose at most 500 people at once."))
        people = Contact.objects.for_user(self.user).present().filter(pk__in=self.asked, anonymised_at=None)
        cleaned["people"] = list(people.order_by("folded_name", "id"))
        if not cleaned["people"]:
            raise forms.ValidationError(_("Tick at least one person first."))
        return cleaned

    @property
    def ids(self) -> list[UUID]:
        """Return whom it is about."""
        return [person.pk for person in self.cleaned_data["people"]]


def read_years(text: str) -> int:
    """Return for how many years nobody was touched, as the address says, or the usual number."""
    return int(text) if text in {str(years) for years in YEARS} else USUAL_YEARS
