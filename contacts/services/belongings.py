"""Rows that belong to a contact: channels, and the position at an organisation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from django.db.models import prefetch_related_objects

from accounts.models import User
from contacts.models import (
    Contact,
    EmailAddress,
    Link,
    Messenger,
    Organisation,
    OwnDate,
    PhoneNumber,
    Position,
    PostalAddress,
    Tag,
    Tagging,
    Topic,
    fold_name,
)
from contacts.phones import region_of
from contacts.rules.phones import e164_of
from contacts.services.indexing import reindex_organisations
from contacts.services.new_contact import Channel, NewContact
from contacts.services.tags import find_or_add_tags, fold_tag
from netzwerk.core.copying import write_rows
from netzwerk.core.owned import Owned

Pairs = Sequence[tuple[Contact, NewContact]]
Columns = Mapping[str, object]
Belonging = TypeVar("Belonging", EmailAddress, PhoneNumber, Link, PostalAddress, Messenger, Topic)

# What makes a row the same as another of its contact; the other columns only say more about it.
WHAT_COUNTS: dict[type[Owned], tuple[str, ...]] = {
    EmailAddress: ("address",),
    PhoneNumber: ("number",),
    Link: ("url",),
    PostalAddress: ("street", "postal_code", "city", "region", "country"),
    Messenger: ("service", "handle"),
    Topic: ("direction", "text"),
}


def add_belongings(owner: User, pairs: Pairs) -> None:
    """Write what hangs on new contacts: channels, addresses, topics; each value once a person."""
    add_channels(owner, pairs)
    for further in FURTHER:
        _add(owner, pairs, further.model, further.rows)


def complete_belongings(owner: User, pairs: Pairs) -> None:
    """Write further links, addresses, messengers and topics behind those that contacts have."""
    prefetch_related_objects([contact for contact, _details in pairs], *(further.related for further in FURTHER))
    for further in FURTHER:
        _add(owner, pairs, further.model, further.rows, behind=further.related)


def add_channels(owner: User, pairs: Pairs) -> None:
    """Write the mail addresses and phone numbers of contacts that have none, each value once a person."""
    region = region_of(owner)
    _add(owner, pairs, EmailAddress, lambda details: _channels("address", details.emails))
    _add(owner, pairs, PhoneNumber, lambda details: phone_columns(details.phones, region))


def phone_columns(phones: Iterable[Channel], region: str) -> list[Columns]:
    """Return the columns of phone numbers: as they were written, and as E.164 where that is no guess."""
    return [{**columns, "e164": e164_of(str(columns["number"]), region)} for columns in _channels("number", phones)]


def _add(
    owner: User, pairs: Pairs, model: type[Owned], rows: Callable[[NewContact], Iterable[Columns]], *, behind: str = ""
) -> None:
    """Write the rows of each contact in their order: the first ones, or behind those of a relation that is fetched."""
    of_each: list[tuple[UUID, int, Columns]] = [
        (contact.pk, position, said)
        for contact, details in pairs
        for position, said in enumerate(once(rows(details), by=WHAT_COUNTS[model]), _next_place(contact, behind))
    ]
    if not of_each:
        return
    names = [*of_each[0][2]]
    stored = [(pk, position, *(said[name] for name in names)) for pk, position, said in of_each]
    write_rows(model, ["contact_id", "position", *names], stored, common={"owner_id": owner.pk})


def once(rows: Iterable[Columns], *, by: Sequence[str]) -> list[Columns]:
    """Return the rows without those that say the same again in the columns that count; the first one stays."""
    firsts: dict[tuple[object, ...], Columns] = {}
    for row in rows:
        firsts.setdefault(tuple(row[column] for column in by), row)
    return list(firsts.values())


def _next_place(contact: Contact, related: str) -> int:
    return 1 + max((each.position for each in getattr(contact, related).all()), default=-1) if related else 0


def _channels(column: str, channels: Iterable[Channel]) -> list[Columns]:
    return [{column: each.value, "kind": each.kind} for each in channels]


def _topics(direction: str, texts: Iterable[str]) -> list[Columns]:
    return [{"direction": direction, "text": text} for text in texts]


def add_own_dates(owner: User, pairs: Pairs) -> None:
    """Write days of their own of contacts."""
    rows = [
        (contact.pk, each.label, each.annual.month, each.annual.day, each.annual.year)
        for contact, details in pairs
        for each in dict.fromkeys(details.own_dates)
    ]
    write_rows(OwnDate, ["contact_id", "label", "month", "day", "year"], rows, common={"owner_id": owner.pk})


def add_positions(owner: User, pairs: Pairs) -> dict[str, Organisation]:
    """Write the current positions of new contacts, with the organisations that are new; return these by folded name."""
    organisations = find_or_add_organisations(owner, (details.organisation for _contact, details in pairs))
    ids = {folded: organisation.pk for folded, organisation in organisations.items()}
    rows = [
        (contact.pk, ids.get(fold_name(details.organisation)) if details.organisation else None, details.role)
        for contact, details in pairs
        if details.organisation or details.role
    ]
    write_rows(Position, ["contact_id", "organisation_id", "role"], rows, common={"owner_id": owner.pk})
    return organisations


def add_tags(owner: User, pairs: Pairs) -> dict[str, Tag]:
    """Give contacts tags that they lack, made when they are new and there is room; return these by folded name."""
    names = list(dict.fromkeys(name for _contact, details in pairs for name in details.tags))
    if not names:
        return {}
    tags = {tag.folded_name: tag for tag in find_or_add_tags(owner=owner, names=names, as_room_allows=True)}
    folded = {name: fold_tag(name) for name in names}
    rows = [
        (contact.pk, tags[key].pk)
        for contact, details in pairs
        for key in dict.fromkeys(folded[name] for name in details.tags)
        if key in tags
    ]
    write_rows(Tagging, ["contact_id", "tag_id"], rows, common={"owner_id": owner.pk})
    return tags


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
    made = _organisations(owner, [each.folded_name for each in missing])
    reindex_organisations(owner=owner, organisation_ids=[each.pk for each in made.values()])
    return found | made


def _organisations(owner: User, folded_names: Iterable[str]) -> dict[str, Organisation]:
    # Kept from being deleted until somebody stands there; in one order, so that two who add wait for each other.
    found = Organisation.objects.for_user(owner).filter(folded_name__any_of=list(folded_names))
    found = found.order_by("pk").select_for_update(no_key=True)
    return {organisation.folded_name: organisation for organisation in found}


class Further(NamedTuple):
    """What can hang on a contact beside mail addresses and numbers: its relation, and its rows of some details."""

    related: str
    model: Any
    rows: Callable[[NewContact], Iterable[Columns]]


FURTHER = (
    Further("links", Link, lambda details: _channels("url", details.links)),
    Further("addresses", PostalAddress, lambda details: [asdict(each) for each in details.addresses]),
    Further("messengers", Messenger, lambda details: [asdict(each) for each in details.messengers]),
    Further(
        "topics",
        Topic,
        lambda details: _topics(Topic.Direction.SEEKS, details.seeks) + _topics(Topic.Direction.OFFERS, details.offers),
    ),
)
