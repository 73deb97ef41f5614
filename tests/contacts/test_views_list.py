"""The list of people."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from accounts.models import User
from contacts.models import Contact
from contacts.services import Channel, NewContact, add_contacts
from contacts.views.listing import PAGE_SIZE
from netzwerk.core.walls import acting_as
from tests.factories import TODAY, make_contact

LIST = "/contacts/"
HTMX = {"HX-Request": "true"}

pytestmark = pytest.mark.usefixtures("on_today")


def names(client: Client, address: str = LIST, **headers: str) -> list[str]:
    """Return the names that a page lists, in its order."""
    response = client.get(address, headers=headers)
    assert response.status_code == 200
    return [row.contact.name for row in response.context["rows"]]


def fill(owner: User, count: int) -> list[Contact]:
    """Enter people with all that a row shows."""
    people = [
        NewContact(
            name=f"Person {number:05}",
            organisation=f"House {number % 40}",
            emails=(Channel(value=f"p{number}@example.org"),),
        )
        for number in range(count)
    ]
    with acting_as(owner):
        return add_contacts(owner=owner, people=people, today=TODAY)


def test_people_are_listed_by_name_with_umlauts_where_german_readers_look(alice_client: Client, alice: User) -> None:
    for name in ("Zoë", "Müller", "Mueller A", "Muller", "Anja"):
        make_contact(alice, name)

    assert names(alice_client) == ["Anja", "Müller", "Mueller A", "Muller", "Zoë"]


def test_a_row_says_who_where_and_how_it_stands(alice_client: Client, alice: User) -> None:
    with acting_as(alice):
        add_contacts(
            owner=alice,
            people=[
                NewContact(name="Miriam", organisation="Nordlicht Verlag", place="Hamburg", last_in_touch="longer")
            ],
            today=TODAY,
        )

    page = alice_client.get(LIST).content.decode()

    assert "Nordlicht Verlag\N{NO-BREAK SPACE}· Hamburg" in page
    assert "Dormant" in page


def test_an_empty_list_says_what_belongs_there_and_offers_to_add_it(alice_client: Client) -> None:
    page = alice_client.get(LIST).content.decode()

    assert "Nobody here yet" in page
    assert 'href="/contacts/new/"' in page


def test_a_search_finds_by_any_spelling_and_by_organisation(alice_client: Client, alice: User) -> None:
    with acting_as(alice):
        add_contacts(
            owner=alice,
            people=[NewContact(name="Jörg Müller", organisation="Nordlicht"), NewContact(name="Ruth Sommer")],
            today=TODAY,
        )

    for text in ("müller", "MUELLER", "muller jorg", "nordl"):
        assert names(alice_client, f"{LIST}?q={text}") == ["Jörg Müller"]


def test_a_search_without_result_offers_to_add_that_person(alice_client: Client, alice: User) -> None:
    make_contact(alice)

    page = alice_client.get(f"{LIST}?q=Ruth & Co").content.decode()

    assert "Nobody fits" in page
    assert "/contacts/new/?name=Ruth" in page


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("origin=studies", ["Fresh"]),
        ("closeness=good", ["Due", "Fresh"]),
        ("state=fresh", ["Fresh"]),
        ("state=due", ["Due"]),
        ("state=quiet", ["Quiet"]),
        ("state=dormant", ["Dormant"]),
        ("state=resting", ["Resting"]),
        ("state=not_placed", ["Unplaced"]),
        ("state=archived", ["Archived"]),
        ("due=1", ["Due", "Quiet"]),
        ("due=1&state=quiet", ["Quiet"]),
        ("origin=studies&state=due", []),
    ],
)
def test_filters_can_be_combined(alice_client: Client, alice: User, query: str, expected: list[str]) -> None:
    make_people_in_all_states(alice)

    assert names(alice_client, f"{LIST}?{query}") == expected


def make_people_in_all_states(owner: User) -> None:
    """Enter one person a state, named for it."""
    make_contact(owner, "Fresh", closeness="good", origin="studies")
    make_contact(owner, "Due", closeness="good", anchor_on=date(2025, 12, 16))
    make_contact(owner, "Quiet", closeness="wide", anchor_on=date(2025, 3, 1))
    make_contact(owner, "Dormant", anchor_on=date(2022, 1, 1))
    make_contact(owner, "Resting", is_resting=True)
    make_contact(owner, "Unplaced")
    make_contact(owner, "Archived", archived_at="2026-01-01T00:00Z")
    make_contact(owner, "Binned", deleted_at="2026-01-01T00:00Z")


def test_the_archive_shows_only_when_asked_for_and_the_bin_never(alice_client: Client, alice: User) -> None:
    make_people_in_all_states(alice)

    assert names(alice_client) == ["Dormant", "Due", "Fresh", "Quiet", "Resting", "Unplaced"]


@pytest.mark.parametrize(
    "query",
    [
        "state=nonsense",
        "origin=x",
        "closeness=%00",
        "after=nonsense",
        "after=%00",
        "after=01900000-0000-7000-8000-000000000000",
        "q=%00",
        "q=" + "x" * 300,
        "due=maybe%00",
        "q=%ED%A0%80&state=%ED%A0%80",
    ],
)
def test_nonsense_in_the_address_is_ignored(alice_client: Client, alice: User, query: str) -> None:
    make_contact(alice)

    response = alice_client.get(f"{LIST}?{query}")

    assert response.status_code == 200
    if not query.startswith(("q=", "due")):
        assert [row.contact.name for row in response.context["rows"]] == ["Miriam Kessler"]


def test_pages_follow_each_other_without_gap_or_repetition(alice_client: Client, alice: User) -> None:
    fill(alice, PAGE_SIZE + 10)
    make_contact(alice, "Person 00049")  # a namesake across the edge of the page

    seen, address = [], LIST
    while address:
        response = alice_client.get(address)
        seen += [row.contact.pk for row in response.context["rows"]]
        address = response.context["next_url"]

    assert len(seen) == len(set(seen)) == PAGE_SIZE + 11


def test_the_next_page_keeps_the_filters(alice_client: Client, alice: User) -> None:
    fill(alice, PAGE_SIZE + 1)

    response = alice_client.get(f"{LIST}?q=person&closeness=not_placed")

    assert response.context["count"] == PAGE_SIZE + 1
    assert response.context["next_url"].startswith(f"{LIST}?q=person&closeness=not_placed&after=")


def test_htmx_gets_the_results_alone_and_an_address_without_empty_filters(alice_client: Client, alice: User) -> None:
    make_contact(alice)

    response = alice_client.get(f"{LIST}?q=mir&origin=&closeness=&state=", headers=HTMX)

    assert response.content.decode().lstrip().startswith('<section id="contact-results"')
    assert response["HX-Push-Url"] == f"{LIST}?q=mir"
    assert "HX-Request" in response["Vary"]


def test_htmx_gets_further_rows_alone(alice_client: Client, alice: User) -> None:
    last = fill(alice, PAGE_SIZE + 1)[PAGE_SIZE - 1]

    response = alice_client.get(f"{LIST}?after={last.pk}", headers=HTMX)

    page = response.content.decode()
    assert page.count("<li ") == 1
    assert "<section" not in page
    assert "HX-Push-Url" not in response


def test_the_number_of_queries_does_not_grow_with_rows(
    alice_client: Client, alice: User, django_assert_same_queries: Any
) -> None:
    fill(alice, 2)
    with django_assert_same_queries() as few:
        alice_client.get(LIST)
    fill(alice, 120)
    with django_assert_same_queries() as many:
        alice_client.get(LIST)

    assert len(few) == len(many)


def test_nobody_sees_the_people_of_somebody_else(charlie_client: Client, alice: User) -> None:
    contact = make_contact(alice)

    assert names(charlie_client) == []
    assert names(charlie_client, f"{LIST}?after={contact.pk}") == []


def test_a_search_asks_for_each_word_once_and_joins_nothing(as_alice: User) -> None:
    """A join is a guess: of each word with each person it took seconds before the planner knew how many there are."""
    make_contact(as_alice, "Miriam Kessler")
    plan = Contact.objects.for_user(as_alice).matching("miriam kessler").explain()

    assert "Intersect" in plan
    assert "Join" not in plan
    assert "Nested Loop" not in plan


def test_the_list_reads_the_index_by_name(as_alice: User) -> None:
    start = fill(as_alice, 300)[150]
    query = Contact.objects.for_user(as_alice).active().by_name(after=start)[:50]
    with connection.cursor() as cursor:
        # A small table that nobody has analysed would be read whole or sorted, which says nothing about a large one.
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
    plan = query.explain()

    assert "contacts_by_name" in plan
    assert "Sort" not in plan
