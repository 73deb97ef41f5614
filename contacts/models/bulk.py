"""Changes of many people at once, with what is needed to take them back."""

from __future__ import annotations

from django.db import models

from contacts.models.contact import Contact
from netzwerk.core.owned import Owned


class BulkChange(Owned):
    """One change of many people; large ones run in the background."""

    class State(models.TextChoices):
        """Where it is."""

        WAITING = "waiting", "waiting"
        RUNNING = "running", "running"
        DONE = "done", "done"
        UNDONE = "undone", "undone"

    # The name under which the action is registered, and what it was given (a tag, a closeness, a goal).
    action = models.CharField(max_length=40)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    total = models.PositiveIntegerField(default=0)
    done_count = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["owner", "-created_at"], name="contacts_bulk_newest")]

    def __str__(self) -> str:
        return self.action


class BulkItem(Owned):
    """One person of a bulk change: what held before and after, so that undo can tell whether it was edited since."""

    change = models.ForeignKey(BulkChange, models.CASCADE, related_name="items", db_constraint=False, db_index=False)
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    is_done = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "change", "contact"], name="contacts_bulk_item_once")]
        indexes = [models.Index(fields=["owner", "contact"], name="contacts_bulk_item_contact")]

    def __str__(self) -> str:
        return str(self.pk)
