"""Who is worth reviving, whom one warms up with, what is waiting, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from contacts.models import Contact
from matching.models import DeclinedProposal, Revival, WarmUp
from matching.pages.revivals import revival_log_lines
from matching.queries.revival_sums import exchanges_since, revivals_that, sums_by_year
from matching.queries.reviving import (
    count_worth_reviving,
    people_to_warm_up_with,
    revivals_of,
    ten_to_revive,
    tie_of,
    waiting_outcomes,
    warm_ups_of,
)
from netzwerk.core.walls import acting_as
from tests.factories import (
    TODAY,
    make_contact,
    make_exchange,
    make_goal,
    make_organisation,
    make_position,
    make_revival,
    make_role,
)
from tests.matching.reviving_rooms import make_close, make_old_tie, note_last


def names(owner: User, today: date = TODAY, **wanted: Any) -> set[str]:
    return {tie.contact.name for tie in ten_to_revive(owner, today, **wanted)}


@pytest.mark.parametrize(
    "why_not",
    [
        {"is_resting": True},
        {"ended_in_conflict": True},
        {"archived_at": timezone.now()},
        {"deleted_at": timezone.now()},
        {"snoozed_until": TODAY + timedelta(days=1)},
        {"last_moment_on": TODAY - timedelta(days=300)},
        {"trust": -1},
        {"shared_time": 1},
        {"trust": 1, "standing": -1, "shared_time": 1},
    ],
)
def test_whoever_is_not_worth_reviving_is_not_there(as_alice: User, why_not: dict[str, Any]) -> None:
    make_old_tie(as_alice, "There", trust=1, shared_time=1)
    make_old_tie(as_alice, "Not there", **why_not)

    assert names(as_alice) == {"There"}


def test_at_most_ten_are_there_and_others_on_other_days(as_alice: User) -> None:
    for number in range(14):
        make_old_tie(as_alice, f"Person {number}", trust=number % 2)

    lists = [ten_to_revive(as_alice, TODAY + timedelta(days=day)) for day in range(40)]

    assert {len(each) for each in lists} == {10}
    assert len({tie.contact.name for each in lists for tie in each}) == 14
    assert [tie.contact.pk for tie in ten_to_revive(as_alice, TODAY)] == [tie.contact.pk for tie in lists[0]]
    assert count_worth_reviving(as_alice, today=TODAY) == 14


def test_nobody_of_somebody_else_is_there(as_alice: User, charlie: User) -> None:
    make_old_tie(charlie, "Charlie's")

    assert names(as_alice) == set()


@pytest.mark.parametrize(
    ("kind", "status", "is_there"),
    [
        ("worth_reviving", "active", False),
        ("worth_reviving", None, False),
        ("worth_reviving", "paused", True),
        ("expert", "active", True),
    ],
)
def test_whom_one_turned_down_does_not_come_back(
    as_alice: User, kind: str, status: str | None, *, is_there: bool
) -> None:
    contact = make_old_tie(as_alice)
    goal = make_goal(as_alice, status=status) if status else None
    DeclinedProposal.objects.create(owner=as_alice, goal=goal, contact=contact, kind=kind)

    assert bool(names(as_alice)) is is_there


@pytest.mark.parametrize(
    ("outcome", "months_ago", "is_there"),
    [
        ("waiting", 30, False),
        ("no_answer", 5, False),
        ("not_now", 5, False),
        ("no_answer", 7, True),
        ("not_now", 7, True),
        ("answered", 1, True),
        ("helped", 1, True),
    ],
)
def test_whom_one_wrote_to_is_left_alone(as_alice: User, outcome: str, months_ago: int, *, is_there: bool) -> None:
    contact = make_old_tie(as_alice)
    day = TODAY - timedelta(days=months_ago * 30 + 5)
    make_revival(contact, begun_on=day, outcome=outcome, outcome_on=None if outcome == "waiting" else day)

    assert bool(names(as_alice)) is is_there


def test_a_goal_narrows_to_those_who_have_to_do_with_it(as_alice: User) -> None:
    goal, other = make_goal(as_alice, field="Publishing"), make_goal(as_alice, "Learn to sail")
    make_old_tie(as_alice, "Nothing to do with it")
    make_role(goal, make_old_tie(as_alice, "Picked"), "worth_reviving")
    make_role(goal, make_old_tie(as_alice, "Expert"), "expert")
    make_role(other, make_old_tie(as_alice, "Sailor"), "worth_reviving")

    ties = {tie.contact.name: tie for tie in ten_to_revive(as_alice, TODAY, goal)}

    assert {"Picked", "Expert"} <= ties.keys()
    assert not {"Nothing to do with it", "Sailor"} & ties.keys()
    assert ties["Picked"].role and ties["Picked"].role.goal == goal


def test_the_facts_come_along(as_alice: User) -> None:
    contact = make_old_tie(as_alice, birthday_month=TODAY.month, birthday_day=TODAY.day + 5)
    make_position(contact, make_organisation(as_alice), role="Editor")
    moment = note_last(contact, "New office")

    tie = tie_of(as_alice, contact, TODAY)

    assert (tie.last, tie.birthday_on) == (moment, TODAY + timedelta(days=5))
    assert ten_to_revive(as_alice, TODAY)[0] == tie
    assert tie_of(as_alice, contact, TODAY - timedelta(days=30)).birthday_on is None


def test_the_number_of_queries_does_not_grow(
    as_alice: User, django_assert_same_queries: Callable[[], CaptureQueriesContext]
) -> None:
    goal = make_goal(as_alice, is_leading=True, field="Publishing")

    def fill(count: int) -> None:
        for number in range(count):
            contact = make_old_tie(as_alice, f"Person {count} {number}", place="Publishing")
            make_position(contact, make_organisation(as_alice, f"Press {count} {number}", industry="Publishing"))
            note_last(contact, "A note")
            make_role(goal, contact, "worth_reviving" if number % 2 else "expert")

    fill(2)
    with django_assert_same_queries() as few:
        ten_to_revive(as_alice, TODAY)
    fill(12)
    with django_assert_same_queries() as many:
        assert len(ten_to_revive(as_alice, TODAY)) == 10

    assert len(few) == len(many)


def test_people_to_warm_up_with_are_near_and_fresh_and_not_written_to(as_alice: User) -> None:
    near = [make_close(as_alice, f"Near {number}") for number in range(3)]
    make_close(as_alice, "Far", closeness="wide")
    make_close(as_alice, "Due", last_moment_on=TODAY - timedelta(days=90))
    make_close(as_alice, "Resting", is_resting=True)
    make_old_tie(as_alice, closeness="close")

    first, second = (people_to_warm_up_with(as_alice, TODAY, page=page) for page in range(2))

    assert len(first) == len(second) == 2
    assert {one.name for one in (*first, *second)} == {one.name for one in near}
    WarmUp.objects.create(owner=as_alice, contact=near[0], written_on=TODAY)
    left = people_to_warm_up_with(as_alice, TODAY)
    assert {one.name for one in left} == {"Near 1", "Near 2"}
    assert [one.contact for one in warm_ups_of(as_alice, TODAY)] == [near[0]]


def test_one_person_alone_is_named_once(as_alice: User) -> None:
    make_close(as_alice)

    assert [len(people_to_warm_up_with(as_alice, TODAY, page=page)) for page in range(3)] == [1, 1, 1]


def test_after_two_weeks_the_outcome_is_asked_for_but_of_nobody_who_is_set_aside(as_alice: User) -> None:
    def write(name: str, days: int, **fields: Any) -> None:
        make_revival(make_contact(as_alice, name, **fields), begun_on=TODAY - timedelta(days=days))

    write("Two weeks", 14)
    write("Long ago", 100)
    write("Just now", 13)
    write("In the bin", 50, deleted_at=timezone.now())
    write("Resting", 50, is_resting=True)
    write("In conflict", 50, ended_in_conflict=True)
    write("Archived", 50, archived_at=timezone.now())

    assert [one.contact.name for one in waiting_outcomes(as_alice, TODAY)] == ["Long ago", "Two weeks"]


@pytest.fixture
def written(as_alice: User) -> dict[str, Contact]:
    """Four people whom one wrote to in two years, and what went between."""
    people = {name: make_contact(as_alice, name) for name in ("Answered", "Helped", "Waiting", "Last year", "Bin")}
    days = {"outcome_on": TODAY}
    make_revival(people["Answered"], outcome="answered", **days)
    make_revival(people["Helped"], outcome="helped", **days)
    make_revival(people["Waiting"])
    last_year = TODAY.replace(year=TODAY.year - 1)
    make_revival(people["Last year"], begun_on=last_year, outcome="no_answer", outcome_on=last_year)
    make_revival(people["Bin"], outcome="helped", **days)
    make_exchange(as_alice, people["Helped"], "received")
    make_exchange(as_alice, people["Helped"], "promised")
    make_exchange(as_alice, people["Last year"], "given")
    make_exchange(as_alice, people["Answered"], "given", happened_on=TODAY - timedelta(days=1))
    make_exchange(as_alice, people["Bin"], "given")
    Contact.objects.filter(pk=people["Bin"].pk).update(deleted_at=timezone.now())
    return people


def test_sums_by_year_count_what_came_of_it(as_alice: User, written: dict[str, Contact]) -> None:
    this, last = sums_by_year(as_alice)

    assert (this.year, this.revived, this.answered, this.helped, this.exchanges) == (TODAY.year, 3, 2, 1, 1)
    assert (last.year, last.revived, last.answered, last.helped, last.exchanges) == (TODAY.year - 1, 1, 0, 0, 1)


def test_each_number_is_the_length_of_its_list(as_alice: User, written: dict[str, Contact]) -> None:
    for one in sums_by_year(as_alice):
        assert revivals_that(as_alice, year=one.year).count() == one.revived
        assert revivals_that(as_alice, year=one.year, came="answered").count() == one.answered
        assert revivals_that(as_alice, year=one.year, came="helped").count() == one.helped
        assert exchanges_since(as_alice, year=one.year).count() == one.exchanges
    assert exchanges_since(as_alice).count() == 2


def test_somebody_who_was_written_to_twice_has_both(as_alice: User, written: dict[str, Contact]) -> None:
    make_revival(written["Last year"])

    found = revivals_of(written["Last year"])

    assert [one.begun_on.year for one in found] == [TODAY.year, TODAY.year - 1]
    # What went between counts for the last time before it.
    assert [one.exchanges for one in sums_by_year(as_alice)] == [2, 0]


def test_the_log_of_a_goal_tells_of_revivals_in_pages(as_alice: User) -> None:
    goal, contact = make_goal(as_alice), make_contact(as_alice, "Jonas")
    made = [make_revival(contact, goal=goal, begun_on=TODAY - timedelta(days=day)) for day in (0, 0, 3)]
    make_revival(contact)

    first = revival_log_lines(as_alice, goal.pk, None, 2)
    rest = revival_log_lines(as_alice, goal.pk, (first[-1].day, first[-1].pk), 2)

    assert {one.pk for one in (*first, *rest)} == {one.pk for one in made}
    assert (len(first), len(rest)) == (2, 1)
    assert first[0].title == "Got in touch again with Jonas"


def test_other_peoples_revivals_are_not_there(as_alice: User, charlie: User) -> None:
    theirs = make_revival(make_contact(charlie))
    with acting_as(as_alice):
        assert not Revival.objects.for_user(as_alice).filter(pk=theirs.pk).exists()
        assert sums_by_year(as_alice) == []
