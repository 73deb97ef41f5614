"""Mails of the log-in that come back: counted against their address, once, and for nobody else's."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.mail import EmailMessage
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from accounts.services import queue_login_mail
from netzwerk.core.jobs import forget_finished_jobs
from netzwerk.core.mail_ids import MailId, MailKind, mail_ids_in
from netzwerk.core.models import Job
from netzwerk.core.tasks import run_job
from reminders.rules.bounces import Bounce, Complaint
from reminders.services.planning import can_get_mails
from tests.reminders import bounce_mails, complaint_mails
from tests.reminders.reading_reports import read
from tests.reminders.test_bounces_complaints import is_paused
from tests.reminders.test_bounces_taking import refusals, sent_digest, take


def sent_mail(mailoutbox: list[EmailMessage], to: str = "Alice@example.org") -> MailId:
    """Send a mail of the log-in; return by what it is known."""
    mail = queue_login_mail(recipient=to, subject="Confirm your address", text="A link")
    run_job(str(Job.objects.get(object_id=mail.pk).pk))
    [found] = mail_ids_in(mailoutbox[-1].extra_headers["Message-ID"], "localhost")
    assert (found.id, found.kind) == (mail.pk, MailKind.LOGIN)
    return found


def report(mail: MailId) -> str:
    return bounce_mails.postfix().replace(f"<digest-{bounce_mails.PK}@localhost>", mail.on("localhost"))


def test_one_that_came_back_counts_against_its_address_once(alice: User, mailoutbox: list[EmailMessage]) -> None:
    mail = sent_mail(mailoutbox)

    assert take(*read(report(mail)), *read(report(mail))) == 1
    assert take(*read(report(mail))) == 0
    assert refusals(alice) == (1, False)


def test_the_third_in_a_row_pauses_reminders_and_mails_of_the_log_in_go_on(
    alice: User, mailoutbox: list[EmailMessage]
) -> None:
    for _time in range(3):
        take(*read(report(sent_mail(mailoutbox))))

    assert refusals(alice) == (3, True)
    assert not can_get_mails(alice)
    assert sent_mail(mailoutbox)
    assert len(mailoutbox) == 4


def test_a_full_mailbox_counts_against_nobody(alice: User, mailoutbox: list[EmailMessage]) -> None:
    assert take(Bounce(sent_mail(mailoutbox), (alice.email,), 552, "5.2.2")) == 1
    assert refusals(alice) == (0, False)


def test_whoever_calls_one_spam_gets_no_reminders(alice: User, mailoutbox: list[EmailMessage]) -> None:
    mail = sent_mail(mailoutbox)
    complaint = complaint_mails.yahoo(f"login-{mail.name}")

    assert take(*read(complaint)) == 1
    assert take(*read(complaint)) == 0
    assert is_paused(alice)


def test_a_mail_to_oneself_proves_nothing_about_somebody_else(
    alice: User, charlie: User, mailoutbox: list[EmailMessage]
) -> None:
    of_charlie, digest = sent_mail(mailoutbox, charlie.email), sent_digest(alice)
    of_alice = sent_mail(mailoutbox)
    for mail in (
        of_charlie,
        of_alice._replace(proof=of_charlie.proof),
        of_alice._replace(proof="0" * 32),
        of_alice._replace(id=of_charlie.id),
        MailId(digest.pk, MailKind.LOGIN, of_alice.proof),
    ):
        assert take(Bounce(mail, (alice.email,), 550, "5.1.1"), Complaint(mail, (alice.email,))) == 0
    assert take(Bounce(of_alice, (charlie.email,), 550, "5.1.1")) == 0
    assert refusals(alice) == refusals(charlie) == (0, False)


def test_an_address_that_is_no_more_the_users_is_not_held_against_them(
    alice: User, mailoutbox: list[EmailMessage]
) -> None:
    mail = sent_mail(mailoutbox)
    alice.email = "alice@new.example"
    alice.save()

    assert take(*read(report(mail)), Bounce(mail, (alice.email,), 550, "5.1.1")) == 0
    assert refusals(alice) == (0, False)


def test_after_another_key_the_one_before_still_proves(
    alice: User, mailoutbox: list[EmailMessage], settings: Settings
) -> None:
    mail, other = sent_mail(mailoutbox), sent_mail(mailoutbox)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another" * 9, [settings.SECRET_KEY]

    assert take(*read(report(mail))) == 1
    settings.SECRET_KEY_FALLBACKS = []
    assert take(*read(report(other))) == 0


def test_the_receipt_goes_after_a_week_and_what_comes_later_counts_nothing(
    alice: User, mailoutbox: list[EmailMessage]
) -> None:
    mail = sent_mail(mailoutbox)

    assert forget_finished_jobs(timezone.now() + timedelta(days=8)) == 1

    assert take(*read(report(mail))) == 0
    assert not Job.objects.filter(object_id=mail.id).exists()


def test_postmark_is_told_what_it_names_later(alice: User, mailoutbox: list[EmailMessage], settings: Settings) -> None:
    settings.BOUNCE_PROVIDER = "postmark"
    mail = sent_mail(mailoutbox)

    headers = mailoutbox[-1].extra_headers
    assert (headers["X-PM-KeepID"], headers["X-PM-Metadata-login"]) == ("true", mail.name)
    assert len(mail.name) <= 80  # what Postmark takes


def test_what_is_logged_names_nobody(
    alice: User, mailoutbox: list[EmailMessage], caplog: pytest.LogCaptureFixture
) -> None:
    take(*read(report(sent_mail(mailoutbox))))

    assert "login" in caplog.text
    assert "example.org" not in caplog.text
