"""What is due about the memberships."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from networks.models import Membership, MembershipReview
from networks.queries.memberships import cancellation_of, membership_of, notices_due, questions_due
from netzwerk.core.walls import acting_as
from tests.factories import make_membership, make_network, make_user

# Ends on 31 December, with notice by 30 September.
YEARLY = {"since_on": date(2024, 1, 1), "term_months": 12, "notice_count": 3}
REMINDER = date(2027, 8, 19)
LAST_DAY = date(2027, 9, 30)


def member_of(owner: User, name: str = "Women in Publishing", stage: str = "member", **fields: Any) -> Membership:
    return make_membership(make_network(owner, name, stage=stage), **{**YEARLY, **fields})


def review(membership: Membership, on: date, decision: str = "stay") -> None:
    with acting_as(membership.owner):
        MembershipReview.objects.create(
            owner=membership.owner, membership=membership, decision=decision, reviewed_on=on
        )


def noticed(user: User, on: date, until: date | None = None) -> list[tuple[date, int]]:
    with acting_as(user):
        return [(one.give_notice_by, one.weeks_ahead) for one in notices_due(user, on, until)]


@pytest.mark.parametrize(
    ("on", "until", "found"),
    [
        (date(2027, 8, 18), None, []),
        (date(2027, 8, 12), REMINDER, [(LAST_DAY, 6)]),
        (REMINDER, None, [(LAST_DAY, 6)]),
        (date(2027, 9, 16), None, [(LAST_DAY, 2)]),
        (LAST_DAY, None, [(LAST_DAY, 2)]),
        (date(2027, 10, 1), None, []),
    ],
)
def test_notice_is_due_from_six_weeks_ahead_to_the_last_day(
    alice: User, on: date, until: date | None, found: list[tuple[date, int]]
) -> None:
    member_of(alice)

    assert noticed(alice, on, until) == found


def test_what_was_decided_is_not_asked_again_until_the_next_term(alice: User) -> None:
    member_of(alice, notice_settled_for=LAST_DAY)

    assert noticed(alice, REMINDER) == []
    assert noticed(alice, date(2028, 9, 29)) == [(date(2028, 9, 30), 2)]


@pytest.mark.parametrize("fields", [{"left_on": date(2027, 12, 31)}, {"stage": "left"}, {"term_months": None}])
def test_nobody_is_reminded_where_there_is_nothing_to_decide(alice: User, fields: dict[str, Any]) -> None:
    member_of(alice, **fields)

    assert noticed(alice, REMINDER) == []


def test_terms_of_a_month_remind_nobody(alice: User) -> None:
    member_of(alice, term_months=1, notice_count=0)

    assert noticed(alice, REMINDER) == []


def test_a_membership_waits_for_its_question_a_year_after_the_last_answer(alice: User) -> None:
    asked = member_of(alice, "Asked", since_on=date(2025, 2, 1))
    answered = member_of(alice, "Answered")
    review(answered, date(2026, 3, 1))
    member_of(alice, "Young", since_on=date(2026, 1, 1))
    member_of(alice, "Notice given", left_on=date(2026, 12, 31))
    member_of(alice, "Nobody knows since when", since_on=None)

    with acting_as(alice):
        [found] = questions_due(alice, date(2026, 3, 16))
        assert (found.membership, found.due_on) == (asked, date(2026, 2, 1))
        later = [one.membership for one in questions_due(alice, date(2027, 3, 1))]
    assert (later[0], later[-1], len(later)) == (asked, answered, 3)


def test_only_ones_own_are_due(alice: User) -> None:
    member_of(make_user("charlie@example.org"))

    assert noticed(alice, REMINDER) == []
    with acting_as(alice):
        assert questions_due(alice, REMINDER) == []


@pytest.mark.parametrize("count", [1, 6])
def test_the_queries_do_not_grow(alice: User, count: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for number in range(count):
        review(member_of(alice, f"Network {number}"), date(2025, 3, 1))

    with acting_as(alice):
        with django_assert_num_queries(1):
            assert len(notices_due(alice, REMINDER)) == count
        with django_assert_num_queries(2):
            assert len(questions_due(alice, REMINDER)) == count


def test_the_membership_of_a_network_is_the_one_without_an_end(alice: User) -> None:
    network = make_network(alice, stage="member")
    with acting_as(alice):
        assert membership_of(network) is None
    first = make_membership(network, left_on=date(2020, 12, 31))
    with acting_as(alice):
        assert membership_of(network) == first
    now = make_membership(network, **YEARLY)
    with acting_as(alice):
        assert membership_of(network) == now
        assert cancellation_of(first, REMINDER) is None
        chance = cancellation_of(now, REMINDER)
    assert chance is not None
    assert chance.ends_on == date(2027, 12, 31)
