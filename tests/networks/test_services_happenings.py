"""Moments and exchanges in a network: one network at most, and what was with a network alone goes with it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from accounts.models import User
from contacts.models import Exchange, Moment
from contacts.queries.exchanges import exchanges_of, promises_on_today
from contacts.services.exchanges import log_exchange
from contacts.services.purging import purge_batch
from networks.models import Network, NetworkExchange, NetworkMoment
from networks.queries.companions import networks_of_exchanges, networks_of_moments
from networks.queries.happenings import count_happenings
from networks.services.happenings import link_exchange, link_moment, unlink_exchange, unlink_moment
from networks.services.networks import delete_network, restore_network
from tests.factories import TODAY, make_contact, make_exchange, make_moment, make_network

NOW = datetime(2026, 3, 16, 12, tzinfo=UTC)


def promise_to(network: Network, text: str = "A talk on contracts") -> Exchange:
    (promise,) = log_exchange(
        owner=network.owner, contacts=[], direction="promised", kind="help", happened_on=TODAY, text=text
    )
    link_exchange(network=network, exchange=promise)
    return promise


def test_a_moment_is_in_one_network_and_the_later_word_holds(as_alice: User) -> None:
    one, two = make_network(as_alice, "One"), make_network(as_alice, "Two")
    moment = make_moment(as_alice, make_contact(as_alice))

    link_moment(network=one, moment=moment, minutes=30)
    link_moment(network=two, moment=moment, minutes=90)

    (link,) = NetworkMoment.objects.for_user(as_alice)
    assert (link.network, link.minutes) == (two, 90)
    unlink_moment(moment=moment)
    assert not NetworkMoment.objects.for_user(as_alice).exists()
    assert Moment.objects.for_user(as_alice).filter(pk=moment.pk).exists()


def test_an_exchange_is_in_one_network(as_alice: User) -> None:
    one, two = make_network(as_alice, "One"), make_network(as_alice, "Two")
    exchange = make_exchange(as_alice, make_contact(as_alice))

    link_exchange(network=one, exchange=exchange)
    link_exchange(network=two, exchange=exchange)

    assert [link.network for link in NetworkExchange.objects.for_user(as_alice)] == [two]
    unlink_exchange(exchange=exchange)
    assert not NetworkExchange.objects.for_user(as_alice).exists()


def test_both_directions_and_the_time_are_counted(as_alice: User) -> None:
    network, contact = make_network(as_alice), make_contact(as_alice)
    for minutes in (30, 120, None):
        link_moment(network=network, moment=make_moment(as_alice, contact), minutes=minutes)
    for direction in ("given", "given", "received", "asked", "promised"):
        link_exchange(network=network, exchange=make_exchange(as_alice, contact, direction))
    kept = make_exchange(as_alice, contact, "promised", done_on=TODAY)
    link_exchange(network=network, exchange=kept)
    # What lies in the bin does not count.
    link_moment(network=network, moment=make_moment(as_alice, contact, deleted_at=NOW), minutes=600)
    link_exchange(network=network, exchange=make_exchange(as_alice, contact, deleted_at=NOW))
    gone = make_contact(as_alice, "Gone", deleted_at=NOW)
    link_exchange(network=network, exchange=make_exchange(as_alice, gone))

    counts = count_happenings(as_alice, network)

    assert (counts.moments, counts.minutes, counts.timed) == (3, 150, 2)
    exchanges = counts.exchanges
    assert (exchanges.given, exchanges.received, exchanges.promised, exchanges.asked) == (3, 1, 1, 1)


def test_without_anybody_an_exchange_is_with_no_person(as_alice: User) -> None:
    promise = promise_to(make_network(as_alice))

    assert promise.contact is None
    assert list(exchanges_of(as_alice)) == [promise]
    assert promises_on_today(as_alice, limit=5) == [promise]


def test_a_promise_to_a_network_names_nobody_who_is_worth_a_message(as_alice: User) -> None:
    from reminders.services.proposals import propose_people

    make_contact(as_alice)
    promise_to(make_network(as_alice))

    assert all("talk" not in words for one in propose_people(user=as_alice, on=TODAY).people for words in one.sentences)


def test_what_was_promised_to_a_network_waits_in_the_bin_with_it(as_alice: User) -> None:
    network = make_network(as_alice)
    promise = promise_to(network)
    with_somebody = make_exchange(as_alice, make_contact(as_alice), "promised")
    link_exchange(network=network, exchange=with_somebody)

    delete_network(network=network, now=NOW)

    assert list(exchanges_of(as_alice)) == [with_somebody]
    assert promises_on_today(as_alice, limit=5) == [with_somebody]
    assert networks_of_exchanges(as_alice, [promise.pk, with_somebody.pk]) == {}
    restore_network(network=network)
    assert set(promises_on_today(as_alice, limit=5)) == {promise, with_somebody}


def test_what_was_promised_to_a_network_goes_for_good_with_it(as_alice: User) -> None:
    network = make_network(as_alice)
    promise_to(network)
    with_somebody = make_exchange(as_alice, make_contact(as_alice), "promised")
    link_exchange(network=network, exchange=with_somebody)
    delete_network(network=network, now=NOW)

    while purge_batch(owner=as_alice, before=NOW + timedelta(days=1)):
        pass

    assert not Network.objects.for_user(as_alice).exists()
    assert list(Exchange.objects.for_user(as_alice)) == [with_somebody]


def test_a_page_asks_once_what_its_rows_belong_to(as_alice: User) -> None:
    network = make_network(as_alice, "Women in Publishing")
    there, elsewhere = make_moment(as_alice, make_contact(as_alice)), make_moment(as_alice)
    link_moment(network=network, moment=there)

    found = networks_of_moments(as_alice, [there.pk, elsewhere.pk])

    assert {pk: one.title for pk, one in found.items()} == {there.pk: "Women in Publishing"}
    assert found[there.pk].url == f"/networks/{network.pk}/"
