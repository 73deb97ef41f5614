"""Ways to somebody are found by indexes at whoever is looked for: nobody else's ties and places are read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from contacts.models import Contact, ContactWord, Organisation, Position, Tie
from contacts.services.indexing import write_contact_words
from matching.queries.paths import MOST_SHOWN, Aim, ways_to
from matching.queries.surroundings import MOST_NEAR, MOST_OF_CROWDS, look_around
from networks.models import Network, NetworkMember
from tests.factories import TODAY, make_contact, make_exchange, make_member, make_network, make_organisation

# So many that reading all of them is dearer than looking a few up.
MANY = 1500
# What is asked for by the ids of people and places, never by the owner alone.
TABLES = ("contacts_tie", "contacts_position", "networks_networkmember", "contacts_contact")
INDEXES = re.compile(r"Index (?:Only )?Scan (?:using|on) (contacts_(tie|position|contact)|networks_member)_")
IDS = re.compile(r"\b(?:contact_id|other_id|organisation_id|network_id|id) = ")


@pytest.fixture
def crowded(as_alice: User) -> tuple[Contact, Organisation]:
    """Return somebody in the middle of many, and a place of many."""
    people = [
        Contact(owner=as_alice, name=f"N {number}", folded_name=f"n {number}", anchor_on=TODAY)
        for number in range(MANY)
    ]
    Contact.objects.bulk_create(people)
    hub = make_contact(as_alice, "Hub Vera")
    places = [make_organisation(as_alice, f"Place {number}") for number in range(20)]
    networks: list[Network] = [make_network(as_alice, f"Network {number}") for number in range(20)]
    own = {"owner": as_alice}
    Tie.objects.bulk_create(
        Tie(contact=one, other=people[(number * 7 + 3) % MANY], **own)
        for number, one in enumerate(people)
        if one.pk != people[(number * 7 + 3) % MANY].pk
    )
    Tie.objects.bulk_create(Tie(contact=hub, other=one, **own) for one in people[:30])
    Position.objects.bulk_create(
        Position(contact=one, organisation=places[number % 20], **own) for number, one in enumerate([*people, hub])
    )
    NetworkMember.objects.bulk_create(
        NetworkMember(contact=one, network=networks[number % 20], **own) for number, one in enumerate(people)
    )
    make_member(networks[0], hub)
    _make_others(as_alice)
    write_contact_words(owner=as_alice, words={one.pk: {"place": ContactWord.Part.STANDING} for one in people})
    make_exchange(as_alice, people[5], "received", kind="introduction", text="Hub Vera")
    return hub, places[0]


def _make_others(user: User) -> None:
    """Let twice as many be elsewhere, so that whoever is near is a small part of all."""
    others = [
        Contact(owner=user, name=f"Far {number}", folded_name=f"far {number}", anchor_on=TODAY)
        for number in range(2 * MANY)
    ]
    Contact.objects.bulk_create(others)
    places = [make_organisation(user, f"Elsewhere {number}") for number in range(20)]
    networks = [make_network(user, f"Elsewhere {number}") for number in range(20)]
    Position.objects.bulk_create(
        Position(owner=user, contact=one, organisation=places[number % 20]) for number, one in enumerate(others)
    )
    NetworkMember.objects.bulk_create(
        NetworkMember(owner=user, contact=one, network=networks[number % 20]) for number, one in enumerate(others)
    )


def _analyse() -> None:
    """Let the planner know how many rows there are, as the tables' owner, who alone may."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE NONE")
        for table in TABLES:
            cursor.execute(f'ANALYZE "{table}"')
        cursor.execute(f'SET LOCAL ROLE "{settings.DATABASE_ROLE}"')


def _plans(user: User, aim: Aim) -> Iterator[str]:
    with CaptureQueriesContext(connection) as queries:
        ways_to(user, aim, today=TODAY)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        for query in queries.captured_queries:
            cursor.execute(f"EXPLAIN {query['sql']}")
            yield "\n".join(row[0] for row in cursor.fetchall())


@pytest.mark.parametrize("kind", ["contact", "organisation", "field"])
def test_what_is_near_is_found_by_ids(crowded: tuple[Contact, Organisation], as_alice: User, kind: str) -> None:
    hub, place = crowded
    aim = {"contact": Aim(contact=hub), "organisation": Aim(organisation=place), "field": Aim(field="Place")}[kind]
    _analyse()
    asked = 0
    for plan in _plans(as_alice, aim):
        assert not re.search(rf"Seq Scan on ({'|'.join(TABLES)})\b", plan), plan
        lines = plan.split("\n")
        for line, condition in pairwise(lines):
            if INDEXES.search(line):
                asked += 1
                assert IDS.search(condition), plan
    assert asked > 5


def test_a_crowd_is_cut_to_the_nearest(crowded: tuple[Contact, Organisation], as_alice: User) -> None:
    hub, place = crowded
    nearest = make_contact(as_alice, "Zoe Nearest", closeness="inner", last_moment_on=TODAY)
    Position.objects.create(owner=as_alice, contact=nearest, organisation_id=hub.positions.get().organisation_id)

    assert ways_to(as_alice, Aim(contact=hub), today=TODAY).near[0].first == nearest.pk
    assert len(look_around(as_alice, [hub.pk], today=TODAY).known) <= MOST_NEAR + MOST_OF_CROWDS
    assert len(ways_to(as_alice, Aim(organisation=place), today=TODAY).near) == MOST_SHOWN
