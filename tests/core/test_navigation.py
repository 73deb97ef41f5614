"""Which entry of the navigation a page is inside of."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User


@pytest.mark.parametrize(
    ("address", "label"),
    [
        ("/", "Today"),
        ("/contacts/", "Contacts"),
        ("/contacts/moments/", "Contacts"),
        ("/contacts/give-and-take/", "Give and take"),
        ("/contacts/favours/", "Give and take"),
        ("/contacts/ties/suggestions/", "Give and take"),
        ("/contacts/fields/", "Settings"),
        ("/reminders/settings/", "Settings"),
        ("/settings/", "Settings"),
    ],
)
def test_a_page_is_inside_one_entry(alice_client: Client, alice: User, address: str, label: str) -> None:
    context = alice_client.get(address).context

    entries = [*context["navigation"], *context["navigation_foot"]]
    assert [entry.label for entry in entries if entry.is_current] == [label]
