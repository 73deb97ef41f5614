"""The questions that pages ask again and again are answered by an index, not by reading whole tables."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from contacts.queries.bin import bin_rows
from goals.models import Goal
from networks.models import Event, LookingPlace, Membership, Network, NetworkMoment, Stage
from networks.queries.board import networks_on_board
from networks.queries.events import coming_meetings
from networks.queries.fits import newest_checks
from networks.queries.happenings import exchanges_in, moments_in
from networks.queries.looking_places import places_to_look_again
from networks.queries.members import members_of
from networks.queries.memberships import notices_due
from networks.queries.networks import namesakes_of
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
from tests.plans import analyse

MANY = 40
# So many that no other index comes near the one that has the order.
OTHERS = 1000

Ask = Callable[[User, Network, Goal], object]
# What is asked, the table it is about, and the index that is to answer.
QUESTIONS: dict[str, tuple[Ask, str, str]] = {
    # The board looks at all of somebody's networks, so any index that begins with the owner will do.
    "board": (
        lambda user, _network, _goal: networks_on_board(user),
        "networks_network",
        "networks_on_board|networks_by_name|networks_source|networks_merged_into",
    ),
    "same-name": (
        lambda user, network, _goal: list(namesakes_of(user, network.name, but=network)),
        "networks_network",
        "networks_by_name",
    ),
    "list": (
        lambda user, _network, _goal: list(Network.objects.for_user(user).present().by_name()[:20]),
        "networks_network",
        "networks_by_name",
    ),
    "bin": (
        lambda user, _network, _goal: bin_rows(user, after=None, limit=20),
        "networks_network",
        "networks_network_bin",
    ),
    "members": (
        lambda user, network, _goal: members_of(user, network, limit=20),
        "networks_networkmember",
        "networks_member_once",
    ),
    "moments": (
        lambda user, network, _goal: list(moments_in(user, network)[:20]),
        "networks_networkmoment",
        "networks_moment_network",
    ),
    "exchanges": (
        lambda user, network, _goal: list(exchanges_in(user, network)[:20]),
        "networks_networkexchange",
        "networks_exchange_network",
    ),
    "current memberships": (
        lambda user, network, _goal: list(Membership.objects.for_user(user).current().filter(network=network)),
        "networks_membership",
        "networks_member_now|networks_membership_network",
    ),
    "notices due": (
        lambda user, _network, _goal: notices_due(user, TODAY),
        "networks_membership",
        "networks_member_now|networks_membership_network",
    ),
    "meetings of a network": (
        lambda user, network, _goal: list(Event.objects.for_user(user).filter(network=network).order_by("-starts_on")),
        "networks_event",
        "networks_event_network",
    ),
    "meetings by date": (
        lambda user, _network, _goal: coming_meetings(user, TODAY, TODAY + timedelta(days=14)),
        "networks_event",
        "networks_events_by_date|networks_event_network",
    ),
    "places to look again": (
        lambda user, _network, _goal: list(places_to_look_again(user, until=TODAY)),
        "networks_lookingplace",
        "networks_look_again",
    ),
    "checks": (
        lambda user, network, goal: newest_checks(user, goal, [network]),
        "networks_check",
        "networks_checks|networks_check_goal",
    ),
}


@pytest.fixture
def asked(as_alice: User) -> tuple[User, Network, Goal]:
    """Return somebody with many networks, one of them, and a goal."""
    contact, goal = make_contact(as_alice), make_goal(as_alice)
    for number in range(MANY):
        network = make_network(as_alice, f"Network {number}", deleted_at=timezone.now() if number % 4 == 0 else None)
        make_member(network, contact)
        make_membership(network, since_on=TODAY)
        make_event(network, starts_on=TODAY + timedelta(days=number))
        make_check(network, goal)
        moment = make_moment(as_alice, contact)
        NetworkMoment.objects.create(owner=as_alice, network=network, moment=moment)
        LookingPlace.objects.create(owner=as_alice, goal=goal, text=str(number), look_again_on=TODAY)
    _add_others(as_alice)
    return as_alice, network, goal


def _add_others(user: User) -> None:
    """Add networks of all stages, a few of them in the bin."""
    stages = list(Stage)
    Network.objects.bulk_create(
        Network(
            owner=user,
            name=f"Other {number}",
            folded_name=f"other {number}",
            stage=stages[number % len(stages)],
            staged_on=TODAY - timedelta(days=number),
            deleted_at=timezone.now() if number % 20 == 0 else None,
        )
        for number in range(OTHERS)
    )


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_index_answers(asked: tuple[User, Network, Goal], question: str) -> None:
    ask, table, index = QUESTIONS[question]
    analyse(table)
    with CaptureQueriesContext(connection) as queries:
        ask(*asked)

    plans = "\n".join(_plan(query["sql"]) for query in queries if f'"{table}"' in query["sql"])

    assert re.search(rf"\b({index})\b", plans), plans
    assert f"Seq Scan on {table}\n" not in plans


def _plan(sql: str) -> str:
    with connection.cursor() as cursor:
        # A small table that nobody has analysed would be read whole, which says nothing about a large one.
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        cursor.execute(f"EXPLAIN {sql}")
        return "\n".join(row[0] for row in cursor.fetchall())
