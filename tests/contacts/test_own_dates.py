"""Dates of people's own, changed on the page of their person."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from contacts.details import DETAILS
from contacts.models import Contact, OwnDate
from contacts.rules.partial_dates import AnnualDate
from contacts.services.own_dates import OwnDateFacts, set_own_dates
from netzwerk.core.walls import acting_as
from tests.factories import make_contact

pytestmark = pytest.mark.usefixtures("on_today")


def send(client: Client, contact: Contact, *rows: tuple[str, str, str, str]) -> Any:
    """Post these rows (label, day, month, year) as the form would."""
    with acting_as(contact.owner):
        fresh = Contact.objects.with_details().get(pk=contact.pk)
        values = {"seen": DETAILS["own-dates"].fingerprint(fresh)}
        count = str(fresh.own_dates.count())
    values |= {"own-dates-TOTAL_FORMS": str(len(rows)), "own-dates-INITIAL_FORMS": count}
    for number, row in enumerate(rows):
        names = (f"own-dates-{number}-{name}" for name in ("label", "day", "month", "year"))
        values |= dict(zip(names, row, strict=True))
    return client.post(f"/contacts/{contact.pk}/details/own-dates/", values, headers={"HX-Request": "true"})


def stored(contact: Contact) -> list[tuple[str, int, int, int | None]]:
    with acting_as(contact.owner):
        return list(OwnDate.objects.filter(contact=contact).values_list("label", "day", "month", "year"))


def test_dates_are_entered_and_shown_with_how_soon_they_come(alice_client: Client, alice: User) -> None:
    contact = make_contact(alice)

    page = send(
        alice_client,
        contact,
        ("Wedding day", "3", "12", "2016"),
        ("Name day", "20", "3", ""),
        ("Founded", "16", "3", "2025"),
        ("", "", "", ""),
    ).content.decode()

    for words in (
        "Name day",
        "20 March",
        "in 4 days",
        "3 Dec 2016",
        "in 8 months",
        "10 years then",
        "today",
        "1 year then",
    ):
        assert words in page
    assert page.index("Founded") < page.index("Name day") < page.index("Wedding day"), "the next one comes first"
    assert stored(contact) == [("Founded", 16, 3, 2025), ("Name day", 20, 3, None), ("Wedding day", 3, 12, 2016)]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (("", "3", "5", ""), "Which day is it? A word is enough."),
        (("Name day", "", "5", ""), "It needs a day and a month"),
        (("Name day", "5", "", "2000"), "It needs a day and a month"),
        (("Name day", "31", "2", ""), "There is no such day."),
        (("Name day", "29", "2", "2023"), "There is no such day."),
        (("Name day", "1", "1", "99999"), "2100"),
        (("x" * 81, "1", "1", ""), "80"),
    ],
)
def test_what_is_no_day_is_refused_with_a_sentence(
    alice_client: Client, alice: User, row: tuple[str, str, str, str], sentence: str
) -> None:
    contact = make_contact(alice)

    response = send(alice_client, contact, row)

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert stored(contact) == []


def test_a_leap_day_without_a_year_is_kept_on_the_day_the_user_chose(alice_client: Client, alice: User) -> None:
    contact = make_contact(alice)
    alice.leap_day = "mar1"
    alice.save()

    page = send(alice_client, contact, ("Wedding day", "29", "2", "")).content.decode()

    assert "29 February" in page
    assert stored(contact) == [("Wedding day", 29, 2, None)]


def test_a_date_that_says_the_same_stays_itself_and_others_go(as_alice: User) -> None:
    contact = make_contact(as_alice)
    facts = [OwnDateFacts(label=label, annual=AnnualDate(5, 1)) for label in ("One", "Two", "Three")]
    set_own_dates(contact=contact, dates=facts)
    before = dict(OwnDate.objects.values_list("label", "pk"))

    set_own_dates(contact=contact, dates=[facts[2], facts[0]])

    assert dict(OwnDate.objects.values_list("label", "pk")) == {name: before[name] for name in ("One", "Three")}


def test_strangers_change_nothing(charlie_client: Client, alice: User) -> None:
    contact = make_contact(alice)

    assert send(charlie_client, contact, ("Name day", "1", "1", "")).status_code == 404
    assert stored(contact) == []


def test_the_form_proposes_occasions(alice_client: Client, alice: User) -> None:
    page = alice_client.get(f"/contacts/{make_contact(alice).pk}/details/own-dates/").content.decode()

    assert '<option value="Anniversary">' in page
    assert 'list="kinds-own-dates"' in page
    assert 'id="kinds-own-dates"' in page
