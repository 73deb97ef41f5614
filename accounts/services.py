"""What happens to accounts: log-in mails, preferences, deletion."""

from __future__ import annotations

from django.db import transaction

from accounts.models import LoginMail
from netzwerk.core.jobs import enqueue_job


@transaction.atomic
def queue_login_mail(*, recipient: str, subject: str, text: str, html: str = "") -> LoginMail:
    """Write down a mail of the log-in system and the job that sends it."""
    mail = LoginMail.objects.create(recipient=recipient, subject=subject[:200], text=text, html=html)
    enqueue_job(kind="login-mail", object_id=mail.pk)
    return mail
