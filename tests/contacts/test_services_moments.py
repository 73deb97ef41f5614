"""Moments: the newest one of each person is right after whatever happens to a moment."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.models import User
from contacts.models import Contact, Moment
from contacts.services import MomentInFutureError, delete_moment, edit_moment, log_moment, restore_moment
from netzwerk.core.copying import MANY
from tests.factories import TODAY, make_contact

YESTERDAY = TODAY - timedelta(days=1)


def last(contact: Contact) -> date | None:
    """Return what the database knows by now."""
    contact.refresh_from_db()
    return contact.last_moment_on


def log(owner: User, *contacts: Contact, on: date = TODAY, **more: Any) -> Moment:
    """Log a call."""
    return log_moment(owner=owner, contacts=contacts, kind="call", happened_on=on, today=TODAY, **more)


def test_a_moment_counts_at_once_for_everybody_who_took_part(as_alice: User) -> None:
    miriam, tomasz = make_contact(as_alice, closeness="close"), make_contact(as_alice, "Tomasz Bielak")

    log(as_alice, miriam, tomasz)

    assert (last(miriam), last(tomasz)) == (TODAY, TODAY)
    assert miriam.due_on == date(2026, 4, 16)


def test_a_moment_counts_for_very_many_at_once(as_alice: User) -> None:
    people = [make_contact(as_alice, f"Person {number}") for number in range(MANY + 1)]

    log(as_alice, *people)

    assert {last(person) for person in people} == {TODAY}


def test_an_older_moment_never_moves_the_date_back(as_alice: User) -> None:
    miriam = make_contact(as_alice)
    log(as_alice, miriam)

    log(as_alice, miriam, on=date(2020, 5, 1))

    assert last(miriam) == TODAY


def test_a_deleted_moment_no_longer_counts_and_a_restored_one_does(as_alice: User) -> None:
    miriam = make_contact(as_alice)
    log(as_alice, miriam, on=date(2025, 1, 1))
    moment = log(as_alice, miriam)

    delete_moment(moment=moment, today=TODAY)
    assert last(miriam) == date(2025, 1, 1)
    restore_moment(moment=moment, today=TODAY)
    assert last(miriam) == TODAY


def test_the_last_moment_taken_back_leaves_the_anchor_alone(as_alice: User) -> None:
    miriam = make_contact(as_alice)

    delete_moment(moment=log(as_alice, miriam), today=TODAY)

    assert last(miriam) is None


def test_a_month_counts_as_its_last_day_and_a_running_one_as_today(as_alice: User) -> None:
    miriam, tomasz = make_contact(as_alice), make_contact(as_alice, "Tomasz Bielak")

    moment = log(as_alice, miriam, on=date(2024, 2, 11), precision="month")
    log(as_alice, tomasz, on=TODAY, precision="year")

    assert moment.happened_on == date(2024, 2, 1)
    assert (last(miriam), last(tomasz)) == (date(2024, 2, 29), TODAY)


def test_editing_moves_the_date_of_those_who_leave_and_who_join(as_alice: User) -> None:
    miriam, tomasz = make_contact(as_alice), make_contact(as_alice, "Tomasz Bielak")
    moment = log(as_alice, miriam)

    edit_moment(moment=moment, contacts=[tomasz], kind="meeting", happened_on=YESTERDAY, today=TODAY)

    assert (last(miriam), last(tomasz)) == (None, YESTERDAY)


def test_a_moment_cannot_be_in_the_future(as_alice: User) -> None:
    miriam = make_contact(as_alice)

    with pytest.raises(MomentInFutureError):
        log(as_alice, miriam, on=TODAY + timedelta(days=1))

    assert not Moment.objects.for_user(as_alice).exists()


def test_nobody_elses_contact_can_take_part(as_alice: User, charlie: User) -> None:
    theirs = make_contact(charlie)

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        log(as_alice, theirs)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_the_number_of_queries_does_not_depend_on_how_many_took_part(
    as_alice: User, django_assert_same_queries: Any
) -> None:
    contacts = [make_contact(as_alice, f"Person {n}") for n in range(20)]

    with django_assert_same_queries() as one:
        log(as_alice, contacts[0])
    with django_assert_same_queries() as many:
        log(as_alice, *contacts)

    assert len(many) == len(one)
