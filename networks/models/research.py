"""Research for a goal: whom to ask, what they said, where to look, and what that brought."""

from __future__ import annotations

from typing import Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contacts.models import Contact
from goals.models import Goal
from networks.models.network import Network
from netzwerk.core.owned import Owned, OwnedQuerySet


class Inquiry(Owned):
    """That the user asks, has asked, or does not want to ask somebody which networks they are in, and why."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="inquiries", db_constraint=False, db_index=False)
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="inquiries", db_constraint=False, db_index=False)
    asked_on = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    # What they said beside the networks they named.
    answer = models.TextField(blank=True, max_length=5_000)
    # A proposal that was declined does not come back.
    declined_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "goal", "contact"], name="networks_inquiry_once")]
        indexes = [models.Index(fields=["owner", "contact"], name="networks_inquiry_contact")]

    def __str__(self) -> str:
        return str(self.pk)


class Mention(Owned):
    """A network that somebody named when asked, and why they are in it."""

    inquiry = models.ForeignKey(Inquiry, models.CASCADE, related_name="mentions", db_constraint=False, db_index=False)
    network = models.ForeignKey(Network, models.CASCADE, related_name="mentions", db_constraint=False, db_index=False)
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "inquiry", "network"], name="networks_mention_once")]
        indexes = [models.Index(fields=["owner", "network"], name="networks_mention_network")]

    def __str__(self) -> str:
        return self.why


class LookingPlaceQuerySet(OwnedQuerySet["LookingPlace"]):
    """Questions about places to look."""

    def kept(self) -> Self:
        """Return places that were not dismissed."""
        return self.filter(dismissed_at=None)


class LookingPlace(Owned):
    """Where to look for networks: search words, a magazine, a chamber; watched when the user wants to be reminded."""

    class Kind(models.TextChoices):
        """What sort of place it is."""

        SEARCH = "search", pgettext_lazy("place to look", "Search words")
        PRESS = "press", pgettext_lazy("place to look", "Trade press")
        CHAMBER = "chamber", pgettext_lazy("place to look", "Chamber or association")
        ALUMNI = "alumni", pgettext_lazy("place to look", "Alumni")
        OTHER = "other", pgettext_lazy("place to look", "Something else")

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="looking_places", db_constraint=False, db_index=False)
    kind = models.CharField(max_length=7, choices=Kind, default=Kind.OTHER)
    text = models.CharField(_("where"), max_length=200)
    url = models.CharField(max_length=500, blank=True)
    # Asked about again every so many weeks; nothing when it is not watched.
    watched_weeks = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MinValueValidator(1)])
    # When the user is asked about it again.
    look_again_on = models.DateField(null=True, blank=True)
    # A suggestion that was turned down does not come back.
    dismissed_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = LookingPlaceQuerySet.as_manager()  # type: ignore[misc]  # the stubs know no overridden manager

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "goal", "kind", "text"], name="networks_place_once"),
            models.CheckConstraint(condition=~Q(text=""), name="networks_place_said"),
        ]
        indexes = [
            models.Index(
                fields=["owner", "look_again_on"],
                condition=Q(look_again_on__isnull=False, dismissed_at=None),
                name="networks_look_again",
            )
        ]

    def __str__(self) -> str:
        return self.text


class Look(Owned):
    """That the user looked somewhere on a day, and what it brought."""

    place = models.ForeignKey(LookingPlace, models.CASCADE, related_name="looks", db_constraint=False, db_index=False)
    looked_on = models.DateField()
    brought = models.CharField(max_length=300, blank=True)
    # A network that it led to.
    network = models.ForeignKey(
        Network, models.SET_NULL, null=True, related_name="looks", db_constraint=False, db_index=False
    )

    class Meta:
        ordering = ["-looked_on", "-id"]
        indexes = [
            models.Index(fields=["owner", "place", "-looked_on"], name="networks_looks"),
            models.Index(fields=["owner", "network"], name="networks_look_network"),
        ]

    def __str__(self) -> str:
        return str(self.looked_on)
