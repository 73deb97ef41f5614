"""Meetings of networks: once or again and again; whom one wants to meet there."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contacts.models import Contact
from networks.models.network import Network
from netzwerk.core.owned import Owned, OwnedQuerySet


class EventQuerySet(OwnedQuerySet["Event"]):
    """Questions about events."""

    def present(self) -> Self:
        """Return events that were not deleted, of networks that are not in the bin."""
        return self.filter(deleted_at=None, network__deleted_at=None)


class Event(Owned):
    """A meeting of a network; one that repeats has its first date here, and the others are computed.

    A date that something is known about (who is wanted there, that it is called off) has an `Occurrence`.
    """

    class Repeats(models.TextChoices):
        """How it comes again; months are clamped at their end, a weekday is counted within its month."""

        NEVER = "", _("Once")
        WEEKLY = "weekly", _("Every week")
        FORTNIGHTLY = "fortnightly", _("Every two weeks")
        MONTHLY = "monthly", _("Every month, on this day")
        MONTHLY_WEEKDAY = "monthly_weekday", _("Every month, on this weekday")
        QUARTERLY = "quarterly", _("Every quarter")
        YEARLY = "yearly", _("Every year")

    network = models.ForeignKey(Network, models.CASCADE, related_name="events", db_constraint=False, db_index=False)
    title = models.CharField(_("what it is"), max_length=200)
    starts_on = models.DateField()
    # On the clock of the place; nothing when only the day is known.
    starts_at = models.TimeField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    url = models.CharField(max_length=500, blank=True)
    repeats = models.CharField(max_length=15, choices=Repeats, default=Repeats.NEVER, blank=True)
    repeats_until = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True, max_length=5_000)
    created_at = models.DateTimeField(auto_now_add=True)
    deleted_at = models.DateTimeField(null=True, editable=False)

    objects = EventQuerySet.as_manager()  # type: ignore[misc]  # the stubs know no overridden manager

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(title=""), name="networks_event_titled")]
        indexes = [
            models.Index(fields=["owner", "network", "-starts_on"], name="networks_event_network"),
            models.Index(fields=["owner", "starts_on"], name="networks_events_by_date"),
            models.Index(
                fields=["owner", "-deleted_at", "-id"], condition=Q(deleted_at__isnull=False), name="networks_event_bin"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Occurrence(Owned):
    """One date of an event that something is known about; `planned_on` is the date that the rule gave it."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="occurrences", db_constraint=False, db_index=False)
    planned_on = models.DateField()
    # Another day than the rule says, for this once.
    moved_to = models.DateField(null=True, blank=True)
    is_called_off = models.BooleanField(default=False)
    note = models.TextField(blank=True, max_length=5_000)
    # When the user said whom they met there, or that they were not there: then nobody asks any more.
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "event", "planned_on"], name="networks_occurrence_once")
        ]

    def __str__(self) -> str:
        return str(self.planned_on)


class WantedPersonQuerySet(OwnedQuerySet["WantedPerson"]):
    """Questions about who is wanted."""

    def present(self) -> Self:
        """Return whom the user wants to meet: not those they turned down, nor those in the bin."""
        return self.filter(declined_at=None, contact__deleted_at=None)


class WantedPerson(Owned):
    """Somebody the user wants to meet at a meeting, and why; or was proposed and turned down."""

    occurrence = models.ForeignKey(
        Occurrence, models.CASCADE, related_name="wanted", db_constraint=False, db_index=False
    )
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="wanted_at", db_constraint=False, db_index=False)
    why = models.CharField(max_length=300, blank=True)
    # A proposal that was turned down does not come back.
    declined_at = models.DateTimeField(null=True, editable=False)

    objects = WantedPersonQuerySet.as_manager()  # type: ignore[misc]  # the stubs know no overridden manager

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "occurrence", "contact"], name="networks_wanted_once")]
        indexes = [models.Index(fields=["owner", "contact"], name="networks_wanted_contact")]

    def __str__(self) -> str:
        return str(self.pk)
