"""Reasons in words: concrete, in the reader's language, and never a talk that nobody noted."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from accounts.models import User
from contacts.models import Contact
from goals.models import Role
from reminders.services import propose_people
from tests.factories import TODAY, make_contact, make_goal
from tests.reminders.people import days_ago, give_role, make_fresh, make_overdue, plan_step


def sentences(user: User, on: date = TODAY) -> tuple[str, ...]:
    [one] = propose_people(user=user, on=on).people
    return one.sentences


def enter(owner: User, roughly: str, on: date, anchor_on: date) -> Contact:
    contact = make_contact(owner, closeness="good", last_in_touch=roughly, anchor_on=anchor_on)
    Contact.objects.filter(pk=contact.pk).update(created_at=datetime(on.year, on.month, on.day, 12, tzinfo=UTC))
    return contact


def test_an_overdue_talk_is_told_with_the_cadence_and_the_silence(as_alice: User) -> None:
    make_overdue(as_alice)

    assert sentences(as_alice) == ("You usually talk every 3 months; it has been 4 months.", "Waits longest.")


def test_somebody_who_is_due_since_today_is_not_called_late(as_alice: User) -> None:
    make_contact(as_alice, closeness="inner", last_moment_on=days_ago(7))

    assert sentences(as_alice)[0] == "You usually talk every week; it is time again."


def test_years_of_silence_are_told_in_years_and_months(as_alice: User) -> None:
    make_contact(as_alice, closeness="good", last_moment_on=date(2023, 1, 10))

    assert sentences(as_alice)[0] == "Worth reviving: last in touch 3 years 2 months ago."


@pytest.mark.parametrize(
    ("roughly", "entered_on", "anchor_on", "expected"),
    [
        ("longer", TODAY, days_ago(1500), "Worth reviving: last in touch more than 3 years ago, as you said."),
        ("longer", days_ago(400), days_ago(1900), "Worth reviving: last in touch more than 4 years ago, as you said."),
        ("one_to_three", TODAY, days_ago(730), "Worth reviving: last in touch 1 to 3 years ago, as you said."),
        ("this_year", TODAY, days_ago(100), "Last in touch in 2026, as you said."),
        ("this_month", days_ago(100), days_ago(100), "Last in touch in December 2025, as you said."),
        ("not_sure", days_ago(100), days_ago(100), "On your list since 6 Dec 2025, nothing noted yet."),
    ],
)
def test_without_a_moment_only_what_the_user_said_is_claimed(
    as_alice: User, roughly: str, entered_on: date, anchor_on: date, expected: str
) -> None:
    enter(as_alice, roughly, entered_on, anchor_on)

    assert sentences(as_alice)[0] == expected
    assert "talk" not in " ".join(sentences(as_alice))


@pytest.mark.parametrize(
    ("day", "year", "expected"),
    [
        (16, 1986, "Birthday today (turns 40)."),
        (17, 1986, "Birthday tomorrow (turns 40)."),
        (19, 1986, "Birthday on Thursday (turns 40)."),
        (16, None, "Birthday today."),
        (17, None, "Birthday tomorrow."),
        (19, None, "Birthday on Thursday."),
    ],
)
def test_a_birthday_is_told_with_its_day_and_the_age_when_it_is_known(
    as_alice: User, day: int, year: int | None, expected: str
) -> None:
    make_fresh(as_alice, birthday_month=3, birthday_day=day, birthday_year=year)

    assert sentences(as_alice) == (expected,)


def test_roles_steps_and_fondness_are_told_the_weightiest_first(as_alice: User) -> None:
    contact = make_fresh(as_alice, is_interesting=True, is_close_to_heart=True)
    goal = make_goal(as_alice, "Five publishing clients", is_leading=True)
    give_role(contact, goal)
    give_role(contact, make_goal(as_alice, "Learn to speak"), Role.Kind.EXPERT)
    plan_step(contact, goal, "send the checklist.", TODAY - timedelta(days=1))

    assert sentences(as_alice) == (
        "Next step: send the checklist. Was due on 15 March.",
        "Door opener for “Five publishing clients”.",
        "Expert for “Learn to speak”.",
        "Close to your heart.",
        "You would like to know them better.",
    )


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("de", "Sie sprechen sonst alle 3 Monate miteinander; jetzt sind es 4 Monate."),
        ("de-du", "Ihr sprecht sonst alle 3 Monate miteinander; jetzt sind es 4 Monate."),
    ],
)
def test_german_says_sie_or_du(as_alice: User, language: str, expected: str) -> None:
    make_overdue(as_alice)

    with translation.override(language):
        assert sentences(as_alice)[0] == expected


def test_a_role_that_says_reviving_says_it_once(as_alice: User) -> None:
    contact = make_contact(as_alice, closeness="good", last_moment_on=date(2023, 1, 10))
    give_role(contact, make_goal(as_alice, is_leading=True), kind=Role.Kind.WORTH_REVIVING)

    told = " ".join(sentences(as_alice))

    assert "Last in touch 3 years 2 months ago." in told
    assert told.count("Worth reviving") == 1


def test_german_bends_lengths_after_vor(as_alice: User) -> None:
    make_contact(as_alice, closeness="good", last_moment_on=date(2023, 1, 10))

    with translation.override("de"):
        assert sentences(as_alice)[0] == "Auffrischen lohnt sich: zuletzt in Kontakt vor 3 Jahren und 2 Monaten."
