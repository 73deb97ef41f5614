"""What the user decided about people who were proposed: turned down, chosen for what, and how to approach them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contacts.models import Contact
from goals.models import Competence, Goal, Offer, Question, Role
from netzwerk.core.owned import Owned


class DeclinedProposal(Owned):
    """That the user turned somebody down for a role: they are not proposed for it again (product rule 8).

    Without a goal it was about reviving the tie, whatever for.
    """

    goal = models.ForeignKey(
        Goal, models.CASCADE, null=True, related_name="declined_proposals", db_constraint=False, db_index=False
    )
    contact = models.ForeignKey(
        Contact, models.CASCADE, related_name="declined_proposals", db_constraint=False, db_index=False
    )
    kind = models.CharField(max_length=14, choices=Role.Kind)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "goal", "kind", "contact"], nulls_distinct=False, name="matching_declined_once"
            )
        ]
        indexes = [models.Index(fields=["owner", "contact"], name="matching_declined_contact")]

    def __str__(self) -> str:
        return self.kind


class Holder(Owned):
    """That somebody has a competence which a goal needs, or could answer one of its questions: exactly one of them."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="holders", db_constraint=False, db_index=False)
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="holdings", db_constraint=False, db_index=False)
    competence = models.ForeignKey(
        Competence, models.CASCADE, null=True, related_name="holders", db_constraint=False, db_index=False
    )
    question = models.ForeignKey(
        Question, models.CASCADE, null=True, related_name="holders", db_constraint=False, db_index=False
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "contact", "competence", "question"],
                nulls_distinct=False,
                name="matching_holder_once",
            ),
            models.CheckConstraint(
                condition=Q(competence=None, question__isnull=False) | Q(competence__isnull=False, question=None),
                name="matching_holder_of_one",
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "goal"], name="matching_holder_goal"),
            models.Index(fields=["owner", "competence"], name="matching_holder_competence"),
            models.Index(fields=["owner", "question"], name="matching_holder_question"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Approach(Owned):
    """How the user means to approach somebody for a goal: what to give, before what to ask (product rule 7)."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="approaches", db_constraint=False, db_index=False)
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="approaches", db_constraint=False, db_index=False)
    # The offer that `gives` came from, for as long as it is there.
    offer = models.ForeignKey(
        Offer, models.SET_NULL, null=True, blank=True, related_name="approaches", db_constraint=False, db_index=False
    )
    gives = models.CharField(_("what I can give"), max_length=300, blank=True)
    asks = models.CharField(_("what I would ask"), max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "goal", "contact"], name="matching_approach_once")]
        indexes = [
            models.Index(fields=["owner", "contact"], name="matching_approach_contact"),
            models.Index(fields=["owner", "offer"], name="matching_approach_offer"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Bridge(Owned):
    """How far somebody reaches among the user's people, measured in the background from time to time.

    `betweenness` is sampled: the share of shortest paths between two others that lead through them, 0 to 1.
    """

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="bridges", db_constraint=False, db_index=False)
    ties = models.PositiveIntegerField(default=0)
    circles = models.PositiveSmallIntegerField(default=0)
    networks = models.PositiveSmallIntegerField(default=0)
    betweenness = models.FloatField(default=0)
    measured_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "contact"], name="matching_bridge_once")]
        indexes = [models.Index(fields=["owner", "-betweenness"], name="matching_bridges")]

    def __str__(self) -> str:
        return str(self.pk)
