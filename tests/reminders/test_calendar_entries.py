"""What stands in a calendar feed, and who does not (product rules 2, 3 and 8)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone, translation

from accounts.models import User
from contacts.models import Contact, OwnDate
from netzwerk.core.walls import acting_as
from reminders.rules.feed import DAYS_AHEAD, DAYS_BACK
from tests.factories import (
    TODAY,
    make_contact,
    make_exchange,
    make_goal,
    make_membership,
    make_network,
    make_step,
)
from tests.reminders.feeds import entries, summaries

DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)


def make_own_date(contact: Contact, label: str = "Wedding day", **fields: Any) -> OwnDate:
    with acting_as(contact.owner):
        return OwnDate.objects.create(
            owner=contact.owner, contact=contact, label=label, **{"month": 4, "day": 2, **fields}
        )


def make_all_of(alice: User, contact: Contact) -> None:
    """Give somebody one of everything that a calendar tells of people, within the next months."""
    Contact.objects.filter(pk=contact.pk).update(birthday_month=4, birthday_day=1, closeness="good")
    make_own_date(contact)
    make_step(make_goal(alice), contact, due_on=TODAY + WEEK)
    make_exchange(alice, contact, "promised", due_on=TODAY + WEEK)


def test_a_birthday_says_which_one_where_the_year_is_known(alice: User) -> None:
    make_contact(alice, birthday_month=3, birthday_day=17, birthday_year=1976)
    make_contact(alice, "Tomasz Bielak", birthday_month=3, birthday_day=18)

    assert summaries(alice) == [
        (date(2026, 3, 17), "Birthday: Miriam Kessler (turns 50)"),
        (date(2026, 3, 18), "Birthday: Tomasz Bielak"),
    ]


def test_a_birthday_of_the_last_month_stands_there_twice_and_as_two_things(alice: User) -> None:
    make_contact(alice, birthday_month=3, birthday_day=1, birthday_year=1976)

    found = entries(alice)

    assert [(one.on, one.summary[-9:]) for one in found] == [
        (date(2026, 3, 1), "turns 50)"),
        (date(2027, 3, 1), "turns 51)"),
    ]
    assert len({one.key for one in found}) == 2


@pytest.mark.parametrize(("leap_day", "on"), [("feb28", date(2027, 2, 28)), ("mar1", date(2027, 3, 1))])
def test_a_leap_day_is_kept_as_the_user_chose(alice: User, leap_day: str, on: date) -> None:
    User.objects.filter(pk=alice.pk).update(leap_day=leap_day)
    make_contact(alice, birthday_month=2, birthday_day=29)

    assert [one.on for one in entries(alice, TODAY + 3 * WEEK)] == [on]


def test_a_date_of_ones_own_says_how_many_years_it_has_been(alice: User) -> None:
    contact = make_contact(alice)
    make_own_date(contact, year=2025)
    make_own_date(contact, "Name day", day=3)
    make_own_date(contact, "Founding", day=4, year=2006)

    assert [words for _on, words in summaries(alice)] == [
        "Wedding day: Miriam Kessler (1 year)",
        "Name day: Miriam Kessler",
        "Founding: Miriam Kessler (20 years)",
    ]


def test_whoever_becomes_due_stands_there_once_and_says_why(alice: User) -> None:
    contact = make_contact(alice, closeness="good", last_moment_on=TODAY)

    [entry] = entries(alice)

    assert (entry.on, entry.summary) == (date(2026, 6, 16), "Get in touch with Miriam Kessler")
    assert entry.description == "You usually talk every 3 months; it is time again."
    assert entry.url.endswith(f"/contacts/{contact.pk}/")
    assert entry.key == f"due-{contact.pk}"


@pytest.mark.parametrize(("days", "is_there"), [(0, True), (-DAYS_BACK, True), (-DAYS_BACK - 1, False), (-900, False)])
def test_whoever_has_waited_for_long_does_not_fill_the_calendar(alice: User, days: int, is_there: bool) -> None:
    contact = make_contact(alice, closeness="inner", last_moment_on=TODAY + timedelta(days=days - 7))

    assert contact.due_on == TODAY + timedelta(days=days)
    assert bool(entries(alice)) is is_there


def test_many_on_one_day_share_an_entry(alice: User) -> None:
    for number in range(4):
        make_contact(alice, f"Person {number}", closeness="inner", last_moment_on=TODAY)

    [entry] = entries(alice)

    assert (entry.key, entry.summary) == ("due-2026-03-23", "Get in touch with 4 people")
    assert entry.description == "Person 0, Person 1, Person 2, Person 3"
    assert entry.url.endswith("/contacts/?due=1")


def test_of_very_many_the_first_are_named(alice: User) -> None:
    for number in range(23):
        make_contact(alice, f"Person {number:02}", closeness="inner", last_moment_on=TODAY)

    [entry] = entries(alice)

    assert entry.description.endswith("Person 19 and 3 more")


def test_next_steps_and_promises_stand_on_their_day(alice: User) -> None:
    contact = make_contact(alice)
    make_step(make_goal(alice), contact, due_on=TODAY + DAY)
    make_exchange(alice, contact, "promised", text="The list of printers", due_on=TODAY + WEEK)
    make_exchange(alice, contact, "promised", text="Without a day")

    step, promise = entries(alice)

    assert (step.on, step.summary) == (TODAY + DAY, "Next step: Call (Miriam Kessler)")
    assert step.description == "For “Five publishing clients by June”"
    assert (promise.on, promise.summary) == (TODAY + WEEK, "Promised: The list of printers (Miriam Kessler)")


def test_what_is_done_or_waits_with_its_goal_is_not_there(alice: User) -> None:
    contact, goal = make_contact(alice), make_goal(alice)
    make_step(goal, contact, done_at=timezone.now())
    make_step(goal, contact, dropped_at=timezone.now())
    make_step(make_goal(alice, "Another", status="paused"), contact)
    make_exchange(alice, contact, "promised", due_on=TODAY, done_on=TODAY)
    make_exchange(alice, contact, "promised", due_on=TODAY, deleted_at=timezone.now())
    make_step(goal, contact, due_on=TODAY - timedelta(days=DAYS_BACK + 1))
    make_step(goal, contact, due_on=TODAY + timedelta(days=DAYS_AHEAD + 1))

    assert entries(alice) == []


def test_a_promise_to_a_network_says_to_which(alice: User) -> None:
    contact = make_contact(alice)
    promise = make_exchange(alice, contact, "promised", text="A talk", due_on=TODAY)
    with acting_as(alice):
        type(promise).objects.filter(pk=promise.pk).update(contact=None)

    [entry] = entries(alice)

    assert entry.summary == "Promised: A talk"
    assert entry.url.endswith("/contacts/give-and-take/")


def test_a_membership_tells_its_dates(alice: User) -> None:
    network = make_network(alice, stage="member")
    make_membership(
        network, since_on=date(2024, 5, 1), term_starts_on=date(2025, 1, 1), term_months=12, notice_count=3
    )  # fmt: skip

    found = entries(alice)

    # The question of 2025 was never answered; it waits on Today.
    assert [(one.on, one.summary) for one in found] == [
        (date(2026, 9, 30), "Last day to give notice: Women in Publishing"),
        (date(2027, 1, 1), "A new term begins: Women in Publishing"),
    ]
    assert found[0].description == "To leave on 31 Dec 2026."


def test_the_yearly_question_stands_on_its_day(alice: User) -> None:
    make_membership(make_network(alice, stage="member"), since_on=date(2025, 5, 1))

    [entry] = entries(alice)

    assert (entry.on, entry.summary) == (date(2026, 5, 1), "Yearly question: Women in Publishing")
    assert entry.url.endswith("/review/")


def test_a_new_term_is_told_when_it_is_too_late_to_give_notice(alice: User) -> None:
    network = make_network(alice, stage="member")
    make_membership(network, term_starts_on=date(2025, 4, 1), term_months=12, notice_count=3)

    assert [(one.on, one.summary.partition(":")[0]) for one in entries(alice)] == [
        (date(2026, 4, 1), "A new term begins"),
        (date(2026, 12, 31), "Last day to give notice"),
    ]


def test_whoever_stays_is_not_asked_and_whoever_leaves_is_told_the_end(alice: User) -> None:
    staying = make_membership(
        make_network(alice, stage="member"), term_starts_on=date(2025, 1, 1), term_months=12, notice_count=3,
        notice_settled_for=date(2026, 9, 30),
    )  # fmt: skip
    leaving = make_network(alice, "Choir", stage="member")
    make_membership(leaving, term_starts_on=date(2025, 1, 1), term_months=12, left_on=date(2026, 12, 31))

    assert [(one.on, one.summary) for one in entries(alice)] == [
        (date(2026, 12, 31), "Membership ends: Choir"),
        (date(2027, 1, 1), "A new term begins: Women in Publishing"),
    ]
    assert staying.pk


def test_short_terms_do_not_fill_the_calendar(alice: User) -> None:
    make_membership(make_network(alice, stage="member"), term_starts_on=date(2025, 1, 1), term_months=1)

    assert entries(alice) == []


HIDDEN: dict[str, dict[str, Any]] = {
    "archived": {"archived_at": timezone.now()},
    "binned": {"deleted_at": timezone.now()},
    "resting": {"is_resting": True},
    "conflict": {"ended_in_conflict": True},
    "snoozed": {"snoozed_until": TODAY + timedelta(days=DAYS_AHEAD + 1)},
}


@pytest.mark.parametrize("how", HIDDEN)
def test_nobody_stands_there_who_is_never_suggested(as_alice: User, how: str) -> None:
    contact = make_contact(as_alice)
    make_all_of(as_alice, contact)
    assert len(entries(as_alice)) == 5

    Contact.objects.filter(pk=contact.pk).update(**HIDDEN[how])

    assert entries(as_alice) == []


def test_a_snooze_that_ends_hides_what_comes_before(as_alice: User) -> None:
    contact = make_contact(as_alice)
    make_all_of(as_alice, contact)

    Contact.objects.filter(pk=contact.pk).update(snoozed_until=date(2026, 7, 1))
    assert summaries(as_alice) == [(date(2026, 7, 1), "Get in touch with Miriam Kessler")]

    Contact.objects.filter(pk=contact.pk).update(snoozed_until=date(2026, 4, 2))
    assert [one.on for one in entries(as_alice)] == [date(2026, 4, 2), date(2026, 6, 16)]


def test_private_mails_mean_first_names_and_nothing_that_was_written(as_alice: User) -> None:
    User.objects.filter(pk=as_alice.pk).update(has_private_mails=True)
    contact = make_contact(as_alice, birthday_year=1976, birthday_month=1, birthday_day=1)
    make_all_of(as_alice, contact)
    membership = make_membership(make_network(as_alice, stage="member"), since_on=date(2025, 5, 1))

    found = entries(as_alice)

    assert [one.summary for one in found] == [
        "Promised to Miriam",
        "Next step with Miriam",
        "Birthday: Miriam",
        "A day to remember: Miriam",
        "Yearly question",
        "Get in touch with Miriam",
    ]
    assert {one.description for one in found} <= {"", "Stay, give more, or leave?"}
    assert membership.pk


def test_a_group_is_private_too(as_alice: User) -> None:
    User.objects.filter(pk=as_alice.pk).update(has_private_mails=True)
    for name in ("Ruth Okafor", "Tomasz Bielak", "Aylin Demir", "Miriam Kessler"):
        make_contact(as_alice, name, closeness="inner", last_moment_on=TODAY)

    [entry] = entries(as_alice)

    assert sorted(entry.description.split(", ")) == ["Aylin", "Miriam", "Ruth", "Tomasz"]


@pytest.mark.parametrize(
    ("kind", "count"), [("has_birthdays", 2), ("has_due_people", 1), ("has_next_steps", 2), ("has_memberships", 1)]
)
def test_each_kind_can_be_left_out(as_alice: User, kind: str, count: int) -> None:
    make_all_of(as_alice, make_contact(as_alice))
    make_membership(make_network(as_alice, stage="member"), since_on=date(2025, 5, 1))
    everything = entries(as_alice)

    assert len(entries(as_alice, TODAY, **{kind: False})) == len(everything) - count
    kinds = dict.fromkeys(["has_birthdays", "has_due_people", "has_next_steps", "has_memberships"], False)
    assert len(entries(as_alice, TODAY, **{**kinds, kind: True})) == count


def test_nothing_of_anybody_else_is_there(alice: User, charlie: User) -> None:
    make_all_of(charlie, make_contact(charlie))
    make_membership(make_network(charlie, stage="member"), since_on=date(2025, 5, 1))

    assert entries(alice) == []


def test_each_thing_has_a_key_of_its_own_that_stays(as_alice: User) -> None:
    make_all_of(as_alice, make_contact(as_alice))
    make_all_of(as_alice, make_contact(as_alice, "Tomasz Bielak"))
    keys = [one.key for one in entries(as_alice)]

    assert len(set(keys)) == len(keys) == 10
    assert keys == [one.key for one in entries(as_alice, TODAY + DAY)]


def test_german_says_it_in_german(as_alice: User) -> None:
    make_contact(as_alice, birthday_month=3, birthday_day=17, birthday_year=1976)

    with translation.override("de"):
        assert summaries(as_alice) == [(date(2026, 3, 17), "Geburtstag: Miriam Kessler (wird 50)")]
