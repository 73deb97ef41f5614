"""Tasks of accounts: mails of the log-in system are sent or forgotten, accounts that are due go, and their files."""

from celery import shared_task
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from accounts import services
from accounts.models import LoginMail
from accounts.tokens import prove_login_mail
from netzwerk.core.jobs import job_handler
from netzwerk.core.mail_ids import MailId, MailKind
from netzwerk.core.mail_naming import naming_headers
from netzwerk.core.models import Job
from netzwerk.core.postal import send_mail


@job_handler(services.MAIL_KIND)
def send_login_mail(job: Job) -> None:
    """Send one mail and delete its text; a crash between the two sends a second copy with the same Message-ID."""
    mail = LoginMail.objects.filter(pk=job.object_id).first() if job.object_id else None
    if mail is None:
        return  # sent already
    if not settings.IS_MAIL_SET_UP:
        mail.delete()  # written while there was a server; its link would have run out before there is one again
        return
    proof = prove_login_mail(mail_id=mail.pk, address=mail.recipient)
    headers = naming_headers(MailId(mail.pk, MailKind.LOGIN, proof))
    message = EmailMultiAlternatives(mail.subject, mail.text, to=[mail.recipient], headers=headers)
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    send_mail(message)
    mail.delete()


@shared_task
def queue_due_deletions() -> int:
    """Write a job for each account whose day has come; return how many. Run by the tick."""
    return services.queue_due_deletions(now=timezone.now())


@job_handler(services.DELETE_KIND)
def delete_account(job: Job) -> None:
    """Delete one account, unless it was kept meanwhile; all of it or, after a crash, nothing."""
    if job.owner_id:
        services.delete_due_account(user_id=job.owner_id, now=timezone.now())


@job_handler(services.FORGET_KIND)
def forget_files(job: Job) -> None:
    """Look once more for files of an account that is gone; a crash leaves the rest to the next run."""
    if job.object_id:
        services.forget_files(job.object_id)
