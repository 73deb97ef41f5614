"""How people, moments, steps and numbers of a goal are counted, month by month."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from contacts.models import Contact, Moment, Participation
from goals.models import Goal, LogEntry, Role
from matching.queries.development import Development, development_of
from netzwerk.core.walls import acting_as
from tests.factories import TODAY, make_contact, make_goal, make_moment, make_role, make_step

# From October to March: six months.
OCTOBER, MARCH = 0, 5


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def goal_of(user: User, begun_on: date = TODAY) -> Goal:
    goal = make_goal(user)
    with acting_as(user):
        Goal.objects.filter(pk=goal.pk).update(created_at=at(begun_on))
    goal.created_at = at(begun_on)
    return goal


def role_since(goal: Goal, contact: Contact, day: date, kind: str = "expert") -> None:
    role = make_role(goal, contact, kind)
    with acting_as(goal.owner):
        Role.objects.filter(pk=role.pk).update(created_at=at(day))


def found(goal: Goal) -> Development:
    return development_of(goal.owner, goal, today=TODAY)


def test_people_count_once_since_their_first_role(as_alice: User) -> None:
    goal = goal_of(as_alice)
    ann, tom = make_contact(as_alice, "Ann"), make_contact(as_alice, "Tom")
    role_since(goal, ann, date(2025, 11, 3))
    role_since(goal, ann, date(2026, 2, 3), "insider")
    role_since(goal, tom, date(2024, 1, 1))
    role_since(goal, make_contact(as_alice, "Gone", deleted_at=timezone.now()), date(2025, 12, 1))
    role_since(make_goal(as_alice, "Another"), make_contact(as_alice, "Else"), date(2025, 12, 1))

    assert found(goal).people == [1, 2, 2, 2, 2, 2]


def test_moments_with_these_people_count_once_in_their_month(as_alice: User) -> None:
    goal = goal_of(as_alice)
    ann, tom, other = (make_contact(as_alice, name) for name in ("Ann", "Tom", "Other"))
    gone = make_contact(as_alice, "Gone", deleted_at=timezone.now())
    for one in (ann, tom, gone):
        make_role(goal, one)
    make_moment(as_alice, ann, tom, on=date(2025, 12, 24))
    make_moment(as_alice, ann, on=date(2025, 12, 1), precision=Moment.Precision.MONTH)
    make_moment(as_alice, ann, on=date(2026, 1, 1), precision=Moment.Precision.YEAR)
    make_moment(as_alice, ann, on=TODAY + timedelta(days=1))
    make_moment(as_alice, ann, on=date(2025, 9, 30))
    make_moment(as_alice, other, on=TODAY)
    make_moment(as_alice, gone, on=TODAY)
    make_moment(as_alice, tom, on=TODAY, deleted_at=timezone.now())

    assert found(goal).moments == [0, 0, 2, 0, 0, 0]


def test_steps_count_in_the_month_in_which_they_were_done(as_alice: User) -> None:
    goal = goal_of(as_alice)
    ann = make_contact(as_alice)
    make_step(goal, ann, "One", done_at=at(date(2025, 10, 1)))
    make_step(goal, ann, "Two", done_at=at(TODAY))
    make_step(goal, ann, "Three", done_at=at(TODAY))
    make_step(goal, ann, "Open")
    make_step(goal, ann, "Dropped", dropped_at=at(TODAY))
    make_step(goal, ann, "Long ago", done_at=at(date(2025, 9, 1)))

    assert found(goal).steps == [1, 0, 0, 0, 0, 2]


def test_the_last_number_of_a_month_says_how_far_one_had_come(as_alice: User) -> None:
    goal = goal_of(as_alice, begun_on=date(2025, 12, 1))
    assert found(goal).progress == []
    for day, number in ((date(2025, 12, 3), 2), (date(2025, 12, 24), 3), (TODAY, 5), (TODAY + timedelta(days=1), 9)):
        LogEntry.objects.create(owner=as_alice, goal=goal, kind="progress", happened_on=day, number=number)
    LogEntry.objects.create(owner=as_alice, goal=goal, happened_on=TODAY, text="A note")

    assert found(goal).progress == [None, None, 3, 3, 3, 5]


def test_a_goal_without_anything_is_empty(as_alice: User) -> None:
    assert found(goal_of(as_alice)).is_empty


@pytest.fixture
def large(on_today: None, as_alice: User) -> Goal:
    """A goal with 200 people, and 3,000 moments with them; as many people and moments beside."""
    goal = goal_of(as_alice, begun_on=date(2020, 1, 1))
    people = [
        Contact(owner=as_alice, name=f"Person {number}", folded_name=f"person {number}", anchor_on=TODAY)
        for number in range(400)
    ]
    Contact.objects.bulk_create(people)
    Role.objects.bulk_create(Role(owner=as_alice, goal=goal, contact=one, kind="expert") for one in people[:200])
    moments = [Moment(owner=as_alice, happened_on=TODAY - timedelta(days=number % 700)) for number in range(6000)]
    Moment.objects.bulk_create(moments)
    Participation.objects.bulk_create(
        Participation(owner=as_alice, moment=moment, contact=people[number % 400])
        for number, moment in enumerate(moments)
    )
    return goal


def test_a_large_goal_is_counted_in_four_queries_by_their_indexes(
    as_alice: User, large: Goal, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(4):
        counted = found(large)
    assert counted.people[-1] == 200
    assert 1_000 < sum(counted.moments) < 3_000

    with CaptureQueriesContext(connection) as queries:
        found(large)
    plans = []
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        for query in queries.captured_queries:
            cursor.execute("EXPLAIN " + query["sql"])
            plans.append("\n".join(row[0] for row in cursor.fetchall()))
    assert all("Seq Scan" not in plan for plan in plans), plans
