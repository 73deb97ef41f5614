"""Signing up: an address and a password, one mail, and one is in."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.core.mail import EmailMessage
from django.test import Client

from accounts.models import LoginMail, User
from tests.accounts.conftest import SendMails, path_in
from tests.factories import PASSWORD

NEW = {"email": "Dana@Example.org", "password1": PASSWORD, "time_zone": "America/Lima"}


def _sign_up(client: Client, **fields: str) -> None:
    response = client.post("/accounts/signup/", {**NEW, **fields})
    assert (response.status_code, response.headers["Location"]) == (302, "/accounts/confirm-email/")


def test_whoever_signs_up_confirms_by_mail_and_is_in(visitor: Client, send_mails: SendMails) -> None:
    _sign_up(visitor)
    assert "look into your mail" in visitor.get("/accounts/confirm-email/").content.decode()

    [mail] = send_mails()
    assert mail.to == ["dana@example.org"]
    address = path_in(mail)
    assert "dana@example.org" in visitor.get(address).content.decode()
    response = visitor.post(address, follow=True)

    assert response.redirect_chain[-1][0] == "/goals/start/"
    assert response.context["user"].email == "dana@example.org"
    assert visitor.get("/").context["day"].people == []
    assert LoginMail.objects.count() == 0


def test_language_and_time_zone_come_from_the_browser(visitor: Client) -> None:
    visitor.post("/accounts/signup/", NEW, headers={"accept-language": "de"})

    user = User.objects.get(email="dana@example.org")
    assert (user.language, user.time_zone) == ("de", "America/Lima")


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "../../etc/passwd"])
def test_a_time_zone_that_does_not_exist_is_utc(visitor: Client, zone: str) -> None:
    _sign_up(visitor, time_zone=zone)

    assert User.objects.get(email="dana@example.org").time_zone == "UTC"


@pytest.mark.parametrize(
    "fields",
    [{"email": "nobody"}, {"password1": "short"}, {"password1": "password123"}, {"email": ""},
     {"email": "correct@horse.example.org", "password1": "correct@horse"}],
)  # fmt: skip
def test_a_bad_address_or_password_is_refused(visitor: Client, fields: dict[str, str]) -> None:
    assert visitor.post("/accounts/signup/", {**NEW, **fields}).status_code == 422
    assert User.objects.count() == 0


def test_before_the_address_is_confirmed_nobody_is_in(visitor: Client) -> None:
    _sign_up(visitor)

    login = visitor.post("/accounts/login/", {"login": "dana@example.org", "password": PASSWORD})

    assert login.headers["Location"] == "/accounts/confirm-email/"
    assert visitor.get("/contacts/").status_code == 302


def test_whoever_waits_in_vain_gets_another_mail_by_logging_in(
    visitor: Client, clock: time_machine.Traveller, send_mails: SendMails
) -> None:
    _sign_up(visitor)
    assert "Log in, and we send it again" in visitor.get("/accounts/confirm-email/").content.decode()
    assert len(send_mails()) == 1

    clock.shift(timedelta(minutes=3, seconds=1))
    visitor.post("/accounts/login/", {"login": NEW["email"], "password": NEW["password1"]})

    [mail] = send_mails()
    assert mail.subject == "Please confirm your mail address"


def test_a_taken_address_is_told_to_its_owner_alone(visitor: Client, alice: User, send_mails: SendMails) -> None:
    _sign_up(visitor, email="alice@example.org", password1="another long password")  # the same answer as for a new one

    [mail] = send_mails()
    assert "already" in mail.subject
    assert path_in(mail) == "/accounts/password/reset/"
    alice.refresh_from_db()
    assert alice.check_password(PASSWORD)


def test_a_confirmed_link_does_not_work_twice_and_a_forged_one_never(visitor: Client, send_mails: SendMails) -> None:
    _sign_up(visitor)
    address = path_in(send_mails()[0])
    visitor.post(address)

    again = visitor.get(address).content.decode()
    assert "You are logged in." in again
    assert "/accounts/login/" not in again
    stranger = Client(HTTP_HOST="localhost")
    for link in (address, "/accounts/confirm-email/forged/"):
        response = stranger.get(link)
        assert "This link does not work" in response.content.decode()
        assert stranger.post(link).status_code in {302, 404}
        assert "_auth_user_id" not in stranger.session


@pytest.mark.parametrize(
    "forged",
    [{"HTTP_HOST": "localhost:6666"}, {"HTTP_X_FORWARDED_HOST": "evil.example.com"},
     {"HTTP_X_FORWARDED_PROTO": "gopher", "HTTP_X_FORWARDED_PORT": "6666"}],
)  # fmt: skip
def test_no_header_of_the_request_ends_up_in_a_mail(
    visitor: Client, alice: User, send_mails: SendMails, forged: dict[str, str]
) -> None:
    visitor.post("/accounts/signup/", NEW, **forged)  # type: ignore[arg-type]  # the stubs know no extra headers
    visitor.post("/accounts/signup/", {**NEW, "email": alice.email}, **forged)  # type: ignore[arg-type]
    for address in (alice.email, "nobody@example.org"):
        visitor.post("/accounts/password/reset/", {"email": address}, **forged)  # type: ignore[arg-type]

    mails = send_mails()

    assert len(mails) == 4
    for mail in mails:
        _assert_ours(mail)


def _assert_ours(mail: EmailMessage) -> None:
    text = f"{mail.subject} {mail.body} {mail.alternatives if hasattr(mail, 'alternatives') else ''}"
    assert "6666" not in text
    assert "evil" not in text
    links = [word for word in text.split() if "://" in word]
    assert links
    assert all(link.startswith(settings.BASE_URL) for link in links)


def test_a_forged_host_is_refused(visitor: Client) -> None:
    assert visitor.post("/accounts/signup/", NEW, HTTP_HOST="evil.example.com").status_code == 400
    assert LoginMail.objects.count() == 0


def test_the_mail_speaks_the_visitors_language(visitor: Client, send_mails: SendMails) -> None:
    visitor.post("/accounts/signup/", NEW, headers={"accept-language": "de"})

    [mail] = send_mails()
    assert mail.subject == "Bitte bestätigen Sie Ihre Mailadresse"
    assert str(mail.body).startswith("Guten Tag,")


@pytest.mark.parametrize("path", ["/accounts/signup/", "/accounts/login/", "/accounts/password/reset/"])
def test_the_forms_speak_of_the_mail_address_and_say_no_label_twice(visitor: Client, path: str) -> None:
    page = visitor.get(path, headers={"accept-language": "de"}).content.decode()

    assert "Mailadresse" in page
    assert "E-Mail-Adresse" not in page
    assert "placeholder" not in page


def test_the_hint_for_a_password_is_one_sentence(visitor: Client) -> None:
    page = visitor.get("/accounts/signup/").content.decode()

    assert "At least 10 characters, and no password that many people use." in page
    assert "too much like" not in page
