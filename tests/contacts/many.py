"""Changing many people in tests."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from accounts.models import User
from contacts.models import BulkChange, BulkItem, Contact, Tag, Tagging
from contacts.services.bulk import start_bulk_change, undo_bulk_change

NOW = timezone.now()


def change_all(owner: User, action: str, *contacts: Contact, **arguments: Any) -> BulkChange:
    """Change these people, or everybody."""
    found = Contact.objects.for_user(owner)
    if contacts:
        found = found.filter(pk__in=[contact.pk for contact in contacts])
    return start_bulk_change(owner=owner, action=action, arguments=arguments, contacts=found, now=NOW)


def take_back(change: BulkChange) -> BulkChange:
    """Take a change back."""
    return undo_bulk_change(change=change, now=NOW)


def fresh(contact: Contact) -> Contact:
    """Return what is stored by now."""
    return Contact.objects.get(pk=contact.pk)


def asking(change: BulkChange) -> list[BulkItem]:
    """Return the people about whom the undo asks."""
    return list(BulkItem.objects.filter(change=change).asking())


def tagged(tag: Tag) -> set[str]:
    """Return who has the tag."""
    return set(Tagging.objects.filter(tag=tag).values_list("contact__name", flat=True))
