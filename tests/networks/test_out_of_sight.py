"""A network, a meeting or a person in the bin is on no page, in no count and in no mail, and comes back as it was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from contacts.models import Contact
from networks.models import Event, Network, NetworkMember
from networks.queries.agenda import Kind
from networks.services.events import delete_event, restore_event
from networks.services.networks import delete_network, restore_network
from netzwerk.core.walls import acting_as
from reminders.services.news import news_of_mail
from tests.factories import local_today, make_contact
from tests.security.furniture import furnish
from tests.security.pages import addresses, parameterised

pytestmark = pytest.mark.sweep

SEARCH = "/contacts/search/"
NETWORK, MEETING, PERSON = "Zeppelinfreunde", "Quellwolkenabend", "Xaverine Ypsilon"
# Where what lies in the bin is meant to be named: the bin, and whatever tells all that is stored about somebody.
ELSEWHERE = {"contacts:bin", "transfer:person-report", "transfer:person-report-file"}
# A file of all that is there.
FILES = ("export", "archive", "download")


def is_page(name: str) -> bool:
    """Whether this address may be looked at by a GET, again and again."""
    return name not in ELSEWHERE and not name.startswith(("local:", "account_")) and not any(x in name for x in FILES)


def all_urls(objects: dict[str, Any]) -> Iterator[str]:
    """Yield the address of each page of somebody who has one of everything."""
    for name, _parameters in parameterised():
        if is_page(name):
            with suppress(KeyError):
                yield from addresses(objects, name)


def where(client: Client, urls: Iterable[str], text: str) -> set[str]:
    """Return on which of these pages a text stands; searched for, it stands in the answer once more than asked."""
    found = {url for url in urls if url != SEARCH and text in page_of(client, url)}
    asked, nothing = page_of(client, SEARCH, text), page_of(client, SEARCH, text[::-1])
    return found | ({SEARCH} if asked.count(text) > nothing.count(text[::-1]) else set())


def page_of(client: Client, url: str, text: str = "") -> str:
    """Return a page as text; what is none, or may not be asked for, is empty."""
    response = client.get(url, {"q": text} if text else {})
    is_page = response.status_code == 200 and response.get("Content-Type", "").startswith("text/")
    return response.getvalue().decode() if is_page else ""


@pytest.fixture
def world(alice: User) -> dict[str, Any]:
    """One of everything; only the network that all belongs to and its meetings have these names."""
    objects = furnish(alice, "Common")
    with acting_as(alice):
        Network.objects.filter(pk=objects["network"]).update(name=NETWORK, folded_name=NETWORK.casefold())
        Event.objects.filter(deleted_at=None).update(title=MEETING)
    return objects


def test_a_network_in_the_bin_is_on_no_page_and_comes_back_everywhere(
    alice: User, alice_client: Client, world: dict[str, Any]
) -> None:
    before = where(alice_client, all_urls(world), NETWORK)
    assert len(before) > 20, before
    with acting_as(alice):
        network = Network.objects.get(pk=world["network"])
        delete_network(network=network, now=timezone.now())

    assert where(alice_client, before, NETWORK) == set()
    assert where(alice_client, before, MEETING) == set()
    with acting_as(alice):
        # Where to look next belongs to the goal, and the look back to all goals.
        told = {str(line.kind) for line in news_of_mail(user=alice, on=local_today())}
        assert told <= {Kind.LOOK.value, "review"}
        restore_network(network=network)

    assert where(alice_client, before, NETWORK) == before


def test_a_meeting_in_the_bin_is_on_no_page_and_comes_back_everywhere(
    alice: User, alice_client: Client, world: dict[str, Any]
) -> None:
    before = where(alice_client, all_urls(world), MEETING)
    assert len(before) > 5, before
    with acting_as(alice):
        events = list(Event.objects.present().filter(title=MEETING))
        for event in events:
            delete_event(event=event, now=timezone.now())

    assert where(alice_client, before, MEETING) == set()
    with acting_as(alice):
        for event in events:
            restore_event(event=event)

    assert where(alice_client, before, MEETING) == before


@pytest.mark.parametrize("how", ["bin", "archive", "conflict"])
def test_whoever_is_in_the_bin_archived_or_at_odds_is_proposed_nowhere(
    alice: User, alice_client: Client, world: dict[str, Any], how: str
) -> None:
    network, goal = world["network"], world["goal"]
    event = reverse("networks:occurrence", args=[world["event"], world["day"]])
    asked = {
        event, f"{event}sheet/", reverse("networks:research", args=[goal]), reverse("networks:agenda"), "/",
        reverse("networks:membership-leave", args=[network]),
    }  # fmt: skip
    with acting_as(alice):
        member = make_contact(alice, PERSON, is_interesting=True)
        NetworkMember.objects.create(owner=alice, network_id=network, contact=member, is_wished=True)
        Network.objects.filter(pk=network).update(source_contact=None)
    assert {url for url in asked if PERSON in alice_client.get(url).content.decode()}
    with acting_as(alice):
        gone = {"bin": {"deleted_at": timezone.now()}, "archive": {"archived_at": timezone.now()}}
        Contact.objects.filter(pk=member.pk).update(**gone.get(how, {"ended_in_conflict": True}))

    assert {url for url in asked if PERSON in alice_client.get(url).content.decode()} == set()
    counts = alice_client.get(reverse("networks:network-detail", args=[network])).content.decode().count(PERSON)
    assert how != "bin" or not counts
