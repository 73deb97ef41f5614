"""What is missing for a goal, by its pages: all of it, and one need with three ways to fill it."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from goals.models import Goal
from netzwerk.core.registry import goal_panels
from netzwerk.core.walls import acting_as
from tests.factories import (
    make_competence,
    make_contact,
    make_goal,
    make_holder,
    make_member,
    make_network,
    make_offer,
    make_role,
)
from tests.matching.gap_rooms import Room, make_publisher, make_room

pytestmark = pytest.mark.usefixtures("on_today")
HTMX = {"HX-Request": "true"}
LONG_AGO = date(2018, 1, 1)


@pytest.fixture
def room(alice: User) -> Room:
    return make_room(alice)


def gap_url(goal: Goal, **query: object) -> str:
    return reverse("matching:gap", args=[goal.pk], query=query)


def test_the_page_names_who_is_there_and_every_empty_place(alice_client: Client, room: Room) -> None:
    page = alice_client.get(f"/matching/goals/{room.goal.pk}/gaps/").text

    assert page.count("Miriam Kessler</span>") == 2  # as an expert, and for contract law
    assert "5 places are empty." in page
    assert "Nobody yet who opens a door for you." in page
    assert "Nobody yet who knows about it." in page
    assert "Nobody yet who could answer." in page
    # There or not: said, but not counted.
    assert "Nobody yet who has your back." in page
    assert gap_url(room.goal, competence=room.fees.pk) in page


def test_a_quiet_tie_counts_and_the_page_says_so(alice: User, alice_client: Client) -> None:
    goal = make_goal(alice)
    make_role(goal, make_contact(alice, "Old Friend", anchor_on=LONG_AGO), "expert")
    make_role(goal, make_contact(alice, "Put Aside", archived_at=timezone.now()), "insider")

    page = alice_client.get(f"/matching/goals/{goal.pk}/gaps/").text

    assert "Only a quiet tie" in page
    assert "Only people whom you have put aside." in page
    assert "3 places are empty." in page


def test_whoever_lies_in_the_bin_is_not_shown(alice: User, alice_client: Client, room: Room) -> None:
    gone = make_contact(alice, "Gone Away", deleted_at=timezone.now())
    make_role(room.goal, gone, "insider")
    make_holder(room.fees, gone)

    for address in ("gaps/", "gaps/panel/", "holders/add/?kind=expert", f"gap/?competence={room.fees.pk}"):
        assert "Gone Away" not in alice_client.get(f"/matching/goals/{room.goal.pk}/{address}").text


def test_many_people_are_folded_away(alice: User, alice_client: Client) -> None:
    goal = make_goal(alice)
    for number in range(65):
        make_role(goal, make_contact(alice, f"Person {number:02}"), "expert")

    page = alice_client.get(f"/matching/goals/{goal.pk}/gaps/").text

    assert "18 more" in page
    assert "And 41 more." in page
    assert f"/contacts/?role={goal.pk}" in page
    assert "Only a quiet tie" not in page


def test_the_goal_page_gets_the_panel_as_a_part(alice_client: Client, room: Room) -> None:
    names = [panel.url_name for panel in goal_panels]
    assert names.index("matching:gap-panel") < names.index("networks:goal-panel")
    assert reverse("matching:gap-panel", args=[room.goal.pk]) in alice_client.get(f"/goals/{room.goal.pk}/").text

    url = f"/matching/goals/{room.goal.pk}/gaps/panel/"
    part, page = alice_client.get(url, headers=HTMX).text, alice_client.get(url).text

    assert "<html" not in part
    assert part.lstrip().startswith("<section")
    assert "2 gaps" in part
    assert "Contract law" in part
    # The page of the goal shows its roles itself.
    assert "Industry insider" not in part
    assert "<html" in page


def test_a_goal_without_gaps_or_needs_says_so(alice: User, alice_client: Client) -> None:
    goal = make_goal(alice)
    for kind in ("door_opener", "expert", "insider", "multiplier"):
        make_role(goal, make_contact(alice, kind), kind)

    assert "Somebody is there for everything" in alice_client.get(f"/matching/goals/{goal.pk}/gaps/").text
    panel = alice_client.get(f"/matching/goals/{goal.pk}/gaps/panel/").text
    assert "All gaps, with the roles" in panel
    assert f"/goals/{goal.pk}/wizard/?step=help" in panel


def test_a_role_is_filled_by_somebody_known_a_quiet_tie_or_a_network(
    alice: User, alice_client: Client, room: Room
) -> None:
    fresh = make_publisher(alice, "Fresh Friend")
    make_publisher(alice, "Old Friend", anchor_on=LONG_AGO)
    make_offer(alice, "A look at a layout")
    network = make_network(alice, "Women in Publishing")
    make_member(network, fresh)
    make_network(alice, "Choir")

    page = alice_client.get(gap_url(room.goal, kind="insider")).text

    known, rest = page.split('id="h-dormant"')
    dormant, networks = rest.split('id="h-network"')
    assert "Fresh Friend" in known
    assert "Old Friend" not in known
    assert "Old Friend" in dormant
    assert "Fresh Friend" not in dormant
    assert "Women in Publishing" in networks
    assert "1 person there knows about it." in networks
    assert "Choir" not in networks
    assert f"/networks/goals/{room.goal.pk}/" in networks or "research" in networks
    # Give before take.
    assert known.index("A look at a layout") < known.index("Somebody you know")


def test_nothing_is_a_dead_end_where_nobody_fits(alice_client: Client, room: Room) -> None:
    page = alice_client.get(gap_url(room.goal, question=room.question.pk)).text

    assert "Nobody whose entry speaks of it." in page
    assert f"/matching/goals/{room.goal.pk}/holders/add/?question={room.question.pk}" in page
    assert "No old tie whose entry speaks of it." in page
    assert "None of the networks on your board speaks of it." in page
    assert "Say what you have to offer" in page


def test_turning_somebody_down_says_for_what(alice: User, alice_client: Client, room: Room) -> None:
    person = make_publisher(alice, "Fresh Friend")

    role = alice_client.get(gap_url(room.goal, kind="insider")).text
    competence = alice_client.get(gap_url(room.goal, competence=make_competence(room.goal, "Publishing").pk)).text

    assert "Not for this" in role
    assert reverse("matching:proposal-decline", args=[room.goal.pk, person.pk, "insider"]) in role
    # Whoever knows something becomes an expert: it is that which is turned down.
    assert "Not as an expert" in competence
    assert reverse("matching:proposal-decline", args=[room.goal.pk, person.pk, "expert"]) in competence


def test_those_who_help_already_can_be_taken_for_a_competence(alice_client: Client, room: Room) -> None:
    fees = alice_client.get(gap_url(room.goal, competence=room.fees.pk)).text
    law = alice_client.get(gap_url(room.goal, competence=room.law.pk)).text

    assert f'<option value="{room.expert.pk}">Miriam Kessler</option>' in fees
    assert f'<option value="{room.expert.pk}">' not in law


@pytest.mark.parametrize(
    "withheld",
    [
        {"is_resting": True},
        {"snoozed_until": date(2026, 12, 1)},
        {"ended_in_conflict": True},
        {"archived_at": timezone.now()},
        {"deleted_at": timezone.now()},
    ],
)
def test_whom_rule_two_withholds_is_never_proposed(
    alice: User, alice_client: Client, room: Room, withheld: dict[str, object]
) -> None:
    make_publisher(alice, "Hidden Person", **withheld)
    make_publisher(alice, "Hidden Old Person", anchor_on=LONG_AGO, **withheld)
    make_role(room.goal, make_contact(alice, "Hidden Helper", **withheld), "insider")

    for query in ({"kind": "multiplier"}, {"kind": "door_opener"}, {"competence": room.fees.pk}):
        assert "Hidden" not in alice_client.get(gap_url(room.goal, **query)).text
    sheet = alice_client.get(f"/matching/goals/{room.goal.pk}/holders/add/?competence={room.fees.pk}").text
    assert "Hidden" not in sheet


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"kind": "friend"},
        {"kind": "expert\0"},
        {"competence": "no-uuid"},
        {"question": "x" * 10_000},
        {"competence": uuid4()},
        {"kind": "expert", "competence": uuid4()},
    ],
)
def test_what_is_no_need_of_the_goal_is_not_found(alice_client: Client, room: Room, query: dict[str, object]) -> None:
    assert alice_client.get(gap_url(room.goal, **query)).status_code == 404


def test_a_competence_of_another_goal_is_not_found(alice: User, alice_client: Client, room: Room) -> None:
    other = make_goal(alice, "Another")

    assert alice_client.get(gap_url(other, competence=room.law.pk)).status_code == 404


def test_a_stranger_finds_nothing(charlie_client: Client, room: Room) -> None:
    for address in (
        reverse("matching:gaps", args=[room.goal.pk]),
        reverse("matching:gap-panel", args=[room.goal.pk]),
        gap_url(room.goal, kind="expert"),
        gap_url(room.goal, competence=room.law.pk),
        reverse("matching:holder-add", args=[room.goal.pk], query={"kind": "expert"}),
    ):
        assert charlie_client.get(address).status_code == 404


def test_german_says_it_in_german(alice: User, alice_client: Client, room: Room) -> None:
    with acting_as(alice):
        User.objects.filter(pk=alice.pk).update(language="de")

    page = alice_client.get(f"/matching/goals/{room.goal.pk}/gaps/").text

    assert "Wer hat was" in page
    assert "Noch niemand" in page
