"""The page of pairs that may be one person, and the form that asks before somebody comes in twice."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from contacts.models import Contact, DeclinedPair, DuplicatePair, DuplicateSearch, EmailAddress
from contacts.services.duplicates import find_duplicates
from netzwerk.core.models import Job
from netzwerk.core.walls import acting_as
from tests.factories import make_contact

PAGE = "/contacts/duplicates/"


def make_pairs(owner: User, count: int) -> list[DuplicatePair]:
    """Return pairs of equal names, as a look finds them."""
    for number in range(count):
        for _twice in range(2):
            make_contact(owner, f"{'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[number]}na Blum")
    with acting_as(owner):
        find_duplicates(owner=owner, now=timezone.now())
        return list(DuplicatePair.objects.for_user(owner).likeliest())


def test_the_page_shows_both_and_the_reason(alice_client: Client, alice: User) -> None:
    pair = make_pairs(alice, 1)[0]
    with acting_as(alice):
        EmailAddress.objects.create(owner=alice, contact_id=pair.first_id, address="ana@example.org")

    page = alice_client.get(PAGE).content.decode()

    assert page.count("Ana Blum</a>") == 2
    assert "ana@example.org" in page
    assert "The same name." in page
    assert f"a={pair.first_id}&amp;b={pair.second_id}" in page


def test_the_page_wants_a_log_in(client: Client) -> None:
    assert client.get(PAGE).status_code == 302


def test_without_pairs_it_says_what_belongs_here_and_looks_by_itself(alice_client: Client) -> None:
    page = alice_client.get(PAGE).content.decode()

    assert "Nobody seems to be here twice" in page
    assert 'hx-post="/contacts/duplicates/look/" hx-trigger="load"' in page


def test_looking_is_asked_for_and_told_while_it_lasts(alice_client: Client, alice: User) -> None:
    part = alice_client.post(f"{PAGE}look/", headers={"HX-Request": "true"}).content.decode()
    assert "Everybody is being compared." in part
    assert Job.objects.filter(kind="find_duplicates", owner=alice).count() == 1

    waiting = alice_client.get(f"{PAGE}status/", headers={"HX-Request": "true"})
    assert "HX-Refresh" not in waiting
    with acting_as(alice):
        find_duplicates(owner=alice, now=timezone.now())
    assert alice_client.get(f"{PAGE}status/", headers={"HX-Request": "true"})["HX-Refresh"] == "true"


def test_without_script_looking_leads_back_to_the_page(alice_client: Client) -> None:
    assert alice_client.post(f"{PAGE}look/").headers["Location"] == PAGE


def test_the_number_is_told_after_an_import(alice_client: Client, alice: User) -> None:
    make_pairs(alice, 2)

    part = alice_client.get(f"{PAGE}status/?count=1", headers={"HX-Request": "true"}).content.decode()

    assert "2 pairs may be one person each" in part
    assert PAGE in part


def test_two_people_stay_two_and_that_can_be_taken_back(alice_client: Client, alice: User) -> None:
    pair = make_pairs(alice, 1)[0]

    response = alice_client.post(f"{PAGE}{pair.pk}/decline/", follow=True)

    page = response.content.decode()
    assert "Ana Blum and Ana Blum are two people." in page
    assert "Nobody seems to be here twice" in page
    with acting_as(alice):
        declined = DeclinedPair.objects.get()
    again = alice_client.post(f"{PAGE}declined/{declined.pk}/reconsider/", follow=True).content.decode()
    assert "The pair is back." in again
    assert "The same name." in again


def test_by_htmx_the_row_goes_and_a_toast_comes(alice_client: Client, alice: User) -> None:
    pair = make_pairs(alice, 1)[0]

    part = alice_client.post(f"{PAGE}{pair.pk}/decline/", headers={"HX-Request": "true"}).content.decode()

    assert "hx-swap-oob" in part
    assert "/reconsider/" in part


def test_who_has_been_changed_so_that_they_differ_is_left_out(alice_client: Client, alice: User) -> None:
    pair = make_pairs(alice, 1)[0]
    with acting_as(alice):
        Contact.objects.filter(pk=pair.first_id).update(name="Tomasz Bielak")

    assert "Tomasz" not in alice_client.get(PAGE).content.decode()


def test_what_was_too_much_is_told(alice_client: Client, alice: User) -> None:
    left_out = [{"kind": "name", "value": "<b>Anna</b>", "count": 40_000}]
    with acting_as(alice):
        DuplicateSearch.objects.create(
            owner=alice, asked_at=timezone.now(), finished_at=timezone.now(), is_cut=True, left_out=left_out
        )

    page = alice_client.get(PAGE).content.decode()

    assert "40000 people are called &lt;b&gt;Anna&lt;/b&gt;." in page
    assert "only the likeliest are here" in page


def test_pages_go_on_by_keyset_and_queries_do_not_grow(
    alice_client: Client, alice: User, django_assert_same_queries: Any
) -> None:
    pairs = make_pairs(alice, 2)
    with django_assert_same_queries() as few:
        alice_client.get(PAGE)
    pairs = make_pairs(alice, 26)
    with django_assert_same_queries() as many:
        first = alice_client.get(PAGE)
    assert len(many) <= len(few)
    assert first.context["next_url"] == f"{PAGE}?after={pairs[19].pk}"

    more = alice_client.get(first.context["next_url"], headers={"HX-Request": "true"})

    page = more.content.decode()
    assert "<html" not in page
    assert re.findall(r'id="pair-([^"]+)"', page) == [str(pair.pk) for pair in pairs[20:40]]


@pytest.mark.parametrize("after", ["nonsense", "00000000-0000-0000-0000-000000000000"])
def test_a_place_that_is_none_means_the_beginning(alice_client: Client, alice: User, after: str) -> None:
    make_pairs(alice, 1)

    assert "The same name." in alice_client.get(f"{PAGE}?after={after}").content.decode()


def test_a_stranger_sees_none_of_it(charlie_client: Client, alice: User) -> None:
    pair = make_pairs(alice, 1)[0]

    assert "Blum" not in charlie_client.get(PAGE).content.decode()
    assert charlie_client.post(f"{PAGE}{pair.pk}/decline/").status_code == 404


def test_the_form_asks_when_an_address_or_a_near_name_is_known(alice_client: Client, alice: User) -> None:
    known = make_contact(alice, "Miriam Kessler")
    with acting_as(alice):
        EmailAddress.objects.create(owner=alice, contact=known, address="miriam@example.org")

    near = alice_client.post("/contacts/new/", {"name": "Kesler, Miriam"})
    shared = alice_client.post("/contacts/new/", {"name": "Miriam", "emails": "Miriam@example.org"})

    for response, why in ((near, "Nearly the same name."), (shared, "the same mail address (miriam@example.org).")):
        assert response.status_code == 422
        assert why in response.content.decode()


def test_whoever_says_that_it_is_somebody_else_is_not_asked_again(alice_client: Client, alice: User) -> None:
    known = make_contact(alice, "Miriam Kessler")

    alice_client.post("/contacts/new/", {"name": "Miriam Kessler", "namesake_seen": str(known.pk)})

    with acting_as(alice):
        assert Contact.objects.count() == 2
        assert DeclinedPair.objects.filter(about="duplicate").count() == 1
        find_duplicates(owner=alice, now=timezone.now())
    assert "The same name." not in alice_client.get(PAGE).content.decode()
