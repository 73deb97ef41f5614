"""What stands where mails would be sent on a site without a mail server."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class MailNotSetUpError(Exception):
    """Something was to be sent by mail, and `EMAIL_URL` names no server."""


class RefusingBackend(BaseEmailBackend):
    """Refuse every mail, so that none counts as sent that nobody will ever read."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Raise `MailNotSetUpError`; nothing should have come this far."""
        raise MailNotSetUpError(f"{len(email_messages)} to send, and EMAIL_URL names no server")
