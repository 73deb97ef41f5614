"""One question for each person: which ground it rests on, and that it stays all day and changes by the week."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from contacts.models import Contact
from reminders.mail.facts import known_of
from reminders.mail.questions import Ground, question_for
from tests.factories import TODAY, make_approach, make_contact, make_goal, make_moment
from tests.reminders.mail_cast import can_answer
from tests.reminders.people import plan_step

SOMEBODY = UUID(int=7)
DAYS = st.dates(date(2023, 1, 1), date(2040, 12, 31))


def ask(on: date = TODAY, taken: tuple[str, ...] = (), **ground: Any) -> str:
    return question_for(Ground(**ground), user_id=1, contact_id=SOMEBODY, on=on, taken=taken)


def test_what_a_goal_wants_to_know_comes_first_and_only_after_giving() -> None:
    line = ask(asks="Who decides?", has_note=True, step="Call")

    assert line == "Ask, once you have given something: “Who decides?”"


def test_the_last_note_comes_before_the_next_step() -> None:
    assert ask(has_note=True, step="Call.") == ask(has_note=True)
    assert "your next step, Call: “Is this a good moment for it?”" in ask(step="Call.")


@given(DAYS)
def test_a_friendly_question_stays_for_the_week_and_changes_with_the_next(on: date) -> None:
    monday = on - timedelta(days=on.weekday())

    assert {ask(monday + timedelta(days=days)) for days in range(7)} == {ask(on)}
    assert ask(on + timedelta(days=7)) != ask(on)


def test_all_eight_have_their_turn() -> None:
    assert len({ask(TODAY + timedelta(weeks=week)) for week in range(8)}) == 8


def test_nobody_in_a_mail_is_asked_what_somebody_else_is_asked() -> None:
    taken: list[str] = []
    for _person in range(8):
        taken.append(ask(taken=tuple(taken)))

    assert len(set(taken)) == 8
    assert ask(taken=tuple(taken)) in taken


def test_what_is_known_of_people_costs_four_queries_however_many_they_are(
    as_alice: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    goal = make_goal(as_alice, is_leading=True)
    people = [make_contact(as_alice, f"Person {number}") for number in range(6)]
    for one in people:
        make_moment(as_alice, one, note=f"with {one.name}")
        plan_step(one, goal, "Call", TODAY)
    with django_assert_num_queries(4):
        known = known_of(as_alice, [one.pk for one in people], TODAY)

    assert [one.last.note for one in known.values() if one.last] == [f"with {one.name}" for one in people]


def test_questions_of_goals_that_rest_are_not_asked(as_alice: User) -> None:
    active, paused = make_goal(as_alice, is_leading=True), make_goal(as_alice, "Later", status="paused")
    one, other, third = (make_contact(as_alice, name) for name in ("One", "Other", "Third"))
    can_answer(one, active, "Who decides?")
    can_answer(other, paused, "Who pays?")
    make_approach(paused, third, asks="Who knows?")

    assert asks_of(as_alice, one, other, third) == ["Who decides?", "", ""]


def test_what_the_user_thought_of_comes_before_what_somebody_could_answer(as_alice: User) -> None:
    goal, one = make_goal(as_alice, is_leading=True), make_contact(as_alice)
    can_answer(one, goal, "Who decides?")
    make_approach(goal, one, asks="Who chooses pictures?")

    assert asks_of(as_alice, one) == ["Who chooses pictures?"]


def test_moments_to_come_and_those_taken_back_are_not_the_last(as_alice: User) -> None:
    one = make_contact(as_alice)
    make_moment(as_alice, one, on=TODAY + timedelta(days=1), note="to come")
    make_moment(as_alice, one, on=TODAY - timedelta(days=9), note="the last one")

    known = known_of(as_alice, [one.pk], TODAY)[one.pk]

    assert known.last is not None
    assert known.last.note == "the last one"


def test_nobody_sees_what_a_stranger_noted(as_alice: User, charlie: User) -> None:
    theirs = make_contact(charlie)
    make_moment(charlie, theirs, note="theirs")

    assert known_of(as_alice, [theirs.pk], TODAY)[theirs.pk].last is None


def asks_of(user: User, *people: Contact) -> list[str]:
    known = known_of(user, [one.pk for one in people], TODAY)
    return [known[one.pk].asks for one in people]
