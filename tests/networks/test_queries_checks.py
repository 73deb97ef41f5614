"""Checks to look at again, and those begun."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from networks.queries.checks import begun_checks, check_before, verdicts_due
from networks.services.networks import delete_network
from netzwerk.core.walls import acting_as
from tests.factories import TODAY, make_check, make_goal, make_network
from tests.networks.check_rooms import age, new_draft

DAY = timedelta(days=1)


def test_a_check_is_due_from_its_day_on(as_alice: User) -> None:
    check = make_check(make_network(as_alice), make_goal(as_alice), review_on=TODAY)

    assert verdicts_due(as_alice, TODAY - DAY) == []
    assert verdicts_due(as_alice, TODAY) == [check]
    assert verdicts_due(as_alice, TODAY + 30 * DAY) == [check]


def test_the_newest_check_of_a_network_for_a_goal_alone_counts(as_alice: User) -> None:
    network, goal, other = make_network(as_alice), make_goal(as_alice), make_goal(as_alice, "Another")
    make_check(network, goal, review_on=TODAY - DAY, checked_on=TODAY - 90 * DAY)
    make_check(network, goal, checked_on=TODAY)
    for_other = make_check(network, other, review_on=TODAY - 2 * DAY)

    assert verdicts_due(as_alice, TODAY) == [for_other]


def test_of_two_checks_on_one_day_the_later_counts(as_alice: User) -> None:
    network, goal = make_network(as_alice), make_goal(as_alice)
    make_check(network, goal, review_on=TODAY, finished_at=timezone.now() - DAY)
    newest = make_check(network, goal, review_on=TODAY)

    assert verdicts_due(as_alice, TODAY) == [newest]
    before = check_before(newest)
    assert before is not None
    assert before.pk != newest.pk
    assert check_before(before) is None


def test_nothing_is_due_in_the_bin_for_a_goal_that_is_over_or_unfinished(as_alice: User) -> None:
    binned = make_network(as_alice, "Gone")
    make_check(binned, make_goal(as_alice), review_on=TODAY)
    delete_network(network=binned, now=timezone.now())
    make_check(make_network(as_alice), make_goal(as_alice, "Over", status="reached"), review_on=TODAY)
    make_check(make_network(as_alice, "C"), make_goal(as_alice, "D"), review_on=TODAY, finished_at=None)

    assert verdicts_due(as_alice, TODAY) == []


def test_what_is_due_takes_one_query_and_is_only_the_users(
    alice: User, charlie: User, django_assert_num_queries: Any
) -> None:
    make_check(make_network(charlie), make_goal(charlie), review_on=TODAY)
    late = make_check(make_network(alice), make_goal(alice), review_on=TODAY)
    later = make_check(make_network(alice, "B"), make_goal(alice, "C"), review_on=TODAY - DAY)

    with acting_as(alice), django_assert_num_queries(1):
        assert verdicts_due(alice, TODAY) == [later, late]
        assert [check.network.name for check in [late, later]] == ["Women in Publishing", "B"]


def test_checks_that_are_begun_are_found_by_network_and_goal(as_alice: User) -> None:
    network, goal, other = make_network(as_alice), make_goal(as_alice), make_goal(as_alice, "Another")
    draft, old = new_draft(network, goal), new_draft(network, other)
    age(old)

    assert begun_checks(as_alice, [network], timezone.now()) == {(network.pk, goal.pk): draft}
