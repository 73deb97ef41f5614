"""What an id in an address of networks stands for, for the walls in `test_strangers`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.utils import timezone

from accounts.models import User
from networks.models import (
    GivingIdea,
    Inquiry,
    Look,
    LookingPlace,
    MembershipReview,
    NetworkMoment,
    Occurrence,
    StageMove,
    WantedPerson,
)  # fmt: skip
from networks.services.begun_checks import begin_check
from networks.services.merging import merge_networks
from netzwerk.core.walls import acting_as
from tests.factories import (
    TODAY,
    make_check,
    make_contact,
    make_event,
    make_goal,
    make_member,
    make_membership,
    make_moment,
    make_network,
)  # fmt: skip

Maker = Callable[[User], UUID]


def _network(**fields: Any) -> Maker:
    return lambda user: make_network(user, **fields).pk


def _joined(user: User) -> UUID:
    network = make_network(user, stage="member")
    make_membership(network, since_on=TODAY)
    return network.pk


def _make(model: type[Any], **fields: Any) -> Callable[..., UUID]:
    """Return a maker of a row of this model; a field that is a function is asked for its value with the user."""

    def make(user: User) -> UUID:
        found = {name: value(user) if callable(value) else value for name, value in fields.items()}
        with acting_as(user):
            return UUID(str(model.objects.create(owner=user, **found).pk))

    return make


def _make_place(user: User) -> LookingPlace:
    goal = make_goal(user)
    with acting_as(user):
        return LookingPlace.objects.create(owner=user, goal=goal, text="Trade press")


def _make_wanting(user: User) -> UUID:
    """Return a meeting at which somebody is wanted."""
    event, contact = make_event(make_network(user)), make_contact(user)
    with acting_as(user):
        occurrence = Occurrence.objects.create(owner=user, event=event, planned_on=TODAY)
        WantedPerson.objects.create(owner=user, occurrence=occurrence, contact=contact)
    return event.pk


def _wanted(user: User) -> UUID:
    """Return who is wanted there."""
    with acting_as(user):
        return WantedPerson.objects.get().contact_id


def _make_draft(user: User) -> UUID:
    network, goal = make_network(user), make_goal(user)
    with acting_as(user):
        return begin_check(network=network, goal=goal, now=timezone.now(), today=TODAY).pk


def _make_merge(user: User) -> UUID:
    survivor, absorbed = make_network(user), make_network(user)
    with acting_as(user):
        return merge_networks(survivor=survivor, absorbed=absorbed, choices={}, now=timezone.now()).pk


def _make_met(user: User) -> UUID:
    """Return a meeting at which somebody was met."""
    event, moment = make_event(make_network(user)), make_moment(user, make_contact(user))
    with acting_as(user):
        occurrence = Occurrence.objects.create(owner=user, event=event, planned_on=TODAY, settled_at=timezone.now())
        NetworkMoment.objects.create(owner=user, network=event.network, moment=moment, occurrence=occurrence)
    return event.pk


def moment_met(user: User, event: UUID) -> str:
    """Return the query that names the moment of a meeting."""
    with acting_as(user):
        link = NetworkMoment.objects.filter(occurrence__event=event).first()
        return f"?moment={link.moment_id if link else ''}"


# By the parameter, or by the name of the address and the parameter where it has to be a special one.
NETWORK_MAKERS: dict[str, Maker] = {
    "network": _network(),
    "absorbed": _network(name="Choir"),
    "move": _make(StageMove, network=make_network, stage="idea", moved_on=TODAY),
    "check": lambda user: make_check(make_network(user), make_goal(user), {"tone": 3}).pk,
    "event": lambda user: make_event(make_network(user)).pk,
    "inquiry": _make(Inquiry, goal=make_goal, contact=make_contact, asked_on=TODAY),
    "looking_place": _make(LookingPlace, goal=make_goal, text="Chamber"),
    "look": _make(Look, place=_make_place, looked_on=TODAY),
    "membership": lambda user: make_membership(make_network(user, stage="member"), since_on=TODAY).pk,
    "review": _make(
        MembershipReview,
        membership=lambda user: make_membership(make_network(user), since_on=TODAY),
        reviewed_on=TODAY,
        decision="stay",
    ),
    "idea": _make(GivingIdea, network=make_network, text="A talk"),
    "member": lambda user: make_member(make_network(user), make_contact(user)).pk,
    "merge": _make_merge,
    "networks:check-step draft": _make_draft,
    "networks:network-restore network": _network(deleted_at=timezone.now()),
    "networks:membership-leave network": _joined,
    "networks:membership-return membership": lambda user: make_membership(make_network(user), left_on=TODAY).pk,
    "networks:event-restore event": lambda user: make_event(make_network(user), deleted_at=timezone.now()).pk,
    "networks:wanted-remove event": _make_wanting,
    "networks:wanted-remove contact": _wanted,
    "networks:occurrence-unmet event": _make_met,
}
