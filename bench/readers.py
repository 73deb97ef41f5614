"""Many users who get the mail, each with fifty people, moments with half of them, a goal, and something to give."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from allauth.account.models import EmailAddress as LoginAddress
from django.db import connection

from accounts.models import User
from bench.clones import clone_rows
from bench.crowd import as_owner
from contacts.rules.partial_dates import AnnualDate
from contacts.services import NewContact, add_contacts, log_moment
from contacts.services.new_contact import Channel
from netzwerk.core.walls import acting_as
from tests.factories import make_goal, make_offer, make_role, make_step

PEOPLE = 50
CLOSENESSES = ("inner", "close", "good", "wide", "not_placed")
ROUGHLY = ("this_month", "this_year", "one_to_three", "longer")
BATCH = 5000


def make_readers(count: int, *, today: date, zone: str = "Europe/Berlin") -> list[User]:
    """Return so many users with confirmed addresses, none of whom has a mail planned; the first is the model."""
    users = [
        User(email=f"reader-{n}@example.org", first_name="Dana", time_zone=zone, language="de") for n in range(count)
    ]
    User.objects.bulk_create(users, batch_size=BATCH)
    addresses = (LoginAddress(user=user, email=user.email, verified=True, primary=True) for user in users)
    LoginAddress.objects.bulk_create(addresses, batch_size=BATCH)
    first, *others = users
    with acting_as(first):
        _furnish(first, today)
    with as_owner() as cursor:
        clone_rows(cursor, first, others)
        cursor.execute("ANALYZE")
    return users


def _furnish(user: User, today: date) -> None:
    people = [_person(n) for n in range(PEOPLE)]
    contacts = add_contacts(owner=user, people=people, today=today)
    for n, contact in enumerate(contacts[::2]):
        day = today - timedelta(days=7 + n * 41)
        note = "She moves to the new office in June and looks for somebody who knows about printing on cloth."
        log_moment(owner=user, contacts=[contact], kind="call", happened_on=day, today=today, note=note)
    goal = make_goal(user, "Five publishing clients by June", is_leading=True)
    for contact, kind in zip(contacts[5:8], ("expert", "door_opener", "multiplier"), strict=True):
        make_role(goal, contact, kind)
    make_step(goal, contacts[9], "Ask for the name of the editor", due_on=today + timedelta(days=3))
    for text in ("A look at a layout", "An introduction to the printers' guild", "The checklist for style guides"):
        make_offer(user, text)


def _person(number: int) -> NewContact:
    return NewContact(
        name=f"Person {number:02} Kessler",
        given_name=f"Person{number:02}",
        closeness=CLOSENESSES[number % 5],
        last_in_touch=ROUGHLY[number % 4],
        organisation=f"House {number % 12}",
        emails=(Channel(value=f"person-{number}@example.com"),),
        birthday=AnnualDate(number % 12 + 1, number % 28 + 1, None) if number % 3 else None,
        is_interesting=number % 7 == 0,
    )


def make_due(users: list[User], at: datetime) -> None:
    """Let the mail of these users be due at an instant, and of nobody else's."""
    User.objects.update(next_digest_at=None)
    keys = [user.pk for user in users]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_user SET next_digest_at = %s WHERE id = ANY (%s)", [at, keys])
