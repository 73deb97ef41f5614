"""Ideas of what to give: noted once, promised once, taken back."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from accounts.models import User
from contacts.models import Exchange
from contacts.services.exchanges import delete_exchange, settle_exchange
from networks.models import GivingIdea, NetworkExchange
from networks.services.ideas import add_idea, promise_idea, promise_ideas, remove_idea, restore_idea, unpromise_ideas
from tests.factories import make_network
from tests.networks.check_rooms import make_offer

TODAY = date(2026, 3, 16)
NOW = datetime(2026, 3, 16, 9, tzinfo=UTC)


def test_the_same_idea_is_noted_once_and_an_offer_brings_its_text(as_alice: User) -> None:
    network, offer = make_network(as_alice), make_offer(as_alice)

    first, again = add_idea(network=network, text="A talk"), add_idea(network=network, text="a TALK")
    chosen, twice = add_idea(network=network, offer=offer), add_idea(network=network, offer=offer)

    assert (first, chosen) == (again, twice)
    assert [(idea.text, idea.position) for idea in GivingIdea.objects.all()] == [("A talk", 0), ("Style guides", 1)]


def test_the_same_idea_may_be_for_two_networks(as_alice: User) -> None:
    add_idea(network=make_network(as_alice), text="A talk")
    add_idea(network=make_network(as_alice, "Another"), text="A talk")

    assert GivingIdea.objects.count() == 2


@pytest.mark.parametrize(
    ("kind", "becomes"),
    [("contacts", "introduction"), ("knowledge", "advice"), ("help", "help"), ("visibility", "help")],
)
def test_a_promise_says_what_sort_of_thing_it_is(as_alice: User, kind: str, becomes: str) -> None:
    network = make_network(as_alice)
    add_idea(network=network, offer=make_offer(as_alice, kind=kind))

    [promise] = promise_ideas(network=network, on=TODAY)

    assert (promise.kind, promise.direction, promise.contact, promise.done_on) == (becomes, "promised", None, None)


def test_each_idea_is_promised_exactly_once_and_in_the_network(as_alice: User) -> None:
    network = make_network(as_alice)
    for text in ("A talk", "Proofreading"):
        add_idea(network=network, text=text)

    first = promise_ideas(network=network, on=TODAY)
    add_idea(network=network, text="A room")
    second = promise_ideas(network=network, on=TODAY)

    assert [promise.text for promise in first] == ["A talk", "Proofreading"]
    assert [promise.text for promise in second] == ["A room"]
    assert promise_ideas(network=network, on=TODAY) == []
    assert NetworkExchange.objects.filter(network=network).count() == 3
    assert [promise.happened_on for promise in Exchange.objects.open_promises()] == [TODAY] * 3


def test_a_promise_that_was_deleted_does_not_come_back(as_alice: User) -> None:
    network = make_network(as_alice)
    add_idea(network=network, text="A talk")
    [promise] = promise_ideas(network=network, on=TODAY)
    delete_exchange(exchange=promise)

    assert promise_ideas(network=network, on=TODAY) == []


def test_promises_are_taken_back_but_not_one_that_was_kept_or_is_of_another_network(as_alice: User) -> None:
    network, other = make_network(as_alice), make_network(as_alice, "Another")
    for text in ("A talk", "Proofreading"):
        add_idea(network=network, text=text)
    add_idea(network=other, text="Elsewhere")
    kept, open_one = promise_ideas(network=network, on=TODAY)
    [elsewhere] = promise_ideas(network=other, on=TODAY)
    settle_exchange(exchange=kept, done_on=TODAY)

    unpromise_ideas(network=network, exchanges=[kept.pk, open_one.pk, elsewhere.pk])

    assert set(Exchange.objects.present()) == {kept, elsewhere}
    assert [idea.exchange for idea in GivingIdea.objects.filter(network=network)] == [kept, None]
    # Whoever joins after all promises it again.
    assert [promise.text for promise in promise_ideas(network=network, on=TODAY)] == ["Proofreading"]


def test_an_idea_that_was_taken_away_comes_back_as_it_was(as_alice: User) -> None:
    network, offer = make_network(as_alice), make_offer(as_alice)
    idea = add_idea(network=network, offer=offer)
    [promise] = promise_ideas(network=network, on=TODAY)

    removed = remove_idea(idea=GivingIdea.objects.get(), now=NOW)
    assert not GivingIdea.objects.present().exists()
    assert set(Exchange.objects.present()) == {promise}
    back = restore_idea(idea=removed)

    assert list(GivingIdea.objects.present()) == [back] == [idea]
    assert (back.offer, back.exchange, back.text) == (offer, promise, "Style guides")


def test_an_idea_that_was_taken_away_is_neither_promised_nor_named_again(as_alice: User) -> None:
    network = make_network(as_alice)
    gone = add_idea(network=network, text="A talk")
    remove_idea(idea=gone, now=NOW)

    assert promise_ideas(network=network, on=TODAY) == []
    assert promise_idea(idea=gone, on=TODAY) is None
    assert add_idea(network=network, text="a talk") != gone
