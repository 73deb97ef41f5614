"""Contacts in a network: added, changed, removed, put back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction

from contacts.models import Contact
from networks.models import Network, NetworkMember
from networks.services.locking import lock_network
from netzwerk.core.ids import new_id

COLUMNS = ("role", "since_year", "until_year", "is_wished")


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberFacts:
    """As what somebody is in a network, in which years, and whether the user would like to know them better."""

    role: str = ""
    since_year: int | None = None
    until_year: int | None = None
    is_wished: bool = False


@transaction.atomic
def add_member(
    *,
    network: Network,
    contact: Contact,
    role: str = "",
    since_year: int | None = None,
    until_year: int | None = None,
    is_wished: bool | None = None,
) -> NetworkMember:
    """Return the one row of a contact in a network; where there is one, what is said here is taken over.

    What is left empty stays as it is.
    """
    # Nobody else adds the same person meanwhile, and none is added to what has gone into another network.
    network = lock_network(network)
    said = {"role": role, "since_year": since_year, "until_year": until_year, "is_wished": is_wished}
    said = {name: value for name, value in said.items() if value not in ("", None)}
    member, is_new = NetworkMember.objects.get_or_create(
        owner=network.owner, network=network, contact=contact, defaults=said
    )
    if not is_new and said:
        for name, value in said.items():
            setattr(member, name, value)
        member.save(update_fields=list(said))
    return member


@transaction.atomic
def add_members(*, network: Network, contacts: Sequence[Contact], facts: MemberFacts) -> list[NetworkMember]:
    """Add several people in the same way, in four queries; return the rows of those who were not in it before.

    What is left empty stays as it is, and a tick adds the wish, but takes none away from who has it.
    """
    network = lock_network(network)
    rows = NetworkMember.objects.for_user(network.owner).filter(network=network, contact__in=contacts)
    said = {name: value for name in COLUMNS if (value := getattr(facts, name))}
    if said:
        rows.update(**said)
    before = set(rows.values_list("contact_id", flat=True))
    people = {contact.pk: contact for contact in contacts if contact.pk not in before}
    new = [NetworkMember(owner=network.owner, network=network, contact=people[pk], **said) for pk in sorted(people)]
    # Whoever is added by a change of many people at this very moment is there once.
    NetworkMember.objects.bulk_create(new, ignore_conflicts=True)
    return list(rows.filter(pk__in=[row.pk for row in new]).order_by("pk"))


@transaction.atomic
def change_member(*, member: NetworkMember, facts: MemberFacts) -> NetworkMember:
    """Replace what is known about somebody in a network."""
    for name in COLUMNS:
        setattr(member, name, getattr(facts, name))
    member.save(update_fields=list(COLUMNS))
    return member


@transaction.atomic
def remove_member(*, member: NetworkMember) -> None:
    """Take somebody out of a network; the contact stays, and so does what happened there."""
    member.delete()


@transaction.atomic
def bring_back_member(*, network: Network, contact: Contact, member_id: UUID, facts: MemberFacts) -> NetworkMember:
    """Put somebody back who was removed, under the id they had; who was added again meanwhile stays as they are."""
    network = lock_network(network)
    values = {name: getattr(facts, name) for name in COLUMNS}
    found = NetworkMember.objects.for_user(network.owner).filter(network=network, contact=contact).first()
    if found:
        return found
    row = NetworkMember(pk=member_id, owner=network.owner, network=network, contact=contact, **values)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        # Whoever wrote this address took the id from another row, perhaps from one that is not theirs to see.
        row.pk = new_id()
        row.save(force_insert=True)
    return row
