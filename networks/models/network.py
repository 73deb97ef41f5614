"""Networks: associations, communities, clubs; where each stands, and when it moved there."""

from __future__ import annotations

from decimal import Decimal
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contacts.models import Contact
from goals.models import IdealNetwork
from networks.rules.costs import yearly_cost
from netzwerk.core.owned import Owned, OwnedQuerySet


class Stage(models.TextChoices):
    """How far the user has come with a network, in the order of the board."""

    IDEA = "idea", pgettext_lazy("stage of a network", "Idea")
    RESEARCHING = "researching", pgettext_lazy("stage of a network", "Researching")
    CHECKING = "checking", pgettext_lazy("stage of a network", "Checking")
    TRYING = "trying", pgettext_lazy("stage of a network", "Trying out")
    MEMBER = "member", pgettext_lazy("stage of a network", "Member")
    LEFT = "left", pgettext_lazy("stage of a network", "Left")
    DECLINED = "declined", pgettext_lazy("stage of a network", "Declined")


# Where the user spends time now; more than a few of them are too many.
ACTIVE_STAGES = (Stage.TRYING, Stage.MEMBER)
# What one has done with.
PAST_STAGES = (Stage.LEFT, Stage.DECLINED)


class NetworkQuerySet(OwnedQuerySet["Network"]):
    """Questions about networks."""

    def present(self) -> Self:
        """Return networks that are not in the bin."""
        return self.filter(deleted_at=None)

    def active(self) -> Self:
        """Return networks that the user is a member of, or trying out."""
        return self.present().filter(stage__in=ACTIVE_STAGES)

    def in_sight(self) -> Self:
        """Return networks that the user has not done with."""
        return self.present().exclude(stage__in=PAST_STAGES)

    def by_name(self) -> Self:
        """Return networks by their name."""
        return self.order_by("folded_name", "id")


class Network(Owned):
    """An association, club, community or online group."""

    class Kind(models.TextChoices):
        """What sort of network it is."""

        ASSOCIATION = "association", pgettext_lazy("kind of network", "Association")
        CHAMBER = "chamber", pgettext_lazy("kind of network", "Chamber or guild")
        COMMUNITY = "community", pgettext_lazy("kind of network", "Community")
        CLUB = "club", pgettext_lazy("kind of network", "Club")
        ALUMNI = "alumni", pgettext_lazy("kind of network", "Alumni")
        ROUND = "round", pgettext_lazy("kind of network", "Regulars' table")
        ONLINE_GROUP = "online_group", pgettext_lazy("kind of network", "Online group")
        OTHER = "other", pgettext_lazy("kind of network", "Something else")

    class Sphere(models.TextChoices):
        """What one mostly gets from it; a good mix has all three."""

        BUSINESS = "business", pgettext_lazy("sphere of a network", "Business")
        KNOWLEDGE = "knowledge", pgettext_lazy("sphere of a network", "Knowledge")
        SOCIAL = "social", pgettext_lazy("sphere of a network", "Social")

    class Rhythm(models.TextChoices):
        """How often it meets."""

        WEEKLY = "weekly", _("Every week")
        FORTNIGHTLY = "fortnightly", _("Every two weeks")
        MONTHLY = "monthly", _("Every month")
        QUARTERLY = "quarterly", _("Every quarter")
        HALF_YEARLY = "half_yearly", _("Twice a year")
        YEARLY = "yearly", _("Once a year")
        IRREGULAR = "irregular", _("Now and then")

    class FeePeriod(models.TextChoices):
        """For how long the fee pays."""

        MONTH = "month", _("a month")
        QUARTER = "quarter", _("a quarter")
        HALF_YEAR = "half_year", _("half a year")
        YEAR = "year", _("a year")

    name = models.CharField(_("name"), max_length=200)
    folded_name = models.CharField(max_length=400, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, blank=True)
    sphere = models.CharField(max_length=9, choices=Sphere, blank=True)
    url = models.CharField(_("link"), max_length=500, blank=True)
    reach = models.CharField(_("reach"), max_length=13, choices=IdealNetwork.Reach, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    size = models.PositiveIntegerField(_("members"), null=True, blank=True)
    format = models.CharField(_("how it meets"), max_length=9, choices=IdealNetwork.Format, blank=True)
    rhythm = models.CharField(max_length=11, choices=Rhythm, blank=True)
    # Nothing said is unknown; 0 is free.
    fee_amount = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    fee_period = models.CharField(max_length=9, choices=FeePeriod, default=FeePeriod.YEAR)
    # What comes on top in a year (travel, dinners), in the currency of the fee.
    extra_costs = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    fee_currency = models.CharField(max_length=3, default="EUR")
    # ISO 639 codes.
    languages = ArrayField(models.CharField(max_length=3), default=list, blank=True)
    # Whom or what the user has it from.
    source = models.CharField(max_length=300, blank=True)
    source_contact = models.ForeignKey(
        Contact, models.SET_NULL, null=True, related_name="networks_named", db_constraint=False, db_index=False
    )
    note = models.TextField(_("note"), blank=True, max_length=20_000)
    stage = models.CharField(max_length=11, choices=Stage, default=Stage.IDEA)
    # When it came to its stage; the board shows the newest first.
    staged_on = models.DateField()
    # Where it went when two turned out to be one.
    merged_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, related_name="+", db_constraint=False, db_index=False, editable=False
    )
    created_at = models.DateTimeField(auto_now_add=True)
    deleted_at = models.DateTimeField(null=True, editable=False)

    objects = NetworkQuerySet.as_manager()  # type: ignore[misc]  # the stubs know no overridden manager

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="networks_network_named")]
        indexes = [
            models.Index(fields=["owner", "folded_name", "id"], name="networks_by_name"),
            models.Index(fields=["owner", "stage", "-staged_on"], name="networks_on_board"),
            models.Index(fields=["owner", "source_contact"], name="networks_source"),
            models.Index(fields=["owner", "merged_into"], name="networks_merged_into"),
            models.Index(
                fields=["owner", "-deleted_at", "-id"],
                condition=Q(deleted_at__isnull=False),
                name="networks_network_bin",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_active(self) -> bool:
        """Whether the user is a member, or is trying it out."""
        return self.stage in ACTIVE_STAGES

    @property
    def is_past(self) -> bool:
        """Whether the user has done with it."""
        return self.stage in PAST_STAGES

    @property
    def yearly_cost(self) -> Decimal | None:
        """What it costs in a year in all, in the currency of its fee; None when the fee is unknown."""
        return yearly_cost(self.fee_amount, self.fee_period, self.extra_costs)


class StageMove(Owned):
    """That a network came from one stage to another on a day; the first one has no stage before."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="moves", db_constraint=False, db_index=False)
    before = models.CharField(max_length=11, choices=Stage, blank=True)
    stage = models.CharField(max_length=11, choices=Stage)
    moved_on = models.DateField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-moved_on", "-id"]
        indexes = [models.Index(fields=["owner", "network", "-moved_on", "-id"], name="networks_moves")]

    def __str__(self) -> str:
        return f"{self.before} {self.stage}"


class NetworkLink(Owned):
    """A document of a network, as a link: statutes, list of members, newsletter."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="links", db_constraint=False, db_index=False)
    label = models.CharField(max_length=80, blank=True)
    url = models.CharField(max_length=500)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        indexes = [models.Index(fields=["owner", "network"], name="networks_link_network")]

    def __str__(self) -> str:
        return self.label or self.url
