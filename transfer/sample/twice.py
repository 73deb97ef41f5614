"""Somebody who is in the sample twice, as happens with two address books."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from accounts.models import User
from contacts.models import Contact
from contacts.services import Channel, NewContact, add_contacts
from contacts.services.duplicates import find_duplicates
from transfer.sample.texts import both

WHO = "Mareike Sandner"
NOTE = both("Came in with the old phone.", "Kam mit dem alten Telefon herein.")


def add_somebody_twice(*, user: User, contacts: dict[str, Contact], today: date) -> None:
    """Enter one of the people once more, with the same number and a shorter name, and look for such pairs."""
    known = contacts[WHO]
    given, _, family = WHO.partition(" ")
    again = NewContact(
        name=f"{given[0]}. {family}",
        family_name=family,
        place="Altona",
        phones=tuple(_spaced(phone.number) for phone in known.phones.all()),
        note=NOTE.in_language(user.language),
    )
    add_contacts(owner=user, people=[again], today=today)
    find_duplicates(owner=user, now=timezone.now())


def _spaced(number: str) -> Channel:
    """Return the number as another program writes it."""
    return Channel(value=f"{number[:-2]} {number[-2:]}", kind="mobile")
