"""What an import would do, record by record: the rows that its preview shows and its acceptance carries out."""

from __future__ import annotations

from django.db import models

from contacts.models import Contact
from netzwerk.core.owned import OwnedPart
from transfer.models.imports import Import, ImportFile


class ImportRow(OwnedPart):
    """One record of a file: whom or what it describes, what was found about it, what shall be and what was done."""

    class Subject(models.TextChoices):
        """What it describes."""

        PERSON = "person", "person"
        MOMENT = "moment", "moment"
        TIE = "tie", "tie"

    class Finding(models.TextChoices):
        """What it is to the contacts: each row has exactly one."""

        NEW = "new", "new"
        # Known, and the record brings what is missing.
        FILLS = "fills", "fills"
        # Known, and at least one field says something else: the user may choose field by field.
        DIFFERS = "differs", "differs"
        # Known, and the record brings nothing.
        KNOWN = "known", "known"
        BROKEN = "broken", "broken"

    class Decision(models.TextChoices):
        """What the user said; nothing is the usual: new ones come in, gaps are filled, what differs stays."""

        USUAL = "", "usual"
        SKIP = "skip", "skip"
        # Bring somebody in as a new person although they seem to be known.
        AS_NEW = "as_new", "as_new"

    class Outcome(models.TextChoices):
        """What the acceptance did with it."""

        NOT_YET = "", "not yet"
        CREATED = "created", "created"
        CHANGED = "changed", "changed"
        NOTHING = "nothing", "nothing"
        # And what the undo did with it.
        TAKEN_BACK = "taken_back", "taken_back"
        KEPT = "kept", "kept"

    class Known(models.TextChoices):
        """Why somebody counts as known: what `reason` says of people."""

        SAME_CARD = "same_card", "same card"
        SAME_UID = "same_uid", "same UID"
        MAIL = "mail", "mail"
        PHONE = "phone", "phone"
        # Nobody else is called so, and at least one side has no address or number.
        NAME = "name", "name"
        # An earlier row of the same import is this person; `contact` is empty until that one has come in.
        TWICE = "twice", "twice"
        IN_BIN = "in_bin", "in the bin"
        # Whoever was called so was merged into `contact`.
        MERGED = "merged", "merged"

    imported = models.ForeignKey(Import, models.CASCADE, related_name="rows", db_constraint=False, db_index=False)
    file = models.ForeignKey(ImportFile, models.CASCADE, related_name="rows", db_constraint=False, db_index=False)
    number = models.PositiveIntegerField()  # among all records of the import, from 1
    place = models.PositiveIntegerField()  # in its file, from 1
    line = models.PositiveIntegerField(default=0)  # where it begins in its file, 0 where there are no lines
    subject = models.CharField(max_length=6, choices=Subject, default=Subject.PERSON)
    finding = models.CharField(max_length=7, choices=Finding)
    # Why somebody counts as known, or why the record could not be read: a code that the page turns into a sentence.
    reason = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=200, blank=True)
    uid = models.CharField(max_length=255, blank=True)
    # The record as `transfer.records` reads it back; nothing where it is broken.
    record = models.JSONField(default=dict)
    has_photo = models.BooleanField(default=False)
    raw = models.TextField(blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)  # SHA-256 of the raw text
    # Whom it is about among the contacts: known before, or entered by the acceptance.
    contact = models.ForeignKey(
        Contact, models.CASCADE, null=True, related_name="import_rows", db_constraint=False, db_index=False
    )
    # Which fields say something else, and of which the user wants the file's.
    differing = models.JSONField(default=list)
    chosen = models.JSONField(default=list)
    decision = models.CharField(max_length=6, choices=Decision, default=Decision.USUAL, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.NOT_YET, blank=True)
    # What the acceptance changed, so that the undo can put it back: fields before and after, ids of rows it added.
    trail = models.JSONField(default=dict)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["owner", "imported", "number"], name="transfer_row_once")]
        indexes = [
            models.Index(fields=["owner", "imported", "finding", "number"], name="transfer_rows_by_finding"),
            models.Index(fields=["owner", "contact"], name="transfer_row_contact"),
            models.Index(fields=["owner", "file"], name="transfer_row_file"),
            models.Index(fields=["owner", "imported", "uid"], condition=~models.Q(uid=""), name="transfer_row_uid"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.name}"
