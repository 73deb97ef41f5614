"""Ties that could be: by organisation and years, by family name and address."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from contacts.models import Contact, Organisation, Position, PostalAddress
from contacts.queries.tie_suggestions import suggest_ties
from contacts.services.declining import decline_tie, reconsider_tie
from contacts.services.ties import add_tie
from contacts.words.ties import suggestion_words
from tests.factories import TODAY, make_contact

YEARS = {"started_precision": "year", "ended_precision": "year"}


def employ(place: Organisation, *people: Contact, since: int | None = None, until: int | None = None) -> None:
    Position.objects.bulk_create(
        Position(
            owner=place.owner, contact=contact, organisation=place,
            started_on=date(since, 1, 1) if since else None,
            ended_on=date(until, 1, 1) if until else None, has_ended=until is not None, **YEARS,
        )
        for contact in people
    )  # fmt: skip


def house(contact: Contact, street: str = "Hauptstraße 5", **more: Any) -> None:
    values = {"postal_code": "20095", "city": "Hamburg", **more}
    PostalAddress.objects.create(owner=contact.owner, contact=contact, street=street, **values)


def said(user: User, contact: Contact | None = None) -> list[str]:
    found = suggest_ties(user, today=TODAY, limit=50, contact=contact)
    return [f"{min(one.first.name, one.second.name)}: {suggestion_words(one)}" for one in found]


@pytest.fixture
def nordlicht(as_alice: User) -> Organisation:
    return Organisation.objects.create(owner=as_alice, name="Nordlicht", folded_name="nordlicht")


@pytest.fixture
def anna(as_alice: User) -> Contact:
    return make_contact(as_alice, "Anna Roth", family_name="Roth")


@pytest.fixture
def ben(as_alice: User) -> Contact:
    return make_contact(as_alice, "Ben Roth")


@pytest.mark.parametrize(
    ("years", "words"),
    [
        (((None, None), (None, None)), ["Anna Roth: Both are at Nordlicht."]),
        (((2015, None), (2019, None)), ["Anna Roth: Both at Nordlicht since 2019."]),
        (((2015, 2020), (2018, None)), ["Anna Roth: Both were at Nordlicht from 2018 to 2020."]),
        (((2015, 2018), (2018, None)), ["Anna Roth: Both were at Nordlicht in 2018."]),
        (((2010, 2012), (2015, None)), []),
        (((None, 2012), (None, None)), []),
    ],
)
def test_colleagues_are_those_whose_years_overlap(
    nordlicht: Organisation,
    anna: Contact,
    ben: Contact,
    years: tuple[tuple[int, int], tuple[int, int]],
    words: list[str],
) -> None:
    (first, second), alice = years, nordlicht.owner
    employ(nordlicht, anna, since=first[0], until=first[1])
    employ(nordlicht, ben, since=second[0], until=second[1])

    assert said(alice) == said(alice, anna) == said(alice, ben) == words


def test_a_family_is_one_name_at_one_address_however_it_is_spelled(as_alice: User, anna: Contact, ben: Contact) -> None:
    house(anna)
    house(ben, "Hauptstr. 5", city="")
    house(make_contact(as_alice, "Carla Sommer"))
    house(make_contact(as_alice, "Dora Roth"), "Hauptstraße 50")

    assert said(as_alice) == ["Anna Roth: The same family name and address: Hauptstraße 5, 20095 Hamburg."]
    assert len(said(as_alice, ben)) == 1


def test_who_is_tied_or_declined_is_not_suggested(
    as_alice: User, nordlicht: Organisation, anna: Contact, ben: Contact
) -> None:
    employ(nordlicht, anna, ben)
    decline_tie(contact=ben, other=anna)
    decline_tie(contact=anna, other=ben)
    assert said(as_alice) == said(as_alice, anna) == []

    reconsider_tie(contact=anna, other=ben)
    assert len(said(as_alice)) == 1

    add_tie(contact=ben, other=anna, kind="knows")
    assert said(as_alice) == said(as_alice, anna) == []


@pytest.mark.parametrize(
    "state", [{"deleted_at": timezone.now()}, {"archived_at": timezone.now()}, {"ended_in_conflict": True}]
)
def test_whom_rule_two_leaves_out_is_left_out(
    as_alice: User, nordlicht: Organisation, anna: Contact, ben: Contact, state: dict[str, Any]
) -> None:
    employ(nordlicht, anna, ben)
    house(anna)
    house(ben)
    Contact.objects.filter(pk=ben.pk).update(**state)

    assert said(as_alice) == said(as_alice, anna) == []


def test_a_large_organisation_says_nothing_and_a_small_one_a_few(as_alice: User, nordlicht: Organisation) -> None:
    people = [make_contact(as_alice, f"Person {number:02}") for number in range(31)]
    employ(nordlicht, *people[:30])
    assert len(said(as_alice)) == 10

    employ(nordlicht, people[30])
    assert said(as_alice) == []


def test_the_queries_do_not_grow(as_alice: User, nordlicht: Organisation, anna: Contact, ben: Contact) -> None:
    employ(nordlicht, anna, ben)
    with CaptureQueriesContext(connection) as few:
        said(as_alice)
    employ(nordlicht, *(make_contact(as_alice, f"Person {number}") for number in range(6)))

    with CaptureQueriesContext(connection) as many:
        assert len(said(as_alice)) == 10

    assert len(many) == len(few) <= 6
