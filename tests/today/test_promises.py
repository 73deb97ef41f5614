"""Open promises on the page of the day: what, to whom, by when, and done in one click."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.test import Client

from accounts.models import User
from contacts.models import Exchange
from networks.services.ideas import add_idea, promise_ideas
from netzwerk.core.walls import acting_as
from tests.factories import local_today, make_contact, make_exchange, make_network


def _shown(client: Client) -> list[str]:
    return [row.what for row in client.get("/").context["day"].promises.rows]


def test_what_to_whom_and_by_when(alice: User, alice_client: Client) -> None:
    miriam, today = make_contact(alice), local_today()
    make_exchange(alice, miriam, "promised", text="The outline")
    late = make_exchange(alice, miriam, "promised", text="The style guide", due_on=today - timedelta(days=1))

    page = alice_client.get("/").text

    assert _shown(alice_client) == ["The style guide", "The outline"]
    assert f'href="/contacts/{miriam.pk}/"' in page
    assert late.due_on is not None
    assert f"by {late.due_on.day} " in page


def test_done_in_one_click_with_a_way_back(alice: User, alice_client: Client) -> None:
    promise = make_exchange(alice, make_contact(alice), "promised", text="The outline")

    page = alice_client.post(f"/contacts/exchanges/{promise.pk}/done/", {"next": "/"}, follow=True)
    assert page.redirect_chain == [("/", 302)]
    assert _shown(alice_client) == []

    (message,) = page.context["messages"]
    alice_client.post(message.extra_tags)
    assert _shown(alice_client) == ["The outline"]


def test_a_promise_to_a_network_is_seen_also_by_somebody_without_contacts(alice: User, alice_client: Client) -> None:
    network = make_network(alice, "Women in Publishing")
    with acting_as(alice):
        idea = add_idea(network=network, text="A workshop")
        promise_ideas(network=network, on=local_today())
    assert idea.text in alice_client.get("/").text


def test_without_a_promise_there_is_no_card(alice: User, alice_client: Client) -> None:
    make_exchange(alice, make_contact(alice), "given")

    assert "You promised" not in alice_client.get("/").text


def test_of_many_a_few_are_shown_with_the_way_to_all(
    alice: User, alice_client: Client, django_assert_same_queries: Any
) -> None:
    miriam = make_contact(alice)
    make_exchange(alice, miriam, "promised")
    with django_assert_same_queries() as few:
        alice_client.get("/")
    with acting_as(alice):
        Exchange.objects.bulk_create(
            Exchange(owner=alice, contact=miriam, direction="promised", kind="help", happened_on=local_today())
            for _number in range(9)
        )

    with django_assert_same_queries() as many:
        page = alice_client.get("/").text

    assert len(many) == len(few)
    assert len(_shown(alice_client)) == 4
    assert "/contacts/give-and-take/?way=promised" in page


def test_a_stranger_sees_none(alice: User, charlie: User, charlie_client: Client) -> None:
    make_exchange(alice, make_contact(alice), "promised")
    make_contact(charlie)

    assert _shown(charlie_client) == []
