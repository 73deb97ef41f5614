"""What counts for a goal, how the score works, and the networks on a goal's page."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from goals.models import Goal, IdealNetwork
from networks.models import FitWeights
from networks.rules.fit import CRITERIA, DEFAULT_WEIGHTS
from netzwerk.core.registry import goal_panels
from netzwerk.core.walls import acting_as
from tests.factories import make_check, make_goal, make_network

HTMX = {"HX-Request": "true"}
ALL_FOUR: dict[str, int | None] = {"members": 5, "tone": 4, "value": 4, "giving": 4}


def weights_url(goal: Goal) -> str:
    return reverse("networks:fit-weights", args=[goal.pk])


def panel_url(goal: Goal) -> str:
    return reverse("networks:goal-panel", args=[goal.pk])


def stored(goal: Goal) -> dict[str, int]:
    with acting_as(goal.owner):
        row = FitWeights.objects.filter(goal=goal).first()
    return {name: getattr(row, name) for name in CRITERIA} if row else {}


def undo(client: Client, goal: Goal) -> str:
    [message] = client.get(weights_url(goal)).context["messages"]
    return str(message.extra_tags)


@pytest.fixture
def goal(alice: User) -> Goal:
    """A goal of Alice's."""
    return make_goal(alice, is_leading=True)


def test_the_page_shows_eight_numbers_with_what_is_usual_and_their_shares(alice_client: Client, goal: Goal) -> None:
    page = alice_client.get(weights_url(goal)).content.decode()

    assert page.count('type="number"') == 8
    assert page.count("usually 10") == 4
    assert page.count("usually 15") == 4
    assert page.count("<progress") == 8
    assert "60 % of the score" in page
    assert "Back to the usual weights" not in page


def test_weights_are_saved_and_taken_back(alice_client: Client, goal: Goal) -> None:
    wanted = {**DEFAULT_WEIGHTS, "tone": 60, "fee": 0}

    response = alice_client.post(weights_url(goal), wanted)

    assert response["Location"] == weights_url(goal)
    assert stored(goal) == wanted
    alice_client.post(undo(alice_client, goal))
    assert stored(goal) == {}


def test_an_undo_brings_back_the_weights_before(alice_client: Client, goal: Goal) -> None:
    first = {**DEFAULT_WEIGHTS, "tone": 60}
    alice_client.post(weights_url(goal), first)
    alice_client.get(weights_url(goal))
    alice_client.post(weights_url(goal), {**first, "tone": 1})

    alice_client.post(undo(alice_client, goal))

    assert stored(goal) == first


def test_one_goes_back_to_the_usual_weights_with_one_button(alice_client: Client, goal: Goal) -> None:
    alice_client.post(weights_url(goal), {**DEFAULT_WEIGHTS, "tone": 60})
    page = alice_client.get(weights_url(goal)).content.decode()
    assert "Back to the usual weights" in page
    assert '<input type="hidden" name="tone" value="15">' in page

    alice_client.post(weights_url(goal), DEFAULT_WEIGHTS)

    assert stored(goal) == {}


def test_saving_leads_back_to_where_one_came_from(alice_client: Client, goal: Goal) -> None:
    here = f"/networks/compare/?goal={goal.pk}"

    assert f'value="{here}"' in alice_client.get(weights_url(goal), {"next": here}).content.decode()
    assert alice_client.post(weights_url(goal), {**DEFAULT_WEIGHTS, "next": here})["Location"] == here


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        (dict.fromkeys(CRITERIA, 0), "Something has to count"),
        ({"tone": "101"}, "less than or equal to 100"),
        ({"tone": "-1"}, "greater than or equal to 0"),
        ({"tone": "much"}, "whole number"),
        ({"tone": ""}, "required"),
    ],
)
def test_what_cannot_count_is_refused_with_a_sentence(
    alice_client: Client, goal: Goal, changed: dict[str, Any], sentence: str
) -> None:
    response = alice_client.post(weights_url(goal), {**DEFAULT_WEIGHTS, **changed})

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert stored(goal) == {}


