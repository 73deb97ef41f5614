"""The user's own memberships: since when, how one gets out in time, and the question once a year."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contacts.models.precision import DatePrecision
from networks.models.network import ACTIVE_STAGES, Network
from networks.rules.cancellation import Terms
from netzwerk.core.owned import Owned, OwnedQuerySet


class MembershipQuerySet(OwnedQuerySet["Membership"]):
    """Questions about memberships."""

    def current(self) -> Self:
        """Return memberships that have not ended, of networks that are not in the bin."""
        return self.filter(left_on=None, network__deleted_at=None)

    def running(self, *, on: date) -> Self:
        """Return memberships of networks where the user is active, also those that end later than on this day."""
        has_time = Q(left_on=None) | Q(left_on__gte=on)
        return self.filter(has_time, network__deleted_at=None, network__stage__in=ACTIVE_STAGES)


class Membership(Owned):
    """That the user is, or was, a member of a network."""

    class NoticeUnit(models.TextChoices):
        """What the period of notice counts."""

        DAYS = "days", _("days")
        WEEKS = "weeks", _("weeks")
        MONTHS = "months", _("months")

    network = models.ForeignKey(
        Network, models.CASCADE, related_name="memberships", db_constraint=False, db_index=False
    )
    since_on = models.DateField(null=True, blank=True)
    since_precision = models.CharField(max_length=5, choices=DatePrecision, default=DatePrecision.DAY)
    # The first day of a term (1 January in many associations); the terms run on from it. Else `since_on` counts.
    term_starts_on = models.DateField(null=True, blank=True)
    # Without a term one can leave at any time.
    term_months = models.PositiveSmallIntegerField(null=True, blank=True)
    notice_count = models.PositiveSmallIntegerField(default=0)
    notice_unit = models.CharField(max_length=6, choices=NoticeUnit, default=NoticeUnit.MONTHS)
    # The last day to give notice that the user has decided about, so that nobody reminds them of it again.
    notice_settled_for = models.DateField(null=True, blank=True)
    # Notice is given, or the membership is over, when `left_on` is set; it may lie ahead.
    left_on = models.DateField(null=True, blank=True)
    leaving_reason = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = MembershipQuerySet.as_manager()  # type: ignore[misc]  # the stubs know no overridden manager

    class Meta:
        constraints = [
            # One current membership a network.
            models.UniqueConstraint(fields=["owner", "network"], condition=Q(left_on=None), name="networks_member_now"),
            models.CheckConstraint(condition=Q(term_months=None) | Q(term_months__gte=1), name="networks_term_length"),
        ]
        indexes = [models.Index(fields=["owner", "network"], name="networks_membership_network")]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def terms(self) -> Terms | None:
        """How its terms run on; None where one can leave at any time, or nobody said from which day they run."""
        starts_on = self.term_starts_on or self.since_on
        if not self.term_months or starts_on is None:
            return None
        return Terms(starts_on, self.term_months, self.notice_count, self.notice_unit, self.since_on)


class MembershipReview(Owned):
    """The yearly answer to the question whether to stay, to give more, or to leave."""

    class Decision(models.TextChoices):
        """What was decided."""

        STAY = "stay", pgettext_lazy("yearly question", "Stay")
        GIVE_MORE = "give_more", pgettext_lazy("yearly question", "Give more")
        LEAVE = "leave", pgettext_lazy("yearly question", "Leave")

    membership = models.ForeignKey(
        Membership, models.CASCADE, related_name="reviews", db_constraint=False, db_index=False
    )
    reviewed_on = models.DateField()
    decision = models.CharField(max_length=9, choices=Decision)
    note = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-reviewed_on", "-id"]
        indexes = [models.Index(fields=["owner", "membership", "-reviewed_on"], name="networks_reviews")]

    def __str__(self) -> str:
        return self.decision


class NetworkBudget(Owned):
    """What all memberships together may cost in a year; one row a user."""

    amount = models.DecimalField(max_digits=9, decimal_places=2)
    currency = models.CharField(max_length=3, default="EUR")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner"], name="networks_one_budget")]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"
