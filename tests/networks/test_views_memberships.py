"""A membership entered and changed, what it brought, and staying in it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from networks.models import Membership, Network, NetworkExchange, NetworkMoment, Stage
from networks.services.memberships import settle_notice
from netzwerk.core.walls import acting_as
from tests.factories import (
    local_today,
    make_contact,
    make_exchange,
    make_member,
    make_membership,
    make_moment,
    make_network,
)

HTMX = {"HX-Request": "true"}


@pytest.fixture
def network(alice: User) -> Network:
    return make_network(alice, stage="member", fee_amount=96, extra_costs=120)


def edit_url(network: Network) -> str:
    return reverse("networks:membership-edit", args=[network.pk])


def detail_url(membership: Membership) -> str:
    return reverse("networks:membership-detail", args=[membership.pk])


def page_of(network: Network) -> str:
    return reverse("networks:network-detail", args=[network.pk])


def facts_url(network: Network, fact: str) -> str:
    return reverse("networks:network-facts", args=[network.pk, fact])


def kept(network: Network) -> Membership:
    with acting_as(network.owner):
        return Membership.objects.get(network=network)


def undo_url(client: Client, network: Network) -> str:
    [message] = client.get(page_of(network)).context["messages"]
    return str(message.extra_tags)


def answers(**fields: Any) -> dict[str, Any]:
    return {
        "since": "14.5.2024",
        "term": "12",
        "starts": "january",
        "notice_count": "3",
        "notice_unit": "months",
    } | fields


def due_soon(network: Network) -> tuple[Membership, date]:
    """Return a membership that asks today whether one stays, and the last day to give notice."""
    today = local_today()
    membership = make_membership(
        network, since_on=date(2020, 1, 1), term_months=12, term_starts_on=today - timedelta(345)
    )
    terms = membership.terms
    assert terms is not None
    with acting_as(network.owner):
        from networks.queries.memberships import cancellation_of

        chance = cancellation_of(membership, today)
    assert chance is not None
    return membership, chance.give_notice_by


def test_a_membership_is_entered_and_its_next_date_is_said(alice_client: Client, network: Network) -> None:
    response = alice_client.post(edit_url(network), answers())

    assert response["Location"] == page_of(network)
    membership = kept(network)
    assert (membership.since_on, membership.since_precision) == (date(2024, 5, 14), "day")
    assert (membership.term_starts_on, membership.term_months) == (date(2024, 1, 1), 12)
    page = alice_client.get(page_of(network)).content.decode()
    assert "Next chance to leave: give notice by" in page
    assert "€216 a year in all" in page
    assert "Runs for 1 year at a time, with 3 months&#x27; notice." in page


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"since": "2019", "term": ""}, (date(2019, 1, 1), "year", None, None)),
        ({"since": "5/2024", "term": "6", "starts": "joining"}, (date(2024, 5, 1), "month", 6, None)),
        ({"term": "own", "own_months": "18"}, (date(2024, 5, 14), "day", 18, date(2024, 1, 1))),
        ({"starts": "other", "starts_on": "2024-07-01"}, (date(2024, 5, 14), "day", 12, date(2024, 7, 1))),
    ],
)
def test_terms_of_all_sorts_are_kept_and_shown_again(
    alice_client: Client, network: Network, fields: dict[str, str], expected: tuple[Any, ...]
) -> None:
    alice_client.post(edit_url(network), answers(**fields))

    found = kept(network)
    assert (found.since_on, found.since_precision, found.term_months, found.term_starts_on) == expected
    form = alice_client.get(edit_url(network)).context["form"]
    said = {name: "" if form[name].value() is None else form[name].value() for name in form.fields}
    alice_client.post(edit_url(network), said)
    again = kept(network)
    assert (again.since_on, again.since_precision, again.term_months, again.term_starts_on) == expected
    assert again.notice_count == 3


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"since": "soon"}, "is no date that can be read"),
        ({"since": "", "starts": "joining"}, "Since when? The terms run on from that day."),
        ({"term": "own"}, "How many months is a term?"),
        ({"starts": "other"}, "On which day does a term begin?"),
        ({"notice_count": "-1"}, "greater than or equal to 0"),
        ({"term": "century"}, "Select a valid choice"),
    ],
)
def test_what_is_missing_is_said(alice_client: Client, network: Network, fields: dict[str, str], words: str) -> None:
    response = alice_client.post(edit_url(network), answers(**fields))

    assert response.status_code == 422
    assert words in response.content.decode()
    with acting_as(network.owner):
        assert not Membership.objects.exists()


def test_the_date_is_shown_while_one_types(alice_client: Client, network: Network) -> None:
    response = alice_client.get(edit_url(network), answers(), headers=HTMX)

    assert "Next chance to leave: give notice by" in response.content.decode()
    assert "<form" not in response.content.decode()
    assert not alice_client.get(edit_url(network), answers(since="x"), headers=HTMX).content.strip()
    with acting_as(network.owner):
        assert not Membership.objects.exists()


def test_what_it_brought_is_counted_and_every_number_opens_its_list(
    alice: User, alice_client: Client, network: Network
) -> None:
    today = local_today()
    membership = make_membership(network, since_on=today - timedelta(days=800))
    met, member = make_contact(alice, "Met There"), make_contact(alice, "Only Member")
    make_member(network, member)
    long_ago = make_moment(alice, met, on=today - timedelta(days=500))
    lately = make_moment(alice, met, on=today - timedelta(days=10))
    before = make_moment(alice, make_contact(alice, "Before"), on=today - timedelta(days=900))
    given, got = make_exchange(alice, met, happened_on=today), make_exchange(alice, met, "received", happened_on=today)
    make_exchange(alice, member, "received", happened_on=today - timedelta(days=500), text="A tip from afar")
    with acting_as(alice):
        for moment, minutes in ((long_ago, 90), (lately, 60), (before, None)):
            NetworkMoment.objects.create(owner=alice, network=network, moment=moment, minutes=minutes)
        for exchange in (given, got):
            NetworkExchange.objects.create(owner=alice, network=network, exchange=exchange)

    response = alice_client.get(detail_url(membership))

    rows = {
        row.label: [figure.text.replace("\u00a0", " ") for figure in row.figures]
        for row in response.context["page"].rows
    }
    assert rows == {
        "Moments there": ["2", "1"],
        "Time noted": ["2 h 30 min", "1 h"],
        "People met": ["1", "1"],
        "Given there": ["1", "1"],
        "Received there": ["1", "1"],
        "Open promises": ["0", "0"],
        "Asked for, open": ["0", "0"],
        "People who helped you": ["2", "1"],
        "Costs in all": ["€468", "€216"],
        "For each of them": ["€234", "€216"],
    }
    for row in response.context["page"].rows:
        for figure in row.figures:
            assert not figure.url or alice_client.get(figure.url).status_code == 200
    helpful = alice_client.get(facts_url(network, "helpful")).content.decode()
    assert "Met There" in helpful
    assert "Only Member" in helpful
    assert "Before" in alice_client.get(facts_url(network, "people")).content.decode()


def test_where_nobody_has_helped_yet_nothing_is_divided(alice_client: Client, network: Network) -> None:
    membership = make_membership(network)

    page = alice_client.get(detail_url(membership)).content.decode()

    assert "nobody yet" in page
    assert "Nothing is noted for the last 12 months." in page


@pytest.mark.parametrize("fact", ["moments", "people", "given", "received", "promised", "asked", "helpful"])
def test_an_empty_list_says_what_gathers_there(alice_client: Client, network: Network, fact: str) -> None:
    page = alice_client.get(facts_url(network, fact), {"since": "2024-02-30", "page": "x"}).content.decode()

    assert "Moments and exchanges that name this network gather here." in page


def test_long_lists_have_pages(alice: User, alice_client: Client, network: Network) -> None:
    contact = make_contact(alice)
    with acting_as(alice):
        for number in range(51):
            exchange = make_exchange(alice, contact, text=f"Thing {number}")
            NetworkExchange.objects.create(owner=alice, network=network, exchange=exchange)

    first = alice_client.get(facts_url(network, "given"), {"since": "2020-01-01"})

    assert len(first.context["exchanges"]) == 50
    assert len(alice_client.get(first.context["next_url"]).context["exchanges"]) == 1


def test_the_queries_of_what_it_brought_do_not_grow(
    alice: User, alice_client: Client, network: Network, django_assert_same_queries: Any
) -> None:
    membership = make_membership(network)

    def happen() -> None:
        contact = make_contact(alice)
        make_member(network, contact)
        with acting_as(alice):
            moment, exchange = make_moment(alice, contact), make_exchange(alice, contact, "received")
            NetworkMoment.objects.create(owner=alice, network=network, moment=moment)
            NetworkExchange.objects.create(owner=alice, network=network, exchange=exchange)

    for url in (detail_url(membership), facts_url(network, "moments"), facts_url(network, "helpful")):
        happen()
        with django_assert_same_queries() as few:
            alice_client.get(url)
        for _number in range(4):
            happen()
        with django_assert_same_queries() as many:
            alice_client.get(url)
        assert len(few) == len(many)


def test_one_click_says_that_one_stays_and_another_takes_it_back(alice_client: Client, network: Network) -> None:
    membership, by = due_soon(network)
    assert "I stay" in alice_client.get(page_of(network)).content.decode()

    alice_client.post(reverse("networks:notice-settle", args=[membership.pk]), {"by": by.isoformat()})

    assert kept(network).notice_settled_for == by
    undo = undo_url(alice_client, network)
    assert "You have decided to stay this time." in alice_client.get(page_of(network)).content.decode()
    alice_client.post(undo)
    assert kept(network).notice_settled_for is None


def test_a_day_that_is_over_or_was_never_there_is_not_settled(alice_client: Client, network: Network) -> None:
    membership, by = due_soon(network)
    settle = reverse("networks:notice-settle", args=[membership.pk])

    alice_client.post(settle, {"by": (by - timedelta(days=1)).isoformat()})
    assert kept(network).notice_settled_for is None
    with acting_as(network.owner):
        Membership.objects.update(term_months=None)
    alice_client.post(settle)
    assert kept(network).notice_settled_for is None
    assert alice_client.get(settle).status_code == 405


def test_the_page_of_a_network_offers_to_enter_a_membership_only_where_one_is_active(
    alice: User, alice_client: Client
) -> None:
    trying, idea = make_network(alice, stage="trying"), make_network(alice, "Idea")

    assert edit_url(trying) in alice_client.get(page_of(trying)).content.decode()
    assert edit_url(idea) not in alice_client.get(page_of(idea)).content.decode()


def test_whoever_has_not_joined_is_led_to_joining(alice: User, alice_client: Client) -> None:
    idea = make_network(alice, "Not yet", stage=Stage.IDEA)
    answered = alice_client.post(f"/networks/{idea.pk}/membership/", {"since": "2024", "term": "12"})
    assert (answered.status_code, answered["Location"]) == (302, f"/networks/{idea.pk}/move/")
    with acting_as(alice):
        assert not Membership.objects.for_user(alice).filter(network=idea).exists()


def test_a_stranger_finds_no_membership(charlie_client: Client, network: Network) -> None:
    membership, by = due_soon(network)
    with acting_as(network.owner):
        settle_notice(membership=membership, give_notice_by=by)

    for url in (edit_url(network), detail_url(membership), facts_url(network, "moments")):
        assert charlie_client.get(url).status_code == 404
    for name in ("notice-settle", "notice-unsettle"):
        assert charlie_client.post(reverse(f"networks:{name}", args=[membership.pk])).status_code == 404
    assert charlie_client.post(edit_url(network), answers()).status_code == 404
    assert kept(network).notice_settled_for == by


def test_an_unknown_fact_is_no_page(alice_client: Client, network: Network) -> None:
    assert alice_client.get(facts_url(network, "secrets")).status_code == 404
