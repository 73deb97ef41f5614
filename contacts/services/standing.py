"""Whether a person is suggested at all: snoozed, resting, archived, in the bin (product rule 2)."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from contacts.models import Contact
from contacts.rules.cadence import Cadence
from contacts.services.purging import schedule_purge

# How long one click sets a person aside, by the code that pages and links carry.
SNOOZE_SPANS = {"2w": Cadence(2, "week"), "3m": Cadence(3, "month")}


def snooze_contact(*, contact: Contact, until: date | None) -> Contact:
    """Hide a person from suggestions until a date; None ends a snooze."""
    contact.snoozed_until = until
    contact.save(update_fields=["snoozed_until"])
    return contact


def let_contact_rest(*, contact: Contact) -> Contact:
    """Hide a person from suggestions until the user changes it."""
    contact.is_resting = True
    contact.save(update_fields=["is_resting"])
    return contact


def wake_contact(*, contact: Contact) -> Contact:
    """End rest and snooze."""
    contact.is_resting = False
    contact.snoozed_until = None
    contact.save(update_fields=["is_resting", "snoozed_until"])
    return contact


def archive_contact(*, contact: Contact) -> Contact:
    """Take a person out of lists and suggestions, and keep everything."""
    contact.archived_at = contact.archived_at or timezone.now()
    contact.save(update_fields=["archived_at"])
    return contact


def unarchive_contact(*, contact: Contact) -> Contact:
    """Bring a person back from the archive; somebody anonymous stays there."""
    if contact.anonymised_at is not None:
        return contact
    contact.archived_at = None
    contact.save(update_fields=["archived_at"])
    return contact


@transaction.atomic
def delete_contact(*, contact: Contact) -> Contact:
    """Put a person into the bin, where they stay for 30 days. Their moments with others stay."""
    contact.deleted_at = contact.deleted_at or timezone.now()
    contact.save(update_fields=["deleted_at"])
    schedule_purge(owner=contact.owner, deleted_at=contact.deleted_at)
    return contact


def restore_contact(*, contact: Contact) -> Contact:
    """Take a person out of the bin, as they were."""
    contact.deleted_at = None
    contact.save(update_fields=["deleted_at"])
    return contact
