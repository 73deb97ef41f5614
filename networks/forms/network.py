"""A network as a form: a name is enough."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from contacts.forms.lines import LineField
from networks.services.details import NetworkDetails


class NetworkForm(forms.Form):
    """What is known about a network."""

    name = LineField(label=_("Name"), max_length=200, error_messages={"required": _("What is it called?")})

    def details(self) -> NetworkDetails:
        """Return what the valid form says."""
        return NetworkDetails(**self.cleaned_data)
