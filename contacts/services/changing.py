"""Changing what is known about a person, and how close they are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from contacts.models import Contact, Position, fold_name
from contacts.rules.anchors import anchor_for
from contacts.rules.cadence import Cadence
from contacts.rules.partial_dates import AnnualDate
from contacts.services.belongings import add_channels, find_or_add_organisations
from contacts.services.details import COLUMNS, NewContact, columns_of
from contacts.services.indexing import reindex_contacts

FACTS = ("place", "note", "origin", "how_met", "where_met", "languages")
MARKS = ("is_interesting", "is_close_to_heart", "ended_in_conflict")


@transaction.atomic
def change_facts(*, contact: Contact, facts: Mapping[str, Any]) -> Contact:
    """Set some of `FACTS`; those left out stay. The search follows."""
    changed = [column for column in FACTS if column in facts]
    for column in changed:
        setattr(contact, column, facts[column])
    contact.save(update_fields=changed)
    reindex_contacts(owner=contact.owner, contact_ids=[contact.pk])
    return contact


@transaction.atomic
def set_birthday(*, contact: Contact, birthday: AnnualDate | None) -> Contact:
    """Set the birthday, with or without its year, or take it away."""
    contact.birthday = birthday
    contact.save(update_fields=["birthday_month", "birthday_day", "birthday_year"])
    return contact


@transaction.atomic
def set_last_in_touch(*, contact: Contact, last_in_touch: str, today: date) -> Contact:
    """Say when one was last in touch, roughly.

    Another answer moves the anchor; the same answer leaves it where it was spread to.
    """
    if last_in_touch == contact.last_in_touch:
        return contact
    contact.last_in_touch = last_in_touch
    contact.anchor_on = anchor_for(last_in_touch, today)
    contact.save(update_fields=["last_in_touch", "anchor_on"])
    contact.refresh_from_db(fields=["due_on"])
    return contact


@transaction.atomic
def mark_contact(*, contact: Contact, mark: str, is_set: bool) -> Contact:
    """Set one of `MARKS`, or take it away; any other mark raises ValueError."""
    if mark not in MARKS:
        raise ValueError(mark)
    setattr(contact, mark, is_set)
    contact.save(update_fields=[mark])
    return contact


@transaction.atomic
def place_contact(*, contact: Contact, closeness: str, own_cadence: Cadence | None) -> Contact:
    """Set how close a person is and, if wanted, a cadence of their own."""
    contact.closeness = closeness
    contact.own_cadence_count = own_cadence.count if own_cadence else None
    contact.own_cadence_unit = own_cadence.unit if own_cadence else ""
    contact.save(update_fields=["closeness", "own_cadence_count", "own_cadence_unit"])
    contact.refresh_from_db(fields=["due_on"])
    return contact


@transaction.atomic
def update_contact(*, contact: Contact, details: NewContact, today: date) -> Contact:
    """Replace what is known about a person; the closeness stays (`place_contact`).

    Another answer to *last in touch, roughly* moves the anchor; the same answer leaves it where it was spread to.
    """
    if details.last_in_touch != contact.last_in_touch:
        contact.anchor_on = anchor_for(details.last_in_touch, today)
    for column, value in columns_of(details).items():
        setattr(contact, column, value)
    contact.birthday = details.birthday
    contact.index_name(*details.search_words())
    birthday = ["birthday_month", "birthday_day", "birthday_year"]
    contact.save(update_fields=[*COLUMNS, *birthday, "anchor_on", "folded_name", "search_text"])
    _replace_channels(contact, details)
    _replace_position(contact, details)
    contact.refresh_from_db(fields=["due_on"])
    return contact


def _replace_channels(contact: Contact, details: NewContact) -> None:
    contact.emails.all().delete()
    contact.phones.all().delete()
    add_channels(contact.owner, [(contact, details)])


def _replace_position(contact: Contact, details: NewContact) -> None:
    position = contact.positions.filter(has_ended=False).first()
    if not details.organisation and not details.role:
        if position:
            position.delete()
        return
    organisations = find_or_add_organisations(contact.owner, [details.organisation])
    position = position or Position(owner=contact.owner, contact=contact)
    position.organisation = organisations.get(fold_name(details.organisation))
    position.role = details.role
    position.save()
