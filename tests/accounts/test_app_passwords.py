"""Passwords for programs: shown once, kept as a digest, good for their scope alone, and revoked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts import services
from accounts.models import AppPassword, User
from tests.accounts.conftest import SendMails
from tests.factories import PASSWORD

NOW = datetime(2026, 3, 16, 9, tzinfo=UTC)
NEW = {"name": "Phone book", "scope": "sync", "ends": "365"}
READ, WRITE, SYNC = AppPassword.Scope.READ, AppPassword.Scope.WRITE, AppPassword.Scope.SYNC


def _make(user: User, scope: str = READ, **fields: Any) -> tuple[AppPassword, str]:
    return services.make_app_password(user=user, **{"name": "Phone book", "scope": scope, "now": NOW, **fields})


def _sure(client: Client) -> Client:
    response = client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert response.status_code == 302
    return client


def test_its_text_is_nowhere_in_the_database(alice: User) -> None:
    made, text = _make(alice)

    assert len(text) > 50
    made.refresh_from_db()
    assert text not in str(AppPassword.objects.filter(pk=made.pk).values())
    assert services.user_of_app_password(text, READ, NOW) == alice


@pytest.mark.parametrize(
    ("scope", "reads", "writes", "syncs"),
    [(READ, True, False, False), (WRITE, True, True, True), (SYNC, False, False, True)],
)  # fmt: skip
def test_it_is_good_for_its_scope_alone(alice: User, scope: str, reads: bool, writes: bool, syncs: bool) -> None:
    _made, text = _make(alice, scope)

    let_in = [services.user_of_app_password(text, asked, NOW) is not None for asked in (READ, WRITE, SYNC)]

    assert let_in == [reads, writes, syncs]


@pytest.mark.parametrize(
    "text", ["", "x", "netzwerk-", "netzwerk-" + "a" * 43, "netzwerk-\x00", "netzwerk-\ud800", "é" * 10_000]
)
def test_other_texts_let_nobody_in(alice: User, text: str) -> None:
    _make(alice)

    assert services.user_of_app_password(text, READ, NOW) is None


def test_it_ends_when_its_time_is_over_or_the_account_closed(alice: User) -> None:
    _made, text = _make(alice, expires_at=NOW + timedelta(days=1))

    assert services.user_of_app_password(text, READ, NOW + timedelta(days=1)) is None
    User.objects.filter(pk=alice.pk).update(is_active=False)
    assert services.user_of_app_password(text, READ, NOW) is None


def test_its_last_use_is_written_once_an_hour(alice: User, django_assert_num_queries: Any) -> None:
    made, text = _make(alice)
    with django_assert_num_queries(2):
        services.user_of_app_password(text, READ, NOW)
    with django_assert_num_queries(1):
        services.user_of_app_password(text, READ, NOW + timedelta(minutes=59))
    made.refresh_from_db()
    assert made.last_used_at == NOW

    services.user_of_app_password(text, READ, NOW + timedelta(minutes=61))

    made.refresh_from_db()
    assert made.last_used_at == NOW + timedelta(minutes=61)


def test_there_are_so_many_and_no_more(alice: User, charlie: User) -> None:
    for _number in range(services.MOST_APP_PASSWORDS):
        _make(alice)

    with pytest.raises(services.TooManyAppPasswordsError):
        _make(alice)
    _make(charlie)


def test_revoking_is_at_once_and_for_ones_own_alone(alice: User, charlie: User) -> None:
    made, text = _make(alice)

    assert not services.revoke_app_password(user=charlie, app_password_id=made.pk)
    assert services.user_of_app_password(text, READ, NOW) == alice
    assert services.revoke_app_password(user=alice, app_password_id=made.pk)
    assert services.user_of_app_password(text, READ, NOW) is None


def test_its_user_is_told_by_mail_without_the_text(alice: User, send_mails: SendMails) -> None:
    _made, text = _make(alice)

    [mail] = send_mails()
    assert "Phone book" in str(mail.body)
    assert text not in str(mail.body)
    assert "/settings/app-passwords/" in str(mail.body)


def test_making_one_asks_for_the_password_first(alice_client: Client) -> None:
    asked = alice_client.get("/settings/app-passwords/new/")
    assert asked.headers["Location"].startswith("/accounts/reauthenticate/")
    assert alice_client.post("/settings/app-passwords/new/", NEW).status_code == 302
    assert AppPassword.objects.count() == 0


def test_it_is_shown_once(alice_client: Client, alice: User) -> None:
    page = _sure(alice_client).post("/settings/app-passwords/new/", NEW)

    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    [text] = [word for word in page.content.decode().split('"') if word.startswith("netzwerk-") and len(word) > 50]
    assert services.user_of_app_password(text, SYNC, timezone.now()) == alice
    listed = alice_client.get("/settings/app-passwords/").content.decode()
    assert "Phone book" in listed
    assert "Address book and calendar alone" in listed
    assert text not in listed
    made = AppPassword.objects.get()
    assert made.expires_at is not None
    assert (made.expires_at - made.created_at).days == 364 or (made.expires_at - made.created_at).days == 365


@pytest.mark.parametrize(
    "fields",
    [{"name": ""}, {"name": "x" * 61}, {"name": "a\x00b"}, {"scope": "everything"}, {"scope": ""}, {"ends": "1"},
     {"ends": "x" * 10_000}],
)  # fmt: skip
def test_bad_fields_are_refused(alice_client: Client, fields: dict[str, str]) -> None:
    response = _sure(alice_client).post("/settings/app-passwords/new/", {**NEW, **fields})

    assert response.status_code == 422
    assert AppPassword.objects.count() == 0


def test_the_page_says_when_there_are_too_many(alice_client: Client, alice: User) -> None:
    for _number in range(services.MOST_APP_PASSWORDS):
        _make(alice)

    response = _sure(alice_client).post("/settings/app-passwords/new/", NEW, follow=True)

    assert "as many as one may have" in response.content.decode()
    assert AppPassword.objects.count() == services.MOST_APP_PASSWORDS


def test_revoking_asks_first(alice_client: Client, alice: User) -> None:
    made, _text = _make(alice)
    path = f"/settings/app-passwords/{made.pk}/revoke/"

    assert "gets in no longer" in alice_client.get(path).content.decode()
    assert AppPassword.objects.count() == 1
    assert alice_client.post(path).headers["Location"] == "/settings/app-passwords/"
    assert AppPassword.objects.count() == 0
    assert alice_client.post(path).status_code == 404


def test_a_stranger_sees_and_revokes_nothing(alice: User, charlie_client: Client) -> None:
    made, _text = _make(alice)
    path = f"/settings/app-passwords/{made.pk}/revoke/"

    assert "Phone book" not in charlie_client.get("/settings/app-passwords/").content.decode()
    assert charlie_client.get(path).status_code == 404
    assert charlie_client.post(path).status_code == 404
    assert AppPassword.objects.count() == 1


def test_the_list_asks_the_same_whether_none_or_many(
    alice_client: Client, alice: User, django_assert_same_queries: Any
) -> None:
    with django_assert_same_queries() as none:
        alice_client.get("/settings/app-passwords/")
    for _number in range(5):
        _make(alice)
    with django_assert_same_queries() as many:
        alice_client.get("/settings/app-passwords/")

    assert len(none) == len(many)


def test_app_passwords_go_with_the_account(alice: User) -> None:
    _make(alice)

    services.delete_user(user=alice, now=timezone.now())

    assert AppPassword.objects.count() == 0
