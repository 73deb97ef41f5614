"""What of the people's belongs to a network: members, moments there, what was given and received there."""

from __future__ import annotations

from django.db import models

from contacts.models import Contact, Exchange, Moment
from networks.models.network import Network
from netzwerk.core.owned import Owned


class NetworkMember(Owned):
    """A contact in a network: as what, in which years, and whether the user would like to know them better."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="members", db_constraint=False, db_index=False)
    contact = models.ForeignKey(
        Contact, models.CASCADE, related_name="network_members", db_constraint=False, db_index=False
    )
    role = models.CharField(max_length=120, blank=True)
    since_year = models.PositiveSmallIntegerField(null=True, blank=True)
    until_year = models.PositiveSmallIntegerField(null=True, blank=True)
    is_wished = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "network", "contact"], name="networks_member_once")]
        indexes = [models.Index(fields=["owner", "contact"], name="networks_member_contact")]

    def __str__(self) -> str:
        return str(self.pk)


class NetworkMoment(Owned):
    """That a moment happened in a network; at one of its meetings, when `occurrence` says so."""

    network = models.ForeignKey(
        Network, models.CASCADE, related_name="network_moments", db_constraint=False, db_index=False
    )
    moment = models.ForeignKey(
        Moment, models.CASCADE, related_name="network_moments", db_constraint=False, db_index=False
    )
    occurrence = models.ForeignKey(
        "networks.Occurrence", models.SET_NULL, null=True, related_name="network_moments", db_constraint=False,
        db_index=False,
    )  # fmt: skip
    # How long it took, if that was said.
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        # A moment belongs to one network at most.
        constraints = [models.UniqueConstraint(fields=["owner", "moment"], name="networks_moment_once")]
        indexes = [
            models.Index(fields=["owner", "network"], name="networks_moment_network"),
            models.Index(fields=["owner", "occurrence"], name="networks_moment_occurrence"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class NetworkExchange(Owned):
    """That something was given, received, asked or promised in a network; with or without a contact."""

    network = models.ForeignKey(
        Network, models.CASCADE, related_name="network_exchanges", db_constraint=False, db_index=False
    )
    exchange = models.ForeignKey(
        Exchange, models.CASCADE, related_name="network_exchanges", db_constraint=False, db_index=False
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "exchange"], name="networks_exchange_once")]
        indexes = [models.Index(fields=["owner", "network"], name="networks_exchange_network")]

    def __str__(self) -> str:
        return str(self.pk)
