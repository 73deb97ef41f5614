"""When the next mail is planned: at the confirmation of an address, after a move, never without a wish."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine
from allauth.account.models import EmailAddress as LoginAddress
from allauth.account.models import EmailConfirmationHMAC
from django.test import Client

from accounts.models import User
from reminders.services import plan_digest

MONDAY_NOON = datetime(2026, 3, 16, 11, tzinfo=UTC)
NEXT_MONDAY_8 = datetime(2026, 3, 23, 7, tzinfo=UTC)


def test_the_next_mail_is_planned_for_the_users_day_and_hour(alice: User) -> None:
    assert plan_digest(alice, MONDAY_NOON) == NEXT_MONDAY_8
    alice.refresh_from_db()
    assert alice.next_digest_at == NEXT_MONDAY_8


@pytest.mark.parametrize(
    "fields",
    [{"digest_weekdays": []}, {"is_sample": True}, {"is_active": False}, {"digest_paused_at": MONDAY_NOON}],
)
def test_no_mail_is_planned_without_a_wish_or_while_they_pause(alice: User, fields: dict[str, object]) -> None:
    for name, value in fields.items():
        setattr(alice, name, value)

    assert plan_digest(alice, MONDAY_NOON) is None


def test_no_mail_is_planned_to_an_address_that_is_not_confirmed(alice: User) -> None:
    LoginAddress.objects.update(verified=False)

    assert plan_digest(alice, MONDAY_NOON) is None


def test_confirming_the_address_plans_the_first_mail_and_ends_a_pause(alice: User) -> None:
    LoginAddress.objects.update(verified=False)
    User.objects.filter(pk=alice.pk).update(digest_refusals=3, digest_paused_at=MONDAY_NOON)

    with time_machine.travel(MONDAY_NOON, tick=False):
        key = EmailConfirmationHMAC(LoginAddress.objects.get()).key
        Client(HTTP_HOST="localhost").post(f"/accounts/confirm-email/{key}/")

    alice.refresh_from_db()
    assert (alice.next_digest_at, alice.digest_refusals, alice.digest_paused_at) == (NEXT_MONDAY_8, 0, None)


def test_a_move_to_another_time_zone_plans_anew(alice: User) -> None:
    with time_machine.travel(MONDAY_NOON, tick=False):
        client = Client(HTTP_HOST="localhost")
        client.force_login(alice)
        form = {"first_name": "Alice", "language": "en", "time_zone": "America/New_York", "leap_day": "feb28"}
        assert client.post("/settings/", form).status_code == 302

    alice.refresh_from_db()
    assert alice.next_digest_at == datetime(2026, 3, 16, 12, tzinfo=UTC), "8:00 in New York is still to come"
