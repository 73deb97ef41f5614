"""The page where people are found."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from goals.models import Goal
from tests.factories import make_competence, make_contact, make_goal, make_role

HOME = "/matching/"


def test_it_shows_what_each_goal_lacks_and_who_helps(alice: User, alice_client: Client) -> None:
    goal = make_goal(alice, "Speak at a conference", is_leading=True)
    make_role(goal, make_contact(alice), "expert")
    competence = make_competence(goal, "Stage presence")

    page = alice_client.get(HOME).text

    assert "Speak at a conference" in page
    assert "1 person helps" in page
    assert f"{reverse('matching:gap', args=[goal.pk])}?kind=door_opener" in page
    assert "1 more" in page
    assert str(competence.pk) not in page
    assert reverse("matching:complement", args=[goal.pk]) in page


def test_old_ties_are_counted_and_nobody_who_rests(alice: User, alice_client: Client) -> None:
    for fields in ({}, {}, {"is_resting": True}, {"ended_in_conflict": True}, {"trust": -1}):
        make_contact(alice, last_in_touch="longer", anchor_on="2019-01-01", **fields)

    assert "2 people from earlier are worth hearing from again." in alice_client.get(HOME).text


def test_without_a_goal_it_leads_to_the_goals(alice_client: Client) -> None:
    page = alice_client.get(HOME).text

    assert "No goal at the moment" in page
    assert "Nobody from earlier waits to be heard from." in page


@pytest.mark.parametrize("status", ["paused", "reached", "let_go"])
def test_a_goal_that_is_not_pursued_is_left_out(alice: User, alice_client: Client, status: str) -> None:
    make_goal(alice, "Speak at a conference", status=status)

    assert "Speak at a conference" not in alice_client.get(HOME).text


def test_strangers_see_nothing_of_it(alice: User, charlie_client: Client) -> None:
    make_goal(alice, "Speak at a conference")
    make_contact(alice, last_in_touch="longer", anchor_on="2019-01-01")

    page = charlie_client.get(HOME).text

    assert "Speak at a conference" not in page
    assert "Nobody from earlier waits to be heard from." in page


def test_queries_do_not_grow(
    alice: User, alice_client: Client, django_assert_same_queries: Callable[[], CaptureQueriesContext]
) -> None:
    def fill(count: int) -> Goal:
        goal = make_goal(alice, f"Goal {count}")
        for number in range(count):
            make_role(goal, make_contact(alice, f"P {number}"), "expert")
            make_competence(goal, f"Competence {number}")
        return goal

    fill(1)
    with django_assert_same_queries() as few:
        alice_client.get(HOME)
    fill(8)
    fill(5)
    with django_assert_same_queries() as many:
        alice_client.get(HOME)
    assert len(many) == len(few)