def test_the_comparison_says_what_counts_when_it_is_not_usual(alice: User, alice_client: Client, goal: Goal) -> None:
    for name in ("One", "Two"):
        make_network(alice, name)
    usual = alice_client.get("/networks/compare/").content.decode()
    alice_client.post(weights_url(goal), {**dict.fromkeys(CRITERIA, 10), "tone": 30})

    page = alice_client.get("/networks/compare/").content.decode()

    assert "counts 10 %" not in usual
    assert "your ideal network (40) and your check (60)" in usual
    assert "counts 30 %" in page
    assert "your ideal network (40) and your check (60)" in page


def test_how_the_score_works_is_said_on_one_page(alice_client: Client) -> None:
    page = alice_client.get(reverse("networks:fit-explained")).content.decode()

    assert "Within your range: 5." in page
    assert "With fewer than five answers it is preliminary" in page


def test_the_page_of_a_goal_fetches_its_networks(alice_client: Client, goal: Goal) -> None:
    page = alice_client.get(reverse("goals:goal-detail", args=[goal.pk])).content.decode()

    assert "networks:goal-panel" in [panel.url_name for panel in goal_panels]
    assert f'hx-get="{panel_url(goal)}"' in page
    assert f'<noscript><a href="{panel_url(goal)}">' in page


def test_the_panel_shows_networks_in_sight_the_best_first(alice: User, alice_client: Client, goal: Goal) -> None:
    with acting_as(alice):
        IdealNetwork.objects.create(owner=alice, goal=goal, reach="supraregional")
    make_check(make_network(alice, "Good", reach="supraregional", stage="trying"), goal, ALL_FOUR)
    make_check(make_network(alice, "Better", reach="supraregional"), goal, dict.fromkeys(ALL_FOUR, 5))
    make_network(alice, "On paper", reach="supraregional")
    make_network(alice, "Left", stage="left")
    make_network(alice, "In the bin", deleted_at=timezone.now())

    part = alice_client.get(panel_url(goal), headers=HTMX).content.decode()
    panel = alice_client.get(panel_url(goal)).context["panel"]

    rows = [(row.found.network.name, row.found.fit.score, row.is_best) for row in panel.rows]
    assert rows == [("Better", 100, True), ("Good", 87, False), ("On paper", 100, False)]
    assert "<h1" not in part
    assert "Trying out · 5 of 8 answered" in part
    assert "Preliminary: 1 of 8 answered" in part
    for address in (f"/networks/compare/?goal={goal.pk}", weights_url(goal), reverse("networks:network-create")):
        assert address in part


def test_the_panel_is_a_page_without_javascript(alice_client: Client, goal: Goal) -> None:
    assert "<h1" in alice_client.get(panel_url(goal)).content.decode()


def test_an_empty_panel_says_what_belongs_there(alice_client: Client, goal: Goal) -> None:
    part = alice_client.get(panel_url(goal), headers=HTMX).content.decode()

    assert "Networks that could serve this goal stand here" in part
    assert reverse("networks:network-create") in part


def test_a_long_panel_says_how_many_more_there_are(alice: User, alice_client: Client, goal: Goal) -> None:
    for number in range(8):
        make_network(alice, f"Network {number}")

    assert "And 2 more." in alice_client.get(panel_url(goal), headers=HTMX).content.decode()


def test_a_stranger_finds_none_of_it(alice: User, charlie_client: Client, goal: Goal) -> None:
    make_network(alice, "Secret circle")

    assert charlie_client.get(weights_url(goal)).status_code == 404
    assert charlie_client.post(weights_url(goal), DEFAULT_WEIGHTS).status_code == 404
    assert charlie_client.get(panel_url(goal)).status_code == 404
    assert stored(goal) == {}


def test_a_get_with_numbers_changes_nothing(alice_client: Client, goal: Goal) -> None:
    alice_client.get(weights_url(goal), {**DEFAULT_WEIGHTS, "tone": 60})

    assert stored(goal) == {}


def test_queries_of_the_panel_do_not_grow(
    alice: User, alice_client: Client, goal: Goal, django_assert_same_queries: Any
) -> None:
    make_check(make_network(alice, "First", fee_amount=Decimal(96)), goal, ALL_FOUR)
    alice_client.get(panel_url(goal), headers=HTMX)
    with django_assert_same_queries() as few:
        alice_client.get(panel_url(goal), headers=HTMX)
    for number in range(9):
        make_check(make_network(alice, f"Network {number}", stage="member"), goal, ALL_FOUR)
    with django_assert_same_queries() as many:
        alice_client.get(panel_url(goal), headers=HTMX)

    assert len(many) == len(few)
