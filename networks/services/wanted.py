"""Whom the user wants to meet at a meeting: wanted, no longer wanted, proposed and turned down."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from contacts.models import Contact, Origin
from contacts.services import NewContact, add_contacts
from networks.models import Event, Occurrence, WantedPerson
from networks.services.occurrences import noted_occurrence


@transaction.atomic
def want_people(
    *, event: Event, planned_on: date, contacts: Sequence[Contact], names: Sequence[str], why: str, today: date
) -> list[WantedPerson]:
    """Say that the user wants to meet these people on this date, and people of these names, who are entered, too.

    Whoever is wanted already, or was turned down, is wanted for this reason now; an empty one leaves the old one.
    """
    new = [NewContact(name=name, origin=Origin.NETWORK) for name in names]
    added = add_contacts(owner=event.owner, people=new, today=today) if new else []
    occurrence = noted_occurrence(event=event, planned_on=planned_on)
    occurrence.owner = event.owner
    said: dict[str, object] = {"declined_at": None, **({"why": why} if why else {})}
    people = {contact.pk: contact for contact in (*contacts, *added)}
    # In one order, so that two tabs that want the same people wait for each other instead of for ever.
    return [_want(occurrence, people[pk], said) for pk in sorted(people)]


@transaction.atomic
def decline_proposal(*, event: Event, planned_on: date, contact: Contact, now: datetime) -> WantedPerson:
    """Note that somebody was proposed for a date and turned down, so that they do not come back (product rule 8)."""
    occurrence = noted_occurrence(event=event, planned_on=planned_on)
    wanted, _is_new = WantedPerson.objects.update_or_create(
        owner=event.owner, occurrence=occurrence, contact=contact, defaults={"declined_at": now}
    )
    return wanted


@transaction.atomic
def forget_wanted(*, event: Event, planned_on: date, contact: Contact) -> None:
    """Forget that somebody is wanted or was turned down on a date; they may be proposed again."""
    rows = WantedPerson.objects.for_user(event.owner).filter(contact=contact)
    rows.filter(occurrence__event=event, occurrence__planned_on=planned_on).delete()


def _want(occurrence: Occurrence, contact: Contact, said: dict[str, object]) -> WantedPerson:
    row, _is_new = WantedPerson.objects.update_or_create(
        owner=occurrence.owner, occurrence=occurrence, contact=contact, defaults=said
    )
    return row
