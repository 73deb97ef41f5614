"""The goal wizard: the traps that formtools sets, and the way through."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from goals.models import Competence, IdealNetwork, Offer, Question
from netzwerk.core.walls import acting_as
from tests.factories import make_goal
from tests.goals.rooms import (
    GOAL_INPUT,
    HELP_INPUT,
    NETWORK_INPUT,
    STEPS,
    fill,
    fresh,
    goals_of,
    new_draft,
    step_url,
)


def test_each_step_opens(alice: User, alice_client: Client) -> None:
    draft = new_draft(alice)

    for step in STEPS:
        response = alice_client.get(step_url(draft, step))
        assert response.status_code == 200
        assert f"Step {STEPS.index(step) + 1} of 5" in response.content.decode()


def test_the_way_through_makes_the_goal_with_all_that_belongs_to_it(alice: User, alice_client: Client) -> None:
    draft = new_draft(alice)
    fill(alice_client, draft)

    response = alice_client.post(step_url(draft, "summary"), {})

    [goal] = goals_of(alice)
    assert response["Location"] == reverse("goals:goal-detail", args=[goal.pk])
    assert "The goal is saved." in alice_client.get(response["Location"]).content.decode()
    with acting_as(alice):
        network = IdealNetwork.objects.get(goal=goal)
        assert (network.place, network.fee, network.fee_amount) == ("Hamburg", "up_to", Decimal("120.50"))
        assert [row.text for row in Competence.objects.all()] == ["Programme committees", "Stage fright"]
        assert [row.text for row in Question.objects.all()] == ["Who books speakers?"]
        assert {row.kind: row.text for row in Offer.objects.all()} == {
            "knowledge": "Style guides",
            "contacts": "Two editors",
        }
    assert goal.purposes == ["visibility", "learning"]
    assert goal.is_leading


def test_the_summary_names_what_was_answered(alice: User, alice_client: Client) -> None:
    draft = new_draft(alice)
    fill(alice_client, draft)

    page = alice_client.get(step_url(draft, "summary")).content.decode()

    for text in ("Speak at two conferences", "Regional", "Hamburg", "120.50 €", "Stage fright", "Two editors"):
        assert text in page


def test_a_get_of_the_last_step_changes_nothing(alice: User, alice_client: Client) -> None:
    draft = new_draft(alice)
    fill(alice_client, draft)
    before = fresh(alice, draft)

    alice_client.get(step_url(draft, "summary"))

    after = fresh(alice, draft)
    assert goals_of(alice) == []
    assert (after.data, after.step, after.updated_at, after.finished_at) == (
        before.data,
        before.step,
        before.updated_at,
        None,
    )


def test_the_summary_posted_twice_makes_one_goal(alice: User, alice_client: Client) -> None:
    draft = new_draft(alice)
    fill(alice_client, draft)

    first = alice_client.post(step_url(draft, "summary"), {})
    second = alice_client.post(step_url(draft, "summary"), {})

    assert len(goals_of(alice)) == 1
    assert first["Location"] == second["Location"]
    assert fresh(alice, draft).data == {}


def test_back_keeps_the_raw_input_even_when_it_is_not_valid(alice: User, alice_client: Client) -> None:
    draft = new_draft(alice)

    response = alice_client.post(
        step_url(draft, "network"), {**NETWORK_INPUT, "network-fee_amount": "a fortune", "intent": "back"}
    )

    assert response["Location"] == step_url(draft, "goal")
    page = alice_client.get(step_url(draft, "network")).content.decode()
    assert 'value="a fortune"' in page
    assert 'value="Hamburg"' in page


def test_an_invalid_step_answers_422_and_keeps_what_was_typed(alice: User, alice_client: Client) -> None:
    draft = new_draft(alice)

    response = alice_client.post(step_url(draft, "goal"), {"goal-field": "Publishing", "intent": "next"})

    assert response.status_code == 422
    assert "One sentence, please" in response.content.decode()
    assert 'value="Publishing"' in alice_client.get(step_url(draft, "goal")).content.decode()


def test_what_is_typed_is_kept_on_the_way(alice: User, alice_client: Client) -> None:
    draft = new_draft(alice)

    response = alice_client.post(step_url(draft, "help"), {**HELP_INPUT, "intent": "keep"})

    assert response.status_code == 204
    assert "Stage fright" in alice_client.get(step_url(draft, "help")).content.decode()


def test_finish_later_keeps_the_input_and_leads_to_the_goal(alice: User, alice_client: Client) -> None:
    goal = make_goal(alice)
    draft = new_draft(alice, goal)

    response = alice_client.post(step_url(draft, "help"), {**HELP_INPUT, "intent": "later"})

    assert response["Location"] == reverse("goals:goal-detail", args=[goal.pk])
    resumed = alice_client.get(reverse("goals:goal-wizard", args=[goal.pk]))
    assert resumed["Location"] == step_url(draft, "help")


def test_a_summary_with_a_gap_leads_to_it(alice: User, alice_client: Client) -> None:
    draft = new_draft(alice)

    response = alice_client.post(step_url(draft, "summary"), {})

    assert response["Location"] == step_url(draft, "goal")
    assert goals_of(alice) == []


def test_a_place_belongs_to_a_region_and_an_amount_alone_is_a_ceiling(alice: User, alice_client: Client) -> None:
    draft = new_draft(alice)
    alice_client.post(step_url(draft, "goal"), GOAL_INPUT)
    alice_client.post(
        step_url(draft, "network"),
        {"network-reach": "international", "network-place": "Hamburg", "network-fee_amount": "40"},
    )
    alice_client.post(step_url(draft, "summary"), {})

    with acting_as(alice):
        network = IdealNetwork.objects.get()
    assert (network.place, network.fee, network.fee_amount) == ("", "up_to", Decimal(40))


@pytest.mark.parametrize(
    ("step", "data"),
    [
        ("network", {"network-fee": "up_to"}),
        ("network", {"network-reach": "galactic"}),
        ("help", {"help-questions": "x" * 201}),
        ("offers", {"offers-help": "\n".join(f"line {number}" for number in range(31))}),
    ],
)
def test_what_does_not_fit_is_refused(alice: User, alice_client: Client, step: str, data: dict[str, str]) -> None:
    draft = new_draft(alice)

    assert alice_client.post(step_url(draft, step), data).status_code == 422
