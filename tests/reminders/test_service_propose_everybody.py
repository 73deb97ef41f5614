"""Everybody who has a reason, page by page, in the order of the day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from contacts.models import Contact
from goals.models import NextStep, Role
from netzwerk.core.walls import acting_as
from reminders.services import proposals
from reminders.services.proposals import propose_everybody, propose_people
from tests.factories import TODAY, make_contact, make_goal, make_role


def _due(owner: User, name: str, days: int = 100, **fields: Any) -> Contact:
    return make_contact(owner, name, **{"closeness": "good", "anchor_on": TODAY - timedelta(days=days), **fields})


def _names(user: User, first: int = 0, count: int = 50, on: date = TODAY) -> list[str]:
    with acting_as(user):
        return [one.contact.name for one in propose_everybody(user=user, on=on, first=first, count=count).people]


def test_the_people_of_the_day_lead_and_all_others_follow_by_points(alice: User) -> None:
    for number in range(8):
        _due(alice, f"Due {number}", 200 - 10 * number)
    step = _due(alice, "With a step", 0)
    goal = make_goal(alice)
    with acting_as(alice):
        NextStep.objects.create(owner=alice, goal=goal, contact=step, text="Call", due_on=TODAY)
        chosen = [one.contact.name for one in propose_people(user=alice, on=TODAY).people]

    names = _names(alice)

    assert names[: len(chosen)] == chosen
    assert sorted(names) == sorted(["With a step", *(f"Due {number}" for number in range(8))])
    others = [name for name in names[len(chosen) :] if name.startswith("Due")]
    assert others == sorted(others)


def test_pages_follow_each_other_without_a_gap_or_a_double(alice: User) -> None:
    for number in range(9):
        _due(alice, f"Due {number}", 150 + number)

    pages = [*_names(alice, 0, 4), *_names(alice, 4, 4), *_names(alice, 8, 4)]

    assert pages == _names(alice)
    assert len({*pages}) == 9
    assert _names(alice, 99, 4) == []


def test_the_inner_circle_comes_whole_for_this_is_no_choice(alice: User) -> None:
    for number in range(4):
        _due(alice, f"Inner {number}", closeness="inner")

    assert len(_names(alice)) == 4


def test_everybody_comes_with_the_reason(alice: User) -> None:
    goal = make_goal(alice)
    for number in range(5):
        make_role(goal, _due(alice, f"Due {number}"), kind=Role.Kind.EXPERT)

    with acting_as(alice):
        found = propose_everybody(user=alice, on=TODAY, first=0, count=50)

    assert found.total == 5
    assert all(one.sentences and one.roles for one in found.people)


@pytest.mark.parametrize(
    "fields",
    [
        {"is_resting": True},
        {"snoozed_until": TODAY + timedelta(days=9)},
        {"archived_at": timezone.now()},
        {"deleted_at": timezone.now()},
        {"ended_in_conflict": True},
    ],
)
def test_nobody_whom_rule_2_keeps_away_is_there(alice: User, fields: dict[str, Any]) -> None:
    _due(alice, "Somebody else")
    _due(alice, "Kept away", **fields)
    _due(alice, "Kept away, inner", closeness="inner", **fields)

    assert _names(alice) == ["Somebody else"]


def test_who_has_no_reason_is_not_there(alice: User) -> None:
    _due(alice, "Due")
    make_contact(alice, "Fresh", closeness="good", anchor_on=TODAY)

    assert _names(alice) == ["Due"]


def test_on_a_first_day_the_beginning_is_there(alice: User) -> None:
    make_contact(alice, "New", closeness="good", anchor_on=TODAY)

    assert _names(alice) == ["New"]


def test_nobody_of_somebody_elses(alice: User, charlie: User) -> None:
    _due(alice, "Due")

    assert _names(charlie) == []


def test_more_than_the_most_are_cut(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proposals, "MOST", 4)
    for number in range(7):
        _due(alice, f"Due {number}")

    with acting_as(alice):
        assert propose_everybody(user=alice, on=TODAY, first=0, count=50).total == 4


def test_the_number_of_queries_does_not_grow(as_alice: User, django_assert_same_queries: Any) -> None:
    def ask() -> int:
        with django_assert_same_queries() as asked:
            propose_everybody(user=as_alice, on=TODAY, first=0, count=20)
        return len(asked)

    goal = make_goal(as_alice)
    for number in range(4):
        make_role(goal, _due(as_alice, f"Few {number}"))
    few = ask()
    for number in range(30):
        make_role(goal, _due(as_alice, f"Many {number}"))

    assert ask() == few
