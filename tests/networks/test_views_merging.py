"""Pages that make one network out of two: which, the preview, the merge, the way back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from networks.models import Network, NetworkMember, NetworkMerge
from netzwerk.core.walls import acting_as
from tests.contacts.test_views_bin import HTMX, fresh, said, text_of
from tests.factories import TODAY, make_contact, make_event, make_member, make_membership, make_network


def pick_url(network: Network) -> str:
    """Return where one picks with which network this one is to become one."""
    return reverse("networks:network-merge", args=[network.pk])


def merge_url(survivor: Network, absorbed: Network) -> str:
    """Return where two become one."""
    return reverse("networks:network-merge-with", args=[survivor.pk, absorbed.pk])


def page_of(network: Network) -> str:
    """Return the page of a network."""
    return reverse("networks:network-detail", args=[network.pk])


def the_merge(user: User) -> NetworkMerge:
    """Return the one merge of a user."""
    with acting_as(user):
        return NetworkMerge.objects.get()


def test_one_picks_another_of_the_same_name_or_any_by_part_of_it(alice_client: Client, alice: User) -> None:
    network, twin = make_network(alice, "Bücherfrauen"), make_network(alice, "buecherfrauen", place="Bremen")
    choir = make_network(alice, "Choir of Hamburg")

    page = alice_client.get(pick_url(network)).content.decode()
    assert merge_url(network, twin) in page or merge_url(twin, network) in page
    assert choir.name not in page

    part = alice_client.get(pick_url(network), {"who": "choir"}, headers=HTMX).content.decode()
    assert "<html" not in part
    assert choir.name in part and network.name not in part
    assert "No other network" in alice_client.get(pick_url(network), {"who": "zzz\x00"}).content.decode()


def test_where_one_is_a_member_is_what_stays(alice_client: Client, alice: User) -> None:
    network, member = make_network(alice, "Choir", size=9), make_network(alice, "Choir", stage="member")

    assert merge_url(member, network) in alice_client.get(pick_url(network)).content.decode()


def test_the_preview_shows_both_what_differs_and_what_comes_along(alice_client: Client, alice: User) -> None:
    survivor = make_network(alice, "BDÜ", place="Hamburg", stage="member")
    absorbed = make_network(alice, "Translators", place="Berlin", url="https://translators.example")
    make_member(absorbed, make_contact(alice))
    make_event(absorbed)
    make_membership(survivor, since_on=TODAY)
    make_membership(absorbed, since_on=TODAY)

    response = alice_client.get(merge_url(survivor, absorbed))
    page = text_of(response)

    assert "BDÜ" in page and "Translators" in page
    for words in ("Hamburg", "Berlin", "1 member", "1 meeting", "You are a member of both", "Can be undone until"):
        assert words in page, words
    assert 'name="place"' in response.content.decode()
    assert merge_url(absorbed, survivor) in response.content.decode()
    assert not fresh(absorbed).deleted_at


def test_two_become_one_as_chosen_and_the_toast_takes_it_back(alice_client: Client, alice: User) -> None:
    survivor, absorbed = make_network(alice, "BDÜ", place="Hamburg"), make_network(alice, "Translators", place="Berlin")
    member = make_member(absorbed, make_contact(alice))

    response = alice_client.post(merge_url(survivor, absorbed), {"place": "absorbed", "name": "survivor"})

    assert response["Location"] == page_of(survivor)
    assert said(response) == "BDÜ and Translators are one network now."
    assert (fresh(survivor).place, fresh(survivor).name) == ("Berlin", "BDÜ")
    assert fresh(member).network_id == survivor.pk
    page = alice_client.get(page_of(survivor)).content.decode()
    undo = reverse("networks:network-merge-undo", args=[the_merge(alice).pk])
    # In the toast and in a section of the page.
    assert page.count(undo) == 2
    assert alice_client.get(page_of(absorbed))["Location"] == page_of(survivor)

    response = alice_client.post(undo)

    assert (response["Location"], said(response)) == (page_of(absorbed), "Translators is back.")
    assert fresh(survivor).place == "Hamburg"
    assert fresh(member).network_id == absorbed.pk
    assert undo not in alice_client.get(page_of(survivor)).content.decode().partition("toast")[0]


def test_what_was_edited_since_is_told(alice_client: Client, alice: User) -> None:
    survivor, absorbed = make_network(alice, "BDÜ"), make_network(alice, "Translators", place="Berlin")
    alice_client.post(merge_url(survivor, absorbed), {})
    with acting_as(alice):
        Network.objects.filter(pk=survivor.pk).update(place="Kiel")

    response = alice_client.post(reverse("networks:network-merge-undo", args=[the_merge(alice).pk]))

    assert said(response) == "Translators is back. What you have changed since stays as it is: Place."
    assert fresh(survivor).place == "Kiel"


def test_said_twice_it_is_done_once(alice_client: Client, alice: User) -> None:
    survivor, absorbed = make_network(alice, "BDÜ"), make_network(alice, "Translators")

    for _time in range(2):
        assert alice_client.post(merge_url(survivor, absorbed))["Location"] == page_of(survivor)
    assert alice_client.get(merge_url(survivor, absorbed))["Location"] == page_of(survivor)

    assert the_merge(alice)


@pytest.mark.parametrize("method", ["get", "post"])
def test_what_cannot_become_one_is_refused_and_told_why(alice_client: Client, alice: User, method: str) -> None:
    network, gone = make_network(alice, "BDÜ"), make_network(alice, "Gone", deleted_at=timezone.now())
    ask = getattr(alice_client, method)

    same, binned = ask(merge_url(network, network)), ask(merge_url(network, gone))

    assert (same.status_code, binned.status_code) == (422, 422)
    assert "one and the same network" in text_of(same)
    assert "Gone is in the bin." in text_of(binned)


def test_a_choice_that_is_none_leaves_what_the_survivor_has(alice_client: Client, alice: User) -> None:
    survivor, absorbed = make_network(alice, "BDÜ", place="Kiel"), make_network(alice, "Translators", place="Berlin")

    alice_client.post(merge_url(survivor, absorbed), {"place": "nonsense", "owner": "1"})

    assert fresh(survivor).place == "Kiel"


def test_after_thirty_days_it_is_final(alice_client: Client, alice: User) -> None:
    survivor, absorbed = make_network(alice, "BDÜ"), make_network(alice, "Translators")
    alice_client.post(merge_url(survivor, absorbed))
    with acting_as(alice):
        NetworkMerge.objects.update(created_at=timezone.now() - timedelta(days=31))

    response = alice_client.post(reverse("networks:network-merge-undo", args=[the_merge(alice).pk]))

    assert response.status_code == 422
    assert "final" in text_of(response)
    assert "went into it" not in text_of(alice_client.get(page_of(survivor)))


def test_the_page_hints_at_another_of_the_same_name(alice_client: Client, alice: User) -> None:
    network, twin = make_network(alice, "Choir"), make_network(alice, "CHOIR", place="Bremen")
    other = make_network(alice, "Chorus")

    assert "There is another entry “CHOIR”." in text_of(alice_client.get(page_of(network)))
    assert merge_url(twin, network) in alice_client.get(page_of(network)).content.decode()
    assert "another entry" not in text_of(alice_client.get(page_of(other)))


def test_a_stranger_reaches_none_of_it(charlie_client: Client, charlie: User, alice: User) -> None:
    survivor, absorbed, own = make_network(alice), make_network(alice, "Other"), make_network(charlie)
    with acting_as(alice):
        merge = NetworkMerge.objects.create(
            owner=alice, survivor=survivor, absorbed=absorbed, created_at=timezone.now()
        )

    for url in (pick_url(survivor), merge_url(survivor, absorbed), merge_url(own, absorbed), merge_url(absorbed, own)):
        assert charlie_client.get(url).status_code == 404
        assert charlie_client.post(url).status_code in {404, 405}
    assert charlie_client.post(reverse("networks:network-merge-undo", args=[merge.pk])).status_code == 404
    assert survivor.name not in text_of(charlie_client.get(pick_url(own), {"who": survivor.name[:4]})).replace(
        own.name, "", 99
    )


def test_queries_do_not_grow(alice_client: Client, alice: User, django_assert_same_queries: Any) -> None:
    def ask(count: int) -> int:
        survivor, absorbed = make_network(alice, f"BDÜ {count}"), make_network(alice, f"Translators {count}")
        for number in range(count):
            make_member(absorbed, make_contact(alice, str(number)))
            make_event(absorbed)
        with django_assert_same_queries() as queries:
            alice_client.get(merge_url(survivor, absorbed))
        return len(queries)

    assert ask(1) == ask(6)


def test_a_merge_of_much_takes_no_more_queries(
    alice_client: Client, alice: User, django_assert_same_queries: Any
) -> None:
    def ask(count: int) -> int:
        survivor, absorbed = make_network(alice, f"BDÜ {count}"), make_network(alice, f"Translators {count}")
        for number in range(count):
            make_member(absorbed, make_contact(alice, str(number)))
        with django_assert_same_queries() as queries:
            alice_client.post(merge_url(survivor, absorbed))
        with acting_as(alice):
            assert NetworkMember.objects.filter(network=survivor).count() == count
        return len(queries)

    assert ask(1) >= ask(6)
