"""Somebody written down by name alone, and then imported, is one person and not two."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from contacts.models import Contact
from contacts.rules.partial_dates import AnnualDate
from contacts.services import Channel, NewContact, add_contacts
from netzwerk.core.models import Job
from netzwerk.core.walls import acting_as
from tests.factories import TODAY, make_contact
from tests.transfer.cards import card
from tests.transfer.files import counts_of, names_of, people, read_in

MIRIAM = card(
    "FN:Miriam Kessler",
    "ORG:Nordlicht Verlag",
    "EMAIL:m.kessler@example.org",
    "BDAY:--0229",
    "NOTE:Mag Krimis.",
)


@pytest.fixture(autouse=True)
def _files(media: Path) -> None:
    """Keep uploads where the test can throw them away."""


def write_down(owner: User, **said: Any) -> Contact:
    """Enter somebody as the inventory does."""
    with acting_as(owner):
        person = NewContact(**{"name": "Miriam Kessler", "origin": "training", **said})
        return add_contacts(owner=owner, people=[person], today=TODAY)[0]


def test_the_card_fills_in_who_was_only_a_name(alice: User) -> None:
    written = write_down(alice, note="Wollte schreiben.", organisation="Südlicht")

    imported = read_in(alice, MIRIAM)

    assert (counts_of(imported), imported.changed_count) == ((0, 0, 0), 1)
    with acting_as(alice):
        contact = Contact.objects.for_user(alice).with_details().get()
        assert contact.pk == written.pk
        assert [str(email) for email in contact.emails.all()] == ["m.kessler@example.org"]
        assert contact.birthday == AnnualDate(2, 29)
        assert Contact.objects.matching("m.kessler@example").exists()
        position = contact.current_position
        assert position is not None
    # What was said before stays as it was.
    assert (contact.note, contact.origin, str(position.organisation)) == ("Wollte schreiben.", "training", "Südlicht")
    assert contact.anchor_on == written.anchor_on


def test_the_same_file_once_more_changes_nothing(alice: User) -> None:
    write_down(alice)
    read_in(alice, MIRIAM)

    imported = read_in(alice, MIRIAM)

    assert (counts_of(imported), imported.changed_count) == ((0, 1, 0), 0)
    assert names_of(alice) == ["Miriam Kessler"]


def test_of_two_cards_of_that_name_only_the_first_belongs_to_the_name(alice: User) -> None:
    write_down(alice)

    imported = read_in(alice, MIRIAM + card("FN:Miriam Kessler", "EMAIL:another@example.com"))

    assert (counts_of(imported), imported.changed_count) == ((1, 0, 0), 1)


def test_with_two_of_that_name_the_card_is_somebody_new(alice: User) -> None:
    write_down(alice)
    write_down(alice)

    assert counts_of(read_in(alice, MIRIAM)) == (1, 0, 0)


def test_somebody_with_other_addresses_is_another_person(alice: User) -> None:
    write_down(alice, emails=(Channel(value="other@example.com"),))

    assert counts_of(read_in(alice, MIRIAM)) == (1, 0, 0)


def test_names_of_somebody_else_are_left_alone(alice: User, charlie: User) -> None:
    make_contact(charlie, "Miriam Kessler")

    assert counts_of(read_in(alice, MIRIAM)) == (1, 0, 0)
    with acting_as(charlie):
        assert not Contact.objects.get().emails.exists()


def test_a_card_with_a_known_address_brings_what_is_missing_and_overwrites_nothing(alice: User) -> None:
    written = write_down(
        alice, note="Wollte schreiben.", emails=(Channel(value="m.kessler@example.org"),), place="Hamburg"
    )

    imported = read_in(alice, card(
        "FN:Miriam Kessler", "EMAIL:M.Kessler@example.org", "EMAIL:new@example.org",
        "TEL:040 5550142", "NOTE:Mag Krimis.", "BDAY:--0229",
    ))  # fmt: skip

    assert (counts_of(imported), imported.changed_count) == ((0, 0, 0), 1)
    with acting_as(alice):
        contact = Contact.objects.for_user(alice).get()
        assert contact.pk == written.pk
        assert [str(email) for email in contact.emails.all()] == ["m.kessler@example.org", "new@example.org"]
        assert [str(phone) for phone in contact.phones.all()] == ["040 5550142"]
        assert (contact.note, contact.place, contact.birthday) == ("Wollte schreiben.", "Hamburg", AnnualDate(2, 29))


def test_a_card_that_fits_two_contacts_completes_none_of_them(alice: User) -> None:
    for _twice in range(2):
        write_down(alice, emails=(Channel(value="m.kessler@example.org"),))

    imported = read_in(alice, MIRIAM)

    assert (counts_of(imported), imported.changed_count) == ((0, 1, 0), 0)


def test_after_an_import_everybody_is_compared(alice: User, alice_client: Client) -> None:
    write_down(alice, name="Cem Arslan")
    imported = read_in(alice, people("Arslan Cem", "Miriam Kessler"))

    assert Job.objects.filter(kind="find_duplicates", owner=alice).count() == 1
    page = alice_client.get(f"/import/{imported.pk}/").content.decode()
    assert "/contacts/duplicates/status/?count=1" in page
