"""An export: a file that a worker makes, and that is kept for a week."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contacts.models.tag import LONGEST_SAVED
from netzwerk.core.owned import Owned

# Why there is no file: the view is about something that is gone; or it is our fault.
UNCLEAR, UNEXPECTED = "unclear", "unexpected"


def export_path(instance: Export, _filename: str) -> str:
    """Return where the file is kept: a name of ours in the owner's folder."""
    return f"{instance.owner.files_id}/exports/{instance.pk}"


class Export(Owned):
    """One file on its way out: of what, about whom, how far, and until when it is there."""

    class Kind(models.TextChoices):
        """What it holds, and in which form."""

        EVERYTHING = "everything", _("Everything")
        VCARD_3 = "vcard3", _("vCard 3.0")
        VCARD_4 = "vcard4", _("vCard 4.0")
        CONTACTS = "contacts", _("People as CSV")
        MOMENTS = "moments", pgettext_lazy("an export", "Moments as CSV")
        EXCHANGES = "exchanges", _("Give and take as CSV")

    class State(models.TextChoices):
        """Where it is."""

        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Being made")
        DONE = "done", _("Ready")
        FAILED = "failed", _("Failed")

    kind = models.CharField(max_length=10, choices=Kind)
    # About whom: these people, or else those of this query of the list, or else all.
    contact_ids = ArrayField(models.UUIDField(), default=list, blank=True)
    query = models.CharField(max_length=LONGEST_SAVED, blank=True)
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    failure = models.CharField(max_length=40, blank=True)
    file = models.FileField(upload_to=export_path, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    total = models.PositiveIntegerField(null=True)
    done_count = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["owner", "-created_at"], name="transfer_newest_export")]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_under_way(self) -> bool:
        """Whether a worker has to do with it now."""
        return self.state in {self.State.WAITING, self.State.RUNNING}
