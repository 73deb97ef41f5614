"""The second round of the inventory: whose card one has looked at."""

from __future__ import annotations

from django.db import models

from contacts.models import Contact
from netzwerk.core.owned import Owned


class InventoryCard(Owned):
    """That somebody's card was looked at in the round of one card a person, so that the round goes on behind it."""

    contact = models.ForeignKey(
        Contact, models.CASCADE, related_name="inventory_cards", db_constraint=False, db_index=False
    )
    is_skipped = models.BooleanField(default=False)
    looked_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "contact"], name="goals_inventory_card_once")]
        indexes = [models.Index(fields=["owner", "-looked_at"], name="goals_inventory_card_looked")]

    def __str__(self) -> str:
        return str(self.pk)
