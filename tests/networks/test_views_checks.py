"""The fit on a network's page, a check as it was, what changed, and the verdict."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from goals.models import Goal, IdealNetwork
from networks.models import Check, FitWeights, Network
from networks.pages.checks import fit_cards
from networks.services.networks import delete_network
from netzwerk.core.walls import acting_as
from tests.factories import TODAY, make_check, make_goal, make_network
from tests.networks.check_rooms import TONE_INPUT, finish, new_draft

HTMX = {"HX-Request": "true"}


def detail_url(check: Check) -> str:
    return reverse("networks:check-detail", args=[check.pk])


def verdict_url(check: Check) -> str:
    return reverse("networks:check-verdict", args=[check.pk])


def two_checks(client: Client, network: Network, goal: Goal, **instead: dict[str, Any]) -> tuple[Check, Check]:
    """Return a check of some days ago, and one of today that says something else."""
    first = finish(client, new_draft(network, goal))
    with acting_as(network.owner):
        Check.objects.filter(pk=first.pk).update(checked_on=TODAY)
    return first, finish(client, new_draft(network, goal), **instead)


def test_a_check_is_shown_as_it_was(alice: User, alice_client: Client) -> None:
    check = finish(alice_client, new_draft(make_network(alice), make_goal(alice)))

    page = alice_client.get(detail_url(check)).content.decode()

    for text in ("Warm, generous", "Try it out", "Two evenings first", "3 of 8 answered", "Preliminary"):
        assert text in page
    assert "What changed" not in page
    assert "Nothing has changed" in page


@pytest.mark.parametrize(
    ("verdict", "stage", "ahead"),
    [
        ("try", "checking", "trying"),
        ("try", "member", None),
        ("join", "trying", "member"),
        ("leave", "member", "left"),
        ("leave", "checking", None),
        ("decline", "checking", "declined"),
        ("later", "checking", None),
        ("", "checking", None),
    ],
)
def test_the_page_offers_the_stage_that_the_verdict_asks_for(
    alice: User, alice_client: Client, verdict: str, stage: str, ahead: str | None
) -> None:
    network = make_network(alice, stage=stage)
    with acting_as(alice):
        Check.objects.filter(pk=make_check(network, make_goal(alice)).pk).update(verdict=verdict)

    page = alice_client.get(reverse("networks:network-detail", args=[network.pk])).text

    assert re.findall(r'<input type="hidden" name="stage" value="(\w+)">', page) == ([ahead] if ahead else [])


def test_a_goal_without_an_ideal_network_asks_for_one(alice: User, alice_client: Client) -> None:
    goal, page = make_goal(alice), reverse("networks:network-detail", args=[make_network(alice).pk])
    wizard = f'href="/goals/{goal.pk}/wizard/?step=network"'
    assert wizard in alice_client.get(page).text

    with acting_as(alice):
        IdealNetwork.objects.create(owner=alice, goal=goal, reach="regional")

    assert wizard not in alice_client.get(page).text


def test_a_second_check_says_what_changed(alice: User, alice_client: Client) -> None:
    network, goal = make_network(alice), make_goal(alice)
    first, second = two_checks(
        alice_client, network, goal,
        tone={**TONE_INPUT, "tone-level": "2", "tone-text": "Cooler"}, value={"value-level": "3"},
        giving={"giving-level": "1"}, members={"level": ""},
    )  # fmt: skip

    page = alice_client.get(detail_url(second)).content.decode()

    assert "What changed" in page
    assert detail_url(first) in page
    for text in ("Cooler", "Warm, generous", "lower", "higher", "answered now", "open again"):
        assert text in page
    assert "Cooler" not in alice_client.get(detail_url(first)).content.decode()


def test_the_first_check_stays_as_it_was_when_all_else_changes(alice: User, alice_client: Client) -> None:
    network, goal = make_network(alice, reach="regional", size=100, fee_amount=Decimal(96)), make_goal(alice)
    with acting_as(alice):
        ideal = IdealNetwork.objects.create(owner=alice, goal=goal, reach="regional", size="30-150")
    check = finish(alice_client, new_draft(network, goal))
    before = alice_client.get(detail_url(check)).content.decode()
    with acting_as(alice):
        Network.objects.filter(pk=network.pk).update(size=600, fee_amount=Decimal(120))
        ideal.reach = "international"
        ideal.save()
        FitWeights.objects.create(owner=alice, goal=goal, tone=40)

    page = alice_client.get(detail_url(check)).content.decode()

    assert "about 100" in before
    assert "about 100" in page
    for text in ("Since then", "The network: members", "600", "€120", "You wished for: reach", "Weight: Tone", "40"):
        assert text in page


def test_a_check_that_kept_nothing_shows_its_answers(alice: User, alice_client: Client) -> None:
    check = make_check(make_network(alice), make_goal(alice), {"tone": 4, "members": 2})

    page = alice_client.get(detail_url(check)).content.decode()

    assert "4 of 5" in page
    # What is not known is not said either.
    for text in ("of 8 answered", "Since then", "how far the network should reach"):
        assert text not in page


def test_the_page_of_a_network_shows_fit_and_checks_for_each_goal(alice: User) -> None:
    network, leading = make_network(alice), make_goal(alice, is_leading=True)
    other = make_goal(alice, "Speak at two conferences")
    make_goal(alice, "Over", status="reached")
    old = make_check(network, leading, {"tone": 1}, checked_on=TODAY - timedelta(days=400))
    new = make_check(network, leading, {"tone": 5, "value": 3}, review_on=TODAY)
    draft = new_draft(network, other)
    with acting_as(alice):
        cards = fit_cards(alice, network, now=timezone.now(), today=TODAY)

    assert [card.goal for card in cards] == [leading, other]
    assert (cards[0].check, cards[0].earlier, cards[0].found.fit.score) == (new, (old,), 80)
    assert cards[0].is_due
    assert (cards[1].check, cards[1].draft) == (None, draft)


def test_queries_do_not_grow_with_goals_or_checks(as_alice: User, django_assert_same_queries: Any) -> None:
    def count() -> int:
        with CaptureQueriesContext(django_assert_same_queries().connection) as queries:
            fit_cards(as_alice, network, now=timezone.now(), today=TODAY)
        return len(queries)

    network = make_network(as_alice)
    make_check(network, make_goal(as_alice), {"tone": 3})
    new_draft(network, make_goal(as_alice, "One more"))
    few = count()
    for number in range(4):
        goal = make_goal(as_alice, f"Goal {number}")
        make_check(network, goal, {"tone": 3, "value": 2}, checked_on=TODAY - timedelta(days=number))
        make_check(network, goal, {"tone": 1})

    assert count() == few


def test_queries_of_a_check_do_not_grow_with_the_checks_before(
    alice: User, alice_client: Client, django_assert_same_queries: Any
) -> None:
    network, goal = make_network(alice), make_goal(alice)
    make_check(network, goal, {"tone": 2}, checked_on=TODAY - timedelta(days=900))
    newest = make_check(network, goal, {"tone": 3})
    with django_assert_same_queries() as few:
        alice_client.get(detail_url(newest))
    for days in range(1, 5):
        make_check(network, goal, {"tone": 3}, checked_on=TODAY - timedelta(days=days))

    with django_assert_same_queries() as many:
        alice_client.get(detail_url(newest))

    assert len(many) == len(few)


def test_a_stranger_and_the_bin_hide_checks(alice: User, alice_client: Client, charlie_client: Client) -> None:
    network, goal = make_network(alice), make_goal(alice)
    check = make_check(network, goal, {"tone": 3})
    unfinished = new_draft(network, goal)

    for url in (detail_url(check), verdict_url(check)):
        assert charlie_client.get(url).status_code == 404
    assert charlie_client.post(verdict_url(check), {"verdict": "join"}).status_code == 404
    assert alice_client.get(reverse("networks:check-detail", args=[unfinished.object_id])).status_code == 404
    with acting_as(alice):
        delete_network(network=network, now=timezone.now())
    assert alice_client.get(detail_url(check)).status_code == 404
    assert alice_client.post(verdict_url(check), {"verdict": "join"}).status_code == 404
