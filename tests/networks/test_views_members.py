"""Members of a network by their pages: shown, added, changed, removed with a way back; the panel of a person."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from accounts.models import User
from contacts.models import Contact
from networks.models import Network, NetworkMember
from netzwerk.core.registry import contact_panels
from netzwerk.core.walls import acting_as
from tests.factories import make_contact, make_member, make_network
from tests.toasts import undo_of

pytestmark = pytest.mark.usefixtures("on_today")
HTMX = {"HX-Request": "true"}


@pytest.fixture
def network(alice: User) -> Network:
    return make_network(alice)


@pytest.fixture
def miriam(alice: User) -> Contact:
    return make_contact(alice)


def members(user: User) -> list[tuple[str, str, int | None, int | None, bool]]:
    with acting_as(user):
        found = NetworkMember.objects.for_user(user).order_by("contact__folded_name")
        return list(found.values_list("contact__name", "role", "since_year", "until_year", "is_wished"))


def test_a_network_shows_whom_one_wants_to_know_better_first(
    alice: User, alice_client: Client, network: Network
) -> None:
    make_member(network, make_contact(alice, "Anna"), role="Board", since_year=2021)
    make_member(network, make_contact(alice, "Zoe"), since_year=2015, until_year=2019, is_wished=True)

    page = alice_client.get(f"/networks/{network.pk}/").text

    assert page.index("Zoe") < page.index("Anna")
    assert "Board, since 2021" in page
    assert "2015 to 2019" in page
    assert "To know better" in page
    assert f'href="/contacts/?wished={network.pk}">1 to know better' in page
    assert "2 people" in page


def test_a_network_with_nobody_says_what_belongs_there(alice_client: Client, network: Network) -> None:
    page = alice_client.get(f"/networks/{network.pk}/").text

    assert "People you know who are in it belong here" in page
    assert f"/networks/{network.pk}/members/new/" in page


def test_somebody_known_and_somebody_new_are_added_in_one_go(
    alice: User, alice_client: Client, network: Network, miriam: Contact
) -> None:
    data = {"contacts": miriam.pk, "newcomers": "Tomasz Bielak", "role": "Board", "since_year": 2021, "is_wished": "on"}

    answer = alice_client.post(f"/networks/{network.pk}/members/new/", data)

    assert answer.headers["Location"] == f"/networks/{network.pk}/"
    assert members(alice) == [
        ("Miriam Kessler", "Board", 2021, None, True),
        ("Tomasz Bielak", "Board", 2021, None, True),
    ]
    with acting_as(alice):
        assert Contact.objects.for_user(alice).get(name="Tomasz Bielak").origin == "network"

    page = alice_client.get(answer.headers["Location"])
    assert "2 people are noted in Women in Publishing." in page.text
    alice_client.post(undo_of(page))
    assert members(alice) == []


def test_who_was_there_before_is_not_taken_out_by_the_undo(
    alice: User, alice_client: Client, network: Network, miriam: Contact
) -> None:
    make_member(network, miriam, role="Board")
    new = make_contact(alice, "Anna")

    alice_client.post(f"/networks/{network.pk}/members/new/", {"contacts": [miriam.pk, new.pk]})
    alice_client.post(undo_of(alice_client.get(f"/networks/{network.pk}/")))

    assert [name for name, *_more in members(alice)] == ["Miriam Kessler"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "Who is it?"),
        ({"since_year": 1890}, "A year from 1900 to 2027, please."),
        ({"until_year": 2029}, "A year from 1900 to 2027, please."),
        ({"since_year": 2020, "until_year": 2019}, "That is before they joined."),
        ({"role": "x" * 121}, "at most 120 characters"),
        ({"contacts": uuid4()}, "is not one of the available choices"),
    ],
)
def test_a_refused_form_says_why(alice: User, alice_client: Client, network: Network, data: Any, words: str) -> None:
    miriam = make_contact(alice)
    whole = {"contacts": miriam.pk, **data} if data else data

    answer = alice_client.post(f"/networks/{network.pk}/members/new/", whole)

    assert answer.status_code == 422
    assert words in answer.text
    assert members(alice) == []


def test_out_of_a_sheet_the_browser_goes_on(alice_client: Client, network: Network, miriam: Contact) -> None:
    url = f"/networks/{network.pk}/members/new/"

    assert "<html" not in alice_client.get(url, headers=HTMX).text
    answer = alice_client.post(url, {"contacts": miriam.pk}, headers=HTMX)
    assert answer.headers["HX-Redirect"] == f"/networks/{network.pk}/"


def test_a_member_is_changed(alice: User, alice_client: Client, network: Network, miriam: Contact) -> None:
    member = make_member(network, miriam, role="Board", since_year=2021, is_wished=True)
    url = f"/networks/members/{member.pk}/"

    assert 'value="Board"' in alice_client.get(url).text
    answer = alice_client.post(url, {"role": "Chair", "since_year": "2020", "next": f"/contacts/{miriam.pk}/"})

    assert answer.headers["Location"] == f"/contacts/{miriam.pk}/"
    assert members(alice) == [("Miriam Kessler", "Chair", 2020, None, False)]
    refused = alice_client.post(url, {"since_year": "then"})
    assert refused.status_code == 422
    assert members(alice) == [("Miriam Kessler", "Chair", 2020, None, False)]


def test_who_was_removed_comes_back_as_they_were(
    alice: User, alice_client: Client, network: Network, miriam: Contact
) -> None:
    member = make_member(network, miriam, role="Board", since_year=2015, until_year=2019, is_wished=True)

    answer = alice_client.post(f"/networks/members/{member.pk}/remove/")
    assert members(alice) == []

    page = alice_client.get(answer.headers["Location"])
    assert "Miriam Kessler is no longer noted here." in page.text
    alice_client.post(undo_of(page))
    assert members(alice) == [("Miriam Kessler", "Board", 2015, 2019, True)]
    with acting_as(alice):
        assert NetworkMember.objects.for_user(alice).get().pk == member.pk


def test_many_members_come_in_pages(alice: User, alice_client: Client, network: Network) -> None:
    for number in range(53):
        make_member(network, make_contact(alice, f"Person {number:02}"), is_wished=number in (7, 51))
    url = f"/networks/{network.pk}/members/"

    first = alice_client.get(url)
    rest = alice_client.get(first.context["next_url"], headers=HTMX)

    names = [row.contact.name for page in (first, rest) for row in page.context["rows"]]
    assert names[:3] == ["Person 07", "Person 51", "Person 00"]
    assert len(names) == len(set(names)) == 53
    assert "<html" not in rest.text
    assert rest.context["next_url"] == ""
    # The section on the network's page shows the first few, and the way to all.
    assert url in alice_client.get(f"/networks/{network.pk}/").text


def test_pages_go_on_among_those_one_wants_to_know_better(alice: User, network: Network) -> None:
    from networks.queries.members import members_of

    for number in range(6):
        make_member(network, make_contact(alice, f"Person {number}"), is_wished=number % 2 == 0)

    with acting_as(alice):
        names, after = [], None
        while page := members_of(alice, network, after=after, limit=2):
            names += [member.contact.name[-1] for member in page]
            after = page[-1].pk
    assert names == ["0", "2", "4", "1", "3", "5"]


def test_the_queries_do_not_grow_with_members(
    alice: User, alice_client: Client, network: Network, django_assert_same_queries: Any
) -> None:
    make_member(network, make_contact(alice, "First"))
    urls = (f"/networks/{network.pk}/", f"/networks/{network.pk}/members/")
    with django_assert_same_queries() as few:
        for url in urls:
            alice_client.get(url)
    for number in range(6):
        make_member(network, make_contact(alice, f"Person {number}"), is_wished=True)
    with django_assert_same_queries() as many:
        for url in urls:
            alice_client.get(url)

    assert len(few) == len(many)


def test_nobody_in_the_bin_is_shown(alice: User, alice_client: Client, network: Network, miriam: Contact) -> None:
    from contacts.services.standing import delete_contact

    make_member(network, miriam)
    with acting_as(alice):
        delete_contact(contact=miriam)

    assert "Miriam" not in alice_client.get(f"/networks/{network.pk}/members/").text


def test_a_stranger_gets_404(
    charlie: User, charlie_client: Client, alice: User, network: Network, miriam: Contact
) -> None:
    member = make_member(network, miriam)
    with acting_as(charlie):
        own = make_network(charlie, "Charlie's")

    for url in (
        f"/networks/{network.pk}/members/",
        f"/networks/{network.pk}/members/new/",
        f"/networks/members/{member.pk}/",
        f"/networks/contacts/{miriam.pk}/",
    ):
        assert charlie_client.get(url).status_code == 404
    for url in (
        f"/networks/{network.pk}/members/new/",
        f"/networks/{network.pk}/members/back/?contact={miriam.pk}&member={member.pk}",
        f"/networks/members/{member.pk}/",
        f"/networks/members/{member.pk}/remove/",
        f"/networks/contacts/{miriam.pk}/join/",
    ):
        assert charlie_client.post(url, {"contacts": miriam.pk, "network": own.pk}).status_code == 404
    # Somebody else's people and networks in a body reach nothing.
    assert charlie_client.post(f"/networks/{own.pk}/members/new/", {"contacts": miriam.pk}).status_code == 422
    back = f"/networks/{own.pk}/members/back/?contact={miriam.pk}&member={uuid4()}"
    assert charlie_client.post(back).status_code == 302
    assert members(charlie) == []
    assert len(members(alice)) == 1


def test_the_panel_stands_on_the_page_of_a_person() -> None:
    assert "networks:contact-panel" in [one.url_name for one in contact_panels]


def test_the_panel_says_where_somebody_is_and_whether_one_is_there_too(
    alice: User, alice_client: Client, miriam: Contact
) -> None:
    make_member(make_network(alice, "Aside"), miriam, role="Board", since_year=2021)
    make_member(make_network(alice, "Zebra club", stage="member"), miriam, is_wished=True)

    part = alice_client.get(f"/networks/contacts/{miriam.pk}/", headers=HTMX).text

    assert "<html" not in part
    assert part.index("Zebra club") < part.index("Aside")
    for words in ("Board, since 2021", "You are a member, too", "To know better"):
        assert words in part
    assert "<html" in alice_client.get(f"/networks/contacts/{miriam.pk}/").text


def test_without_a_network_the_panel_leads_to_the_first(alice_client: Client, miriam: Contact) -> None:
    assert "/networks/new/" in alice_client.get(f"/networks/contacts/{miriam.pk}/", headers=HTMX).text


def test_somebody_is_added_from_their_own_page(
    alice: User, alice_client: Client, network: Network, miriam: Contact
) -> None:
    url = f"/networks/contacts/{miriam.pk}/join/"

    answer = alice_client.post(url, {"network": network.pk, "role": "Speaker", "since_year": 2024}, headers=HTMX)

    assert members(alice) == [("Miriam Kessler", "Speaker", 2024, None, False)]
    assert "Speaker, since 2024" in answer.text
    assert "Miriam Kessler is noted in Women in Publishing." in answer.text
    # Where they are already is not offered again.
    assert alice_client.post(url, {"network": network.pk}, headers=HTMX).status_code == 422


def test_from_their_own_page_a_mistake_is_told(
    alice: User, alice_client: Client, network: Network, miriam: Contact, charlie: User
) -> None:
    with acting_as(charlie):
        theirs = make_network(charlie)
    url = f"/networks/contacts/{miriam.pk}/join/"

    assert alice_client.post(url, {"network": theirs.pk}).status_code == 422
    refused = alice_client.post(url, {"network": network.pk, "since_year": 1700}, headers=HTMX)
    assert refused.status_code == 422
    assert "A year from 1900" in refused.text
    assert alice_client.post(url, {"network": network.pk}).headers["Location"] == f"/contacts/{miriam.pk}/"
    assert len(members(alice)) == 1


def test_the_panel_asks_the_same_queries_for_many_networks(
    alice: User, alice_client: Client, miriam: Contact, django_assert_same_queries: Any
) -> None:
    make_member(make_network(alice), miriam)
    url = f"/networks/contacts/{miriam.pk}/"
    with django_assert_same_queries() as few:
        alice_client.get(url, headers=HTMX)
    for number in range(5):
        make_member(make_network(alice, f"Network {number}"), miriam)
        make_network(alice, f"Other {number}")
    with django_assert_same_queries() as many:
        alice_client.get(url, headers=HTMX)

    assert len(few) == len(many)
