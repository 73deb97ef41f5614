"""What a text may mean that says whom or what somebody wants to reach: people, organisations, or a field."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.models import User
from contacts.models import Contact, Organisation, fold_name
from contacts.queries import people_named
from contacts.queries.organisations import industry_names, organisation_names
from contacts.queries.searching import find_organisations, terms_for

MOST_ORGANISATIONS = 6
MOST_PEOPLE_OFFERED, MOST_OFFERED = 4, 8


@dataclass(frozen=True, slots=True)
class Meant:
    """What a text may mean; `exactly` is the one person or organisation that is called so, if there is just one.

    Where nobody and nothing has it in the name, `people` are those of whom it is known otherwise: it is a field, or a
    name that was mistyped.
    """

    people: list[Contact]
    organisations: list[Organisation]
    exactly: Contact | Organisation | None = None
    is_name: bool = True

    @property
    def is_field(self) -> bool:
        """Whether it can only be a field: nobody and nothing is called so."""
        return not self.people and not self.organisations


def meant_by(owner: User, text: str) -> Meant:
    """Return the people and organisations that a text may mean; five queries."""
    found = people_named(owner, text)
    organisations = find_organisations(owner, terms_for(owner, text), limit=MOST_ORGANISATIONS)
    folded = fold_name(text)
    people = [contact for contact in found if _is_called(contact, folded)]
    named: list[Contact | Organisation] = [*people, *organisations]
    exact = [one for one in named if one.folded_name == folded]
    return Meant(people if named else found, organisations, exact[0] if len(exact) == 1 else None, bool(named))


def _is_called(contact: Contact, folded: str) -> bool:
    """Whether each word begins one of somebody's names."""
    names = " ".join((contact.folded_name, fold_name(contact.nickname), fold_name(contact.former_name)))
    return all(f" {word}" in f" {names}" for word in folded.split())


def offered_names(owner: User, text: str) -> list[str]:
    """Return a few names that one could mean who began like this: of people, organisations and fields."""
    folded = fold_name(text)
    people = [contact.name for contact in people_named(owner, text) if _is_called(contact, folded)]
    found = [*people[:MOST_PEOPLE_OFFERED], *organisation_names(owner, text), *industry_names(owner, text)]
    return list(dict.fromkeys(found))[:MOST_OFFERED]
