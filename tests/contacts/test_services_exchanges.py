"""Give and take: what counts as which way, what is open, and what is settled."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from contacts.models import Contact, Exchange
from contacts.queries.exchanges import ExchangeCounts, count_exchanges, promises_by_contact, promises_on_today
from contacts.services.exchanges import (
    delete_exchange,
    edit_exchange,
    log_exchange,
    reopen_exchange,
    restore_exchange,
    settle_exchange,
)
from tests.factories import TODAY, make_contact, make_exchange

TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def miriam(as_alice: User) -> Contact:
    return make_contact(as_alice)


def counted(user: User, contact: Contact | None = None) -> tuple[int, int, int, int]:
    counts = count_exchanges(user, contact)
    return (counts.given, counts.received, counts.promised, counts.asked)


def test_each_direction_counts_its_way(as_alice: User, miriam: Contact) -> None:
    for direction in Exchange.Direction.values:
        make_exchange(as_alice, miriam, direction)

    assert counted(as_alice, miriam) == (1, 1, 1, 1)
    assert count_exchanges(as_alice) == ExchangeCounts(1, 1, 1, 1)


def test_a_kept_promise_counts_as_given_and_a_wish_that_came_as_received(as_alice: User, miriam: Contact) -> None:
    for direction in ("promised", "asked"):
        settle_exchange(exchange=make_exchange(as_alice, miriam, direction), done_on=TODAY)

    assert counted(as_alice) == (1, 1, 0, 0)


def test_settled_twice_the_first_date_stays(as_alice: User, miriam: Contact) -> None:
    promise = make_exchange(as_alice, miriam, "promised")

    settle_exchange(exchange=promise, done_on=TODAY)
    settle_exchange(exchange=promise, done_on=TOMORROW)

    promise.refresh_from_db()
    assert promise.done_on == TODAY


def test_what_was_simply_given_has_nothing_to_settle(as_alice: User, miriam: Contact) -> None:
    assert settle_exchange(exchange=make_exchange(as_alice, miriam), done_on=TODAY).done_on is None


def test_a_settled_one_can_be_opened_again(as_alice: User, miriam: Contact) -> None:
    promise = settle_exchange(exchange=make_exchange(as_alice, miriam, "promised"), done_on=TODAY)

    reopen_exchange(exchange=promise)

    assert counted(as_alice) == (0, 0, 1, 0)


def test_with_several_people_each_has_their_own(as_alice: User, miriam: Contact) -> None:
    tomasz = make_contact(as_alice, "Tomasz Bielak")

    made = log_exchange(
        owner=as_alice, contacts=[miriam, tomasz, miriam], direction="given", kind="introduction", happened_on=TODAY
    )

    assert [one.contact for one in made] == [miriam, tomasz]


def test_only_a_promise_has_a_date_by_which(as_alice: User, miriam: Contact) -> None:
    (one,) = log_exchange(
        owner=as_alice, contacts=[miriam], direction="given", kind="help", happened_on=TODAY, due_on=TOMORROW,
        done_on=TODAY,
    )  # fmt: skip
    assert (one.due_on, one.done_on) == (None, None)

    edit_exchange(exchange=one, direction="promised", kind="help", happened_on=TODAY, due_on=TOMORROW)
    assert (one.due_on, one.done_on) == (TOMORROW, None)


def test_what_is_deleted_counts_no_more_until_it_is_back(as_alice: User, miriam: Contact) -> None:
    one = delete_exchange(exchange=make_exchange(as_alice, miriam))
    assert counted(as_alice) == (0, 0, 0, 0)

    restore_exchange(exchange=one)
    assert counted(as_alice) == (1, 0, 0, 0)


def test_who_is_in_the_bin_does_not_count(as_alice: User, miriam: Contact) -> None:
    make_exchange(as_alice, miriam)
    Contact.objects.filter(pk=miriam.pk).update(deleted_at=timezone.now())

    assert counted(as_alice) == (0, 0, 0, 0)


def test_the_most_urgent_promise_comes_first_and_undated_ones_by_age(as_alice: User, miriam: Contact) -> None:
    old = make_exchange(as_alice, miriam, "promised", happened_on=date(2025, 1, 1))
    young = make_exchange(as_alice, miriam, "promised", happened_on=date(2026, 1, 1))
    dated = make_exchange(as_alice, miriam, "promised", due_on=TOMORROW)

    assert promises_on_today(as_alice, limit=9) == [dated, old, young]


@pytest.mark.parametrize(
    "state", [{"archived_at": timezone.now()}, {"ended_in_conflict": True}, {"deleted_at": timezone.now()}]
)
def test_today_names_nobody_who_is_never_suggested(as_alice: User, miriam: Contact, state: dict[str, object]) -> None:
    make_exchange(as_alice, miriam, "promised")
    Contact.objects.filter(pk=miriam.pk).update(**state)

    assert promises_on_today(as_alice, limit=9) == []


@pytest.mark.parametrize("state", [{"snoozed_until": TOMORROW}, {"is_resting": True}])
def test_a_promise_stays_visible_when_its_person_is_set_aside(
    as_alice: User, miriam: Contact, state: dict[str, object]
) -> None:
    promise = make_exchange(as_alice, miriam, "promised")
    Contact.objects.filter(pk=miriam.pk).update(**state)

    assert promises_on_today(as_alice, limit=9) == [promise]


def test_a_promise_is_a_reason_without_a_date_or_when_its_date_comes(as_alice: User, miriam: Contact) -> None:
    later = make_exchange(as_alice, miriam, "promised", due_on=TOMORROW)
    tomasz = make_contact(as_alice, "Tomasz Bielak")
    undated = make_exchange(as_alice, tomasz, "promised")

    assert promises_by_contact(as_alice, until=TODAY) == {tomasz.pk: undated}
    assert promises_by_contact(as_alice, until=TOMORROW) == {tomasz.pk: undated, miriam.pk: later}
    assert promises_by_contact(as_alice, until=TOMORROW, contact_ids=[miriam.pk]) == {miriam.pk: later}
