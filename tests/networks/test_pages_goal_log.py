"""Network checks in the log of a goal."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from networks.pages.goal_log import checks_in_log
from tests.factories import TODAY, make_check, make_goal, make_network


def test_finished_checks_of_the_goal_stand_there_the_newest_first(as_alice: User) -> None:
    goal, network = make_goal(as_alice), make_network(as_alice)
    older = make_check(network, goal, checked_on=TODAY - timedelta(days=9))
    newer = make_check(network, goal, verdict="join")
    make_check(network, make_goal(as_alice, "Other"))
    make_check(network, goal, finished_at=None)
    make_check(make_network(as_alice, "Gone", deleted_at=timezone.now()), goal)

    lines = checks_in_log(as_alice, goal.pk, None, 9)

    assert [(line.pk, line.text) for line in lines] == [(newer.pk, "Join"), (older.pk, "")]
    assert [line.pk for line in checks_in_log(as_alice, goal.pk, (lines[0].day, lines[0].pk), 9)] == [older.pk]
    assert [line.pk for line in checks_in_log(as_alice, goal.pk, None, 1)] == [newer.pk]
