"""Entering people: everything they come with, spread due dates, and few queries."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from accounts.models import User
from contacts.models import Contact, Organisation
from contacts.rules.partial_dates import AnnualDate
from contacts.services import Channel, NewContact, Share, add_contacts, find_namesakes
from contacts.services.belongings import find_or_add_organisations
from tests.factories import TODAY, make_contact

MIRIAM = NewContact(
    name="Miriam Kessler",
    organisation="Nordlicht Verlag",
    role="Head of Editorial",
    place="Hamburg",
    emails=(Channel(value="m.kessler@example.org", kind="work"), Channel(value="miriam@example.com")),
    phones=(Channel(value="+49 40 5550 142"),),
    birthday=AnnualDate(2, 29),
    closeness="good",
)


def test_a_person_comes_with_everything_that_was_said(as_alice: User) -> None:
    (made,) = add_contacts(owner=as_alice, people=[MIRIAM], today=TODAY)

    contact = Contact.objects.for_user(as_alice).with_details().get(pk=made.pk)
    assert [str(email) for email in contact.emails.all()] == ["m.kessler@example.org", "miriam@example.com"]
    assert [str(phone) for phone in contact.phones.all()] == ["+49 40 5550 142"]
    assert contact.current_position is not None
    assert contact.current_position.role == "Head of Editorial"
    assert str(contact.current_position.organisation) == "Nordlicht Verlag"
    assert contact.birthday == AnnualDate(2, 29)
    assert contact.initials == "MK"
    assert contact.due_on == date(2026, 6, 16)


def test_a_person_is_found_by_name_organisation_and_address(as_alice: User) -> None:
    add_contacts(owner=as_alice, people=[MIRIAM, NewContact(name="Jürgen Groß")], today=TODAY)

    contacts = Contact.objects.for_user(as_alice)
    for words in ("kessler mir", "NORDLICHT", "m.kessler@example", "hamburg"):
        assert [contact.name for contact in contacts.matching(words)] == ["Miriam Kessler"], words
    for words in ("juergen", "Jürgen", "jurgen gross"):
        assert [contact.name for contact in contacts.matching(words)] == ["Jürgen Groß"], words


def test_organisations_are_one_row_a_name_however_written(as_alice: User) -> None:
    people = [NewContact(name=f"Person {n}", organisation=name) for n, name in enumerate(["Müller AG", "MUELLER AG"])]
    add_contacts(owner=as_alice, people=people, today=TODAY)
    add_contacts(owner=as_alice, people=[NewContact(name="Third", organisation="müller ag")], today=TODAY)

    assert Organisation.objects.for_user(as_alice).count() == 1
    assert find_or_add_organisations(as_alice, [""]) == {}


def test_due_dates_of_people_entered_together_are_spread_over_their_cadence(as_alice: User) -> None:
    people = [NewContact(name=f"Person {n}", closeness="good") for n in range(10)]

    made = add_contacts(owner=as_alice, people=people, today=TODAY)

    due = [contact.due_on for contact in Contact.objects.filter(pk__in=[one.pk for one in made]).order_by("due_on")]
    assert len(set(due)) == 10
    assert all(day is not None and TODAY < day <= date(2026, 6, 16) for day in due)


def test_batches_of_one_import_are_spread_as_if_they_came_at_once(as_alice: User) -> None:
    people = [NewContact(name=f"Person {n}", closeness="close") for n in range(9)]

    at_once = [contact.anchor_on for contact in add_contacts(owner=as_alice, people=people, today=TODAY)]
    in_batches = [
        contact.anchor_on
        for start in (0, 4, 8)
        for contact in add_contacts(
            owner=as_alice, people=people[start : start + 4], today=TODAY, share=Share(start, len(people))
        )
    ]

    assert in_batches == at_once


def test_the_number_of_queries_does_not_depend_on_how_many_people_are_entered(
    as_alice: User, django_assert_same_queries: Any
) -> None:
    def queries(start: int, count: int) -> int:
        numbers = range(start, start + count)
        people = [replace(MIRIAM, name=f"Person {n}", organisation=f"Firm {start} {n % 300}") for n in numbers]
        with django_assert_same_queries() as asked:
            add_contacts(owner=as_alice, people=people, today=TODAY)
        return len(asked)

    # Whether any word is new to the owner makes one more.
    assert abs(queries(10, 3) - queries(0, 1)) <= 1
    # Very many are copied, which takes a few statements more for each table.
    assert abs(queries(5000, 1100) - queries(1000, 550)) <= 1


def test_namesakes_are_found_however_written_but_not_in_the_bin(as_alice: User) -> None:
    known = make_contact(as_alice, "Jürgen Groß")
    make_contact(as_alice, "Anna Blum", deleted_at="2026-03-01T12:00Z")

    assert find_namesakes(owner=as_alice, names=["JUERGEN GROSS", "Anna Blum", "", "Nobody"]) == {
        "juergen gross": [known]
    }


def test_namesakes_of_somebody_else_are_no_namesakes(as_alice: User, charlie: User) -> None:
    make_contact(charlie, "Jürgen Groß")

    assert find_namesakes(owner=as_alice, names=["Jürgen Groß"]) == {}
