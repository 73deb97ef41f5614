"""The panel *For your goals*: roles, next steps, what one could give."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from contacts.models import Contact
from goals.models import NextStep, Offer, Role
from netzwerk.core.registry import contact_panels
from netzwerk.core.walls import acting_as
from tests.factories import make_contact, make_goal
from tests.goals.rooms import make_role, make_step

HTMX = {"HX-Request": "true"}


def panel(contact: Contact) -> str:
    return reverse("goals:contact-panel", args=[contact.pk])


def give(contact: Contact) -> str:
    return reverse("goals:role-give", args=[contact.pk])


def plan(contact: Contact) -> str:
    return reverse("goals:step-plan", args=[contact.pk])


def roles(owner: User) -> list[tuple[UUID, str]]:
    with acting_as(owner):
        return [(role.contact_id, role.kind) for role in Role.objects.for_user(owner)]


def steps(owner: User) -> list[NextStep]:
    with acting_as(owner):
        return list(NextStep.objects.for_user(owner))


def test_the_panel_stands_on_the_contacts_page() -> None:
    assert "goals:contact-panel" in [one.url_name for one in contact_panels]


def test_the_panel_shows_active_goals_with_roles_and_steps(alice: User, alice_client: Client) -> None:
    contact = make_contact(alice)
    goal = make_goal(alice, "Five clients", is_leading=True)
    make_goal(alice, "Paused one", status="paused")
    make_role(goal, contact, "door_opener")
    make_step(goal, contact, text="Send the checklist")
    with acting_as(alice):
        Offer.objects.create(owner=alice, kind="help", text="Proofreading")

    part = alice_client.get(panel(contact), headers=HTMX).content.decode()

    for text in ("Five clients", "Door opener", "Send the checklist", "Proofreading"):
        assert text in part
    assert "Paused one" not in part
    assert "<html" not in part


def test_without_htmx_the_panel_is_a_page(alice: User, alice_client: Client) -> None:
    response = alice_client.get(panel(make_contact(alice)))

    assert "<html" in response.content.decode()
    assert "HX-Request" in response["Vary"]


def test_a_role_is_given_once_and_answers_htmx_with_the_panel(alice: User, alice_client: Client) -> None:
    contact, goal = make_contact(alice), make_goal(alice)
    data = {"goal": goal.pk, "kind": "expert"}

    response = alice_client.post(give(contact), data, headers=HTMX)
    alice_client.post(give(contact), data, headers=HTMX)

    assert 'id="goals-panel"' in response.content.decode()
    assert roles(alice) == [(contact.pk, "expert")]


def test_without_htmx_a_role_leads_back_to_the_contact(alice: User, alice_client: Client) -> None:
    contact, goal = make_contact(alice), make_goal(alice)

    response = alice_client.post(give(contact), {"goal": goal.pk, "kind": "expert"})

    assert response["Location"] == reverse("contacts:contact-detail", args=[contact.pk])


def test_a_role_that_is_taken_can_be_brought_back(alice: User, alice_client: Client) -> None:
    contact, goal = make_contact(alice), make_goal(alice)
    role = make_role(goal, contact)

    response = alice_client.post(reverse("goals:role-take", args=[role.pk]), headers=HTMX)

    undo = reverse("goals:role-restore", args=[goal.pk, contact.pk, "expert"])
    assert undo in response.content.decode()
    assert roles(alice) == []
    alice_client.post(undo)
    assert roles(alice) == [(contact.pk, "expert")]


def test_a_next_step_is_planned_done_and_opened_again(alice: User, alice_client: Client) -> None:
    contact, goal = make_contact(alice), make_goal(alice)
    alice_client.post(plan(contact), {"goal": goal.pk, "text": "Write", "due_on": "2026-04-01"}, headers=HTMX)
    [step] = steps(alice)

    done = alice_client.post(reverse("goals:step-finish", args=[step.pk]), headers=HTMX)

    undo = reverse("goals:step-reopen", args=[step.pk])
    assert undo in done.content.decode()
    assert steps(alice)[0].done_at is not None
    alice_client.post(undo)
    assert steps(alice)[0].done_at is None


@pytest.mark.parametrize("wrong", [{"kind": ""}, {"kind": "target"}, {"goal": "nothing"}])
def test_a_wrong_role_answers_422(alice: User, alice_client: Client, wrong: dict[str, str]) -> None:
    contact, goal = make_contact(alice), make_goal(alice)

    response = alice_client.post(give(contact), {"goal": goal.pk, "kind": "expert", **wrong}, headers=HTMX)

    assert response.status_code == 422
    assert roles(alice) == []


@pytest.mark.parametrize("wrong", [{"text": ""}, {"due_on": "soon"}, {"due_on": ""}])
def test_a_wrong_step_answers_422_and_keeps_the_words(alice: User, alice_client: Client, wrong: dict[str, str]) -> None:
    contact, goal = make_contact(alice), make_goal(alice)
    data = {"goal": goal.pk, "text": "Write to her", "due_on": "2026-04-01", **wrong}

    response = alice_client.post(plan(contact), data, headers=HTMX)

    assert response.status_code == 422
    assert f'value="{data["text"]}"' in response.content.decode()
    assert steps(alice) == []


def test_ids_of_a_stranger_in_a_body_are_refused(alice: User, charlie: User, charlie_client: Client) -> None:
    goal, contact = make_goal(alice), make_contact(alice)
    own_goal, own_contact = make_goal(charlie), make_contact(charlie)

    foreign_goal = charlie_client.post(give(own_contact), {"goal": goal.pk, "kind": "expert"})
    foreign_step = charlie_client.post(plan(own_contact), {"goal": goal.pk, "text": "x", "due_on": "2026-04-01"})
    assert (foreign_goal.status_code, foreign_step.status_code) == (422, 422)

    assert charlie_client.post(give(contact), {"goal": own_goal.pk, "kind": "expert"}).status_code == 404
    restore = reverse("goals:role-restore", args=[goal.pk, own_contact.pk, "expert"])
    assert charlie_client.post(restore).status_code == 404
    assert roles(alice) == roles(charlie) == []
    assert steps(alice) == steps(charlie) == []


def test_a_stranger_reaches_neither_role_nor_step(alice: User, charlie_client: Client) -> None:
    goal, contact = make_goal(alice), make_contact(alice)
    role, step = make_role(goal, contact), make_step(goal, contact)

    assert charlie_client.get(panel(contact)).status_code == 404
    assert charlie_client.post(reverse("goals:role-take", args=[role.pk])).status_code == 404
    for name in ("step-finish", "step-reopen"):
        assert charlie_client.post(reverse(f"goals:{name}", args=[step.pk])).status_code == 404
    assert roles(alice) == [(contact.pk, "expert")]
    assert steps(alice)[0].done_at is None


def test_a_contact_in_the_bin_has_no_panel(alice: User, alice_client: Client) -> None:
    contact = make_contact(alice, deleted_at=timezone.now())

    assert alice_client.get(panel(contact)).status_code == 404


def test_queries_do_not_grow_with_goals_and_roles(
    alice: User, alice_client: Client, django_assert_same_queries: Any
) -> None:
    contact = make_contact(alice)
    make_role(make_goal(alice, "First"), contact)
    with django_assert_same_queries() as few:
        alice_client.get(panel(contact), headers=HTMX)
    for number in range(5):
        goal = make_goal(alice, f"Goal {number}")
        make_role(goal, contact)
        make_step(goal, contact)
    with django_assert_same_queries() as many:
        alice_client.get(panel(contact), headers=HTMX)

    assert len(many) == len(few)


def test_a_step_done_on_a_page_leads_back_there_and_so_does_its_undo(alice: User, alice_client: Client) -> None:
    contact, goal = make_contact(alice), make_goal(alice)
    step = make_step(goal, contact)
    page = reverse("goals:goal-detail", args=[goal.pk])

    done = alice_client.post(reverse("goals:step-finish", args=[step.pk]), {"next": page})
    [message] = alice_client.get(page).context["messages"]
    undone = alice_client.post(message.extra_tags)

    assert done["Location"] == undone["Location"] == page
    assert steps(alice)[0].done_at is None
