"""Who introduced somebody, said by part of a name."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from contacts.models import Contact
from contacts.queries.ties import introducer_of
from netzwerk.core.walls import acting_as
from tests.factories import make_contact

HTMX = {"HX-Request": "true"}

pytestmark = pytest.mark.usefixtures("on_today")


def url(contact: Contact) -> str:
    """Return where it is said."""
    return f"/contacts/{contact.pk}/details/introducer/"


def say(client: Client, contact: Contact, **data: str) -> tuple[int, str]:
    """Send the form; return status and answer."""
    seen = client.get(url(contact)).context["seen"]
    response = client.post(url(contact), {"seen": seen, **data}, headers=HTMX)
    return response.status_code, response.content.decode()


def introducer(owner: User, contact: Contact) -> Contact | None:
    """Return who is stored."""
    with acting_as(owner):
        return introducer_of(owner, contact)


def test_part_of_a_name_is_enough_and_empty_takes_it_away(alice_client: Client, alice: User) -> None:
    contact, ruth = make_contact(alice), make_contact(alice, "Ruth Sommer")

    status, part = say(alice_client, contact, who="som")
    assert status == 200
    assert f'<a href="/contacts/{ruth.pk}/">Ruth Sommer</a>' in part
    assert introducer(alice, contact) == ruth
    assert say(alice_client, contact, who="Ruth Sommer")[0] == 200
    assert introducer(alice, contact) == ruth

    status, part = say(alice_client, contact, who="")
    assert "detail-empty" in part
    assert introducer(alice, contact) is None


def test_of_several_one_is_chosen(alice_client: Client, alice: User) -> None:
    contact, one = make_contact(alice), make_contact(alice, "Ruth Sommer", place="Kiel")
    other = make_contact(alice, "Ruth Sommer", place="Bonn")

    status, part = say(alice_client, contact, who="Ruth")
    assert status == 422
    assert "More than one person" in part
    for known in (one, other):
        assert f'type="radio" name="pick" value="{known.pk}"' in part
    assert "Bonn" in part

    assert say(alice_client, contact, who="Ruth", pick=str(other.pk))[0] == 200
    assert introducer(alice, contact) == other


@pytest.mark.parametrize("who", ["Nobody at all", "Miriam", "nul\x00l", "x" * 201])
def test_nobody_and_the_person_themselves_are_refused(alice_client: Client, alice: User, who: str) -> None:
    contact = make_contact(alice)

    assert say(alice_client, contact, who=who)[0] == 422
    assert introducer(alice, contact) is None


def test_somebody_elses_contact_is_nobody(alice_client: Client, alice: User, charlie: User) -> None:
    contact, foreign = make_contact(alice), make_contact(charlie, "Ruth Sommer")

    assert say(alice_client, contact, who="Ruth", pick=str(foreign.pk))[0] == 422
    assert introducer(alice, contact) is None
