"""What goals need and nobody is there for, and networks in which it could be found."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from contacts.services.indexing import reindex_contacts
from goals.models import Goal
from matching.pages.gaps import gap_board, gap_page
from matching.queries.gap_rows import need_rows
from matching.queries.gaps import gaps_of, line_need, role_need
from matching.queries.need_networks import networks_about
from matching.rules.gaps import Need, Standing
from tests.factories import (
    TODAY,
    make_competence,
    make_contact,
    make_goal,
    make_holder,
    make_member,
    make_network,
    make_question,
    make_role,
)
from tests.matching.gap_rooms import make_publisher, make_room

LONG_AGO = date(2018, 1, 1)


def named(owner: User, goal: Goal) -> list[str]:
    return [gap.kind or gap.need.text for gap in gaps_of(owner, [goal])[goal.pk]]


def test_gaps_are_roles_then_competences_then_questions(as_alice: User) -> None:
    room = make_room(as_alice)

    assert named(as_alice, room.goal) == [
        "door_opener", "insider", "multiplier", "Calculating a fee", "Who decides about illustrations?",
    ]  # fmt: skip


def test_a_quiet_tie_fills_a_gap_and_whoever_is_put_aside_does_not(as_alice: User) -> None:
    goal = make_goal(as_alice)
    law = make_competence(goal, "Law")
    make_role(goal, make_contact(as_alice, "Quiet", anchor_on=LONG_AGO), "expert")
    make_role(goal, make_contact(as_alice, "Resting", is_resting=True), "door_opener")
    put_aside: list[dict[str, Any]] = [
        {"archived_at": timezone.now()},
        {"deleted_at": timezone.now()},
        {"ended_in_conflict": True},
    ]
    for number, aside in enumerate(put_aside):
        contact = make_contact(as_alice, f"Aside {number}", **aside)
        make_role(goal, contact, "insider")
        make_holder(law, contact)

    assert named(as_alice, goal) == ["insider", "multiplier", "Law"]


def test_pages_and_lists_agree_on_what_is_a_gap(as_alice: User) -> None:
    room = make_room(as_alice)
    make_role(room.goal, make_contact(as_alice, "Aside", archived_at=timezone.now()), "insider")
    make_holder(room.fees, make_contact(as_alice, "Quiet", anchor_on=LONG_AGO))

    rows = need_rows(as_alice, room.goal, today=TODAY)

    assert [row.need for row in rows if row.is_gap] == [
        gap.need for gap in gaps_of(as_alice, [room.goal])[room.goal.pk]
    ]
    assert [row.standing for row in rows if row.need.text == "Calculating a fee"] == [Standing.QUIET]


def test_many_goals_and_people_are_as_few_queries_as_one(
    as_alice: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    goals = [make_room(as_alice).goal for _number in range(3)]
    for number in range(20):
        contact = make_contact(as_alice, f"Person {number}")
        for goal in goals:
            make_role(goal, contact, "insider")
            make_holder(make_competence(goal, f"Thing {number}"), contact)

    with django_assert_num_queries(4):
        found = gaps_of(as_alice, goals)
    assert set(found) == {goal.pk for goal in goals}
    with django_assert_num_queries(4):
        gap_board(as_alice, goals[0], today=TODAY)
    assert gaps_of(as_alice, []) == {}


def test_one_gap_is_as_few_queries_however_many_fit(as_alice: User) -> None:
    room = make_room(as_alice)
    need = line_need(room.fees)
    few = _count(as_alice, room.goal, need)
    for number in range(8):
        make_publisher(as_alice, f"Fresh {number}")
        make_publisher(as_alice, f"Old {number}", anchor_on=LONG_AGO)
        member = make_publisher(as_alice, f"Member {number}")
        make_member(make_network(as_alice, f"Publishing network {number}"), member)
        make_role(room.goal, make_contact(as_alice, f"Helper {number}"))
    some = _count(as_alice, room.goal, need)
    for number in range(8, 24):
        make_publisher(as_alice, f"Fresh {number}")
        make_publisher(as_alice, f"Old {number}", anchor_on=LONG_AGO)
        make_member(make_network(as_alice, f"Publishing network {number}"), make_publisher(as_alice, f"M {number}"))

    assert few <= some
    assert _count(as_alice, room.goal, need) == some


def _count(owner: User, goal: Goal, need: Need) -> int:
    fresh = Goal.objects.for_user(owner).get(pk=goal.pk)
    fresh.owner = owner
    with CaptureQueriesContext(connection) as queries:
        gap_page(owner, fresh, need, today=TODAY)
    return len(queries)


def test_networks_fit_by_what_they_say_or_by_who_is_in_them(as_alice: User) -> None:
    lawyer = make_contact(as_alice, "Lena Recht", note="Contract law for artists")
    hidden = make_contact(as_alice, "Hidden", note="Contract law", archived_at=timezone.now())
    reindex_contacts(owner=as_alice, contact_ids=[lawyer.pk, hidden.pk])
    make_member(make_network(as_alice, "Illustrators"), lawyer)
    make_member(make_network(as_alice, "Choir"), hidden)
    make_network(as_alice, "Contract Makers")
    make_network(as_alice, "Evenings", note="Talks on contracts and rights.")
    make_network(as_alice, "Contracts, long left", stage="left")
    make_network(as_alice, "Contracts in the bin", deleted_at=timezone.now())

    found = networks_about(as_alice, "Contract law", limit=9)

    assert [(one.network.name, one.said, one.people) for one in found] == [
        ("Illustrators", "", 1),
        ("Contract Makers", "Contract", 0),
        ("Evenings", "contracts", 0),
    ]


@pytest.mark.parametrize("text", ["", "?!", "der die das", "x" * 5_000])
def test_words_that_say_nothing_fit_no_network(as_alice: User, text: str) -> None:
    make_network(as_alice, "Law for Makers")

    assert networks_about(as_alice, text, limit=9) == []


def test_a_long_question_is_looked_for_by_the_field(as_alice: User) -> None:
    goal = make_goal(as_alice, field="Publishing")
    question = make_question(goal, "Who decides about illustrations?")

    assert gap_page(as_alice, goal, line_need(question), today=TODAY).about == "Publishing"
    assert gap_page(as_alice, goal, role_need("expert"), today=TODAY).about == "Publishing"
    law = make_competence(goal, "Contract law")
    assert gap_page(as_alice, goal, line_need(law), today=TODAY).about == "Contract law"
