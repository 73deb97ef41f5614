"""Moments with people who are not among the contacts yet: entered and logged in one go, and taken back in one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import User
from contacts.models import Contact, ContactQuerySet, Moment
from contacts.services.adding import add_contacts
from contacts.services.moments import delete_moment, edit_moment, log_moment, restore_moment
from contacts.services.new_contact import NewContact
from contacts.services.standing import delete_contact, restore_contact


@transaction.atomic
def log_with_newcomers(
    *, owner: User, contacts: Sequence[Contact], names: Sequence[str], today: date, **facts: Any
) -> tuple[Moment, list[Contact]]:
    """Enter people of these names and write down a moment with them and the others; `facts` as in `log_moment`.

    Return the moment and who was entered; where the moment cannot be, nobody is.
    """
    added = add_contacts(owner=owner, people=[NewContact(name=name) for name in names], today=today)
    moment = log_moment(owner=owner, contacts=[*contacts, *added], today=today, **facts)
    return moment, added


@transaction.atomic
def edit_with_newcomers(
    *, moment: Moment, contacts: Sequence[Contact], names: Sequence[str], today: date, **facts: Any
) -> Moment:
    """Change a moment as `edit_moment` does, with people of these names, who are entered."""
    added = add_contacts(owner=moment.owner, people=[NewContact(name=name) for name in names], today=today)
    return edit_moment(moment=moment, contacts=[*contacts, *added], today=today, **facts)


@transaction.atomic
def take_back_moment(*, moment: Moment, newcomers: Sequence[UUID], today: date) -> Moment:
    """Take a moment back, and those of its people who came in with it."""
    for contact in _took_part(moment, newcomers).present():
        delete_contact(contact=contact)
    return delete_moment(moment=moment, today=today)


@transaction.atomic
def bring_back_moment(*, moment: Moment, newcomers: Sequence[UUID], today: date) -> Moment:
    """Bring a moment back, and those of its people who came in with it."""
    for contact in _took_part(moment, newcomers):
        restore_contact(contact=contact)
    return restore_moment(moment=moment, today=today)


def _took_part(moment: Moment, contact_ids: Sequence[UUID]) -> ContactQuerySet:
    found = Contact.objects.for_user(moment.owner).filter(participations__moment=moment, pk__in=contact_ids)
    # Somebody merged into another lies in the bin for good reason.
    return found.filter(merged_into=None).order_by("pk")
