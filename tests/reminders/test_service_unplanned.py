"""Whoever wishes mails and has no instant for the next one is found each night, and nobody else is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from allauth.account.models import EmailAddress as LoginAddress
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from accounts.models import User
from netzwerk.celery import app
from reminders.services import unplanned
from reminders.services.unplanned import plan_unplanned
from reminders.tasks import plan_unplanned_mails
from tests.factories import make_subscription, make_user

MONDAY_NOON = datetime(2026, 3, 16, 11, tzinfo=UTC)
NEXT_MONDAY_8 = datetime(2026, 3, 23, 7, tzinfo=UTC)


def planned(user: User) -> datetime | None:
    user.refresh_from_db()
    return user.next_digest_at


def test_whoever_has_none_is_planned_and_whoever_has_one_keeps_it(alice: User, charlie: User) -> None:
    User.objects.filter(pk=charlie.pk).update(next_digest_at=MONDAY_NOON)

    assert plan_unplanned(now=MONDAY_NOON) == 1

    assert (planned(alice), planned(charlie)) == (NEXT_MONDAY_8, MONDAY_NOON)
    assert plan_unplanned(now=MONDAY_NOON) == 0


@pytest.mark.parametrize(
    "fields",
    [
        {"digest_weekdays": []},
        {"is_sample": True},
        {"is_active": False},
        {"digest_paused_at": MONDAY_NOON},
    ],
)
def test_nobody_is_planned_who_wishes_none_or_cannot_get_any(alice: User, fields: dict[str, object]) -> None:
    User.objects.filter(pk=alice.pk).update(**fields)

    assert plan_unplanned(now=MONDAY_NOON) == 0
    assert planned(alice) is None


def test_a_pause_of_ones_own_is_kept(alice: User) -> None:
    User.objects.filter(pk=alice.pk).update(digest_paused_until=date(2026, 4, 1))

    assert plan_unplanned(now=MONDAY_NOON) == 1
    assert planned(alice) == datetime(2026, 4, 6, 6, tzinfo=UTC)


def test_an_address_that_is_not_confirmed_gets_none_unless_a_browser_takes_notifications(
    alice: User, charlie: User
) -> None:
    LoginAddress.objects.update(verified=False)
    make_subscription(charlie)

    assert plan_unplanned(now=MONDAY_NOON) == 1
    assert (planned(alice), planned(charlie)) == (None, NEXT_MONDAY_8)


def test_where_the_address_refused_mails_a_browser_is_reminded(alice: User, charlie: User) -> None:
    User.objects.update(digest_paused_at=MONDAY_NOON)
    make_subscription(charlie)

    assert plan_unplanned(now=MONDAY_NOON) == 1
    assert (planned(alice), planned(charlie)) == (None, NEXT_MONDAY_8)


def test_mail_that_is_set_up_later_reaches_those_who_were_there(alice: User, settings: Settings) -> None:
    settings.IS_MAIL_SET_UP = False
    assert plan_unplanned(now=MONDAY_NOON) == 0

    settings.IS_MAIL_SET_UP = True
    assert plan_unplanned(now=MONDAY_NOON) == 1


def test_a_row_that_breaks_keeps_nobody_else_back(alice: User, charlie: User) -> None:
    User.objects.filter(pk=alice.pk).update(time_zone="Atlantis/Nowhere")

    assert plan_unplanned(now=MONDAY_NOON) == 1
    assert planned(charlie) == NEXT_MONDAY_8


def test_batches_reach_everybody_once(alice: User, charlie: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unplanned, "BATCH", 1)
    make_user("dana@example.org")

    assert plan_unplanned(now=MONDAY_NOON) == 3


def test_those_out_of_reach_cost_no_query_each(
    alice: User, django_assert_same_queries: Callable[[], CaptureQueriesContext]
) -> None:
    LoginAddress.objects.update(verified=False)
    with django_assert_same_queries() as few:
        plan_unplanned(now=MONDAY_NOON)
    for number in range(5):
        LoginAddress.objects.filter(user=make_user(f"user{number}@example.org")).update(verified=False)
    with django_assert_same_queries() as many:
        plan_unplanned(now=MONDAY_NOON)
    assert len(many) == len(few)


def test_it_runs_each_night(alice: User) -> None:
    assert plan_unplanned_mails() == 1
    assert "reminders.tasks.plan_unplanned_mails" in {one["task"] for one in app.conf.beat_schedule.values()}
