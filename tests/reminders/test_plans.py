"""What the tick and Today ask most often is answered by an index, in its order."""

from __future__ import annotations

import re

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from reminders.services import claim_due_users, propose_people
from tests.factories import TODAY
from tests.reminders.people import days_ago, make_overdue


def plan_of(sql: str) -> str:
    """Return how the database would go about it, were the table large.

    A small one that nobody has analysed would be read whole or sorted, which says nothing about a large one.
    """
    with connection.cursor() as cursor:
        for way in ("seqscan", "bitmapscan", "sort"):
            cursor.execute(f"SET LOCAL enable_{way} = off")
        cursor.execute(f"EXPLAIN {sql}")
        return "\n".join(row[0] for row in cursor.fetchall())


def test_whoever_waits_longest_is_found_by_the_index_of_due_dates(as_alice: User) -> None:
    for number in range(20):
        make_overdue(as_alice, f"Person {number}", last_moment_on=days_ago(100 + number))
    with CaptureQueriesContext(connection) as asked:
        propose_people(user=as_alice, on=TODAY)
    [sql] = [query["sql"] for query in asked.captured_queries if "UNION" in query["sql"] and "due_on" in query["sql"]]
    plan = plan_of(sql)

    # Once for the inner circle, once for everybody else: both stop after a few rows.
    assert len(re.findall(r"Presorted Key: contacts_contact(_\d+)?\.due_on\n", plan)) == 2
    assert "contacts_by_due" in plan


def test_users_whose_mail_is_due_are_found_by_the_index_of_instants(as_alice: User) -> None:
    with CaptureQueriesContext(connection) as asked:
        claim_due_users(now=timezone.now())
    [sql] = [query["sql"] for query in asked.captured_queries if "next_digest_at" in query["sql"]]
    plan = plan_of(sql)

    assert "accounts_user_digest" in plan
    assert "Sort" not in plan
