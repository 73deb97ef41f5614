"""Whom the user met at a meeting: people, members, the moment and promises in one go, and taken back in one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from contacts.models import Contact, Exchange, Moment
from contacts.services import NewContact, add_contacts
from contacts.services.exchanges import delete_exchange, log_exchange
from contacts.services.moments import log_moment
from contacts.services.newcomers import take_back_moment
from networks.models import Network, NetworkMember, Occurrence
from networks.queries.events import Meeting
from networks.services.happenings import link_exchange, link_moment
from networks.services.locking import lock_network
from networks.services.members import MemberFacts, add_members
from networks.services.occurrences import noted_occurrence


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who is entered on this occasion, and what the user promised them, if anything."""

    person: NewContact
    promise: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhoWasMet:
    """What the user says after a meeting; `promises` are by contact."""

    contacts: Sequence[Contact]
    newcomers: Sequence[Newcomer] = ()
    promises: Mapping[UUID, str]
    note: str = ""
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Met:
    """What came of it: the moment, who was entered, and which of the others were added to the members."""

    moment: Moment
    newcomers: Sequence[UUID]
    members: Sequence[UUID]


def moment_at(occurrence: Occurrence) -> Moment | None:
    """Return the moment that tells of this date, if there is one."""
    moments = Moment.objects.for_user(occurrence.owner).present()
    return moments.filter(network_moments__occurrence=occurrence).order_by("-happened_on", "-id").first()


@transaction.atomic
def save_met(*, meeting: Meeting, said: WhoWasMet, today: date, now: datetime) -> Met | None:
    """Enter who is new, write down one moment with everybody and their promises, and settle the date.

    Everybody is a member of the network from then on. Said twice it is done once: where a moment tells of this date
    already, nothing happens and None is returned. Raises `MomentInFutureError` before the day.
    """
    event = meeting.event
    network = lock_network(event.network)
    occurrence = _locked(meeting)
    if moment_at(occurrence):
        return None
    added = add_contacts(owner=event.owner, people=[each.person for each in said.newcomers], today=today)
    people = [*said.contacts, *added]
    moment = log_moment(
        owner=event.owner,
        contacts=people,
        kind=Moment.Kind.EVENT,
        happened_on=meeting.on,
        today=today,
        note=said.note,
    )
    link_moment(network=network, moment=moment, occurrence=occurrence, minutes=said.minutes)
    members = add_members(network=network, contacts=people, facts=MemberFacts())
    promises = dict(said.promises) | {
        contact.pk: each.promise for contact, each in zip(added, said.newcomers, strict=True)
    }
    _promise(network, moment, [(contact, promises.get(contact.pk, "")) for contact in people])
    occurrence.settled_at = now
    occurrence.save(update_fields=["settled_at"])
    new = [contact.pk for contact in added]
    return Met(moment, new, [member.contact_id for member in members if member.contact_id not in new])


@transaction.atomic
def take_back_met(
    *, occurrence: Occurrence, moment: Moment, newcomers: Sequence[UUID], members: Sequence[UUID], today: date
) -> None:
    """Take all that back: the moment, its promises, who came in with it, and who became a member by it.

    Whoever was there before stays, also when they are named among `newcomers` or `members`. Done twice it is done once.
    """
    lock_network(occurrence.event.network)
    said_at = _said_at(occurrence, moment)
    if said_at is None:
        return
    for exchange in Exchange.objects.for_user(moment.owner).open_promises().filter(moment=moment):
        delete_exchange(exchange=exchange)
    took_part = Contact.objects.for_user(moment.owner).filter(participations__moment=moment)
    new = took_part.filter(pk__in=newcomers, created_at__gte=said_at).values_list("pk", flat=True)
    rows = NetworkMember.objects.for_user(moment.owner).filter(network_id=occurrence.event.network_id)
    gone = took_part.filter(pk__in=[*newcomers, *members]).order_by().values("pk")
    rows.filter(contact__in=gone, created_at__gte=said_at).delete()
    take_back_moment(moment=moment, newcomers=list(new), today=today)
    occurrence.settled_at = None
    occurrence.save(update_fields=["settled_at"])


def _said_at(occurrence: Occurrence, moment: Moment) -> datetime | None:
    """Return since when there is what was said with this moment; None when it has been taken back meanwhile."""
    rows = Occurrence.objects.for_user(moment.owner).select_for_update()
    occurrence.refresh_from_db(fields=["settled_at"], from_queryset=rows)
    if not Moment.objects.for_user(moment.owner).present().filter(pk=moment.pk).exists():
        return None
    return occurrence.settled_at or moment.created_at


def _locked(meeting: Meeting) -> Occurrence:
    """Return the row of the date, which nobody else changes until this is done."""
    event = meeting.event
    row = noted_occurrence(event=event, planned_on=meeting.planned_on)
    occurrence = Occurrence.objects.for_user(event.owner).select_for_update().get(pk=row.pk)
    occurrence.owner = event.owner
    return occurrence


def _promise(network: Network, moment: Moment, promised: Sequence[tuple[Contact, str]]) -> None:
    for contact, text in promised:
        if text:
            [exchange] = log_exchange(
                owner=network.owner,
                contacts=[contact],
                direction=Exchange.Direction.PROMISED,
                kind=Exchange.Kind.HELP,
                happened_on=moment.happened_on,
                text=text,
                moment=moment,
            )
            link_exchange(network=network, exchange=exchange)
