"""A site that sends no mails: everything about an account works, and nothing promises a mail."""

from __future__ import annotations

from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from django.contrib.messages import get_messages
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.models import LoginMail, User
from accounts.services import queue_login_mail
from netzwerk.core.models import Job
from netzwerk.core.no_mail import MailNotSetUpError, RefusingBackend
from netzwerk.core.tasks import run_job
from tests.factories import PASSWORD, make_user

NEW = {"email": "Dana@Example.org", "password1": PASSWORD, "time_zone": "America/Lima"}


@pytest.fixture(autouse=True)
def _no_mail(settings: Settings) -> None:
    settings.IS_MAIL_SET_UP = False
    settings.ACCOUNT_EMAIL_VERIFICATION = "none"
    settings.EMAIL_BACKEND = "netzwerk.core.no_mail.RefusingBackend"


@pytest.fixture
def member(visitor: Client) -> Client:
    """A browser in which Alice is logged in, with her password just said."""
    make_user("alice@example.org")
    visitor.post("/accounts/login/", {"login": "alice@example.org", "password": PASSWORD})
    visitor.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return visitor


def test_whoever_signs_up_is_in_at_once(visitor: Client) -> None:
    assert "this site sends no mails" in visitor.get("/accounts/signup/").content.decode()

    response = visitor.post("/accounts/signup/", NEW)

    assert response.headers["Location"] == "/goals/start/"
    assert visitor.get("/").context["user"].email == "dana@example.org"
    assert (LoginMail.objects.count(), Job.objects.count()) == (0, 0)


def test_a_taken_address_is_said_so_as_no_mail_can_tell_its_owner(visitor: Client, alice: User) -> None:
    response = visitor.post("/accounts/signup/", {**NEW, "email": alice.email})

    assert response.status_code == 422
    assert User.objects.count() == 1


def test_one_logs_out_and_in_again_without_having_confirmed_anything(visitor: Client) -> None:
    visitor.post("/accounts/signup/", NEW)
    visitor.post("/accounts/logout/")

    response = visitor.post("/accounts/login/", {"login": "dana@example.org", "password": PASSWORD})

    assert response.headers["Location"] == "/"


@pytest.mark.parametrize("path", ["/accounts/password/reset/", "/accounts/password/reset/done/"])
def test_who_forgot_the_password_is_told_whom_to_ask(visitor: Client, alice: User, path: str) -> None:
    for response in (visitor.get(path), visitor.post(path, {"email": alice.email})):
        page = response.content.decode()
        assert "This site sends no mails" in page
        assert "Ask the person who runs it" in page
    assert (LoginMail.objects.count(), Job.objects.count()) == (0, 0)


def test_the_page_that_asks_to_look_into_the_mail_does_not(visitor: Client) -> None:
    page = visitor.get("/accounts/confirm-email/").content.decode()

    assert "This site sends no mails" in page


def test_another_address_counts_at_once(member: Client) -> None:
    page = member.get("/accounts/email/").content.decode()
    assert "alice@example.org" in page
    assert "waits to be confirmed" not in page

    response = member.post("/accounts/email/", {"email": "Alice@New.example.org", "action_add": "1"})

    assert response.status_code == 302
    assert "waits to be confirmed" not in member.get("/accounts/email/").content.decode()
    user = User.objects.get()
    assert user.email == "alice@new.example.org"
    [address] = EmailAddress.objects.all()
    assert (address.email, address.primary, address.verified) == ("alice@new.example.org", True, False)
    assert (LoginMail.objects.count(), Job.objects.count()) == (0, 0)

    again = Client(HTTP_HOST="localhost")
    response = again.post("/accounts/login/", {"login": "alice@new.example.org", "password": PASSWORD})
    assert response.headers["Location"] == "/"


@pytest.mark.parametrize("address", ["charlie@example.org", "CHARLIE@example.org", "nonsense", "", "alice@example.org"])
def test_an_address_that_is_taken_or_none_is_refused(member: Client, charlie: User, address: str) -> None:
    response = member.post("/accounts/email/", {"email": address, "action_add": "1"})

    assert response.status_code == 422
    assert {*User.objects.values_list("email", flat=True)} == {"alice@example.org", "charlie@example.org"}


def test_an_address_that_somebody_else_has_confirmed_is_taken(member: Client, charlie: User) -> None:
    EmailAddress.objects.create(user=charlie, email="second@example.org", verified=True)

    response = member.post("/accounts/email/", {"email": "second@example.org", "action_add": "1"})

    assert response.status_code == 422


def test_a_new_password_makes_no_mail(member: Client) -> None:
    response = member.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": "another long password", "password2": "another long password"},
    )

    assert response.status_code == 302
    assert not [str(one) for one in get_messages(response.wsgi_request) if "mail" in str(one).lower()]
    assert (LoginMail.objects.count(), Job.objects.count()) == (0, 0)


def test_mails_from_before_are_dropped_and_do_not_come_again_and_again(
    db: None, mailoutbox: list[EmailMessage]
) -> None:
    mail = queue_login_mail(recipient="alice@example.org", subject="Confirm", text="…")
    job = Job.objects.get(object_id=mail.pk)

    run_job(str(job.pk))

    job.refresh_from_db()
    assert (job.state, LoginMail.objects.count(), mailoutbox) == (Job.State.DONE, 0, [])


def test_what_is_sent_nevertheless_fails_and_does_not_count_as_sent() -> None:
    message = EmailMessage("Hello", "…", to=["alice@example.org"], connection=RefusingBackend())

    with pytest.raises(MailNotSetUpError):
        message.send()


def test_once_mails_are_set_up_the_address_has_to_be_confirmed(
    visitor: Client, settings: Settings, mailoutbox: list[EmailMessage]
) -> None:
    visitor.post("/accounts/signup/", NEW)
    visitor.post("/accounts/logout/")
    settings.IS_MAIL_SET_UP = True
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"

    response = visitor.post("/accounts/login/", {"login": "dana@example.org", "password": PASSWORD})

    assert response.headers["Location"] == "/accounts/confirm-email/"
    assert LoginMail.objects.filter(recipient="dana@example.org").count() == 1
    assert User.objects.get().date_joined <= timezone.now()


def test_whoever_runs_the_site_sets_a_forgotten_password(
    visitor: Client, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("getpass.getpass", lambda *_prompt, **_more: "another correct horse battery")

    call_command("changepassword", alice.email, stdout=StringIO())

    log_in = {"login": alice.email, "password": "another correct horse battery"}
    assert visitor.post("/accounts/login/", log_in).headers["Location"] == "/"
