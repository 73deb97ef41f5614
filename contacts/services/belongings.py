"""Rows that belong to a contact: channels, and the position at an organisation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from accounts.models import User
from contacts.models import Contact, EmailAddress, Organisation, PhoneNumber, Position, fold_name
from contacts.services.details import NewContact

Pairs = Sequence[tuple[Contact, NewContact]]


def add_channels(owner: User, pairs: Pairs) -> None:
    """Write the mail addresses and phone numbers of new contacts, each value once a person."""
    EmailAddress.objects.bulk_create(
        EmailAddress(owner=owner, contact=contact, address=address, kind=kind, position=position)
        for contact, details in pairs
        for position, (address, kind) in enumerate(_once((each.value, each.kind) for each in details.emails))
    )
    PhoneNumber.objects.bulk_create(
        PhoneNumber(owner=owner, contact=contact, number=number, kind=kind, position=position)
        for contact, details in pairs
        for position, (number, kind) in enumerate(_once((each.value, each.kind) for each in details.phones))
    )


def add_positions(owner: User, pairs: Pairs) -> None:
    """Write the current positions of new contacts, with the organisations that are new."""
    organisations = find_or_add_organisations(owner, (details.organisation for _contact, details in pairs))
    Position.objects.bulk_create(
        Position(
            owner=owner,
            contact=contact,
            organisation=organisations.get(fold_name(details.organisation)),
            role=details.role,
        )
        for contact, details in pairs
        if details.organisation or details.role
    )


def find_or_add_organisations(owner: User, names: Iterable[str]) -> dict[str, Organisation]:
    """Return the organisations of these names by folded name; the missing ones are made. Three queries at most."""
    wanted = {folded: name for name in names if (folded := fold_name(name))}
    found = _organisations(owner, wanted)
    missing = [
        Organisation(owner=owner, name=name, folded_name=folded)
        for folded, name in wanted.items()
        if folded not in found
    ]
    if not missing:
        return found
    # Somebody else may have made one meanwhile (a second tab, a worker): then theirs counts.
    Organisation.objects.bulk_create(missing, ignore_conflicts=True)
    return _organisations(owner, wanted)


def _organisations(owner: User, folded_names: Iterable[str]) -> dict[str, Organisation]:
    found = Organisation.objects.for_user(owner).filter(folded_name__in=list(folded_names))
    return {organisation.folded_name: organisation for organisation in found}


def _once(channels: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    kinds: dict[str, str] = {}
    for value, kind in channels:
        kinds.setdefault(value, kind)
    return list(kinds.items())
