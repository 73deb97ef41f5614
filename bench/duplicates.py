"""How long it takes to find who is here twice: the time for 10,000 contacts over that for 1,000, and a new name's.

Run as `python3 run.py test bench/duplicates.py -s`; prints milliseconds and ratios.
"""

from __future__ import annotations

from random import Random
from statistics import median
from time import perf_counter, process_time

import pytest
from django.utils import timezone

from accounts.models import User
from contacts.models import Contact, DuplicatePair, EmailAddress, PhoneNumber, fold_name
from contacts.queries.duplicates import alike
from contacts.rules.likeness import entry_of
from contacts.services.duplicates import find_duplicates
from netzwerk.core.walls import acting_as
from tests.factories import TODAY, make_user

GIVEN_BEGIN, GIVEN_END = "Ann Mar Tom Jon Luk Kat Ste Mich Fran Hel Wol Pet", "a us ina ian"
FAMILY_BEGIN = "Schmi Mül Mei Web Fisch Bau Wag Hof Kess Som Vog Bra Krü Leh Nor Pau Zim Jun"
FAMILY_MIDDLE, FAMILY_END = "a e i o u", "er ler mann ing dt el ow ersen lerberg stein feld"
GIVEN = [f"{one}{two}" for one in GIVEN_BEGIN.split() for two in GIVEN_END.split()]
FAMILY = [
    f"{one}{two}{three}"
    for one in FAMILY_BEGIN.split()
    for two in FAMILY_MIDDLE.split()
    for three in FAMILY_END.split()
]
RUNS = 5


def fill(user: User, count: int) -> None:
    """Give the user people of common names, one in a hundred of them twice."""
    random = Random(7)  # noqa: S311 - names, no secret
    names = [f"{random.choice(GIVEN)} {random.choice(FAMILY)}" for _number in range(count)]
    contacts = [Contact(owner=user, name=name, folded_name=fold_name(name), anchor_on=TODAY) for name in names]
    Contact.objects.bulk_create(contacts)
    EmailAddress.objects.bulk_create(
        EmailAddress(owner=user, contact=contact, address=f"p{number if number % 100 else number + 1}@example.org")
        for number, contact in enumerate(contacts)
    )
    PhoneNumber.objects.bulk_create(
        PhoneNumber(
            owner=user, contact=contact, number=f"+49 30 {5_000_000 + number}", e164=f"+4930{5_000_000 + number}"
        )
        for number, contact in enumerate(contacts)
    )


def milliseconds(work: object, runs: int = RUNS) -> tuple[float, float]:
    """Return the median time of some work, and how much of it this process was busy."""
    times = []
    for _run in range(runs):
        start, cpu = perf_counter(), process_time()
        work()  # type: ignore[operator]
        times.append(((perf_counter() - start) * 1000, (process_time() - cpu) * 1000))
    return median(wall for wall, _busy in times), median(busy for _wall, busy in times)


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
    ratio = found[10_000][1] / found[1_000][1]
    print(  # noqa: T201
        f"find: 1,000 people {found[1_000][0]:.0f} ms (busy {found[1_000][1]:.0f}), 10,000 {found[10_000][0]:.0f} ms "
        f"(busy {found[10_000][1]:.0f}; {pairs} pairs), ratio {ratio:.1f}; "
        f"a new person among 10,000: {form[0]:.0f} ms (busy {form[1]:.0f})"
    )
    assert ratio < 70
