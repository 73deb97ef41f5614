"""Gaps filled and taken back, and what rewriting a competence leaves of those who have it."""

from __future__ import annotations

import pytest

from accounts.models import User
from contacts.models import Contact
from goals.models import Goal, Role
from goals.services import replace_competences, replace_questions
from matching.models import Holder
from matching.queries.gaps import line_need, role_need
from matching.services.gaps import Filled, fill_need, line_of, take_back
from tests.factories import make_contact, make_goal
from tests.matching.gap_rooms import Room, make_room


@pytest.fixture
def room(as_alice: User) -> Room:
    return make_room(as_alice)


@pytest.fixture
def tom(as_alice: User) -> Contact:
    return make_contact(as_alice, "Tom")


def held(goal: Goal) -> list[tuple[str, str | None, str | None]]:
    rows = Holder.objects.filter(goal=goal).order_by("created_at")
    return list(rows.values_list("contact__name", "competence__text", "question__text"))


def test_filling_twice_is_once(room: Room, tom: Contact) -> None:
    first = fill_need(goal=room.goal, need=line_need(room.question), contacts=[tom])
    again = fill_need(goal=room.goal, need=line_need(room.question), contacts=[tom])

    assert [len(first.roles), len(first.holders)] == [1, 1]
    assert (again.roles, again.holders) == ((), ())


def test_a_role_needs_no_holder(room: Room, tom: Contact) -> None:
    filled = fill_need(goal=room.goal, need=role_need("multiplier"), contacts=[tom])

    assert [role.kind for role in filled.roles] == ["multiplier"]
    assert filled.holders == ()


def test_a_role_is_given_beside_another(room: Room) -> None:
    fill_need(goal=room.goal, need=role_need("insider"), contacts=[room.expert])

    assert set(Role.objects.filter(contact=room.expert).values_list("kind", flat=True)) == {"expert", "insider"}


def test_what_was_filled_is_taken_back(room: Room, tom: Contact) -> None:
    before = held(room.goal)
    filled = fill_need(goal=room.goal, need=line_need(room.fees), contacts=[tom, room.expert])

    take_back(
        goal=room.goal, roles=[role.pk for role in filled.roles], holders=[holder.pk for holder in filled.holders]
    )

    assert held(room.goal) == before
    assert not Role.objects.filter(contact=tom).exists()


def test_a_need_of_another_goal_is_none_of_this_one(as_alice: User, room: Room) -> None:
    another, tom = make_goal(as_alice, "Another"), make_contact(as_alice, "Tom")

    for need in (line_need(room.law), line_need(room.question)):
        assert line_of(another, need) is None
        assert fill_need(goal=another, need=need, contacts=[tom]) == Filled()


def test_who_has_a_competence_stays_when_its_words_change(room: Room, tom: Contact) -> None:
    fill_need(goal=room.goal, need=line_need(room.question), contacts=[tom])

    replace_competences(goal=room.goal, texts=["Photography", "Contract law for artists"])
    replace_questions(goal=room.goal, texts=["Who decides about ilustrations?", "Who prints?"])

    assert held(room.goal) == [
        ("Miriam Kessler", "Contract law for artists", None),
        ("Tom", None, "Who decides about ilustrations?"),
    ]


def test_something_else_in_its_place_leaves_nobody(room: Room) -> None:
    replace_competences(goal=room.goal, texts=["Photography"])

    assert held(room.goal) == []
