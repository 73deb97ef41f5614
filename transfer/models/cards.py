"""What contacts came from, kept as it was: nothing that a source said is lost, and it comes out again."""

from __future__ import annotations

from django.db import models

from contacts.models import Contact
from netzwerk.core.owned import OwnedPart
from transfer.models.imports import Import, ImportFile


class SourceCard(OwnedPart):
    """The raw text that a contact came from, so that a fuller reader can read it again."""

    contact = models.ForeignKey(
        Contact, models.CASCADE, related_name="source_cards", db_constraint=False, db_index=False
    )
    imported = models.ForeignKey(
        Import, models.SET_NULL, null=True, related_name="source_cards", db_constraint=False, db_index=False
    )
    source = models.CharField(max_length=8, choices=ImportFile.Source, default=ImportFile.Source.VCARD)
    number = models.PositiveIntegerField()
    uid = models.CharField(max_length=255, blank=True)
    raw = models.TextField()
    # SHA-256 of the raw text: the same card again is known at once.
    fingerprint = models.CharField(max_length=64)
    # Which generation of the reader has read it (`transfer.records.READER_GENERATION`).
    read_by = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "fingerprint"], name="transfer_card_once")]
        indexes = [
            models.Index(fields=["owner", "uid"], condition=~models.Q(uid=""), name="transfer_card_uid"),
            models.Index(fields=["owner", "contact"], name="transfer_card_contact"),
            models.Index(fields=["owner", "imported"], name="transfer_card_import"),
            models.Index(fields=["owner", "read_by"], name="transfer_card_read_by"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
