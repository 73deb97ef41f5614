"""Ties between contacts, and pairs about which the user said no."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contacts.models.contact import Contact
from netzwerk.core.owned import Owned


class Tie(Owned):
    """How one contact stands to another, kept once: the other side is read by its inverse."""

    class Kind(models.TextChoices):
        """The sort of tie, as read from `contact` to `other`."""

        KNOWS = "knows", pgettext_lazy("tie", "knows")
        WORKS_WITH = "works_with", pgettext_lazy("tie", "works with")
        PARTNER = "partner", pgettext_lazy("tie", "partner of")
        RELATIVE = "relative", pgettext_lazy("tie", "relative of")
        # `contact` introduced `other` to the user.
        INTRODUCED = "introduced", pgettext_lazy("tie", "introduced")

    class Kinship(models.TextChoices):
        """What `contact` is to `other`, among relatives; the rules know the inverse."""

        PARENT = "parent", pgettext_lazy("kinship", "parent")
        CHILD = "child", pgettext_lazy("kinship", "child")
        SIBLING = "sibling", pgettext_lazy("kinship", "sibling")
        GRANDPARENT = "grandparent", pgettext_lazy("kinship", "grandparent")
        GRANDCHILD = "grandchild", pgettext_lazy("kinship", "grandchild")
        AUNT_UNCLE = "aunt_uncle", pgettext_lazy("kinship", "aunt or uncle")
        NIECE_NEPHEW = "niece_nephew", pgettext_lazy("kinship", "niece or nephew")
        COUSIN = "cousin", pgettext_lazy("kinship", "cousin")
        IN_LAW = "in_law", pgettext_lazy("kinship", "in-law")

    class Strength(models.IntegerChoices):
        """How well they know each other."""

        SLIGHT = 1, pgettext_lazy("strength of a tie", "slightly")
        WELL = 2, pgettext_lazy("strength of a tie", "well")
        CLOSELY = 3, pgettext_lazy("strength of a tie", "closely")

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="ties_from", db_constraint=False, db_index=False)
    other = models.ForeignKey(Contact, models.CASCADE, related_name="ties_to", db_constraint=False, db_index=False)
    kind = models.CharField(_("tie"), max_length=10, choices=Kind, default=Kind.KNOWS)
    kinship = models.CharField(_("kinship"), max_length=12, choices=Kinship, blank=True)
    strength = models.PositiveSmallIntegerField(_("strength"), choices=Strength, null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "contact", "other", "kind"], name="contacts_tie_once"),
            models.CheckConstraint(condition=~Q(contact=F("other")), name="contacts_tie_between_two"),
            models.CheckConstraint(
                condition=Q(kinship="") | Q(kind="relative"), name="contacts_tie_kinship_of_relatives"
            ),
        ]
        indexes = [models.Index(fields=["owner", "other"], name="contacts_tie_other")]

    def __str__(self) -> str:
        return self.kind


class DeclinedPair(Owned):
    """That the user declined a suggestion about two contacts: it does not come back (product rule 8)."""

    class About(models.TextChoices):
        """What had been suggested."""

        TIE = "tie", "tie"
        DUPLICATE = "duplicate", "duplicate"
        INTRODUCTION = "introduction", "introduction"

    about = models.CharField(max_length=12, choices=About)
    # The one with the lower id is the first, so that a pair is one row; of an introduction, the one who seeks.
    first = models.ForeignKey(Contact, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    second = models.ForeignKey(Contact, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    # What an introduction would have been about, or which tie it was; folded.
    subject = models.CharField(max_length=400, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "about", "first", "second", "subject"], name="contacts_declined"),
        ]
        indexes = [
            models.Index(fields=["owner", "first"], name="contacts_declined_first"),
            models.Index(fields=["owner", "second"], name="contacts_declined_second"),
        ]

    def __str__(self) -> str:
        return self.about
