"""Pairs of contacts that may be the same person, as the last look over everybody found them."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from contacts.models.contact import Contact
from netzwerk.core.owned import Owned, OwnedQuerySet


class DuplicatePairQuerySet(OwnedQuerySet["DuplicatePair"]):
    """Questions about pairs."""

    def present(self) -> Self:
        """Return pairs of two people of whom neither lies in the bin."""
        return self.filter(first__deleted_at=None, second__deleted_at=None)

    def likeliest(self, *, after: DuplicatePair | None = None) -> Self:
        """Return pairs with the likeliest first, those after one of them when it is given: pages by keyset."""
        ordered = self.order_by("-score", "id")
        if after is None:
            return ordered
        return ordered.filter(Q(score__lt=after.score) | Q(id__gt=after.pk), score__lte=after.score)


class DuplicatePair(Owned):
    """Two contacts who may be the same; what it rests on is read from the two whenever it is shown."""

    # The one with the lower id is the first, so that a pair is one row.
    first = models.ForeignKey(Contact, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    second = models.ForeignKey(Contact, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    # How likely, in percent.
    score = models.PositiveSmallIntegerField()

    objects = DuplicatePairQuerySet.as_manager()  # type: ignore[misc]  # the stubs know no overridden manager

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "first", "second"], name="contacts_duplicate_once")]
        indexes = [
            models.Index(fields=["owner", "second"], name="contacts_duplicate_second"),
            models.Index(fields=["owner", "-score", "id"], name="contacts_duplicate_likeliest"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class DuplicateSearch(Owned):
    """The last look for such pairs among everybody; one row a user."""

    asked_at = models.DateTimeField()
    # Nothing while it is under way.
    finished_at = models.DateTimeField(null=True)
    # Groups too large to be compared each with each: what they share, and how many they are.
    left_out = models.JSONField(default=list)
    is_cut = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner"], name="contacts_duplicate_search_one")]

    def __str__(self) -> str:
        return str(self.asked_at)
