"""Ties by their pages: added, changed, removed with a way back; suggestions accepted or dismissed."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from contacts.models import Contact, DeclinedPair, Organisation, Position, Tie
from contacts.queries.ties import ties_of
from contacts.services.ties import add_tie
from contacts.words.ties import end_words
from netzwerk.core.walls import acting_as
from tests.factories import make_contact

pytestmark = pytest.mark.usefixtures("on_today")


@pytest.fixture
def anna(alice: User) -> Contact:
    return make_contact(alice, "Anna Roth")


@pytest.fixture
def ben(alice: User) -> Contact:
    return make_contact(alice, "Ben Roth")


def tie(contact: Contact, other: Contact, kind: str = "knows", **more: Any) -> Tie:
    with acting_as(contact.owner):
        return add_tie(contact=contact, other=other, kind=kind, **more)


def read(contact: Contact) -> list[str]:
    with acting_as(contact.owner):
        return [f"{end.contact.name}: {end_words(end)}" for end in ties_of(contact.owner, contact)]


@pytest.mark.parametrize(
    ("relation", "words"),
    [
        ("knows", ("know each other", "know each other")),
        ("works_with", ("work together", "work together")),
        ("partner", ("partner", "partner")),
        ("relative", ("relative", "relative")),
        ("parent", ("parent", "child")),
        ("aunt_uncle", ("aunt or uncle", "niece or nephew")),
        ("introduced_by", ("introduced you to them", "met through them")),
        ("introduced", ("met through them", "introduced you to them")),
    ],
)
def test_what_is_said_on_one_page_reads_right_on_both(
    alice_client: Client, anna: Contact, ben: Contact, relation: str, words: tuple[str, str]
) -> None:
    here, there = words
    data = {"contacts": ben.pk, "relation": relation}

    assert alice_client.post(f"/contacts/{anna.pk}/ties/new/", data).headers["Location"] == f"/contacts/{anna.pk}/"

    assert (read(anna), read(ben)) == ([f"Ben Roth: {here}"], [f"Anna Roth: {there}"])
    assert here in alice_client.get(f"/contacts/{anna.pk}/").text


def test_part_of_a_name_is_enough(alice_client: Client, anna: Contact, ben: Contact) -> None:
    alice_client.post(f"/contacts/{anna.pk}/ties/new/", {"who": "ben", "relation": "knows", "strength": "3"})

    assert read(anna) == ["Ben Roth: know each other\u00a0· closely"]


def test_several_people_are_tied_at_once_and_new_ones_entered(
    alice_client: Client, anna: Contact, ben: Contact
) -> None:
    data = {"contacts": [ben.pk], "newcomers": ["Zoe New"], "relation": "works_with"}

    alice_client.post(f"/contacts/{anna.pk}/ties/new/", data)

    assert read(anna) == ["Ben Roth: work together", "Zoe New: work together"]


@pytest.mark.parametrize("wrong", [{"who": "anna"}, {"who": ""}, {"who": "ben", "relation": "enemy"}])
def test_nobody_oneself_or_nonsense_is_refused(
    alice_client: Client, anna: Contact, ben: Contact, wrong: dict[str, str]
) -> None:
    assert alice_client.post(f"/contacts/{anna.pk}/ties/new/", {"relation": "knows", **wrong}).status_code == 422
    assert read(anna) == []


def test_a_tie_is_changed_from_the_page_it_is_seen_on(alice_client: Client, anna: Contact, ben: Contact) -> None:
    made = tie(anna, ben, "relative", kinship="parent")
    url = f"/contacts/ties/{made.pk}/"

    form = alice_client.get(f"{url}?seen={ben.pk}").context["form"]
    assert form["relation"].value() == "parent"
    alice_client.post(url, {"seen": ben.pk, "relation": "grandparent", "strength": "1"})

    assert read(ben) == ["Anna Roth: grandparent\u00a0· slightly"]
    assert read(anna) == ["Ben Roth: grandchild\u00a0· slightly"]


@pytest.mark.parametrize("relation", ["introduced_by", "introduced"])
def test_a_tie_changed_into_an_introduction_knows_who_did_it(
    alice_client: Client, anna: Contact, ben: Contact, relation: str
) -> None:
    made = tie(anna, ben)

    alice_client.post(f"/contacts/ties/{made.pk}/", {"seen": ben.pk, "relation": relation})

    words = "introduced you to them" if relation == "introduced_by" else "met through them"
    assert read(ben) == [f"Anna Roth: {words}"]


@pytest.mark.parametrize("kinship", ["parent", ""])
def test_removed_with_a_way_back(alice_client: Client, anna: Contact, ben: Contact, kinship: str) -> None:
    made = tie(anna, ben, "relative", kinship=kinship, strength=2)
    before = read(anna)

    page = alice_client.post(f"/contacts/ties/{made.pk}/delete/", {"seen": ben.pk}, follow=True)
    assert read(anna) == []
    (message,) = page.context["messages"]
    alice_client.post(message.extra_tags)

    assert read(anna) == before


def test_ties_with_several_are_taken_back_and_put_back_in_one_go(
    alice: User, alice_client: Client, anna: Contact, ben: Contact
) -> None:
    cora, dora = make_contact(alice, "Cora Roth"), make_contact(alice, "Dora Roth")
    elsewhere = tie(cora, dora)
    data = {"contacts": [ben.pk, cora.pk], "relation": "aunt_uncle", "strength": "2"}

    page = alice_client.post(f"/contacts/{anna.pk}/ties/new/", data, follow=True)
    before = read(anna)
    (message,) = page.context["messages"]
    page = alice_client.post(f"{message.extra_tags}&also={elsewhere.pk}&also=nonsense", follow=True)
    assert read(anna) == []
    assert read(dora) == ["Cora Roth: know each other"]

    (message,) = page.context["messages"]
    alice_client.post(message.extra_tags)
    assert read(anna) == before


def test_an_introduction_comes_back_the_right_way_round(alice_client: Client, anna: Contact, ben: Contact) -> None:
    made = tie(anna, ben, "introduced")

    page = alice_client.post(f"/contacts/ties/{made.pk}/delete/", {"seen": ben.pk}, follow=True)
    (message,) = page.context["messages"]
    alice_client.post(message.extra_tags)

    assert read(ben) == ["Anna Roth: introduced you to them"]


@pytest.mark.parametrize("query", ["", "?other=x&relation=knows", "?relation=knows"])
def test_a_forged_way_back_makes_nothing(alice_client: Client, anna: Contact, query: str) -> None:
    assert alice_client.post(f"/contacts/{anna.pk}/ties/again/{query}").status_code == 302
    assert read(anna) == []


def test_many_ties_have_a_page_with_pages(
    alice: User, alice_client: Client, anna: Contact, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("contacts.views.ties.PAGE_SIZE", 3)
    for number in range(7):
        tie(anna, make_contact(alice, f"Person {number}"))
    url, names = f"/contacts/{anna.pk}/ties/", []

    while url:
        page: Any = alice_client.get(url, headers={"HX-Request": "true"})
        names += [row["contact"].name for row in page.context["rows"]]
        url = page.context["next_url"]

    assert names == [f"Person {number}" for number in range(7)]
    assert f"/contacts/{anna.pk}/ties/" in alice_client.get(f"/contacts/{anna.pk}/").text


def test_the_queries_of_a_person_do_not_grow(
    alice: User, alice_client: Client, anna: Contact, ben: Contact, django_assert_same_queries: Any
) -> None:
    tie(anna, ben)
    alice_client.get(f"/contacts/{anna.pk}/")
    with django_assert_same_queries() as few:
        alice_client.get(f"/contacts/{anna.pk}/")
    for number in range(5):
        tie(anna, make_contact(alice, f"Person {number}"))

    with django_assert_same_queries() as many:
        alice_client.get(f"/contacts/{anna.pk}/")

    assert len(many) == len(few)


def colleagues(anna: Contact, ben: Contact) -> None:
    with acting_as(anna.owner):
        place = Organisation.objects.create(owner=anna.owner, name="Nordlicht", folded_name="nordlicht")
        for contact in (anna, ben):
            Position.objects.create(owner=anna.owner, contact=contact, organisation=place)


def test_a_suggestion_says_why_and_is_accepted(alice_client: Client, anna: Contact, ben: Contact) -> None:
    colleagues(anna, ben)
    assert "Both are at Nordlicht." in alice_client.get(f"/contacts/{anna.pk}/").text
    assert "Both are at Nordlicht." in alice_client.get("/contacts/ties/suggestions/").text

    url = f"/contacts/ties/suggestions/{anna.pk}/{ben.pk}/accept/"
    page = alice_client.post(url, {"relation": "sibling"}, follow=True)
    assert read(anna) == ["Ben Roth: sibling"]

    (message,) = page.context["messages"]
    alice_client.post(message.extra_tags)
    assert read(anna) == []


@pytest.mark.parametrize("relation", ["introduced", "introduced_by", "nonsense", ""])
def test_a_word_that_is_no_tie_means_that_they_know_each_other(
    alice_client: Client, anna: Contact, ben: Contact, relation: str
) -> None:
    alice_client.post(f"/contacts/ties/suggestions/{anna.pk}/{ben.pk}/accept/", {"relation": relation})

    assert read(anna) == ["Ben Roth: know each other"]


def test_a_dismissed_suggestion_does_not_come_back(
    alice: User, alice_client: Client, anna: Contact, ben: Contact
) -> None:
    colleagues(anna, ben)

    page = alice_client.post(f"/contacts/ties/suggestions/{ben.pk}/{anna.pk}/decline/", follow=True)
    assert page.context["rows"] == []
    with acting_as(alice):
        assert DeclinedPair.objects.for_user(alice).count() == 1

    (message,) = page.context["messages"]
    assert len(alice_client.post(message.extra_tags, follow=True).context["rows"]) == 1


def test_nobody_is_tied_to_themselves_by_an_address(alice_client: Client, anna: Contact) -> None:
    assert alice_client.post(f"/contacts/ties/suggestions/{anna.pk}/{anna.pk}/accept/").status_code == 404
