"""Whoever is set aside is proposed nowhere (product rule 2): every place that names people at once, and the mail."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from contacts.models import Contact
from contacts.services import log_moment
from contacts.services.indexing import reindex_contacts
from goals.models import Goal
from netzwerk.core.walls import acting_as
from reminders.services import news_of_mail, propose_people
from tests.factories import (
    local_today,
    make_competence,
    make_contact,
    make_exchange,
    make_goal,
    make_organisation,
    make_position,
    make_question,
    make_role,
    make_tie,
)
from tests.matching import complement_rooms, review_rooms

NAME = "Ypsilon"
SET_ASIDE: dict[str, Callable[[], dict[str, Any]]] = {
    "in the bin": lambda: {"deleted_at": timezone.now()},
    "archived": lambda: {"archived_at": timezone.now()},
    "resting": lambda: {"is_resting": True},
    "snoozed": lambda: {"snoozed_until": local_today() + timedelta(days=30)},
    "at odds": lambda: {"ended_in_conflict": True},
}


@dataclass(frozen=True, slots=True)
class World:
    """A goal with all that it needs, and where people are named for it."""

    goal: Goal
    places: list[str]


def know(owner: User, name: str, days: int, **fields: Any) -> Contact:
    """Return somebody who works in publishing and was last heard of so many days ago."""
    anchor_on = local_today() - timedelta(days=days)
    contact = make_contact(owner, name, anchor_on=anchor_on, is_interesting=True, **{"origin": "current", **fields})
    make_position(contact, make_organisation(owner, f"House of {name}", industry="Publishing"), role="Contract law")
    return contact


def meet(owner: User, contact: Contact) -> None:
    today = local_today()
    with acting_as(owner):
        log_moment(owner=owner, contacts=[contact], kind="call", happened_on=today, today=today)
    make_exchange(owner, contact, "received", happened_on=today)


@pytest.fixture
def world(alice: User) -> World:
    """Everybody who fits is called by the same name; the others are only there to be reached or to be in a role."""
    goal = make_goal(alice, field="Publishing")
    competence, question = make_competence(goal, "Contract law"), make_question(goal, "Who decides about publishing?")
    old = know(alice, f"Xaverine {NAME}", 1500, closeness="good")
    close = know(alice, f"Quirin {NAME}", 7, closeness="close")
    met = know(alice, f"Cosima {NAME}", 200, closeness="good")
    helper = know(alice, f"Balthasar {NAME}", 40, closeness="good")
    target = know(alice, "Nora Fern", 100, closeness="wide", origin="other")
    for contact in (old, close, met, helper):
        make_tie(contact, target, strength=3)
    meet(alice, met)
    make_role(make_goal(alice, "Another goal"), helper)
    with acting_as(alice):
        reindex_contacts(owner=alice, contact_ids=[one.pk for one in (old, close, met, helper, target)])
    return World(goal, list(places_of(alice, goal, target, competence=competence.pk, question=question.pk)))


def places_of(owner: User, goal: Goal, target: Contact, **needs: Any) -> Iterator[str]:
    """Yield each address that names people of its own accord."""
    gap, proposals = (reverse(f"matching:{name}", args=[goal.pk]) for name in ("gap", "proposals"))
    yield from (f"{proposals}?kind={kind}" for kind in ("door_opener", "expert", "insider", "worth_reviving"))
    yield from (f"{gap}?{name}={pk}" for name, pk in {**needs, "kind": "insider"}.items())
    draft, review = complement_rooms.new_draft(goal), review_rooms.new_draft(owner)
    yield from (complement_rooms.step_url(draft, kind) for kind in ("door_opener", "expert", "worth_reviving"))
    yield from (review_rooms.step_url(review, step) for step in ("thank", "rest", "plan"))
    yield f"{reverse('matching:paths')}?contact={target.pk}"
    yield f"{reverse('matching:paths')}?field=Publishing"
    yield reverse("matching:reviving")
    yield f"{reverse('goals:cards')}?go=1"
    yield reverse("goals:goal-reached", args=[goal.pk])
    yield reverse("today:home")


def named_in(client: Client, places: list[str]) -> set[str]:
    """Return the places that name one of them."""
    return {place for place in places if NAME in client.get(place, follow=True).content.decode()}


def mailed(owner: User) -> bool:
    """Return whether the mail of today would name one of them."""
    today = local_today()
    with acting_as(owner):
        proposed = propose_people(user=owner, on=today)
        return NAME in repr(proposed) + repr(news_of_mail(user=owner, on=today)) + names_of(proposed)


def names_of(proposed: Any) -> str:
    """Return the names of those whom a mail proposes."""
    return ", ".join(one.contact.name for one in [*proposed.people, *proposed.dates])


def test_each_of_these_places_names_people(world: World, alice: User, alice_client: Client) -> None:
    nowhere = set(world.places) - named_in(alice_client, world.places)

    assert nowhere == set()
    assert mailed(alice)


@pytest.mark.parametrize("how", SET_ASIDE)
def test_whoever_is_set_aside_is_named_in_none_of_them(
    world: World, alice: User, alice_client: Client, how: str
) -> None:
    with acting_as(alice):
        Contact.objects.filter(name__contains=NAME).update(**SET_ASIDE[how]())

    assert named_in(alice_client, world.places) == set()
    assert not mailed(alice)


def test_nobody_of_somebody_else_is_named_in_any_of_them(world: World, charlie: User, charlie_client: Client) -> None:
    goal, target = make_goal(charlie, field="Publishing"), make_contact(charlie, "Nora Fern")
    own = list(places_of(charlie, goal, target, competence=make_competence(goal).pk, question=make_question(goal).pk))

    assert named_in(charlie_client, [*world.places, *own]) == set()
    assert not mailed(charlie)
