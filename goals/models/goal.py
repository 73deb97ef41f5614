"""What for: goals, and the ideal network of each."""

from __future__ import annotations

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from netzwerk.core.owned import Owned, OwnedQuerySet


class Purpose(models.TextChoices):
    """What the networking is for."""

    EXCHANGE = "exchange", _("Exchange")
    COMMISSIONS = "commissions", _("Commissions")
    CAREER = "career", _("Career")
    VISIBILITY = "visibility", _("Visibility")
    LEARNING = "learning", _("Learning")
    SUPPORT = "support", _("Support")


class GoalQuerySet(OwnedQuerySet["Goal"]):
    """Questions about goals."""

    def active(self) -> Self:
        """Return goals that are being pursued, the leading one first."""
        return self.filter(status=Goal.Status.ACTIVE).order_by("-is_leading", "created_at")


class Goal(Owned):
    """What somebody networks for; one goal leads."""

    class Status(models.TextChoices):
        """Where a goal stands."""

        ACTIVE = "active", _("Active")
        PAUSED = "paused", _("Paused")
        REACHED = "reached", _("Reached")
        LET_GO = "let_go", _("Let go")

    purposes = ArrayField(models.CharField(max_length=12, choices=Purpose), default=list, blank=True)
    own_purpose = models.CharField(_("in your own words"), max_length=120, blank=True)
    statement = models.CharField(_("statement"), max_length=200)
    field = models.CharField(_("field"), max_length=120, blank=True)
    sign_of_success = models.CharField(_("sign of success"), max_length=200, blank=True)
    success_number = models.PositiveIntegerField(null=True, blank=True)
    success_unit = models.CharField(max_length=40, blank=True)
    due_on = models.DateField(_("by"), null=True, blank=True)
    status = models.CharField(max_length=8, choices=Status, default=Status.ACTIVE)
    # Since when it stands where it stands; nothing for as long as it has never changed.
    status_on = models.DateField(null=True, blank=True, editable=False)
    # Asked once a goal is reached.
    what_helped = models.TextField(_("what helped"), max_length=2_000, blank=True)
    is_leading = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = GoalQuerySet.as_manager()  # type: ignore[misc]  # the stubs know no overridden manager

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner"], condition=Q(is_leading=True), name="goals_one_leads"),
            models.CheckConstraint(condition=~Q(statement=""), name="goals_goal_stated"),
        ]
        indexes = [models.Index(fields=["owner", "status"], name="goals_goal_status")]

    def __str__(self) -> str:
        return self.statement

    @property
    def purpose_labels(self) -> list[str]:
        """The chosen purposes in the reader's language."""
        return [str(purpose.label) for purpose in Purpose if purpose.value in self.purposes]

    @property
    def ideal_network(self) -> IdealNetwork | None:
        """The profile that belongs to this goal, once it is described."""
        return next(iter(self.ideal_networks.all()), None)


class IdealNetwork(Owned):
    """The profile of the network that would serve a goal."""

    class Reach(models.TextChoices):
        """Where its people are."""

        REGIONAL = "regional", _("Regional")
        SUPRAREGIONAL = "supraregional", _("Supraregional")
        INTERNATIONAL = "international", _("International")

    class Size(models.TextChoices):
        """How many members feel right: the range of people that each stands for is in its value."""

        SMALL = "1-30", _("Up to 30: everyone knows everyone")
        FAMILIAR = "30-150", _("30 to 150: familiar faces")
        SCENE = "150-1000", _("150 to 1,000: a scene")
        PLATFORM = "1000-", _("More: a platform")

    class Format(models.TextChoices):
        """How to meet."""

        IN_PERSON = "in_person", _("In person")
        BOTH = "both", _("Both")
        ONLINE = "online", _("Online")

    class Fee(models.TextChoices):
        """What it may cost."""

        NONE = "none", _("No fee")
        UP_TO = "up_to", _("Up to an amount")
        NO_MATTER = "no_matter", _("No matter")

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="ideal_networks", db_constraint=False, db_index=False)
    reach = models.CharField(_("reach"), max_length=13, choices=Reach, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    size = models.CharField(_("size"), max_length=8, choices=Size, blank=True)
    format = models.CharField(_("how to meet"), max_length=9, choices=Format, blank=True)
    fee = models.CharField(_("fee"), max_length=9, choices=Fee, blank=True)
    fee_amount = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    fee_currency = models.CharField(max_length=3, default="EUR", blank=True)
    expectation = models.CharField(_("what you expect for it"), max_length=300, blank=True)

    class Meta:
        # A one-to-one key would be unique across owners, and so tell one of them about another's row.
        constraints = [models.UniqueConstraint(fields=["owner", "goal"], name="goals_one_ideal_network")]

    def __str__(self) -> str:
        return str(self.pk)
