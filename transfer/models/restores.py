"""A restore: an export of everything on its way back in."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from netzwerk.core.owned import Owned, OwnedQuerySet


def archive_path(instance: Restore, _filename: str) -> str:
    """Return where the file is kept: a name of ours in the owner's folder."""
    return f"{instance.owner.files_id}/restores/{instance.pk}"


class RestoreQuerySet(OwnedQuerySet["Restore"]):
    """Questions about restores."""

    def waiting(self) -> Self:
        """Return those of which a file is kept, because a worker or the user has still to look at it."""
        return self.filter(state__in=[Restore.State.READING, Restore.State.READY])


class Restore(Owned):
    """One ZIP of an export: looked through, shown, and then brought in, table by table."""

    class State(models.TextChoices):
        """Where it is."""

        READING = "reading", _("Being read")
        READY = "ready", _("Ready to look at")
        RESTORING = "restoring", _("Coming in")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    class Problem(models.TextChoices):
        """Why nothing of a file comes in; the page turns it into a sentence."""

        NOT_A_ZIP = "not_a_zip", "not a zip"
        NOT_OURS = "not_ours", "not ours"
        NEWER = "newer", "newer"
        TOO_LARGE = "too_large", "too large"
        TOO_MANY_FILES = "too_many_files", "too many files"
        TOO_MANY_ROWS = "too_many_rows", "too many rows"
        DAMAGED = "damaged", "damaged"
        # With the place in `progress`: the file, the line, perhaps the column.
        LINE_TOO_LONG = "line_too_long", "line too long"
        NOT_JSON = "not_json", "not json"
        UNKNOWN_COLUMN = "unknown_column", "unknown column"
        MISSING_COLUMN = "missing_column", "missing column"
        BAD_VALUE = "bad_value", "bad value"
        BAD_ORDER = "bad_order", "bad order"
        DANGLING = "dangling", "dangling"
        AGAINST_A_RULE = "against_a_rule", "against a rule"
        FOREIGN = "foreign", "foreign"
        BAD_SETTINGS = "bad_settings", "bad settings"
        FILE_IS_GONE = "file_is_gone", "file is gone"
        NO_ROOM = "no_room", "no room"
        UNEXPECTED = "unexpected", "unexpected"

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

    objects = RestoreQuerySet.as_manager()  # type: ignore[misc]  # the stubs know no overridden manager

    class Meta:
        indexes = [models.Index(fields=["owner", "-created_at"], name="transfer_newest_restore")]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_under_way(self) -> bool:
        """Whether a worker has to do with it now."""
        return self.state in {self.State.READING, self.State.RESTORING}
