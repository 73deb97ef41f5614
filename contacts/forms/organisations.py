"""An organisation, as a form; and the filters of their list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.forms.completing import completed
from contacts.forms.lines import LineField
from contacts.forms.links import LinkField, check_link, complete_link
from contacts.forms.list_filters import ListFilterForm
from contacts.models import Organisation, fold_name
from contacts.services.organisations import COLUMNS


class OrganisationForm(forms.Form):
    """What is known about an organisation."""

    name = LineField(label=gettext_lazy("Name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    industry = LineField(
        label=gettext_lazy("Industry"), max_length=120, required=False, widget=completed("contacts:industry-names")
    )
    url = LinkField()
    note = forms.CharField(
        label=gettext_lazy("Note"), max_length=20_000, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )

    @classmethod
    def of(cls, organisation: Organisation) -> OrganisationForm:
        """Return the form with what is stored."""
        return cls(initial=values_of(organisation))

    def clean_name(self) -> str:
        """Want a name that can be recognised."""
        name: str = self.cleaned_data["name"]
        if not fold_name(name):
            raise forms.ValidationError(_("This name has no letter and no digit."))
        return name

    def clean_url(self) -> str:
        """Complete the address, and want one that is safe to follow."""
        url = complete_link(self.cleaned_data["url"])
        if url and (problem := check_link(url)):
            raise forms.ValidationError(problem)
        return url


def values_of(organisation: Organisation) -> dict[str, Any]:
    """Return what the form shows of an organisation."""
    return {column: getattr(organisation, column) for column in COLUMNS}


class OrganisationFilterForm(ListFilterForm):
    """Which organisations shall be listed."""

    filters = ("q", "industry")
    q = forms.CharField(required=False, max_length=200)
    industry = forms.CharField(label=gettext_lazy("Industry"), required=False, max_length=120)
    after = forms.UUIDField(required=False)
