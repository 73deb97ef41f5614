"""The security log: who got in and how, who did not, and what ways in changed; nobody by address or name."""

from __future__ import annotations

import logging

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed, authenticator_added
from django.test import Client
from django.utils import timezone

from accounts import services
from accounts.models import User
from tests.factories import PASSWORD

NEW_PASSWORD = "another long walk by the river"


@pytest.fixture
def told(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """Listen to the security log alone."""
    caplog.set_level(logging.INFO, logger="netzwerk.security")
    return caplog


def _lines(told: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in told.records if record.name == "netzwerk.security"]


def test_getting_in_and_out_is_told_with_how(visitor: Client, alice: User, told: pytest.LogCaptureFixture) -> None:
    visitor.post("/accounts/login/", {"login": alice.email, "password": PASSWORD})
    visitor.post("/accounts/logout/")

    assert sorted(_lines(told)) == [
        f"logged in: user {alice.pk}",
        f"logged out: user {alice.pk}",
        f"recognised: user {alice.pk} by password",
    ]


def test_an_attempt_that_failed_is_told_and_neither_address_nor_password(
    visitor: Client, alice: User, told: pytest.LogCaptureFixture
) -> None:
    visitor.post("/accounts/login/", {"login": alice.email, "password": "wrong secret"})
    visitor.post("/accounts/login/", {"login": "nobody@example.org", "password": "wrong secret"})

    assert _lines(told) == ["log-in refused: user unknown"] * 2
    assert {record.levelname for record in told.records if record.name == "netzwerk.security"} == {"WARNING"}
    for personal in (alice.email, "nobody", "secret"):
        assert personal not in told.text


@pytest.mark.parametrize(
    ("page", "fields", "line"),
    [
        ("/accounts/reauthenticate/", {"password": "wrong secret"}, "log-in refused"),
        ("/settings/delete/", {"password": "wrong secret", "when": "now"}, "password refused"),
        (
            "/accounts/password/change/",
            {"oldpassword": "wrong secret", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
            "password refused",
        ),
    ],
)
def test_a_wrong_password_of_somebody_who_is_logged_in_is_told_with_the_account(
    alice_client: Client, told: pytest.LogCaptureFixture, page: str, fields: dict[str, str], line: str
) -> None:
    told.clear()
    alice_client.post(page, fields)

    assert _lines(told) == [f"{line}: user {User.objects.get().pk}"]
    assert "secret" not in told.text


def test_another_password_is_told(visitor: Client, alice: User, told: pytest.LogCaptureFixture) -> None:
    visitor.post("/accounts/login/", {"login": alice.email, "password": PASSWORD})
    visitor.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
    )

    assert _lines(told)[-1] == f"password changed: user {alice.pk}"


def test_passwords_for_programs_are_told_without_their_names(alice: User, told: pytest.LogCaptureFixture) -> None:
    made, text = services.make_app_password(user=alice, name="Phone book", scope="read", now=timezone.now())
    services.revoke_app_password(user=alice, app_password_id=made.pk)
    services.revoke_app_password(user=alice, app_password_id=made.pk)

    assert _lines(told) == [
        f"password for a program made: user {alice.pk}",
        f"password for a program revoked: user {alice.pk}",
    ]
    assert text not in told.text and "Phone book" not in told.text


def test_changes_of_second_steps_are_told_by_kind(alice: User, told: pytest.LogCaptureFixture) -> None:
    app = Authenticator(user=alice, type=Authenticator.Type.TOTP)
    authenticator_added.send(sender=Authenticator, request=None, user=alice, authenticator=app)
    authentication_failed.send(sender=Authenticator, request=None, user=alice, authenticator=None)

    assert _lines(told) == [f"second step added: user {alice.pk} (totp)", f"second step refused: user {alice.pk}"]
