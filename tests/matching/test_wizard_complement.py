"""The complement wizard: five questions, each person who was chosen, and what it makes."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from accounts.models import User
from contacts.models import Contact
from goals.models import NextStep, Role
from matching.models import Approach, DeclinedProposal, Holder
from netzwerk.core.walls import acting_as
from tests.factories import make_competence, make_contact, make_goal, make_offer, make_organisation, make_position
from tests.matching.complement_rooms import (
    QUESTIONS,
    choose,
    finish,
    fresh,
    lines,
    new_draft,
    person_input,
    person_step,
    step_url,
)


def test_each_question_opens_and_says_why_it_matters(alice: User, alice_client: Client) -> None:
    draft = new_draft(make_goal(alice))

    for place, step in enumerate(QUESTIONS, start=1):
        page = alice_client.get(step_url(draft, step)).content.decode()
        assert f"Step {place} of 6" in page
        assert "Why we ask" in page
        assert "Five publishing clients" in page


def test_the_way_through_makes_roles_contacts_approaches_holders_and_steps(alice: User, alice_client: Client) -> None:
    goal, miriam = make_goal(alice), make_contact(alice)
    offer, competence = make_offer(alice), make_competence(goal)
    draft = new_draft(goal)
    choose(alice_client, draft, "door_opener", contacts=[str(miriam.pk)])
    choose(alice_client, draft, "expert", contacts=[str(miriam.pk)], newcomers=["Ruth Neu, Nordlicht"])
    said = person_input(
        offer=str(offer.pk), asks="Who decides?", competences=str(competence.pk), step="Call", step_on="2030-05-04"
    )
    response = alice_client.post(person_step(alice_client, draft, "Miriam Kessler"), said)
    assert response.status_code == 302

    page = finish(alice_client, draft)

    assert "3 roles" in page
    with acting_as(alice):
        kinds = {(role.contact.name, role.kind) for role in Role.objects.filter(goal=goal)}
        assert kinds == {
            ("Miriam Kessler", "door_opener"), ("Miriam Kessler", "expert"), ("Ruth Neu", "expert"),
        }  # fmt: skip
        assert Contact.objects.get(name="Ruth Neu").current_position.organisation_name == "Nordlicht"  # type: ignore[union-attr]
        approach = Approach.objects.get()
        assert (approach.gives, approach.offer_id, approach.asks) == ("A look at a layout", offer.pk, "Who decides?")
        assert Holder.objects.get().competence_id == competence.pk
        step = NextStep.objects.get()
        assert (step.text, str(step.due_on), step.contact_id) == ("Call", "2030-05-04", miriam.pk)
    assert fresh(draft).finished_at
