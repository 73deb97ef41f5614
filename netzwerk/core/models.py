"""Rows of the core: jobs, signs of life, and drafts of wizards."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from netzwerk.core.ids import new_id
from netzwerk.core.owned import Owned


class Job(models.Model):
    """Something that has to happen; written first, in the transaction that wants it.

    Exempt from the walls because a worker must find it before it knows whose it is, so it holds no personal text.
    """

    class State(models.TextChoices):
        """Where a job is in its life."""

        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=40)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    object_id = models.UUIDField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    run_at = models.DateTimeField()
    # Until when the worker that runs it is believed alive; past that, another may take over.
    leased_until = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=80, blank=True)  # the class of the error, never its text
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(fields=["run_at"], condition=Q(state="waiting"), name="core_job_waiting"),
            models.Index(fields=["leased_until"], condition=Q(state="running"), name="core_job_running"),
            models.Index(fields=["run_at"], condition=Q(state="failed"), name="core_job_failed"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"


class Heartbeat(models.Model):
    """When a part of the machinery last gave a sign of life; it belongs to nobody."""

    part = models.CharField(primary_key=True, max_length=20)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.part


class Draft(Owned):
    """What somebody has typed into a wizard so far; it survives log-out and a change of device."""

    wizard = models.CharField(max_length=30)
    data = models.JSONField(default=dict)
    step = models.CharField(max_length=30, blank=True)
    # What the wizard changes (a goal, a network); no foreign key, because the core knows no app.
    object_id = models.UUIDField(null=True)
    finished_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        indexes = [models.Index(fields=["owner", "wizard", "-updated_at"], name="core_draft_newest")]

    def __str__(self) -> str:
        return f"{self.wizard} draft"
