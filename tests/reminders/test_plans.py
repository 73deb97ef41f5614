"""What the tick and Today ask most often is answered by an index, in its order."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from contacts.models import Contact
from reminders.queries.leads import has_day_mails
from reminders.services import claim_due_users, propose_people
from tests.factories import TODAY
from tests.plans import analyse, plan_left_alone, plan_of
from tests.reminders.people import days_ago, make_overdue

NOW = datetime(2026, 3, 16, 7, tzinfo=UTC)
A_WEEK_LATER = NOW + timedelta(weeks=1)


def test_few_people_are_read_in_the_order_of_an_index(as_alice: User) -> None:
    make_overdue(as_alice)
    with CaptureQueriesContext(connection) as asked:
        propose_people(user=as_alice, on=TODAY)
    [sql] = [one["sql"] for one in asked.captured_queries if "shared_time" in one["sql"] and "LIMIT" in one["sql"]]

    assert "contacts_by_name" in plan_of(sql)


def test_whoever_waits_longest_is_found_by_the_index_of_due_dates(
    as_alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reminders.services.candidates.FEW", 0)
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
    """Among many of whom few are due: the cost of the tick depends on these."""
    later = [User(email=f"user-{number}@example.org", next_digest_at=A_WEEK_LATER) for number in range(5000)]
    due = [User(email=f"due-{number}@example.org", next_digest_at=NOW) for number in range(20)]
    User.objects.bulk_create([*later, *due])
    analyse("accounts_user")
    with CaptureQueriesContext(connection) as asked:
        assert claim_due_users(now=NOW) == 20
    [found] = [query["sql"] for query in asked.captured_queries if "SKIP LOCKED" in query["sql"]]
    [planned] = [query["sql"] for query in asked.captured_queries if "UPDATE accounts_user" in query["sql"]]

    plan = plan_left_alone(found)
    assert "accounts_user_digest" in plan
    assert "Sort" not in plan
    assert "Seq Scan on accounts_user" not in plan + plan_left_alone(planned)


def test_whether_somebody_has_days_of_their_own_is_answered_by_a_small_index(as_alice: User) -> None:
    people = [
        Contact(owner=as_alice, name=f"Person {number}", folded_name=f"person {number}", anchor_on=TODAY)
        for number in range(3000)
    ]
    people[0].date_lead_days = [7]
    Contact.objects.bulk_create(people)
    analyse("contacts_contact")
    User.objects.filter(pk=as_alice.pk).update(next_digest_at=NOW)
    with CaptureQueriesContext(connection) as asked:
        claim_due_users(now=NOW)
        has_day_mails(as_alice)
    statements = [part for query in asked.captured_queries for part in query["sql"].split(";")]
    questions = [sql for sql in statements if "date_lead_days" in sql and "contacts_contact" in sql]

    assert len(questions) == 2
    for question in questions:
        assert "contacts_own_lead_days" in plan_left_alone(question)
