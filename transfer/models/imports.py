"""An import: files on their way in, how far a worker got with them, and what holds for everybody in them."""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _

from contacts.models import Closeness, LastInTouch, Origin, Tag
from netzwerk.core.owned import Owned, OwnedPart


class LeftOut(StrEnum):
    """Photos that nobody got, among what an import left out (`Import.left_out`)."""

    REFUSED_PHOTO = "refused_photo"
    PHOTO_WITHOUT_ROOM = "photo_without_room"


class Import(Owned):
    """Some files that were given at once: read into rows, shown, accepted, and for 30 days taken back again.

    Nothing of it is among the contacts before it is accepted.
    """

    class State(models.TextChoices):
        """Where it is."""

        READING = "reading", _("Being read")
        # The columns of a table were not recognised: the user has to say what they are.
        ASKING = "asking", _("Waits for your answer")
        READY = "ready", _("Ready to look at")
        ACCEPTING = "accepting", _("Coming in")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")
        UNDOING = "undoing", _("Being taken back")
        UNDONE = "undone", _("Taken back")

    name = models.CharField(max_length=200)
    state = models.CharField(max_length=9, choices=State, default=State.READING)
    # Why nothing could be read at all: a code that the page turns into a sentence.
    failure = models.CharField(max_length=40, blank=True)

    # What holds for everybody who is new.
    origin = models.CharField(max_length=14, choices=Origin, default=Origin.OTHER)
    closeness = models.CharField(max_length=10, choices=Closeness, default=Closeness.NOT_PLACED)
    last_in_touch = models.CharField(max_length=12, choices=LastInTouch, default=LastInTouch.NOT_SURE)
    data_purpose = models.CharField(max_length=200, blank=True)
    # The tag that everybody who came in gets; made when it is accepted.
    tag_name = models.CharField(max_length=60, blank=True)
    tag = models.ForeignKey(Tag, models.SET_NULL, null=True, related_name="+", db_constraint=False, db_index=False)

    total = models.PositiveIntegerField(null=True)  # records in all files, once they are counted
    position = models.PositiveIntegerField(default=0)  # records that are rows by now, in committed batches
    # By what was found about the people of the files (`ImportRow.Finding`).
    new_count = models.PositiveIntegerField(default=0)
    fills_count = models.PositiveIntegerField(default=0)
    differs_count = models.PositiveIntegerField(default=0)
    known_count = models.PositiveIntegerField(default=0)
    broken_count = models.PositiveIntegerField(default=0)
    # Moments and ties that the files tell of.
    moment_count = models.PositiveIntegerField(default=0)
    tie_count = models.PositiveIntegerField(default=0)
    # What a file holds and has no place here: its name in the source, and how often.
    left_out = models.JSONField(default=dict)

    # How many rows the acceptance, or while it is taken back the undo, has dealt with, and what came of it.
    done_count = models.PositiveIntegerField(default=0)
    created_count = models.PositiveIntegerField(default=0)
    changed_count = models.PositiveIntegerField(default=0)
    skipped_count = models.PositiveIntegerField(default=0)
    # People whom the undo left as they were, because something was done with them since.
    kept_count = models.PositiveIntegerField(default=0)

    created_at = models.DateTimeField(auto_now_add=True)
    accepted_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["owner", "-created_at"], name="transfer_newest_import"),
            models.Index(fields=["owner", "tag"], name="transfer_import_tag"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_under_way(self) -> bool:
        """Whether a worker has to do with it now."""
        return self.state in {self.State.READING, self.State.ACCEPTING, self.State.UNDOING}

    @property
    def can_go_on(self) -> bool:
        """Whether it broke off while it came in, so that the rest of it still can."""
        return self.state == self.State.FAILED and self.accepted_at is not None


def upload_path(instance: ImportFile, _filename: str) -> str:
    """Return where the file is kept: a name of ours in the owner's folder, never the uploader's."""
    return f"{instance.owner.files_id}/imports/{instance.pk}"


class ImportFile(OwnedPart):
    """One of the files of an import; it is deleted once everything in it is a row."""

    class Source(models.TextChoices):
        """The format of the file."""

        UNKNOWN = "", _("Not read yet")
        VCARD = "vcard", _("vCard")
        CSV = "csv", _("CSV")
        XLSX = "xlsx", _("Excel")
        MONICA = "monica", _("Monica")
        LIST = "list", _("A list")

    imported = models.ForeignKey(Import, models.CASCADE, related_name="files", db_constraint=False, db_index=False)
    place = models.PositiveSmallIntegerField()
    file = models.FileField(upload_to=upload_path)
    name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField(default=0)
    source = models.CharField(max_length=8, choices=Source, default=Source.UNKNOWN, blank=True)
    # Of a table: which program wrote it (`transfer.tables`), what its columns are, and by which the mapping is saved.
    program = models.CharField(max_length=20, blank=True)
    mapping = models.JSONField(default=dict)
    signature = models.CharField(max_length=64, blank=True)
    failure = models.CharField(max_length=40, blank=True)
    total = models.PositiveIntegerField(null=True)
    position = models.PositiveIntegerField(default=0)
    # Whether everything in it is a row.
    is_read = models.BooleanField(default=False)

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["owner", "imported", "place"], name="transfer_file_place")]

    def __str__(self) -> str:
        return self.name
