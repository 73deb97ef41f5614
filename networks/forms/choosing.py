"""One of the user's networks, chosen."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from networks.models import Network


class NetworkChoiceForm(forms.Form):
    """Which network."""

    network: forms.Field = forms.ModelChoiceField(
        label=_("Which network"),
        queryset=Network.objects.none(),
        empty_label=None,
        error_messages={"required": _("Choose a network first."), "invalid_choice": _("Choose a network first.")},
    )

    def __init__(self, *args: Any, owner: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        networks = Network.objects.for_user(owner).present().defer("note").by_name()
        self.fields["network"].queryset = networks  # type: ignore[attr-defined]
