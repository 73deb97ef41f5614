"""The list under conditions: added, shown, taken away, joined, ordered; without a script."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from contacts.models import Contact
from contacts.views.listing import PAGE_SIZE
from netzwerk.core.walls import acting_as
from tests.factories import TODAY, make_contact, make_tag

LIST = "/contacts/"
HTMX = {"HX-Request": "true"}

pytestmark = pytest.mark.usefixtures("on_today")


def test_a_condition_is_chosen_in_the_menu_filled_in_and_becomes_the_address(alice_client: Client, alice: User) -> None:
    make_contact(alice)
    page = alice_client.get(f"{LIST}?closeness=good").content.decode()
    assert f'href="{LIST}?closeness=good&amp;add=place"' in page
    form = alice_client.get(f"{LIST}?closeness=good&add=place").content.decode()
    assert 'id="condition-value"' in form

    answer = alice_client.get(f"{LIST}?closeness=good&add=place&is=no&join=any&value=+Bad++Homburg+")

    assert answer.headers["Location"] == f"{LIST}?closeness=good&any.not.place=Bad+Homburg"


def test_htmx_gets_the_form_of_a_condition_alone(alice_client: Client, alice: User) -> None:
    make_contact(alice)
    part = alice_client.get(f"{LIST}?origin=studies&add=heart", headers=HTMX).content.decode()

    assert part.lstrip().startswith("<form")
    assert '<input type="hidden" name="origin" value="studies">' in part
    assert f'href="{LIST}?origin=studies"' in part


@pytest.mark.parametrize(
    "query", ["add=last_since&is=yes&value=someday", "add=silent&is=yes&value=-1", "add=tag&is=yes&value=x",
              "add=place&is=maybe&value=Kiel", "add=place&is=yes&value=", "add=place&is=yes&value=" + "x" * 500]
)  # fmt: skip
def test_a_condition_that_makes_no_sense_is_asked_for_again(alice_client: Client, alice: User, query: str) -> None:
    make_contact(alice)
    answer = alice_client.get(f"{LIST}?{query}")

    assert answer.status_code == 200
    assert answer.context["adding"].errors
    assert 'id="condition-form"' in answer.content.decode()


def test_a_field_nobody_knows_asks_for_nothing(alice_client: Client, alice: User) -> None:
    make_contact(alice)

    assert alice_client.get(f"{LIST}?add=nonsense&is=yes&value=1").context["adding"] is None


def test_each_condition_stands_in_words_with_an_address_without_it(alice_client: Client, alice: User) -> None:
    tag = make_tag(alice, "Choir", make_contact(alice, place="Kiel"))
    context = alice_client.get(f"{LIST}?tag={tag.pk}&any.not.place=Bonn&any.silent=12&last_since=2026-01-31").context

    said = [(chip.label, chip.value, chip.is_negated) for chip in (*context["must"], *context["one_of"])]
    assert said == [
        ("Tag", "Choir", False), ("Last moment since", "31 Jan 2026", False), ("Place", "Bonn", True),
        ("Nothing heard for", "12 months", False),
    ]  # fmt: skip
    assert context["must"][0].without_url == f"{LIST}?any.not.place=Bonn&any.silent=12&last_since=2026-01-31"


def test_what_no_quick_choice_states_goes_along_when_one_is_made(alice_client: Client, alice: User) -> None:
    make_contact(alice, place="Kiel")
    page = alice_client.get(f"{LIST}?origin=other&place=Kiel&not.closeness=good").content.decode()

    assert '<input type="hidden" name="place" value="Kiel" form="contact-filters">' in page
    assert '<input type="hidden" name="not.closeness" value="good" form="contact-filters">' in page
    assert 'type="hidden" name="origin"' not in page


def test_all_conditions_can_be_joined_the_other_way(alice_client: Client, alice: User) -> None:
    make_contact(alice)
    context = alice_client.get(f"{LIST}?closeness=good&place=Kiel&sort=due").context

    assert context["any_url"] == f"{LIST}?any.closeness=good&any.place=Kiel&sort=due"
    assert context["all_url"] == ""
    assert "any_url" not in alice_client.get(f"{LIST}?closeness=good").context


def test_a_change_of_many_gets_the_conditions_and_nothing_else(alice_client: Client, alice: User) -> None:
    make_contact(alice)
    context = alice_client.get(f"{LIST}?q=mir&state=&any.origin=other&sort=due&view=x").context

    assert context["query"] == "q=mir&any.origin=other&sort=due"
    assert context["is_clear"]
    assert not alice_client.get(f"{LIST}?utm=1").context["is_clear"]


def test_what_was_left_out_is_said(alice_client: Client, alice: User) -> None:
    make_contact(alice)
    page = alice_client.get(f"{LIST}?state=nonsense&<b>=1").content.decode()

    assert "“state=nonsense” in the address makes no sense here and was left out." in page
    assert "<b>=1" not in page


@pytest.mark.parametrize("sort", ["last", "due", "created", "closeness", "nonsense"])
def test_pages_follow_each_other_in_each_order(alice_client: Client, alice: User, sort: str) -> None:
    with acting_as(alice):
        Contact.objects.bulk_create(
            Contact(
                owner=alice, name=f"Person {number}", folded_name=f"person {number}", anchor_on=TODAY,
                closeness=["good", "not_placed"][number % 2],
                last_moment_on=date(2026, 1, 1 + number % 20) if number % 3 else None,
            )
            for number in range(PAGE_SIZE + 5)
        )  # fmt: skip
    seen, address = [], f"{LIST}?sort={sort}"
    while address:
        response = alice_client.get(address)
        seen += [row.contact.pk for row in response.context["rows"]]
        address = response.context["next_url"]

    assert len(seen) == len(set(seen)) == PAGE_SIZE + 5


def test_the_number_of_queries_does_not_grow_with_tags_and_views(
    alice_client: Client, alice: User, django_assert_same_queries: Any
) -> None:
    contact = make_contact(alice)
    first = make_tag(alice, "One", contact)
    with django_assert_same_queries() as few:
        alice_client.get(f"{LIST}?tag={first.pk}")
    tags = [first, *(make_tag(alice, f"Tag {number}", contact) for number in range(10))]
    with django_assert_same_queries() as many:
        alice_client.get(f"{LIST}?{'&'.join(f'tag={tag.pk}' for tag in tags)}")

    assert len(few) == len(many)


def test_the_heart_of_a_row_is_one_click_and_one_more_takes_it_away(
    alice_client: Client, charlie_client: Client, alice: User
) -> None:
    contact = make_contact(alice)
    address = f"{LIST}{contact.pk}/heart/"
    assert f'action="{address}"' in alice_client.get(LIST).content.decode()

    part = alice_client.post(address, {"to": "1"}, headers=HTMX).content.decode()
    assert 'aria-pressed="true"' in part
    assert [row.contact for row in alice_client.get(f"{LIST}?heart=1").context["rows"]] == [contact]
    alice_client.post(address, {"to": "1"})
    alice_client.post(address, {"to": "0"})
    assert alice_client.get(f"{LIST}?heart=1").context["rows"] == []
    assert charlie_client.post(address, {"to": "1"}).status_code == 404
