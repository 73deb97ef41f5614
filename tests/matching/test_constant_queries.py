"""No page of matching, nor of goals beside it, asks more queries when there are more people, ties, steps and rows."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from contacts.models import Contact
from goals.models import InventoryCard, LogEntry, Role
from matching.models import DeclinedProposal
from netzwerk.core.walls import acting_as
from tests.factories import (
    TODAY,
    make_approach,
    make_exchange,
    make_holder,
    make_member,
    make_moment,
    make_network,
    make_offer,
    make_revival,
    make_role,
    make_step,
    make_tie,
)
from tests.matching.gap_rooms import Room, make_publisher, make_room

LONG_AGO = TODAY.replace(year=TODAY.year - 5)
# So many of each sort are there before, and after.
FEW, MANY = 4, 10
OF_GOAL = "/matching/goals/{goal}/"
PAGES = (
    "/matching/",
    "/goals/{goal}/",
    "/goals/{goal}/log/",
    "/goals/inventory/",
    "/goals/inventory/cards/",
    "/goals/inventory/cards/{person}/",
    f"{OF_GOAL}approaches/",
    f"{OF_GOAL}gaps/panel/",
    f"{OF_GOAL}gaps/",
    *(f"{OF_GOAL}gap/?kind={kind}" for kind in Role.Kind.values),
    f"{OF_GOAL}gap/?competence={{competence}}",
    f"{OF_GOAL}gap/?question={{question}}",
    *(f"{OF_GOAL}proposals/?kind={kind}" for kind in Role.Kind.values),
    f"{OF_GOAL}proposals/declined/",
    f"{OF_GOAL}development/",
    f"{OF_GOAL}contacts/{{person}}/approach/",
    "/matching/contacts/{person}/",
    "/matching/paths/?contact={person}",
    "/matching/paths/?field=Publishing",
    "/matching/paths/{person}/?contact={other}",
    "/matching/reviving/",
    "/matching/reviving/?goal={goal}",
    "/matching/reviving/people/{person}/",
    "/matching/revivals/",
    "/matching/revivals/{revival}/",
)


def furnish(user: User, room: Room, person: Contact, number: int) -> None:
    """Add one of everything that such a page can show."""
    name = f"Person {number:02}"
    fresh, old = make_publisher(user, name), make_publisher(user, f"Old {name}", anchor_on=LONG_AGO)
    make_publisher(user, f"Proposed {name}", anchor_on=LONG_AGO, place="Publishing")
    kind = Role.Kind.values[number % len(Role.Kind.values)]
    for contact in (fresh, old):
        make_role(room.goal, contact, kind)
        make_moment(user, contact, on=TODAY - timedelta(days=number), note="About publishing")
    make_holder(room.fees, fresh)
    make_approach(room.goal, old)
    make_step(room.goal, fresh)
    make_step(room.goal, old, done_at=timezone.now())
    make_tie(person, fresh)
    make_tie(fresh, old)
    make_member(make_network(user, f"Publishing {number}"), fresh)
    make_offer(user, f"Offer {number}")
    make_exchange(user, fresh, "received")
    make_revival(make_publisher(user, f"Waiting {name}"), begun_on=TODAY - timedelta(days=30), goal=room.goal)
    make_revival(person, goal=room.goal, outcome="helped", outcome_on=TODAY)
    with acting_as(user):
        LogEntry.objects.create(owner=user, goal=room.goal, happened_on=TODAY, text=name)
        InventoryCard.objects.create(owner=user, contact=fresh, looked_at=timezone.now())
        turned_down = make_publisher(user, f"No {name}")
        DeclinedProposal.objects.create(owner=user, goal=room.goal, contact=turned_down, kind=kind)


def count(client: Client, page: str) -> int:
    """Return how many queries a page asks; what is made once a day or a session is made at the first look."""
    assert client.get(page).status_code == 200, page
    with CaptureQueriesContext(connection) as queries:
        client.get(page)
    return len(queries)


def test_queries_do_not_grow(alice: User, alice_client: Client) -> None:
    room, person = make_room(alice), make_publisher(alice, "Vera Somebody", anchor_on=LONG_AGO)
    ids = {
        "goal": room.goal.pk,
        "person": person.pk,
        "other": room.expert.pk,
        "competence": room.fees.pk,
        "question": room.question.pk,
        "revival": make_revival(person, begun_on=TODAY - timedelta(days=40)).pk,
    }
    pages = [page.format(**ids) for page in PAGES]
    counts = []
    for rows in (range(FEW), range(FEW, MANY)):
        for number in rows:
            furnish(alice, room, person, number)
        counts.append({page: count(alice_client, page) for page in pages})

    assert counts[0] == counts[1]
