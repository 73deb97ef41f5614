"""How the choice of people grows: the time for 10,000 contacts over that for 1,000, and over reading every row.

Run as `python3 run.py test bench/propose_people.py -s`; prints milliseconds and the ratio.
"""

from __future__ import annotations

from datetime import timedelta
from statistics import median
from time import perf_counter

import pytest

from accounts.models import User
from contacts.models import Contact, ContactQuerySet
from contacts.services import NewContact, add_contacts
from goals.models import Role
from netzwerk.core.walls import acting_as
from reminders.services import propose_people
from tests.factories import TODAY, make_goal, make_user

RUNS = 9
CLOSENESSES = ("inner", "close", "good", "wide", "not_placed")
ROUGHLY = ("this_month", "this_year", "one_to_three", "longer")


def fill(user: User, count: int) -> None:
    """Give the user people of all sorts, half of them with a moment, some with a role."""
    people = [
        NewContact(
            name=f"Person {n}",
            closeness=CLOSENESSES[n % 5],
            last_in_touch=ROUGHLY[n % 4],
            is_interesting=n % 7 == 0,
            is_close_to_heart=n % 11 == 0,
        )
        for n in range(count)
    ]
    contacts = add_contacts(owner=user, people=people, today=TODAY)
    for n, contact in enumerate(contacts[::2]):
        contact.last_moment_on = TODAY - timedelta(days=n % 2000)
        contact.birthday_month, contact.birthday_day = n % 12 + 1, n % 28 + 1
    Contact.objects.bulk_update(contacts[::2], ["last_moment_on", "birthday_month", "birthday_day"], batch_size=1000)
    goal = make_goal(user, is_leading=True)
    Role.objects.bulk_create(Role(owner=user, goal=goal, contact=one, kind=Role.Kind.EXPERT) for one in contacts[::20])


def everybody(contacts: ContactQuerySet, **_arguments: object) -> list[ContactQuerySet]:
    """Shorten nothing: the rules see every row."""
    return [contacts]


def milliseconds(user: User) -> float:
    """Return the median time of one proposal."""
    times = []
    for _run in range(RUNS):
        start = perf_counter()
        propose_people(user=user, on=TODAY)
        times.append((perf_counter() - start) * 1000)
    return median(times)


@pytest.mark.django_db
def test_the_choice_grows_slower_than_the_people(monkeypatch: pytest.MonkeyPatch) -> None:
    """Print the times; the ratios have room for the noise of a busy machine."""
    found = {}
    for count in (1_000, 10_000):
        user = make_user(f"bench-{count}@example.org")
        with acting_as(user):
            fill(user, count)
            found[count] = milliseconds(user)
    monkeypatch.setattr("reminders.services.candidates.shortlist", everybody)
    with acting_as(user):
        all_rows = milliseconds(user)
    ratio = found[10_000] / found[1_000]
    print(  # noqa: T201
        f"1,000: {found[1_000]:.0f} ms, 10,000: {found[10_000]:.0f} ms, ratio {ratio:.1f}; every row: {all_rows:.0f} ms"
    )
    assert ratio < 8
    assert found[10_000] < all_rows
