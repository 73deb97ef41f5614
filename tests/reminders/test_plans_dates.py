"""Birthdays and own dates near a day, and ahead of it, are found by their indexes: by owner, month and day."""

from __future__ import annotations

import re
from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from contacts.models import Contact, OwnDate
from reminders.queries.leads import has_day_to_tell
from reminders.services import propose_people
from tests.factories import TODAY
from tests.plans import analyse

PEOPLE = 3000
# The name of an index, then what is looked up in it: the condition has to stand there, and not in a filter.
LOOKED_UP = re.compile(r"(contacts_birthdays|contacts_own_dates)\b[^\n]*\n\s*Index Cond: ([^\n]*)")


def plans_of(asked: CaptureQueriesContext, word: str) -> str:
    """Return how the database goes about the queries with this word."""
    plans = []
    with connection.cursor() as cursor:
        for query in asked.captured_queries:
            if word in query["sql"]:
                cursor.execute(f"EXPLAIN {query['sql']}")
                plans += [row[0] for row in cursor.fetchall()]
    return "\n".join(plans)


def looked_up(plan: str, index: str) -> list[str]:
    return [condition for name, condition in LOOKED_UP.findall(plan) if name == index and "month" in condition]


def fill(user: User) -> None:
    """Give the user people all of whom have a birthday and a day of their own, and let the planner know."""
    days = [TODAY + timedelta(days=number) for number in range(PEOPLE)]
    contacts = Contact.objects.bulk_create(
        Contact(
            owner=user,
            name=f"Person {number}",
            folded_name=f"person {number}",
            anchor_on=TODAY,
            birthday_month=day.month,
            birthday_day=day.day,
        )
        for number, day in enumerate(days)
    )
    OwnDate.objects.bulk_create(
        OwnDate(owner=user, contact=contact, label="Anniversary", month=day.month, day=day.day)
        for contact, day in zip(contacts, days, strict=True)
    )
    analyse("contacts_contact")
    analyse("contacts_owndate")


def test_dates_that_a_mail_tells_are_found_by_their_indexes_a_window_each(as_alice: User) -> None:
    as_alice.date_lead_days = [7, 30]
    fill(as_alice)
    with CaptureQueriesContext(connection) as asked:
        propose_people(user=as_alice, on=TODAY)

    assert len(looked_up(plans_of(asked, '"birthday_month" IN'), "contacts_birthdays")) >= 3
    assert len(looked_up(plans_of(asked, '"contacts_owndate"."month" IN'), "contacts_own_dates")) == 3


def test_whether_a_day_has_anything_to_tell_is_one_query_by_the_indexes(as_alice: User) -> None:
    as_alice.date_lead_days = [0]
    fill(as_alice)
    with CaptureQueriesContext(connection) as asked:
        has_day_to_tell(user=as_alice, on=TODAY + timedelta(days=1))
    plan = plans_of(asked, "birthday_month")

    assert len(asked) == 1
    assert looked_up(plan, "contacts_birthdays")
    assert looked_up(plan, "contacts_own_dates")
