"""How to approach people outside the wizard: the form, the panels, and what a mail can say of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from contacts.models import Contact
from contacts.services.standing import delete_contact
from goals.models import Goal, NextStep
from matching.models import Approach, Holder
from matching.queries.approaches import gives_for
from netzwerk.core.walls import acting_as
from tests.factories import (
    local_today,
    make_approach,
    make_competence,
    make_contact,
    make_goal,
    make_holder,
    make_offer,
    make_question,
    make_role,
)

PART = {"HX-Request": "true"}


def edit_url(goal: Goal, contact: Contact) -> str:
    """Return where one says how to approach somebody."""
    return reverse("matching:approach-edit", args=[goal.pk, contact.pk])


def test_an_approach_is_kept_with_what_they_know_and_a_step(alice: User, alice_client: Client) -> None:
    goal, miriam = make_goal(alice), make_contact(alice)
    offer, competence, question = make_offer(alice), make_competence(goal), make_question(goal)
    make_holder(make_competence(goal, "Something else"), miriam)

    data = {
        "person-offer": str(offer.pk),
        "person-question": str(question.pk),
        "person-competences": [str(competence.pk)],
        "person-step": "Call",
        "person-step_on": "2030-05-04",
    }
    response = alice_client.post(edit_url(goal, miriam), data, follow=True)

    assert "Noted for Miriam Kessler." in response.content.decode()
    with acting_as(alice):
        approach = Approach.objects.get()
        assert (approach.gives, approach.asks, approach.offer_id) == (offer.text, question.text, offer.pk)
        assert [holder.competence_id for holder in Holder.objects.all()] == [competence.pk]
        assert NextStep.objects.get().text == "Call"


def test_own_words_win_and_an_emptied_approach_is_gone(alice: User, alice_client: Client) -> None:
    goal, miriam = make_goal(alice), make_contact(alice)
    offer = make_offer(alice)

    alice_client.post(edit_url(goal, miriam), {"person-offer": str(offer.pk), "person-gives": "My words"})
    with acting_as(alice):
        assert Approach.objects.get().gives == "My words"
    page = alice_client.get(edit_url(goal, miriam)).content.decode()
    alice_client.post(edit_url(goal, miriam), {})

    assert 'value="My words"' in page
    with acting_as(alice):
        assert not Approach.objects.exists()


def test_the_form_is_a_sheet_for_htmx_and_leads_back(alice: User, alice_client: Client) -> None:
    goal, miriam = make_goal(alice), make_contact(alice)

    part = alice_client.get(edit_url(goal, miriam), headers=PART).content.decode()
    saved = alice_client.post(f"{edit_url(goal, miriam)}?next=/contacts/", {"person-gives": "A tip"}, headers=PART)

    assert part.strip().startswith("<h2")
    assert saved["HX-Redirect"] == "/contacts/"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ({"person-offer": "nonsense"}, "no longer there"),
        ({"person-gives": "x" * 10_000}, "at most 300"),
        ({"person-asks": "a\0b"}, "Null characters"),
        ({"person-step": "Call"}, "A day helps to keep it."),
    ],
)
def test_what_does_not_fit_is_refused(alice: User, alice_client: Client, data: dict[str, str], why: str) -> None:
    goal, miriam = make_goal(alice), make_contact(alice)

    response = alice_client.post(edit_url(goal, miriam), data)

    assert response.status_code == 422
    assert why in response.content.decode()


def test_offers_of_a_stranger_are_refused(alice: User, charlie: User, alice_client: Client) -> None:
    goal, miriam, offer = make_goal(alice), make_contact(alice), make_offer(charlie, "Secrets")

    response = alice_client.post(edit_url(goal, miriam), {"person-offer": str(offer.pk)})

    assert response.status_code == 422
    assert "Secrets" not in response.content.decode()


def test_strangers_see_nothing(alice: User, charlie: User, charlie_client: Client) -> None:
    goal, miriam = make_goal(alice), make_contact(alice)
    own = make_goal(charlie)

    for url in (
        edit_url(goal, miriam),
        edit_url(own, miriam),
        reverse("matching:contact-panel", args=[miriam.pk]),
        reverse("matching:approach-panel", args=[goal.pk]),
    ):
        assert charlie_client.get(url).status_code == 404
    assert charlie_client.post(edit_url(own, miriam), {"person-gives": "A tip"}).status_code == 404


def test_the_panel_of_a_goal_tells_who_is_thought_of_and_who_is_not(alice: User, alice_client: Client) -> None:
    goal = make_goal(alice)
    ready, waiting, binned = (make_contact(alice, name) for name in ("Rea Reif", "Wim Wart", "Bea Bin"))
    make_approach(goal, ready, gives="A look at the layout", asks="Who decides?")
    make_role(goal, waiting)
    make_role(goal, binned)
    with acting_as(alice):
        delete_contact(contact=binned)

    part = alice_client.get(reverse("matching:approach-panel", args=[goal.pk]), headers=PART).content.decode()
    page = alice_client.get(reverse("matching:approach-panel", args=[goal.pk])).content.decode()

    assert part.strip().startswith("<section")
    assert part.index("A look at the layout") < part.index("Who decides?") < part.index("Wim Wart")
    assert "Bea Bin" not in part
    assert reverse("matching:complement", args=[goal.pk]) in part
    assert "<h1>" in page


def test_the_panel_of_a_person_tells_of_each_active_goal_and_the_ways_on(alice: User, alice_client: Client) -> None:
    active, paused = make_goal(alice), make_goal(alice, "Learn Danish", status="paused")
    today = local_today()
    quiet = make_contact(alice, anchor_on=today - timedelta(days=4 * 366))
    fresh = make_contact(alice, "Fay Frisch", anchor_on=today)
    make_approach(active, quiet, gives="A look at the layout")
    make_approach(paused, quiet, gives="Danish pastry")

    old = alice_client.get(reverse("matching:contact-panel", args=[quiet.pk]), headers=PART).content.decode()
    new = alice_client.get(reverse("matching:contact-panel", args=[fresh.pk]), headers=PART).content.decode()

    assert "A look at the layout" in old
    assert "Danish pastry" not in old
    assert "Who could introduce me?" in old
    assert "Get in touch again" in old
    assert "Get in touch again" not in new


@pytest.mark.parametrize(
    "instead", [{"is_resting": True}, {"ended_in_conflict": True}, {"archived_at": timezone.now()}]
)
def test_nobody_is_to_be_revived_whom_rule_2_keeps_out(
    alice: User, alice_client: Client, instead: dict[str, Any]
) -> None:
    contact = make_contact(alice, anchor_on=local_today() - timedelta(days=4 * 366), **instead)

    page = alice_client.get(reverse("matching:contact-panel", args=[contact.pk])).content.decode()

    assert "Get in touch again" not in page


def test_queries_of_the_panels_do_not_grow(
    alice: User, alice_client: Client, django_assert_max_num_queries: Any
) -> None:
    goal, miriam = make_goal(alice), make_contact(alice)
    urls = [reverse("matching:approach-panel", args=[goal.pk]), reverse("matching:contact-panel", args=[miriam.pk])]

    def counted() -> list[int]:
        counts = []
        for url in urls:
            with django_assert_max_num_queries(60) as counter:
                alice_client.get(url, headers=PART)
            counts.append(len(counter))
        return counts

    def add(number: int) -> None:
        make_approach(goal, make_contact(alice, f"Ready {number}"))
        make_role(goal, make_contact(alice, f"Waiting {number}"))
        make_approach(make_goal(alice, f"Goal {number}"), miriam)

    add(0)
    before = counted()
    for number in range(1, 5):
        add(number)
    assert counted() == before


def test_the_newest_idea_of_an_active_goal_is_what_one_could_give(
    alice: User, charlie: User, django_assert_num_queries: Any
) -> None:
    old, new, paused = make_goal(alice), make_goal(alice, "B"), make_goal(alice, "C", status="paused")
    one, other, none = (make_contact(alice, name) for name in ("Anna", "Ben", "Cora"))
    make_approach(old, one, gives="The older")
    make_approach(new, one, gives="The newer")
    make_approach(paused, other, gives="Not now")
    make_approach(new, none, gives="")
    make_approach(make_goal(charlie), make_contact(charlie), gives="Not mine")

    with acting_as(alice), django_assert_num_queries(1):
        assert gives_for(alice, [one.pk, other.pk, none.pk]) == {one.pk: "The newer"}
