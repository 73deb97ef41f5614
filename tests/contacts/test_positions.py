"""Positions over time, changed on the page of their person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from contacts.details import DETAILS
from contacts.models import Contact, Organisation, Position
from contacts.services.positions import PositionFacts, set_positions
from netzwerk.core.walls import acting_as
from tests.factories import make_contact, make_organisation, make_position

pytestmark = pytest.mark.usefixtures("on_today")

EMPTY = {"role": "", "organisation": "", "started": "", "ended": ""}


def address(contact: Contact) -> str:
    return f"/contacts/{contact.pk}/details/positions/"


def send(client: Client, contact: Contact, *rows: dict[str, str], seen: str = "") -> Any:
    """Post these rows as the form would."""
    with acting_as(contact.owner):
        fresh = Contact.objects.with_details().get(pk=contact.pk)
        values = {"seen": seen or DETAILS["positions"].fingerprint(fresh)}
        count = str(fresh.positions.count())
    values |= {"positions-TOTAL_FORMS": str(len(rows)), "positions-INITIAL_FORMS": count}
    for number, row in enumerate(rows):
        values |= {f"positions-{number}-{name}": value for name, value in {**EMPTY, **row}.items()}
    return client.post(address(contact), values, headers={"HX-Request": "true"})


@pytest.fixture
def miriam(alice: User) -> Iterator[Contact]:
    yield make_contact(alice)


def stored(contact: Contact) -> list[tuple[str, str, bool]]:
    with acting_as(contact.owner):
        rows = Position.objects.filter(contact=contact).select_related("organisation")
        return [(row.role, row.organisation_name, row.has_ended) for row in rows]


def test_positions_are_entered_with_as_much_of_their_time_as_is_known(alice_client: Client, miriam: Contact) -> None:
    response = send(
        alice_client,
        miriam,
        {"role": "Head of Editorial", "organisation": "Nordlicht Verlag", "started": "3/2021"},
        {"role": "Lecturer"},
        {"organisation": "Old Press", "started": "2015", "ended": "14.2.2021"},
        {},
    )

    assert response.status_code == 200
    page = response.content.decode()
    for words in ("since March 2021", "2015 – 14 Feb 2021", "Nordlicht Verlag</a>"):
        assert words in page
    assert page.index("Lecturer") < page.index("Old Press"), "current ones come first"
    with acting_as(miriam.owner):
        last = Position.objects.get(organisation__name="Old Press")
    assert (last.started_on, last.started_precision) == (date(2015, 1, 1), "year")
    assert (last.ended_on, last.ended_precision, last.has_ended) == (date(2021, 2, 14), "day", True)


def test_an_organisation_is_found_however_it_is_written_and_a_new_one_is_made(
    alice_client: Client, alice: User, miriam: Contact
) -> None:
    known = make_organisation(alice, "Müller & Söhne")

    send(alice_client, miriam, {"organisation": "mueller soehne"}, {"organisation": "Kontor Nord"})

    with acting_as(alice):
        assert {each.name for each in Organisation.objects.all()} == {"Müller & Söhne", "Kontor Nord"}
        assert Position.objects.filter(organisation=known).count() == 1


def test_a_position_ends_and_stays_itself(alice_client: Client, alice: User, miriam: Contact) -> None:
    with acting_as(alice):
        facts = [PositionFacts(role="Editor", organisation="Nordlicht Verlag"), PositionFacts(role="Lecturer")]
        set_positions(contact=miriam, positions=facts)
        first, second = Position.objects.all()

    send(
        alice_client,
        miriam,
        {"role": "Editor", "organisation": "Nordlicht Verlag", "has_ended": "on"},
        {"role": "Lecturer"},
    )

    with acting_as(alice):
        contact = Contact.objects.with_details().get(pk=miriam.pk)
        assert contact.current_position == second
        assert Position.objects.get(pk=first.pk).has_ended
    assert "over by now" in alice_client.get(f"/contacts/{miriam.pk}/").content.decode()


def test_a_row_that_is_emptied_is_gone(alice_client: Client, miriam: Contact) -> None:
    with acting_as(miriam.owner):
        set_positions(contact=miriam, positions=[PositionFacts(role="Editor"), PositionFacts(role="Lecturer")])

    send(alice_client, miriam, {}, {"role": "Lecturer"})

    assert stored(miriam) == [("Lecturer", "", False)]


def test_the_first_position_stays_the_first_when_it_is_edited(as_alice: User) -> None:
    contact = make_contact(as_alice)
    set_positions(contact=contact, positions=[PositionFacts(role="Editor"), PositionFacts(role="Lecturer")])
    before = list(Position.objects.values_list("pk", flat=True))

    set_positions(contact=contact, positions=[PositionFacts(role="Chief editor"), PositionFacts(role="Lecturer")])

    assert [row.role for row in contact.positions.all()] == ["Chief editor", "Lecturer"]
    assert list(Position.objects.values_list("pk", flat=True)) == before


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({"role": "Editor", "started": "2021", "ended": "2019"}, "This end is before the beginning."),
        ({"role": "Editor", "started": "5/2021", "ended": "14.4.2021"}, "This end is before the beginning."),
        ({"role": "Editor", "ended": "12/2026"}, "This end is still to come."),
        ({"role": "Editor", "started": "2031"}, "That is more than two years away."),
        ({"role": "Editor", "started": "sometime"}, "“sometime” is no date that can be read."),
        ({"role": "Editor", "started": "1066"}, "Please give a year from 1900 to 2100."),
        ({"started": "2019"}, "one of the two is needed"),
        ({"organisation": "!?"}, "This name has no letter and no digit."),
        ({"role": "x" * 201}, "200"),
        ({"role": "Editor\0"}, "Null characters are not allowed."),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(
    alice_client: Client, miriam: Contact, row: dict[str, str], sentence: str
) -> None:
    response = send(alice_client, miriam, row)

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert stored(miriam) == []


@pytest.mark.parametrize(
    "row",
    [
        {"started": "5/2021", "ended": "2021"},
        {"started": "2021", "ended": "1.1.2021"},
        {"started": "3/2026", "ended": "3/2026"},
        {"started": "2027"},
    ],
)
def test_dates_that_may_be_are_taken(alice_client: Client, miriam: Contact, row: dict[str, str]) -> None:
    assert send(alice_client, miriam, {"role": "Editor", **row}).status_code == 200


def test_the_form_shows_dates_as_they_are_read(alice_client: Client, miriam: Contact) -> None:
    make_position(miriam, role="Editor", started_on=date(2019, 3, 1), started_precision="month")

    page = alice_client.get(address(miriam)).content.decode()

    assert 'value="3/2019"' in page
    assert send(alice_client, miriam, {"role": "Editor", "started": "3/2019"}).status_code == 200


def test_what_another_tab_changed_is_not_overwritten(alice_client: Client, miriam: Contact) -> None:
    with acting_as(miriam.owner):
        seen = DETAILS["positions"].fingerprint(miriam)
    make_position(miriam, role="Editor")

    response = send(alice_client, miriam, {"role": "Lecturer"}, seen=seen)

    assert response.status_code == 422
    assert "changed in another tab" in response.content.decode()
    assert stored(miriam) == [("Editor", "", False)]


def test_the_search_finds_a_person_by_a_position_of_old(alice_client: Client, miriam: Contact) -> None:
    send(alice_client, miriam, {"organisation": "Old Press", "has_ended": "on"})

    assert "Miriam Kessler" in alice_client.get("/contacts/?q=old+press").content.decode()


def test_strangers_change_nothing(charlie_client: Client, miriam: Contact) -> None:
    assert send(charlie_client, miriam, {"role": "Editor"}).status_code == 404
    assert stored(miriam) == []


def test_queries_do_not_grow_with_positions(
    alice_client: Client, alice: User, miriam: Contact, django_assert_same_queries: Any
) -> None:
    make_position(miriam, make_organisation(alice), role="Editor")
    with django_assert_same_queries() as one:
        alice_client.get(f"/contacts/{miriam.pk}/")
    for number in range(6):
        make_position(miriam, make_organisation(alice, f"Place {number}"), role="Editor", has_ended=True)
    with django_assert_same_queries() as many:
        alice_client.get(f"/contacts/{miriam.pk}/")

    assert len(many) == len(one)
