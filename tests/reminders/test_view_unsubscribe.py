"""Stopping the mails by a link that never expires, also when a mail program does it by itself (RFC 8058)."""

from __future__ import annotations

from datetime import timedelta

import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import User
from reminders.services import plan_digest
from reminders.tokens.mails import sign_unsubscribe


def url_of(user: User) -> str:
    return f"/reminders/unsubscribe/{sign_unsubscribe(user.pk)}/"


def visitor() -> Client:
    return Client(HTTP_HOST="localhost", enforce_csrf_checks=True)


def test_opening_the_link_asks_and_changes_nothing(alice: User) -> None:
    response = visitor().get(url_of(alice))

    assert response.status_code == 200
    assert "Stop these mails" in response.content.decode()
    assert "no-store" in response.headers["Cache-Control"]
    alice.refresh_from_db()
    assert alice.digest_weekdays == [0]


def test_one_click_by_the_mail_program_stops_the_mails(alice: User) -> None:
    plan_digest(alice, timezone.now())

    response = visitor().post(url_of(alice), {"List-Unsubscribe": "One-Click"})

    assert response.status_code == 200
    assert "No more mails come." in response.content.decode()
    alice.refresh_from_db()
    assert (alice.digest_weekdays, alice.next_digest_at) == ([], None)


def test_twice_is_fine_and_the_page_leads_back_to_the_settings(alice: User) -> None:
    visitor().post(url_of(alice))
    response = visitor().post(url_of(alice))

    assert response.status_code == 200
    assert "/reminders/settings/" in response.content.decode()
    assert "No more mails come." in visitor().get(url_of(alice)).content.decode()


def test_the_link_works_after_years(alice: User) -> None:
    url = url_of(alice)

    with time_machine.travel(timezone.now() + timedelta(days=3650), tick=False):
        assert visitor().post(url).status_code == 200
    alice.refresh_from_db()
    assert alice.digest_weekdays == []


def test_another_user_keeps_getting_mails(alice: User, charlie: User) -> None:
    visitor().post(url_of(alice))

    charlie.refresh_from_db()
    assert charlie.digest_weekdays == [0]


def test_a_forged_token_stops_nothing(alice: User) -> None:
    assert visitor().post("/reminders/unsubscribe/forged/").status_code == 404
    assert visitor().post(url_of(alice)[:-3] + "xx/").status_code == 404
    alice.refresh_from_db()
    assert alice.digest_weekdays == [0]


def test_a_deleted_account_gets_no_mails_either_way(alice: User) -> None:
    url = url_of(alice)
    User.objects.filter(pk=alice.pk).update(is_active=False)

    assert visitor().post(url).status_code == 200
