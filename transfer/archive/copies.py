"""The same once more for other programs: vCards for address books, tables for spreadsheets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO

from accounts.models import User
from contacts.models import Contact, Exchange, Moment
from transfer.exporting import write_cards, write_contacts, write_exchanges, write_moments

Write = Callable[[BinaryIO], object]


def copies_of(owner: User) -> Iterator[tuple[str, Write]]:
    """Yield the name of each such file, and what writes it; nobody from the bin is in them."""
    people = Contact.objects.for_user(owner).present()
    moments = Moment.objects.for_user(owner).filter(deleted_at=None)
    exchanges = Exchange.objects.for_user(owner).filter(deleted_at=None)
    yield "people.vcf", lambda file: write_cards(owner, people, "4.0", file)
    yield "people.csv", lambda file: write_contacts(owner, people, file)
    yield "moments.csv", lambda file: write_moments(owner, moments, file)
    yield "exchanges.csv", lambda file: write_exchanges(owner, exchanges, file)
