"""Five-minute favours: who and why, a text to copy, made with one undo, declined for good."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from contacts.models import Contact, DeclinedPair, EmailAddress, Exchange, Tie, Topic
from contacts.services.ties import add_tie
from netzwerk.core.walls import acting_as
from tests.factories import local_today, make_contact

pytestmark = pytest.mark.usefixtures("on_today")
LIST = "/contacts/favours/"


def say(contact: Contact, direction: str, text: str) -> None:
    with acting_as(contact.owner):
        Topic.objects.create(owner=contact.owner, contact=contact, direction=direction, text=text)


@pytest.fixture
def miriam(alice: User) -> Contact:
    contact = make_contact(alice)
    say(contact, "seeks", "Illustratorin für ein Kinderbuch")
    return contact


@pytest.fixture
def ole(alice: User) -> Contact:
    contact = make_contact(alice, "Ole Brandt")
    say(contact, "offers", "Illustrationen.")
    return contact


def shown(client: Client) -> list[tuple[str, str]]:
    return [(row["favour"].seeker.name, row["favour"].helper.name) for row in client.get(LIST).context["rows"]]


def address(client: Client, row: int = 0) -> str:
    favour = client.get(LIST).context["rows"][row]["favour"]
    return f"{LIST}{favour.seeker.pk}/{favour.helper.pk}/"


def test_the_reason_names_what_both_said(alice_client: Client, miriam: Contact, ole: Contact) -> None:
    page = alice_client.get(LIST).text

    assert "Miriam Kessler seeks: Illustratorin für ein Kinderbuch. Ole Brandt offers: Illustrationen." in page


def test_the_text_is_there_in_both_languages(alice: User, alice_client: Client, miriam: Contact, ole: Contact) -> None:
    page = alice_client.get(address(alice_client))
    assert "Miriam Kessler is looking for: Illustratorin für ein Kinderbuch." in page.context["text"]
    assert page.context["text"].endswith("Alice")

    german = alice_client.get(address(alice_client) + "?language=de", headers={"HX-Request": "true"})
    assert "<html" not in german.text
    assert 'lang="de"' in german.text
    text = german.context["text"]
    assert text.startswith("Hallo zusammen,")
    assert not {"Sie", "Ihnen", "du", "dir", "dich", "euch"} & set(text.replace(",", " ").split())


def test_a_mail_to_both_is_offered_when_both_have_an_address(
    alice: User, alice_client: Client, miriam: Contact, ole: Contact
) -> None:
    assert alice_client.get(address(alice_client)).context["mail_href"] == ""
    with acting_as(alice):
        for contact, mail in ((miriam, "m@example.org"), (ole, "o@example.org")):
            EmailAddress.objects.create(owner=alice, contact=contact, address=mail)

    href = alice_client.get(address(alice_client)).context["mail_href"]

    assert href == "mailto:m@example.org,o@example.org?subject=Miriam%20Kessler%20and%20Ole%20Brandt"


def test_made_it_is_given_to_both_and_undone_at_once(
    alice: User, alice_client: Client, miriam: Contact, ole: Contact
) -> None:
    page = alice_client.post(f"{address(alice_client)}make/", {"about": "illustratorin"}, follow=True)

    with acting_as(alice):
        given = Exchange.objects.for_user(alice).present().filter(direction="given", kind="introduction")
        assert {(one.contact, one.text) for one in given.select_related("contact")} == {
            (miriam, "introduced to Ole Brandt"), (ole, "introduced to Miriam Kessler"),
        }  # fmt: skip
        assert Tie.objects.for_user(alice).get().kind == "knows"
    assert shown(alice_client) == []

    (message,) = page.context["messages"]
    alice_client.post(message.extra_tags)

    with acting_as(alice):
        assert not Exchange.objects.for_user(alice).present().exists()
        assert not Tie.objects.for_user(alice).exists()
        assert not DeclinedPair.objects.for_user(alice).exists()
    assert shown(alice_client) == [("Miriam Kessler", "Ole Brandt")]


def test_a_tie_that_was_there_before_stays_when_it_is_undone(
    alice: User, alice_client: Client, miriam: Contact, ole: Contact
) -> None:
    with acting_as(alice):
        add_tie(contact=ole, other=miriam, kind="knows", strength=1)
    page = alice_client.post(f"{address(alice_client)}make/", follow=True)
    (message,) = page.context["messages"]

    alice_client.post(message.extra_tags)

    with acting_as(alice):
        assert Tie.objects.for_user(alice).get().strength == 1


@pytest.mark.parametrize("query", ["?exchanges=x,,&tie=y", "?exchanges={exchange}&tie={tie}"])
def test_a_forged_undo_reaches_nothing_else(
    alice: User, alice_client: Client, miriam: Contact, ole: Contact, query: str
) -> None:
    carla = make_contact(alice, "Carla Sommer")
    with acting_as(alice):
        tie = add_tie(contact=carla, other=ole, kind="knows")
        other = Exchange.objects.create(
            owner=alice, contact=miriam, direction="given", kind="help", happened_on=local_today()
        )

    alice_client.post(f"{address(alice_client)}undo/{query.format(exchange=other.pk, tie=tie.pk)}")

    with acting_as(alice):
        assert Tie.objects.for_user(alice).filter(pk=tie.pk).exists()
        assert Exchange.objects.for_user(alice).present().filter(pk=other.pk).exists()


def test_declined_it_does_not_come_back_but_another_one_may(
    alice: User, alice_client: Client, miriam: Contact, ole: Contact
) -> None:
    words = alice_client.get(LIST).context["rows"][0]["favour"].words

    page = alice_client.post(f"{address(alice_client)}decline/", {"about": words}, follow=True)
    assert shown(alice_client) == []
    say(miriam, "seeks", "Büro in Hamburg")
    assert shown(alice_client) == []
    say(ole, "offers", "Schreibtisch im Büro")
    assert shown(alice_client) == [("Miriam Kessler", "Ole Brandt")]

    (message,) = page.context["messages"]
    alice_client.post(message.extra_tags)
    assert shown(alice_client) == [("Miriam Kessler", "Ole Brandt")]


@pytest.mark.parametrize(
    "state",
    [
        {"archived_at": timezone.now()},
        {"ended_in_conflict": True},
        {"deleted_at": timezone.now()},
        {"is_resting": True},
    ],
)
def test_whom_rule_two_withholds_is_left_out(
    alice: User, alice_client: Client, miriam: Contact, ole: Contact, state: dict[str, Any]
) -> None:
    with acting_as(alice):
        Contact.objects.for_user(alice).filter(pk=ole.pk).update(**state)

    assert shown(alice_client) == []
    assert alice_client.get(f"/contacts/{miriam.pk}/favours/").context["rows"] == []


@pytest.mark.parametrize("strength", [None, 1, 2, 3])
def test_who_knows_each_other_needs_no_introduction(
    alice: User, alice_client: Client, miriam: Contact, ole: Contact, strength: int | None
) -> None:
    with acting_as(alice):
        add_tie(contact=ole, other=miriam, kind="knows", strength=strength)

    assert bool(shown(alice_client)) is (strength == Tie.Strength.SLIGHT)


def test_the_page_of_each_shows_the_other(alice_client: Client, miriam: Contact, ole: Contact) -> None:
    htmx = {"HX-Request": "true"}
    url = f"/contacts/{miriam.pk}/favours/"
    assert f'hx-get="{url}"' in alice_client.get(f"/contacts/{miriam.pk}/").text

    part = alice_client.get(url, headers=htmx).text
    assert "Could help:" in part
    assert "Ole Brandt" in part
    assert "Could be helped:" in alice_client.get(f"/contacts/{ole.pk}/favours/", headers=htmx).text
    assert "<html" in alice_client.get(url).text


def test_who_seeks_and_offers_nothing_has_no_such_part(alice: User, alice_client: Client) -> None:
    contact = make_contact(alice)

    assert "/favours/" not in alice_client.get(f"/contacts/{contact.pk}/").text


def test_two_who_do_not_fit_can_be_introduced_all_the_same(alice: User, alice_client: Client, ole: Contact) -> None:
    contact = make_contact(alice, "Carla Sommer")

    page = alice_client.get(f"{LIST}{contact.pk}/{ole.pk}/")

    assert "Carla Sommer." in page.context["text"]
    assert "Ole Brandt offers: Illustrationen." in page.context["text"]
    assert alice_client.get(f"{LIST}{ole.pk}/{ole.pk}/").status_code == 404


def test_the_queries_do_not_grow(
    alice: User, alice_client: Client, miriam: Contact, ole: Contact, django_assert_same_queries: Any
) -> None:
    with django_assert_same_queries() as few:
        alice_client.get(LIST)
    for number in range(6):
        say(make_contact(alice, f"Person {number}"), "offers", "Illustrator")

    with django_assert_same_queries() as many:
        assert len(alice_client.get(LIST).context["rows"]) == 7

    assert len(many) == len(few)


def test_strangers_topics_meet_nobody(
    alice: User, charlie: User, charlie_client: Client, miriam: Contact, ole: Contact
) -> None:
    say(make_contact(charlie), "seeks", "Illustratorin")

    assert shown(charlie_client) == []
    assert charlie_client.get(f"{LIST}{miriam.pk}/{ole.pk}/").status_code == 404
