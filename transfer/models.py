"""Imports: a file on its way in, what went wrong in it, and the raw cards it brought."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from contacts.models import Closeness, Contact, LastInTouch, Origin
from netzwerk.core.owned import Owned


def upload_path(instance: Import, _filename: str) -> str:
    """Return where the file is kept: a name of ours in the owner's folder, never the uploader's."""
    return f"{instance.owner.files_id}/imports/{instance.pk}.{instance.source}"


class Import(Owned):
    """One uploaded file; a worker reads it in batches and notes how far it got."""

    class Source(models.TextChoices):
        """The format of the file."""

        VCARD = "vcf", _("vCard")

    class State(models.TextChoices):
        """Where it is."""

        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    source = models.CharField(max_length=8, choices=Source, default=Source.VCARD)
    file = models.FileField(upload_to=upload_path)
    file_name = models.CharField(max_length=200)
    origin = models.CharField(max_length=14, choices=Origin, default=Origin.OTHER)
    closeness = models.CharField(max_length=10, choices=Closeness, default=Closeness.NOT_PLACED)
    last_in_touch = models.CharField(max_length=12, choices=LastInTouch, default=LastInTouch.NOT_SURE)

    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    # Why the whole file could not be read: a code that the page turns into a sentence.
    failure = models.CharField(max_length=40, blank=True)
    total = models.PositiveIntegerField(null=True)  # cards in the file, once they are counted
    position = models.PositiveIntegerField(default=0)  # cards that are dealt with, in committed batches
    created_count = models.PositiveIntegerField(default=0)
    completed_count = models.PositiveIntegerField(default=0)  # known by name alone; the card brought the rest
    known_count = models.PositiveIntegerField(default=0)
    broken_count = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["owner", "-created_at"], name="transfer_newest_import")]

    def __str__(self) -> str:
        return self.file_name


class BrokenCard(Owned):
    """A card that could not be read: its number in the file, the reason's code, and its raw text."""

    imported = models.ForeignKey(
        Import, models.CASCADE, related_name="broken_cards", db_constraint=False, db_index=False
    )
    number = models.PositiveIntegerField()
    line = models.PositiveIntegerField(default=0)
    reason = models.CharField(max_length=40)
    raw = models.TextField(blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["owner", "imported", "number"], name="transfer_broken_once")]

    def __str__(self) -> str:
        return f"{self.number}: {self.reason}"


class SourceCard(Owned):
    """The raw text that a contact came from, so that a fuller reader can read it again."""

    contact = models.ForeignKey(
        Contact, models.CASCADE, related_name="source_cards", db_constraint=False, db_index=False
    )
    imported = models.ForeignKey(
        Import, models.SET_NULL, null=True, related_name="source_cards", db_constraint=False, db_index=False
    )
    number = models.PositiveIntegerField()
    uid = models.CharField(max_length=255, blank=True)
    raw = models.TextField()
    # SHA-256 of the raw text: the same card again is known at once.
    fingerprint = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "fingerprint"], name="transfer_card_once")]
        indexes = [
            models.Index(fields=["owner", "uid"], condition=~models.Q(uid=""), name="transfer_card_uid"),
            models.Index(fields=["owner", "contact"], name="transfer_card_contact"),
            models.Index(fields=["owner", "imported"], name="transfer_card_import"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
