"""The pages of proposals: shown with reasons, taken, turned down, taken back, looked up."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from contacts.services.indexing import reindex_contacts
from goals.models import Goal, Role
from matching.models import DeclinedProposal
from netzwerk.core.models import Job
from netzwerk.core.walls import acting_as
from tests.factories import make_contact, make_goal, make_organisation, make_position, make_role, make_tie

HTMX = {"HX-Request": "true"}


def page_of(goal: Goal, **query: str) -> str:
    return reverse("matching:proposals", args=[goal.pk]) + ("?" + "&".join(f"{k}={v}" for k, v in query.items()))


def in_publishing(owner: User, name: str = "Miriam Kessler", **fields: object) -> object:
    contact = make_contact(owner, name, **fields)
    make_position(contact, make_organisation(owner, f"House of {name}", industry="Publishing"), role="Editor")
    with acting_as(owner):
        reindex_contacts(owner=owner, contact_ids=[contact.pk])
    return contact


@pytest.fixture
def goal(alice: User) -> Goal:
    return make_goal(alice, field="Publishing")


def address(name: str, goal: Goal, contact: object, kind: str = "insider") -> str:
    return reverse(f"matching:proposal-{name}", args=[goal.pk, contact.pk, kind])  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", Role.Kind.values)
def test_the_page_of_each_role_shows_what_it_is_for(alice_client: Client, goal: Goal, kind: str) -> None:
    answer = alice_client.get(page_of(goal, kind=kind))

    assert answer.status_code == 200
    assert answer.context["page"].here.kind == kind
    assert answer.context["page"].here.task in answer.content.decode()


def test_people_are_shown_with_reasons_that_lead_to_their_facts(alice: User, alice_client: Client, goal: Goal) -> None:
    in_publishing(alice)

    text = alice_client.get(page_of(goal, kind="insider")).content.decode()

    assert "Is at House of Miriam Kessler (Publishing). Fits “Publishing”." in text
    assert "/contacts/organisations/" in text


@pytest.mark.parametrize("kind", ["", "nonsense", "%00", "x" * 200])
def test_a_role_that_there_is_not_shows_the_first(alice_client: Client, goal: Goal, kind: str) -> None:
    assert alice_client.get(page_of(goal, kind=kind)).context["page"].here.kind == "door_opener"


def test_somebody_is_taken_and_that_can_be_undone(alice: User, alice_client: Client, goal: Goal) -> None:
    contact = in_publishing(alice)

    answer = alice_client.post(address("accept", goal, contact), follow=True)

    assert answer.redirect_chain == [(page_of(goal, kind="insider"), 302)]
    assert answer.context["page"].rows == []
    [message] = list(answer.context["messages"])
    with acting_as(alice):
        role = Role.objects.for_user(alice).get()
    assert (role.kind, str(role.pk) in message.extra_tags) == ("insider", True)

    undone = alice_client.post(message.extra_tags, follow=True)

    assert [row.contact for row in undone.context["page"].rows] == [contact]


def test_somebody_is_turned_down_for_good_and_that_can_be_undone(alice: User, alice_client: Client, goal: Goal) -> None:
    contact = in_publishing(alice)

    answer = alice_client.post(address("decline", goal, contact), follow=True)

    assert answer.context["page"].rows == []
    assert answer.context["page"].declined == 1
    [message] = list(answer.context["messages"])

    undone = alice_client.post(message.extra_tags, follow=True)

    assert [row.contact for row in undone.context["page"].rows] == [contact]
    assert undone.context["page"].declined == 0


def test_two_clicks_turn_down_once(alice: User, alice_client: Client, goal: Goal) -> None:
    contact = in_publishing(alice)

    for _click in range(2):
        assert alice_client.post(address("decline", goal, contact)).status_code == 302

    with acting_as(alice):
        assert DeclinedProposal.objects.for_user(alice).count() == 1


def test_who_was_turned_down_stands_in_a_list_and_comes_back(alice: User, alice_client: Client, goal: Goal) -> None:
    contact = in_publishing(alice)
    alice_client.post(address("decline", goal, contact))
    here = reverse("matching:proposals-declined", args=[goal.pk])
    assert "Miriam Kessler" in alice_client.get(here).content.decode()

    answer = alice_client.post(address("reconsider", goal, contact), {"next": here}, follow=True)

    assert answer.redirect_chain == [(here, 302)]
    assert "Nobody was turned down" in answer.content.decode()


def test_taking_somebody_who_was_turned_down_takes_that_back(alice: User, alice_client: Client, goal: Goal) -> None:
    contact = in_publishing(alice)
    alice_client.post(address("decline", goal, contact))
    alice_client.post(address("accept", goal, contact))

    with acting_as(alice):
        assert not DeclinedProposal.objects.for_user(alice).exists()
        assert Role.objects.for_user(alice).count() == 1


def test_somebody_else_is_looked_up_and_who_has_the_role_is_not_found(
    alice: User, alice_client: Client, goal: Goal
) -> None:
    make_contact(alice, "Nora Winter")
    make_role(goal, make_contact(alice, "Nora Has"), "expert")
    make_contact(alice, "Nora Archived", archived_at=goal.created_at)

    answer = alice_client.get(page_of(goal, kind="expert", q="Nora"))

    assert [row.contact.name for row in answer.context["page"].found] == ["Nora Winter"]


def test_looking_up_is_a_part_for_htmx(alice: User, alice_client: Client, goal: Goal) -> None:
    make_contact(alice, "Nora Winter")

    part = alice_client.get(page_of(goal, kind="expert", q="Nora"), headers=HTMX).content.decode()

    assert part.strip().startswith('<div id="proposals-found"')
    assert "Nora Winter" in part


@pytest.mark.parametrize("text", ["%00", "x" * 10_000, "!?", "%F0%9F%99%82"])
def test_hostile_text_finds_nobody(alice_client: Client, goal: Goal, text: str) -> None:
    answer = alice_client.get(page_of(goal, kind="expert", q=text))

    assert answer.status_code == 200
    assert answer.context["page"].found == []


@pytest.mark.parametrize("name", ["accept", "decline", "reconsider"])
def test_a_stranger_finds_nothing(alice: User, charlie_client: Client, charlie: User, goal: Goal, name: str) -> None:
    own = make_goal(charlie)
    contact = in_publishing(alice)

    assert charlie_client.get(page_of(goal)).status_code == 404
    assert charlie_client.get(reverse("matching:proposals-declined", args=[goal.pk])).status_code == 404
    assert charlie_client.post(address(name, goal, contact)).status_code == 404
    assert charlie_client.post(address(name, own, contact)).status_code == 404


@pytest.mark.parametrize("name", ["accept", "decline", "reconsider"])
def test_a_role_that_there_is_not_or_somebody_in_the_bin_is_not_found(
    alice: User, alice_client: Client, goal: Goal, name: str
) -> None:
    contact = in_publishing(alice)
    binned = make_contact(alice, "Binned", deleted_at=goal.created_at)

    assert alice_client.post(address(name, goal, contact, "nonsense")).status_code == 404
    assert alice_client.post(address(name, goal, binned)).status_code == 404
    assert alice_client.post(reverse(f"matching:proposal-{name}", args=[goal.pk, uuid4(), "expert"])).status_code == 404
    assert alice_client.get(address(name, goal, contact)).status_code == 405


def test_who_lies_in_the_bin_is_not_in_the_list_of_those_turned_down(
    alice: User, alice_client: Client, goal: Goal
) -> None:
    binned = make_contact(alice, "Binned", deleted_at=goal.created_at)
    with acting_as(alice):
        DeclinedProposal.objects.create(owner=alice, goal=goal, contact=binned, kind="expert")

    assert "Binned" not in alice_client.get(reverse("matching:proposals-declined", args=[goal.pk])).content.decode()
    assert alice_client.get(page_of(goal)).context["page"].declined == 0


def test_the_first_look_asks_for_a_measurement_once(alice: User, alice_client: Client, goal: Goal) -> None:
    make_tie(make_contact(alice, "One"), make_contact(alice, "Two"))

    for _look in range(2):
        alice_client.get(page_of(goal))

    assert Job.objects.filter(kind="measure-bridges", owner=alice).count() == 1


def test_queries_do_not_grow_with_the_people(alice: User, alice_client: Client, goal: Goal) -> None:
    in_publishing(alice, "First")
    with CaptureQueriesContext(connection) as few:
        alice_client.get(page_of(goal, kind="insider"))
    for number in range(6):
        in_publishing(alice, f"Person {number}")
    with CaptureQueriesContext(connection) as many:
        answer = alice_client.get(page_of(goal, kind="insider"))

    assert len(answer.context["page"].rows) == 7
    assert len(many) == len(few)


def test_the_list_of_those_turned_down_does_not_grow_in_queries(alice: User, alice_client: Client, goal: Goal) -> None:
    here = reverse("matching:proposals-declined", args=[goal.pk])
    alice_client.post(address("decline", goal, in_publishing(alice, "First")))
    alice_client.get(here)
    with CaptureQueriesContext(connection) as few:
        alice_client.get(here)
    for number in range(5):
        alice_client.post(address("decline", goal, in_publishing(alice, f"Person {number}")))
    alice_client.get(here)
    with CaptureQueriesContext(connection) as many:
        alice_client.get(here)

    assert len(many) == len(few)


def test_more_people_are_one_link_away(alice: User, alice_client: Client, goal: Goal) -> None:
    for number in range(10):
        in_publishing(alice, f"Person {number}")

    first = alice_client.get(page_of(goal, kind="insider")).context["page"]
    more = alice_client.get(page_of(goal, kind="insider", more="1")).context["page"]

    assert (len(first.rows), first.has_more) == (8, True)
    assert (len(more.rows), more.has_more) == (10, False)


def test_the_page_about_weighing_says_it_from_the_same_numbers(alice_client: Client) -> None:
    answer = alice_client.get(reverse("matching:score"))

    text = answer.content.decode()
    assert answer.status_code == 200
    assert answer.context["page"].mutual == 10
    assert "beyond about 10 mutual contacts" in text


def test_each_form_of_a_row_carries_the_token_without_which_it_is_refused(alice: User, goal: Goal) -> None:
    in_publishing(alice)
    make_contact(alice, "Nora Winter")
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)
    text = client.get(page_of(goal, kind="insider", q="Nora")).content.decode()

    forms = re.findall(r'<form method="post" action="/matching/goals/[^"]+"[^>]*>(.{0,60})', text)

    assert len(forms) == 3
    assert all("csrfmiddlewaretoken" in form for form in forms)
