"""What Today says about mails and what sends them: one calm line, and a way out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from netzwerk.core import heartbeat
from netzwerk.core.heartbeat import Part, note
from netzwerk.core.walls import acting_as
from reminders.models import Digest
from tests.factories import local_today, make_subscription, make_user
from today.machinery import notices_of


def _home(client: Client) -> str:
    response = client.get("/")
    assert response.status_code == 200
    return response.content.decode()


def _set(user: User, **fields: Any) -> None:
    User.objects.filter(pk=user.pk).update(**fields)


def _digest(user: User, state: str, days: int = 0, **fields: Any) -> Digest:
    with acting_as(user):
        digest = Digest.objects.create(owner=user, for_date=local_today() - timedelta(days=days), state=state, **fields)
        Digest.objects.for_user(user).filter(pk=digest.pk).update(created_at=timezone.now() - timedelta(days=days))
    return digest


def _last_run(minutes: int) -> None:
    for part in Part:
        note(part, timezone.now() - timedelta(minutes=minutes))


def test_while_all_is_well_nothing_is_said(alice_client: Client) -> None:
    _last_run(1)

    assert 'role="note"' not in _home(alice_client)


def test_before_anything_has_run_nothing_is_said(alice_client: Client) -> None:
    assert 'role="note"' not in _home(alice_client)


def test_what_has_not_run_is_told_and_gone_once_it_runs_again(alice_client: Client) -> None:
    _last_run(20)
    page = _home(alice_client)
    assert "Mails are late: the clock that starts them has not run since" in page
    assert "Your reminders are on this page meanwhile." in page

    heartbeat._noted.clear()
    _last_run(0)
    assert "Mails are late" not in _home(alice_client)


def test_whoever_gets_no_mails_is_told_what_else_waits(alice: User, alice_client: Client) -> None:
    _set(alice, digest_weekdays=[])
    _last_run(20)

    page = _home(alice_client)

    assert "Imports and changes of many people wait" in page
    assert "meanwhile" not in page
    assert "Mails are late" not in page


def test_without_a_mail_server_the_page_says_so_and_shows_all(
    alice: User, alice_client: Client, settings: Settings
) -> None:
    settings.IS_MAIL_SET_UP = False

    page = _home(alice_client)

    assert "This site sends no mails. Your reminders are on this page." in page
    with acting_as(alice):
        assert notices_of(user=alice, now=timezone.now()).has_no_mails


def test_mails_that_pause_for_refusals_are_told_with_two_ways_out(alice: User, alice_client: Client) -> None:
    _set(alice, digest_paused_at=timezone.now(), next_digest_at=None)

    page = _home(alice_client)

    assert "Your mails pause: the server of alice@example.org refused several in a row." in page
    assert 'href="/accounts/email/"' in page
    assert 'href="/reminders/settings/"' in page


def test_that_mails_pause_is_told_also_while_browsers_are_notified(alice: User, alice_client: Client) -> None:
    later = timezone.now() + timedelta(days=3)
    _set(alice, digest_paused_at=timezone.now(), next_digest_at=later)
    make_subscription(alice)

    assert "refused several in a row" in alice_client.get("/").text


def test_ones_own_holidays_are_a_quiet_line(alice: User, alice_client: Client) -> None:
    today = local_today()
    _set(alice, digest_paused_until=today + timedelta(days=5), next_digest_at=timezone.now() + timedelta(days=6))
    page = _home(alice_client)
    assert "Your mails pause until" in page
    assert "alert-warning" not in page

    _set(alice, digest_paused_until=today)
    assert "Your mails pause until" not in _home(alice_client)


def test_no_days_chosen_is_a_quiet_line(alice: User, alice_client: Client) -> None:
    _set(alice, digest_weekdays=[])

    page = _home(alice_client)

    assert "You get no mails, as you chose." in page
    assert "alert-warning" not in page


def test_an_address_to_be_confirmed_is_told(alice: User, alice_client: Client) -> None:
    EmailAddress.objects.filter(user=alice).update(verified=False)

    assert "before you have confirmed alice@example.org" in _home(alice_client)


def test_a_mail_that_failed_is_told_with_its_reason_and_the_log(alice: User, alice_client: Client) -> None:
    _digest(alice, "failed", problem="no_server")

    page = _home(alice_client)

    assert "could not be sent. The mail server could not be reached." in page
    assert 'href="/reminders/log/"' in page


@pytest.mark.parametrize("state", ["sent", "empty", "waiting"])
def test_once_a_later_one_went_well_a_failure_is_history(alice: User, alice_client: Client, state: str) -> None:
    _digest(alice, "failed", days=3, problem="no_server")
    _digest(alice, state)

    assert "could not be sent" not in _home(alice_client)


def test_an_old_failure_is_history(alice: User, alice_client: Client) -> None:
    _digest(alice, "failed", days=15, problem="no_server")

    assert "could not be sent" not in _home(alice_client)


def test_a_mail_that_is_tried_again_says_when(alice: User, alice_client: Client) -> None:
    at = timezone.now() + timedelta(minutes=30)
    _digest(alice, "waiting", problem="address_not_now", next_try_at=at)

    page = _home(alice_client)

    assert "could not be sent yet. The mail server of your address does not take it at the moment." in page
    assert f"It is tried again at {at.astimezone(alice.zone):%-H:%M}." in page
    assert "alert-warning" not in page


def test_nobody_sees_the_failure_of_somebody_else(alice: User, charlie_client: Client) -> None:
    _digest(alice, "failed", problem="no_server")

    assert "could not be sent" not in _home(charlie_client)


def test_a_sample_account_is_left_alone(client: Client, db: None) -> None:
    user = make_user("jana@example.org", is_sample=True, digest_weekdays=[])

    with acting_as(user):
        notices = notices_of(user=user, now=timezone.now())

    assert notices.mail is None


def test_it_takes_three_queries_at_most(alice: User, django_assert_max_num_queries: Any) -> None:
    _digest(alice, "failed", problem="no_server")
    _last_run(20)

    with acting_as(alice), django_assert_max_num_queries(4):
        notices_of(user=alice, now=timezone.now())
