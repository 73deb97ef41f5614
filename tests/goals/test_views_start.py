"""The start: three answers make the goal, then five names, then Today."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from accounts.models import User
from contacts.models import Contact
from goals.models import Goal
from netzwerk.core.walls import acting_as
from tests.factories import make_goal
from tests.goals.rooms import lines

START = "/goals/start/"
ANSWERS = {"first_name": "Alice", "purposes": ["commissions"], "statement": "Five clients by June"}


def test_three_answers_make_the_goal_that_leads(alice: User, alice_client: Client) -> None:
    assert alice_client.get(START).status_code == 200

    response = alice_client.post(START, ANSWERS)

    assert response["Location"] == reverse("goals:start-people")
    with acting_as(alice):
        goal = Goal.objects.get()
    assert (goal.statement, goal.purposes, goal.is_leading) == ("Five clients by June", ["commissions"], True)


def test_own_words_are_as_good_as_a_card(alice: User, alice_client: Client) -> None:
    alice_client.post(START, {"first_name": "Alice", "own_purpose": "A new home town", "statement": "Know ten people"})

    with acting_as(alice):
        assert Goal.objects.get().own_purpose == "A new home town"


def test_missing_answers_are_asked_for_and_the_others_kept(alice: User, alice_client: Client) -> None:
    response = alice_client.post(START, {"first_name": "Alice", "field": "Publishing"})

    page = response.content.decode()
    assert response.status_code == 422
    assert "Choose at least one" in page
    assert "One sentence, please" in page
    assert 'value="Publishing"' in page


def test_the_start_sent_twice_makes_one_goal(alice: User, alice_client: Client) -> None:
    alice_client.post(START, ANSWERS)
    again = alice_client.post(START, ANSWERS)

    assert again["Location"] == reverse("goals:start-people")
    with acting_as(alice):
        assert Goal.objects.count() == 1


def test_whoever_has_a_goal_is_past_the_start(alice: User, alice_client: Client) -> None:
    make_goal(alice)

    assert alice_client.get(START)["Location"] == reverse("goals:goal-list")


def test_five_names_lead_to_today(alice: User, alice_client: Client) -> None:
    url = reverse("goals:start-people")
    page = alice_client.get(url).content.decode()
    assert 'name="people-4-line"' in page
    assert 'name="people-5-line"' not in page

    data = lines("Miriam Kessler, Nordlicht Verlag", "Tomasz Bielak", "", "", "", closeness="good")
    response = alice_client.post(url, {**data, "people-0-touch": "longer", "people-1-interesting": "on"})

    assert response["Location"] == reverse("today:home")
    with acting_as(alice):
        miriam, tomasz = Contact.objects.order_by("name")
        position = miriam.current_position
        assert position is not None
        assert str(position.organisation) == "Nordlicht Verlag"
    assert (miriam.last_in_touch, miriam.closeness, tomasz.is_interesting) == ("longer", "good", True)


def test_no_names_are_fine(alice_client: Client) -> None:
    response = alice_client.post(reverse("goals:start-people"), lines("", ""))

    assert response["Location"] == reverse("today:home")
