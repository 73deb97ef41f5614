"""The same once more for other programs: vCards for address books, tables for spreadsheets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.db.models import QuerySet

from accounts.models import User
from contacts.models import Contact, Exchange, Moment
from transfer.exporting import write_cards, write_contacts, write_exchanges, write_moments
from transfer.exporting.batches import Turn


@dataclass(frozen=True)
class Copy:
    """One such file: its name, its rows, and what writes them into a file, with a turn for each batch."""

    name: str
    rows: QuerySet[Any]
    write: Callable[[BinaryIO, Turn], object]


def copies_of(owner: User) -> list[Copy]:
    """Return these files; nobody from the bin is in them."""
    people = Contact.objects.for_user(owner).present()
    moments = Moment.objects.for_user(owner).filter(deleted_at=None)
    exchanges = Exchange.objects.for_user(owner).filter(deleted_at=None)
    return [
        Copy("people.vcf", people, lambda file, turn: write_cards(owner, people, "4.0", file, turn=turn)),
        Copy("people.csv", people, lambda file, turn: write_contacts(owner, people, file, turn=turn)),
        Copy("moments.csv", moments, lambda file, turn: write_moments(owner, moments, file, turn=turn)),
        Copy("exchanges.csv", exchanges, lambda file, turn: write_exchanges(owner, exchanges, file, turn=turn)),
    ]
