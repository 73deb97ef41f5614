"""The time of the server for list, person, search and palette, among five million people and moments of thousands.

Run as `python3 run.py test bench/five_million.py -s` (`BENCH_ROWS=200000` for a small one). One user has 10,000 people
and 100,000 moments, the others 100 and 900. Filling takes minutes and about 15 GB.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from functools import partial
from statistics import quantiles
from time import perf_counter
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from bench.crowd import Crowd, as_owner
from contacts.models import Contact
from contacts.services import log_moment
from netzwerk.core.walls import acting_as
from tests.factories import TODAY

ROWS = int(os.environ.get("BENCH_ROWS", "5000000"))
# Each of so many texts or people counts with the best of a few tries: the rest is the noise of a busy machine.
RUNS, TRIES = 100, 3
MOST_AT_95 = 50
HTMX = {"HX-Request": "true"}


def milliseconds(work: Callable[[int], object], number: int) -> float:
    """Return how long some work takes once."""
    start = perf_counter()
    work(number)
    return (perf_counter() - start) * 1000


def percentiles(name: str, work: Callable[[int], object]) -> float:
    """Print how long some work takes, each time with another number; return the 95th percentile."""
    for number in range(5):
        work(number)
    times = [min(milliseconds(work, number) for _again in range(TRIES)) for number in range(RUNS)]
    cuts = quantiles(times, n=100)
    print(f"{name:42} {cuts[49]:6.1f} {cuts[94]:6.1f} {cuts[98]:6.1f}")  # noqa: T201
    return cuts[94]


def texts(crowd: Crowd) -> list[str]:
    """Return what somebody types: beginnings of one to six letters, whole words, two words, forms, and errors."""
    found = []
    for number in range(RUNS):
        word, other = crowd.seed.choices(crowd.words, cum_weights=crowd.weights, k=2)
        found.append(
            (word[: number % 6 + 1], word, f"{word} {other[:3]}", f"miriam {word[:2]}", f"{word}s", mistyped(word))[
                number // 6 % 6
            ]
        )
    return found


def mistyped(word: str) -> str:
    """Return the word with two letters swapped."""
    middle = len(word) // 2
    return f"{word[: middle - 1]}{word[middle]}{word[middle - 1]}{word[middle + 1 :]}"


def scans(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield each node of a plan that reads a table or an index."""
    if "Relation Name" in node or "Index Name" in node:
        yield node
    for below in node.get("Plans", []):
        yield from scans(below)


def reads_of(user: User, work: Callable[[], object]) -> list[str]:
    """Return the reads of large tables, in the plans of some work, that do not begin with the owner."""
    with CaptureQueriesContext(connection) as asked:
        work()
    wrong = []
    with acting_as(user), connection.cursor() as cursor:
        for query in asked.captured_queries:
            if query["sql"].startswith("SELECT") and "contacts_" in query["sql"]:
                cursor.execute(f"EXPLAIN (FORMAT JSON) {query['sql']}")
                found = cursor.fetchone()[0]
                plan = (json.loads(found) if isinstance(found, str) else found)[0]["Plan"]
                wrong += [f"{scan} in {query['sql']}" for scan in scans(plan) if is_wrong(scan)]
    return wrong


def is_wrong(scan: dict[str, Any]) -> bool:
    """Tell whether a scan looks at rows of all owners; an id alone is one row, which the wall then checks."""
    if scan["Node Type"] == "Bitmap Heap Scan":
        return False
    condition = scan.get("Index Cond", "")
    is_own_row = condition.lstrip("(").startswith(("id = ", "owner_id = "))
    return not is_own_row and scan.get("Relation Name", "contacts_").startswith("contacts_")


@pytest.fixture
def crowd(transactional_db: None) -> Crowd:  # noqa: ARG001 - for its effect
    """Fill the database."""
    crowd = Crowd(ROWS)
    start = perf_counter()
    crowd.fill()
    print(f"\n{crowd.owners + 1:,} users, filled in {perf_counter() - start:.0f} s")  # noqa: T201
    with as_owner() as cursor:
        cursor.execute("""SELECT relname, reltuples::bigint, pg_size_pretty(pg_table_size(oid)),
            pg_size_pretty(pg_indexes_size(oid)) FROM pg_class WHERE relname LIKE 'contacts%' AND relkind = 'r'
            AND reltuples > 10000 ORDER BY reltuples DESC""")
        for row in cursor.fetchall():
            print("  {:28} {:>12,} rows {:>9} and indexes {:>9}".format(*row))  # noqa: T201
    return crowd


def test_every_answer_is_quick_and_reads_nobody_elses_rows(crowd: Crowd) -> None:
    """Print the percentiles in milliseconds, for the large user and for an ordinary one."""
    looked_for = texts(crowd)
    slowest = 0.0
    wrong: list[str] = []
    print(f"{'':42} {'50th':>6} {'95th':>6} {'99th':>6}")  # noqa: T201
    for name, user in (("large", crowd.large), ("ordinary", crowd.ordinary[0])):
        for page, work in pages_of(user, crowd, looked_for).items():
            at_95 = percentiles(f"{name}: {page}", work)
            if page in {"search", "palette"}:
                slowest = max(slowest, at_95)
            wrong += [f"{page}: {each}" for each in reads_of(user, partial(work, 3))]
    print("\n".join(dict.fromkeys(wrong)))  # noqa: T201
    assert wrong == []
    assert slowest < MOST_AT_95


def pages_of(user: User, crowd: Crowd, looked_for: list[str]) -> dict[str, Callable[[int], object]]:
    """Return what is measured for a user, by name."""
    client = Client(HTTP_HOST="localhost")
    client.force_login(user)
    with acting_as(user):
        people = list(Contact.objects.for_user(user).order_by("folded_name")[:: 97 if user == crowd.large else 1])
    return {
        "list, first page": lambda _n: client.get("/contacts/"),
        "list, deep page": lambda n: client.get(f"/contacts/?after={people[n % len(people)].pk}"),
        "list, search": lambda n: client.get("/contacts/", {"q": looked_for[n]}),
        "person": lambda n: client.get(f"/contacts/{people[n % len(people)].pk}/"),
        "search": lambda n: client.get("/contacts/search/", {"q": looked_for[n]}),
        "palette": lambda n: client.get("/contacts/search/palette/", {"q": looked_for[n]}, headers=HTMX),
        "palette, empty": lambda _n: client.get("/contacts/search/palette/", headers=HTMX),
        "log of a moment (service)": lambda n: log(user, people[n % len(people)], crowd.note()),
    }


def log(user: User, contact: Contact, note: str) -> None:
    """Log a call."""
    with acting_as(user):
        log_moment(owner=user, contacts=[contact], kind="call", happened_on=TODAY, today=TODAY, note=note)
