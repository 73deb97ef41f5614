"""Jobs of accounts: the log-in system's mails."""

from django.core.mail import EmailMultiAlternatives

from accounts.models import LoginMail
from netzwerk.core.jobs import job_handler
from netzwerk.core.models import Job


@job_handler("login-mail")
def send_login_mail(job: Job) -> None:
    """Send one mail and delete its text; a crash between the two sends a second copy with the same Message-ID."""
    mail = LoginMail.objects.filter(pk=job.object_id).first() if job.object_id else None
    if mail is None:
        return  # sent already
    message = EmailMultiAlternatives(
        mail.subject, mail.text, to=[mail.recipient], headers={"Message-ID": f"<login-{mail.pk}@netzwerk>"}
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    message.send()
    mail.delete()
