"""How a goal developed, by its page and as the part of the goal's page."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from goals.models import Goal, LogEntry
from netzwerk.core.registry import goal_panels
from netzwerk.core.walls import acting_as
from tests.factories import TODAY, make_contact, make_goal, make_moment, make_role

pytestmark = pytest.mark.usefixtures("on_today")
HTMX = {"HX-Request": "true"}


@pytest.fixture
def goal(alice: User) -> Goal:
    goal = make_goal(alice, success_number=5, success_unit="clients")
    contact = make_contact(alice)
    make_role(goal, contact)
    make_moment(alice, contact)
    with acting_as(alice):
        LogEntry.objects.create(owner=alice, goal=goal, kind="progress", happened_on=TODAY, number=2)
    return goal


def url(goal: Goal) -> str:
    return reverse("matching:development", args=[goal.pk])


def test_the_page_shows_pictures_and_the_same_figures(alice_client: Client, goal: Goal) -> None:
    page = alice_client.get(url(goal)).text

    assert page.count("<figure") == 4
    assert "2 of 5 clients" in page
    assert "1 moment with them" in page
    assert 'class="aim"' in page
    assert page.count("<tr>") == 7
    assert f"/contacts/?role={goal.pk}" in page
    assert "style=" not in page


def test_the_goal_page_gets_the_pictures_alone(alice_client: Client, goal: Goal) -> None:
    assert [panel.url_name for panel in goal_panels][-1] == "matching:development"

    part = alice_client.get(url(goal), headers=HTMX).text

    assert "<html" not in part
    assert part.count("<figure") == 4
    assert "<table" not in part


def test_a_goal_without_anything_says_what_belongs_there(alice: User, alice_client: Client) -> None:
    goal = make_goal(alice)

    assert "Nothing has happened yet" in alice_client.get(url(goal)).text
    assert "<section" not in alice_client.get(url(goal), headers=HTMX).text


def test_a_stranger_finds_nothing(charlie_client: Client, goal: Goal) -> None:
    assert charlie_client.get(url(goal)).status_code == 404
    assert charlie_client.post(url(goal)).status_code in (404, 405)


def test_german_months_and_words(alice: User, alice_client: Client, goal: Goal) -> None:
    User.objects.filter(pk=alice.pk).update(language="de")

    page = alice_client.get(url(goal)).text

    assert "Wie es sich entwickelt hat" in page
    assert "2 von 5 clients" in page
