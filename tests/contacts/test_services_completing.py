"""Filling in what further details say about people, and nothing over what is known."""

from __future__ import annotations

from accounts.models import User
from contacts.models import Contact
from contacts.rules.partial_dates import AnnualDate
from contacts.services import Channel, NewContact, add_contacts, complete_contacts
from contacts.services.new_contact import Address, Handle
from contacts.services.own_dates import OwnDateFacts
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
    assert [(link.url, link.position) for link in contact.links.all()] == [
        ("https://example.com/", 0), ("https://example.org/", 1),
    ]  # fmt: skip


def test_what_is_said_in_another_spelling_is_known(as_alice: User) -> None:
    known = NewContact(
        name="Miriam Kessler",
        links=(Channel(value="https://example.org"),),
        addresses=(Address(street="Große Straße 1", city="Kiel", country="Germany"),),
        messengers=(Handle(service="signal", handle="Miri"),),
        own_dates=(OwnDateFacts(label="Name day", annual=AnnualDate(7, 26)),),
        tags=("Books",),
    )
    (contact,) = add_contacts(owner=as_alice, people=[known], today=TODAY)
    same = NewContact(
        name="Miriam Kessler",
        links=(Channel(value="https://Example.org/"),),
        addresses=(Address(street="grosse strasse 1", city="KIEL", postal_code="24103"),),
        messengers=(Handle(service="Signal", handle="miri"),),
        own_dates=(OwnDateFacts(label="name day", annual=AnnualDate(7, 27)),),
        tags=("books",),
    )

    assert complete_contacts(owner=as_alice, pairs=[(Contact.objects.get(pk=contact.pk), same)]) == []


def test_further_links_addresses_days_and_tags_go_behind_the_known_ones(as_alice: User) -> None:
    known = NewContact(name="Miriam Kessler", addresses=(Address(city="Hamburg"),), tags=("Books",))
    (contact,) = add_contacts(owner=as_alice, people=[known], today=TODAY)
    more = NewContact(
        name="Miriam Kessler",
        addresses=(Address(city="Kiel"),),
        own_dates=(OwnDateFacts(label="Name day", annual=AnnualDate(7, 26)),),
        tags=("Sailing", "books"),
    )

    for _time in range(2):
        complete_contacts(owner=as_alice, pairs=[(Contact.objects.get(pk=contact.pk), more)])

    found = Contact.objects.get(pk=contact.pk)
    assert [(each.city, each.position) for each in found.addresses.all()] == [("Hamburg", 0), ("Kiel", 1)]
    assert [each.label for each in found.own_dates.all()] == ["Name day"]
    assert sorted(each.tag.name for each in found.taggings.all()) == ["Books", "Sailing"]
