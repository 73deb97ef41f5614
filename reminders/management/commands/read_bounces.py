"""Reads the mailbox of reports now: `manage.py read_bounces`."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from reminders.bounces.mailbox import MailboxError
from reminders.bounces.polling import look_through


class Command(BaseCommand):
    """A worker does the same every five minutes. Run twice, it is done once."""

    help = "Read the reports of mails that came back, or were called spam, in the mailbox that BOUNCE_IMAP_URL names."

    def handle(self, *_arguments: Any, **_options: Any) -> None:
        """Say what was found."""
        if settings.BOUNCE_MAILBOX is None:
            raise CommandError("BOUNCE_IMAP_URL names no mailbox, so there is nothing to read.")
        try:
            looked, noted = look_through(settings.BOUNCE_MAILBOX, now=timezone.now())
        except MailboxError as error:
            raise CommandError(
                f"The mailbox could not be read: {error}. What was read before that is noted."
            ) from error
        told = f"{looked.understood} reports deleted, {looked.left} mails left."
        self.stdout.write(self.style.SUCCESS(f"{noted} mails came back or were called spam; {told}"))
