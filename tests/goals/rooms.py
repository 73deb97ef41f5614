"""What the tests of goals share: drafts, and the input of each step."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.test import Client
from django.urls import reverse

from accounts.models import User
from contacts.models import Contact
from goals.models import Goal, NextStep, Role
from goals.wizards import resume_goal_draft, start_goal_draft
from netzwerk.core.models import Draft
from netzwerk.core.walls import acting_as

GOAL_INPUT = {"goal-statement": "Speak at two conferences", "goal-purposes": ["visibility", "learning"]}
NETWORK_INPUT = {
    "network-reach": "regional",
    "network-place": "Hamburg",
    "network-size": "30-150",
    "network-format": "both",
    "network-fee": "up_to",
    "network-fee_amount": "120,50",
    "network-expectation": "A stage",
}
HELP_INPUT = {"help-competences": "Programme committees\n\nStage fright", "help-questions": "Who books speakers?"}
OFFERS_INPUT = {"offers-knowledge": "Style guides", "offers-contacts": "Two editors"}
STEPS = ["goal", "network", "help", "offers", "summary"]
INPUTS: list[tuple[str, dict[str, Any]]] = [
    ("goal", GOAL_INPUT),
    ("network", NETWORK_INPUT),
    ("help", HELP_INPUT),
    ("offers", OFFERS_INPUT),
]


def step_url(draft: Draft, step: str) -> str:
    """Return the address of a step."""
    return reverse("goals:draft-step", args=[draft.pk, step])


def new_draft(owner: User, goal: Goal | None = None) -> Draft:
    """Return a draft of a new goal, or the one to go on with."""
    with acting_as(owner):
        return resume_goal_draft(user=owner, goal=goal) if goal else start_goal_draft(user=owner, goal=None)


def fresh(owner: User, draft: Draft) -> Draft:
    """Return the draft as it stands in the database."""
    with acting_as(owner):
        return Draft.objects.get(pk=draft.pk)


def make_role(goal: Goal, contact: Contact, kind: str = "expert") -> Role:
    """Return a role of a contact for a goal."""
    with acting_as(goal.owner):
        return Role.objects.create(owner=goal.owner, goal=goal, contact=contact, kind=kind)


def make_step(goal: Goal, contact: Contact, *, due_on: date = date(2026, 4, 1), **fields: Any) -> NextStep:
    """Return an open next step."""
    with acting_as(goal.owner):
        return NextStep.objects.create(
            owner=goal.owner, goal=goal, contact=contact, due_on=due_on, **{"text": "Send the checklist", **fields}
        )


def lines(*texts: str, **more: Any) -> dict[str, Any]:
    """Return the input of a page of names; `more` adds to it, such as `people-0-anyway`."""
    data: dict[str, Any] = {
        "people-TOTAL_FORMS": len(texts),
        "people-INITIAL_FORMS": 0,
        "closeness": "not_placed",
    }
    for place, text in enumerate(texts):
        data |= {f"people-{place}-line": text, f"people-{place}-touch": "not_sure"}
    return data | more


def fill(client: Client, draft: Draft) -> None:
    """Go through all steps but the summary."""
    for step, data in INPUTS:
        response = client.post(step_url(draft, step), data)
        assert response.status_code == 302, step


def goals_of(owner: User) -> list[Goal]:
    """Return the goals of a user as they stand."""
    with acting_as(owner):
        return list(Goal.objects.for_user(owner))
