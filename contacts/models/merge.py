"""Merges of two contacts into one, and what is needed to take them apart again."""

from __future__ import annotations

from django.db import models

from contacts.models.contact import Contact
from netzwerk.core.owned import Owned


class Merge(Owned):
    """That one contact was merged into another; can be undone for 30 days."""

    survivor = models.ForeignKey(Contact, models.CASCADE, related_name="merges", db_constraint=False, db_index=False)
    absorbed = models.ForeignKey(Contact, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    # The survivor's own fields before and after, by group; and which rows moved over, by model: ids, and the number
    # that each had among its like.
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    moved = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["owner", "survivor"], name="contacts_merge_survivor"),
            models.Index(fields=["owner", "absorbed"], name="contacts_merge_absorbed"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
