"""Who could introduce one to whom, for one user with 10,000 people and 57,000 ties, with and without statistics.

Run as `python3 run.py test bench/matching_paths.py -s`. One person has 2,000 ties, one organisation 3,000 people, one
network 3,000 members, and a quarter of 20,000 exchanges are introductions. *rules* is the search alone, on values.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from time import perf_counter, process_time
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from bench.crowd import as_owner
from bench.networks import Networked
from bench.timing import compare_statistics
from contacts.models import Contact, Organisation
from matching.queries.paths import Aim, Ways, ways_to
from matching.rules.paths import Link, LinkKind, find_paths
from netzwerk.core.walls import acting_as
from tests.factories import TODAY

# Beside the 10,000 ties of `People`.
MORE_TIES, HUB_TIES = 45_000, 2_000
# Time of the processor for a whole page, loading included, in Python and in PostgreSQL.
MOST_MILLISECONDS = 100


class Tied(Networked):
    """The large user, with as many ties as the issue wants."""

    def fill(self) -> None:
        """Write everything, and tell the planner nothing."""
        super().fill()
        with as_owner() as cursor:
            self._make_ties(cursor)
            self._make_relations(cursor)
            self.people = _ids(cursor, "SELECT g, p.id FROM person p JOIN crowd USING (owner_id) WHERE crowd.n = 0")
            self.places = _ids(
                cursor, "SELECT place_n, p.id FROM place p JOIN crowd USING (owner_id) WHERE crowd.n = 0"
            )

    def _make_ties(self, cursor: Any) -> None:
        kinds = "array['knows', 'works_with', 'introduced', 'relative']"
        values = f"gen_random_uuid(), owner_id, one, other, ({kinds})[g % 4 + 1], '', g % 3 + 1, now()"
        columns = "(id, owner_id, contact_id, other_id, kind, kinship, strength, created_at)"
        cursor.execute(f"""
            INSERT INTO contacts_tie {columns} SELECT {values} FROM (
                SELECT p.owner_id, least(p.id, o.id) AS one, greatest(p.id, o.id) AS other, t.n AS g
                FROM generate_series(0, {MORE_TIES - 1}) t(n) JOIN crowd ON crowd.n = 0
                JOIN person p ON p.g = t.n % 10000 AND p.owner_id = crowd.owner_id
                JOIN person o ON o.g = (t.n * 31 + t.n / 10000 * 977 + 13) % 10000 AND o.owner_id = crowd.owner_id
                WHERE p.id <> o.id
                UNION ALL SELECT p.owner_id, least(p.id, o.id), greatest(p.id, o.id), o.g
                FROM person p JOIN crowd ON crowd.n = 0 AND crowd.owner_id = p.owner_id
                JOIN person o ON o.owner_id = p.owner_id AND o.g % 5 = 3 WHERE p.g = 0) t
            ON CONFLICT DO NOTHING""")  # noqa: S608

    def _make_relations(self, cursor: Any) -> None:
        """Let people stand differently to the user, 3,000 of them at one place, and some introduced by others."""
        cursor.execute("""
            UPDATE contacts_contact c SET trust = g % 3 - 1,
                last_moment_on = CASE WHEN g % 4 > 0 THEN last_moment_on END,
                closeness = (array['inner', 'close', 'good', 'wide', 'not_placed'])[least(5, 1 + g % 40)]
            FROM person p WHERE p.id = c.id;
            UPDATE contacts_position q SET organisation_id = o.id, started_on = date '2005-01-01' + p.g,
                has_ended = p.g % 2 = 0, ended_on = CASE WHEN p.g % 2 = 0 THEN date '2020-01-01' + p.g % 900 END
            FROM person p JOIN crowd ON crowd.n = 0 AND crowd.owner_id = p.owner_id
            JOIN place o ON o.owner_id = p.owner_id AND o.place_n = 0 WHERE q.contact_id = p.id AND p.g < 3000;
            UPDATE contacts_exchange e SET kind = 'introduction', text = 'to ' || c.name
            FROM person p JOIN crowd ON crowd.n = 0 AND crowd.owner_id = p.owner_id
            JOIN person o ON o.owner_id = p.owner_id AND o.g = (p.g * 7 + 3) % 10000
            JOIN contacts_contact c ON c.id = o.id WHERE e.contact_id = p.id AND p.g % 4 = 0""")


@pytest.fixture
def tied(transactional_db: None) -> Tied:  # noqa: ARG001 - for its effect
    """Fill the database."""
    tied = Tied()
    tied.fill()
    return tied


def test_a_way_is_found_in_a_tenth_of_a_second(tied: Tied) -> None:
    """Print the times without and with statistics, and what the search costs without the database."""
    user = tied.large
    aims = _aims(tied)
    client = Client(HTTP_HOST="localhost")
    client.force_login(user)
    asked: dict[str, Callable[[], object]] = {name: _search(user, aim) for name, aim in aims.items()}
    pages = {f"page {name}": _page(client, aim) for name, aim in aims.items()}
    assert compare_statistics(user, {**asked, **pages}, tied.analyse) == []
    for name, aim in aims.items():
        with acting_as(user), CaptureQueriesContext(connection) as queries:
            ways = ways_to(user, aim, today=TODAY)
        print(f"{name:34} {len(queries):8} queries, {len(ways.near)} and {len(ways.far)} ways")  # noqa: T201
    spent = {name: _processor(work) for name, work in pages.items()}
    for name, (here, there) in spent.items():
        print(f"{name:34} {here:8.0f} ms of the processor in Python, {there:4.0f} in PostgreSQL")  # noqa: T201
    assert {name: sum(both) for name, both in spent.items() if sum(both) > MOST_MILLISECONDS} == {}


def test_the_search_alone_takes_next_to_nothing() -> None:
    """Print how long the rule takes for somebody in the middle of 10,000 people and 57,000 ties, loaded as a whole."""
    people = [UUID(int=number) for number in range(1, 10_001)]
    links = [
        Link(people[n % 10_000], people[(n * 31 + n // 10_000 * 977 + 13) % 10_000], LinkKind.KNOWS, 0.5 + n % 5 / 10)
        for n in range(57_000)
    ]
    known = {pk: 0.1 + pk.int % 9 / 10 for pk in people}
    whole = _milliseconds(lambda: find_paths(people[0], known, links, limit=5))
    near = [link for link in links if people[0] in (link.one, link.other)]
    doors = {pk for link in near for pk in (link.one, link.other)} - {people[0]}
    around = [link for link in links if doors & {link.one, link.other}]
    bounded = _milliseconds(lambda: find_paths(people[0], known, around, limit=5))
    print(f"rules: all {len(links)} links {whole:.1f} ms, the {len(around)} around them {bounded:.2f} ms")  # noqa: T201
    assert bounded < whole


def _aims(tied: Tied) -> Mapping[str, Aim]:
    user = tied.large
    with acting_as(user):
        people = Contact.objects.for_user(user).in_bulk(tied.people[number] for number in (0, 13, 5001))
        places = Organisation.objects.for_user(user).in_bulk(tied.places.values())
        huge, usual = places[tied.places[0]], places[tied.places[7]]
        return {
            "a person": Aim(contact=people[tied.people[5001]]),
            "somebody with 2,000 ties": Aim(contact=people[tied.people[0]]),
            "somebody beside them": Aim(contact=people[tied.people[13]]),
            "organisation of 3,000": Aim(organisation=huge),
            "organisation of 175": Aim(organisation=usual),
            "a field": Aim(field=huge.name.split()[0]),
        }


def _ids(cursor: Any, question: str) -> dict[int, UUID]:
    cursor.execute(question)
    return dict(cursor.fetchall())


def _search(user: User, aim: Aim) -> Callable[[], Ways]:
    return lambda: ways_to(user, aim, today=TODAY)


def _page(client: Client, aim: Aim) -> Callable[[], object]:
    def get() -> object:
        answer = client.get("/matching/paths/", aim.query)
        assert answer.status_code == 200, (aim, answer.status_code)
        return answer

    return get


def _processor(work: Callable[[], object], runs: int = 20) -> tuple[float, float]:
    """Return what one run costs the processor, here and in the database: the same however busy the machine is."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    work()
    here, there = process_time(), _spent(backend)
    for _run in range(runs):
        work()
    return (process_time() - here) * 1000 / runs, (_spent(backend) - there) * 1000 / runs


def _spent(process: int) -> float:
    """Return for how many seconds a process has had the processor."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _milliseconds(work: Callable[[], object], runs: int = 7) -> float:
    times = []
    for _run in range(runs):
        start = perf_counter()
        work()
        times.append((perf_counter() - start) * 1000)
    return sorted(times)[runs // 2]
