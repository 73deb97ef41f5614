"""People for the tests of proposals and mails, as of `TODAY`, a Monday."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from accounts.models import User
from contacts.models import Contact, EmailAddress, Exchange, Organisation, OwnDate, Position
from goals.models import Goal, NextStep, Offer, Role
from netzwerk.core.walls import acting_as
from reminders.models import Digest, DigestPerson
from tests.factories import TODAY, make_contact, make_exchange


def days_ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def make_overdue(owner: User, name: str = "Tomasz Bielak", **fields: Any) -> Contact:
    """Return somebody with whom one talks every three months and last did four months ago."""
    return make_contact(owner, name, **{"closeness": "good", "last_moment_on": date(2025, 11, 10), **fields})


def make_fresh(owner: User, name: str = "Aylin Demir", **fields: Any) -> Contact:
    """Return somebody for whom nothing is due."""
    return make_contact(owner, name, **{"closeness": "good", "last_moment_on": days_ago(40), **fields})


def give_role(contact: Contact, goal: Goal, kind: str = Role.Kind.DOOR_OPENER) -> Role:
    with acting_as(contact.owner):
        return Role.objects.create(owner=contact.owner, goal=goal, contact=contact, kind=kind)


def plan_step(contact: Contact, goal: Goal, text: str, due_on: date) -> NextStep:
    with acting_as(contact.owner):
        return NextStep.objects.create(owner=contact.owner, goal=goal, contact=contact, text=text, due_on=due_on)


def give_date(contact: Contact, label: str, month: int, day: int, year: int | None = None) -> OwnDate:
    with acting_as(contact.owner):
        owner = contact.owner
        return OwnDate.objects.create(owner=owner, contact=contact, label=label, month=month, day=day, year=year)


def promise(contact: Contact, text: str, due_on: date | None = None) -> Exchange:
    return make_exchange(contact.owner, contact, "promised", text=text, due_on=due_on)


def make_offer(owner: User, text: str, position: int = 0) -> Offer:
    with acting_as(owner):
        return Offer.objects.create(owner=owner, kind=Offer.Kind.KNOWLEDGE, text=text, position=position)


def give_address(contact: Contact, address: str) -> EmailAddress:
    with acting_as(contact.owner):
        return EmailAddress.objects.create(owner=contact.owner, contact=contact, address=address)


def employ(contact: Contact, organisation: str) -> Position:
    with acting_as(contact.owner):
        place = Organisation.objects.create(owner=contact.owner, name=organisation, folded_name=organisation.lower())
        return Position.objects.create(owner=contact.owner, contact=contact, organisation=place)


def name_on(day: date, *contacts: Contact, **fields: Any) -> Digest:
    """Write down that a mail of this day, sent on schedule unless told otherwise, named these people."""
    owner = contacts[0].owner
    with acting_as(owner):
        digest = Digest.objects.create(owner=owner, for_date=day, **{"state": Digest.State.SENT, **fields})
        for contact in contacts:
            DigestPerson.objects.create(owner=owner, digest=digest, contact=contact, named_on=day)
    return digest
