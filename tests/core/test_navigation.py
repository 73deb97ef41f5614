"""Which entry of the navigation a page is inside of."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

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


def test_a_part_of_a_page_counts_nothing_for_the_navigation(alice_client: Client) -> None:
    with CaptureQueriesContext(connection) as whole:
        alice_client.get("/contacts/moments/new/")
    with CaptureQueriesContext(connection) as part:
        alice_client.get("/contacts/moments/new/", headers={"HX-Request": "true"})

    assert not any("COUNT(*)" in query["sql"] for query in part.captured_queries)
    assert len(part) < len(whole)
