"""Whom the user wants to meet at a meeting: wanted, no longer wanted, proposed and turned down."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from contacts.models import Contact, Origin
from contacts.services import NewContact, add_contacts
from networks.models import Event, WantedPerson
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
    people = {contact.pk: contact for contact in (*contacts, *added)}
    rows = [
        WantedPerson(owner=event.owner, occurrence=occurrence, contact=people[pk], why=why) for pk in sorted(people)
    ]
    # At once and in one order, so that two tabs that want the same people wait for each other instead of for ever.
    return WantedPerson.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["owner", "occurrence", "contact"],
        update_fields=["declined_at", *(["why"] if why else [])],
    )


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
