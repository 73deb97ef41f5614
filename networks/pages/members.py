"""Members of a network, and the networks of somebody, in rows for a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from accounts.models import User
from contacts.labels import state_label
from contacts.models import Contact
from contacts.rules.states import State
from contacts.wording import brief_words, dotted
from networks.models import ACTIVE_STAGES, Network, NetworkMember
from networks.queries.members import member_rows_of, members_of
from networks.words.members import member_words, shared_words


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One member, in words: as what and since when, and where they work."""

    member: NetworkMember
    contact: Contact
    words: str
    state: State
    state_label: str


@dataclass(frozen=True, slots=True)
class NetworkRow:
    """One network of somebody's; `shared` says that the user is there, too."""

    member: NetworkMember
    network: Network
    words: str
    shared: str
    is_active: bool


@dataclass(frozen=True, slots=True)
class MembersPage:
    """Some members, and the last of them when there are more."""

    rows: list[MemberRow]
    last: UUID | None


def members_page(user: User, network: Network, today: date, *, size: int, after: UUID | None = None) -> MembersPage:
    """Return one page of members; a fixed number of queries."""
    found = members_of(user, network, after=after, limit=size + 1)
    shown = found[:size]
    return MembersPage([_row(member, today) for member in shown], shown[-1].pk if len(found) > size else None)


def networks_of(user: User, contact: Contact) -> list[NetworkRow]:
    """Return in which networks somebody is; those come first where the user is, too."""
    rows = [
        NetworkRow(
            member,
            member.network,
            member_words(member),
            shared_words(member.network.stage),
            member.network.stage in ACTIVE_STAGES,
        )
        for member in member_rows_of(user, contact)
    ]
    return sorted(rows, key=lambda row: not row.is_active)


def _row(member: NetworkMember, today: date) -> MemberRow:
    contact = member.contact
    state = contact.state_on(today)
    words = dotted(member_words(member), brief_words(contact))
    return MemberRow(member, contact, words, state, state_label(state))
