"""The log-in system's mails: sent once, kept no longer than needed."""

from __future__ import annotations

from datetime import timedelta

from django.core.mail import EmailMessage
from django.utils import timezone

from accounts.models import LoginMail
from accounts.services import forget_unsent_mails, queue_login_mail
from accounts.tokens import prove_login_mail
from netzwerk.core.models import Job
from netzwerk.core.tasks import run_job


def test_a_mail_is_sent_once_and_its_text_deleted(db: None, mailoutbox: list[EmailMessage]) -> None:
    mail = queue_login_mail(recipient="dana@example.org", subject="Welcome", text="Hello", html="<p>Hello</p>")
    job = Job.objects.get(kind="login-mail")

    run_job(str(job.pk))
    Job.objects.filter(pk=job.pk).update(state=Job.State.WAITING)
    run_job(str(job.pk))

    [sent] = mailoutbox
    proof = prove_login_mail(mail_id=mail.pk, address="Dana@example.org")
    assert (sent.to, sent.subject, sent.body) == (["dana@example.org"], "Welcome", "Hello")
    assert sent.extra_headers["Message-ID"] == f"<login-{mail.pk}.{proof}@localhost>"
    assert LoginMail.objects.count() == 0


def test_mails_that_could_not_be_sent_for_a_week_are_forgotten(db: None) -> None:
    for subject, days in (("old", 8), ("young", 6)):
        mail = queue_login_mail(recipient="dana@example.org", subject=subject, text="secret link")
        LoginMail.objects.filter(pk=mail.pk).update(created_at=timezone.now() - timedelta(days=days))

    assert forget_unsent_mails(timezone.now()) == 1
    assert forget_unsent_mails(timezone.now()) == 0
    assert [mail.subject for mail in LoginMail.objects.all()] == ["young"]
