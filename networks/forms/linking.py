"""The field *In which network* in the forms of moments and of exchanges (`netzwerk/core/form_extras.py`)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from contacts.models import Exchange, Moment
from networks.models import Network, NetworkExchange, NetworkMoment
from networks.queries.companions import choosable_networks
from networks.services.happenings import link_exchange, link_moment, unlink_exchange, unlink_moment
from netzwerk.core.form_extras import FormExtra

NETWORK, MINUTES = "network", "minutes"
# A long weekend; more is a mistake.
MOST_MINUTES = 3 * 24 * 60


class MomentNetwork(FormExtra):
    """In which network a moment was, and how long it took."""

    def fields(self, *, owner: User) -> dict[str, forms.Field]:
        """Return the choice of the network and the minutes, where there are networks."""
        network = network_field(owner)
        if network is None:
            return {}
        minutes = forms.IntegerField(
            label=gettext_lazy("How many minutes"),
            required=False,
            min_value=1,
            max_value=MOST_MINUTES,
            help_text=gettext_lazy("Counts as time spent in the network."),
        )
        return {NETWORK: network, MINUTES: minutes}

    def initial(self, *, owner: User, row_id: UUID) -> dict[str, Any]:
        """Return the network of a moment and its minutes."""
        link = NetworkMoment.objects.for_user(owner).filter(moment=row_id, network__deleted_at=None).first()
        return {NETWORK: link.network_id, MINUTES: link.minutes} if link else {}

    def mistakes(self, values: Mapping[str, Any]) -> dict[str, str]:
        """Refuse minutes that no network counts."""
        if values.get(MINUTES) and values.get(NETWORK) == "":
            return {NETWORK: _("Choose the network in which you spent this time.")}
        return {}

    def save(self, *, owner: User, row_ids: Collection[UUID], values: Mapping[str, Any]) -> None:
        """Link the moment, or take the link away; at which of the meetings it was stays known."""
        links = NetworkMoment.objects.for_user(owner).select_related("network", "occurrence")
        before = {link.moment_id: link for link in links.filter(moment__in=row_ids)}
        network = chosen_network(owner, values)
        for moment in Moment.objects.for_user(owner).filter(pk__in=row_ids):
            moment.owner = owner
            link = before.get(moment.pk)
            if network:
                occurrence = link.occurrence if link and link.network_id == network.pk else None
                link_moment(network=network, moment=moment, occurrence=occurrence, minutes=values.get(MINUTES))
            elif link and not link.network.deleted_at:
                # What is in the bin could not be chosen, and so was not taken away either.
                unlink_moment(moment=moment)


class ExchangeNetwork(FormExtra):
    """In which network an exchange was; without a person it was with the network itself."""

    def fields(self, *, owner: User) -> dict[str, forms.Field]:
        """Return the choice of the network, where there are some."""
        help_text = gettext_lazy("Name nobody, and it counts as given to the network, or as coming from it.")
        network = network_field(owner, help_text=help_text)
        return {NETWORK: network} if network else {}

    def initial(self, *, owner: User, row_id: UUID) -> dict[str, Any]:
        """Return the network of an exchange."""
        link = NetworkExchange.objects.for_user(owner).filter(exchange=row_id, network__deleted_at=None).first()
        return {NETWORK: link.network_id} if link else {}

    def stands_for_a_person(self, values: Mapping[str, Any]) -> bool:
        """Whether a network was chosen."""
        return bool(values.get(NETWORK))

    def save(self, *, owner: User, row_ids: Collection[UUID], values: Mapping[str, Any]) -> None:
        """Link the exchanges, or take the link away."""
        links = NetworkExchange.objects.for_user(owner).filter(exchange__in=row_ids, network__deleted_at=None)
        before = set(links.values_list("exchange_id", flat=True))
        network = chosen_network(owner, values)
        for exchange in Exchange.objects.for_user(owner).filter(pk__in=row_ids):
            exchange.owner = owner
            if network:
                link_exchange(network=network, exchange=exchange)
            elif exchange.pk in before:
                unlink_exchange(exchange=exchange)


def network_field(owner: User, *, help_text: Any = "") -> forms.ChoiceField | None:
    """Return the optional choice of one of the user's networks, or nothing where there is none."""
    networks = choosable_networks(owner)
    if not networks:
        return None
    choices = [("", gettext_lazy("No network")), *((str(pk), name) for pk, name in networks)]
    return forms.ChoiceField(
        label=gettext_lazy("In which network"), required=False, choices=choices, help_text=help_text
    )


def chosen_network(owner: User, values: Mapping[str, Any]) -> Network | None:
    """Return the user's network that the form names."""
    chosen = values.get(NETWORK)
    return Network.objects.for_user(owner).present().filter(pk=chosen).first() if chosen else None
