"""Closeness and cadence."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from accounts.models import User
from contacts.models import Contact
from contacts.rules.cadence import Cadence
from netzwerk.core.walls import acting_as
from tests.factories import make_contact

HTMX = {"HX-Request": "true"}

pytestmark = pytest.mark.usefixtures("on_today")


def placed(contact: Contact) -> tuple[str, Cadence | None]:
    """Return closeness and own cadence by now."""
    with acting_as(contact.owner_id):
        contact.refresh_from_db()
    return contact.closeness, contact.own_cadence


def place(client: Client, contact: Contact, **data: Any) -> Any:
    """Post the form."""
    return client.post(f"/contacts/{contact.pk}/place/", data)


def test_closeness_and_an_own_cadence_are_saved(alice_client: Client, alice: User) -> None:
    contact = make_contact(alice)

    response = place(alice_client, contact, closeness="good", cadence_count="6", cadence_unit="week")

    assert response["Location"] == f"/contacts/{contact.pk}/"
    assert placed(contact) == ("good", Cadence(6, "week"))


def test_without_a_number_the_closeness_decides(alice_client: Client, alice: User) -> None:
    contact = make_contact(alice, own_cadence_count=6, own_cadence_unit="week")

    place(alice_client, contact, closeness="close", cadence_count="", cadence_unit="month")

    assert placed(contact) == ("close", None)


@pytest.mark.parametrize("cadence", [{}, {"own_cadence_count": 6, "own_cadence_unit": "week"}])
def test_placing_can_be_undone(alice_client: Client, alice: User, cadence: dict[str, Any]) -> None:
    contact = make_contact(alice, closeness="inner", **cadence)
    before = placed(contact)

    response = place(alice_client, contact, closeness="wide", cadence_count="2", cadence_unit="month")
    undo = list(get_messages(response.wsgi_request))[-1].extra_tags
    alice_client.post(undo)

    assert placed(contact) == before


def test_the_page_and_the_sheet_show_the_same_form(alice_client: Client, alice: User) -> None:
    contact = make_contact(alice, closeness="good")
    address = f"/contacts/{contact.pk}/place/"

    page = alice_client.get(address).content.decode()
    sheet = alice_client.get(address, headers=HTMX).content.decode()

    assert "<h1" in page
    assert "<html" not in sheet
    assert sheet.lstrip().startswith("<h2")
    assert f'hx-post="{address}"' in sheet
    assert "hx-post" not in page
    assert "About 50 people, every 3 months" in sheet


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"closeness": "mars"},
        {"closeness": "good", "cadence_count": "0"},
        {"closeness": "good", "cadence_count": "121"},
        {"closeness": "good", "cadence_count": "x"},
        {"closeness": "good", "cadence_count": "1", "cadence_unit": "day"},
    ],
)
def test_what_cannot_be_is_asked_again(alice_client: Client, alice: User, data: dict[str, str]) -> None:
    contact = make_contact(alice)

    assert place(alice_client, contact, **data).status_code == 422
    assert placed(contact) == ("not_placed", None)


def test_htmx_is_led_to_the_page_when_it_is_saved(alice_client: Client, alice: User) -> None:
    contact = make_contact(alice)

    response = alice_client.post(f"/contacts/{contact.pk}/place/", {"closeness": "good"}, headers=HTMX)

    assert response["HX-Redirect"] == f"/contacts/{contact.pk}/"


def test_a_stranger_gets_404(charlie_client: Client, alice: User) -> None:
    contact = make_contact(alice)

    assert place(charlie_client, contact, closeness="good").status_code == 404
    assert placed(contact) == ("not_placed", None)
