"""Entering a person."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from contacts.models import Contact
from contacts.rules.partial_dates import AnnualDate
from contacts.services import NewContact, add_contacts
from netzwerk.core.walls import acting_as
from tests.factories import TODAY

NEW = "/contacts/new/"

pytestmark = pytest.mark.usefixtures("on_today")

FULL = {
    "name": "Miriam Kessler",
    "given_name": "Miriam",
    "family_name": "Kessler",
    "nickname": "Miri",
    "organisation": "Nordlicht Verlag",
    "role": "Head of Editorial",
    "place": "Hamburg",
    "emails": "m.kessler@example.org, work\r\n\r\nmiri@example.org",
    "phones": "+49 40 5550 142, mobile\r\n040 1, office in the yard",
    "birthday_day": "29",
    "birthday_month": "2",
    "birthday_year": "",
    "origin": "studies",
    "closeness": "good",
    "last_in_touch": "this_year",
    "is_interesting": "on",
    "note": "Two children.",
}


def only_contact(owner: User) -> Contact:
    """Return the one person there is, with details."""
    with acting_as(owner):
        contact = Contact.objects.with_details().get()
        list(contact.emails.all())
    return contact


def enter(owner: User, **details: Any) -> Contact:
    """Enter a person with details."""
    with acting_as(owner):
        return add_contacts(owner=owner, people=[NewContact(**{"name": "Miriam Kessler", **details})], today=TODAY)[0]


def test_a_name_is_all_it_takes(alice_client: Client, alice: User) -> None:
    assert alice_client.get(NEW).status_code == 200

    response = alice_client.post(NEW, {"name": "  Ruth Sommer "})

    contact = only_contact(alice)
    assert response["Location"] == f"/contacts/{contact.pk}/"
    assert (contact.name, contact.origin, contact.closeness) == ("Ruth Sommer", "other", "not_placed")


def test_a_name_is_one_line(alice_client: Client, alice: User) -> None:
    alice_client.post(NEW, {"name": "Ruth\r\nBcc:\tall"})

    assert only_contact(alice).name == "Ruth Bcc: all"


def test_where_the_form_leads_survives_an_error(alice_client: Client) -> None:
    page = alice_client.post(NEW, {"name": "", "next": "/?day=1&b=<"}).content.decode()

    assert '<input type="hidden" name="next" value="/?day=1&amp;b=&lt;">' in page


def test_everything_that_can_be_said_is_kept(alice_client: Client, alice: User) -> None:
    alice_client.post(NEW, FULL)

    contact = only_contact(alice)
    assert contact.birthday == AnnualDate(2, 29)
    assert [(each.address, each.kind) for each in contact.emails.all()] == [
        ("m.kessler@example.org", "work"),
        ("miri@example.org", ""),
    ]
    assert [(each.number, each.kind) for each in contact.phones.all()] == [
        ("+49 40 5550 142", "mobile"),
        ("040 1", "office in the yard"),
    ]
    position = contact.current_position
    assert position and position.organisation and position.organisation.name == "Nordlicht Verlag"
    assert (position.role, contact.closeness, contact.last_in_touch) == ("Head of Editorial", "good", "this_year")
    assert (contact.is_interesting, contact.is_close_to_heart) == (True, False)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "  "),
        ("name", "x" * 201),
        ("name", "nul\x00l"),
        ("emails", "not an address"),
        ("emails", "a@example.org\nb@@example.org"),
        ("emails", "\n".join(f"a{number}@example.org" for number in range(60))),
        ("phones", "none"),
        ("phones", "1" * 61),
        ("birthday_day", "31"),
        ("birthday_day", "x"),
        ("birthday_day", ""),
        ("birthday_month", "13"),
        ("birthday_month", ""),
        ("birthday_year", "2023"),
        ("birthday_year", "99999"),
        ("birthday_year", "1066"),
        ("origin", "mars"),
        ("closeness", "mars"),
        ("last_in_touch", "mars"),
        ("note", "x" * 100_001),
    ],
)
def test_what_cannot_be_is_asked_again_and_nothing_typed_is_lost(
    alice_client: Client, alice: User, field: str, value: str
) -> None:
    response = alice_client.post(NEW, {**FULL, field: value})

    assert response.status_code == 422
    page = response.content.decode()
    assert 'aria-invalid="true"' in page
    assert "Two children." in page or field == "note"
    assert "miri@example.org" in page or field == "emails"
    with acting_as(alice):
        assert not Contact.objects.exists()


def test_a_birthday_in_the_future_is_asked_again(alice_client: Client) -> None:
    data = {"birthday_day": "17", "birthday_month": "3", "birthday_year": "2026"}

    response = alice_client.post(NEW, {**FULL, **data})

    assert "still to come" in response.content.decode()


def test_a_namesake_is_shown_once_and_then_the_user_decides(alice_client: Client, alice: User) -> None:
    known = enter(alice, name="Jörg Müller", organisation="Nordlicht")

    response = alice_client.post(NEW, {"name": "Joerg Mueller"})
    assert response.status_code == 422
    page = response.content.decode()
    assert f'href="/contacts/{known.pk}/"' in page
    assert "Nordlicht" in page

    seen = response.context["form"]["namesake_seen"].value()
    assert alice_client.post(NEW, {"name": "Joerg Mueller", "namesake_seen": seen}).status_code == 302
    with acting_as(alice):
        assert Contact.objects.count() == 2


def test_having_seen_one_namesake_does_not_count_for_another_name(alice_client: Client, alice: User) -> None:
    seen = enter(alice, name="Jörg Müller")
    enter(alice, name="Ruth Sommer")

    assert alice_client.post(NEW, {"name": "Ruth Sommer", "namesake_seen": str(seen.pk)}).status_code == 422


def test_somebody_elses_namesake_is_none(charlie_client: Client, alice: User) -> None:
    enter(alice, name="Ruth Sommer")

    assert charlie_client.post(NEW, {"name": "Ruth Sommer"}).status_code == 302


def test_save_and_add_another_keeps_how_one_knows_them(alice_client: Client, alice: User) -> None:
    data = {"name": "Ruth Sommer", "origin": "studies", "last_in_touch": "longer", "another": "1"}

    response = alice_client.post(NEW, data, follow=True)

    form = response.context["form"]
    assert (form["name"].value(), form["origin"].value(), form["last_in_touch"].value()) == ("", "studies", "longer")
    assert "Ruth Sommer is among your contacts." in response.content.decode()


def test_the_address_may_bring_name_and_origin_and_nonsense_is_ignored(alice_client: Client) -> None:
    form = alice_client.get(f"{NEW}?name=Ruth&origin=studies&closeness=%00").context["form"]

    assert (form["name"].value(), form["origin"].value(), form["closeness"].value()) == (
        "Ruth",
        "studies",
        "not_placed",
    )


def test_a_new_person_can_be_undone(alice_client: Client, alice: User) -> None:
    page = alice_client.post(NEW, {"name": "Ruth Sommer"}, follow=True).content.decode()

    assert f'action="/contacts/{only_contact(alice).pk}/delete/"' in page


def test_kinds_of_address_are_read_in_the_readers_language(alice_client: Client, alice: User) -> None:
    alice.language = "de"
    alice.save()

    alice_client.post(NEW, {"name": "Ruth", "emails": "r@example.org, Arbeit\nq@example.org, Work"})

    assert [each.kind for each in only_contact(alice).emails.all()] == ["work", "work"]
