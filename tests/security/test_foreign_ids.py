"""Ids of somebody else in the query of an address: they show nothing, find nothing, and lead nowhere."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from netzwerk.core.owned import owned_models
from netzwerk.core.walls import acting_as
from tests.security.furniture import furnish
from tests.security.pages import addresses, html_of, parameterised

pytestmark = pytest.mark.sweep

SECRET = "Zacharias Geheim"
PARAMETERS = (
    "a", "about", "after", "also", "at", "b", "before", "change", "competence", "contact", "contacts", "draft",
    "exchanges", "from", "goal", "holder", "id", "idea", "kind", "leader", "made", "member", "members", "network",
    "networks", "offer", "moment", "moments", "newcomers", "next_step", "organisation", "origin", "other", "owner",
    "pk", "question", "revival", "review", "role", "seen", "snoozed", "step", "survivor", "tag", "through", "tie",
    "user", "view", "with",
)  # fmt: skip


@pytest.mark.parametrize("headers", [{}, {"hx-request": "true"}], ids=["page", "part"])
def test_foreign_ids_in_an_address_show_nothing(
    alice: User, charlie: User, charlie_client: Client, headers: dict[str, str]
) -> None:
    furnish(alice, SECRET)
    own = furnish(charlie, "Tomasz")
    with acting_as(alice):
        foreign = [str(pk) for model in owned_models() for pk in model._base_manager.values_list("pk", flat=True)]

    for name, _parameters in parameterised():
        if name.startswith(
            ("contacts:", "matching:")
            if headers
            else ("contacts:", "goals:", "matching:", "networks:", "today:", "transfer:", "reminders:")
        ):
            for url in addresses(own, name):
                page = html_of(charlie_client.get(url, dict.fromkeys(PARAMETERS, foreign), headers=headers))
                assert SECRET.split(maxsplit=1)[0] not in page, url


def test_a_cursor_of_somebody_else_begins_at_the_beginning(alice: User, charlie: User, charlie_client: Client) -> None:
    foreign, _own = furnish(alice, "Zacharias"), furnish(charlie, "Anna")

    page = charlie_client.get(f"/contacts/?after={foreign['contact']}").content.decode()

    assert "Anna" in page


def test_somebody_else_in_a_moment_is_refused(alice: User, charlie: User, charlie_client: Client) -> None:
    foreign, own = furnish(alice, SECRET), furnish(charlie, "Anna")
    people = [str(own["contact"]), str(foreign["contact"])]

    for address in ("/contacts/moments/new/", f"/contacts/{own['contact']}/moments/new/"):
        response = charlie_client.post(address, {"kind": "call", "happened_on": "2026-01-05", "contacts": people})
        assert response.status_code == 422
        assert SECRET not in response.content.decode()


@pytest.mark.parametrize("address", ["roles", "steps"])
def test_a_goal_of_somebody_else_is_refused(alice: User, charlie: User, charlie_client: Client, address: str) -> None:
    foreign, own = furnish(alice, SECRET), furnish(charlie, "Anna")

    response = charlie_client.post(
        f"/goals/contacts/{own['contact']}/{address}/",
        {"goal": str(foreign["goal"]), "kind": "insider", "text": "Call", "due_on": "2030-01-01"},
    )

    assert response.status_code == 422
    assert SECRET not in response.content.decode()
