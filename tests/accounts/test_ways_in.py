"""After a password that was chosen by mail, its user learns of the ways in that somebody else may have left open."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.test import Client
from django.utils import timezone

from accounts import services
from accounts.models import User
from tests.accounts.conftest import SendMails, path_in

NEW_PASSWORD = "another long walk by the river"


def _choose_by_mail(visitor: Client, send_mails: SendMails, email: str) -> str:
    """Choose another password by a link of a mail; return the text of the mail that tells of it."""
    visitor.post("/accounts/password/reset/", {"email": email})
    [mail] = send_mails()
    page = visitor.get(path_in(mail), follow=True).redirect_chain[-1][0]
    visitor.post(page, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
    [notice] = send_mails()
    return str(notice.body)


def _open(user: User) -> None:
    """Two passkeys, one account elsewhere, and two passwords for programs of which one is over."""
    now = timezone.now()
    for uid in ("a", "b"):
        Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data={"uid": uid})
    SocialAccount.objects.create(user=user, provider="company", uid="1")
    services.make_app_password(user=user, name="Phone", scope="sync", now=now)
    services.make_app_password(user=user, name="Old", scope="sync", now=now, expires_at=now - timedelta(days=1))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("Is one of them not yours?", "2 passkeys", "1 account elsewhere", "1 password for a program")),
        (
            "de-du",
            ("Gehört einer davon nicht dir?", "2 Passkeys", "1 Konto anderswo", "1 Passwort für ein Programm"),
        ),
    ],
)
def test_each_other_way_is_named_with_the_page_where_it_is_taken_away_in_the_language_of_the_account(
    visitor: Client, alice: User, send_mails: SendMails, language: str, words: tuple[str, ...]
) -> None:
    User.objects.filter(pk=alice.pk).update(language=language)
    _open(alice)
    send_mails()

    told = _choose_by_mail(visitor, send_mails, alice.email)

    sentence, *lines = words
    assert sentence in told
    pages = ("/accounts/second-step/", "/accounts/elsewhere/", "/settings/app-passwords/")
    assert [line for line in told.splitlines() if line.startswith(tuple(lines))] == [
        f"{line}: {settings.BASE_URL}{page}" for line, page in zip(lines, pages, strict=True)
    ]


def test_where_there_is_none_nothing_is_said_of_it(visitor: Client, alice: User, send_mails: SendMails) -> None:
    told = _choose_by_mail(visitor, send_mails, alice.email)

    assert "your password at Netzwerk was changed." in told
    assert "other ways" not in told
