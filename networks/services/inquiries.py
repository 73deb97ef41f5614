"""Asking people which networks they are in: picked, asked, answered, not proposed any more; each can be taken back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from contacts.models import Contact
from goals.models import Goal
from goals.services import lock_inventory
from networks.models import Inquiry, Mention, Network, NetworkMember, Stage
from networks.services.details import NetworkDetails
from networks.services.networks import create_network, delete_network
from netzwerk.core.folding import fold
from netzwerk.core.ids import made_at


@dataclass(frozen=True, slots=True)
class Named:
    """A network that somebody named, by its name, and why they are in it."""

    name: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """What an answer left behind: networks and members that were not there before, for the way back.

    `was_answered` says that it came in the place of another one.
    """

    inquiry: Inquiry
    networks: tuple[UUID, ...]
    members: tuple[UUID, ...]
    was_answered: bool = False


@transaction.atomic
def pick_people(*, goal: Goal, contacts: Iterable[Contact]) -> list[Inquiry]:
    """Put people on the list of those to be asked; whoever was turned down before is on it again."""
    # In one order, so that two tabs that pick the same people wait for each other instead of for ever.
    return [_inquiry(goal, contact, declined_at=None) for contact in sorted(contacts, key=lambda one: one.pk)]


@transaction.atomic
def ask_contact(*, goal: Goal, contact: Contact, on: date) -> Inquiry:
    """Note that somebody was asked on a day."""
    return _inquiry(goal, contact, asked_on=on, declined_at=None)


@transaction.atomic
def take_back_asking(*, inquiry: Inquiry, was_picked: bool = False) -> None:
    """Forget that somebody was asked: whoever was picked is on the list again, others may be proposed.

    An answer stays.
    """
    unanswered = Inquiry.objects.for_user(inquiry.owner).filter(pk=inquiry.pk, answered_on=None)
    if was_picked:
        unanswered.update(asked_on=None)
    else:
        unanswered.delete()


@transaction.atomic
def decline_contact(*, goal: Goal, contact: Contact, now: datetime) -> Inquiry:
    """Never propose somebody for this goal again."""
    return _inquiry(goal, contact, declined_at=now)


@transaction.atomic
def reconsider_contact(*, goal: Goal, contact: Contact) -> None:
    """Let somebody be proposed again."""
    declined = Inquiry.objects.for_user(goal.owner).filter(goal=goal, contact=contact, declined_at__isnull=False)
    declined.filter(asked_on=None, answered_on=None).delete()
    declined.update(declined_at=None)


@transaction.atomic
def answer_inquiry(*, inquiry: Inquiry, on: date, named: Sequence[Named], answer: str = "") -> Answered:
    """Note what somebody said: which networks they are in, and why, in place of what was noted before.

    A name that none of the user's networks has becomes an idea, with this person as its source. They become a member
    of each of them. Without a day on which they were asked, the day of the answer counts. What was said of a network in
    the bin waits there for it.
    """
    owner = inquiry.owner
    _lock(inquiry)
    was_answered = inquiry.answered_on is not None
    inquiry.answered_on, inquiry.answer = on, answer
    inquiry.asked_on = inquiry.asked_on or on
    inquiry.declined_at = None
    inquiry.save(update_fields=["answered_on", "answer", "asked_on", "declined_at"])
    Mention.objects.for_user(owner).filter(inquiry=inquiry, network__deleted_at=None).delete()
    made: list[UUID] = []
    joined: list[UUID] = []
    for network, why in _networks(owner, named, inquiry.contact, on, made):
        Mention.objects.create(owner=owner, inquiry=inquiry, network=network, why=why)
        member, is_new = NetworkMember.objects.for_user(owner).get_or_create(
            owner=owner, network=network, contact=inquiry.contact
        )
        joined += [member.pk] if is_new else []
    return Answered(inquiry, tuple(made), tuple(joined), was_answered)


@transaction.atomic
def take_back_answer(
    *, inquiry: Inquiry, networks: Collection[UUID] = (), members: Collection[UUID] = (), now: datetime
) -> Inquiry:
    """Wait for an answer again, and take back what it left behind: nothing else can be reached by these ids.

    That is who became a member of a network that was named, after it was, and ideas that this person is the source of.
    """
    owner = inquiry.owner
    _lock(inquiry)
    mentions = Mention.objects.for_user(owner).filter(inquiry=inquiry)
    named = {mention.network_id: made_at(mention.pk) for mention in mentions}
    mentions.delete()
    rows = NetworkMember.objects.for_user(owner).filter(pk__in=list(members), contact=inquiry.contact)
    joined = [row.pk for row in rows.filter(network__in=list(named)) if made_at(row.pk) >= named[row.network_id]]
    rows.filter(pk__in=joined).delete()
    gone = [pk for pk in networks if pk in named]
    ideas = Network.objects.for_user(owner).present().filter(pk__in=gone, stage=Stage.IDEA).order_by("pk")
    for network in ideas.filter(source_contact=inquiry.contact):
        network.owner = owner
        delete_network(network=network, now=now)
    inquiry.answered_on, inquiry.answer = None, ""
    inquiry.save(update_fields=["answered_on", "answer"])
    return inquiry


def find_or_create_network(
    *, owner: User, name: str, today: date, source: str = "", source_contact: Contact | None = None
) -> tuple[Network, bool]:
    """Return the user's network of this name, or a new idea with where one has it from, and whether it is new."""
    lock_inventory(owner=owner)
    known = Network.objects.for_user(owner).present().filter(folded_name=fold(name)).order_by("-created_at").first()
    if known:
        known.owner = owner
        return known, False
    source_id = source_contact.pk if source_contact else None
    details = NetworkDetails(name=name, source=source, source_contact_id=source_id)
    return create_network(owner=owner, details=details, today=today), True


def _lock(inquiry: Inquiry) -> None:
    """Let a second tab wait, and see what the first has noted."""
    rows = Inquiry.objects.for_user(inquiry.owner).select_for_update()
    inquiry.refresh_from_db(fields=["answered_on", "asked_on"], from_queryset=rows)


def _inquiry(goal: Goal, contact: Contact, **columns: date | datetime | None) -> Inquiry:
    inquiry, _is_new = Inquiry.objects.for_user(goal.owner).update_or_create(
        owner=goal.owner, goal=goal, contact=contact, defaults=columns
    )
    return inquiry


def _networks(
    owner: User, named: Iterable[Named], contact: Contact, on: date, made: list[UUID]
) -> Iterable[tuple[Network, str]]:
    """Yield each network once with why; those that had to be made are put into `made`."""
    reasons: dict[str, Named] = {}
    for one in named:
        reasons.setdefault(fold(one.name), one)
    for one in reasons.values():
        network, is_new = find_or_create_network(owner=owner, name=one.name, today=on, source_contact=contact)
        made += [network.pk] if is_new else []
        yield network, one.why
