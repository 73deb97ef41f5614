"""The inventory: circles, one line a name, names that are known."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from contacts.models import Contact
from netzwerk.core.walls import acting_as
from tests.factories import make_contact
from tests.goals.rooms import lines


def circle(origin: str) -> str:
    return reverse("goals:inventory-circle", args=[origin])


def names(owner: User) -> list[str]:
    with acting_as(owner):
        return list(Contact.objects.for_user(owner).order_by("name").values_list("name", flat=True))


def test_the_circles_show_how_many_people_they_have(alice: User, alice_client: Client) -> None:
    make_contact(alice, "Ruth", origin="studies")
    make_contact(alice, "Ben", origin="studies", deleted_at=timezone.now())

    page = alice_client.get(reverse("goals:inventory"))

    counts = {one.origin: one.count for one in page.context["circles"]}
    assert counts["studies"] == 1
    assert len(counts) == 7


def test_a_page_of_names_becomes_people_of_that_circle(alice: User, alice_client: Client) -> None:
    data = lines("Ruth Sommer", "  Ben   Okafor , Hanse Druck, Lübeck ", "", closeness="wide")

    response = alice_client.post(circle("studies"), {**data, "people-1-touch": "one_to_three"})

    assert response["Location"] == circle("training")
    with acting_as(alice):
        ben, ruth = Contact.objects.order_by("name")
        assert (ben.name, ben.origin, ben.closeness, ben.last_in_touch) == (
            "Ben Okafor",
            "studies",
            "wide",
            "one_to_three",
        )
        position = ben.current_position
        assert position is not None
        assert str(position.organisation) == "Hanse Druck, Lübeck"
        assert ruth.current_position is None


def test_one_can_stay_and_the_last_circle_leads_back(alice: User, alice_client: Client) -> None:
    stay = alice_client.post(circle("studies"), lines("Ruth", intent="stay"))
    last = alice_client.post(circle("relatives_kin"), lines("Ben"))

    assert stay["Location"] == circle("studies")
    assert last["Location"] == reverse("goals:inventory")


@pytest.mark.parametrize("origin", ["network", "other", "nowhere"])
def test_what_is_no_circle_is_not_found(alice_client: Client, origin: str) -> None:
    assert alice_client.get(circle(origin)).status_code == 404


def test_a_known_name_is_shown_first_and_nobody_is_entered(alice: User, alice_client: Client) -> None:
    make_contact(alice, "Jürgen Groß")

    response = alice_client.post(circle("current"), lines("Juergen Gross, Hanse", "Ruth"))

    page = response.content.decode()
    assert response.status_code == 422
    assert "Already among your contacts" in page
    assert 'value="Juergen Gross, Hanse"' in page
    assert names(alice) == ["Jürgen Groß"]


def test_a_known_name_that_was_seen_is_left_out_and_the_others_come_in(alice: User, alice_client: Client) -> None:
    make_contact(alice, "Ruth Sommer")

    response = alice_client.post(
        circle("current"), lines("Ruth Sommer", "Ben", **{"people-0-seen": "ruth sommer"}), follow=True
    )

    assert names(alice) == ["Ben", "Ruth Sommer"]
    assert "1 person added. 1 was there already." in response.content.decode()


def test_a_namesake_can_be_added_anyway(alice: User, alice_client: Client) -> None:
    make_contact(alice, "Ruth Sommer")

    alice_client.post(circle("current"), lines("Ruth Sommer", **{"people-0-anyway": "on"}))

    assert names(alice) == ["Ruth Sommer", "Ruth Sommer"]


def test_a_hint_about_another_name_decides_nothing(alice: User, alice_client: Client) -> None:
    make_contact(alice, "Ruth Sommer")

    response = alice_client.post(circle("current"), lines("Ruth Sommer", **{"people-0-seen": "ben"}))

    assert response.status_code == 422


def test_a_name_typed_twice_on_a_page_is_noticed(alice: User, alice_client: Client) -> None:
    response = alice_client.post(circle("current"), lines("Ruth", "ruth"))

    assert response.status_code == 422
    assert "further up already" in response.content.decode()
    assert names(alice) == []

    alice_client.post(circle("current"), lines("Ruth", "ruth", **{"people-1-seen": "ruth"}))
    assert names(alice) == ["Ruth"]


def test_a_page_sent_twice_makes_no_twins(alice: User, alice_client: Client) -> None:
    data = lines("Ruth", "Ben")

    alice_client.post(circle("current"), data)
    alice_client.post(circle("current"), data)

    assert names(alice) == ["Ben", "Ruth"]


@pytest.mark.parametrize(
    "wrong",
    [{"people-1-line": ", Hanse"}, {"people-1-touch": "never"}, {"closeness": "enemy"}, {"people-TOTAL_FORMS": 201}],
)
def test_a_wrong_line_answers_422_and_keeps_the_others(
    alice: User, alice_client: Client, wrong: dict[str, Any]
) -> None:
    response = alice_client.post(circle("current"), {**lines("Ruth", "Ben"), **wrong})

    assert response.status_code == 422
    assert 'value="Ruth"' in response.content.decode()
    assert names(alice) == []


def test_the_hint_names_who_is_there_while_one_types(alice: User, alice_client: Client) -> None:
    known = make_contact(alice, "Ruth Sommer")

    page = alice_client.get(reverse("goals:inventory-hint"), {"people-3-line": "ruth sommer, Hanse"}).content.decode()

    assert reverse("contacts:contact-detail", args=[known.pk]) in page
    assert 'name="people-3-anyway"' in page
    assert 'name="people-3-seen" value="ruth sommer"' in page


@pytest.mark.parametrize("query", [{}, {"people-0-line": ""}, {"people-0-line": "Nobody"}, {"x-line": "Ruth Sommer"}])
def test_the_hint_is_silent_where_there_is_nothing_to_say(
    alice: User, alice_client: Client, query: dict[str, str]
) -> None:
    make_contact(alice, "Ruth Sommer")

    assert alice_client.get(reverse("goals:inventory-hint"), query).content.decode().strip() == ""


def test_a_strangers_contacts_are_no_namesakes(alice: User, charlie: User, charlie_client: Client) -> None:
    make_contact(alice, "Ruth Sommer")

    page = charlie_client.get(reverse("goals:inventory-hint"), {"people-0-line": "Ruth Sommer"}).content.decode()
    response = charlie_client.post(circle("current"), lines("Ruth Sommer"))

    assert page.strip() == ""
    assert response.status_code == 302
    assert names(charlie) == ["Ruth Sommer"]


def test_queries_do_not_grow_with_the_names(alice_client: Client, django_assert_same_queries: Any) -> None:
    with django_assert_same_queries() as few:
        alice_client.post(circle("current"), lines("Ruth, Hanse", "Ben"))
    with django_assert_same_queries() as many:
        alice_client.post(circle("current"), lines(*(f"Person {number}, Firm {number}" for number in range(40))))

    assert len(many) == len(few)
