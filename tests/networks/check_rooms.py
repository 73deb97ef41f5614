"""What the tests of checks share: drafts, and the input of each step."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from goals.models import Goal, Offer
from networks.models import Check, Network
from networks.services.begun_checks import begin_check
from netzwerk.core.models import Draft
from netzwerk.core.walls import acting_as
from tests.factories import local_today

STEPS = ["members", "tone", "value", "giving", "verdict", "summary"]
MEMBERS_INPUT = {"level": "3", "text": "Editors", "newcomers": ["Ruth Neu"]}
TONE_INPUT = {
    "tone-level": "4",
    "tone-text": "Warm, generous",
    "tone-evidence": "Three people introduced themselves",
    "tone-evidence_on": "2026-03-02",
}
VALUE_INPUT = {"value-level": "2"}
GIVING_INPUT = {"giving-level": "", "giving-ideas": "A talk about contracts\nProofreading"}
VERDICT_INPUT = {"verdict-verdict": "try", "verdict-reason": "Two evenings first", "verdict-review_on": "2026-09-01"}
INPUTS: list[tuple[str, dict[str, Any]]] = [
    ("members", MEMBERS_INPUT),
    ("tone", TONE_INPUT),
    ("value", VALUE_INPUT),
    ("giving", GIVING_INPUT),
    ("verdict", VERDICT_INPUT),
]


def step_url(draft: Draft, step: str) -> str:
    """Return the address of a step."""
    return reverse("networks:check-step", args=[draft.pk, step])


def start_url(network: Network, goal: Goal | None = None) -> str:
    """Return where a check is begun or gone on with."""
    return reverse("networks:check-start", args=[network.pk]) + (f"?goal={goal.pk}" if goal else "")


def new_draft(network: Network, goal: Goal) -> Draft:
    """Return the draft of a check."""
    with acting_as(network.owner):
        return begin_check(network=network, goal=goal, now=timezone.now(), today=local_today())


def fresh(draft: Draft) -> Draft:
    """Return the draft as it stands in the database."""
    with acting_as(draft.owner):
        return Draft.objects.get(pk=draft.pk)


def age(draft: Draft) -> None:
    """Let a draft be too old to be gone on with."""
    with acting_as(draft.owner):
        Draft.objects.filter(pk=draft.pk).update(updated_at=timezone.now() - timedelta(days=90, seconds=1))


def fill(client: Client, draft: Draft, **instead: dict[str, Any]) -> None:
    """Go through all steps but the summary; what is given by its step is put there instead."""
    for step, data in INPUTS:
        response = client.post(step_url(draft, step), instead.get(step, data))
        assert response.status_code == 302, step


def finish(client: Client, draft: Draft, **instead: dict[str, Any]) -> Check:
    """Go through all steps and return the check."""
    fill(client, draft, **instead)
    assert client.post(step_url(draft, "summary"), {}).status_code == 302
    with acting_as(draft.owner):
        return Check.objects.prefetch_related("answers").get(pk=str(draft.object_id))


def make_offer(owner: User, text: str = "Style guides", kind: str = "knowledge") -> Offer:
    """Return an offer of the user."""
    with acting_as(owner):
        return Offer.objects.create(owner=owner, text=text, kind=kind)
