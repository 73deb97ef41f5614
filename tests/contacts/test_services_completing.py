"""Filling in what further details say about people, and nothing over what is known."""

from __future__ import annotations

from accounts.models import User
from contacts.models import Contact
from contacts.services import Channel, NewContact, add_contacts, complete_contacts
from contacts.services.new_contact import Address, Handle
from tests.factories import TODAY

MORE = NewContact(
    name="Miriam Kessler",
    former_name="Miriam Meier",
    place="Kiel",
    languages=("de",),
    links=(Channel(value="https://example.org/"),),
    addresses=(Address(city="Kiel"),),
    messengers=(Handle(service="signal", handle="0170 1234567"),),
    seeks=("a designer", "a designer"),
)


def said(contact: Contact) -> list[str]:
    """Return what hangs on the contact."""
    now = Contact.objects.get(pk=contact.pk)
    relations = (now.links, now.addresses, now.messengers, now.topics)
    return [now.former_name, now.place, *now.languages, *(str(row) for rows in relations for row in rows.all())]


def test_what_is_missing_is_filled_in_once(as_alice: User) -> None:
    (contact,) = add_contacts(owner=as_alice, people=[NewContact(name="Miriam Kessler")], today=TODAY)

    for _time in range(2):
        complete_contacts(owner=as_alice, pairs=[(Contact.objects.get(pk=contact.pk), MORE)])
        assert said(contact) == [
            "Miriam Meier", "Kiel", "de", "https://example.org/", "Kiel", "0170 1234567", "a designer",
        ]  # fmt: skip


def test_what_is_known_stays(as_alice: User) -> None:
    known = NewContact(name="Miriam Kessler", place="Hamburg", links=(Channel(value="https://example.com/"),))
    (contact,) = add_contacts(owner=as_alice, people=[known], today=TODAY)

    complete_contacts(owner=as_alice, pairs=[(Contact.objects.get(pk=contact.pk), MORE)])

    assert said(contact)[1] == "Hamburg"
    assert [link.url for link in contact.links.all()] == ["https://example.com/"]
