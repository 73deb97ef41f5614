"""How deep pages of the list of people compare with the first, at 10,000 contacts.

Run as `python3 run.py test bench/contact_list.py -s`; prints milliseconds and ratios.
"""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from time import perf_counter

import pytest
from django.db import connection
from django.test import Client

from accounts.models import User
from contacts.models import Contact
from contacts.services import Channel, NewContact, add_contacts
from contacts.views.listing import PAGE_SIZE
from netzwerk.core.walls import acting_as
from tests.factories import TODAY, make_user

PEOPLE = 10_000
DEEP = 9_000
RUNS = 15


def fill(user: User) -> list[Contact]:
    """Give the user people with all that a row shows, and tell the planner about them."""
    people = [
        NewContact(name=f"Person {n:05}", organisation=f"House {n % 300}", emails=(Channel(value=f"p{n}@example.org"),))
        for n in range(PEOPLE)
    ]
    return add_contacts(owner=user, people=people, today=TODAY)


def milliseconds(work: Callable[[], object]) -> float:
    """Return the median time of some work."""
    times = []
    for _run in range(RUNS):
        start = perf_counter()
        work()
        times.append((perf_counter() - start) * 1000)
    return median(times)


@pytest.mark.django_db
def test_a_deep_page_costs_about_what_the_first_one_does() -> None:
    """Print the queries alone and the whole pages; the ratios have room for the noise of a busy machine."""
    user = make_user("bench@example.org")
    with acting_as(user):
        start = fill(user)[DEEP]
        contacts = Contact.objects.for_user(user).active()
        first = milliseconds(lambda: list(contacts.by_name()[: PAGE_SIZE + 1]))
        deep = milliseconds(lambda: list(contacts.by_name(after=start)[: PAGE_SIZE + 1]))
        offset = milliseconds(lambda: list(contacts.by_name()[DEEP : DEEP + PAGE_SIZE + 1]))
        print(contacts.by_name(after=start)[: PAGE_SIZE + 1].explain(analyze=True))  # noqa: T201
    client = Client(HTTP_HOST="localhost")
    client.force_login(user)
    page = milliseconds(lambda: client.get("/contacts/"))
    deep_page = milliseconds(lambda: client.get(f"/contacts/?after={start.pk}"))
    search = milliseconds(lambda: client.get("/contacts/?q=house+299"))
    print(  # noqa: T201
        f"query: first {first:.1f} ms, deep {deep:.1f} ms, ratio {deep / first:.1f} (with an offset {offset:.1f} ms)\n"
        f"page: first {page:.0f} ms, deep {deep_page:.0f} ms, ratio {deep_page / page:.1f}, search {search:.0f} ms"
    )
    assert connection.vendor == "postgresql"
    assert deep_page / page < 3
    assert search / page < 4
