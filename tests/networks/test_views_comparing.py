"""The comparison: which networks stand side by side, what marks the best, and the verdict changed in place."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from goals.models import Goal, IdealNetwork
from networks.models import Network
from netzwerk.core.walls import acting_as
from tests.factories import make_check, make_goal, make_membership, make_network

COMPARE = "/networks/compare/"
ALL_FOUR: dict[str, int | None] = {"members": 5, "tone": 4, "value": 4, "giving": 4}
FACTS: dict[str, Any] = {"reach": "supraregional", "size": 90, "format": "online", "fee_amount": Decimal(96)}


@pytest.fixture
def goal(alice: User) -> Goal:
    """A goal whose ideal network is described."""
    made = make_goal(alice, is_leading=True)
    with acting_as(alice):
        IdealNetwork.objects.create(
            owner=alice, goal=made, reach="supraregional", size="30-150", format="both", fee="up_to", fee_amount=120
        )
    return made


def address(goal: Goal, *networks: object) -> str:
    """Return where these networks, or ids, are compared for a goal."""
    ids = [getattr(network, "pk", network) for network in networks]
    return f"{COMPARE}?{urlencode({'goal': goal.pk, 'network': ids}, doseq=True)}"


def shown(client: Client, goal: Goal, *networks: Network) -> Any:
    response = client.get(address(goal, *networks))
    assert response.status_code == 200
    return response.context["comparison"]


def names(comparison: Any) -> list[str]:
    return [column.found.network.name for column in comparison.columns]


def test_two_networks_stand_side_by_side_the_best_first(alice: User, alice_client: Client, goal: Goal) -> None:
    poor = make_network(alice, "Chamber", reach="regional", size=2_000, format="online", fee_amount=900)
    good = make_network(alice, "Women in Books", stage="member", **FACTS)
    make_membership(good, since_on=date(2024, 5, 1))
    make_check(poor, goal, dict.fromkeys(ALL_FOUR, 1))
    make_check(good, goal, ALL_FOUR, verdict="give_more", reason="They ask for workshops.")

    page = alice_client.get(address(goal, poor, good)).content.decode()

    comparison = shown(alice_client, goal, poor, good)
    assert names(comparison) == ["Women in Books", "Chamber"]
    assert [column.is_best for column in comparison.columns] == [True, False]
    for text in ("91", "Member since 2024", "8 of 8 answered", "Fits best", "about 90", "Stay and give more"):
        assert text in page
    assert "They ask for workshops." in page
    assert "Five publishing clients by June" in page
    assert page.count('scope="row"') == 9
    assert page.count('scope="col"') == 2
    assert "style=" not in page


def test_a_preliminary_one_is_never_the_best_and_stands_last(alice: User, alice_client: Client, goal: Goal) -> None:
    ideal = make_network(alice, "Perfect on paper", **FACTS)
    checked = make_network(alice, "Checked", **FACTS)
    make_check(checked, goal, dict.fromkeys(ALL_FOUR, 2))

    comparison = shown(alice_client, goal, ideal, checked)

    assert [(column.found.fit.score, column.is_best) for column in comparison.columns] == [(64, True), (100, False)]
    assert comparison.columns[1].coverage == "Preliminary: 4 of 8 answered"


def test_where_none_are_asked_for_the_best_five_in_sight_are_shown(
    alice: User, alice_client: Client, goal: Goal
) -> None:
    for number in range(7):
        make_check(make_network(alice, f"Network {number}"), goal, dict.fromkeys(ALL_FOUR, number % 6))
    for stage in ("left", "declined"):
        make_check(make_network(alice, stage, stage=stage, **FACTS), goal, ALL_FOUR)
    make_network(alice, "In the bin", deleted_at=timezone.now(), **FACTS)

    comparison = alice_client.get(COMPARE).context["comparison"]

    assert names(comparison) == ["Network 5", "Network 4", "Network 3", "Network 2", "Network 1"]
    offered = [candidate.found.network.name for candidate in comparison.candidates]
    assert "In the bin" not in offered
    assert set(offered[-2:]) == {"left", "declined"}


def test_one_that_was_left_can_be_chosen(alice: User, alice_client: Client, goal: Goal) -> None:
    past, other = make_network(alice, "Left", stage="left"), make_network(alice, "Other")

    assert set(names(shown(alice_client, goal, past, other))) == {"Left", "Other"}


@pytest.mark.parametrize(("count", "sentence"), [(1, "Choose at least two"), (6, "6 do not fit side by side.")])
def test_too_few_and_too_many_are_said_kindly(
    alice: User, alice_client: Client, goal: Goal, count: int, sentence: str
) -> None:
    networks = [make_network(alice, f"Network {number}") for number in range(7)]

    response = alice_client.get(address(goal, *networks[:count]))

    page = response.content.decode()
    assert response.status_code == 200
    assert sentence in page
    assert "<table" not in page
    assert page.count(" checked") == count
    assert 'card compare-choice" open' in page


def test_nothing_ticked_is_nothing_chosen(alice: User, alice_client: Client, goal: Goal) -> None:
    for name in ("One", "Two"):
        make_network(alice, name)

    response = alice_client.get(f"{address(goal)}&chosen=1")

    assert response.context["comparison"].columns == []


def test_a_single_network_asks_for_another(alice: User, alice_client: Client, goal: Goal) -> None:
    make_network(alice)

    assert "A comparison takes two." in alice_client.get(COMPARE).content.decode()


def test_without_goals_or_networks_the_page_says_what_belongs_here(alice: User, alice_client: Client) -> None:
    assert "First a goal" in alice_client.get(COMPARE).content.decode()
    make_goal(alice)
    assert "Nothing to compare yet" in alice_client.get(COMPARE).content.decode()


def test_the_goal_can_be_changed_and_the_networks_stay(alice: User, alice_client: Client, goal: Goal) -> None:
    other = make_goal(alice, "Learn to print", is_leading=False)
    one, two = make_network(alice, "One", **FACTS), make_network(alice, "Two")
    make_check(one, other, ALL_FOUR)

    comparison = shown(alice_client, other, one, two)
    page = alice_client.get(address(other, one, two)).content.decode()

    assert [column.found.fit.score for column in comparison.columns] == [85, None]
    assert f'<input type="hidden" name="network" value="{one.pk}">' in page
    assert f'<option value="{other.pk}" selected>' in page


def test_ids_that_are_not_there_are_left_out_with_a_sentence(
    alice: User, charlie: User, alice_client: Client, goal: Goal
) -> None:
    mine = [make_network(alice, "One"), make_network(alice, "Two")]
    theirs = make_network(charlie, "Secret circle")

    page = alice_client.get(address(goal, *mine, theirs, "nonsense")).content.decode()

    assert "One network that was asked for is not here any more." in page
    assert "Secret circle" not in page


@pytest.mark.parametrize("asked", ["nonsense", "01890000-0000-7000-8000-000000000000"])
def test_an_unknown_goal_is_not_found(alice_client: Client, goal: Goal, asked: str) -> None:
    assert alice_client.get(COMPARE, {"goal": asked}).status_code == 404


def test_a_stranger_sees_nothing_of_it(alice: User, charlie: User, charlie_client: Client, goal: Goal) -> None:
    make_network(alice)
    make_goal(charlie, "Mine")

    assert charlie_client.get(address(goal)).status_code == 404
    assert "Women in Publishing" not in charlie_client.get(COMPARE).content.decode()


def test_each_criterion_is_explained_below(alice: User, alice_client: Client, goal: Goal) -> None:
    big = make_network(alice, "Big", **{**FACTS, "size": 1_400})
    make_network(alice, "Other")

    page = alice_client.get(COMPARE).content.decode()

    assert "You wished for 30 to 150 members; it has about 1,400, which is more than nine times as many." in page
    assert "Not answered yet: visit once and see how newcomers are treated." in page
    assert f'href="#why-{big.pk}"' in page
    assert f'id="why-{big.pk}"' in page


def test_a_fact_that_does_not_count_says_so(alice: User, alice_client: Client, goal: Goal) -> None:
    make_network(alice, "Swiss", **{**FACTS, "fee_currency": "CHF"})
    make_network(alice, "Other")

    assert "(not counted)" in alice_client.get(COMPARE).content.decode()


def test_a_network_without_a_check_offers_one(alice: User, alice_client: Client, goal: Goal) -> None:
    begun, unchecked = make_network(alice, "Begun"), make_network(alice, "Unchecked")
    start = {one: reverse("networks:check-start", args=[one.pk]) + f"?goal={goal.pk}" for one in (begun, unchecked)}
    alice_client.post(start[begun], {"goal": str(goal.pk)})

    page = alice_client.get(COMPARE).content.decode()

    assert page.index("Check it") > 0
    assert start[begun] in page
    assert start[unchecked] in page
    assert page.count("Continue the check") == 1


def test_the_picture_shows_what_the_table_says(alice: User, alice_client: Client, goal: Goal) -> None:
    checked = make_network(alice, "Checked", **FACTS)
    make_check(checked, goal, ALL_FOUR)
    other = make_network(alice, "Other", reach="regional")

    picture = shown(alice_client, goal, checked, other).picture

    assert [len(one.marks) for one in picture.series] == [8, 1]
    assert [one.name for one in picture.series] == ["Checked", "Other"]


def test_the_newest_check_counts_and_its_verdict_is_shown(alice: User, alice_client: Client, goal: Goal) -> None:
    network = make_network(alice, **FACTS)
    make_network(alice, "Other")
    make_check(network, goal, dict.fromkeys(ALL_FOUR, 1), verdict="decline", checked_on=date(2025, 1, 1))
    make_check(network, goal, ALL_FOUR, verdict="join")

    column = alice_client.get(COMPARE).context["comparison"].columns[0]

    assert (column.found.fit.score, column.check.verdict) == (91, "join")


def test_queries_do_not_grow_with_networks_checks_and_goals(
    alice: User, alice_client: Client, goal: Goal, django_assert_same_queries: Any
) -> None:
    for number in range(2):
        make_check(make_network(alice, f"Network {number}", **FACTS), goal, ALL_FOUR)
    alice_client.get(COMPARE)
    with django_assert_same_queries() as few:
        alice_client.get(COMPARE)
    for number in range(2, 12):
        network = make_network(alice, f"Network {number}", stage="member", **FACTS)
        make_membership(network, since_on=date(2024, 1, 1))
        make_check(network, goal, ALL_FOUR)
        make_check(network, make_goal(alice, f"Goal {number}"), ALL_FOUR)
    with django_assert_same_queries() as many:
        alice_client.get(COMPARE)

    assert len(many) == len(few)
