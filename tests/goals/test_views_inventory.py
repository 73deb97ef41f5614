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
from tests.factories import make_contact, make_goal
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
    # The first visit of a circle is remembered.
    alice_client.post(circle("current"), lines())
    with django_assert_same_queries() as few:
        alice_client.post(circle("current"), lines("Ruth, Hanse", "Ben"))
    with django_assert_same_queries() as many:
        alice_client.post(circle("current"), lines(*(f"Person {number}, Firm {number}" for number in range(40))))

    assert len(many) == len(few)


def test_empty_circles_are_named_and_the_next_one_is_offered(alice: User, alice_client: Client) -> None:
    make_contact(alice, "Ruth", origin="current")

    page = alice_client.get(reverse("goals:inventory"))

    assert page.context["going_on"].origin == "acquaintance"
    assert "Nobody yet from your training years." in page.content.decode()
    assert "Nobody yet from the life around you." not in page.content.decode()


def test_a_circle_in_which_nobody_came_to_mind_was_visited(alice: User, alice_client: Client) -> None:
    alice_client.post(circle("current"), lines())
    other = Client()
    other.force_login(alice)

    page = other.get(reverse("goals:inventory"))

    assert page.context["going_on"].origin == "acquaintance"
    assert page.context["is_begun"]


def test_after_all_circles_the_cards_are_next(alice: User, alice_client: Client) -> None:
    for one in alice_client.get(reverse("goals:inventory")).context["circles"]:
        alice_client.post(circle(one.origin), lines(f"Person of {one.origin}"))

    page = alice_client.get(reverse("goals:inventory"))

    assert page.context["going_on"] is None
    assert page.context["cards"].total == 7
    assert reverse("goals:cards") in page.content.decode()


def test_the_newest_names_stand_there_with_a_way_to_their_cards(alice: User, alice_client: Client) -> None:
    people = [make_contact(alice, f"Person {number}", origin="studies") for number in range(30)]
    make_contact(alice, "Gone", origin="studies", deleted_at=timezone.now())
    make_contact(alice, "Elsewhere", origin="training")

    page = alice_client.get(circle("studies"))

    assert [one.name for one in page.context["people"]] == [one.name for one in people[:5:-1]]
    assert f"{reverse('goals:card', args=[people[-1].pk])}?circle=studies" in page.content.decode()


def test_questions_come_a_few_at_a_time_and_those_of_the_goal_first(alice: User, alice_client: Client) -> None:
    make_goal(alice, is_leading=True, field="Bookbinding")

    first = alice_client.get(circle("studies"))
    part = alice_client.get(circle("studies"), {"questions": "2"}, headers={"HX-Request": "true"})

    more = part.content.decode()
    assert more.count("<li>") == len(first.context["prompts"]) == 3
    assert "Bookbinding" in first.context["prompts"][0]
    assert not any(prompt in more for prompt in first.context["prompts"])
    assert "<html" not in more


def test_without_javascript_more_questions_lose_nothing(alice: User, alice_client: Client) -> None:
    page = alice_client.post(circle("studies"), lines("Ruth", questions="2"))

    assert page.status_code == 200
    assert 'value="Ruth"' in page.content.decode()
    assert page.context["more"] == 3
    assert names(alice) == []


@pytest.mark.parametrize("said", ["x", "-1", "0", "99", "\0", "9" * 9_999, "²"])
def test_questions_that_are_no_number_are_the_first(alice_client: Client, said: str) -> None:
    assert alice_client.get(circle("studies"), {"questions": said}).context["more"] == 2


def test_the_pages_ask_the_same_however_many_people_there_are(
    alice: User, alice_client: Client, django_assert_same_queries: Any
) -> None:
    def look() -> int:
        with django_assert_same_queries() as asked:
            alice_client.get(reverse("goals:inventory"))
            alice_client.get(circle("studies"))
        return len(asked)

    make_contact(alice, "Ruth", origin="studies")
    look()
    few = look()
    for number in range(30):
        make_contact(alice, f"Person {number}", origin="studies")

    assert look() == few
