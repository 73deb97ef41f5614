"""Changing what is known about a person, and how close they are."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import LEAD_DAYS
from accounts.services import announce_preferences
from contacts.models import Contact
from contacts.rules.anchors import anchor_for
from contacts.rules.cadence import Cadence
from contacts.rules.partial_dates import AnnualDate
from contacts.rules.states import QuickMarks
from contacts.services.indexing import reindex_contacts

FACTS = ("place", "note", "origin", "how_met", "where_met", "languages", "data_source", "data_purpose")
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
def set_lead_days(*, contact: Contact, lead_days: Collection[int] | None) -> Contact:
    """Set how many days ahead the days of a person are told; None: as the user's settings say.

    Any number beside those of `LEAD_DAYS` raises ValueError. The next mail is planned anew: there may be one on the day
    itself now, or none any more.
    """
    if lead_days is not None and not {*lead_days} <= {days for days, _label in LEAD_DAYS}:
        raise ValueError(lead_days)
    contact.date_lead_days = None if lead_days is None else sorted({*lead_days})
    contact.save(update_fields=["date_lead_days"])
    announce_preferences(user=contact.owner)
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
def set_quick_marks(*, contact: Contact, marks: QuickMarks) -> Contact:
    """Set the four quick marks of product rule 6; each is -1, 0 or 1, any other value raises ValueError."""
    if any(mark not in (-1, 0, 1) for mark in marks):
        raise ValueError(marks)
    for name, value in marks._asdict().items():
        setattr(contact, name, value)
    contact.save(update_fields=list(QuickMarks._fields))
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
