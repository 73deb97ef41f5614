"""What comes up, on Today."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from goals.models import Goal
from networks.models import LookingPlace
from netzwerk.core.walls import acting_as
from tests.factories import local_today, make_contact, make_goal, make_revival
from today.coming import SHOWN


def watch(owner: User, count: int = 1, days: int = 0) -> None:
    again = local_today() + timedelta(days=days)
    for number in range(count):
        goal = make_goal(owner, f"Goal {timezone.now()} {number}")
        with acting_as(owner):
            LookingPlace.objects.create(
                owner=owner, goal=goal, text=f"Magazine {number}", watched_weeks=4, look_again_on=again
            )


def test_what_waits_has_a_card(alice: User, alice_client: Client) -> None:
    assert "h-coming" not in alice_client.get("/").text

    watch(alice)

    page = alice_client.get("/").text
    assert "h-coming" in page
    assert "Magazine 0" in page
    assert "/networks/agenda/" not in page


def test_what_comes_later_does_not(alice: User, alice_client: Client) -> None:
    watch(alice, days=2)

    assert "h-coming" not in alice_client.get("/").text


def test_a_handful_is_shown_and_the_rest_behind_a_link(alice: User, alice_client: Client) -> None:
    watch(alice, SHOWN + 2)

    page = alice_client.get("/").text
    assert page.count("agenda-line") == SHOWN
    assert "/networks/agenda/" in page


def test_nobody_sees_what_waits_for_somebody_else(alice: User, charlie_client: Client) -> None:
    watch(alice)

    assert "Magazine 0" not in charlie_client.get("/").text


def test_the_number_of_queries_does_not_grow(
    alice: User, alice_client: Client, django_assert_same_queries: Any
) -> None:
    watch(alice, 1)
    alice_client.get("/")
    with django_assert_same_queries() as few:
        alice_client.get("/")
    watch(alice, 9)
    with django_assert_same_queries() as many:
        alice_client.get("/")
    assert len(many) == len(few)


def test_an_old_tie_waits_two_weeks_before_one_is_asked_what_came_of_it(alice: User, alice_client: Client) -> None:
    today = local_today()
    for name, days in (("Ines Early", 14), ("Tomasz Lately", 13)):
        make_revival(make_contact(alice, name), begun_on=today - timedelta(days=days))

    coming = alice_client.get("/").context["day"].coming.lines

    assert [line.title for line in coming] == ["Ines Early"]
    assert "What came of it?" in coming[0].sentence
    assert alice_client.get(coming[0].url).status_code == 200


def test_a_look_back_is_on_today_from_the_day_when_it_is_due(alice: User, alice_client: Client) -> None:
    goal = make_goal(alice)
    with acting_as(alice):
        Goal.objects.filter(pk=goal.pk).update(created_at=timezone.now() - timedelta(days=95))

    assert f'href="{reverse("matching:review")}"' in alice_client.get("/").text
