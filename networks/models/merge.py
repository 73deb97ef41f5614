"""That two networks turned out to be one, and how to take that back."""

from __future__ import annotations

from django.db import models

from networks.models.network import Network
from netzwerk.core.owned import Owned


class NetworkMerge(Owned):
    """One merge: which rows came along, and what the survivor was before."""

    survivor = models.ForeignKey(Network, models.CASCADE, related_name="merges", db_constraint=False, db_index=False)
    absorbed = models.ForeignKey(Network, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    # What the survivor's own columns said before and after, and the ids of the rows that moved, by model.
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    moved = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["owner", "survivor"], name="networks_merge_survivor"),
            models.Index(fields=["owner", "absorbed"], name="networks_merge_absorbed"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
