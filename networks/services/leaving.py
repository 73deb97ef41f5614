"""Leaving a network: notice given, the day come, taken back; with whom to keep in touch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Q

from contacts.models import Contact
from contacts.rules.cadence import Cadence
from contacts.services import place_contact
from networks.models import Membership, Network, Stage, StageMove
from networks.models.membership import MembershipQuerySet
from networks.services.stages import move_network, undo_move
from netzwerk.core.jobs import enqueue_job

KIND = "leave_network"


class AlreadyBackError(ValueError):
    """A membership that ended cannot go on, because another one of the network has begun."""


@dataclass(frozen=True, slots=True)
class Placing:
    """How close a person shall be, or was, and whether they had a cadence of their own."""

    contact: Contact
    closeness: str
    own_cadence: Cadence | None = None


@transaction.atomic
def leave_membership(*, membership: Membership, left_on: date, reason: str, today: date) -> StageMove | None:
    """Note that the user gives notice: `left_on` is the last day, and it may lie ahead.

    Until then the network stays where it is on the board. A job moves it on the day after, by the owner's clock; where
    the last day has come, it is moved at once, and that move is returned.
    """
    network = _network_of(membership)
    membership.left_on, membership.leaving_reason = left_on, reason
    membership.save(update_fields=["left_on", "leaving_reason"])
    if left_on <= today:
        return _move_out(network, membership)
    _plan_end(membership, left_on)
    return None


@transaction.atomic
def end_membership(*, membership: Membership, today: date) -> StageMove | None:
    """Move the network of a membership whose last day is over; a second run finds it moved.

    Whoever took the notice back meanwhile, chose a later day, or travels where the last day is not over yet, is not
    moved now.
    """
    network = _network_of(membership)
    membership.refresh_from_db(fields=["left_on"], from_queryset=Membership.objects.for_user(membership.owner))
    if membership.left_on is not None and membership.left_on >= today:
        _plan_end(membership, membership.left_on)
        return None
    return _move_out(network, membership)


@transaction.atomic
def come_back(*, membership: Membership) -> Network:
    """Take notice or leaving back: the membership goes on, and the network is where it was before.

    Raises `AlreadyBackError` when another membership of this network has begun.
    """
    network = _network_of(membership)
    if _others(membership, left_on=None).exists():
        raise AlreadyBackError(str(membership.pk))
    membership.left_on, membership.leaving_reason = None, ""
    membership.save(update_fields=["left_on", "leaving_reason"])
    newest = StageMove.objects.for_user(membership.owner).filter(network=network).first()
    if newest and newest.stage == Stage.LEFT and newest.before:
        newest.owner = membership.owner
        return undo_move(move=newest)
    return network


@transaction.atomic
def keep_in_touch(*, placings: Sequence[Placing]) -> list[Placing]:
    """Place these people, and return how they were before, for the way back."""
    before = [Placing(each.contact, each.contact.closeness, each.contact.own_cadence) for each in placings]
    for each in placings:
        place_contact(contact=each.contact, closeness=each.closeness, own_cadence=each.own_cadence)
    return before


def _move_out(network: Network, membership: Membership) -> StageMove | None:
    """Move to *left* on the last day, or on the day when it came to its stage where that is later.

    Where another membership goes on, as after two networks became one, the network stays where it is.
    """
    last_day = membership.left_on
    if not network.is_active or last_day is None:
        return None
    if _others(membership, Q(left_on=None) | Q(left_on__gt=last_day)).exists():
        return None
    return move_network(network=network, stage=Stage.LEFT, on=max(last_day, network.staged_on))


def _network_of(membership: Membership) -> Network:
    """Return the network, locked; also one in the bin, which comes back as it then stands."""
    network = Network.objects.for_user(membership.owner).select_for_update().get(pk=membership.network_id)
    network.owner = membership.owner
    return network


def _others(membership: Membership, *which: Q, **like: date | None) -> MembershipQuerySet:
    rows = Membership.objects.for_user(membership.owner).filter(*which, network=membership.network_id, **like)
    return rows.exclude(pk=membership.pk)


def _plan_end(membership: Membership, last_day: date) -> None:
    """Have the network moved at the beginning of the day after, by the clock where its owner is now."""
    run_at = datetime.combine(last_day + timedelta(days=1), time.min, tzinfo=membership.owner.zone)
    enqueue_job(kind=KIND, owner=membership.owner, object_id=membership.pk, run_at=run_at)
