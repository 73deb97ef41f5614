"""The balance of networks, and the budget."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from networks.models import Network, NetworkBudget, NetworkExchange
from netzwerk.core.walls import acting_as
from tests.factories import make_contact, make_exchange, make_membership, make_network

PAGE = "/networks/balance/"


def joined(owner: User, name: str, **fields: Any) -> Network:
    network = make_network(owner, name, stage="member", **fields)
    make_membership(network)
    return network


def sphere_url(network: Network) -> str:
    return reverse("networks:network-sphere", args=[network.pk])


def sphere_of(network: Network) -> str:
    with acting_as(network.owner):
        return Network.objects.get(pk=network.pk).sphere


def test_without_active_networks_the_page_says_what_belongs_there(alice: User, alice_client: Client) -> None:
    make_network(alice, "Only an idea")

    assert "You are not active in a network yet" in alice_client.get(PAGE).content.decode()


def test_the_mix_is_shown_and_what_is_missing_is_said(alice: User, alice_client: Client) -> None:
    joined(alice, "Publishers", sphere="business")
    make_network(alice, "Book club", stage="trying", sphere="social")

    page = alice_client.get(PAGE)

    assert [(each.label, len(each.networks)) for each in page.context["page"].parts[:3]] == [
        ("Business", 1),
        ("Knowledge", 0),
        ("Social", 1),
    ]
    assert "None of them is mostly for knowledge." in page.content.decode()
    assert "for most people" not in page.content.decode()


def test_a_sphere_is_said_with_one_click_and_taken_back(alice: User, alice_client: Client) -> None:
    network = joined(alice, "Publishers")
    assert sphere_url(network) in alice_client.get(PAGE).content.decode()

    response = alice_client.post(sphere_url(network), {"sphere": "business"})

    assert (response["Location"], sphere_of(network)) == (PAGE, "business")
    [message] = alice_client.get(PAGE).context["messages"]
    alice_client.post(message.extra_tags)
    assert sphere_of(network) == ""
    assert alice_client.post(sphere_url(network), {"sphere": "money"}).status_code == 400


def test_more_than_three_active_networks_are_said_kindly(alice: User, alice_client: Client) -> None:
    for number in range(4):
        joined(alice, f"Network {number}")

    assert "You are active in 4 networks." in alice_client.get(PAGE).content.decode()


def test_what_went_both_ways_is_counted_give_first(alice: User, alice_client: Client) -> None:
    network, contact = joined(alice, "Publishers"), make_contact(alice)
    with acting_as(alice):
        for direction in ("given", "given", "received", "asked"):
            exchange = make_exchange(alice, contact, direction)
            NetworkExchange.objects.create(owner=alice, network=network, exchange=exchange)

    page = alice_client.get(PAGE)

    [row] = page.context["page"].rows
    assert [(way.count, way.label) for way in row.ways] == [(2, "given"), (1, "received"), (1, "asked for, open")]
    assert all(alice_client.get(way.url).status_code == 200 for way in row.ways)


def test_costs_stand_against_the_budget_and_currencies_beside_each_other(alice: User, alice_client: Client) -> None:
    joined(alice, "Publishers", fee_amount=40, fee_period="month")
    joined(alice, "Book club", fee_amount=400)
    joined(alice, "Zurich round", fee_amount=200, fee_currency="CHF")
    joined(alice, "Unknown fee")
    make_network(alice, "Tried out", stage="trying", fee_amount=1000)

    assert alice_client.post(PAGE, {"amount": "800", "currency": "eur"})["Location"] == PAGE

    page = alice_client.get(PAGE)
    words = page.context["page"]
    assert [each.replace("\u00a0", "") for each in words.sums] == ["€880 a year", "CHF200 a year"]
    assert "€80 more than you set aside (€800)" in words.budget_words
    assert "The largest share is Publishers with €480." in words.budget_words
    assert [network.name for network in words.unknown] == ["Unknown fee"]
    alice_client.post(PAGE, {"amount": "1000"})
    assert "€120 are left" in alice_client.get(PAGE).context["page"].budget_words


def test_one_network_alone_is_not_called_the_dearest(alice: User, alice_client: Client) -> None:
    joined(alice, "Publishers", fee_amount=400)
    alice_client.post(PAGE, {"amount": "150", "currency": "EUR"})

    words = alice_client.get(PAGE).context["page"].budget_words

    assert "€250 more than you set aside" in words
    assert "largest" not in words


def test_an_empty_budget_takes_it_away(alice: User, alice_client: Client) -> None:
    alice_client.post(PAGE, {"amount": "800"})
    with acting_as(alice):
        assert NetworkBudget.objects.get().amount == Decimal(800)

    alice_client.post(PAGE, {"amount": ""})

    with acting_as(alice):
        assert not NetworkBudget.objects.exists()


@pytest.mark.parametrize(
    ("fields", "words"),
    [({"amount": "-5"}, "greater than or equal to 0"), ({"amount": "5", "currency": "E"}, "Three letters")],
)
def test_a_budget_that_is_none_is_refused(alice_client: Client, fields: dict[str, str], words: str) -> None:
    response = alice_client.post(PAGE, fields)

    assert response.status_code == 422
    assert words in response.content.decode()


def test_the_queries_of_the_balance_do_not_grow(
    alice: User, alice_client: Client, django_assert_same_queries: Any
) -> None:
    def happen(name: str) -> None:
        network, contact = joined(alice, name, fee_amount=10), make_contact(alice)
        with acting_as(alice):
            NetworkExchange.objects.create(owner=alice, network=network, exchange=make_exchange(alice, contact))

    happen("First")
    with django_assert_same_queries() as few:
        alice_client.get(PAGE)
    for number in range(6):
        happen(f"Network {number}")
    with django_assert_same_queries() as many:
        alice_client.get(PAGE)
    assert len(few) == len(many)


def test_a_stranger_sees_and_changes_nothing(alice: User, charlie_client: Client) -> None:
    network = joined(alice, "Publishers")

    assert "Publishers" not in charlie_client.get(PAGE).content.decode()
    assert charlie_client.post(sphere_url(network), {"sphere": "social"}).status_code == 404
    assert sphere_of(network) == ""
