"""What the tests of the complement wizard share: drafts, addresses, and the input of lines."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from contacts.models import Contact
from contacts.services import NewContact, add_contacts
from goals.models import Goal
from matching.services.complement import begin_complement
from netzwerk.core.models import Draft
from netzwerk.core.walls import acting_as
from tests.factories import TODAY

QUESTIONS = ["door_opener", "expert", "insider", "multiplier", "worth_reviving"]


def step_url(draft: Draft, step: str) -> str:
    """Return the address of a step."""
    return reverse("matching:complement-step", args=[draft.pk, step])


def new_draft(goal: Goal) -> Draft:
    """Return the draft of a goal."""
    with acting_as(goal.owner):
        return begin_complement(goal=goal, now=timezone.now())


def fresh(draft: Draft) -> Draft:
    """Return the draft as it stands in the database."""
    with acting_as(draft.owner):
        return Draft.objects.get(pk=draft.pk)


def lines(*texts: str, **more: str) -> dict[str, str]:
    """Return the input of the quick entry; `more` are further fields of the first line."""
    typed = {f"people-{place}-line": text for place, text in enumerate(texts)}
    first = {f"people-0-{name}": value for name, value in more.items()}
    return {"people-TOTAL_FORMS": str(len(texts)), "people-INITIAL_FORMS": "0", **typed, **first}


def choose(client: Client, draft: Draft, step: str, **data: Any) -> None:
    """Answer a question."""
    assert client.post(step_url(draft, step), data).status_code == 302, step


def person_step(client: Client, draft: Draft, name: str) -> str:
    """Return the address of the step about somebody: the link that the summary has to it."""
    page = client.get(step_url(draft, "summary")).content.decode()
    before, _name, _after = page.partition(f">{name}</a>")
    return before.rpartition('href="')[2].rstrip('"')


def person_input(**fields: str) -> dict[str, str]:
    """Return the input of the step about a person."""
    return {f"person-{name}": value for name, value in fields.items()}


def make_publisher(owner: User, name: str, **fields: Any) -> Contact:
    """Return somebody of whom is known that they are in publishing."""
    with acting_as(owner):
        new = NewContact(name=name, organisation="Nordlicht Publishing", role="Publishing director")
        [contact] = add_contacts(owner=owner, people=[new], today=TODAY)
        Contact.objects.filter(pk=contact.pk).update(**fields or {"note": ""})
    contact.owner = owner
    return contact


def finish(client: Client, draft: Draft) -> str:
    """Save what the draft says and return the page that follows."""
    response = client.post(step_url(draft, "summary"), {}, follow=True)
    assert response.redirect_chain
    return str(response.content.decode())
