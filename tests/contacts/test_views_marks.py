"""Marks on a person: one click each, with a way back."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client

from accounts.models import User
from contacts.models import Contact
from contacts.pages.marks import MARKS
from netzwerk.core.walls import acting_as
from tests.factories import make_contact

HTMX = {"HX-Request": "true"}

pytestmark = pytest.mark.usefixtures("on_today")


def url(contact: Contact, mark: str = "heart") -> str:
    """Return where a mark is set."""
    return f"/contacts/{contact.pk}/marks/{mark}/"


def is_marked(owner: User, contact: Contact, column: str = "is_close_to_heart") -> bool:
    """Tell whether the mark is stored."""
    with acting_as(owner):
        return bool(Contact.objects.values_list(column, flat=True).get(pk=contact.pk))


def test_each_mark_is_set_and_taken_away_with_one_click(alice_client: Client, alice: User) -> None:
    contact = make_contact(alice)

    for key, mark in MARKS.items():
        assert alice_client.post(url(contact, key), {"to": "1"})["Location"] == f"/contacts/{contact.pk}/"
        assert is_marked(alice, contact, mark.column)
        alice_client.post(url(contact, key), {"to": "0"})
        assert not is_marked(alice, contact, mark.column)


def test_the_part_brings_the_head_and_a_way_back(alice_client: Client, alice: User) -> None:
    contact = make_contact(alice)

    part = alice_client.post(url(contact), {"to": "1"}, headers=HTMX).content.decode()

    assert 'aria-pressed="true"' in part
    assert part.count("autofocus") == 1
    assert 'id="person-summary" hx-swap-oob="true"' in part
    assert f'action="{url(contact)}?to=0"' in part
    alice_client.post(f"{url(contact)}?to=0")
    assert not is_marked(alice, contact)


def test_two_tabs_that_set_the_same_mark_do_not_undo_each_other(alice_client: Client, alice: User) -> None:
    contact = make_contact(alice)

    alice_client.post(url(contact), {"to": "1"}, headers=HTMX)
    page = alice_client.post(url(contact), {"to": "1"}, headers=HTMX).content.decode()

    assert is_marked(alice, contact)
    assert "?to=" not in page


def test_only_known_marks_exist_and_only_by_post(alice_client: Client, alice: User) -> None:
    contact = make_contact(alice)

    assert alice_client.post(url(contact, "owner"), {"to": "1"}).status_code == 404
    assert alice_client.get(url(contact)).status_code == 405


def test_a_stranger_gets_404(charlie_client: Client, alice: User) -> None:
    contact = make_contact(alice)

    assert charlie_client.post(url(contact), {"to": "1"}).status_code == 404
    assert charlie_client.post(f"/contacts/{uuid4()}/marks/heart/", {"to": "1"}).status_code == 404
    assert not is_marked(alice, contact)
