"""A restore: an export of everything on its way back in."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from netzwerk.core.owned import Owned


def archive_path(instance: Restore, _filename: str) -> str:
    """Return where the file is kept: a name of ours in the owner's folder."""
    return f"{instance.owner.files_id}/restores/{instance.pk}"


class Restore(Owned):
    """One ZIP of an export: looked through, shown, and then brought in, table by table."""

    class State(models.TextChoices):
        """Where it is."""

        READING = "reading", _("Being read")
        READY = "ready", _("Ready to look at")
        RESTORING = "restoring", _("Coming in")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    file = models.FileField(upload_to=archive_path)
    file_name = models.CharField(max_length=200)
    state = models.CharField(max_length=9, choices=State, default=State.READING)
    failure = models.CharField(max_length=40, blank=True)
    # What the manifest says: when and from which version.
    manifest = models.JSONField(default=dict)
    # By table: how many rows there are, are new, and are there already; and after the end, how many came in.
    counts = models.JSONField(default=dict)
    # Where a worker goes on: the table and how many of its rows are dealt with.
    progress = models.JSONField(default=dict)
    total = models.PositiveIntegerField(null=True)
    done_count = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["owner", "-created_at"], name="transfer_newest_restore")]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_under_way(self) -> bool:
        """Whether a worker has to do with it now."""
        return self.state in {self.State.READING, self.State.RESTORING}
