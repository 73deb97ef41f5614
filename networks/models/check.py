"""The network check: what the user thinks of a network for a goal, on a date; what they could give there."""

from __future__ import annotations

from typing import Self

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contacts.models import Exchange
from goals.models import Goal, Offer
from networks.models.network import Network
from netzwerk.core.owned import Owned, OwnedQuerySet


class Criterion(models.TextChoices):
    """The eight criteria of the fit (product rule 4): four are computed, four are answered in a check."""

    REACH = "reach", pgettext_lazy("criterion", "Reach")
    SIZE = "size", pgettext_lazy("criterion", "Size")
    FORMAT = "format", pgettext_lazy("criterion", "Meeting")
    FEE = "fee", pgettext_lazy("criterion", "Fee")
    MEMBERS = "members", pgettext_lazy("criterion", "People you want to know better")
    TONE = "tone", pgettext_lazy("criterion", "Tone")
    VALUE = "value", pgettext_lazy("criterion", "Real added value")
    GIVING = "giving", pgettext_lazy("criterion", "What you can give")


ANSWERED = (Criterion.MEMBERS, Criterion.TONE, Criterion.VALUE, Criterion.GIVING)


class CheckQuerySet(OwnedQuerySet["Check"]):
    """Questions about checks."""

    def finished(self) -> Self:
        """Return checks that are done; the others are still being answered on a draft."""
        return self.filter(finished_at__isnull=False)

    def newest_first(self) -> Self:
        """Return checks by date, the newest first."""
        return self.order_by("-checked_on", "-finished_at", "-id")


class Check(Owned):
    """A judgement of one network for one goal on one date; older ones are kept as they were.

    `finished_at` is empty while a draft is being filled in. `snapshot` holds profile, network, weights and fit as they
    were when the check was finished; the newest check is scored anew whenever one of them changes.
    """

    class Verdict(models.TextChoices):
        """What follows from it."""

        OPEN = "", pgettext_lazy("verdict", "Not decided")
        TRY = "try", pgettext_lazy("verdict", "Try it out")
        JOIN = "join", pgettext_lazy("verdict", "Join")
        STAY = "stay", pgettext_lazy("verdict", "Stay")
        GIVE_MORE = "give_more", pgettext_lazy("verdict", "Stay and give more")
        LATER = "later", pgettext_lazy("verdict", "Decide later")
        LEAVE = "leave", pgettext_lazy("verdict", "Leave")
        DECLINE = "decline", pgettext_lazy("verdict", "Not for me")

    network = models.ForeignKey(Network, models.CASCADE, related_name="checks", db_constraint=False, db_index=False)
    goal = models.ForeignKey(Goal, models.CASCADE, related_name="checks", db_constraint=False, db_index=False)
    checked_on = models.DateField()
    verdict = models.CharField(_("verdict"), max_length=9, choices=Verdict, default=Verdict.OPEN, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    # When to look at the verdict again.
    review_on = models.DateField(null=True, blank=True)
    snapshot = models.JSONField(default=dict)
    finished_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CheckQuerySet.as_manager()  # type: ignore[misc]  # the stubs know no overridden manager

    class Meta:
        indexes = [
            models.Index(fields=["owner", "network", "goal", "-checked_on"], name="networks_checks"),
            models.Index(fields=["owner", "goal"], name="networks_check_goal"),
            models.Index(
                fields=["owner", "review_on"], condition=Q(review_on__isnull=False), name="networks_check_review"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class CheckAnswer(Owned):
    """One of the four answers of a check; above 3 it says how one can tell, and since when."""

    check_of = models.ForeignKey(Check, models.CASCADE, related_name="answers", db_constraint=False, db_index=False)
    criterion = models.CharField(max_length=7, choices=Criterion)
    # Open while nothing is said.
    level = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MaxValueValidator(5)])
    # A few words for the comparison: "Warm, generous".
    text = models.CharField(max_length=300, blank=True)
    evidence = models.CharField(max_length=500, blank=True)
    evidence_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "check_of", "criterion"], name="networks_answer_once"),
            models.CheckConstraint(condition=Q(level=None) | Q(level__lte=5), name="networks_answer_level"),
        ]

    def __str__(self) -> str:
        return self.criterion


class FitWeights(Owned):
    """How much each criterion counts for a goal; without a row the weights of product rule 4 hold."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="fit_weights", db_constraint=False, db_index=False)
    reach = models.PositiveSmallIntegerField(default=10)
    size = models.PositiveSmallIntegerField(default=10)
    format = models.PositiveSmallIntegerField(default=10)
    fee = models.PositiveSmallIntegerField(default=10)
    members = models.PositiveSmallIntegerField(default=15)
    tone = models.PositiveSmallIntegerField(default=15)
    value = models.PositiveSmallIntegerField(default=15)
    giving = models.PositiveSmallIntegerField(default=15)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "goal"], name="networks_one_weighting")]

    def __str__(self) -> str:
        return str(self.pk)


class GivingIdeaQuerySet(OwnedQuerySet["GivingIdea"]):
    """Questions about ideas of what to give."""

    def present(self) -> Self:
        """Return ideas that were not taken away."""
        return self.filter(deleted_at=None)


class GivingIdea(Owned):
    """Something the user could give a network, an offer or a new idea; joining makes an open promise of it."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="ideas", db_constraint=False, db_index=False)
    text = models.CharField(max_length=200)
    offer = models.ForeignKey(
        Offer, models.SET_NULL, null=True, related_name="network_ideas", db_constraint=False, db_index=False
    )
    # The promise that was made of it.
    exchange = models.ForeignKey(
        Exchange, models.SET_NULL, null=True, related_name="network_ideas", db_constraint=False, db_index=False
    )
    position = models.PositiveSmallIntegerField(default=0)
    deleted_at = models.DateTimeField(null=True, editable=False)

    objects = GivingIdeaQuerySet.as_manager()  # type: ignore[misc]  # the stubs know no overridden manager

    class Meta:
        ordering = ["position", "id"]
        indexes = [
            models.Index(fields=["owner", "network"], name="networks_idea_network"),
            models.Index(fields=["owner", "offer"], name="networks_idea_offer"),
            models.Index(fields=["owner", "exchange"], name="networks_idea_exchange"),
            models.Index(
                fields=["owner", "-deleted_at", "-id"], condition=Q(deleted_at__isnull=False), name="networks_idea_bin"
            ),
        ]

    def __str__(self) -> str:
        return self.text
