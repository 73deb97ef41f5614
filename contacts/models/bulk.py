"""Changes of many people at once, with what is needed to take them back."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from contacts.models.contact import Contact
from netzwerk.core.owned import Owned, OwnedQuerySet


class BulkChange(Owned):
    """One change of many people; large ones run in the background."""

    class State(models.TextChoices):
        """Where it is."""

        WAITING = "waiting", "waiting"
        RUNNING = "running", "running"
        DONE = "done", "done"
        UNDOING = "undoing", "undoing"
        UNDONE = "undone", "undone"

    # The name under which the action is registered, and what it was given (a tag, a closeness, a goal).
    action = models.CharField(max_length=40)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    total = models.PositiveIntegerField(default=0)
    # How many people the change, or while it is being undone the undo, has dealt with.
    done_count = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["owner", "-created_at"], name="contacts_bulk_newest")]

    def __str__(self) -> str:
        return self.action

    @property
    def is_under_way(self) -> bool:
        """Whether a worker still has to do with it."""
        return self.state not in (self.State.DONE, self.State.UNDONE)


class BulkItemQuerySet(OwnedQuerySet["BulkItem"]):
    """Questions about the people of a change."""

    def open(self) -> Self:
        """Return those whom the change has not reached yet."""
        return self.filter(is_done=False)

    def to_undo(self) -> Self:
        """Return those whom the change has reached and its undo has not."""
        return self.filter(is_done=True, undo="")

    def asking(self) -> Self:
        """Return those who were edited after the change, and about whom the user has not decided."""
        return self.filter(undo=BulkItem.Undo.ASKS)


class BulkItem(Owned):
    """One person of a bulk change: what held before and after, so that undo can tell whether it was edited since."""

    class Undo(models.TextChoices):
        """How the undo of the change went."""

        UNDONE = "undone", "undone"
        ASKS = "asks", "asks"
        KEPT = "kept", "kept"

    change = models.ForeignKey(BulkChange, models.CASCADE, related_name="items", db_constraint=False, db_index=False)
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    is_done = models.BooleanField(default=False)
    undo = models.CharField(max_length=6, choices=Undo, blank=True, default="")

    objects = BulkItemQuerySet.as_manager()  # type: ignore[misc]  # the stubs know no overridden manager

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "change", "contact"], name="contacts_bulk_item_once")]
        indexes = [
            models.Index(fields=["owner", "contact"], name="contacts_bulk_item_contact"),
            models.Index(fields=["owner", "change"], condition=Q(is_done=False), name="contacts_bulk_items_open"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
