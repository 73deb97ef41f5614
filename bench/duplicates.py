"""How long it takes to find who is here twice: the time for 10,000 contacts over that for 1,000, and a new name's.

Run as `python3 run.py test bench/duplicates.py -s`; prints milliseconds and ratios.
"""

from __future__ import annotations

from random import Random
from statistics import median
from time import perf_counter

import pytest
from django.utils import timezone

from accounts.models import User
from contacts.models import DuplicatePair
from contacts.queries.duplicates import alike
from contacts.rules.likeness import entry_of
from contacts.services import Channel, NewContact, add_contacts
from contacts.services.duplicates import find_duplicates
from netzwerk.core.walls import acting_as
from tests.factories import TODAY, make_user

GIVEN_BEGIN, GIVEN_END = "Ann Mar Tom Jon Luk Kat Ste Mich Fran Hel Wol Pet", "a us ina ian"
FAMILY_BEGIN = "Schmi Mül Mei Web Fisch Bau Wag Hof Kess Som Vog Bra Krü Leh Nor Pau Zim Jun"
FAMILY_END = "er ler mann ing dt el ow ersen lerberg"
GIVEN = [f"{one}{two}" for one in GIVEN_BEGIN.split() for two in GIVEN_END.split()]
FAMILY = [f"{one}{two}" for one in FAMILY_BEGIN.split() for two in FAMILY_END.split()]
RUNS = 5


def fill(user: User, count: int) -> None:
    """Give the user people of common names, one in a hundred of them twice."""
    random = Random(7)  # noqa: S311 - names, no secret
    people = []
    for number in range(count):
        name = f"{random.choice(GIVEN)} {random.choice(FAMILY)}"
        mail = f"p{number if number % 100 else number + 1}@example.org"
        people.append(
            NewContact(
                name=name, emails=(Channel(value=mail),), phones=(Channel(value=f"+49 30 {5_000_000 + number}"),)
            )
        )
    for start in range(0, count, 500):
        add_contacts(owner=user, people=people[start : start + 500], today=TODAY)


def milliseconds(work: object, runs: int = RUNS) -> float:
    """Return the median time of some work."""
    times = []
    for _run in range(runs):
        start = perf_counter()
        work()  # type: ignore[operator]
        times.append((perf_counter() - start) * 1000)
    return median(times)


@pytest.mark.django_db
def test_the_time_grows_with_the_people_and_not_with_their_pairs() -> None:
    """Print the times; all with all would cost a hundred times as much for ten times the people."""
    found = {}
    for count in (1_000, 10_000):
        user = make_user(f"bench-{count}@example.org")
        with acting_as(user):
            fill(user, count)
            found[count] = milliseconds(lambda user=user: find_duplicates(owner=user, now=timezone.now()), 3)
    with acting_as(user):
        new = entry_of("Annina Kesslersen", mails=["p77@example.org"], phones=["030 5000078"])
        form = milliseconds(lambda: alike(user, new))
        pairs = DuplicatePair.objects.for_user(user).count()
    ratio = found[10_000] / found[1_000]
    print(  # noqa: T201
        f"find: 1,000 people {found[1_000]:.0f} ms, 10,000 {found[10_000]:.0f} ms ({pairs} pairs), ratio {ratio:.1f}; "
        f"a new person among 10,000: {form:.0f} ms"
    )
    assert ratio < 40
