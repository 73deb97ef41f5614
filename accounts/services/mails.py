"""Mails of the log-in system, and of its end: written down, sent by a job, and then forgotten."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models.functions import Lower

from accounts.models import LoginMail, User
from netzwerk.core.jobs import enqueue_job
from netzwerk.core.models import Job

MAIL_KIND = "login-mail"


@transaction.atomic
def queue_login_mail(*, recipient: str, subject: str, text: str, html: str = "") -> LoginMail:
    """Write down a mail of the log-in system and the job that sends it."""
    mail = LoginMail.objects.create(recipient=recipient, subject=subject[:200], text=text, html=html)
    enqueue_job(kind=MAIL_KIND, object_id=mail.pk)
    return mail


def take_receipt(mail_id: UUID) -> bool:
    """Use up the job that sent a mail, the one trace of it that is left; False when it is used up, or forgotten.

    So whatever is reported of a mail is heard once, and for a week.
    """
    return bool(Job.objects.filter(kind=MAIL_KIND, object_id=mail_id).update(object_id=None))


def forget_unsent_mails(now: datetime) -> int:
    """Delete rendered mails that could not be sent for a week; return how many. Their links have run out."""
    return LoginMail.objects.filter(created_at__lt=now - timedelta(weeks=1)).delete()[0]


def forget_mails_to(user: User) -> None:
    """Delete unsent mails to any address of the user, and their jobs, which know no owner."""
    addresses = EmailAddress.objects.filter(user=user).values_list("email", flat=True)
    # As typed into a form, so perhaps with capitals.
    written = LoginMail.objects.annotate(address=Lower("recipient"))
    mails = list(written.filter(address__in={user.email, *addresses}).values_list("pk", flat=True))
    Job.objects.filter(object_id__in=mails).delete()
    LoginMail.objects.filter(pk__in=mails).delete()
