"""Many people at once: into a network."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from contacts.bulk import LinkAction
from networks.forms.choosing import NetworkChoiceForm
from networks.models import Network, NetworkMember
from netzwerk.core.bulk import Arguments


class NetworkAction(LinkAction):
    """Note people as members of a network; who is one already stays as they are, also when this is taken back."""

    key = "network"
    label = gettext_lazy("Add to a network")
    icon = "diagram-3"
    has_form = True
    model = NetworkMember

    def form(self, *, owner: User, data: Mapping[str, Any] | None = None) -> forms.Form:
        """Return the form of the network."""
        return NetworkChoiceForm(data, owner=owner)

    def arguments(self, *, owner: User, form: forms.Form) -> Arguments:
        """Return the network."""
        network = form.cleaned_data["network"]
        return {"network": str(network.pk), "name": network.name}

    def fixed(self, *, owner: User, arguments: Arguments) -> dict[str, Any] | None:
        """Return the network, unless it is gone."""
        networks = Network.objects.for_user(owner).present().filter(pk=UUID(arguments["network"]))
        return {"network_id": UUID(arguments["network"])} if networks.exists() else None

    def done_words(self, *, count: int, arguments: Arguments) -> str:
        """Return who is noted in which network."""
        words = ngettext("%(count)s person noted in “%(network)s”.", "%(count)s people noted in “%(network)s”.", count)
        return words % {"count": count, "network": arguments["name"]}
