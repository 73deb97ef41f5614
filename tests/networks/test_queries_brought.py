"""What a network brought, counted; and what all of them cost together."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from contacts.models import Contact, Exchange, Moment
from networks.models import Network, NetworkExchange, NetworkMoment
from networks.queries.balance import balance_of
from networks.queries.brought import Brought, Happened, count_brought
from networks.services.budgets import set_budget
from tests.factories import TODAY, make_contact, make_exchange, make_member, make_membership, make_moment, make_network

NOTHING = Brought(0, 0, 0, 0, 0, 0, 0, 0, 0)


@pytest.fixture
def network(as_alice: User) -> Network:
    return make_network(as_alice, stage="member")


def happened(network: Network, *contacts: Contact, on: date = TODAY, minutes: int | None = None) -> Moment:
    moment = make_moment(network.owner, *contacts, on=on)
    NetworkMoment.objects.create(owner=network.owner, network=network, moment=moment, minutes=minutes)
    return moment


def went(network: Network, contact: Contact, direction: str, **fields: object) -> Exchange:
    exchange = make_exchange(network.owner, contact, direction, **fields)
    NetworkExchange.objects.create(owner=network.owner, network=network, exchange=exchange)
    return exchange


def counted(network: Network, since: date | None = None) -> Brought:
    return count_brought(Happened(network.owner, network, TODAY), {"all": since})["all"]


def test_without_anything_all_is_nought(network: Network) -> None:
    assert counted(network) == NOTHING
    assert counted(network, TODAY) == NOTHING


def test_what_is_in_the_bin_and_what_is_still_to_come_does_not_count(network: Network, as_alice: User) -> None:
    gone = make_contact(as_alice, deleted_at=timezone.now())
    make_member(network, gone)
    happened(network, gone, on=TODAY + timedelta(days=1))
    deleted = happened(network, make_contact(as_alice))
    Moment.objects.filter(pk=deleted.pk).update(deleted_at=timezone.now())
    went(network, gone, "received")
    went(network, make_contact(as_alice), "given", deleted_at=timezone.now())

    assert counted(network) == NOTHING


def test_moments_in_another_network_do_not_count(network: Network, as_alice: User) -> None:
    other = make_network(as_alice, "Another")
    contact = make_contact(as_alice)
    happened(other, contact)
    went(other, contact, "received")

    assert counted(network) == NOTHING


def test_a_person_met_twice_is_one_person(network: Network, as_alice: User) -> None:
    contact = make_contact(as_alice)
    happened(network, contact, minutes=30)
    happened(network, contact, make_contact(as_alice, "Another"))

    found = counted(network)

    assert (found.moments, found.timed, found.minutes, found.people) == (2, 1, 30, 2)


def test_a_span_begins_with_its_first_day(network: Network, as_alice: User) -> None:
    contact = make_contact(as_alice)
    for days in (0, 10, 11):
        happened(network, contact, on=TODAY - timedelta(days=days))
    went(network, contact, "given", happened_on=TODAY - timedelta(days=11))

    found = counted(network, TODAY - timedelta(days=10))

    assert (found.moments, found.given) == (2, 0)


def test_a_kept_promise_counts_as_given_when_it_was_kept(network: Network, as_alice: User) -> None:
    contact, long_ago = make_contact(as_alice), TODAY - timedelta(days=500)
    went(network, contact, "promised", happened_on=long_ago, done_on=TODAY)
    went(network, contact, "asked", happened_on=long_ago, done_on=TODAY)
    went(network, contact, "promised", happened_on=long_ago)

    found = counted(network, TODAY)

    assert (found.given, found.received, found.promised, found.helpful) == (1, 1, 0, 1)


def test_helpful_is_whoever_is_there_and_gave_something(network: Network, as_alice: User) -> None:
    member, met, elsewhere = (make_contact(as_alice, name) for name in ("Member", "Met", "Elsewhere"))
    make_member(network, member)
    happened(network, met)
    for contact in (member, met, elsewhere):
        make_exchange(as_alice, contact, "received")
    make_exchange(as_alice, member, "received")
    make_exchange(as_alice, make_contact(as_alice, "Asked"), "asked")
    there = make_contact(as_alice, "Gave it there")
    went(network, there, "received")

    assert counted(network).helpful == 3
    assert set(Happened(as_alice, network, TODAY).helpful()) == {member, met, there}


def test_any_number_of_spans_takes_four_queries(
    network: Network, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(4):
        count_brought(Happened(network.owner, network, TODAY), {"all": None, "year": TODAY, "week": TODAY})


def test_only_memberships_that_run_are_paid_for(
    as_alice: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    paid = make_network(as_alice, "Paid", stage="member", fee_amount=40, fee_period="quarter", extra_costs=10)
    ending = make_network(as_alice, "Ending", stage="member", fee_amount=5)
    former = make_network(as_alice, "Former", stage="left", fee_amount=7)
    tried = make_network(as_alice, "Tried out", stage="trying", fee_amount=9)
    make_membership(paid)
    make_membership(ending, left_on=TODAY)
    make_membership(former, left_on=TODAY - timedelta(days=1))
    set_budget(owner=as_alice, amount=None)

    with django_assert_num_queries(4):
        found = balance_of(as_alice, TODAY)

    assert found.sums == {"EUR": 175}
    assert [row.network for row in found.rows] == [ending, paid, tried]
    assert found.budget is None
    assert balance_of(as_alice, TODAY + timedelta(days=1)).sums == {"EUR": 170}
